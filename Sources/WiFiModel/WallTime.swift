/// A moment of civil time, UTC, to the second.
package struct WallTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX).
  package let seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  /// - Throws: `InvalidValue` unless the text is a moment of RFC 3339, such as `2026-12-01T00:00:00Z` or
  ///   `2026-12-01T01:00:00+01:00`. Fractions of a second are dropped.
  package init(_ text: String) throws(InvalidValue) {
    guard let seconds = Self.parse(Array(text.utf8)) else {
      throw InvalidValue(
        "'\(text.prefix(40))' is not a moment of time",
        hint: "write date, time and zone as 2026-12-01T00:00:00Z or 2026-12-01T01:00:00+01:00")
    }
    self.seconds = seconds
  }

  private static func parse(_ bytes: [UInt8]) -> Int64? {
    func number(_ range: Range<Int>, _ allowed: ClosedRange<Int64>) -> Int64? {
      guard range.upperBound <= bytes.count, bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      let value = bytes[range].reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
      return allowed.contains(value) ? value : nil
    }
    func mark(_ index: Int, _ characters: String) -> Bool {
      index < bytes.count && characters.utf8.contains(bytes[index])
    }
    guard let year = number(0..<4, 1970...9999), mark(4, "-"), let month = number(5..<7, 1...12), mark(7, "-"),
      let day = number(8..<10, 1...Self.days(year, month)), mark(10, "Tt"), let hour = number(11..<13, 0...23),
      mark(13, ":"), let minute = number(14..<16, 0...59), mark(16, ":"), let second = number(17..<19, 0...60)
    else { return nil }
    var rest = 19
    if mark(rest, ".") {
      let start = rest + 1
      rest = start
      while rest < bytes.count, (0x30...0x39).contains(bytes[rest]) { rest += 1 }
      guard rest > start else { return nil }
    }
    var offset: Int64 = 0
    if mark(rest, "Zz") {
      rest += 1
    } else {
      guard mark(rest, "+-"), let hours = number(rest + 1..<rest + 3, 0...23), mark(rest + 3, ":"),
        let minutes = number(rest + 4..<rest + 6, 0...59)
      else { return nil }
      offset = (hours * 60 + minutes) * (bytes[rest] == UInt8(ascii: "-") ? -60 : 60)
      rest += 6
    }
    guard rest == bytes.count else { return nil }
    return daysSinceEpoch(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
  }

  private static func days(_ year: Int64, _ month: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// Days from 1970-01-01, counted in years that begin in March, so that the leap day is the last.
  private static func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  package static func < (left: WallTime, right: WallTime) -> Bool { left.seconds < right.seconds }

  /// The moment as RFC 3339 in UTC.
  package var description: String {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let rest = seconds - day * 86_400
    var year = 1970 + day / 366
    while Self.daysSinceEpoch(year + 1, 1, 1) <= day { year += 1 }
    var month: Int64 = 12
    while Self.daysSinceEpoch(year, month, 1) > day { month -= 1 }
    func padded(_ value: Int64, _ width: Int = 2) -> String {
      String(repeating: "0", count: max(0, width - String(value).utf8.count)) + String(value)
    }
    let date = [padded(year, 4), padded(month), padded(day - Self.daysSinceEpoch(year, month, 1) + 1)]
    return date.joined(separator: "-") + "T"
      + [rest / 3_600, rest / 60 % 60, rest % 60].map { padded($0) }.joined(separator: ":") + "Z"
  }
}
