import Foundation

/// A command and its answer.
struct Transcript {
  var command: String
  /// The file of what an agent answers, while the command runs.
  var agent: String?
  var input: String?
  var output = ""
  var errors = ""
  var code: Int32 = 0

  init?(reading text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.popLast() == "", let first = lines.first, first.hasPrefix("$ ") else { return nil }
    command = String(first.dropFirst(2))
    var sections: [String: [String]] = [:]
    var section = ""
    for line in lines.dropFirst() {
      if line.hasPrefix("--- ") {
        section = String(line.dropFirst(4))
      } else {
        sections[section, default: []].append(line)
      }
    }
    guard section.hasPrefix("exit "), let code = Int32(section.dropFirst(5)), sections[""] == nil else { return nil }
    self.code = code
    agent = sections["agent"]?.first
    input = sections["stdin"].map(Self.joined)
    output = Self.joined(sections["stdout"] ?? [])
    errors = Self.joined(sections["stderr"] ?? [])
  }

  private static func joined(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

  var text: String {
    let given = (agent.map { "--- agent\n\($0)\n" } ?? "") + (input.map { "--- stdin\n\($0)" } ?? "")
    return "$ \(command)\n\(given)--- stdout\n\(output)--- stderr\n\(errors)--- exit \(code)\n"
  }

  /// The same command with the answer that it gives now.
  func played(in folder: URL) throws -> Transcript {
    let root = FileManager.default.temporaryDirectory.appending(path: "wifi-ap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let agent = try agent.map {
      try ScriptedAgent(root: root, answers: [try Data(contentsOf: folder.appending(path: $0))])
    }
    defer { agent?.end() }
    let words = command.split(separator: " ").map { $0.replacingOccurrences(of: "ROOT", with: root.path) }
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    // The build puts the programs beside the tests.
    process.executableURL = URL(filePath: own).deletingLastPathComponent().appending(path: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "COLUMNS": "80"]
    let ends = ["stdin", "stdout", "stderr"].map { root.appending(path: "." + $0) }
    try (input ?? "").write(to: ends[0], atomically: false, encoding: .utf8)
    for end in ends.dropFirst() { try Data().write(to: end) }
    process.standardInput = try FileHandle(forReadingFrom: ends[0])
    process.standardOutput = try FileHandle(forWritingTo: ends[1])
    process.standardError = try FileHandle(forWritingTo: ends[2])
    try process.run()
    process.waitUntilExit()
    var seen = self
    seen.output = try Self.read(ends[1], root)
    seen.errors = try Self.read(ends[2], root)
    seen.code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    return seen
  }

  private static func read(_ file: URL, _ root: URL) throws -> String {
    let text = try String(contentsOf: file, encoding: .utf8).replacingOccurrences(of: root.path, with: "ROOT")
    var lines = text.components(separatedBy: "\n")
    // Who may write where the tree is checked out is no matter of these cases: this warning goes, and its hint.
    while let warning = lines.firstIndex(where: { $0.contains("[W003]") }) {
      lines.removeSubrange(warning...min(warning + 1, lines.count - 1))
    }
    return lines.joined(separator: "\n")
  }
}
