import Testing
import WiFiModel
import WiFiSimulation

@testable import WiFiReconcile

/// What is made of a machine that is seen, and of each two things that are different in it. `WIFI_AP_RECORD=1` writes
/// Specs/tables anew.
@Suite struct DriftTableTests {
  struct Stage {
    var radio: Radio
    var points: [AccessPoint]
    var state: ObservedState
    var ledger: Ledger
    var memory = OnAir.Memory()
    let configuration: HostapdConfiguration?

    init(_ driver: String, _ abilities: Set<HostapdInstance.Ability>, shared isShared: Bool) throws {
      radio = try Edit.radio(driver)
      radio.transmitPower = DriverProfile(of: radio.driver).limitsPower ? 20 : nil
      points = try Edit.points(shared: isShared)
      state = try Edit.state(radio, points, abilities)
      ledger = try SeveralAccessPointsTests.ledger(points)
      if DriverProfile(of: radio.driver).isFullMAC {
        for place in ledger.interfaces.indices { ledger.interfaces[place].origin = .agent }
      }
      state.exemption = .known(Exemption(isNeeded: true, text: Exemption.text(for: points.map(\.name))))
      state.hostapdSoftware = .known(
        HostapdSoftware(version: "2.10", features: Set(HostapdSoftware.Feature.allCases)))
      memory.wireless = state.interfaces.value?.first?.wireless
      memory.startIndex = 4
      configuration = state.configuration(of: radio.id)?.configuration
    }

    mutating func interface(_ number: Int = 0, _ change: (inout Interface) throws -> Void) rethrows {
      guard case .known(var all) = state.interfaces, number < all.count else { return }
      try change(&all[number])
      state.interfaces = .known(all)
    }

    mutating func first(_ change: (inout AccessPoint) throws -> Void) rethrows {
      if !points.isEmpty { try change(&points[0]) }
    }

    mutating func last(_ change: (inout AccessPoint) throws -> Void) rethrows {
      if !points.isEmpty { try change(&points[points.count - 1]) }
    }

    mutating func seen(_ change: (inout ObservedRadio) -> Void) {
      if !state.radios.isEmpty { change(&state.radios[0]) }
    }

    mutating func owned(_ change: (inout Ledger.OwnedInterface) throws -> Void) rethrows {
      if !ledger.interfaces.isEmpty { try change(&ledger.interfaces[0]) }
    }

    mutating func start(_ change: (inout Ledger.OwnedHostapd) throws -> Void) rethrows {
      if !ledger.hostapds.isEmpty { try change(&ledger.hostapds[0]) }
    }

    mutating func hostapd(_ change: (inout HostapdInstance) -> Void) {
      guard case .known(var all) = state.hostapds, !all.isEmpty else { return }
      change(&all[0])
      state.hostapds = .known(all)
    }

    mutating func status(_ change: (inout HostapdStatus) -> Void) {
      hostapd { hostapd in
        guard case .status(var status) = hostapd.answer else { return }
        change(&status)
        hostapd.answer = .status(status)
      }
    }

    mutating func files(_ change: (inout ConfigurationFiles) -> Void) {
      guard case .known(var all) = state.configurations, !all.isEmpty else { return }
      change(&all[0])
      state.configurations = .known(all)
    }

    /// What is to be done.
    func drift() throws -> [String] {
      let desired = DesiredState(radios: [radio], accessPoints: points)
      let drift = Drift(of: try RadioID("main"), from: state, to: desired, ledger: ledger, paths: Paths())
      return PlanLines.of(drift, Plan(for: drift))
    }

    /// What is on the air.
    func air() -> [String] {
      points.prefix(1).flatMap { point in
        let air = OnAir(of: point, on: radio, in: state, remembering: memory)
        return ["\(air.truth.rawValue) \(air.reason.rawValue): \(air.message)"]
          + (air.arrival.map { ["arrives: \(Shown.text($0))"] } ?? [])
      }
    }
  }

  typealias Change = Twist<Stage>

