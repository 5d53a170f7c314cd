/// What most often mends text that is not YAML. It adds marks and white space, and never repeats what stands there.
struct SyntaxRepair {
  private let text: SourceText
  private let file: String

  init(_ bytes: some Collection<UInt8>, file: String) {
    text = SourceText(Array(bytes), secrets: [])
    self.file = file
  }

  /// - Parameters:
  ///   - problem: libyaml's words for what it met.
  ///   - line: where it met it.
  ///   - column: the character there.
  ///   - begun: the line in which the list or mapping begins that it was reading, and that is not done.
  /// - Returns: changes of that file; none where nothing is likely to help.
  func fixes(_ problem: String, line: Int, column: Int, begun: Int?) -> [Fix] {
    let scalars = text.scalars(line: line)
    let indentation = scalars.prefix { $0 == " " || $0 == "\t" }
    if problem.contains("tab") || indentation.contains("\t") { return indent(line) }
    if problem.contains("unexpected end") { return closing(line, column) }
    if problem.contains("cannot start any token") { return quoted(line, from: column - 1) }
    if problem.contains("mapping values") {
      let start = scalars.firstIndex(of: ":").map { $0 + 1 + (scalars[($0 + 1)...].prefix { $0 == " " }.count) }
      if let start, start < column - 1 { return quoted(line, from: start) }
      return indent(line)
    }
    if let begun, problem.contains("',' or ']'") { return [insert("]", line: begun, column: end(of: begun) + 1)] }
    if let begun, problem.contains("',' or '}'") { return [insert("}", line: begun, column: end(of: begun) + 1)] }
    if problem.contains("could not find expected ':'") { return colon(line) }
    if problem.contains("did not find expected") { return indent(line) }
    return []
  }

  /// Quotation marks around the rest of a line.
  func quoted(_ line: Int, from start: Int) -> [Fix] {
    let scalars = text.scalars(line: line)
    let end = end(of: line)
    guard start < end else { return [] }
    let value = scalars[start..<end]
    let mark = value.contains("\"") || value.contains("\\") ? "'" : "\""
    guard mark == "\"" || !value.contains("'") else { return [] }
    return [.wrap(range(line, start + 1, end + 1), mark, mark)]
  }

  /// The closing quotation mark for one that is never closed.
  private func closing(_ line: Int, _ column: Int) -> [Fix] {
    let scalars = text.scalars(line: line)
    guard scalars.indices.contains(column - 1) else { return [] }
    return [insert(String(scalars[column - 1]), line: line, column: end(of: line) + 1)]
  }

  /// The indentation of the line before, or of what stands below it.
  private func indent(_ line: Int) -> [Fix] {
    let scalars = text.scalars(line: line)
    let old = scalars.prefix { $0 == " " || $0 == "\t" }.count
    var above = line - 1
    while above > 0, text.scalars(line: above).allSatisfy({ $0 == " " || $0 == "\t" }) { above -= 1 }
    guard above > 0 else { return old > 0 ? [.replace(range(line, 1, old + 1), "")] : [] }
    let before = text.scalars(line: above)
    let opens = before.last { $0 != " " } == ":"
    let depth = before.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == "\t" ? 2 : 1) } + (opens ? 2 : 0)
    return [.replace(range(line, 1, old + 1), String(repeating: " ", count: depth))]
  }

  /// The colon behind the first word of a line, or of the line before, which a value was lacking.
  private func colon(_ line: Int) -> [Fix] {
    for number in [line, line - 1] where number > 0 {
      let scalars = text.scalars(line: number)
      let start = scalars.prefix { $0 == " " }.count
      let word = scalars[start...].prefix { $0 != " " }.count
      if word > 0, !scalars.contains(":") { return [insert(":", line: number, column: start + word + 1)] }
    }
    return []
  }

  /// Behind the last character of a line that is neither white space nor part of a comment.
  private func end(of line: Int) -> Int {
    let scalars = text.scalars(line: line)
    var end = scalars.count
    for index in scalars.indices.dropFirst() where scalars[index] == "#" && scalars[index - 1] == " " {
      end = index
      break
    }
    while end > 0, scalars[end - 1] == " " || scalars[end - 1] == "\t" { end -= 1 }
    return end
  }

  private func insert(_ mark: String, line: Int, column: Int) -> Fix { .insert(range(line, column, column), mark) }

  private func range(_ line: Int, _ start: Int, _ end: Int) -> SourceRange {
    SourceRange(file: file, line: line, column: start, endLine: line, endColumn: end)
  }
}
