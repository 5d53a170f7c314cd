import LinuxPlatform
import SystemPackage
import WiFiModel

/// A file that holds one secret.
enum SecretFile {
  /// Reads it.
  ///
  /// - Parameters:
  ///   - path: absolute, below the root.
  ///   - root: the directory that stands for `/`.
  ///   - trust: who may own it beside root.
  /// - Returns: its bytes as they are.
  /// - Throws: why there are none, or why they are not taken; never with a byte of the content.
  static func read(_ path: String, under root: FilePath, trust: SpecDirectory.Trust) throws(InvalidValue) -> [UInt8] {
    let shown = SpecDirectory.shown(path, root: root)
    let hint = "write the passphrase alone into it, then 'chown root:root' and 'chmod 600' it"
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
