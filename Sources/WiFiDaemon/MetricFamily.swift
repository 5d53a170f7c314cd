import WiFiModel

/// One metric: what it is called and means, and its samples.
struct MetricFamily: Sendable {
  enum Kind: String, Sendable {
    case counter
    case gauge
  }

  struct Sample {
    /// In the order of the family's labels.
    var labels: [String]
    var value: MetricValue
  }

  var name: String
  var kind: Kind
  var labels: [String]
  /// One sentence for people.
  var help: String
  var samples: @Sendable (Status) -> [Sample]

  init(
    _ name: String, _ kind: Kind, labels: [String] = [], _ help: String,
    _ samples: @escaping @Sendable (Status) -> [Sample]
  ) {
    self.name = name
    self.kind = kind
    self.labels = labels
    self.help = help
    self.samples = samples
  }

  /// HELP, TYPE and a line a sample; nothing where there is no sample.
  func text(of status: Status) -> String {
    let samples = samples(status)
    guard !samples.isEmpty else { return "" }
    var text = "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    for sample in samples {
      let pairs = zip(labels, sample.labels).map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
      text += "\(name)\(pairs.isEmpty ? "" : "{\(pairs)}") \(sample.value)\n"
    }
    return text
  }

  /// A label's value as the exposition format wants it.
  static func escaped(_ value: String) -> String {
    var text = ""
    for character in value.unicodeScalars {
      switch character {
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }
}

/// A sample's value: no floating point, whose digits would depend on the way that it is printed.
enum MetricValue: CustomStringConvertible {
  case integer(UInt64)
  /// Printed in seconds.
  case span(Uptime.Span)
  /// What nobody knows is not zero.
  case unknown

  init(_ number: (some FixedWidthInteger)?) { self = number.map { .integer(UInt64(clamping: $0)) } ?? .unknown }
  init(_ isTrue: Bool) { self = .integer(isTrue ? 1 : 0) }
  init(sinceBoot time: Uptime?) { self.init(time.map { Uptime.Span(nanoseconds: $0.nanoseconds) }) }
  init(_ span: Uptime.Span?) { self = span.map { .span($0) } ?? .unknown }

  var description: String {
    switch self {
    case .integer(let number): return String(number)
    case .span(let span):
      let milliseconds = span.nanoseconds.magnitude / 1_000_000
      let fraction = String(milliseconds % 1000)
      let sign = span.nanoseconds < 0 && milliseconds > 0 ? "-" : ""
      return "\(sign)\(milliseconds / 1000).\(String(repeating: "0", count: 3 - fraction.utf8.count))\(fraction)"
    case .unknown: return "NaN"
    }
  }
}
