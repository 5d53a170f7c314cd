import Glibc
import SystemPackage
import Testing
import WiFiModel

@testable import WiFiSpec

/// The repository's folders, and shorthands that the suites share.
enum SpecTree {
  /// Where the package stands.
  static let package = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()

  /// Whether goldens are written instead of compared.
  static let isRecording = getenv("WIFI_AP_RECORD") != nil

  /// The bytes of a file.
  static func bytes(_ path: FilePath) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly)
    defer { try? file.close() }
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { return all }
      all += buffer[..<count]
    }
  }

  /// Replaces a file.
  static func write(_ text: some Sequence<UInt8>, to path: FilePath, mode: FilePermissions = [.ownerReadWrite]) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: mode)
    defer { try? file.close() }
    try file.writeAll(text)
  }

  /// Compares a text with a record, which is not there for an empty one.
  static func compare(_ text: String, with path: FilePath, _ location: SourceLocation = #_sourceLocation) throws {
    let recorded = (try? bytes(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    if isRecording, text != recorded {
      if text.isEmpty {
        unlink(path.string)
      } else {
        try write(text.utf8, to: path, mode: [.ownerReadWrite, .groupRead, .otherRead])
      }
    }
    #expect(text == recorded, sourceLocation: location)
  }

  /// Compiles files given as text, with the secrets that the goldens know.
  static func compile(_ files: [(name: String, text: String)]) -> SpecCompiler {
    SpecCompiler(files.map { SpecSource(name: $0.name, bytes: Array($0.text.utf8)) }, readSecret: secret)
  }

  /// Compiles one file.
  static func compile(_ text: String) -> SpecCompiler { compile([("spec.yaml", text)]) }

  static func secret(_ origin: SecretOrigin, _: SecretUse) -> SpecDecoder.SecretAnswer {
    switch origin {
    case .file("/etc/wifi-ap/secrets/lobby"), .credential("lobby"): .bytes(Array("hunter2hunter2\n".utf8))
    case .file("/etc/wifi-ap/secrets/radius"), .credential("radius"): .bytes(Array("hunter2\n".utf8))
    case .file("/etc/wifi-ap/secrets/short"): .bytes(Array("hunter2\n".utf8))
    default: .problem(InvalidValue("\(origin) does not exist", hint: "write the secret into it"), isError: true)
    }
  }

  /// A file with all its corrections, but for those that meet another.
  static func corrected(_ source: SpecSource, by diagnostics: [Diagnostic]) -> SpecSource {
    let text = String(decoding: source.bytes, as: UTF8.self)
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0) }
    var edits: [Correction.Edit] = []
    for correction in diagnostics.compactMap(\.correction) {
      let meets = correction.edits.contains { new in
        edits.contains { old in
          (old.range.line, old.range.column) < (new.range.endLine, new.range.endColumn)
            && (new.range.line, new.range.column) < (old.range.endLine, old.range.endColumn)
        }
      }
      if !meets { edits += correction.edits.filter { $0.range.file == source.name && !edits.contains($0) } }
    }
    if edits.isEmpty { return source }
    edits.sort { ($0.range.line, $0.range.column) < ($1.range.line, $1.range.column) }
    for edit in edits.reversed() {
      let (first, last) = (edit.range.line - 1, min(edit.range.endLine - 1, lines.count - 1))
      guard lines.indices.contains(first) else { continue }
      let head = lines[first].prefix(edit.range.column - 1)
      let tail = lines[last].dropFirst(edit.range.endColumn - 1)
      let new = (Array(head) + Array(edit.text.unicodeScalars) + Array(tail))
        .split(separator: "\n", omittingEmptySubsequences: false).map { Array($0) }
      lines.replaceSubrange(first...last, with: new)
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: lines.joined(separator: ["\n"]))
    return SpecSource(name: source.name, bytes: Array(String(view).utf8))
  }

  /// A radio alone.
  static let radio = """
    version: 1
    radios:
      main:
        driver: mwifiex_pcie
        country: FR
        band: 2.4GHz
        channel: 6

    """

  /// An access point alone.
  static let accessPoint = """
    version: 1
    access-points:
      uap0:
        radio: main
        ssid: my_access_point
        security:
          mode: wpa2-personal
          passphrase: hunter2hunter2

    """
}
