import Hostapd
import LinuxPlatform
import SystemPackage
import WiFiModel

/// The files that hostapd of a radio was given, read back.
struct HostapdFiles {
  let paths: Paths

  /// Reads the configuration of a radio, and the private files of the access points that it names or that are asked for.
  func read(_ radio: RadioID, _ accessPoints: [InterfaceName]) -> Knowledge<[ConfigurationFiles]> {
    var configuration: HostapdConfiguration?
    var files: [HostapdFile] = []
    var isPrivate = true
    var isAbsent = true
    func take(_ path: String) throws(PlatformError) -> [UInt8]? {
      guard let file = try self.file(path) else { return nil }
      isAbsent = false
      isPrivate = isPrivate && file.owner == 0 && file.mode == 0o600
      return file.bytes
    }
    do {
      configuration = try take(paths.configuration(of: radio)).flatMap { Self.configuration(in: $0) }
      let further = try take(paths.further(of: radio)).flatMap { Self.configuration(in: $0) }
      if let further { configuration?.options += further.options }
      let served = (configuration?.sections ?? []).compactMap { try? InterfaceName($0.interface) }
      for name in Set(served + accessPoints).sorted() {
        for kind in HostapdFile.Kind.allCases {
          guard let bytes = try take(paths.file(kind, of: name)), let content = Self.content(bytes, kind) else {
            continue
          }
          files.append(HostapdFile(content, of: name))
        }
      }
    } catch {
      return .unknown("\(error)")
    }
    if isAbsent { return .known([]) }
    return .known([
      ConfigurationFiles(radio: radio, configuration: configuration, files: files, isPrivate: isPrivate)
    ])
  }

  /// Nothing where the file was cut short, or hostapd would refuse it for a line that is no option: then no option that
  /// is there may be relied upon.
  private static func configuration(in bytes: [UInt8]) -> HostapdConfiguration? {
    let text = ConfigurationText(reading: bytes)
    guard text.malformed.isEmpty, text.isWhole else { return nil }
    return HostapdConfiguration(options: text.options.map { HostapdOption($0.name, $0.text) })
  }

  /// Passphrases that are not of our form are no declared ones; of a list nothing is left then.
  private static func content(_ bytes: [UInt8], _ kind: HostapdFile.Kind) -> HostapdFile.Content? {
    func stations() -> [WiFiModel.HardwareAddress]? {
      StationFile.read(bytes)?.compactMap { WiFiModel.HardwareAddress(bytes: $0.bytes) }
    }
    switch kind {
    case .passphrases:
      let entries = PassphraseFile.read(bytes) ?? [(name: nil, secret: bytes)]
      return .passphrases(
        entries.map { Security.Passphrase(Credential(readBack: $0.secret), name: $0.name) })
    case .allowed: return stations().map { .allowed($0) }
    case .denied: return stations().map { .denied($0) }
    }
  }

  private func file(_ path: String) throws(PlatformError) -> SmallFile? {
    do {
      return try SmallFile(reading: FilePath(path), limit: 1 << 20)
    } catch  where error.isAbsent {
      return nil
    }
  }
}
