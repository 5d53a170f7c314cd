import WiFiModel

/// One hostapd process.
struct SimulatedHostapd: Hashable, Sendable {
  enum Phase: Hashable, Sendable {
    case starting
    case countryUpdate
    case radarCheck
    /// Waiting for the firmware.
    case blocked
    case enabled
    case disabled
    /// It says that it is on its way, and is not.
    case stalled
  }

  var radio: RadioID
  var process: ProcessIdentity
  var phase = Phase.starting
  var isStopped = false
  /// When it will have listened for radar long enough.
  var radarEnd: Uptime?
  /// It waits for something that is not the firmware.
  var isHung = false
  var configuration: HostapdConfiguration { didSet { networks = Self.networks(of: configuration) } }
  /// What the configuration says of each access point; it is asked for at each look.
  private(set) var networks: [Network]
  /// The interface it found, once it did.
  var interfaceIndex: UInt32?
  /// The interfaces that it made itself.
  var made: [UInt32] = []
  /// Further interfaces that it was given.
  var given: [UInt32] = []
  /// The private files as it has read them.
  var read: [HostapdFile] = []

  struct Network: Hashable, Sendable {
    var interface: String
    var ssid: [UInt8]
    var bridge: String?
  }

  init(radio: RadioID, process: ProcessIdentity, configuration: HostapdConfiguration, read: [HostapdFile]) {
    self.radio = radio
    self.process = process
    self.configuration = configuration
    self.read = read
    networks = Self.networks(of: configuration)
  }

  private static func networks(of configuration: HostapdConfiguration) -> [Network] {
    configuration.sections.map { section in
      Network(
        interface: section.interface, ssid: ssid(of: section),
        bridge: section.options.first { $0.name == "bridge" }?.text)
    }
  }

  static func ssid(of section: HostapdConfiguration.Section) -> [UInt8] {
    section.options.first { $0.name == "ssid2" }?.text.flatMap(SSID.init(hex:))?.bytes ?? []
  }

  /// The channel it was given; where it is to choose, the first that it may.
  var channel: UInt32 {
    if let fixed = configuration["channel"].flatMap({ UInt32($0) }) { return fixed }
    let first = configuration["chanlist"]?.prefix { $0.isNumber }
    return first.flatMap { UInt32($0) } ?? (configuration["hw_mode"] == "g" ? 1 : 36)
  }
  var frequency: UInt32 { channel * 5 + (configuration["hw_mode"] == "g" ? 2407 : 5000) }
}

extension SimulatedMachine {
  mutating func spawnHostapd(_ radio: RadioID) -> StepFailure? {
    guard let configuration = files.first(where: { $0.radio == radio })?.configuration else {
      return StepFailure(.refused, "hostapd has no configuration")
    }
    if torn.contains(radio) { return StepFailure(.stale, "hostapd's configuration is not whole any more") }
    if hostapds.contains(where: { $0.radio == radio }) {
      return StepFailure(.refused, "hostapd runs already")
    }
    let pid = nextPID
    nextPID += 1
    hostapds.append(
      SimulatedHostapd(
        radio: radio, process: ProcessIdentity(pid: pid, startTime: UInt64(now.nanoseconds / 10_000_000)),
        configuration: configuration.apart.first, read: files.first { $0.radio == radio }?.files ?? []))
    plan(.hostapdAttaches(pid), in: 150)
    return nil
  }

  mutating func hostapdAttaches(_ pid: Int32) {
    guard let position = hostapds.firstIndex(where: { $0.process.pid == pid }) else { return }
    let hostapd = hostapds[position]
    guard !isHostapdBroken,
      let interface = interfaces.firstIndex(where: { $0.name == hostapd.configuration["interface"] }),
      interfaces[interface].ssid == nil
    else {
      plan(.hostapdExits(pid), in: 50)
      return
    }
    if hostapd.phase == .starting, country?.text != hostapd.configuration["country_code"] {
      hostapds[position].phase = .countryUpdate
      plan(.hostapdAttaches(pid), in: 5000)
      return
    }
    hostapds[position].interfaceIndex = interfaces[interface].index
    if let mishap, !mishap.fit.contains(hostapd.configuration) {
      switch mishap.fault {
      case .stallOnChange:
        hostapds[position].phase = .stalled
        return
      case .refuseChange: return plan(.hostapdExits(pid), in: 50)
      default: firmware.isDeaf = true
      }
    }
    switch command("0xb0") {
    case .answered:
      guard (52...144).contains(hostapd.channel) else { return plan(.hostapdEnables(pid), in: 100) }
      hostapds[position].phase = .radarCheck
      hostapds[position].radarEnd = now + .seconds(60)
      plan(.hostapdEnables(pid), in: 60_000)
    case .refused: plan(.hostapdExits(pid), in: 500)
    case .unanswered(let end):
      hostapds[position].phase = .blocked
      plan(.hostapdExits(pid), at: end + .milliseconds(500))
    }
  }

