/// What stands before the text of a line in a log, taken off piece by piece: the level and the time of printk, dates of
/// syslog, journal, logread and `dmesg -T`, the host, the program.
struct LogDecoration {
  private var rest: Substring
  private var milliseconds: Int64?
  private var speaker = LogLine.Speaker.unknown
  private var isMarked = false

  init(_ text: Substring) {
    rest = text
    var isFirst = true
    while takeOne(isFirst) {
      isMarked = true
      isFirst = false
    }
  }

  func line(number: Int) -> LogLine {
    LogLine(
      number: number, speaker: speaker, text: String(rest.trimmed), milliseconds: milliseconds, isMarked: isMarked)
  }

  private mutating func takeOne(_ isFirst: Bool) -> Bool {
    rest = rest.trimmed
    return takeLevel() || takeBracket() || takeFacility() || takeDate() || takeProgram()
  }

  /// `<4>` of printk's raw form.
  private mutating func takeLevel() -> Bool {
    guard rest.first == "<" else { return false }
    let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
    guard (1...3).contains(digits.count), rest[digits.endIndex...].first == ">" else { return false }
    rest = rest[digits.endIndex...].dropFirst()
    speaker = .kernel
    return true
  }

  /// `[  12.345678]`, `[ T123]` behind it, `[Sat Nov 21 12:00:00 2020]`.
  private mutating func takeBracket() -> Bool {
    guard rest.first == "[", let end = rest.prefix(Self.longestTime).firstIndex(of: "]") else { return false }
    let inside = rest[rest.index(after: rest.startIndex)..<end].trimmed
    if let time = Self.uptime(inside) {
      milliseconds = time
    } else if let time = Self.timeOfDay(in: inside) {
      milliseconds = time
    } else if !(isMarked && Self.isThread(inside)) {
      return false
    }
    if case .unknown = speaker { speaker = .kernel }
    rest = rest[end...].dropFirst()
    return true
  }

  /// `kern  :err   :` of `dmesg -x`, `kern.err` of logread.
  private mutating func takeFacility() -> Bool {
    for name in ["kern", "daemon", "user", "authpriv", "syslog", "cron"] where rest.hasPrefix(name) {
      var tail = rest.dropFirst(name.count)
      if tail.first == "." {
        rest = tail.drop { $0 != " " }
        return true
      }
      tail = tail.trimmed
      guard tail.first == ":", let end = tail.dropFirst().firstIndex(of: ":") else { continue }
      rest = tail[end...].dropFirst()
      return true
    }
    return false
  }

  /// `Nov 21 12:00:00`, `Sat Nov 21 12:00:00 2020`, `2020-11-21T12:00:00,123456+01:00`, `2020-11-21 12:00:00`,
  /// `12:00:00.123`.
  private mutating func takeDate() -> Bool {
    var words = rest.prefix(60).split(separator: " ", maxSplits: 6)
    var count = 0
    guard let clock = words.prefix(5).firstIndex(where: { Self.timeOfDay(in: $0) != nil }) else { return false }
    guard words[..<clock].allSatisfy(Self.isPartOfDate) else { return false }
    milliseconds = Self.timeOfDay(in: words[clock])
    count = clock + 1
    if words.indices.contains(count), words[count].count == 4, words[count].allSatisfy(\.isNumber) { count += 1 }
    words = Array(words.prefix(count))
    rest = words.last.map { rest[$0.endIndex...] } ?? rest
    return true
  }

  /// `host kernel:`, `kernel:`, `host hostapd[12]:`.
  private mutating func takeProgram() -> Bool {
    guard speaker == .unknown || speaker == .kernel else { return false }
    if speaker == .unknown || isMarked {
      let words = rest.prefix(120).split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
      for word in words.prefix(isMarked || words.dropFirst().first == "kernel:" ? 2 : 1) {
        guard word.last == ":" else { continue }
        let name = word.dropLast().prefix { $0 != "[" }
        let isNumbered = word.dropLast().last == "]"
        if name == "kernel" {
          speaker = .kernel
        } else if isNumbered, name.allSatisfy({ $0.isLetter || $0.isNumber || "_-.".contains($0) }), !name.isEmpty {
          speaker = .program(String(name))
        } else {
          continue
        }
        rest = rest[word.endIndex...]
        return true
      }
    }
    return false
  }

