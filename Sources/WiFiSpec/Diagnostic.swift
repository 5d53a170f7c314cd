import WiFiModel

/// Something to tell an operator about a spec: where, what, and what to write instead. It never holds a secret.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case error
    case warning
  }

  package var code: Code
  /// The file, as it is shown to people.
  package var file: String
  /// `nil` where the whole file, or a directory, is meant.
  package var range: SourceRange?
  /// One lowercase sentence without full stop.
  package var message: String
  /// What to write or do instead; may be empty.
  package var hint: String
  /// The source line with secrets masked and the part to underline, where there is one.
  package var excerpt: Excerpt?
  /// What to change in the file, where a program can do it.
  package var correction: Correction?
  /// What becomes the correction once the file's tree is at hand.
  var fixes: [Fix] = []
  /// Whether the fixes make up a value.
  var isExample = false

  package var severity: Severity { code.severity }

  init(_ code: Code, file: String, message: String, hint: String) {
    self.code = code
    self.file = file.replacingControlCharacters
    self.message = message.replacingControlCharacters
    self.hint = hint.replacingControlCharacters
  }

  init(_ code: Code, at range: SourceRange, message: String, hint: String, fixes: [Fix] = []) {
    self.init(code, file: range.file, message: message, hint: hint)
    self.range = range
    self.fixes = fixes
  }

  /// One line of a file as it may be shown, and which of its characters are meant.
  package struct Excerpt: Hashable, Sendable {
    package var text: String
    /// Characters before the underlined ones.
    package var offset: Int
    /// Characters underlined, at least 1.
    package var length: Int
  }
}
