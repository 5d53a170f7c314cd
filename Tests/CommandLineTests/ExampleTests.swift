import Foundation
import Testing

/// The trees of examples/: each is valid, and planned against a machine that it fits (Specs/examples).
@Suite struct ExampleTests {
  static let examples = ManualTests.package.appending(path: "examples")
  static let records = ManualTests.package.appending(path: "Specs/examples")

  static let names: [String] = {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: examples.path)) ?? []
    return entries.filter { $0 != "README.md" }.sorted()
  }()

  /// The files of an example, below its folder.
  static func files(of name: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: examples.appending(path: name).path)?.allObjects ?? []
    return all.compactMap { $0 as? String }.filter { $0.hasSuffix(".yaml") }.sorted()
  }

  /// How a command is told of an example: by its folder, or as a root where it is a tree of directories.
  static func arguments(_ name: String) -> String {
    let isRoot = files(of: name).contains { $0.contains("wifi-ap.d/") }
    return (isRoot ? "--root " : "") + "../../../examples/\(name)"
  }

  @Test func `there are examples, and the page lists each`() throws {
    #expect(Self.names.count >= 8)
    let page = try String(contentsOf: Self.examples.appending(path: "README.md"), encoding: .utf8)
    for name in Self.names { #expect(page.contains("| [\(name)](\(name)) |"), "\(name)") }
  }

  @Test(arguments: names) func `an example is valid, and its machine can do it`(_ name: String) throws {
    let folder = Self.records.appending(path: name)
    let command = "wifi-ap validate \(Self.arguments(name)) --snapshot machine.json"
    let question = try #require(Transcript(reading: "$ \(command)\n--- exit 0\n"))
    let seen = try question.played(in: folder)
    #expect(seen.code == 0)
    #expect(seen.output.hasPrefix("valid: "))
    // Secrets are for the operator to put there, and a site may call its network as it likes.
    let told = seen.errors.split(separator: "\n").filter { $0.contains(": error:") || $0.contains(": warning:") }
    #expect(told.allSatisfy { $0.hasSuffix("[W002]") || $0.hasSuffix("[W004]") }, "\(seen.errors)")
    #expect(!seen.errors.contains("note:"), "\(seen.errors)")
  }

  @Test(arguments: names) func `an example is planned to the letter`(_ name: String) throws {
    let folder = Self.records.appending(path: name)
    let file = folder.appending(path: "plan.txt")
    let command = "wifi-ap plan \(Self.arguments(name)) --snapshot machine.json"
    let question = try #require(Transcript(reading: "$ \(command)\n--- exit 0\n"))
    let seen = try question.played(in: folder)
    if ProcessInfo.processInfo.environment["WIFI_AP_RECORD"] != nil {
      try seen.text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(seen.text == (try String(contentsOf: file, encoding: .utf8)))
    #expect(seen.code == 0)
    // Nothing is refused, waited for or unknown, and hostapd is started.
    for line in seen.output.split(separator: "\n") { #expect(!["!", "?", "…"].contains { line.hasPrefix($0) }) }
    #expect(seen.output.contains("+ start-hostapd"))
  }

  @Test(arguments: names) func `the first line of each file leads an editor to the schema`(_ name: String) throws {
    for file in Self.files(of: name) {
      let path = Self.examples.appending(path: "\(name)/\(file)")
      let line = try String(contentsOf: path, encoding: .utf8).prefix { $0 != "\n" }
      let prefix = "# yaml-language-server: $schema="
      #expect(line.hasPrefix(prefix), "\(file)")
      let schema = path.deletingLastPathComponent().appending(path: String(line.dropFirst(prefix.count)))
      let published = ManualTests.package.appending(path: "Specs/schema/wifi-ap.schema.json")
      #expect(schema.standardizedFileURL == published, "\(file)")
    }
  }
}
