/// Where the keys of a file stand among their neighbours, and so which characters a fix changes.
struct CorrectionIndex {
  private struct Place: Hashable {
    var line: Int
    var column: Int

    init(_ range: SourceRange) { (line, column) = (range.line, range.column) }
  }

  private var entries: [Place: (siblings: [YAMLNode.Entry], index: Int)] = [:]
  private var elements: [Place: (siblings: [YAMLNode], index: Int, isFlow: Bool)] = [:]
  private let text: SourceText

  /// - Parameters:
  ///   - root: the file's tree, as far as it could be read.
  ///   - text: the file's lines.
  init(_ root: YAMLNode?, text: SourceText) {
    self.text = text
    if let root { add(root) }
  }

  private mutating func add(_ node: YAMLNode) {
    switch node.content {
    case .scalar: return
    case .mapping(let siblings):
      for (index, entry) in siblings.enumerated() {
        entries[Place(entry.keyRange)] = (siblings, index)
        add(entry.value)
      }
    case .sequence(let siblings):
      for (index, element) in siblings.enumerated() {
        elements[Place(element.range)] = (siblings, index, node.isFlow)
        add(element)
      }
    }
  }

  /// The changes of all fixes together; `nil` where one of them has no place in this file, or two meet.
  func correction(_ fixes: [Fix], isExample: Bool) -> Correction? {
    var edits: [Correction.Edit] = []
    for fix in fixes {
      guard let some = self.edits(for: fix) else { return nil }
      edits += some
    }
    edits.sort { ($0.range.line, $0.range.column) < ($1.range.line, $1.range.column) }
    for (one, next) in zip(edits, edits.dropFirst())
    where (one.range.endLine, one.range.endColumn) > (next.range.line, next.range.column) {
      return nil
    }
    return edits.isEmpty ? nil : Correction(edits: edits, isExample: isExample)
  }

  private func edits(for fix: Fix) -> [Correction.Edit]? {
    switch fix {
    case .replace(let range, let text):
      return [Correction.Edit(range, lead(range) + text + (endsLine(range) ? "\n" : ""))]
    case .insert(let range, let text):
      return [Correction.Edit(range, text)]
    case .removeWord(let range):
      let rest = text.scalars(line: range.line).dropFirst(range.column - 1)
      let word = rest.prefix { $0 != " " }.count
      let count = word + rest.dropFirst(word).prefix { $0 == " " }.count
      return [
        Correction.Edit(span(range.file, (range.line, range.column), (range.line, range.column + count)), "")
      ]
    case .wrap(let range, let before, let after):
      let (start, end) = (
        point(range.file, range.line, range.column), point(range.file, range.endLine, range.endColumn)
      )
      return [Correction.Edit(start, before), Correction.Edit(end, after)]
    case .remove(let key):
      return entries[Place(key)].map { [removal($0.siblings, $0.index)] }
    case .removeElement(let range):
      guard let (siblings, index, _) = elements[Place(range)], index > 0 else { return nil }
      return [Correction.Edit(span(range.file, siblings[index - 1].end, siblings[index].end), "")]
    case .add(let line, let key):
      return entries[Place(key)].map { [addition(line, beside: $0.siblings[$0.index])] }
    case .addBelow(let line, let key):
      guard let (siblings, index) = entries[Place(key)] else { return nil }
      let value = siblings[index].value
      if let first = value.entries.first { return [addition(line, beside: first)] }
      if case .mapping = value.content {
        return [Correction.Edit(point(key.file, value.range.line, value.range.column + 1), line)]
      }
      return [Correction.Edit(value.range, lead(value.range) + "{\(line)}")]
    }
  }

  private func addition(_ line: String, beside entry: YAMLNode.Entry) -> Correction.Edit {
    let range = entry.keyRange
    let indentation = String(repeating: " ", count: range.column - 1)
    return Correction.Edit(
      point(range.file, range.line, range.column), entry.isInFlow ? line + ", " : line + "\n" + indentation)
  }

  private func removal(_ siblings: [YAMLNode.Entry], _ index: Int) -> Correction.Edit {
    let entry = siblings[index]
    let file = entry.keyRange.file
    let start = (line: entry.keyRange.line, column: entry.keyRange.column)
    if siblings.count == 1 {
      return Correction.Edit(span(file, start, entry.value.end), entry.isInFlow ? "" : "{}")
    }
    if index == 0 || !entry.isInFlow, index + 1 < siblings.count {
      let next = siblings[index + 1].keyRange
      return Correction.Edit(span(file, start, (next.line, next.column)), "")
    }
    let range = span(file, siblings[index - 1].value.end, entry.value.end)
    return Correction.Edit(range, endsLine(range) && range.column > 1 ? "\n" : "")
  }

  /// Whether a range ends where a line begins, as that of a text in several lines does.
  private func endsLine(_ range: SourceRange) -> Bool { range.endColumn == 1 && range.endLine > range.line }

  /// What parts a value from its key where there was none.
  private func lead(_ range: SourceRange) -> String {
    guard range.line == range.endLine, range.column == range.endColumn, range.column > 1,
      let before = text.scalars(line: range.line).dropFirst(range.column - 2).first
    else { return "" }
    switch before {
    case ":", "-": return " "
    case " ", "[", "{", ",": return ""
    default: return ": "
    }
  }

  private func point(_ file: String, _ line: Int, _ column: Int) -> SourceRange {
    span(file, (line, column), (line, column))
  }

  private func span(_ file: String, _ start: (line: Int, column: Int), _ end: (line: Int, column: Int)) -> SourceRange {
    SourceRange(file: file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column)
  }
}
