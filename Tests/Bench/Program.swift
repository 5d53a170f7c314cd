import Glibc
import WiFiModel
import WiFiSpec

/// Times the answers to specs, everything from their bytes to the text that the operator reads, a flood of kernel records,
/// and what the agent adds of its own to a recovery.
@main enum Program {
  static func main() throws {
    let areLate = [answers(), flood(), try recoveries()].contains(true)
    exit(areLate ? 1 : 0)
  }

  /// - Returns: whether a record of the kernel's takes longer than it may.
  private static func flood() -> Bool {
    let flood = KernelFlood()
    let perRecord = Measurement(runs: 101) { flood.recognised() }.percentile(99) / flood.records.count
    let isLate = perRecord > KernelFlood.limit
    let nanoseconds = [perRecord, KernelFlood.limit].map { $0.components.attoseconds / 1_000_000_000 }
    let text =
      "\n\(flood.records.count) kernel records, \(flood.recognised()) of them known: p99 \(nanoseconds[0]) ns each, limit "
      + "\(nanoseconds[1])\(isLate ? "  LATE" : "")\n"
    _ = text.withCString { write(STDOUT_FILENO, $0, strlen($0)) }
    return isLate
  }

  /// What the agent may take for itself in a recovery.
  private static let ownLimit = Uptime.Span.milliseconds(100)

  /// - Returns: whether one took longer than it may.
  private static func recoveries() throws -> Bool {
    let samples = try RecoverySample.all()
    let width = samples.map(\.name.utf8.count).max() ?? 0
    var text = "\n" + pad("", width) + "   runs  own p50 ms  own max ms  off the air p50 s  limit\n"
    var isShort = false
    for sample in samples {
      let runs = try (UInt64(1)...101).compactMap { try sample.run(seed: $0) }
      let own = runs.map(\.own).sorted()
      let all = runs.map(\.all).sorted()
      guard let longest = own.last, runs.count == 101 else {
        text += pad(sample.name, width) + "  did not come back\n"
        isShort = true
        continue
      }
      let isLate = longest > ownLimit
      isShort = isShort || isLate
      text +=
        pad(sample.name, width) + right("\(runs.count)", 7) + right(milliseconds(own[own.count / 2]), 12)
        + right(milliseconds(longest), 12) + right("\(all[all.count / 2])", 19) + right("100", 7)
        + (isLate ? "  LATE\n" : "\n")
    }
    _ = text.withCString { write(STDOUT_FILENO, $0, strlen($0)) }
    return isShort
  }

  private static func milliseconds(_ span: Uptime.Span) -> String { milliseconds(.nanoseconds(span.nanoseconds)) }

  /// - Returns: whether one took longer than it may.
  private static func answers() -> Bool {
    let cases = SpecSample.hostile + [SpecSample.plain]
    let width = cases.map(\.name.utf8.count).max() ?? 0
    var text = pad("", width) + "     bytes  answers    p50 ms    p99 ms    max ms  limit\n"
    var isShort = false
    for sample in cases {
      let sources = [SpecSource(name: "spec.yaml", bytes: sample.bytes)]
      let secret = Array("open sesame\n".utf8)
      let measurement = Measurement(runs: 101) {
        SpecReading(sources, secret: secret).diagnostics.rendered().utf8.count
      }
      let isLate = measurement.percentile(99) > sample.limit
      isShort = isShort || isLate
      let answers = SpecReading(sources, secret: secret).diagnostics.count
      text += pad(sample.name, width) + right("\(sample.bytes.count)", 10) + right("\(answers)", 9)
      for figure in [measurement.percentile(50), measurement.percentile(99), measurement.percentile(100)] {
        text += right(milliseconds(figure), 10)
      }
      text += right("\(sample.limit.components.attoseconds / 1_000_000_000_000_000)", 7) + (isLate ? "  LATE\n" : "\n")
    }
    _ = text.withCString { write(STDOUT_FILENO, $0, strlen($0)) }
    return isShort
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.utf8.count)) + text
  }

  private static func milliseconds(_ duration: Duration) -> String {
    let microseconds = duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
    let fraction = String(microseconds % 1000)
    return "\(microseconds / 1000)." + String(repeating: "0", count: 3 - fraction.utf8.count) + fraction
  }
}
