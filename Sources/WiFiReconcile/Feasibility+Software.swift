import WiFiModel

/// What the installed hostapd can do.
extension Feasibility {
  mutating func judgeSoftware(_ radio: Radio, _ accessPoints: [AccessPoint], _ observed: ObservedState) {
    let software: HostapdSoftware
    switch observed.hostapdSoftware {
    case .unknown: return
    case .known(nil):
      refuse(
        .noHostapd, "radios.\(radio.id)", "hostapd is not installed",
        "install it, with 'apt install hostapd' for example")
      return
    case .known(let installed?): software = installed
    }
    judgeRadio(radio, software)
    for accessPoint in accessPoints { judgeAccessPoint(accessPoint, software) }
  }

  private mutating func judgeRadio(_ radio: Radio, _ software: HostapdSoftware) {
    let path = "radios.\(radio.id)"
    for (standard, feature) in [(Standard.ac, HostapdSoftware.Feature.ac), (.ax, .ax)]
    where radio.standards.contains(standard) && !software.features.contains(feature) {
      let rest = radio.standards.filter { $0 != standard }.map(\.rawValue).joined(separator: ", ")
      refuse(
        .hostapdWithout, "\(path).standards", without("802.11\(standard.rawValue)", software),
        "write standards: [\(rest)]")
    }
    if radio.channel.fixed == nil, !software.features.contains(.acs) {
      refuse(
        .hostapdWithout, "\(path).channel", without("the choice of a channel (ACS)", software),
        "write the number of a channel")
    }
    if radio.band == .ghz6, software.isAtLeast(2, 10) == false {
      refuse(
        .hostapdTooOld, "\(path).band", "hostapd \(software.version) knows no 6 GHz: 2.10 is the first that does",
        "install a later hostapd, or write band: 5GHz")
    }
  }

  private mutating func judgeAccessPoint(_ accessPoint: AccessPoint, _ software: HostapdSoftware) {
    let path = "access-points.\(accessPoint.name).security"
    let name = accessPoint.name
    let security = accessPoint.security
    let needed: [(HostapdSoftware.Feature, what: String, key: String, remedy: String)] =
      switch security.mode {
      case .open, .wpa2Personal: []
      case .owe: [(.owe, "OWE", "mode", "write mode: open")]
      case .wpa2WPA3Personal, .wpa3Personal: [(.sae, "SAE", "mode", "write mode: wpa2-personal")]
      case .wpa2Enterprise: [(.enterprise, "802.1X", "mode", "write mode: wpa2-personal")]
      }
    for need in needed where !software.features.contains(need.0) {
      refuse(.hostapdWithout, "\(path).\(need.key)", of: name, without(need.what, software), need.remedy)
    }
    if security.managementFrameProtection != .disabled, !software.features.contains(.pmf) {
      let mayBeOff = security.mode.protections.contains(.disabled)
      refuse(
        .hostapdWithout, "\(path).\(mayBeOff ? "pmf" : "mode")", of: name,
        without("protection of management frames", software),
        mayBeOff ? "write pmf: disabled" : "install a hostapd that has it")
    }
    if case .personal(_, let passphrases) = security.authentication, passphrases.contains(where: { $0.name != nil }),
      software.isAtLeast(2, 8) == false
    {
      refuse(
        .hostapdTooOld, "\(path).passphrases", of: name,
        "hostapd \(software.version) knows no names of passphrases: 2.8 is the first that does",
        "install a later hostapd, or write one passphrase without a name")
    }
  }

  private func without(_ what: String, _ software: HostapdSoftware) -> String {
    "the installed hostapd \(software.version) was built without \(what)"
  }
}
