import CLibSystemd
import Glibc

/// The program's log: structured fields where standard error is the journal, else a line on standard error.
package struct Journal: Sendable {
  /// How much an entry matters, by the numbers of syslog.
  package enum Level: Int32, Sendable, Comparable, CaseIterable {
    case error = 3
    case warning = 4
    case notice = 5
    case info = 6
    case debug = 7

    /// A smaller number matters more.
    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// A field of an entry.
  package struct Field: Equatable, Sendable {
    /// The name: capitals, digits and underscores, beginning with a letter.
    package let name: String

    /// The value, of any length and any number of lines.
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// True when standard error leads to the journal, as `JOURNAL_STREAM` says.
  package static var isConnected: Bool {
    guard let text = getenv("JOURNAL_STREAM") else { return false }
    let numbers = String(cString: text).split(separator: ":").map { UInt64($0) }
    var status = stat()
    guard numbers.count == 2, fstat(STDERR_FILENO, &status) == 0 else { return false }
    return numbers[0] == UInt64(status.st_dev) && numbers[1] == UInt64(status.st_ino)
  }

  /// Entries that matter less are dropped.
  package var leastLevel: Level

  private let isStructured: Bool

  /// Looks once where standard error leads.
  package init(leastLevel: Level = .info) {
    self.leastLevel = leastLevel
    isStructured = Self.isConnected
  }

  /// Writes an entry. Fields whose names the journal would refuse are left out.
  package func log(_ level: Level, _ message: String, _ fields: [Field] = []) {
    guard level <= leastLevel else { return }
    if isStructured {
      sendToJournal(Self.entry(level, message, fields))
    } else {
      writeLine(Self.line(level, message, fields))
    }
  }

  /// The assignments of an entry, as the journal takes them.
  package static func entry(_ level: Level, _ message: String, _ fields: [Field]) -> [String] {
    ["MESSAGE=\(message)", "PRIORITY=\(level.rawValue)"]
      + fields.filter { isValid($0.name) }.map { "\($0.name)=\($0.value)" }
  }

  /// The one line of an entry, for people: `level: message (NAME=value ...)`, control characters shown as `\xNN`.
  package static func line(_ level: Level, _ message: String, _ fields: [Field]) -> String {
    let shown = fields.filter { isValid($0.name) }.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    let text = shown.isEmpty ? "\(level): \(message)" : "\(level): \(message) (\(shown))"
    var line = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value) {
        let digits = String(scalar.value, radix: 16)
        line += "\\x" + (digits.count < 2 ? "0" : "") + digits
      } else {
        line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  private static func isValid(_ name: String) -> Bool {
    guard let first = name.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else { return false }
    return name.utf8.count <= 64
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
      }
  }

  private func sendToJournal(_ assignments: [String]) {
    // One buffer, so that the pointers of all vectors hold at once.
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []
    for assignment in assignments {
      let start = bytes.count
      bytes.append(contentsOf: assignment.utf8)
      ranges.append(start..<bytes.count)
    }
    bytes.withUnsafeMutableBytes { buffer in
      let vectors = ranges.map { range in
        iovec(iov_base: buffer.baseAddress.map { $0 + range.lowerBound }, iov_len: range.count)
      }
      _ = sd_journal_sendv(vectors, Int32(vectors.count))
    }
  }

  private func writeLine(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    // One write: lines of several processes do not mix.
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
