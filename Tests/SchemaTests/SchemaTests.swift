import Foundation
import Testing
import WiFiModel
import WiFiSimulation

@testable import WiFiSpec

/// The published schema of the language, judged by a validator that is not ours, against the parser: a file that the
/// schema refuses is refused by the parser, and back, but for what no schema can say.
@Suite struct SchemaTests {
  /// What the parser finds in one file, before anything is merged; nil where it is no YAML of the plain kind.
  static func mistakes(in text: String) -> [Diagnostic]? { mistakes(in: Array(text.utf8)) }

  static func mistakes(in bytes: [UInt8]) -> [Diagnostic]? {
    let document = YAMLDocument(SpecSource(name: "spec.yaml", bytes: bytes))
    guard document.diagnostics.isEmpty else { return nil }
    var checker = SpecChecker()
    checker.check(document.root, file: "spec.yaml")
    return checker.diagnostics.all.filter { $0.severity == .error }
  }

  /// Mistakes in Specs/invalid that a schema cannot see, though they are of one file and one key.
  static let unseen: [String: String] = [
    "mac-allow-twice": "two spellings of an address are two keys",
    "mac-allow-without-label": "nothing behind a key is null to readers of YAML",
    "option-tkip": "which of hostapd's values are sound is not in the table",
    "ssid-hex-with-0x": "0x is a number to readers of YAML, and text may look like one",
    "no-value": "nothing behind a key is null to readers of YAML",
    "empty-access-point": "nothing behind a key is null to readers of YAML",
    "number-octal": "a leading zero is no part of a number's value",
    "ssid-too-long": "a schema counts characters, 802.11 bytes",
  ]

  @Test func `schema and parser agree on every spec of the tree`() throws {
    let files = ["examples", "Specs", "Tests"].flatMap { Judge.files(below: $0, ending: ".yaml") }
      .filter { !$0.hasPrefix("Specs/signatures/") }
    let contents = try files.map { Array(try Data(contentsOf: Judge.package.appending(path: $0))) }
    let verdicts = try Judge.problems(of: contents.map { .yaml(String(decoding: $0, as: UTF8.self)) })
    #expect(files.count { $0.hasPrefix("examples/") } >= 15)
    #expect(files.count { $0.hasPrefix("Specs/invalid/") } >= 60)
    var used: Set<String> = []
    for (index, file) in files.enumerated() {
      guard let mistakes = Self.mistakes(in: contents[index]) else {
        // How YAML was written, be it well or badly, is no matter of a schema.
        #expect(file.hasPrefix("Specs/invalid/"), "\(file) is no plain YAML")
        continue
      }
      let folder = file.split(separator: "/").dropFirst(2).first.map(String.init) ?? ""
      if mistakes.isEmpty {
        #expect(verdicts[index] == [], "\(file)")
      } else if verdicts[index].isEmpty {
        used.insert(folder)
        #expect(Self.unseen[folder] != nil, "only the parser refuses \(file): \(mistakes.rendered())")
      }
    }
    #expect(used == Set(Self.unseen.keys))
  }

  @Test func `the files of signatures are valid by their schema, and mistakes in them are not`() throws {
    let files = Judge.files(below: "Specs/signatures", ending: ".yaml")
    #expect(files.count >= 15)
    let texts = try files.map { try Judge.text($0) }
    for (index, problems) in try Judge.problems(of: texts.map { .yaml($0) }, by: "signatures").enumerated() {
      #expect(problems == [], "\(files[index])")
    }
    for (part, other) in [
      ("class: fatal", "class: deadly"), ("meaning:", "means:"), ("repeats: {count: 3", "repeats: {count: many"),
      ("patterns: [", "patterns: [\"{\", "),
      ("    class: benign\n", ""),
    ] {
      let text = try Judge.text("Specs/signatures/mwifiex.yaml").replacing(part, with: other)
      #expect(try Judge.problems(of: [.yaml(text)], by: "signatures")[0] != [], "\(other)")
    }
  }

  @Test func `specs in the documentation are valid`() throws {
    for page in ["README.md", "docs/spec.md"] {
      let blocks = try Judge.text(page).components(separatedBy: "```yaml\n").dropFirst().compactMap {
        $0.components(separatedBy: "```").first
      }.filter { $0.contains("version: 1\n") }
      #expect(!blocks.isEmpty)
      for (index, problems) in try Judge.problems(of: blocks.map { .yaml($0) }).enumerated() {
        #expect(problems == [], "\(page)")
        #expect(Self.mistakes(in: blocks[index])?.rendered() == "")
      }
    }
  }

  @Test func `the schema and the parser know the same keys`() throws {
    let schema = try JSON(parsing: Array(try Judge.text("Specs/schema/wifi-ap.schema.json").utf8), sizeLimit: 1 << 20)
    let paths = Self.paths(of: schema, at: "").filter { !$0.contains(".hostapd.") }
    #expect(paths.sorted() == SpecReference.entries.map(\.path).sorted())
  }

