import Hostapd
import LinuxPlatform
import SystemPackage
import WiFiModel

/// Writes hostapd's files: each whole or not at all, 0600 in a folder of 0700.
struct HostapdFiles {
  let paths: Paths

  func write(_ configuration: HostapdConfiguration, _ radio: RadioID) throws(StepFailure) {
    let bytes: [UInt8]
    do {
      bytes = try ConfigurationText.render(configuration.options.map { ConfigurationOption($0.name, $0.value) })
    } catch {
      throw StepFailure(.refused, "\(error)")
    }
    try write(bytes, to: paths.configuration(of: radio))
  }

  func write(_ credential: Credential, _ radio: RadioID) throws(StepFailure) {
    let bytes: [UInt8]
    do {
      let passphrase = try Passphrase(passphrase: credential.secret)
      bytes = try PassphraseFile.render([PassphraseFile.Entry(name: nil, passphrase: passphrase)])
    } catch {
      throw StepFailure(.refused, "\(error)")
    }
    try write(bytes, to: paths.passphrases(of: radio))
  }

  func remove(_ radio: RadioID) throws(StepFailure) {
    do {
      for path in [paths.configuration(of: radio), paths.passphrases(of: radio), paths.log(of: radio)] {
        try AtomicFile.remove(FilePath(path))
      }
    } catch {
      throw StepFailure(.refused, "\(error)")
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(StepFailure) {
    do {
      try Folder.make(FilePath(paths.runtime), mode: 0o755)
      try Folder.make(FilePath(paths.hostapd), mode: 0o700)
      try Folder.make(FilePath(paths.hostapdClients), mode: 0o700)
      try AtomicFile.write(bytes, to: FilePath(path), mode: 0o600)
    } catch {
      throw StepFailure(.refused, "\(error)")
    }
  }
}
