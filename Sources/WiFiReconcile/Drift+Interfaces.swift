import WiFiModel

extension Drift {
  /// What hostapd stands on and what it makes. The first access point is the one whose interface it is given.
  mutating func compareInterfaces(
    _ accessPoints: [AccessPoint], _ radio: Radio, _ phy: UInt32?, _ observed: ObservedState, _ ledger: Ledger
  ) {
    guard case .known = observed.interfaces else {
      if case .unknown(let why) = observed.interfaces { unknowns.append("interfaces: \(why)") }
      return
    }
    guard case .known = observed.hostapds else {
      if case .unknown(let why) = observed.hostapds { unknowns.append("hostapd: \(why)") }
      return
    }
    func isOurs(_ accessPoint: AccessPoint) -> Bool {
      refusals.first { $0.accessPoint == accessPoint.name }?.canGoOn ?? true
    }
    // What is served on an interface of somebody else's is left as it is.
    guard let first = accessPoints.first, isOurs(first) else { return }
    let accessPoints = accessPoints.filter(isOurs)
    // What ends is not started again on files that could not be seen.
    defer { if case .unknown = observed.configurations { differences.removeAll(where: \.endsHostapd) } }
    let hostapd = observed.hostapd(of: radio.id)
    for accessPoint in accessPoints.dropFirst() where !DriverProfile(of: radio.driver).isFullMAC {
      guard let interface = observed.interface(accessPoint.name) else { continue }
      if ledger.interfaces.contains(where: {
        $0.name == accessPoint.name && $0.index == interface.index && $0.origin == .agent
      }) {
        differences.append(.interfaceInTheWay(accessPoint.name, index: interface.index))
      } else {
        compareAddresses(accessPoint, interface, ledger)
      }
    }
    compareFirst(first, radio, phy, observed, ledger)
    if DriverProfile(of: radio.driver).isFullMAC {
      for accessPoint in accessPoints.dropFirst() { compareFurther(accessPoint, phy, observed, ledger) }
    }
    // A start that is about to be made is about to limit it, too.
    comparePower(radio, phy, observed.interface(first.name), isServed: hostapd != nil)
    guard let hostapd, !differences.contains(where: \.endsHostapd) else { return }
    let owned = ledger.hostapds.first { $0.radio == radio.id && $0.process ?? hostapd.process == hostapd.process }
    let unread = (owned?.unread ?? []).compactMap { if case .file(let identity) = $0 { identity } else { nil } }
    differences += unread.sorted().map { .unread($0) }
    serving = Serving(hostapd, radio, observed)
    serving?.files = accessPoints.flatMap { $0.files(at: observed.clock.value ?? nil) }
    if differences.contains(where: \.changesFiles) || !unread.isEmpty {
      if serving == nil { differences.append(.hostapdStale(hostapd)) }
    } else if let absent = absentBSSs(accessPoints, observed) {
      differences += absent
    } else if let why = incompleteness(accessPoints, observed, hostapd) {
      differences.append(.hostapdIncomplete(hostapd, why: why))
    } else if case .status(let status) = hostapd.answer, ["ENABLED", "DISABLED"].contains(status.state) {
      for accessPoint in accessPoints where !(observed.interface(accessPoint.name)?.isUp ?? true) {
        differences.append(.linkDown(accessPoint.name))
      }
    }
  }

  private mutating func compareFirst(
    _ accessPoint: AccessPoint, _ radio: Radio, _ phy: UInt32?, _ observed: ObservedState, _ ledger: Ledger
  ) {
    let name = accessPoint.name
    let hostapd = observed.hostapd(of: radio.id)
    guard let interface = observed.interface(name) else {
      differences.append(.interfaceAbsent(name, phy: phy))
      if let address = accessPoint.macAddress {
        differences.append(.hardwareAddress(address, name, observed: nil, isUp: false))
      }
      if let hostapd {
        // After a renaming it still serves the old interface, and clients on it.
        let serves = observed.configuration(of: radio.id)?.configuration?["interface"] ?? name.text
        differences.append(
          serves == name.text ? lostInterface(of: hostapd, observed, ledger) : .hostapdStale(hostapd))
      }
      differences += accessPoint.addresses.map { .addressAbsent($0, name) }
      if hostapd == nil { missHostapd(name, observed) }
      return
    }
    let owned = ledger.interfaces.first { $0.name == name && ($0.index == interface.index || $0.index == nil) }
    if owned?.origin == .hostapd {
      if let hostapd {
        differences.append(.hostapdHoldsInterface(hostapd, name))
      } else {
        differences.append(.interfaceInTheWay(name, index: interface.index))
      }
      return
    }
    if owned?.origin == .agent, let wireless = interface.wireless, wireless.type != .accessPoint, hostapd == nil {
      differences.append(
        .interfaceType(name, index: interface.index, phy: phy, observed: wireless.type))
    }
    if let address = address(for: accessPoint, ledger), let present = interface.address, present != address {
      differences.append(.hardwareAddress(address, name, observed: present, isUp: interface.isUp))
    }
    compareAddresses(accessPoint, interface, ledger)
    compareHostapd(hostapd, interface, name, observed, ledger)
  }

