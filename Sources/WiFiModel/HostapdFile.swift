/// A private file beside hostapd's configuration, which one access point's part of it names.
package struct HostapdFile: Hashable, Sendable {
  package var accessPoint: InterfaceName
  package var content: Content

  package init(_ content: Content, of accessPoint: InterfaceName) {
    self.accessPoint = accessPoint
    self.content = content
  }

  package enum Content: Hashable, Sendable {
    /// In order of their names.
    case passphrases([Security.Passphrase])
    /// The stations that alone may join, in ascending order.
    case allowed([HardwareAddress])
    /// The stations that may not join, in ascending order.
    case denied([HardwareAddress])
  }

  /// What a file is for; the word ends its name.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case passphrases = "psk"
    case allowed = "allow"
    case denied = "deny"

    /// For people.
    package var title: String {
      switch self {
      case .passphrases: "passphrase file"
      case .allowed: "list of allowed stations"
      case .denied: "list of denied stations"
      }
    }
  }

  /// Which file it is.
  package struct Identity: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var accessPoint: InterfaceName
    package var kind: Kind

    package init(_ kind: Kind, of accessPoint: InterfaceName) {
      self.accessPoint = accessPoint
      self.kind = kind
    }

    package var description: String { "\(kind.title) of \(accessPoint)" }

    package static func < (left: Identity, right: Identity) -> Bool {
      (left.accessPoint, left.kind.rawValue) < (right.accessPoint, right.kind.rawValue)
    }
  }

  package var identity: Identity { Identity(kind, of: accessPoint) }

  package var kind: Kind {
    switch content {
    case .passphrases: .passphrases
    case .allowed: .allowed
    case .denied: .denied
    }
  }

  /// Whether hostapd would read the same from both; nil where a secret is withheld, so that nobody can tell.
  package func matches(_ other: HostapdFile) -> Bool? {
    guard accessPoint == other.accessPoint else { return false }
    guard case .passphrases(let mine) = content, case .passphrases(let theirs) = other.content else {
      return content == other.content
    }
    guard mine.map(\.name) == theirs.map(\.name) else { return false }
    let same = zip(mine, theirs).map { $0.credential.matches($1.credential) }
    return same.contains(false) ? false : same.contains(nil) ? nil : true
  }
}
