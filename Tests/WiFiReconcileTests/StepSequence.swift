import SystemPackage
import WiFiModel
import WiFiSimulation

/// What the agent does about a fault, in Specs/sequences: a scenario, an empty line, and from the first fault on (or
/// from the beginning, where there is none) a line for each verdict, remedy and step. The lab makes the same lines of the
/// real agent's history (Tests/Lab/sequence.awk), so nothing is in them that is another number each time, and no reason.
///
/// hostapd's files are written while a card starts, or once it is there, as time allows. So the lines of files stand
/// right before the next line that is about hostapd, its BSS or a verdict.
struct StepSequence {
  let name: String
  let scenario: Scenario
  private let text: String
  /// As they were written down.
  let recorded: [String]

  static let root = ScenarioFolder.root.removingLastComponent().appending("sequences")
  static let names = ScenarioFolder.entries(of: root).filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }

  init(_ name: String) throws {
    self.name = name
    let lines = try Text.read(Self.root.appending("\(name).txt")).split(
      separator: "\n", omittingEmptySubsequences: false)
    let end = lines.firstIndex(of: "") ?? lines.endIndex
    text = lines[..<end].joined(separator: "\n") + "\n"
    scenario = try Scenario(text)
    recorded = lines[end...].filter { !$0.isEmpty }.map(String.init)
  }

  func record(_ lines: [String]) throws {
    try Text.write(text + "\n" + lines.map { "\($0)\n" }.joined(), to: Self.root.appending("\(name).txt"))
  }

  /// The lines of a timeline.
  static func lines(of timeline: [String]) -> [String] {
    // `SECONDS KIND MESSAGE`.
    let entries = timeline.map { $0.split(separator: " ", maxSplits: 2) }
    let begin = entries.firstIndex { $0[1] == "fault" } ?? 0
    var lines: [String] = []
    var files: [String] = []
    for entry in entries[begin...] {
      guard let line = line(of: String(entry[1]), String(entry[2].drop { $0 == " " })) else { continue }
      if line.hasPrefix("write-") {
        files.append(line)
        continue
      }
      if isAboutHostapd(line) {
        lines += files
        files = []
      }
      lines.append(line)
    }
    return lines + files
  }

  private static func line(of kind: String, _ message: String) -> String? {
    let end = message.firstRange(of: ": ")
    switch kind {
    case "step":
      let title = String(message[..<(end?.lowerBound ?? message.endIndex)])
      guard let process = title.firstRange(of: " process ") else { return title }
      return title[..<process.lowerBound] + (title.hasSuffix(" failed") ? " failed" : "")
    case "decision":
      if message.hasPrefix("fault of ") { return message.split(separator: " ").prefix(3).joined(separator: " ") }
      if message.hasPrefix("the fault on ") { return "the fault is back" }
      guard message.hasPrefix("remedy for "), let end else { return nil }
      return "remedy " + message[end.upperBound...].prefix { $0.isLetter || $0 == "-" }
    default: return nil
    }
  }

  private static func isAboutHostapd(_ line: String) -> Bool {
    let name = line.prefix { $0 != " " }
    return name.hasSuffix("-hostapd") || name.hasSuffix("-bss") || name.hasPrefix("reload-")
      || ["set-options", "switch-channel", "fault", "the", "remedy"].contains(name)
  }
}
