import Glibc
import Hostapd
import LinuxPlatform
import SystemPackage
package import WiFiModel

/// Writes hostapd's files: each whole or not at all, 0600 in a folder of 0700, and read back before anybody relies on it.
package struct HostapdFiles {
  private let paths: Paths

  package init(paths: Paths) { self.paths = paths }

  /// Writes a configuration, or a candidate for it beside the present one.
  ///
  /// - Returns: the path of what was written.
  /// - Throws: `StepFailure` where hostapd would read it in another way, a secret is not known, or a call fails.
  @discardableResult
  package func write(
    _ configuration: HostapdConfiguration, _ radio: RadioID, asCandidate: Bool = false
  ) throws(StepFailure) -> String {
    let (first, further) = configuration.apart
    if asCandidate { return try write(first, to: paths.configuration(of: radio) + ".new") }
    if further.options.isEmpty {
      try removeAll([paths.further(of: radio)])
    } else {
      try write(further, to: paths.further(of: radio))
    }
    return try write(first, to: paths.configuration(of: radio))
  }

  /// What became of the configuration since it was looked at: hostapd would serve the first half of a torn one, without
  /// the security that the second half asks for.
  ///
  /// - Throws: `StepFailure` where a file of the configuration is missing, cannot be read or is not whole.
  func demandWhole(_ radio: RadioID) throws(StepFailure) {
    let further = paths.further(of: radio)
    var files = [paths.configuration(of: radio)]
    if access(further, F_OK) == 0 { files.append(further) }
    for path in files {
      do {
        let bytes = try SmallFile(reading: FilePath(path), limit: 1 << 20).bytes
        if ConfigurationText(reading: bytes).isWhole { continue }
      } catch {
        throw StepFailure(.stale, "hostapd is not started: \(error)")
      }
      throw StepFailure(.stale, "hostapd is not started: \(path) is not whole any more")
    }
  }

  /// Writes what hostapd shall read of one BSS by itself.
  ///
  /// - Returns: the path of what was written.
  /// - Throws: as for a whole configuration.
  func write(_ configuration: HostapdConfiguration, partOf name: InterfaceName) throws(StepFailure) -> String {
    try write(configuration, to: paths.part(name))
  }

  @discardableResult
  private func write(_ configuration: HostapdConfiguration, to path: String) throws(StepFailure) -> String {
    let options = try Self.options(of: configuration)
    try write(try Self.bytes(of: configuration), to: path) { read in
      let text = ConfigurationText(reading: read)
      return text.malformed.isEmpty && text.options == options && text.isWhole
    }
    return path
  }

  /// Writes a private file beside it.
  ///
  /// - Throws: `StepFailure` where hostapd would refuse it, a secret is not known, or a call fails.
  package func write(_ file: HostapdFile) throws(StepFailure) {
    let path = paths.file(file.kind, of: file.accessPoint)
    let bytes = try Self.bytes(of: file)
    switch file.content {
    case .passphrases(let passphrases):
      try write(bytes, to: path) { read in
        PassphraseFile.read(read).map { lines in
          lines.map(\.name) == passphrases.map(\.name) && lines.map(\.secret) == passphrases.map(\.credential.secret)
        } ?? false
      }
    case .allowed(let stations), .denied(let stations):
      let addresses = Self.addresses(stations)
      try write(bytes, to: path) { StationFile.read($0) == addresses }
    }
  }

  /// What is written for a configuration, secrets included.
  ///
  /// - Throws: `StepFailure` where hostapd would read it in another way, or a secret is not known.
  package static func bytes(of configuration: HostapdConfiguration) throws(StepFailure) -> [UInt8] {
    let options = try options(of: configuration)
    do {
      return try ConfigurationText.render(options) + ConfigurationText.end
    } catch {
      throw StepFailure(.refused, "\(error)")
    }
  }

  /// What is written for a private file.
  ///
  /// - Throws: `StepFailure` where hostapd would refuse it, or a secret is not known.
  package static func bytes(of file: HostapdFile) throws(StepFailure) -> [UInt8] {
    switch file.content {
    case .passphrases(let passphrases):
      var entries: [PassphraseFile.Entry] = []
      for passphrase in passphrases {
        let secret = try bytes(of: passphrase.credential)
        do {
          let known =
            passphrase.credential.isKey
            ? try Passphrase(hexadecimalKey: secret) : try Passphrase(passphrase: secret)
          entries.append(PassphraseFile.Entry(name: passphrase.name, passphrase: known))
        } catch {
          throw StepFailure(.refused, "\(error)")
        }
      }
      do { return try PassphraseFile.render(entries) } catch { throw StepFailure(.refused, "\(error)") }
    case .allowed(let stations), .denied(let stations): return StationFile.render(addresses(stations))
    }
  }

  private static func options(of configuration: HostapdConfiguration) throws(StepFailure) -> [ConfigurationOption] {
    var options: [ConfigurationOption] = []
    for option in configuration.options {
      switch option.value {
      case .text(let text): options.append(ConfigurationOption(option.name, text))
      case .secret(let credential): options.append(ConfigurationOption(option.name, bytes: try bytes(of: credential)))
      }
    }
    return options
  }

  private static func addresses(_ stations: [WiFiModel.HardwareAddress]) -> [Hostapd.HardwareAddress] {
    stations.compactMap { Hostapd.HardwareAddress(bytes: $0.bytes) }
  }

  private static func bytes(of credential: Credential) throws(StepFailure) -> [UInt8] {
    guard !credential.isWithheld else {
      throw StepFailure(.refused, "a secret is not known: it comes from a snapshot, which holds none")
    }
    return credential.secret
  }

  func remove(_ files: [HostapdFile.Identity], configurationOf radio: RadioID?) throws(StepFailure) {
    var gone = files.map { paths.file($0.kind, of: $0.accessPoint) }
    if let radio { gone += [paths.configuration(of: radio), paths.further(of: radio), paths.log(of: radio)] }
    try removeAll(gone)
  }

  private func removeAll(_ files: [String]) throws(StepFailure) {
    do {
      for path in files { try AtomicFile.remove(FilePath(path)) }
    } catch {
      throw StepFailure(.refused, "\(error)")
    }
  }

  private func write(_ bytes: [UInt8], to path: String, check: ([UInt8]) -> Bool) throws(StepFailure) {
    let read: [UInt8]
    do {
      try Folder.make(FilePath(paths.runtime), mode: 0o755)
      try Folder.make(FilePath(paths.hostapd), mode: 0o700)
      try Folder.make(FilePath(paths.hostapdClients), mode: 0o700)
      try AtomicFile.write(bytes, to: FilePath(path), mode: 0o600)
      read = try SmallFile(reading: FilePath(path), limit: 1 << 20).bytes
    } catch {
      throw StepFailure(.refused, "\(error)")
    }
    guard check(read) else {
      throw StepFailure(.refused, "\(path) does not read as what was written into it; look for who else writes there")
    }
  }
}
