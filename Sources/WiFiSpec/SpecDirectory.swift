import Glibc
import LinuxPlatform
import SystemPackage
import WiFiModel

/// The directories that hold specs, and what is found in them.
struct SpecDirectory {
  /// Where specs are looked for, in order of precedence: of files with the same name, only the first counts.
  static let searchPath = ["/etc/wifi-ap.d", "/run/wifi-ap.d", "/usr/local/lib/wifi-ap.d", "/usr/lib/wifi-ap.d"]

  /// A file that counts, in order of base names.
  struct File: Hashable {
    /// The base name, which orders and masks.
    var baseName: String
    /// The path as it is shown.
    var name: String
    /// `nil` when it could not, or must not, be read; why is among the diagnostics.
    var bytes: [UInt8]?
  }

  private(set) var files: [File] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Directories of the search path of which nothing is known, as shown.
  private(set) var unknown: [String] = []

  private let root: FilePath
  private let trust: Trust

  /// What is done about files that others could have written.
  enum Trust: Hashable {
    /// They are refused; this user may own files beside root.
    case enforced(owner: UInt32)
    /// They are warned about.
    case advised

    var owner: UInt32 { if case .enforced(let owner) = self { owner } else { 0 } }
  }

  /// Reads the whole search path.
  init(root: FilePath, trust: Trust) {
    (self.root, self.trust) = (root, trust)
    var seen: Set<String> = []
    for directory in Self.searchPath {
      for file in scan(directory) where seen.insert(file.baseName).inserted {
        // An empty file or a link to /dev/null stands for "not this one".
        if file.bytes != [] { files.append(file) }
      }
    }
    files.sort { $0.baseName.utf8.lexicographicallyPrecedes($1.baseName.utf8) }
  }

  /// Reads one directory, which need not exist.
  init(_ directory: String, root: FilePath, trust: Trust) {
    (self.root, self.trust) = (root, trust)
    files = scan(directory).filter { $0.bytes != [] }
  }

  /// Reads what is named on a command line: files, directories for the specs in them, `-` for the standard input.
  init(paths: [String]) {
    (root, trust) = ("/", .advised)
    for path in paths {
      if path == "-" {
        addStandardInput()
      } else if (try? TrustedPath(Self.absolute(path), under: root, owner: 0))?.isDirectory == true {
        files += scan(path, isNamed: true).filter { $0.bytes != [] }
      } else {
        files.append(read(path, baseName: FilePath(path).lastComponent?.string ?? path, isNamed: true))
      }
    }
  }

  private mutating func addStandardInput() {
    var file = File(baseName: "-", name: "<stdin>")
    // One byte more than the parser takes, so that it refuses what is longer.
    var buffer = [UInt8](repeating: 0, count: YAMLDocument.largest + 1)
    var count = 0
    do {
      while count < buffer.count {
        let read = try buffer.withUnsafeMutableBytes { bytes in
          try FileDescriptor.standardInput.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[count...]))
        }
        if read == 0 { break }
        count += read
      }
      file.bytes = Array(buffer[..<count])
    } catch {
      note(.unreadableFile, file.name, "cannot read the standard input: \(error)", hint: "pipe a spec into it")
    }
    files.append(file)
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
    defer { free(here) }
    return String(cString: here) + "/" + path
  }

  /// The path as people see it.
  static func shown(_ path: String, root: FilePath) -> String {
    root == "/" ? path : root.string + path
  }

  private mutating func scan(_ directory: String, isNamed: Bool = false) -> [File] {
    let shown = Self.shown(directory, root: root)
    let names: [String]
    do throws(TrustedPath.Failure) {
      let path = try TrustedPath(Self.absolute(directory), under: root, owner: trust.owner)
      guard path.isDirectory else { throw .unreadable(.notDirectory) }
      if let violation = path.violation, !accept(violation, of: shown) {
        unknown.append(shown)
        return []
      }
      do throws(Errno) { names = try TrustedPath.names(in: path.resolved) } catch { throw .unreadable(error) }
    } catch {
      switch error {
      case .absent where directory != Self.searchPath[0] && !isNamed: return []
      case .absent, .null:
        note(
          .unreadableDirectory, shown, "the directory does not exist, so what it declares is unknown",
          hint: "make it with 'install -d -m 755 \(shown)'; while it is empty, nothing is declared there")
      case .unreadable(let code):
        note(.unreadableDirectory, shown, "cannot read the directory: \(code)", hint: "what it declares is unknown")
      }
      unknown.append(shown)
      return []
    }
    return names.compactMap { name in
      guard !name.hasPrefix("."), !name.hasSuffix("~") else { return nil }
      let path = FilePath(directory).appending(name).string
      if name.hasSuffix(".yaml") { return read(path, baseName: name) }
      if name.lowercased().hasSuffix(".yaml") || name.lowercased().hasSuffix(".yml") {
        let stem = name.prefix { $0 != "." }
        note(
          .ignoredName, Self.shown(path, root: root), "the file is ignored: specs are called *.yaml",
          hint: "rename it to \(stem).yaml")
      }
      return nil
    }
  }

  private mutating func read(_ path: String, baseName: String, isNamed: Bool = false) -> File {
    var file = File(baseName: baseName, name: Self.shown(path, root: root).replacingControlCharacters)
    do throws(TrustedPath.Failure) {
      let trusted = try TrustedPath(Self.absolute(path), under: root, owner: trust.owner)
      if let violation = trusted.violation, !accept(violation, of: file.name) { return file }
      do throws(PlatformError) {
        // The parser refuses what is longer, and says so.
        file.bytes = try SmallFile(reading: trusted.resolved, limit: 1 << 20).bytes
      } catch {
        note(
          .unreadableFile, file.name, "cannot read the file: \(error.code)",
          hint: error.advice ?? "make it a regular file that root can read")
      }
    } catch {
      switch error {
      case .null where !isNamed: file.bytes = []
      case .absent, .null:
        note(.unreadableFile, file.name, "the file does not exist", hint: "check the path, or where the link leads")
      case .unreadable(let code):
        note(.unreadableFile, file.name, "cannot read the file: \(code)", hint: "make it readable")
      }
    }
    return file
  }

  /// Whether something that others could have written is taken all the same; says so in either case.
  private mutating func accept(_ violation: String, of name: String) -> Bool {
    if trust == .advised {
      note(
        .unsafeFileOffline, name, "\(violation): the agent would refuse it",
        hint: "on the device, give it to root and take write permission from group and others")
      return true
    }
    note(
      .unsafeFile, name, "\(violation), so its content cannot be trusted",
      hint: "chown root:root and chmod go-w it")
    return false
  }

  private mutating func note(_ code: Diagnostic.Code, _ file: String, _ message: String, hint: String) {
    diagnostics.append(Diagnostic(code, file: file, message: message, hint: hint))
  }
}
