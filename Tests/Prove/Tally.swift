import Glibc
import WiFiModel
import WiFiSimulation

/// What a number of courses came to, as one line a figure on disk: a run that was broken off goes on from there.
struct Tally {
  /// Which program played them: another one has to play them anew.
  var program: UInt64 = 0
  private(set) var seeds: UInt64 = 0
  private(set) var occurrences: UInt64 = 0
  private(set) var steps: UInt64 = 0
  private(set) var simulatedSeconds: UInt64 = 0
  var microseconds: UInt64 = 0
  private(set) var fired: [SimulatedFault: UInt64] = [:]
  private(set) var violations: [Property: UInt64] = [:]
  /// The first seeds that showed one.
  private(set) var wrong: [UInt64] = []
  /// How many courses took so many looks, and so many seconds, until everything was as declared.
  private(set) var passes: [UInt64: UInt64] = [:]
  private(set) var settled: [UInt64: UInt64] = [:]

  mutating func add(_ verdict: Course.Verdict, of seed: UInt64) {
    seeds += 1
    occurrences += verdict.occurrences
    steps += verdict.counts.steps
    simulatedSeconds += UInt64(clamping: verdict.simulated.nanoseconds / 1_000_000_000)
    fired.merge(verdict.fired, uniquingKeysWith: +)
    for violation in verdict.violations { violations[violation.property, default: 0] += 1 }
    if !verdict.violations.isEmpty, wrong.count < 100 { wrong.append(seed) }
    passes[verdict.passes, default: 0] += 1
    if let settled = verdict.settled {
      self.settled[UInt64(clamping: settled.nanoseconds / 1_000_000_000), default: 0] += 1
    }
  }

  mutating func add(_ other: Tally) {
    seeds += other.seeds
    occurrences += other.occurrences
    steps += other.steps
    simulatedSeconds += other.simulatedSeconds
    microseconds += other.microseconds
    fired.merge(other.fired, uniquingKeysWith: +)
    violations.merge(other.violations, uniquingKeysWith: +)
    wrong = (wrong + other.wrong).sorted()
    passes.merge(other.passes, uniquingKeysWith: +)
    settled.merge(other.settled, uniquingKeysWith: +)
  }

  var text: String {
    var lines = [
      "program \(program)", "seeds \(seeds)", "occurrences \(occurrences)", "steps \(steps)",
      "simulated \(simulatedSeconds)",
      "microseconds \(microseconds)",
    ]
    lines += fired.sorted { $0.key.rawValue < $1.key.rawValue }.map { "fired \($0.key.rawValue) \($0.value)" }
    lines += violations.sorted { $0.key.rawValue < $1.key.rawValue }.map { "violation \($0.key.rawValue) \($0.value)" }
    lines += wrong.map { "wrong \($0)" }
    lines += passes.sorted { $0.key < $1.key }.map { "passes \($0.key) \($0.value)" }
    lines += settled.sorted { $0.key < $1.key }.map { "settled \($0.key) \($0.value)" }
    return lines.joined(separator: "\n") + "\nend\n"
  }

  init() {}

  /// - Parameter text: as it was written; nil where it is not whole.
  init?(_ text: String) {
    guard text.hasSuffix("\nend\n") else { return nil }
    for line in text.split(separator: "\n").dropLast() {
      let words = line.split(separator: " ")
      guard words.count >= 2, let value = UInt64(words[words.count - 1]) else { return nil }
      switch words[0] {
      case "program": program = value
      case "seeds": seeds = value
      case "occurrences": occurrences = value
      case "steps": steps = value
      case "simulated": simulatedSeconds = value
      case "microseconds": microseconds = value
      case "wrong": wrong.append(value)
      case "fired": if let fault = SimulatedFault(rawValue: String(words[1])) { fired[fault] = value }
      case "violation": if let property = Property(rawValue: String(words[1])) { violations[property] = value }
      case "passes": if let key = UInt64(words[1]) { passes[key] = value }
      case "settled": if let key = UInt64(words[1]) { settled[key] = value }
      default: return nil
      }
    }
  }

  /// The value that so many in a hundred do not pass.
  static func percentile(_ percent: UInt64, of counts: [UInt64: UInt64]) -> UInt64 {
    let all = counts.values.reduce(0, +)
    var left = all * percent / 100
    for (value, count) in counts.sorted(by: { $0.key < $1.key }) {
      if left < count { return value }
      left -= count
    }
    return counts.keys.max() ?? 0
  }

  /// For people.
  var table: String {
    let years = Double(simulatedSeconds) / 31_557_600
    var text = """
      seeds                    \(seeds)
      simulated years          \(Self.rounded(years))
      happened                 \(occurrences)
      steps of the agent       \(steps)
      microseconds each        \(Self.rounded(Double(microseconds) / Double(max(occurrences, 1)))) of the processor
      looks until as declared  p50 \(Self.percentile(50, of: passes)), p99 \(Self.percentile(99, of: passes)), \
      max \(passes.keys.max() ?? 0)
      seconds until then       p50 \(Self.percentile(50, of: settled)), p99 \(Self.percentile(99, of: settled)), \
      max \(settled.keys.max() ?? 0)

      fault                        times

      """
    for fault in SimulatedFault.allCases {
      text += fault.rawValue + String(repeating: " ", count: max(1, 24 - fault.rawValue.utf8.count))
      let count = "\(fired[fault] ?? 0)"
      text += String(repeating: " ", count: max(1, 10 - count.utf8.count)) + count + "\n"
    }
    text += "\nproperty                violations\n"
    for property in Property.allCases where property.isOfCourses {
      text += property.rawValue + String(repeating: " ", count: max(1, 24 - property.rawValue.utf8.count))
      let count = "\(violations[property] ?? 0)"
      text += String(repeating: " ", count: max(1, 10 - count.utf8.count)) + count + "\n"
    }
    return text
  }

  private static func rounded(_ value: Double) -> String {
    let tenths = Int64(value * 10 + 0.5)
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension Property {
  /// Whether a single course can show that it does not hold; the others are enumerated.
  var isOfCourses: Bool {
    switch self {
    case .quiet, .pathIndependent, .leastDisruption, .survivesCrashes: false
    default: true
    }
  }
}
