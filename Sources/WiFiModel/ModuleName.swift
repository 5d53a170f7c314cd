/// The name of a kernel module, as in /proc/modules: '-' is written '_' there, so it is here.
package struct ModuleName: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  /// - Throws: `InvalidValue` for anything but 1 to 55 of a-z, A-Z, 0-9, '_' and '-' (MODULE_NAME_LEN counts
  ///   a final zero).
  package init(_ text: String) throws(InvalidValue) {
    let allowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard allowed, (1...55).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "-") else {
      throw InvalidValue(
        "'\(text.prefix(40))' is not the name of a kernel module",
        hint: "write the module's name as lsmod prints it, such as mwifiex_pcie")
    }
    self.text = String(text.map { $0 == "-" ? "_" : $0 })
  }

  package var description: String { text }
  package static func < (left: ModuleName, right: ModuleName) -> Bool { left.text < right.text }
}
