/// A service set identifier: 1 to 32 bytes of any value (802.11-2020, 9.4.2.2).
package struct SSID: Hashable, Sendable, CustomStringConvertible {
  package let bytes: [UInt8]

  /// - Throws: `InvalidValue` when there are fewer than 1 or more than 32 bytes.
  package init(_ bytes: [UInt8]) throws(InvalidValue) {
    guard (1...32).contains(bytes.count) else {
      throw InvalidValue(
        "the SSID has \(bytes.count) bytes", hint: "an SSID has 1 to 32 bytes; letters outside ASCII take 2 to 4 each")
    }
    self.bytes = bytes
  }

  /// Reads what `hex` writes; nil for any other text.
  package init?(hex: String) {
    let digits = hex.compactMap(\.hexDigitValue).map { UInt8($0) }
    guard digits.count == hex.utf8.count, digits.count % 2 == 0,
      let ssid = try? SSID(stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    else { return nil }
    self = ssid
  }

  /// The bytes in lowercase hexadecimal, as hostapd's `ssid2=` takes them.
  package var hex: String { Self.hex(of: bytes) }

  /// Printable text for people: ASCII as it is, every other byte as `\xNN`.
  package var description: String { Self.text(of: bytes) }

  /// What `hex` is, for bytes that the kernel or hostapd gave as an SSID, whatever their number.
  package static func hex(of bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// What `description` is, for bytes that the kernel or hostapd gave as an SSID, whatever their number.
  package static func text(of bytes: [UInt8]) -> String {
    bytes.map { byte in
      switch byte {
      case UInt8(ascii: "\\"): "\\\\"
      case 0x20...0x7e: String(UnicodeScalar(byte))
      default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }.joined()
  }
}
