import Glibc
import WiFiSpec

/// Times the answers to specs: everything from their bytes to the text that the operator reads.
@main enum Program {
  static func main() {
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
    exit(isShort ? 1 : 0)
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.utf8.count)) + text
  }

  private static func milliseconds(_ duration: Duration) -> String {
    let microseconds = duration.components.attoseconds / 1_000_000_000_000
    let fraction = String(microseconds % 1000)
    return "\(microseconds / 1000)." + String(repeating: "0", count: 3 - fraction.utf8.count) + fraction
  }
}
