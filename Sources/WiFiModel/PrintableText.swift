extension String {
  /// The text with every character that could move a terminal's cursor or change its colour made visible.
  package var replacingControlCharacters: String {
    guard unicodeScalars.contains(where: \.isUnprintable) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.isUnprintable {
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension UnicodeScalar {
  /// Control characters, and those that reorder or break the text around them.
  package var isUnprintable: Bool {
    switch value {
    case 0x00...0x1f, 0x7f...0x9f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff: true
    default: false
    }
  }
}