  /// What is seen.
  static let views: [Change] = [
    Change("the radio was not looked at") { $0.state.radios = [] },
    Change("module unknown") { $0.seen { $0.module = .unknown("why") } },
    Change("module absent") { $0.seen { $0.module = .known(.absent) } },
    Change("module unloading") { $0.seen { $0.module = .known(.unloading) } },
    Change("card unknown") { $0.seen { $0.device = .unknown("why") } },
    Change("no card") { $0.seen { $0.device = .known(nil) } },
    Change("wiphy unknown") { $0.seen { $0.phy = .unknown("why") } },
    Change("no wiphy") { $0.seen { $0.phy = .known(nil) } },
    Change("soft block") {
      $0.seen { $0.radioSwitch = RadioSwitch(sysfs: "/sys/class/rfkill/rfkill3", isSoftBlocked: true) }
    },
    Change("hard block") {
      $0.seen { $0.radioSwitch = RadioSwitch(sysfs: "/sys/class/rfkill/rfkill3", isHardBlocked: true) }
    },
    Change("unblocked before") { $0.ledger.unblocked = [$0.radio.id] },
    Change("firmware silent") { $0.seen { $0.firmware = .silent } },
    Change("silent before") { $0.memory.isFirmwareSilent = true },
    Change("answered long ago") { stage in
      stage.memory.wireless = nil
      stage.memory.answeredAt = .seconds(60)
    },
    Change("never asked") { $0.memory.wireless = nil },
    Change("request stuck") {
      let request = StuckRequest(
        operation: "GET_INTERFACE", since: .seconds(90), process: ProcessIdentity(pid: 9, startTime: 9), state: "D")
      $0.seen { $0.stuckRequest = request }
    },
    Change("regulatory domain unknown") { $0.state.regulatoryDomain = .unknown("why") },
    Change("another regulatory domain") { $0.state.regulatoryDomain = .known(try CountryCode("US")) },
    Change("interfaces unknown") { $0.state.interfaces = .unknown("why") },
    Change("no interfaces") { $0.state.interfaces = .known([]) },
    Change("first interface gone") {
      $0.state.interfaces = .known(Array(($0.state.interfaces.value ?? []).dropFirst()))
    },
    Change("first interface of another index") { $0.interface { $0.index = 9 } },
    Change("first interface of another wiphy") { $0.interface { $0.phy = 5 } },
    Change("first interface down") { $0.interface { $0.isUp = false } },
    Change("first interface without carrier") { $0.interface { $0.hasCarrier = false } },
    Change("first interface a station's") { stage in
      stage.interface { $0.wireless?.type = .station }
      stage.memory.wireless?.type = .station
    },
    Change("the kernel knows another SSID") { $0.memory.wireless?.ssid = [0x61] },
    Change("the kernel knows no SSID") { $0.memory.wireless?.ssid = nil },
    Change("the kernel is on another channel") { $0.memory.wireless?.frequency = 2462 },
    Change("a switch was announced") { $0.memory.channel.take(.switchStarted(2462), at: .seconds(95)) },
    Change("radar was heard") { $0.memory.channel.take(.radar(2437), at: .seconds(40)) },
    Change("addresses unknown") { $0.interface { $0.addresses = .unknown("why") } },
    Change("no addresses") { $0.interface { $0.addresses = .known([]) } },
    Change("another address besides") {
      try $0.interface { $0.addresses = .known(($0.addresses.value ?? []) + [try InterfaceAddress("10.7.0.1/24")]) }
    },
    Change("which was ours") {
      $0.ledger.addresses.append(
        Ledger.OwnedAddress(address: try InterfaceAddress("10.7.0.1/24"), interface: try InterfaceName("uap0")))
    },
    Change("another hardware address") { try $0.interface { $0.address = try Seen.mac(9) } },
    Change("its own hardware address was another") { try $0.owned { $0.ownAddress = try Seen.mac(8) } },
    Change("more power") { stage in
      stage.interface { $0.wireless?.power = 2300 }
    },
    Change("the interface is not ours") { $0.ledger.interfaces = Array($0.ledger.interfaces.dropFirst()) },
    Change("the interface was hostapd's") { $0.owned { $0.origin = .hostapd } },
    Change("the interface was lent") { $0.owned { $0.origin = .adopted } },
    Change("the interface was renamed") {
      try $0.owned { owned in
        owned.origin = .renamed
        owned.name = try InterfaceName("uap9")
      }
      $0.interface { $0.name = "uap9" }
    },
    Change("hostapd unknown") { $0.state.hostapds = .unknown("why") },
    Change("no hostapd") { $0.state.hostapds = .known([]) },
    Change("hostapd silent") { $0.hostapd { $0.answer = .silent } },
    Change("hostapd stopped") { stage in
      stage.hostapd { hostapd in
        hostapd.state = "T"
        hostapd.answer = .silent
      }
    },
    Change("hostapd unreachable") { $0.hostapd { $0.answer = .unreachable("why") } },
    Change("hostapd disabled") { $0.status { $0.state = "DISABLED" } },
    Change("hostapd listens for radar") { stage in
      stage.status { status in
        status.state = "DFS"
        status.radarSecondsLeft = 31
      }
    },
    Change("hostapd surveys") { $0.status { $0.state = "ACS" } },
    Change("hostapd waits for the country") { $0.status { $0.state = "COUNTRY_UPDATE" } },
    Change("hostapd may not send") { $0.status { $0.state = "NO_IR" } },
    Change("hostapd serves nothing") { $0.status { $0.networks = [] } },
    Change("hostapd serves the first alone") { $0.status { $0.networks = Array($0.networks.prefix(1)) } },
    Change("hostapd serves another SSID") { stage in
      stage.status { if !$0.networks.isEmpty { $0.networks[0].ssid = [0x62] } }
    },
    Change("hostapd is on another channel") { stage in
      stage.status { $0.frequency = 2412 }
      stage.memory.wireless?.frequency = 2412
    },
    Change("hostapd cannot replace a BSS") { $0.hostapd { $0.abilities.remove(.replacesBSS) } },
    Change("hostapd is of another start") { $0.start { $0.process = ProcessIdentity(pid: 3, startTime: 3) } },
    Change("hostapd was never noted") { $0.ledger.hostapds = [] },
    Change("its start was on another index") {
      $0.start { $0.interfaceIndex = 2 }
      $0.memory.startIndex = 2
    },
    Change("it has not read its configuration") { $0.start { $0.unread = [.configuration] } },
    Change("it has not read its passphrases") {
      try $0.start { $0.unread = [.file(HostapdFile.Identity(.passphrases, of: try InterfaceName("uap0")))] }
    },
    Change("it has not read a list") {
      try $0.start { $0.unread = [.file(HostapdFile.Identity(.allowed, of: try InterfaceName("uap1")))] }
    },
    Change("files unknown") { $0.state.configurations = .unknown("why") },
    Change("no files") { $0.state.configurations = .known([]) },
    Change("no configuration") { $0.files { $0.configuration = nil } },
    Change("another beacon interval in the file") {
      $0.files { $0.configuration?.options.append(HostapdOption("beacon_int", "300")) }
    },
    Change("no private files") { $0.files { $0.files = [] } },
    Change("files for all to read") { $0.files { $0.isPrivate = false } },
    Change("what it can do is unknown") { stage in
      stage.seen { radio in
        guard case .known(var phy?) = radio.phy else { return }
        phy.capabilities = .unknown("why")
        radio.phy = .known(phy)
      }
    },
    Change("NetworkManager runs") {
      $0.state.others = .known([OtherProgram(.networkManager, ProcessIdentity(pid: 50, startTime: 5))])
    },
    Change("which was told") {
      $0.ledger.exemption = Ledger.ReadExemption(
        process: ProcessIdentity(pid: 50, startTime: 5), text: Exemption.text(for: $0.points.map(\.name)))
    },
    Change("which was told otherwise") {
      $0.ledger.exemption = Ledger.ReadExemption(process: ProcessIdentity(pid: 50, startTime: 5), text: nil)
    },
    Change("no exemption there") { $0.state.exemption = .known(Exemption(isNeeded: true, text: nil)) },
    Change("a supplicant holds it") {
      $0.state.others = .known([
        OtherProgram(
          .wpaSupplicant, ProcessIdentity(pid: 51, startTime: 5),
          holds: [OtherProgram.Hold("uap0", evidence: "its command line")])
      ])
    },
  ]