  mutating func hostapdEnables(_ pid: Int32) {
    guard let position = hostapds.firstIndex(where: { $0.process.pid == pid }), !hostapds[position].isStopped else {
      return
    }
    guard interfaces.contains(where: { $0.index == hostapds[position].interfaceIndex }) else {
      plan(.hostapdExits(pid), in: 100)
      return
    }
    let hostapd = hostapds[position]
    hostapds[position].phase = .enabled
    for section in hostapd.configuration.sections { serve(section, by: position) }
  }

  /// Puts one part on the air: the first on the interface that hostapd was given, each other on one that it makes.
  mutating func serve(_ section: HostapdConfiguration.Section, by position: Int) {
    let hostapd = hostapds[position]
    var index = hostapd.interfaceIndex
    if section.interface != hostapd.configuration.sections.first?.interface {
      if section.options.first?.name == "interface" {
        index = interfaces.first { $0.name == section.interface }?.index
        if let index, !hostapds[position].given.contains(index) { hostapds[position].given.append(index) }
      } else {
        guard let made = makeInterface(of: section, for: hostapd) else { return }
        index = made
        if !hostapds[position].made.contains(made) { hostapds[position].made.append(made) }
      }
    }
    guard let present = interfaces.firstIndex(where: { $0.index == index }) else { return }
    interfaces[present].isUp = true
    interfaces[present].type = .accessPoint
    interfaces[present].ssid = SimulatedHostapd.ssid(of: section)
    interfaces[present].frequency = hostapd.frequency
  }

  /// hostapd makes the interface of a further part; one of that name that is not its own it takes away first.
  private mutating func makeInterface(
    of section: HostapdConfiguration.Section, for hostapd: SimulatedHostapd
  ) -> UInt32? {
    if let present = interfaces.first(where: { $0.name == section.interface }) {
      if hostapd.made.contains(present.index) { return present.index }
      if present.isForeign { trespasses.append("hostapd removed \(present.name), which somebody else made") }
      interfaces.removeAll { $0.index == present.index }
    }
    addInterface(section.interface, type: .accessPoint, isForeign: false)
    guard let position = interfaces.firstIndex(where: { $0.name == section.interface }) else { return nil }
    if let text = section.options.first(where: { $0.name == "bssid" })?.text, let address = try? HardwareAddress(text) {
      interfaces[position].mac = address
    }
    return interfaces[position].index
  }

  /// hostapd leaves; its interface stops beaconing if the firmware can be told so.
  mutating func endHostapd(_ process: ProcessIdentity, clean: Bool) {
    guard let position = hostapds.firstIndex(where: { $0.process == process }) else { return }
    let hostapd = hostapds.remove(at: position)
    // Killed, it leaves its BSS in the kernel, which ends with the link or the interface.
    for interface in interfaces.indices
    where clean && ([hostapd.interfaceIndex] + hostapd.given).contains(interfaces[interface].index) {
      interfaces[interface].ssid = nil
      interfaces[interface].frequency = nil
      interfaces[interface].isUp = false
    }
    // They belong to its socket, and go with it however it ends.
    interfaces.removeAll { hostapd.made.contains($0.index) }
    signals.append(.changed)
  }

  func instance(_ hostapd: SimulatedHostapd) -> HostapdInstance {
    var state = "S"
    var answer = HostapdInstance.Answer.silent
    if hostapd.isStopped {
      state = "T"
    } else if !hostapd.isHung {
      switch hostapd.phase {
      case .blocked: answer = .silent
      case .starting: answer = .unreachable("there is no control socket yet")
      case .countryUpdate: answer = .status(HostapdStatus(state: "COUNTRY_UPDATE"))
      case .radarCheck:
        let left = hostapd.radarEnd.map { UInt32(clamping: ($0 - now).nanoseconds / 1_000_000_000) }
        answer = .status(HostapdStatus(state: "DFS", frequency: hostapd.frequency, radarSecondsLeft: left))
      case .disabled: answer = .status(HostapdStatus(state: "DISABLED"))
      case .stalled: answer = .status(HostapdStatus(state: "UNINITIALIZED"))
      case .enabled:
        // It goes on saying ENABLED when its interface is gone.
        let networks = hostapd.networks.map { network in
          HostapdStatus.Network(
            interface: network.interface, ssid: network.ssid,
            bssid: interfaces.first {
              $0.name == network.interface
                && ([hostapd.interfaceIndex] + hostapd.made + hostapd.given).contains($0.index)
            }?.mac, stations: areClientsServed ? 1 : 0)
        }
        answer = .status(HostapdStatus(state: "ENABLED", frequency: hostapd.frequency, networks: networks))
      }
    }
    return HostapdInstance(
      radio: hostapd.radio, process: hostapd.process, state: state, answer: answer,
      abilities: [.replacesBSS, .renewsKeys])
  }
}
