/// The escapes with which hostapd prints an SSID (`STATUS`, `GET_CONFIG`) and reads `ssid2=P"..."`.
package enum EscapedText {
  /// The bytes meant by the text.
  ///
  /// As in hostapd (`printf_decode` of 2.10): `\n \r \t \e \" \\`, `\x` with one or two digits, `\` with one to three octal
  /// digits; a backslash before anything else is dropped. Any input has a result.
  package static func decode(_ text: some Collection<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      guard let escape = rest.first else { break }
      if let plain = single(escape) {
        rest.removeFirst()
        bytes.append(plain)
      } else if escape == UInt8(ascii: "x") {
        rest.removeFirst()
        if let value = number(&rest, base: 16, digits: 2) { bytes.append(value) }
      } else if let value = number(&rest, base: 8, digits: 3) {
        bytes.append(value)
      }
    }
    return bytes
  }

  private static func single(_ escape: UInt8) -> UInt8? {
    switch escape {
    case UInt8(ascii: "n"): .lineFeed
    case UInt8(ascii: "r"): .carriageReturn
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "e"): 0x1B
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): escape
    default: nil
    }
  }

  private static func number(_ rest: inout ArraySlice<UInt8>, base: UInt8, digits: Int) -> UInt8? {
    var value: UInt8?
    for _ in 0..<digits {
      guard let digit = rest.first?.hexDigit, digit < base else { break }
      value = (value ?? 0) &* base &+ digit
      rest.removeFirst()
    }
    return value
  }
}
