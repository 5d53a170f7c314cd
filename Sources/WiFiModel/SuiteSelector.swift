/// A cipher, or a way of authentication and key management (802.11-2020, 9.4.2.24): an organisation's three bytes and a
/// number, written as `00-0f-ac:4`.
package struct SuiteSelector: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The organisation in the upper 24 bits, the number in the lowest 8.
  package var rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// - Throws: `InvalidValue` when the text is not of the form `00-0f-ac:4`.
  package init(_ text: String) throws(InvalidValue) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let bytes = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = UInt8(parts[1]), bytes.count == 3, !text.contains("+"),
      bytes.allSatisfy({ $0.utf8.count == 2 })
    else { throw Self.invalid(text) }
    var value: UInt32 = 0
    for byte in bytes {
      guard let byte = UInt8(byte, radix: 16) else { throw Self.invalid(text) }
      value = value << 8 | UInt32(byte)
    }
    rawValue = value << 8 | UInt32(number)
  }

  private static func invalid(_ text: String) -> InvalidValue {
    InvalidValue("'\(text.prefix(40))' is not a suite selector", hint: "a selector is written as 00-0f-ac:4")
  }

  package static func < (left: SuiteSelector, right: SuiteSelector) -> Bool { left.rawValue < right.rawValue }

  package var description: String {
    let organisation = [24, 16, 8].map { shift -> String in
      let byte = rawValue >> UInt32(shift) & 0xff
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return organisation.joined(separator: "-") + ":\(rawValue & 0xff)"
  }

  private static func standard(_ number: UInt8) -> SuiteSelector {
    SuiteSelector(rawValue: 0x000f_ac00 | UInt32(number))
  }

  /// The cipher of WPA2 and WPA3 (AES-CCM, 128 bits).
  package static let ccmp = standard(4)
  /// The cipher that protects management frames to all (BIP-CMAC, 128 bits).
  package static let bip = standard(6)

  /// Key management by 802.1X.
  package static let enterprise = standard(1)
  /// Key management by a pre-shared key.
  package static let psk = standard(2)
  /// Key management by SAE.
  package static let sae = standard(8)
  /// Key management by OWE.
  package static let owe = standard(18)
}