  /// What is declared.
  static let wishes: [Change] = [
    Change("nothing declared") { $0.points = [] },
    Change("no radio declared") { stage in
      stage.points = []
      stage.radio = try SeveralAccessPointsTests.radio { $0.driver = stage.radio.driver }
      stage.radio.id = try RadioID("other")
    },
    Change("disabled") { $0.first { $0.enabled = false } },
    Change("the first declared no more") { $0.points = Array($0.points.dropFirst()) },
    Change("the last declared no more") { $0.points = $0.points.dropLast() },
    Change("one more") { stage in
      guard var new = stage.points.first else { return }
      new.name = try InterfaceName("uap5")
      new.macAddress = try Seen.mac(5)
      stage.points.append(new)
    },
    Change("adopted") { $0.first { $0.adopt = true } },
    Change("the last adopted") { $0.last { $0.adopt = true } },
    Change("a chosen hardware address") { try $0.first { $0.macAddress = try Seen.mac(7) } },
    Change("a chosen hardware address of the last") { try $0.last { $0.macAddress = try Seen.mac(7) } },
    Change("in a bridge") { try $0.first { $0.bridge = try InterfaceName("br0") } },
    Change("another SSID") { try $0.first { $0.ssid = try SSID([0x63]) } },
    Change("another passphrase") {
      try $0.first { $0.security = Security(.personal(.wpa2, [try Edit.passphrase("autumn")])) }
    },
    Change("another channel") { $0.radio.channel = .fixed(try Channel(11, in: .ghz2)) },
    Change("an impossible channel") {
      $0.radio.band = .ghz5
      $0.radio.channel = .fixed(try Channel(149, in: .ghz5))
    },
    Change("another country") { $0.radio.country = try CountryCode("DE") },
    Change("a module parameter") {
      $0.radio.moduleParameters = [try ModuleParameter("debug", "1")]
      let seen = [try ModuleParameter("debug", "N")]
      $0.seen { $0.moduleParameters = seen }
    },
    Change("more clients than there can be") { $0.first { $0.maxClients = 2007 } },
  ]

