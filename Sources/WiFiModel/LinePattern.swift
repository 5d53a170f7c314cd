/// A pattern over a whole line: literals, and `*` for any run of bytes, none as well. Matched in time linear in the line
/// for each `*`.
package struct LinePattern: Hashable, Sendable, CustomStringConvertible {
  package let description: String
  private let bytes: [UInt8]

  package init(_ text: String) {
    description = text
    bytes = Array(text.utf8)
  }

  /// Whether the whole line is of this pattern.
  package func matches(_ line: some RandomAccessCollection<UInt8>) -> Bool {
    let star = UInt8(ascii: "*")
    var p = bytes.startIndex
    var t = line.startIndex
    var last: (pattern: Int, line: Int)?
    var taken = 0
    while t < line.endIndex {
      if p < bytes.endIndex, bytes[p] == star {
        last = (p, taken)
        p += 1
      } else if p < bytes.endIndex, bytes[p] == line[t] {
        p += 1
        t = line.index(after: t)
        taken += 1
      } else if let back = last {
        // After a star only the last star's position is ever taken up again.
        p = back.pattern + 1
        taken = back.line + 1
        t = line.index(line.startIndex, offsetBy: taken)
        last = (back.pattern, taken)
      } else {
        return false
      }
    }
    while p < bytes.endIndex, bytes[p] == star { p += 1 }
    return p == bytes.endIndex
  }
}