  /// A further access point where hostapd makes no interface.
  private mutating func compareFurther(
    _ accessPoint: AccessPoint, _ phy: UInt32?, _ observed: ObservedState, _ ledger: Ledger
  ) {
    guard let interface = observed.interface(accessPoint.name) else {
      differences.append(.interfaceAbsent(accessPoint.name, phy: phy))
      if let address = accessPoint.macAddress {
        differences.append(.hardwareAddress(address, accessPoint.name, observed: nil, isUp: false))
      }
      differences += accessPoint.addresses.map { .addressAbsent($0, accessPoint.name) }
      return
    }
    if let address = address(for: accessPoint, ledger), let present = interface.address, present != address {
      differences.append(.hardwareAddress(address, accessPoint.name, observed: present, isUp: interface.isUp))
    }
    compareAddresses(accessPoint, interface, ledger)
    if observed.hostapd(of: radio) == nil, interface.keepsBSS { differences.append(.bssLeft(accessPoint.name)) }
  }

  /// The further access points that a hostapd which serves has lost, or was not given yet; nil where there are none, or
  /// it cannot be given them as it runs.
  private func absentBSSs(_ accessPoints: [AccessPoint], _ observed: ObservedState) -> [Difference]? {
    guard let serving, serving.hostapd.abilities.contains(.replacesBSS) else { return nil }
    var absent: [Difference] = []
    for accessPoint in accessPoints.dropFirst() {
      let interface = observed.interface(accessPoint.name)
      let isListed = serving.status.network(on: accessPoint.name) != nil
      // hostapd makes the interface, or it is there to be given.
      guard interface == nil || !isListed else { continue }
      absent.append(.bssAbsent(accessPoint.name, isListed: isListed, hasInterface: interface != nil))
    }
    return absent.isEmpty ? nil : absent
  }

  /// The address that an interface is to have: a chosen one, or its own where the agent took that from it.
  private func address(for accessPoint: AccessPoint, _ ledger: Ledger) -> HardwareAddress? {
    // A radio that cannot be as declared goes on as it is.
    accessPoint.macAddress
      ?? (isHeld ? nil : ledger.interfaces.first { $0.name == accessPoint.name && $0.radio == radio }?.ownAddress)
  }

  private mutating func compareAddresses(_ accessPoint: AccessPoint, _ interface: Interface, _ ledger: Ledger) {
    switch interface.addresses {
    case .unknown(let why): unknowns.append("addresses of \(interface.name): \(why)")
    case .known(let present):
      for address in accessPoint.addresses where !present.contains(address) {
        differences.append(.addressAbsent(address, accessPoint.name))
      }
      for address in present where !accessPoint.addresses.contains(address) {
        let ours = Ledger.OwnedAddress(address: address, interface: accessPoint.name)
        if ledger.addresses.contains(ours) { differences.append(.addressExtra(address, accessPoint.name)) }
      }
    }
  }

  /// hostapd is not there; it is not started on files that could not be seen, which may be cut short or another's.
  private mutating func missHostapd(_ name: InterfaceName, _ observed: ObservedState) {
    guard case .known = observed.configurations else { return }
    differences.append(.hostapdAbsent(name))
  }

  private mutating func compareHostapd(
    _ hostapd: HostapdInstance?, _ interface: Interface, _ name: InterfaceName, _ observed: ObservedState,
    _ ledger: Ledger
  ) {
    guard let hostapd else {
      if interface.keepsBSS { differences.append(.bssLeft(name)) }
      missHostapd(name, observed)
      return
    }
    guard
      let start = ledger.hostapds.first(where: { $0.radio == radio && $0.process ?? hostapd.process == hostapd.process }
      )
    else { return }
    if start.interfaceIndex != interface.index {
      differences.append(lostInterface(of: hostapd, observed, ledger))
    } else if start.unread.contains(.configuration) {
      differences.append(.hostapdStale(hostapd))
    }
  }