  private static func paths(of schema: JSON, at path: String) -> [String] {
    var paths: [String] = []
    func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    if case .object(let properties)? = schema["properties"] {
      for property in properties {
        paths.append(place(property.key))
        paths += Self.paths(of: property.value, at: place(property.key))
      }
    }
    for key in ["additionalProperties", "items"] {
      if case .object? = schema[key], let inner = schema[key] { paths += Self.paths(of: inner, at: place("*")) }
    }
    return paths
  }

  /// Values of every shape.
  static let shapes = [
    "5", "0", "-5", "1.5", "99999999999", "true", "false", "on", "text", "\"5\"", "\"true\"", "\"\"", "2026-12-01",
    "null", "~", "[]", "[1]", "[a, b]", "[a, a]", "[[a]]", "[null]", "{}", "{a: 1}", "{a: null}",
    "{\"02:00:00:00:00:01\": x}",
  ]

  @Test func `a value of the wrong shape is refused by both`() throws {
    var cases: [(entry: SpecReference.Entry, value: String)] = []
    for entry in SpecReference.entries {
      cases += (Self.shapes + entry.key.documentation.examples).map { (entry, $0) }
    }
    try Self.compare(cases)
  }

  @Test(arguments: ["radios.*.hostapd", "access-points.*.hostapd"])
  func `options of hostapd are judged alike by both`(_ path: String) throws {
    let some = ["device_name", "ht_capab", "bss_load_update_period", "venue_name", "vendor_elements"]
    let cases =
      (HostapdOptionRule.names + ["no_such_option"]).map { ($0, "1") }
      + some.flatMap { name in Self.shapes.map { (name, $0) } }
    let texts = cases.map { SpecSkeleton.spec(with: "{\($0.0): \($0.1)}", at: path) }
    let verdicts = try Judge.problems(of: texts.map { .yaml($0) })
    for (index, (name, value)) in cases.enumerated() {
      // What a value means to hostapd is not in the table; 'on' is text to readers of YAML.
      if ["rsn_pairwise", "group_cipher"].contains(name) || value == "on" { continue }
      let mistakes = try #require(Self.mistakes(in: texts[index]))
      #expect(mistakes.isEmpty == verdicts[index].isEmpty, "\(texts[index]): \(verdicts[index]) \(mistakes.rendered())")
    }
  }

  @Test func `an unknown key is refused by both`() throws {
    let places = [""] + SpecReference.entries.filter { !SpecReference.children(of: $0.path).isEmpty }.map(\.path)
    for place in places where !place.hasSuffix("s") || place == "access-points" {
      let inner = place == "radios" || place == "access-points" ? "{name: {no-such-key: 1}}" : "{no-such-key: 1}"
      let text = place.isEmpty ? "version: 1\nno-such-key: 1\n" : SpecSkeleton.spec(with: inner, at: place)
      #expect(Self.mistakes(in: text)?.isEmpty == false, "\(text)")
      #expect(try Judge.problems(of: [.yaml(text)])[0] != [], "\(text)")
    }
  }

  /// Keys of which some values are refused for what a pattern cannot say.
  static let finer: [String: String] = [
    "access-points.*.ssid": "a schema counts characters, 802.11 bytes",
    "access-points.*.addresses": "the addresses of a network and of its broadcast depend on the prefix",
    "access-points.*.security.passphrases.*.not-after": "months have different lengths",
  ]

  @Test func `texts beside the examples are judged alike by both`() throws {
    var generator = SplitMix64(seed: 0x5eed)
    var cases: [(entry: SpecReference.Entry, value: String)] = []
    for entry in SpecReference.entries {
      for _ in 0..<60 {
        guard let value = SpecSkeleton.mutant(of: entry.key.kind, entry.key.documentation.examples, using: &generator)
        else { continue }
        cases.append((entry, value))
      }
    }
    #expect(cases.count > 1000)
    try Self.compare(cases)
  }

  /// Whether both say the same of each value at its key.
  static func compare(_ cases: [(entry: SpecReference.Entry, value: String)]) throws {
    let texts = cases.map { SpecSkeleton.spec(with: $0.value, at: $0.entry.path) }
    let verdicts = try Judge.problems(of: texts.map { .yaml($0) })
    for (index, (entry, value)) in cases.enumerated() {
      let mistakes = try #require(Self.mistakes(in: texts[index]), "\(texts[index])")
      if !verdicts[index].isEmpty {
        #expect(!mistakes.isEmpty, "only the schema refuses \(texts[index]): \(verdicts[index])")
      } else if !mistakes.isEmpty, Self.finer[entry.path] == nil, !Self.isNumberAsText(entry.key.kind, value) {
        Issue.record("only the parser refuses \(texts[index]): \(mistakes.rendered())")
      }
    }
  }

  /// Text that looks like a number is one to the schema, which then cannot see its length.
  private static func isNumberAsText(_ kind: SpecKey.Kind, _ value: String) -> Bool {
    switch kind {
    case .text, .secret: value == "true" || value == "false" || Double(value) != nil
    default: false
    }
  }
}

extension SplitMix64: RandomNumberGenerator {}
