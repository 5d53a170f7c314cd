import WiFiModel
import WiFiSimulation

/// What the searches of all cards and policies came to.
struct LadderTally {
  /// Where a process tells the one that started it: one figure a line.
  static let descriptor: Int32 = 3

  private var states: [UInt64] = []
  private var edges: [UInt64] = []
  private var checked: [String: UInt64] = [:]
  private var evidence: [String: UInt64] = [:]
  private var rungs: [String: UInt64] = [:]
  private var violations: UInt64 = 0

  static func text(of result: LadderSearch.Result) -> String {
    var lines: [String] = []
    for level in result.states.indices {
      lines.append("states \(result.states[level]) \(level)")
      lines.append("edges \(result.edges[level]) \(level)")
    }
    lines += result.checked.sorted { $0.key < $1.key }.map { "checked \($0.value) \($0.key)" }
    lines += result.evidence.sorted { $0.key < $1.key }.map { "evidence \($0.value) \($0.key)" }
    lines += result.rungs.sorted { $0.key < $1.key }.map { "rung \($0.value) \($0.key.rawValue)" }
    lines.append("violations \(result.wrong.count) all")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Adds what `text` wrote.
  mutating func add(_ text: String) {
    func put(_ count: UInt64, at level: Int, of counts: inout [UInt64]) {
      while counts.count <= level { counts.append(0) }
      counts[level] += count
    }
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      guard words.count == 3, let count = UInt64(words[1]) else { continue }
      switch words[0] {
      case "states": if let level = Int(words[2]) { put(count, at: level, of: &states) }
      case "edges": if let level = Int(words[2]) { put(count, at: level, of: &edges) }
      case "checked": checked[words[2], default: 0] += count
      case "evidence": evidence[words[2], default: 0] += count
      case "rung": rungs[words[2], default: 0] += count
      case "violations": violations += count
      default: break
      }
    }
  }

  /// The evidence and the rungs that never came up.
  func neverSeen(_ roots: [LadderRoot]) -> [String] {
    let names = Set(roots.flatMap { LadderEvidence.all(for: $0.card.driver) }.map(\.name))
    return names.subtracting(evidence.keys).sorted()
      + Rung.allCases.map(\.rawValue).filter { rungs[$0] == nil }
  }

  /// For people.
  ///
  /// - Parameters:
  ///   - roots: how many cards and policies there were.
  ///   - healing: of so many states one was mended.
  /// - Returns: lines.
  func table(roots: Int, healing: UInt64) -> String {
    var text = "\npieces of evidence   new states         ways\n"
    for level in states.indices {
      text += Self.right("\(level)", 18) + Self.right("\(states[level])", 13) + Self.right("\(edges[level])", 13) + "\n"
    }
    text += "\ninvariant            checked\n"
    for (name, count) in checked.sorted(by: { $0.key < $1.key }) {
      text += Self.left(name, 16) + Self.right("\(count)", 12) + "\n"
    }
    text += "\nrung                   begun\n"
    for rung in Rung.allCases {
      text += Self.left(rung.rawValue, 20) + Self.right("\(rungs[rung.rawValue] ?? 0)", 8) + "\n"
    }
    let sample = healing == 1 ? "every state" : "every \(healing)th state"
    text +=
      "\n\(states.reduce(0, +)) states explored to depth \(max(states.count, 1) - 1) from \(roots) cards and policies, "
      + "\(evidence.count) kinds of evidence, \(edges.reduce(0, +)) ways; \(sample) mended; "
    return text + "\(violations) violations\n"
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}
