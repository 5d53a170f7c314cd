import WiFiModel

extension SimulatedMachine {
  /// Looks at the machine as the real observer does, and says how long the look takes.
  mutating func observe(_ request: ObservationRequest) -> (state: ObservedState, takes: Uptime.Span) {
    var takes = span(request.reach == .gentle ? 5 : 15)
    if let held = helperHeld, held <= now { helperHeld = nil }
    var stuck: StuckRequest?
    if let held = helperHeld { stuck = stuckRequest(until: held) }
    var firmwareAnswer = FirmwareAnswer.notAsked
    var wireless: [String: Interface.Wireless] = [:]
    let own = request.radios.first { $0.driver == card.driver }
    if request.reach == .probing {
      for interface in probed(for: request) where stuck == nil {
        switch command("0x1e") {
        case .answered: firmwareAnswer = .answered
        case .refused: firmwareAnswer = .silent
        case .unanswered(let end):
          firmwareAnswer = .late
          helperHeld = end
          stuck = stuckRequest(until: end)
          takes = .seconds(2)
          continue
        }
        wireless[interface.name] = Interface.Wireless(
          type: interface.type, ssid: interface.ssid, frequency: interface.frequency,
          power: Int32(powerLimit ?? 20) * 100)
      }
      if stuck == nil, firmwareAnswer != .silent, !isTold, own != nil, phy != nil { tell(&stuck, &takes) }
      if stuck != nil { firmwareAnswer = .late }
    }
    if own.map({ !DriverProfile(of: $0.driver).answersProbe }) ?? false { firmwareAnswer = .notAsked }
    var device = isBound ? card.device(enumeration: enumeration) : nil
    if device == nil, card.bus != "usb", isPlugged, isPortOn, module == .live, request.recovery?.device != nil {
      device = card.device(enumeration: enumeration)
      device?.driver = nil
    }
    if areClientsServed, adapter?.isUp == true, !firmware.isDeaf { received += 10 }
    var phy = phy
    if let told, told.phy == phy?.index { phy?.capabilities = .known(told.capabilities) }
    let isHidden = hidden.contains(.card)
    let radios = request.radios.map { radio in
      radio.driver == card.driver
        ? ObservedRadio(
          id: radio.id, module: .known(module), device: isHidden ? .unknown(Self.unseen) : .known(device),
          phy: isHidden ? .unknown(Self.unseen) : .known(phy), firmware: firmwareAnswer,
          radioSwitch: phy.map { phy in
            RadioSwitch(
              sysfs: "devices/\(phy.name)/rfkill0", isSoftBlocked: isSoftBlocked, isHardBlocked: isHardBlocked)
          }, received: received, hasFirmwareFile: request.recovery?.firmwareFile.map { _ in !isFirmwareHidden },
          stuckRequest: stuck)
        : ObservedRadio(
          id: radio.id, module: .known(.absent), device: .known(nil), phy: .known(nil), firmware: .notAsked)
    }
    let seen = interfaces.sorted { $0.index < $1.index }.map { interface in
      Interface(
        name: interface.name, index: interface.index, phy: interface.phy, address: interface.mac,
        isUp: interface.isUp, hasCarrier: interface.isUp && interface.ssid != nil,
        addresses: .known((interface.addresses + interface.foreignAddresses).sorted()),
        master: bridge(of: interface), wireless: wireless[interface.name])
    }
    let state = ObservedState(
      at: now, reach: request.reach, radios: radios,
      interfaces: stuck != nil
        ? .unknown("the radio's helper waits in the kernel")
        : hidden.contains(.interfaces) ? .unknown(Self.unseen) : .known(seen + seenBridges),
      regulatoryDomain: stuck != nil
        ? .unknown("the radio's helper waits in the kernel")
        : hidden.contains(.country) ? .unknown(Self.unseen) : .known(country),
      hostapds: isHostapdHidden
        ? .unknown("the processes cannot be listed")
        : .known(hostapds.map { instance($0) }.sorted { $0.radio < $1.radio }),
      configurations: hidden.contains(.files)
        ? .unknown(Self.unseen) : .known(readFiles.sorted { $0.radio < $1.radio }),
      others: .known(others),
      exemption: .known(Exemption(isNeeded: isNetworkManagerInstalled, text: exemption)), clock: .known(clock),
      zoneOffset: request.zone == "UTC" && clock != nil ? .known(0) : .unknown("only UTC is known here"),
      isKernelSound: .known(!isCrashed))
    return (state, takes)
  }

  /// The interfaces by which the firmware is asked: the declared ones, else any other of the wiphy.
  private func probed(for request: ObservationRequest) -> [SimulatedInterface] {
    let present = interfaces.filter { $0.phy == phy?.index }.sorted { $0.index < $1.index }
    let declared = present.filter { interface in request.interfaces.contains { $0.text == interface.name } }
    return declared.isEmpty ? Array(present.prefix(1)) : declared
  }

  /// hostapd's files as they are read back: nothing of a configuration that was cut short is relied upon.
  private var readFiles: [ConfigurationFiles] {
    guard !torn.isEmpty else { return files }
    return files.map { present in
      var read = present
      if torn.contains(present.radio) { read.configuration = nil }
      return read
    }
  }

  private var seenBridges: [Interface] {
    bridges.indices.map { place in
      Interface(
        name: bridges[place], index: Self.firstBridge + UInt32(place), phy: nil, address: nil, isUp: true,
        hasCarrier: true, addresses: .known([]), isBridge: true)
    }
  }

  /// No other interface ever gets so high an index.
  private static let firstBridge: UInt32 = 1 << 30

  /// The bridge into which hostapd has put an interface.
  private func bridge(of interface: SimulatedInterface) -> UInt32? {
    guard !bridges.isEmpty else { return nil }
    let networks = hostapds.filter { $0.phase == .enabled }.flatMap(\.networks)
    let name = networks.first { $0.interface == interface.name }?.bridge
    return name.flatMap { bridges.firstIndex(of: $0) }.map { Self.firstBridge + UInt32($0) }
  }

  private static let unseen = "the look was interrupted"

  private var clock: WallTime? {
    clockAtStart.map { WallTime(seconds: $0.seconds + (now.nanoseconds - 10_000_000_000) / 1_000_000_000) }
  }

  /// Whether the kernel has told what the card can do under the country in force.
  private var isTold: Bool { told.map { $0.phy == phy?.index && $0.capabilities.country == country } ?? false }

  /// Asks the kernel what the card can do, for which the driver asks the firmware for its antennas.
  private mutating func tell(_ stuck: inout StuckRequest?, _ takes: inout Uptime.Span) {
    switch command("0x20") {
    case .answered:
      if let phy {
        told = Told(phy: phy.index, capabilities: card.capabilities(under: country, carriesOne: carriesOne))
      }
    case .refused: break
    case .unanswered(let end):
      helperHeld = end
      stuck = stuckRequest(until: end)
      takes = .seconds(2)
    }
  }

  private func stuckRequest(until end: Uptime) -> StuckRequest {
    // What nothing ends was a leave of the driver's.
    guard stuckLeave == nil else {
      return StuckRequest(
        operation: "unload \(card.driver)", since: .seconds(0), process: ProcessIdentity(pid: 300, startTime: 1),
        state: "D")
    }
    return StuckRequest(
      operation: "GET_INTERFACE", since: Uptime(nanoseconds: end.nanoseconds - 10_200_000_000),
      process: ProcessIdentity(pid: 300, startTime: 1), state: "S")
  }
}
