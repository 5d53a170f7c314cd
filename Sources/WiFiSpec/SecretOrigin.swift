import WiFiModel

/// Where a secret is read from.
package enum SecretOrigin: Hashable, Sendable, CustomStringConvertible {
  /// A file, by its absolute path below the root.
  case file(String)
  /// A systemd credential, by its name.
  case credential(String)

  /// The path, or the credential's name; also what its last good bytes are kept under.
  package var description: String {
    switch self {
    case .file(let path): path
    case .credential(let name): "credential \(name)"
    }
  }
}

/// What a secret is for, and so what it may be.
enum SecretUse: Hashable {
  case passphrase
  case radius

  /// - Parameter content: of the file; the newline that editors end it with is no part of the secret.
  /// - Returns: the secret.
  /// - Throws: `InvalidValue` when it is none; never with a byte of it.
  func credential(_ content: [UInt8]) throws(InvalidValue) -> Credential {
    var bytes = content
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return switch self {
    case .passphrase: try Credential(passphrase: bytes)
    case .radius: try Credential(radiusSecret: bytes)
    }
  }
}