  /// Those in whose company others are tried.
  private static func company(_ names: String...) -> [Change] {
    (views + wishes).filter { names.contains($0.name) }
  }

  @Test func `hostapd makes the interfaces, and two access points`() throws {
    let stage = try Stage("ath10k_pci", [.replacesBSS, .renewsKeys], shared: true)
    var table = Table<Stage>()
    try table.add("as declared", stage, Self.views + Self.wishes) { try $0.drift() }
    try table.check("drift-two")
    table = Table<Stage>()
    try table.add("as declared", stage, Self.views) { $0.air() }
    try table.check("air")
  }

  @Test func `firmware makes the frames, and two access points`() throws {
    var table = Table<Stage>()
    try table.add(
      "as declared", Stage("mwifiex_usb", [.replacesBSS, .renewsKeys, .reloadsBSS], shared: true),
      Self.views + Self.wishes,
      with: Self.company(
        "no interfaces", "no hostapd", "nothing declared", "no wiphy", "hostapd disabled", "disabled",
        "hostapd serves the first alone")
    ) { try $0.drift() }
    try table.check("drift-apart")
  }

  @Test func `one access point alone`() throws {
    var table = Table<Stage>()
    try table.add(
      "as declared", Stage("ath9k", [.reloadsBSS], shared: false), Self.views + Self.wishes,
      with: Self.company("no hostapd", "no files", "first interface gone")
    ) { try $0.drift() }
    try table.check("drift-one")
  }
}
