/// Why a text is not JSON, or why JSON is not the document it should be.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where it went wrong.
  package enum Location: Hashable, Sendable {
    /// In the text; lines and columns count from 1, columns in characters (Unicode scalars).
    case text(line: Int, column: Int)
    /// In the value, as the keys and indices that lead to it: `radios[0].module`; empty for the whole.
    case value(path: String)
  }

  package var location: Location
  /// What is wrong and what was expected, as one lowercase sentence without full stop.
  package var problem: String

  package init(_ location: Location, _ problem: String) {
    self.location = location
    self.problem = problem
  }

  package var description: String {
    switch location {
    case .text(let line, let column): "line \(line), column \(column): \(problem)"
    case .value(""): problem
    case .value(let path): "at \(path): \(problem)"
    }
  }
}
