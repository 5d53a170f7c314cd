import Foundation
import Testing

/// What commands print with `--format json`, as Specs/cli records it, against the schemas that are published for it.
@Suite struct PublishedDocumentTests {
  /// The schema of the language itself, and those of what no transcript can hold: WiFiModelTests judge what is written.
  static let others: Set<String> = ["wifi-ap", "signatures", "snapshot"]

  static var names: [String] {
    Judge.files(below: "Specs/schema", ending: ".schema.json").compactMap {
      $0.split(separator: "/").last?.split(separator: ".").first.map(String.init)
    }.filter { !others.contains($0) }
  }

  /// The JSON that a command printed in one of the transcripts.
  static func documents(of name: String) throws -> [String] {
    try Judge.files(below: "Specs/cli", ending: ".txt").map { try Judge.text($0) }.compactMap { text in
      guard text.hasPrefix("$ wifi-ap \(name)"), text.prefix(while: { $0 != "\n" }).contains("--format json"),
        let output = text.components(separatedBy: "--- stdout\n").last?.components(separatedBy: "--- stderr\n").first
      else { return nil }
      return output.isEmpty ? nil : output
    }
  }

  @Test(arguments: names) func `what a command prints is valid by its schema`(_ name: String) throws {
    let documents = try Self.documents(of: name)
    #expect(!documents.isEmpty, "no transcript of 'wifi-ap \(name) --format json'")
    for (index, problems) in try Judge.problems(of: documents.map { .json($0) }, by: name).enumerated() {
      #expect(problems == [], "\(documents[index].prefix(200))")
    }
  }

  @Test(arguments: names) func `a schema leaves no room for keys that nobody wrote down`(_ name: String) throws {
    let documents = try Self.documents(of: name)
    let surplus = documents.map { document in
      let end = document.lastIndex(of: "}") ?? document.endIndex
      return document[..<end] + ", \"surplus\": 1}"
    }
    for problems in try Judge.problems(of: surplus.map { .json(String($0)) }, by: name) { #expect(problems != []) }
  }
}
