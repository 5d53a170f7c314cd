import LinuxPlatform
import SystemPackage
import Testing
import WiFiModel

@testable import WiFiSpec

/// The folders of Specs/merge: files of one machine, in the order of their names, and what they say together.
@Suite struct MergedSpecTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var folder: FilePath { SpecTree.package.appending("Specs/merge").appending(name) }
    var testDescription: String { name }
  }

  static let cases: [Case] = {
    let names = (try? TrustedPath.names(in: SpecTree.package.appending("Specs/merge"))) ?? []
    return names.map { Case(name: $0) }
  }()

  @Test func `every rule of merging is on record`() {
    #expect(Self.cases.count >= 20)
  }

  @Test(arguments: cases) func `files say together what is on record`(_ files: Case) throws {
    let names = try TrustedPath.names(in: files.folder).filter { $0.hasSuffix(".yaml") && $0 != "merged.yaml" }
    let compiler = SpecCompiler(
      try names.map { SpecSource(name: $0, bytes: try SpecTree.bytes(files.folder.appending($0))) },
      readSecret: SpecTree.secret)
    try SpecTree.compare(compiler.diagnostics.rendered(), with: files.folder.appending("diagnostics.txt"))
    let merged = compiler.desired == nil ? "" : compiler.merged.rendered
    try SpecTree.compare(merged, with: files.folder.appending("merged.yaml"))
    #expect(!merged.contains("hunter2"))
    guard let desired = compiler.desired, !merged.contains("<hidden>") else { return }

    // What is shown is a spec that says the same.
    let again = SpecTree.compile(merged)
    #expect(again.desired == desired, "\(again.diagnostics.rendered())")
  }

  @Test func `every key is shown as it is written, with its place`() throws {
    let path = SpecTree.package.appending("Specs/merge/everything/10-everything.yaml")
    let compiler = SpecCompiler(
      [SpecSource(name: "a.yaml", bytes: try SpecTree.bytes(path))], readSecret: SpecTree.secret)
    #expect(compiler.diagnostics.filter { $0.severity == .error }.rendered() == "")
    // Whole, but for the kinds of secrets that cannot stand beside those that do.
    let shown = Set(compiler.merged.leaves.map { $0.path.joined(separator: ".") })
    #expect(shown.count == compiler.merged.leaves.count)
    for leaf in compiler.merged.leaves {
      #expect(compiler.merged.range(of: leaf.path.joined(separator: ".")) != nil, "\(leaf.path)")
    }
    let again = SpecTree.compile(compiler.merged.rendered)
    #expect(again.merged.rendered.withoutPlaces == compiler.merged.rendered.withoutPlaces)
  }

  @Test func `a value is found by the keys that lead to it`() {
    let text = """
      version: 1
      radios: {main: {driver: d, country: FR, band: 2.4GHz, channel: 6}}
      access-points:
        lan.1:
          radio: main
          ssid: lobby
          security: {mode: open}
          mac-deny: {"02:00:00:00:00:AB": printer}

      """
    let merged = SpecTree.compile(text).merged
    func place(_ keyPath: String) -> String? {
      merged.range(of: keyPath).map { "\($0.line):\($0.column)-\($0.endColumn)" }
    }
    #expect(place("radios.main.channel") == "2:64-65")
    #expect(place("access-points.lan.1.ssid") == "6:11-16")
    #expect(place("access-points.lan.1.security.mode") == "7:22-26")
    #expect(place("access-points.lan.1.mac-deny.02:00:00:00:00:ab") == "8:37-44")
    // What is not there is looked for where it would be.
    #expect(place("access-points.lan.1.max-clients") == "4:3-8")
    #expect(place("radios.other") == "2:1-7")
    #expect(place("nothing") == nil)
  }
}

extension String {
  /// The lines without what stands behind `  # `.
  fileprivate var withoutPlaces: [Substring] {
    split(separator: "\n").map { line in
      line.ranges(of: "  # ").first.map { line[..<$0.lowerBound] } ?? line
    }
  }
}
