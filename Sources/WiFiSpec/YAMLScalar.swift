import WiFiModel

/// How a text is written in YAML.
enum YAMLScalar {
  /// The text as a scalar of one line that every reader takes for text: plain where that is safe, else in double
  /// quotation marks.
  static func written(_ text: String) -> String {
    if isPlain(text) { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        if scalar.isUnprintable {
          let digits = String(scalar.value, radix: 16)
          result += "\\U" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// Whether the text needs no quotation marks: words, paths, and what no reader of YAML 1.1 or 1.2 takes for a number,
  /// a boolean, a date or nothing.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) || first == UInt8(ascii: "/") || isNoNumber(text) else {
      return false
    }
    let isSafe = text.utf8.allSatisfy { byte in
      isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_./+".utf8.contains(byte)
    }
    let words = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"]
    return isSafe && !words.contains(text.lowercased())
  }

  /// Whether the text begins with a digit, and goes on as no number and no date does: 2.4GHz, 192.0.2.1/24.
  private static func isNoNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return text.utf8.contains { $0 == UInt8(ascii: "/") || (UInt8(ascii: "g")...UInt8(ascii: "z")).contains($0 | 0x20) }
      && !text.utf8.contains { "oOxXtT".utf8.contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
