package import LinuxPlatform
package import SystemPackage
import WiFiModel

/// Reads the spec files of a machine. **A bad file never takes down a good access point**: in its place the last good
/// bytes stay in force, and the diagnostics say so.
package struct SpecReader: Sendable {
  private let root: FilePath
  private let stateDirectory: FilePath
  private let owner: UInt32
  private let credentials: FilePath?

  /// - Parameters:
  ///   - root: the directory that stands for `/`.
  ///   - stateDirectory: where the last good bytes are kept, in a folder of their own (0700).
  ///   - owner: a user whose files are trusted beside root's.
  ///   - credentials: what `$CREDENTIALS_DIRECTORY` says, where systemd put this process's credentials.
  package init(
    root: FilePath = "/", stateDirectory: FilePath, owner: UInt32 = 0, credentials: FilePath? = nil
  ) {
    self.root = root
    self.stateDirectory = stateDirectory
    self.owner = owner
    self.credentials = credentials
  }

  /// Reads the search path as the agent does: what others than root could have written is refused.
  package func read() -> SpecReading {
    let trust = SpecDirectory.Trust.enforced(owner: owner)
    let directory = SpecDirectory(root: root, trust: trust)
    let lastGood = LastGood(in: stateDirectory)
    let secrets = SecretReader(root: root, trust: trust, credentials: credentials)
    var fallback = SpecFallback(directory: directory, lastGood: lastGood, secretReader: secrets)
    return fallback.reading()
  }

  /// The directories that are read, in order of precedence.
  ///
  /// - Parameter root: the directory that stands for `/`.
  /// - Returns: their paths, whether or not they exist.
  package static func searchPath(root: FilePath) -> [FilePath] {
    SpecDirectory.searchPath.map { root.appending(String($0.dropFirst())) }
  }

  /// Whether the files in force are to the byte those that are kept: then nothing was changed, over restarts.
  package func isKept(_ reading: SpecReading) -> Bool {
    LastGood(in: stateDirectory) == LastGood(specs: reading.files, secrets: reading.secrets)
  }

  /// Keeps the files in force as the last good ones; does nothing while they are the same.
  ///
  /// - Throws: the failing call; the files kept before stay.
  package func keep(_ reading: SpecReading) throws(PlatformError) {
    guard reading.desired != nil, reading.isApplicable, reading.isComplete else { return }
    let new = LastGood(specs: reading.files, secrets: reading.secrets)
    if LastGood(in: stateDirectory) != new { try new.write(in: stateDirectory) }
  }

  /// Reads files as `wifi-ap validate` does: owner, mode and secrets that cannot be read are only warned about, and no
  /// last good bytes are used.
  ///
  /// - Parameters:
  ///   - paths: files, directories, or `-` for the standard input; none for the search path.
  ///   - root: the directory that stands for `/` in the search path, and in paths of secrets.
  ///   - credentials: where systemd put this process's credentials, if it did.
  /// - Returns: what they say together.
  package static func validate(
    _ paths: [String], root: FilePath = "/", credentials: FilePath? = nil
  ) -> SpecReading {
    let directory = paths.isEmpty ? SpecDirectory(root: root, trust: .advised) : SpecDirectory(paths: paths)
    let files = directory.files.compactMap { file in file.bytes.map { SpecSource(name: file.name, bytes: $0) } }
    let compiler = SpecCompiler(
      files, isWhole: directory.files.allSatisfy { $0.bytes != nil } && directory.unknown.isEmpty
    ) { origin, _ in
      let secrets = SecretReader(root: root, trust: .advised, credentials: credentials)
      do throws(InvalidValue) { return .bytes(try secrets.read(origin)) } catch {
        return .problem(error, isError: false)
      }
    }
    let diagnostics = directory.diagnostics + compiler.diagnostics
    return SpecReading(
      desired: diagnostics.hasErrors ? nil : compiler.desired, diagnostics: diagnostics, files: files,
      isComplete: true, isApplicable: !diagnostics.contains { $0.code == .unusableSecretOffline },
      merged: compiler.merged, secretFiles: compiler.secretFiles(root: root), secrets: [])
  }
}
