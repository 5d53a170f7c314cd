/// A place in a spec file: from its first character to just behind its last. Lines and columns count from 1, columns
/// in characters (Unicode scalars), as editors show them.
package struct SourceRange: Hashable, Sendable {
  /// The file, as it is shown to people.
  package var file: String
  package var line: Int
  package var column: Int
  package var endLine: Int
  package var endColumn: Int

  package init(file: String, line: Int, column: Int, endLine: Int, endColumn: Int) {
    self.file = file
    self.line = line
    self.column = column
    self.endLine = endLine
    self.endColumn = endColumn
  }

  /// One character.
  package init(file: String, line: Int, column: Int) {
    self.init(file: file, line: line, column: column, endLine: line, endColumn: column + 1)
  }

  /// `file:line`, as messages name another place.
  package var place: String { "\(file):\(line)" }
}
