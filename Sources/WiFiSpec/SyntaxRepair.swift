/// What most often mends text that is not YAML. It adds marks and white space, and never repeats what stands there.
struct SyntaxRepair {
  private let text: SourceText

  init(_ bytes: some Collection<UInt8>) { text = SourceText(Array(bytes), secrets: []) }

  /// Whether a place is behind the first character of its line that is no white space.
  func isInside(_ place: SourceRange) -> Bool {
    text.scalars(line: place.line).prefix(place.column - 1).contains { $0 != " " && $0 != "\t" }
  }

  /// Whether a key's colon stands before a place in its line.
  func hasColon(before place: SourceRange) -> Bool {
    text.scalars(line: place.line).prefix(place.column - 1).contains(":")
  }

  /// Quotation marks around the rest of a line.
  ///
  /// - Parameters:
  ///   - place: somewhere in the line.
  ///   - column: where the rest begins; `nil` for what stands behind the key.
  /// - Returns: nothing where there is no rest, or both kinds of marks stand in it.
  func quoted(_ place: SourceRange, from column: Int? = nil) -> [Fix] {
    let scalars = text.scalars(line: place.line)
    let colon = scalars.indices.first { scalars[$0] == ":" && scalars[($0 + 1)...].first ?? " " == " " }
    let behindKey = colon.map { $0 + 1 + scalars[($0 + 1)...].prefix { $0 == " " }.count }
    guard let start = column.map({ $0 - 1 }) ?? behindKey else { return [] }
    let end = end(of: place.line)
    guard start < end else { return [] }
    let value = scalars[start..<end]
    let mark = value.contains("\"") || value.contains("\\") ? "'" : "\""
    guard mark == "\"" || !value.contains("'") else { return [] }
    return [.wrap(range(place, start + 1, end + 1), mark, mark)]
  }

  /// A closing mark at the end of the line in which something opens; the opening one itself where none is given.
  func closing(_ place: SourceRange, with mark: String? = nil) -> [Fix] {
    let scalars = text.scalars(line: place.line)
    guard scalars.indices.contains(place.column - 1) else { return [] }
    let column = end(of: place.line) + 1
    return [.insert(range(place, column, column), mark ?? String(scalars[place.column - 1]))]
  }

  /// The indentation of the line before, or of what stands below it.
  func indentation(_ place: SourceRange) -> [Fix] {
    let scalars = text.scalars(line: place.line)
    let old = scalars.prefix { $0 == " " || $0 == "\t" }.count
    var above = place.line - 1
    while above > 0, text.scalars(line: above).allSatisfy({ $0 == " " || $0 == "\t" }) { above -= 1 }
    let before = text.scalars(line: above)
    let opens = before.last { $0 != " " } == ":"
    let depth = before.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == "\t" ? 2 : 1) } + (opens ? 2 : 0)
    return [.replace(range(place, 1, old + 1), String(repeating: " ", count: depth))]
  }

  /// What is lacking between a key and its value: a space, or the colon too.
  func colon(_ place: SourceRange) -> [Fix] {
    let scalars = text.scalars(line: place.line)
    let rest = scalars.dropFirst(place.column - 1)
    if let colon = rest.firstIndex(of: ":") { return [.insert(range(place, colon + 2, colon + 2), " ")] }
    let column = place.column + rest.prefix { $0 != " " }.count
    return rest.isEmpty ? [] : [.insert(range(place, column, column), ":")]
  }

  /// Behind the last character of a line that is neither white space nor part of a comment.
  private func end(of line: Int) -> Int {
    let scalars = text.scalars(line: line)
    let comment = scalars.indices.dropFirst().first { scalars[$0] == "#" && scalars[$0 - 1] == " " }
    var end = comment ?? scalars.count
    while end > 0, scalars[end - 1] == " " || scalars[end - 1] == "\t" { end -= 1 }
    return end
  }

  private func range(_ place: SourceRange, _ start: Int, _ end: Int) -> SourceRange {
    SourceRange(file: place.file, line: place.line, column: start, endLine: place.line, endColumn: end)
  }
}
