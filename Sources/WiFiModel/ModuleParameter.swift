/// A parameter of a kernel module, as `modprobe MODULE NAME=VALUE` takes it.
package struct ModuleParameter: Hashable, Sendable, CustomStringConvertible {
  package let name: String
  package let value: String

  /// - Throws: `InvalidValue` when the name has other characters than letters, digits and `_`, or the value is empty, over
  ///   200 bytes long, or has others than printable ASCII without space, quotes and backslash.
  package init(_ name: String, _ value: String) throws(InvalidValue) {
    func isWord(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(isWord) else {
      throw InvalidValue(
        "'\(name.prefix(40))' cannot be a module's parameter",
        hint: "a parameter's name has letters, digits and '_'; 'modinfo -p MODULE' lists them")
    }
    let forbidden = Array("\"'\\".utf8)
    guard (1...200).contains(value.utf8.count),
      value.utf8.allSatisfy({ (0x21...0x7e).contains($0) && !forbidden.contains($0) })
    else {
      throw InvalidValue(
        "the value of module parameter '\(name)' cannot be given to the kernel",
        hint: "write 1 to 200 printable characters without spaces, quotes and backslashes")
    }
    self.name = name
    self.value = value
  }

  package var description: String { "\(name)=\(value)" }
}
