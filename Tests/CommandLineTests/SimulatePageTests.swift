import Foundation
import Testing

/// docs/simulate.md shows a simulation, and lists every fault; `WIFI_AP_RECORD=1` writes that part anew.
@Suite struct SimulatePageTests {
  static let page = ManualTests.package.appending(path: "docs/simulate.md")

  private static func story(_ command: String) throws -> String {
    let question = try #require(Transcript(reading: "$ \(command)\n--- exit 0\n"))
    let seen = try question.played(in: ManualTests.package)
    #expect(seen.code == 0 && seen.errors.isEmpty, "\(seen.errors)")
    return "\n```\n$ \(command)\n\(seen.output)```\n"
  }

  private static func faults() throws -> String {
    let lines = try ManualTests.answer("wifi-ap simulate --list-faults").split(separator: "\n")
    #expect(lines.count > 80)
    let rows = lines.map { line in
      let name = line.prefix { $0 != " " }
      return "| `\(name)` | \(line.dropFirst(name.count).drop { $0 == " " }) |\n"
    }
    return "\n## The faults\n\n| fault | what happens |\n|---|---|\n" + rows.joined()
  }

  @Test func `the page shows what the command prints, and has every fault`() throws {
    let shown = try Self.story("wifi-ap simulate examples/usb --fault lose-answer@60s") + Self.faults()
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let head = try #require(page.range(of: PlanPageTests.marker)).upperBound
    if ProcessInfo.processInfo.environment["WIFI_AP_RECORD"] != nil {
      try (page[..<head] + shown).write(to: Self.page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.page, encoding: .utf8) == page[..<head] + shown)
  }
}
