import LinuxPlatform
import SystemPackage

/// The bytes of the last valid set of files, kept on disk so that a bad file, or a bad boot, takes down no good access
/// point. One file holds the whole set: it is replaced at once, so no half-renewed set is ever read.
struct LastGood: Hashable {
  /// Spec files in order of merging.
  var specs: [SpecSource] = []
  /// Files of secrets, by their paths.
  var secrets: [SpecSource] = []

  private static let header = "wifi-ap last good 1\n"
  private static let mostBytes = 16 << 20

  func spec(_ name: String) -> [UInt8]? { specs.first { $0.name == name }?.bytes }
  func secret(_ path: String) -> [UInt8]? { secrets.first { $0.name == path }?.bytes }

  init(specs: [SpecSource] = [], secrets: [SpecSource] = []) {
    self.specs = specs
    self.secrets = secrets
  }

  /// Reads what was kept; `nil` where nothing was, or it cannot be used.
  ///
  /// - Parameters:
  ///   - directory: the agent's state.
  ///   - name: of the file in its folder.
  init?(in directory: FilePath, as name: String = "specs") {
    guard let file = try? SmallFile(reading: Self.folder(in: directory).appending(name), limit: Self.mostBytes) else {
      return nil
    }
    self.init(bytes: file.bytes)
  }

  /// Keeps the set.
  ///
  /// - Throws: the failing call.
  func write(in directory: FilePath, as name: String = "specs") throws(PlatformError) {
    let folder = Self.folder(in: directory)
    try Folder.make(folder, mode: 0o700)
    try AtomicFile.write(bytes, to: folder.appending(name), mode: 0o600, durable: true)
  }

  /// The folder of what was good, private.
  static func folder(in directory: FilePath) -> FilePath { directory.appending("last-good") }

  /// A line `KIND LENGTH NAME` and so many bytes for each, and `end` behind the last.
  var bytes: [UInt8] {
    var bytes = Array(Self.header.utf8)
    for (kind, sources) in [("spec", specs), ("secret", secrets)] {
      for source in sources { bytes += Array("\(kind) \(source.bytes.count) \(source.name)\n".utf8) + source.bytes }
    }
    return bytes + Array("end\n".utf8)
  }

  init?(bytes: [UInt8]) {
    guard bytes.starts(with: Self.header.utf8) else { return nil }
    var rest = bytes.dropFirst(Self.header.utf8.count)
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      if line == "end" {
        guard rest.isEmpty else { return nil }
        return
      }
      let fields = line.split(separator: " ", maxSplits: 2)
      guard fields.count == 3, let count = YAMLNode.decimal(String(fields[1])), count <= rest.count else { return nil }
      let source = SpecSource(name: String(fields[2]), bytes: Array(rest.prefix(count)))
      switch fields[0] {
      case "spec": specs.append(source)
      case "secret": secrets.append(source)
      default: return nil
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}
