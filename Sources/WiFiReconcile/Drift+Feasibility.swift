import WiFiModel

extension Drift {
  /// Refuses what cannot be had. Where that is the radio itself, what hostapd's files hold goes on as it is: **a spec
  /// that cannot be had takes nothing off the air.**
  mutating func judge(_ observed: ObservedState, _ desired: DesiredState) {
    for finding in Feasibility(of: radio, in: observed, for: desired).findings {
      switch finding.severity {
      case .refusal:
        if finding.accessPoint == nil { isHeld = true }
        refusals.append(
          Refusal(
            accessPoint: finding.accessPoint, reason: finding.rule,
            message: "\(finding.message); \(finding.remedy)"))
      case .warning:
        remarks.append(Remark(reason: finding.rule, message: "\(finding.message); \(finding.remedy)"))
      }
    }
  }

  /// The declared access points that hostapd's files hold, in their order there; none where the files hold but what
  /// cannot be had, and nobody serves it.
  ///
  /// - Returns: each with the SSID that is in force, and with nothing that would be a reason to restart hostapd.
  func inForce(
    _ enabled: [AccessPoint], _ radio: Radio, _ observed: ObservedState, _ paths: Paths
  ) -> [AccessPoint] {
    guard let configuration = observed.configuration(of: self.radio)?.configuration else { return [] }
    let points = configuration.sections.compactMap { section in
      enabled.first { $0.name.text == section.interface }
    }
    let isServed = observed.hostapd(of: self.radio) != nil
    if !isServed, configuration.matches(HostapdConfiguration(for: points, on: radio, paths: paths)) { return [] }
    return points.map { accessPoint in
      var accessPoint = accessPoint
      let section = configuration.sections.first { $0.interface == accessPoint.name.text }
      let hex = section?.options.first { $0.name == "ssid2" }?.text
      if let ssid = hex.flatMap(SSID.init(hex:)) { accessPoint.ssid = ssid }
      accessPoint.macAddress = nil
      accessPoint.bridge = nil
      return accessPoint
    }
  }
}

extension DesiredState {
  /// What is declared, as far as the drivers can serve it.
  func served(by observed: ObservedState) -> DesiredState {
    var state = self
    for position in state.accessPoints.indices {
      guard let radio = radio(state.accessPoints[position].radio) else { continue }
      state.accessPoints[position].maxClients = Feasibility.clients(
        state.accessPoints[position], on: radio, in: observed)
    }
    return state
  }
}

extension ObservedState {
  /// Whether it is known of a radio what it can do under the country in force; where not, a look that probes asks.
  func isWeighed(_ radio: RadioID) -> Bool {
    guard case .known(let phy?) = self.radio(radio)?.phy else { return true }
    guard case .known(let capabilities) = phy.capabilities else { return false }
    return capabilities.features.contains(.ownRegulatory) || regulatoryDomain == .known(capabilities.country)
  }
}
