/// The name of a network interface, under the kernel's rules (`dev_valid_name`, net/core/dev.c) and ours.
package struct InterfaceName: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  /// - Throws: `InvalidValue` for names the kernel refuses (empty, over 15 bytes, `.`, `..`, `/`, `:`, white space) and
  ///   for those that mean something else elsewhere: `%` is a kernel format, `all` and `default` are sysctl folders.
  package init(_ text: String) throws(InvalidValue) {
    let bytes = Array(text.utf8)
    let hint = "an interface name has 1 to 15 characters of a-z, A-Z, 0-9, '-', '_' or '.', such as uap0"
    if bytes.isEmpty || bytes.count > 15 {
      throw InvalidValue("interface name '\(text.prefix(40))' has \(bytes.count) bytes", hint: hint)
    }
    if ["all", "default", ".", "..", "lo"].contains(text) {
      throw InvalidValue("interface name '\(text)' is reserved", hint: hint)
    }
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        continue
      default:
        throw InvalidValue("interface name has the byte 0x\(String(byte, radix: 16)), which is not allowed", hint: hint)
      }
    }
    if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: ".") {
      throw InvalidValue("interface name '\(text)' begins with '\(text.prefix(1))'", hint: hint)
    }
    self.text = text
  }

  package var description: String { text }
  package static func < (left: InterfaceName, right: InterfaceName) -> Bool { left.text < right.text }
}
