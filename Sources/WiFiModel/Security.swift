/// Who may join an access point, and how the air is protected.
package struct Security: Hashable, Sendable {
  package var authentication: Authentication
  package var managementFrameProtection: ManagementFrameProtection

  /// Without a protection, what goes with the mode.
  package init(_ authentication: Authentication, managementFrameProtection protection: ManagementFrameProtection? = nil)
  {
    self.authentication = authentication
    managementFrameProtection = protection ?? authentication.mode.protection
  }

  package static var open: Security { Security(.open) }

  /// WPA2 with one passphrase for all.
  package static func wpa2Personal(_ credential: Credential) -> Security {
    Security(.personal(.wpa2, [Passphrase(credential)]))
  }

  package var mode: Mode { authentication.mode }

  /// Every secret in it.
  package var secrets: [Credential] {
    switch authentication {
    case .open, .owe: []
    case .personal(_, let passphrases): passphrases.map(\.credential)
    case .enterprise(let servers): (servers.authentication + servers.accounting).map(\.secret)
    }
  }

  package enum Authentication: Hashable, Sendable {
    case open
    /// Opportunistic wireless encryption (RFC 8110): encrypted, and nobody is asked who he is.
    case owe
    /// With passphrases, in order of their names; there is at least one.
    case personal(Personal, [Passphrase])
    case enterprise(RADIUSServers)

    package var mode: Mode {
      switch self {
      case .open: .open
      case .owe: .owe
      case .personal(.wpa2, _): .wpa2Personal
      case .personal(.transition, _): .wpa2WPA3Personal
      case .personal(.wpa3, _): .wpa3Personal
      case .enterprise: .wpa2Enterprise
      }
    }
  }

  /// How a passphrase is proved.
  package enum Personal: Hashable, Sendable {
    /// A pre-shared key (AKM 00-0F-AC:2).
    case wpa2
    /// Either.
    case transition
    /// Simultaneous authentication of equals (AKM 00-0F-AC:8).
    case wpa3

    package var hasSAE: Bool { self != .wpa2 }
  }

  /// The word of the spec.
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    case open
    case owe
    case wpa2Personal = "wpa2-personal"
    case wpa2WPA3Personal = "wpa2-wpa3-personal"
    case wpa3Personal = "wpa3-personal"
    case wpa2Enterprise = "wpa2-enterprise"

    /// Whether stations prove a passphrase.
    package var isPersonal: Bool {
      switch self {
      case .wpa2Personal, .wpa2WPA3Personal, .wpa3Personal: true
      case .open, .owe, .wpa2Enterprise: false
      }
    }

    /// Whether SAE is offered.
    package var hasSAE: Bool { self == .wpa2WPA3Personal || self == .wpa3Personal }

    /// What goes with the mode. WPA2's own default is off: older stations, and older firmware, fail with it.
    package var protection: ManagementFrameProtection {
      switch self {
      case .open, .wpa2Personal, .wpa2Enterprise: .disabled
      case .wpa2WPA3Personal: .optional
      case .owe, .wpa3Personal: .required
      }
    }

    /// What may be chosen in the mode (OWE and WPA3 demand it, the transition mode needs it offered).
    package var protections: [ManagementFrameProtection] {
      switch self {
      case .open: [.disabled]
      case .wpa2Personal, .wpa2Enterprise: [.disabled, .optional, .required]
      case .wpa2WPA3Personal: [.optional, .required]
      case .owe, .wpa3Personal: [.required]
      }
    }
  }

  /// One of the passphrases that open an access point.
  package struct Passphrase: Hashable, Sendable {
    /// hostapd's `keyid`; `nil` where there is but one without a name.
    package var name: String?
    package var credential: Credential
    /// The moment from which it opens no more, as long as another does.
    package var notAfter: WallTime?

    package init(_ credential: Credential, name: String? = nil, notAfter: WallTime? = nil) {
      self.name = name
      self.credential = credential
      self.notAfter = notAfter
    }
  }
}

/// Protection of management frames (802.11w; hostapd's `ieee80211w` 0, 1, 2).
package enum ManagementFrameProtection: String, Hashable, Sendable, CaseIterable {
  case disabled
  case optional
  case required
}

/// The servers that know who may join.
package struct RADIUSServers: Hashable, Sendable {
  /// In the order in which they are asked; there is at least one.
  package var authentication: [RADIUSServer]
  /// In the order in which they are told.
  package var accounting: [RADIUSServer]

  package init(authentication: [RADIUSServer], accounting: [RADIUSServer] = []) {
    self.authentication = authentication
    self.accounting = accounting
  }
}

/// A RADIUS server (RFC 2865, 2866).
package struct RADIUSServer: Hashable, Sendable {
  /// IPv4 or IPv6, in canonical text.
  package var address: String
  package var port: UInt16
  package var secret: Credential

  package init(address: String, port: UInt16, secret: Credential) {
    self.address = address
    self.port = port
    self.secret = secret
  }
}
