import WiFiModel

extension Drift {
  /// Picks the access points that the radio is to carry, in hostapd's order, and refuses the others with the reason.
  mutating func choose(
    _ enabled: [AccessPoint], _ radio: Radio, _ phy: UInt32?, _ observed: ObservedState, _ ledger: Ledger
  ) -> [AccessPoint] {
    // hostapd can take over one interface; those of further access points it makes.
    let ordered = enabled.filter(\.adopt) + enabled.filter { !$0.adopt }
    var chosen: [AccessPoint] = []
    for accessPoint in ordered where !refusals.contains(where: { $0.accessPoint == accessPoint.name }) {
      let isGiven = chosen.isEmpty || DriverProfile(of: radio.driver).isFullMAC
      if let refusal = refusal(of: accessPoint, radio, phy, isFirst: isGiven, observed, ledger) {
        refusals.append(refusal)
      } else {
        chosen.append(accessPoint)
      }
    }
    return chosen
  }

  /// Why an access point cannot have its interface.
  private func refusal(
    of accessPoint: AccessPoint, _ radio: Radio, _ phy: UInt32?, isFirst: Bool, _ observed: ObservedState,
    _ ledger: Ledger
  ) -> Refusal? {
    let name = accessPoint.name
    func refuse(_ reason: Condition.Reason, _ message: String) -> Refusal {
      Refusal(accessPoint: name, reason: reason, message: message, canGoOn: false)
    }
    guard case .known = observed.interfaces else { return nil }
    if let bridge = accessPoint.bridge {
      guard let interface = observed.interface(bridge) else {
        return refuse(
          .noBridge,
          "there is no bridge \(bridge) for \(name); make it with: ip link add \(bridge) type bridge"
            + "; it is taken up when it appears")
      }
      guard interface.isBridge else { return refuse(.noBridge, "\(bridge), the bridge of \(name), is none") }
    }
    guard let interface = observed.interface(name) else { return nil }
    guard let phy, interface.phy == phy else {
      guard phy != nil else { return nil }
      return refuse(
        .nameTaken,
        "an interface called \(name) exists and is not on radio \(radio.id); rename that one, or the access point")
    }
    let owned = ledger.interfaces.first { $0.name == name && ($0.index == interface.index || $0.index == nil) }
    switch owned?.origin {
    case .agent, .hostapd: return refusal(ofHeld: accessPoint, radio, observed)
    case .adopted, .renamed, nil: break
    }
    guard accessPoint.adopt else {
      return refuse(
        .notOwned,
        "\(name) was made by somebody else and is left alone; remove it with: iw dev \(name) del"
          + ", or write 'adopt: true' to have it used")
    }
    guard isFirst else {
      return refuse(
        .notOwned, "hostapd can take over one interface of a radio only; remove \(name): iw dev \(name) del")
    }
    if let refusal = self.refusal(ofHeld: accessPoint, radio, observed) { return refusal }
    guard owned == nil, let wireless = interface.wireless else { return nil }
    if wireless.type == .other {
      return refuse(.notOwned, "\(name) is neither a station nor an access point, and cannot be adopted as it is")
    }
    if wireless.type == .station, interface.hasCarrier, observed.hostapd(of: radio.id) == nil {
      return refuse(
        .interfaceBusy, "\(name) is connected as a station; disconnect it first, it is adopted when it is idle")
    }
    return nil
  }

  /// An interface that another has on the air is not fought for; one that our hostapd serves is not given up.
  private func refusal(ofHeld accessPoint: AccessPoint, _ radio: Radio, _ observed: ObservedState) -> Refusal? {
    guard case .known = observed.hostapds, observed.hostapd(of: radio.id) == nil,
      let holder = observed.holder(of: accessPoint.name), holder.isSpeaking
    else { return nil }
    return Refusal(accessPoint: accessPoint.name, reason: .heldByOther, message: holder.complaint)
  }

  /// hostapd's files. An access point that is refused goes on with its present part where it can; a restart is never made
  /// for the sake of dropping one.
  mutating func compareFiles(
    _ chosen: [AccessPoint], _ radio: Radio, _ observed: ObservedState, _ desired: DesiredState, _ paths: Paths
  ) {
    carried = chosen.map(\.name)
    guard case .known = observed.configurations else {
      if case .unknown(let why) = observed.configurations { unknowns.append("hostapd's files: \(why)") }
      return
    }
    let present = observed.configuration(of: radio.id)
    let enabled = desired.enabledAccessPoints(on: radio.id)
    let parts = present?.configuration?.sections ?? []
    func rendered(keeping kept: [AccessPoint]) -> HostapdConfiguration {
      let points = parts.compactMap { part in kept.first { $0.name.text == part.interface } }
      var order = (enabled.filter(\.adopt) + enabled.filter { !$0.adopt }).filter {
        chosen.contains($0) || points.contains($0)
      }
      // Whose interface hostapd was given keeps it: the others come and go without a restart.
      if let first = order.first, !first.adopt || DriverProfile(of: radio.driver).isFullMAC,
        let position = order.firstIndex(where: { $0.name.text == parts.first?.interface })
      {
        order.insert(order.remove(at: position), at: 0)
      }
      carried = order.map(\.name)
      return HostapdConfiguration(for: order, on: radio, paths: paths).keeping(parts, of: points.map(\.name))
    }
    let refused = enabled.filter { !chosen.contains($0) }
    var configuration = rendered(keeping: refused)
    let isServed = observed.hostapd(of: radio.id) != nil
    if !isServed || !(present?.configuration?.matches(configuration) ?? false) {
      let whole = HostapdConfiguration(for: enabled, on: radio, paths: paths).sections
      configuration = rendered(
        keeping: refused.filter { point in
          // What nobody serves and is the very thing that was refused was never good.
          let part = parts.first { $0.interface == point.name.text }
          let isImpossible = !isServed && whole.contains { $0 == part }
          return !isImpossible && refusals.first { $0.accessPoint == point.name }?.canGoOn ?? true
        })
    }
    guard !carried.isEmpty else { return }
    let isPrivate = present?.isPrivate ?? true
    for accessPoint in chosen {
      for file in accessPoint.files(at: observed.clock.value ?? nil) {
        // A secret that a snapshot withholds is unknown, not another one.
        let before = present?.files.first { $0.identity == file.identity }
        let isSame = before?.matches(file) ?? (before != nil)
        if !isSame || !isPrivate { differences.append(.file(file, present: before)) }
      }
    }
    let isSame = present?.configuration?.matches(configuration) ?? false
    if !isSame || !isPrivate {
      differences.append(.configuration(configuration, present: present?.configuration))
    }
  }
}

extension HostapdConfiguration {
  /// This configuration, with the access points of those names as they stand in other parts: all from the SSID on.
  fileprivate func keeping(_ parts: [Section], of names: [InterfaceName]) -> HostapdConfiguration {
    var options: [HostapdOption] = []
    for section in sections {
      guard names.contains(where: { $0.text == section.interface }),
        let part = parts.first(where: { $0.interface == section.interface })
      else {
        options += section.options
        continue
      }
      options += section.options.prefix { $0.name != "ssid2" } + part.options.drop { $0.name != "ssid2" }
    }
    return HostapdConfiguration(options: options)
  }
}
