import ArgumentParser

/// A length of time as people write it: numbers with their units, the largest first, such as 90s or 1h30m. It is a year
/// at most.
struct TimeSpan: ExpressibleByArgument {
  let seconds: Int64

  init?(argument: String) {
    guard let seconds = Self.seconds(argument), seconds > 0 else { return nil }
    self.seconds = seconds
  }

  /// The same, or none at all (0s); nil where it is no length of time.
  static func seconds(_ text: String) -> Int64? {
    let units: [(letter: Character, seconds: Int64)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
    var rest = text[...]
    var sum: Int64 = 0
    for unit in units {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, rest.dropFirst(digits.count).first == unit.letter else { continue }
      guard let number = Int64(digits), number <= 31_536_000 / unit.seconds else { return nil }
      sum += number * unit.seconds
      rest = rest.dropFirst(digits.count + 1)
    }
    return rest.isEmpty && !text.isEmpty && sum <= 31_536_000 ? sum : nil
  }
}
