/// A pattern over a whole line: literals, `*` for any run of bytes, none as well, and `{name}` for a run of at least one
/// byte that can be asked for afterwards. Each run is as short as what follows it allows. Nothing is ever tried again: a
/// line is matched in time linear in it for each of the pattern's runs.
package struct LinePattern: Hashable, Sendable, CustomStringConvertible {
  package let description: String
  /// What every line of this pattern begins with.
  let head: [UInt8]
  private let runs: [Run]

  /// A run of any bytes, and the literal behind it.
  private struct Run: Hashable, Sendable {
    var name: String?
    var literal: [UInt8] = []
    /// How many bytes it has at least.
    var least: Int { name == nil ? 0 : 1 }
  }

  package init(_ text: String) {
    description = text
    var head: [UInt8] = []
    var runs: [Run] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "*") {
        runs.append(Run())
      } else if byte == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")) {
        runs.append(Run(name: String(decoding: rest[..<end], as: UTF8.self)))
        rest = rest[(end + 1)...]
      } else if runs.isEmpty {
        head.append(byte)
      } else {
        runs[runs.count - 1].literal.append(byte)
      }
    }
    self.head = head
    self.runs = runs
  }

  /// Names of the runs that can be asked for, in order.
  package var names: [String] { runs.compactMap(\.name) }

  /// Whether the whole line is of this pattern.
  package func matches(_ line: some RandomAccessCollection<UInt8>) -> Bool { walk(line) { _, _ in } }

  /// What stands in a line where the pattern has names; nil where the line is not of this pattern.
  package func captures(in line: some RandomAccessCollection<UInt8>) -> [String: String]? {
    var found: [String: String] = [:]
    let isMatch = walk(line) { name, bytes in found[name] = String(decoding: bytes, as: UTF8.self) }
    return isMatch ? found : nil
  }

  private func walk<Line: RandomAccessCollection<UInt8>>(
    _ line: Line, _ tell: (String, Line.SubSequence) -> Void
  ) -> Bool {
    guard line.count >= head.count, line.starts(with: head) else { return false }
    var position = line.index(line.startIndex, offsetBy: head.count)
    guard let last = runs.last else { return position == line.endIndex }
    for run in runs.dropLast() {
      guard let found = Self.place(of: run, in: line[position...]) else { return false }
      if let name = run.name { tell(name, line[position..<found]) }
      position = line.index(found, offsetBy: run.literal.count)
    }
    let left = line[position...]
    guard left.count >= last.least + last.literal.count, left.suffix(last.literal.count).elementsEqual(last.literal)
    else { return false }
    if let name = last.name { tell(name, left.dropLast(last.literal.count)) }
    return true
  }

  /// Where the literal of a run first stands behind the least that the run may be.
  private static func place<Line: RandomAccessCollection<UInt8>>(of run: Run, in line: Line) -> Line.Index? {
    var left = line.count - run.least - run.literal.count
    guard left >= 0 else { return nil }
    var index = line.index(line.startIndex, offsetBy: run.least)
    while !line[index...].starts(with: run.literal) {
      guard left > 0 else { return nil }
      left -= 1
      index = line.index(after: index)
    }
    return index
  }
}
