import LinuxPlatform
import SystemPackage
import WiFiModel

/// What somebody says of a configuration.
struct Label {
  /// Relative to the corpus.
  var file: String
  /// `ok`, `unsupported` or `invalid`.
  var expected: String
  /// What the import is given beside the file.
  var arguments: [String] = []

  /// Reads the rows of a folder's `labels.json`, which have further keys for people; without it, the folder's folders, each
  /// with a `hostapd.conf`, what is said of it in `stderr.txt`, and `arguments` perhaps.
  ///
  /// - Throws: where there are no labels, or one lacks its file or verdict.
  static func read(_ folder: FilePath) throws -> [Label] {
    let bytes: [UInt8]
    do throws(PlatformError) {
      bytes = try SmallFile(reading: folder.appending("labels.json"), limit: 1 << 24).bytes
    } catch  where error.isAbsent {
      return try cases(folder)
    }
    guard case .array(let rows) = try JSON(parsing: bytes) else { throw Unreadable("labels.json is not a list") }
    return try rows.map { row in
      guard case .string(let file)? = row["file"], case .string(let expected)? = row["expect"],
        ["ok", "unsupported", "invalid"].contains(expected)
      else { throw Unreadable("a row of labels.json has no 'file', or no 'expect' of ok, unsupported or invalid") }
      return Label(file: file, expected: expected)
    }
  }
}

extension Label {
  private static func cases(_ folder: FilePath) throws -> [Label] {
    let names = try ChildProcess.runAndWait(Command("/bin/ls", [folder.string]), keepingLast: 1 << 20).output
    let labels = String(decoding: names, as: UTF8.self).split(separator: "\n").compactMap { name -> Label? in
      func text(_ file: String) -> String? {
        let path = folder.appending(String(name)).appending(file)
        return (try? SmallFile(reading: path, limit: 1 << 20).bytes).map { String(decoding: $0, as: UTF8.self) }
      }
      let summary = text("stderr.txt")?.split(separator: "\n").last?.split(separator: " ")
      guard let summary, summary.count > 1 else { return nil }
      return Label(
        file: "\(name)/hostapd.conf", expected: String(summary[1].dropLast()),
        arguments: text("arguments")?.split(whereSeparator: \.isWhitespace).map(String.init) ?? [])
    }
    guard !labels.isEmpty else { throw Unreadable("\(folder) has neither a labels.json nor folders with a stderr.txt") }
    return labels
  }
}

/// Why a trial came to nothing.
struct Unreadable: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