  /// hostapd's interface is not there under its name. Where it was only renamed, hostapd can take its BSS off it.
  private func lostInterface(
    of hostapd: HostapdInstance, _ observed: ObservedState, _ ledger: Ledger
  ) -> Difference {
    let start = ledger.hostapds.first { $0.radio == radio && $0.process ?? hostapd.process == hostapd.process }
    let renamed = ledger.interfaces.first { owned in
      owned.origin == .renamed && owned.index == start?.interfaceIndex && observed.interface(owned.name) != nil
    }
    guard start != nil, let renamed else { return .hostapdOnLostInterface(hostapd) }
    return .hostapdIncomplete(hostapd, why: "somebody renamed its interface to \(renamed.name)")
  }

  private mutating func comparePower(_ radio: Radio, _ phy: UInt32?, _ interface: Interface?, isServed: Bool) {
    guard let limit = radio.transmitPower else { return }
    guard DriverProfile(of: radio.driver).limitsPower else {
      remarks.append(
        Remark(
          reason: .noPowerLimit,
          message: "driver \(radio.driver) takes no limit of the transmit power; 'tx-power: \(limit)' has no effect"))
      return
    }
    guard isServed else {
      differences.append(.power(limit: limit, phy: phy, observed: nil))
      return
    }
    if let power = interface?.wireless?.power, power > Int32(limit) * 100 {
      differences.append(.power(limit: limit, phy: phy, observed: power))
    }
  }

  /// What a hostapd that is on the air lacks of what only its start can bring.
  private func incompleteness(
    _ accessPoints: [AccessPoint], _ observed: ObservedState, _ hostapd: HostapdInstance
  ) -> String? {
    if differences.contains(where: { if case .hardwareAddress = $0 { true } else { false } }) {
      return "its interface gets another address"
    }
    guard case .status(let status) = hostapd.answer, status.state == "ENABLED" else { return nil }
    for accessPoint in accessPoints {
      guard let interface = observed.interface(accessPoint.name) else {
        return "interface \(accessPoint.name), which it made, is gone"
      }
      if let address = accessPoint.macAddress, let present = interface.address, present != address {
        return "\(accessPoint.name) has address \(present), desired \(address)"
      }
      if let bridge = accessPoint.bridge, interface.master != observed.interface(bridge)?.index {
        return "\(accessPoint.name) is not in bridge \(bridge)"
      }
    }
    return nil
  }
}

extension Drift.Difference {
  /// Whether the hostapd that runs has to end for it.
  fileprivate var endsHostapd: Bool {
    switch self {
    case .hostapdStale, .hostapdIncomplete, .hostapdHoldsInterface, .hostapdOnLostInterface, .leftoverHostapd: true
    default: false
    }
  }

  fileprivate var changesFiles: Bool {
    switch self {
    case .configuration, .file: true
    default: false
    }
  }
}

extension Interface {
  /// Whether the kernel has a BSS on it. The carrier of a station is none.
  fileprivate var keepsBSS: Bool { wireless?.type != .station && (hasCarrier || wireless?.ssid != nil) }
}

extension Drift.Serving {
  /// nil where it is not on the air: then it takes up nothing.
  fileprivate init?(_ hostapd: HostapdInstance, _ radio: Radio, _ observed: ObservedState) {
    guard case .status(let status) = hostapd.answer, status.state == "ENABLED" else { return nil }
    self.hostapd = hostapd
    self.status = status
    self.radio = radio
    isFullMAC = DriverProfile(of: radio.driver).isFullMAC
    configuration = observed.configuration(of: radio.id)?.configuration
    canSwitchChannel = false
    guard case .known(let phy?) = observed.radio(radio.id)?.phy else { return }
    self.phy = phy.name
    guard case .known(let capabilities) = phy.capabilities, let channel = radio.channel.fixed,
      let target = capabilities[channel.band]?[channel.frequency], radio.width < .mhz160
    else { return }
    // hostapd would have to listen for radar there first, and is silent meanwhile.
    canSwitchChannel = capabilities.features.contains(.channelSwitch) && !target.limits.contains(.radar)
  }
}
