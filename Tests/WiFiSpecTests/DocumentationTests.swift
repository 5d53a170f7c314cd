import SystemPackage
import Testing
import WiFiModel

@testable import WiFiSpec

/// What is published about the language, against the table of keys. `WIFI_AP_RECORD=1` writes the files anew.
@Suite struct DocumentationTests {
  @Test func `the schema is what the table says`() throws {
    let path = SpecTree.package.appending("Specs/schema/wifi-ap.schema.json")
    let text = SpecSchema.document.text(.pretty)
    if SpecTree.isRecording { try SpecTree.write(text.utf8, to: path) }
    #expect(String(decoding: try SpecTree.bytes(path), as: UTF8.self) == text)
  }

  @Test func `the schema of signatures is what its table says`() throws {
    try SpecTree.compare(
      SpecSchema.signatures.text(.pretty), with: SpecTree.package.appending("Specs/schema/signatures.schema.json"))
  }

  @Test func `the pages are what the table says`() throws {
    try Self.compare("docs/spec.md", "<!-- keys -->\n", ReferencePage.markdown, "<!-- end of keys -->\n")
    try Self.compare("docs/spec.md", "<!-- codes -->\n", ReferencePage.codes, "<!-- end of codes -->\n")
    try Self.compare("docs/man/wifi-ap.yaml.5", ".\\\" keys\n", ReferencePage.manual, ".\\\" end of keys\n")
  }

  /// Compares what stands in a page between two marks, or writes it.
  private static func compare(_ name: String, _ begin: String, _ content: String, _ end: String) throws {
    let path = SpecTree.package.appending(name)
    let text = String(decoding: try SpecTree.bytes(path), as: UTF8.self)
    let first = try #require(text.split(separator: begin, maxSplits: 1).first)
    let last = try #require(text.split(separator: end, maxSplits: 1).last)
    let page = [String(first), begin, content, end, String(last)].joined()
    if SpecTree.isRecording { try SpecTree.write(page.utf8, to: path) }
    #expect(text == page)
  }

  @Test func `every key is documented`() {
    for entry in SpecReference.entries {
      let documentation = entry.key.documentation
      #expect(documentation.summary.hasSuffix("."), "\(entry.path)")
      #expect(documentation.detail.isEmpty || documentation.detail.hasSuffix("."), "\(entry.path)")
      #expect(!documentation.examples.isEmpty, "\(entry.path) has no example")
      for example in documentation.examples {
        #expect(entry.key.value(written: example) != nil, "\(entry.path): \(example)")
      }
    }
  }

  @Test(arguments: SpecReference.entries.map(\.path)) func `every key is found by its place`(_ path: String) {
    for question in [path, path.replacing("*", with: "name"), path.replacing("*", with: "wlan0.1")] {
      guard case .entries(let found) = SpecReference.answer(question) else {
        Issue.record("\(question) is not found")
        continue
      }
      #expect(found.map(\.path) == [path])
    }
  }

  @Test(arguments: [("radios.main", "radios"), ("access-points.wlan0.1", "access-points")])
  func `a name is answered with the keys below it`(_ question: String, _ path: String) {
    guard case .entries(let found) = SpecReference.answer(question) else {
      Issue.record("\(question) is not found")
      return
    }
    #expect(found.map(\.path) == [path])
  }

  @Test func `the end of a place is enough`() {
    guard case .entries(let found) = SpecReference.answer("pmf") else {
      Issue.record("pmf is not found")
      return
    }
    #expect(found.map(\.path) == ["access-points.*.security.pmf"])
    guard case .entries(let both) = SpecReference.answer("hostapd") else {
      Issue.record("hostapd is not found")
      return
    }
    #expect(both.map(\.path) == ["radios.*.hostapd", "access-points.*.hostapd"])
  }

  @Test(arguments: [
    ("chanel", "channel"), ("radios.main.chanel", "radios.main.channel"),
    ("access-points.uap0.sid", "access-points.uap0.ssid"), ("beacon_itn", "beacon_int"),
    ("fragm_treshold", "fragm_threshold"),
  ])
  func `a misspelt key is recognised`(_ question: String, _ meant: String) {
    guard case .unknown(let hint) = SpecReference.answer(question) else {
      Issue.record("\(question) is found")
      return
    }
    #expect(hint == "did you mean '\(meant)'?")
  }

  @Test func `every option of hostapd leads to a key that exists`() throws {
    let paths = Set(SpecReference.entries.map(\.path))
    for name in HostapdOptionRule.names {
      let rule = try #require(HostapdOptionRule.rule(of: name))
      switch rule.use {
      case .typed(let key): #expect(paths.contains(key), "\(name): \(key)")
      case .secret(let key?), .file(let key?): #expect(paths.contains(key), "\(name): \(key)")
      default: break
      }
    }
  }

  @Test func `every option that a key becomes is one of hostapd`() {
    for entry in SpecReference.entries {
      for option in entry.key.documentation.options {
        #expect(HostapdOptionRule.rule(of: option) != nil, "\(entry.path): \(option)")
      }
    }
  }
}
