package import WiFiModel

/// Whether what is declared of one radio can be had on this machine: judged by what the kernel, the driver and the
/// installed hostapd say of themselves, never by tables of ours. **What is not known refuses nothing.**
package struct Feasibility: Hashable, Sendable {
  package var radio: RadioID
  /// In the order of the rules.
  package var findings: [Finding]
  /// What could not be judged, and why.
  package var unknowns: [String]

  /// One thing that cannot be had as declared.
  package struct Finding: Hashable, Sendable {
    package var rule: Condition.Reason
    package var severity: Severity
    package var radio: RadioID
    /// The access point that is concerned; `nil` where it is all of the radio's.
    package var accessPoint: InterfaceName?
    /// The key that asks for it: `radios.main.channel`. It may be one that is not written, but has a default.
    package var keyPath: String
    /// One sentence without full stop.
    package var message: String
    /// The nearest thing that would work, as one sentence without full stop.
    package var remedy: String
  }

  package enum Severity: String, Hashable, Sendable {
    /// It is not done.
    case refusal
    /// It is done as far as it can be.
    case warning
  }

  package var refusals: [Finding] { findings.filter { $0.severity == .refusal } }

  /// Judges a radio and its access points that shall be on the air.
  package init(of radio: RadioID, in observed: ObservedState, for desired: DesiredState) {
    self.radio = radio
    findings = []
    unknowns = []
    let accessPoints = desired.enabledAccessPoints(on: radio)
    guard let declared = desired.radio(radio), !accessPoints.isEmpty else { return }
    judgeSoftware(declared, accessPoints, observed)
    for accessPoint in accessPoints { judgeClients(accessPoint, declared, observed) }
    switch observed.radio(radio)?.phy {
    case .known(let phy?):
      switch phy.capabilities {
      case .known(let capabilities):
        judge(declared, accessPoints, phy, capabilities, observed)
      case .unknown(let why): unknowns.append("what radio \(radio) can do is not known: \(why)")
      }
    case .known(nil): unknowns.append("what radio \(radio) can do is not known: it has no wiphy")
    case .unknown(let why): unknowns.append("what radio \(radio) can do is not known: \(why)")
    case nil: unknowns.append("what radio \(radio) can do is not known: it was not looked at")
    }
  }

  private mutating func judge(
    _ radio: Radio, _ accessPoints: [AccessPoint], _ phy: Phy, _ capabilities: Capabilities, _ observed: ObservedState
  ) {
    guard capabilities.interfaceTypes.isEmpty || capabilities.interfaceTypes.contains(.accessPoint) else {
      refuse(
        .noAccessPointType, "radios.\(radio.id)",
        "\(phy.name) cannot carry an access point: its driver has no such mode",
        "declare the radio of another card")
      return
    }
    judgeInterfaces(radio, accessPoints, phy, capabilities, observed)
    judgeChannel(radio, capabilities, observed)
    for accessPoint in accessPoints { judgeSecurity(accessPoint, capabilities) }
  }

  /// Whether the radio is on the air on the declared channel: then it can be, whatever is said of it.
  func serves(_ radio: Radio, _ observed: ObservedState) -> Bool {
    guard let channel = radio.channel.fixed, case .status(let status) = observed.hostapd(of: radio.id)?.answer else {
      return false
    }
    return status.state == "ENABLED" && status.frequency == channel.frequency
  }

  mutating func refuse(
    _ rule: Condition.Reason, _ keyPath: String, of accessPoint: InterfaceName? = nil, _ message: String,
    _ remedy: String
  ) {
    findings.append(
      Finding(
        rule: rule, severity: .refusal, radio: radio, accessPoint: accessPoint, keyPath: keyPath, message: message,
        remedy: remedy))
  }

  mutating func warn(
    _ rule: Condition.Reason, _ keyPath: String, of accessPoint: InterfaceName? = nil, _ message: String,
    _ remedy: String
  ) {
    refuse(rule, keyPath, of: accessPoint, message, remedy)
    findings[findings.count - 1].severity = .warning
  }
}

extension Feasibility {
  /// How many clients an access point may have at most: what is declared, or what its driver can serve if that is less.
  ///
  /// - Returns: what hostapd is told (`max_num_sta`); `nil` where nothing is declared.
  package static func clients(
    _ accessPoint: AccessPoint, on radio: Radio, in observed: ObservedState
  ) -> UInt16? {
    accessPoint.maxClients.map { declared in min(declared, limit(of: radio, in: observed) ?? declared) }
  }

  /// How many clients the driver can serve; nil where nobody says.
  private static func limit(of radio: Radio, in observed: ObservedState) -> UInt16? {
    if case .known(let phy?) = observed.radio(radio.id)?.phy, case .known(let capabilities) = phy.capabilities,
      let limit = capabilities.maximumClients
    {
      return limit
    }
    return DriverProfile(of: radio.driver).maximumClients
  }

  private mutating func judgeClients(_ accessPoint: AccessPoint, _ radio: Radio, _ observed: ObservedState) {
    guard let limit = Self.limit(of: radio, in: observed), let declared = accessPoint.maxClients, declared > limit
    else { return }
    warn(
      .tooManyClients, "access-points.\(accessPoint.name).max-clients", of: accessPoint.name,
      "\(radio.driver) serves at most \(limit) clients, not \(declared): \(limit) are let in",
      "write max-clients: \(limit)")
  }
}
