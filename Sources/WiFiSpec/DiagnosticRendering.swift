extension Diagnostic {
  /// The diagnostic as text of several lines, each ended by a newline.
  ///
  /// - Parameter colour: whether to add ANSI colours, for a terminal that wants them.
  /// - Returns: `file:line:column: error: message [E0xx]`, the source line, a caret, and the hint.
  package func rendered(colour: Bool = false) -> String {
    func paint(_ text: String, _ style: String) -> String { colour ? "\u{1b}[\(style)m\(text)\u{1b}[0m" : text }
    let tint = severity == .error ? "1;31" : "1;33"
    var place = file
    if let range { place += ":\(range.line):\(range.column)" }
    var text = paint("\(place):", "1") + " " + paint("\(severity.rawValue):", tint) + " \(message) [\(code.rawValue)]\n"
    if let excerpt {
      let number = range.map { String($0.line) } ?? ""
      let gutter = String(repeating: " ", count: number.count)
      let caret = "^" + String(repeating: "~", count: max(0, excerpt.length - 1))
      text += "\(number) | \(excerpt.text)\n"
      text += "\(gutter) | " + excerpt.indentation + paint(caret, tint) + "\n"
    }
    if !hint.isEmpty { text += "  = " + paint("hint:", "1;36") + " \(hint)\n" }
    return text
  }
}

extension Diagnostic {
  /// One line, for logs and conditions: place, message, code and hint.
  package var summary: String {
    let place = range.map { "\(file):\($0.line):\($0.column)" } ?? file
    return "\(place): \(message) [\(code.rawValue)]\(hint.isEmpty ? "" : "; \(hint)")"
  }
}

extension Diagnostic.Excerpt {
  /// White space as wide as the characters before the underlined ones: a tab stays a tab.
  fileprivate var indentation: String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(offset).map { $0 == "\t" ? "\t" : " " }))
  }
}

extension Sequence where Element == Diagnostic {
  /// All diagnostics as text.
  package func rendered(colour: Bool = false) -> String { map { $0.rendered(colour: colour) }.joined() }

  /// Whether one of them is an error.
  package var hasErrors: Bool { contains { $0.severity == .error } }
}
