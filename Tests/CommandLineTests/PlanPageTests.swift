import Foundation
import Testing

/// docs/plan.md shows what `wifi-ap plan` says to typical edits; `WIFI_AP_RECORD=1` writes it anew.
@Suite struct PlanPageTests {
  static let folder = ManualTests.package.appending(path: "Specs/plan")
  static let page = ManualTests.package.appending(path: "docs/plan.md")
  static let marker = "<!-- What follows is written by a test. -->\n"

  static func edits() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.first?.isNumber ?? false }.sorted()
  }

  private static func block(_ language: String, _ text: String) -> String { "```\(language)\n\(text)```\n" }

  private static func section(_ file: String) throws -> String {
    let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let question = try #require(
      Transcript(reading: "$ wifi-ap plan before.yaml \(file) --snapshot machine.json\n--- exit 0\n"))
    let seen = try question.played(in: folder)
    #expect(seen.code == 0 && seen.errors.isEmpty, "\(seen.errors)")
    let edit = lines.dropFirst().filter { $0 != "version: 1" }.joined(separator: "\n")
    return "\n### \(lines[0].dropFirst(2))\n\n" + block("yaml", edit) + "\n" + block("text", seen.output)
  }

  @Test func `the page shows what the command prints`() throws {
    let edits = try Self.edits()
    #expect(edits.count >= 10)
    let before = try String(contentsOf: Self.folder.appending(path: "before.yaml"), encoding: .utf8)
    var shown = "\n" + Self.block("yaml", before.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n")
    for edit in edits { shown += try Self.section(edit) }
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let head = try #require(page.range(of: Self.marker)).upperBound
    if ProcessInfo.processInfo.environment["WIFI_AP_RECORD"] != nil {
      try (page[..<head] + shown).write(to: Self.page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.page, encoding: .utf8) == page[..<head] + shown)
  }
}
