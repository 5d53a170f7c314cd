package import WiFiModel

extension AccessPoint {
  /// What serving this access point again would give up of what another declaration of it protects: a clause for people,
  /// without secrets; nil where nothing.
  package func weakening(of new: AccessPoint) -> String? {
    if security.mode.strength < new.security.mode.strength {
      return "its security was \(security.mode.rawValue), and is \(new.security.mode.rawValue) now"
    }
    if security.managementFrameProtection.strength < new.security.managementFrameProtection.strength {
      return "its management frames were less protected (\(security.managementFrameProtection.rawValue))"
    }
    if offersTKIP, !new.offersTKIP { return "it offered TKIP" }
    if security.credentials.contains(where: { !new.security.credentials.contains($0) }) {
      return "a secret that opened it is declared no more"
    }
    if !stations.isWithin(new.stations) { return "it let in stations that are shut out now" }
    if !clientIsolation, new.clientIsolation { return "its clients could reach each other" }
    return nil
  }

  private var offersTKIP: Bool {
    hostapd.contains { ["rsn_pairwise", "group_cipher"].contains($0.name) && ($0.text ?? "").contains("TKIP") }
  }
}

extension Security {
  /// What lets somebody in.
  fileprivate var credentials: [Credential] {
    switch authentication {
    case .open, .owe: []
    case .personal(_, let passphrases): passphrases.map(\.credential)
    case .enterprise(let servers): servers.authentication.map(\.secret)
    }
  }
}

extension Security.Mode {
  /// The stronger, the higher: without encryption, without authentication, with a secret that can be guessed offline, with
  /// one of each client's own, without either.
  fileprivate var strength: UInt8 {
    switch self {
    case .open: 0
    case .owe: 1
    case .wpa2Personal: 2
    case .wpa2WPA3Personal, .wpa2Enterprise: 3
    case .wpa3Personal: 4
    }
  }
}

extension ManagementFrameProtection {
  fileprivate var strength: UInt8 {
    switch self {
    case .disabled: 0
    case .optional: 1
    case .required: 2
    }
  }
}

extension AccessPoint.StationFilter {
  /// Whether it lets in nobody whom the other shuts out.
  fileprivate func isWithin(_ other: AccessPoint.StationFilter) -> Bool {
    switch (self, other) {
    case (_, .all): true
    case (.only(let mine), .only(let others)): mine.allSatisfy(others.contains)
    case (.only(let mine), .except(let others)): !mine.contains(where: others.contains)
    case (.except(let mine), .except(let others)): others.allSatisfy(mine.contains)
    case (.all, .except(let others)): others.isEmpty
    case (.all, .only), (.except, .only): false
    }
  }
}
