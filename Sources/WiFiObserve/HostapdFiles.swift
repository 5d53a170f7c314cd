import Hostapd
import LinuxPlatform
import SystemPackage
import WiFiModel

/// The files that hostapd of a radio was given, read back.
struct HostapdFiles {
  let paths: Paths

  func read(_ radio: RadioID) -> Knowledge<[ConfigurationFiles]> {
    let configuration: SmallFile?
    let secrets: SmallFile?
    do {
      configuration = try file(paths.configuration(of: radio))
      secrets = try file(paths.passphrases(of: radio))
    } catch {
      return .unknown("\(error)")
    }
    if configuration == nil, secrets == nil { return .known([]) }
    let isPrivate = [configuration, secrets].allSatisfy { $0.map { $0.owner == 0 && $0.mode == 0o600 } ?? true }
    return .known([
      ConfigurationFiles(
        radio: radio,
        configuration: configuration.flatMap { Self.configuration(in: $0.bytes) },
        passphrase: secrets.map { Credential(readBack: Self.secret(in: $0.bytes)) }, isPrivate: isPrivate)
    ])
  }

  /// Nothing where hostapd would refuse the file for a line that is no option, and which no option would show.
  private static func configuration(in bytes: [UInt8]) -> HostapdConfiguration? {
    let text = ConfigurationText(reading: bytes)
    guard text.malformed.isEmpty else { return nil }
    return HostapdConfiguration(options: text.options.map { HostapdOption($0.name, $0.text) })
  }

  /// What follows `00:00:00:00:00:00 ` in the only line: a passphrase file of ours has no other.
  private static func secret(in bytes: [UInt8]) -> [UInt8] {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let prefix = Array("00:00:00:00:00:00 ".utf8)
    guard line.starts(with: prefix), bytes.count == line.count + 1 else { return bytes }
    return Array(line.dropFirst(prefix.count))
  }

  private func file(_ path: String) throws(PlatformError) -> SmallFile? {
    do {
      return try SmallFile(reading: FilePath(path), limit: 1 << 20)
    } catch  where error.isAbsent {
      return nil
    }
  }
}