  // MARK: - Forms

  /// `[ 1234567890.123456789]`, and room for more blanks.
  private static let longestTime = 40

  private static func uptime(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let seconds = Int64(parts[0]), (1...9).contains(parts[1].count), seconds >= 0,
      seconds < 1 << 40, parts[1].allSatisfy({ $0.isASCII && $0.isNumber })
    else { return nil }
    return seconds * 1000 + (Int64((parts[1] + "000").prefix(3)) ?? 0)
  }

  /// The time in a date; nil where there is none.
  private static func timeOfDay(in text: Substring) -> Int64? {
    for word in text.split(whereSeparator: { $0 == " " || $0 == "T" }) {
      let fields = word.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, let hour = Int64(fields[0]), let minute = Int64(fields[1]), fields[0].count <= 2,
        fields[1].count == 2, hour < 25, minute < 60
      else { continue }
      let digits = fields[2].prefix(2)
      guard digits.count == 2, let second = Int64(digits) else { continue }
      let behind = fields[2].dropFirst(2)
      guard behind.isEmpty || ".,+-Z".contains(behind.first ?? " ") else { continue }
      return ((hour * 60 + minute) * 60 + second) * 1000
    }
    return nil
  }

  private static func isPartOfDate(_ word: Substring) -> Bool {
    let names = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mon", "Tue", "Wed", "Thu",
      "Fri", "Sat", "Sun",
    ]
    return names.contains(String(word.prefix(3))) || word.allSatisfy { $0.isNumber || "-/.,".contains($0) }
  }

  private static func isThread(_ text: Substring) -> Bool {
    guard let first = text.first, first == "T" || first == "C" else { return false }
    return text.dropFirst().allSatisfy(\.isNumber)
  }

  /// A line as it was before a mail quoted it, a page escaped it or somebody moved it to the right.
  static func withoutQuotation(_ line: String) -> Substring {
    var text = line[...]
    if line.contains("&") || line.contains("<") || line.contains("\u{1b}") { text = unescaped(line)[...] }
    text = text.trimmed
    while text.first == ">" || text.first == "|" { text = text.dropFirst().trimmed }
    return text
  }

  private static func unescaped(_ line: String) -> String {
    var text = ""
    var rest = line[...]
    while let character = rest.popFirst() {
      switch character {
      case "&":
        let name = rest.prefix(7).prefix { $0 != ";" }
        let known = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "#39": "'", "nbsp": " ", "#34": "\"", "apos": "'"]
        if let meant = known[String(name)], rest[name.endIndex...].first == ";" {
          text += meant
          rest = rest[name.endIndex...].dropFirst()
        } else {
          text.append(character)
        }
      case "<":
        let name = rest.prefix(60).prefix { $0 != ">" }
        let tag = name.drop { $0 == "/" }.prefix { $0.isLetter }.lowercased()
        if ["br", "pre", "code", "p", "div", "span", "li", "blockquote", "tt"].contains(tag),
          rest[name.endIndex...].first == ">"
        {
          rest = rest[name.endIndex...].dropFirst()
        } else {
          text.append(character)
        }
      case "\u{1b}":
        // A terminal's colours.
        guard rest.first == "[" else { continue }
        rest = rest.dropFirst().drop { $0.isNumber || $0 == ";" }.dropFirst()
      default: text.append(character)
      }
    }
    return text
  }

  /// The lines in one: a console writes the kernel's time wherever the cursor stands.
  static func parts(of line: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = line.startIndex
    var search = line.startIndex
    while let open = line[search...].firstIndex(of: "[") {
      search = line.index(after: open)
      // A time is short: to look for the end of each bracket in the whole line would take ages in one of brackets alone.
      guard let close = line[open...].prefix(longestTime).firstIndex(of: "]"),
        uptime(line[search..<close].trimmed) != nil
      else { continue }
      let before = line[start..<open].trimmed
      if before.isEmpty || before.last == ":" || before.last == ">" {
        // A level or "kernel:" belongs to the time behind it.
        search = close
        continue
      }
      parts.append(line[start..<open])
      start = open
      search = close
    }
    return parts + [line[start...]]
  }
}

extension Substring {
  /// Without white space at its ends.
  var trimmed: Substring {
    var text = self
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return text
  }
}
