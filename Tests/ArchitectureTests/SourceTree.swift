import Foundation

/// The repository as text: what the architecture's rules are checked against.
enum SourceTree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The Swift files below a folder, by path relative to the root, sorted.
  static func swiftFiles(below folder: String) throws -> [String] {
    let base = root.appending(path: folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: base.path)
    return names.filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }.sorted()
  }

  /// Where a target's sources stand.
  static func folder(of target: String) -> String {
    target == "firmware-emulator" ? "Tests/Lab/FirmwareEmulator" : "Sources/\(target)"
  }

  /// The modules that a file imports, whatever the import's access level or attributes.
  static func imports(in source: String) -> [String] {
    source.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").drop { $0.hasPrefix("@") || Self.accessLevels.contains(String($0)) }
      guard words.first == "import",
        let module = words.dropFirst().first(where: { !Self.kinds.contains(String($0)) })
      else { return nil }
      return module.split(separator: ".").first.map(String.init)
    }
  }

  private static let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
  private static let accessLevels: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
}
