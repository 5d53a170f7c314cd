import LinuxPlatform
import SystemPackage
import WiFiModel

/// Reads secrets from where the spec says that they are.
struct SecretReader {
  /// The directory that stands for `/`.
  var root: FilePath
  /// Who may own a secret's file beside root.
  var trust: SpecDirectory.Trust
  /// Where systemd put this process's credentials; `nil` where it has none.
  var credentials: FilePath?

  /// - Returns: the bytes as they are.
  /// - Throws: why there are none, or why they are not taken; never with a byte of the content.
  func read(_ origin: SecretOrigin) throws(InvalidValue) -> [UInt8] {
    switch origin {
    case .file(let path):
      return try read(
        path, under: root, shown: SpecDirectory.shown(path, root: root),
        hint: "write the secret alone into it, then 'chown root:root' and 'chmod 600' it")
    case .credential(let name):
      let hint =
        "give it to the agent: 'systemctl edit wifi-apd', and below [Service]"
        + " 'LoadCredential=\(name):/etc/wifi-ap/secrets/\(name)'; then restart it"
      guard let credentials else {
        throw InvalidValue("systemd gave no credentials to this process, so there is no '\(name)'", hint: hint)
      }
      return try read("/" + name, under: credentials, shown: "\(origin)", hint: hint)
    }
  }

  private func read(
    _ path: String, under root: FilePath, shown: String, hint: String
  ) throws(InvalidValue) -> [UInt8] {
    let trusted: TrustedPath
    do throws(TrustedPath.Failure) { trusted = try TrustedPath(path, under: root, owner: trust.owner) } catch {
      switch error {
      case .absent, .null: throw InvalidValue("\(shown) does not exist", hint: hint)
      case .unreadable(let code): throw InvalidValue("cannot read \(shown): \(code)", hint: hint)
      }
    }
    if let violation = trusted.violation { throw InvalidValue(violation, hint: hint) }
    if trusted.mode & 0o077 != 0 {
      throw InvalidValue(
        "\(shown) can be read by others (mode 0\(String(trusted.mode & 0o7777, radix: 8)))", hint: hint)
    }
    do throws(PlatformError) { return try SmallFile(reading: trusted.resolved, limit: 4096).bytes } catch {
      throw InvalidValue("cannot read \(shown): \(error.code)", hint: hint)
    }
  }
}
