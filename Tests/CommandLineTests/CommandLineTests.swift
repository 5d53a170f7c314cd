import Foundation
import Testing

/// The files of Specs/cli: a command as somebody types it, and everything that it answers.
///
/// A file begins with `$ wifi-ap ARGUMENTS` (or `wifi-apd`), after which follow the sections `--- agent` (optional: the
/// name of a file with the status that an agent in `ROOT` answers with), `--- stdin` (optional), `--- stdout`,
/// `--- stderr` and `--- exit CODE`. Commands run in Specs/cli; `ROOT` stands for an empty folder.
@Suite struct CommandLineTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var testDescription: String { name }
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Specs/cli")

  static let cases: [Case] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().map { Case(name: $0) }
  }()

  @Test func `there are cases for each command`() throws {
    let texts = try Self.cases.map { try String(contentsOf: Self.folder.appending(path: $0.name), encoding: .utf8) }
    let names = ["validate", "plan", "apply", "status", "snapshot", "simulate"]
    let commands = names.map { "wifi-ap \($0)" } + ["wifi-apd"]
    for command in commands {
      #expect(texts.contains { $0.hasPrefix("$ \(command)") }, "no case of \(command)")
    }
  }

  @Test(arguments: cases) func `a command answers to the letter`(_ example: Case) throws {
    let file = Self.folder.appending(path: example.name)
    let text = try String(contentsOf: file, encoding: .utf8)
    let transcript = try #require(Transcript(reading: text), "\(example.name) is not in the form of a transcript")
    let seen = try transcript.played(in: Self.folder)
    // WIFI_AP_RECORD=1 writes what was seen in the place of what was expected, for somebody to read.
    if ProcessInfo.processInfo.environment["WIFI_AP_RECORD"] != nil {
      try seen.text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(seen.text == text)
  }
}
