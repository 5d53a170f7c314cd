import Foundation
import Testing

/// The folders of Specs/import: a `hostapd.conf`, the spec that it becomes and what is said of it.
///
/// A folder without `spec.yaml` is one that is refused. `arguments` are given to the command beside the file; other files
/// are those that the configuration names.
@Suite struct ImportTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var testDescription: String { name }
    var folder: URL { ImportTests.folder.appending(path: name) }

    func text(_ file: String) -> String? { try? String(contentsOf: folder.appending(path: file), encoding: .utf8) }

    /// The command, run in the folder.
    func played(_ arguments: String) throws -> Transcript {
      let text = "$ wifi-ap \(arguments)\n--- stdout\n--- stderr\n--- exit 0\n"
      return try #require(Transcript(reading: text)).played(in: folder)
    }

    /// What the command line gives beside the file.
    var arguments: String {
      let own = (text("arguments") ?? "").split(separator: "\n").first.map { "\($0) " } ?? ""
      return "import --root ROOT \(own)"
    }
  }

  static let folder = CommandLineTests.folder.deletingLastPathComponent().appending(path: "import")

  static let cases: [Case] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { Case(name: $0) }
  }()

  @Test func `there are cases of each verdict`() {
    let refused = Self.cases.count { $0.text("spec.yaml") == nil }
    #expect(refused >= 25)
    #expect(Self.cases.count - refused >= 25)
  }

  @Test(arguments: cases) func `a configuration becomes the spec, to the letter`(_ example: Case) throws {
    let seen = try example.played(example.arguments + "hostapd.conf")
    try #require(seen.code == 0 || seen.code == 65, "\(seen.errors)")
    if ProcessInfo.processInfo.environment["WIFI_AP_RECORD"] != nil {
      try seen.errors.write(to: example.folder.appending(path: "stderr.txt"), atomically: true, encoding: .utf8)
      let spec = example.folder.appending(path: "spec.yaml")
      if seen.code == 0 {
        try seen.output.write(to: spec, atomically: true, encoding: .utf8)
      } else {
        try? FileManager.default.removeItem(at: spec)
      }
    }
    #expect(seen.errors == example.text("stderr.txt"))
    #expect(seen.output == example.text("spec.yaml") ?? "")
    #expect(seen.code == (example.text("spec.yaml") == nil ? 65 : 0))
  }

  @Test(arguments: cases.filter { $0.text("spec.yaml") != nil })
  func `the spec is valid`(_ example: Case) throws {
    let seen = try example.played("validate spec.yaml")
    #expect(seen.code == 0, "\(seen.errors)")
  }

  @Test(arguments: cases) func `the report for programs says the same`(_ example: Case) throws {
    let seen = try example.played(example.arguments + "--format json hostapd.conf")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(seen.output.utf8)) as? [String: Any])
    #expect(report["spec"] as? String == example.text("spec.yaml"))
    let verdict = try #require(report["verdict"] as? String)
    let lines = try #require(example.text("stderr.txt")?.split(separator: "\n"))
    #expect(lines.last?.hasPrefix("hostapd.conf: \(verdict): ") == true)
    let findings = try #require(report["findings"] as? [[String: Any]])
    let told = findings.count { $0["outcome"] as? String != "carried" || $0["reason"] as? String != "" }
    #expect(told == lines.count - 1)
  }

  @Test func `secrets go into files that only their owner reads`() throws {
    let example = try #require(Self.cases.first { $0.name == "passphrases-into-files" })
    let root = FileManager.default.temporaryDirectory.appending(path: "wifi-ap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let command = "import --root \(root.path) --secrets /etc/wifi-ap/secrets hostapd.conf"
    #expect(try example.played(command).code == 0)
    let file = root.appending(path: "etc/wifi-ap/secrets/wlan0")
    #expect(try String(contentsOf: file, encoding: .utf8) == "harbour light")
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    // Again is no harm; another secret in its place is not overwritten.
    #expect(try example.played(command).code == 0)
    try Data("another one".utf8).write(to: file)
    #expect(try example.played(command).code == 1)
    #expect(try String(contentsOf: file, encoding: .utf8) == "another one")
  }
}
