/// A 48-bit MAC address.
package struct HardwareAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Six bytes.
  package let bytes: [UInt8]

  package init?(bytes: [UInt8]) {
    guard bytes.count == 6 else { return nil }
    self.bytes = bytes
  }

  /// - Throws: `InvalidValue` unless the text is six pairs of hexadecimal digits with colons between them.
  package init(_ text: String) throws(InvalidValue) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let bytes = parts.compactMap { part in
      part.utf8.count == 2 && part.allSatisfy(\.isHexDigit) ? UInt8(part, radix: 16) : nil
    }
    guard parts.count == 6, bytes.count == 6 else {
      throw InvalidValue("'\(text.prefix(40))' is not a MAC address", hint: "write it as 02:00:00:00:00:01")
    }
    self.bytes = bytes
  }

  package var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
  }

  package static func < (left: HardwareAddress, right: HardwareAddress) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
