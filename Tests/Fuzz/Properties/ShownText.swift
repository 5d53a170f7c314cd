import WiFiModel

/// What people are shown: nothing in it may move their terminal's cursor.
package enum ShownText {
  package static func violations(_ text: String?, _ name: String) -> [String] {
    guard let text, text.unicodeScalars.contains(where: \.isUnprintable) else { return [] }
    return ["\(name) holds control characters: \(text.replacingControlCharacters)"]
  }

  /// The same for text of several lines.
  package static func violations(lines text: String, _ name: String) -> [String] {
    let moves = text.unicodeScalars.contains { $0.isUnprintable && $0 != "\n" && $0 != "\t" }
    return moves ? ["\(name) holds control characters: \(text.replacingControlCharacters)"] : []
  }
}
