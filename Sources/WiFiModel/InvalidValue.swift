/// Why a piece of text is not a value of the kind asked for, and what would be.
package struct InvalidValue: Error, Hashable, CustomStringConvertible {
  /// What is wrong, as one lowercase sentence without full stop. It never quotes a secret.
  package var problem: String
  /// What to write instead, as one lowercase sentence without full stop.
  package var hint: String

  package init(_ problem: String, hint: String) {
    self.problem = problem
    self.hint = hint
  }

  package var description: String { "\(problem); \(hint)" }
}
