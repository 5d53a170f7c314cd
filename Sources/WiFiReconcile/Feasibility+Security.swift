import WiFiModel

/// Ciphers and key managements of driver and card.
extension Feasibility {
  mutating func judgeSecurity(_ accessPoint: AccessPoint, _ capabilities: Capabilities) {
    let mode = accessPoint.security.mode
    guard mode != .open else { return }
    let path = "access-points.\(accessPoint.name).security"
    let name = accessPoint.name
    if !capabilities.ciphers.isEmpty, !capabilities.ciphers.contains(.ccmp) {
      refuse(
        .noSuchCipher, "\(path).mode", of: name, "radio \(radio) cannot encrypt as \(mode.rawValue) demands (CCMP)",
        "declare the radio of another card")
      return
    }
    if let reason = Self.obstacle(to: mode, capabilities) {
      let other = mode.isPersonal ? Security.Mode.wpa2Personal : .open
      refuse(
        .noSuchKeyManagement, "\(path).mode", of: name,
        "radio \(radio) cannot carry \(mode.rawValue): \(reason)", "write mode: \(other.rawValue)")
      return
    }
    guard accessPoint.security.managementFrameProtection != .disabled, !capabilities.ciphers.isEmpty,
      !capabilities.ciphers.contains(.bip)
    else { return }
    let mayBeOff = mode.protections.contains(.disabled)
    refuse(
      .noManagementFrameProtection, mayBeOff ? "\(path).pmf" : "\(path).mode", of: name,
      "radio \(radio) cannot protect management frames (BIP-CMAC), which \(mode.rawValue) does here",
      mayBeOff ? "write pmf: disabled" : "write mode: \(mode.isPersonal ? "wpa2-personal" : "open")")
  }

  /// Why a driver cannot carry a mode. One that leaves authentication to hostapd can carry all.
  private static func obstacle(to mode: Security.Mode, _ capabilities: Capabilities) -> String? {
    let wanted: [(SuiteSelector, String)] =
      switch mode {
      case .open: []
      case .owe: [(.owe, "OWE")]
      case .wpa2Personal: [(.psk, "a pre-shared key")]
      case .wpa2WPA3Personal: [(.psk, "a pre-shared key"), (.sae, "SAE")]
      case .wpa3Personal: [(.sae, "SAE")]
      case .wpa2Enterprise: [(.enterprise, "802.1X")]
      }
    for (suite, name) in wanted {
      if let known = capabilities.keyManagements, !known.contains(suite) { return "its driver does not know \(name)" }
    }
    if mode.hasSAE, capabilities.features.contains(.ownManagement),
      capabilities.features.isDisjoint(with: [.sae, .saeOffload])
    {
      return "its firmware authenticates by itself, and does not know SAE"
    }
    return nil
  }
}
