import Foundation
import Testing

/// The independent validator: judge.py, run by the system's Python.
enum Judge {
  static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// What is to be judged.
  enum Document: Encodable {
    case yaml(String)
    case json(String)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      switch self {
      case .yaml(let text): try container.encode(text, forKey: .yaml)
      case .json(let text): try container.encode(text, forKey: .json)
      }
    }

    private enum Key: CodingKey {
      case yaml
      case json
    }
  }

  /// What is wrong with each document, in words, by a schema of Specs/schema; nothing for a valid one.
  static func problems(of documents: [Document], by schema: String = "wifi-ap") throws -> [[String]] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "judge-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let encoder = JSONEncoder()
    let lines = try documents.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
    let ends = ["in", "out", "err"].map { folder.appending(path: $0) }
    try Data(lines.utf8).write(to: ends[0])
    for end in ends.dropFirst() { try Data().write(to: end) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [
      package.appending(path: "Tests/SchemaTests/judge.py").path,
      package.appending(path: "Specs/schema/\(schema).schema.json").path,
    ]
    process.standardInput = try FileHandle(forReadingFrom: ends[0])
    process.standardOutput = try FileHandle(forWritingTo: ends[1])
    process.standardError = try FileHandle(forWritingTo: ends[2])
    try process.run()
    process.waitUntilExit()
    let errors = try String(contentsOf: ends[2], encoding: .utf8)
    try #require(
      process.terminationStatus == 0,
      "needs python3-jsonschema and python3-yaml ('make unit' installs them): \(errors)")
    let decoder = JSONDecoder()
    let verdicts = try String(contentsOf: ends[1], encoding: .utf8).split(separator: "\n").map {
      try decoder.decode([String].self, from: Data($0.utf8))
    }
    try #require(verdicts.count == documents.count)
    return verdicts
  }

  /// All files below a folder of the package whose names end so, sorted.
  static func files(below folder: String, ending suffix: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: package.appending(path: folder).path)?.allObjects ?? []
    return all.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.sorted().map { "\(folder)/\($0)" }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: package.appending(path: path), encoding: .utf8)
  }
}
