import Testing
import WiFiModel
import WiFiSimulation

@testable import WiFiReconcile

/// By which means each edit of a spec, and each two of them, reach a hostapd that serves, and in which order everything
/// is done. `WIFI_AP_RECORD=1` writes Specs/tables anew.
@Suite struct ChangeTableTests {
  struct Stage {
    var before: Radio
    var radio: Radio
    var points: [AccessPoint]
    var state: ObservedState
    var ledger: Ledger
    var limit = Disruption.machine
    var unusable: Set<Means> = []
    let configuration: HostapdConfiguration?

    init(_ driver: String, _ abilities: Set<HostapdInstance.Ability>, shared isShared: Bool = true) throws {
      before = try Edit.radio(driver)
      radio = before
      points = try Edit.points(shared: isShared)
      state = try Edit.state(before, points, abilities)
      ledger = try SeveralAccessPointsTests.ledger(points)
      if DriverProfile(of: before.driver).isFullMAC {
        for place in ledger.interfaces.indices { ledger.interfaces[place].origin = .agent }
      }
      configuration = state.configuration(of: before.id)?.configuration
    }

    func judge() throws -> [String] {
      let drift = try Seen.drift(state, DesiredState(radios: [radio], accessPoints: points), ledger: ledger)
      return PlanLines.of(Plan(for: drift, upTo: limit, without: unusable))
    }

    func judgeFiles() throws -> [String] {
      let drift = try Seen.drift(state, DesiredState(radios: [radio], accessPoints: points), ledger: ledger)
      return PlanLines.configuration(
        Plan(for: drift, upTo: limit, without: unusable).steps, since: configuration)
    }

    func writes() -> [String] {
      HostapdConfiguration(for: points, on: radio, paths: Paths()).sections.flatMap { section in
        section.options.map { "\(section.interface) \(Shown.text($0))" }
      }
    }
  }

  typealias Change = Twist<Stage>

  private static let edits: [Change] = Edit.all.dropFirst().map { edit in
    Change(edit.title) { stage in
      guard stage.points.count > edit.number - 1, !stage.points.isEmpty else { return }
      try edit.change(&stage.radio, &stage.points)
    }
  }

  private static let hindrances: [Change] =
    Disruption.allCases.dropLast().map { limit in Change("up to \(limit.rawValue)") { $0.limit = limit } }
    + Means.allCases.dropLast().map { means in Change("without \(means.rawValue)") { $0.unusable.insert(means) } }

  /// What is said of a radio and its access points that needs no more than a look at the file.
  private static let wishes: [Change] = [
    Change("5 GHz") { try $0.tune(.ghz5, 36) }, Change("the upper half of a pair") { try $0.tune(.ghz5, 40) },
    Change("the last channel") { try $0.tune(.ghz5, 165) }, Change("radar's channel") { try $0.tune(.ghz5, 52) },
    Change("6 GHz") { stage in
      try stage.tune(.ghz6, 5)
      stage.radio.standards = [.ax]
    },
    Change("6 GHz, channel 2") { stage in
      try stage.tune(.ghz6, 2)
      stage.radio.standards = [.ax]
    },
    Change("channel 13") { try $0.tune(.ghz2, 13) },
    Change("40 MHz") { $0.radio.width = .mhz40 }, Change("80 MHz") { $0.radio.width = .mhz80 },
    Change("160 MHz") { $0.radio.width = .mhz160 },
    Change("any channel") { $0.radio.channel = .automatic([]) },
    Change("one of two channels") { stage in
      stage.radio.channel = .automatic(
        try (stage.radio.band == .ghz2 ? [1, 6] : stage.radio.band == .ghz5 ? [36, 40] : [1, 5])
          .map { try Channel($0, in: stage.radio.band) })
    },
    Change("no generation") { $0.radio.standards = [] }, Change("n and ac") { $0.radio.standards = [.n, .ac] },
    Change("ac alone") { $0.radio.standards = [.ac] }, Change("n and ax") { $0.radio.standards = [.n, .ax] },
    Change("capabilities passed through") {
      $0.radio.hostapd = [HostapdOption("ht_capab", "[SHORT-GI-20]"), HostapdOption("vht_capab", "[RXLDPC]")]
    },
    Change("capabilities with the width") {
      $0.radio.hostapd = [HostapdOption("ht_capab", "[HT40-]"), HostapdOption("vht_capab", "[VHT160]")]
    },
    Change("a country that is not announced") { $0.radio.hostapd = [HostapdOption("ieee80211d", "0")] },
    Change("an announced country") { $0.radio.hostapd = [HostapdOption("ieee80211d", "1")] },
    Change("the radio's option at an access point") { stage in
      if !stage.points.isEmpty { stage.points[stage.points.count - 1].hostapd = [HostapdOption("ieee80211d", "0")] }
    },
    Change("the radio's option at both") { stage in
      for place in stage.points.indices { stage.points[place].hostapd = [HostapdOption("country_code", "DE")] }
    },
    Change("an option of its own") { stage in
      if !stage.points.isEmpty { stage.points[0].hostapd = [HostapdOption("wmm_enabled", "0")] }
    },
    Change("OWE") { $0.secure(Security(.owe)) }, Change("open") { $0.secure(.open) },
    Change("WPA3") { try $0.secure(Security(.personal(.wpa3, [try Edit.passphrase("autumn")]))) },
    Change("WPA2 and WPA3") { try $0.secure(Security(.personal(.transition, [try Edit.passphrase("autumn")]))) },
    Change("802.1X") { stage in
      let secret = try Credential(passphrase: Array("radius secret".utf8))
      stage.secure(
        Security(
          .enterprise(
            RADIUSServers(
              authentication: [RADIUSServer(address: "10.0.0.9", port: 1812, secret: secret)],
              accounting: [RADIUSServer(address: "10.0.0.9", port: 1813, secret: secret)]))))
    },
    Change("protected frames where possible") { $0.protect(.optional) },
    Change("protected frames") { $0.protect(.required) },
    Change("hidden, few, isolated") { stage in
      for place in stage.points.indices {
        stage.points[place].hidden = true
        stage.points[place].maxClients = 3
        stage.points[place].clientIsolation = true
        stage.points[place].dtimPeriod = 3
      }
    },
    Change("in a bridge") { stage in
      if !stage.points.isEmpty { stage.points[0].bridge = try InterfaceName("br0") }
    },
    Change("chosen hardware addresses") { stage in
      for place in stage.points.indices { stage.points[place].macAddress = try Seen.mac(UInt8(5 + place)) }
    },
    Change("one alone") { $0.points = Array($0.points.prefix(1)) },
  ]

  private static let whole =
    [
      ("hostapd 2.10", "ath10k_pci", [.replacesBSS, .renewsKeys]), ("an older hostapd", "ath10k_pci", []),
      ("hostapd 2.11", "ath10k_pci", [.replacesBSS, .renewsKeys, .reloadsBSS]),
      ("firmware that makes the frames", "mwifiex_usb", [.replacesBSS, .renewsKeys]),
    ] as [(String, String, Set<HostapdInstance.Ability>)]

  @Test func `edits by themselves, and hindered`() throws {
    var table = Table<Stage>()
    for (place, (title, driver, abilities)) in Self.whole.enumerated() {
      for isShared in [true, false] {
        try table.add(
          "\(title), \(isShared ? "two access points" : "one access point")",
          Stage(driver, abilities, shared: isShared), Self.edits,
          with: isShared && place % 2 == 0 ? Self.hindrances : []
        ) { try $0.judge() }
      }
    }
    // Of open access points there are no keys.
    for (title, driver, abilities) in Self.whole.dropFirst() {
      var stage = try Stage(driver, abilities)
      stage.open()
      try table.add("\(title), two that are open", stage, Self.edits, with: []) { try $0.judge() }
    }
    try table.check("changes")
  }

  @Test func `edits two by two`() throws {
    var table = Table<Stage>()
    let (title, driver, abilities) = Self.whole[0]
    try table.add(title, Stage(driver, abilities), Self.edits) { try $0.judge() }
    try table.check("changes-together")
  }

  @Test func `the file once a change is made, whole or in part`() throws {
    var table = Table<Stage>()
    for (title, driver, abilities) in [Self.whole[0], Self.whole[3]] {
      try table.add(title, Stage(driver, abilities), Self.edits, with: [Self.hindrances[1], Self.hindrances[2]]) {
        try $0.judgeFiles()
      }
    }
    try table.check("changed-files")
  }

  @Test func `the file for each wish, and two of them`() throws {
    var table = Table<Stage>()
    try table.add("hostapd makes the interfaces", Stage("ath10k_pci", []), Self.wishes) { $0.writes() }
    try table.add("firmware makes the frames", Stage("mwifiex_usb", []), Self.wishes, with: []) { $0.writes() }
    try table.check("files")
  }

  // MARK: the order of a plan

  private static func differences() throws -> [(name: String, difference: Drift.Difference)] {
    let name = try InterfaceName("uap0")
    let other = try InterfaceName("uap1")
    let address = try InterfaceAddress("10.0.0.1/24")
    let reader = ProcessIdentity(pid: 50, startTime: 5)
    let points = try Edit.points(shared: true)
    let radio = try Edit.radio("ath10k_pci")
    let configuration = HostapdConfiguration(for: points, on: radio, paths: Paths())
    let hostapd = HostapdInstance(
      radio: radio.id, process: ProcessIdentity(pid: 7, startTime: 70), state: "S", answer: .silent)
    let list = HostapdFile.Identity(.allowed, of: other)
    return [
      ("exemption", .exemption([name], reader: reader)), ("exemption extra", .exemptionExtra(reader: reader)),
      ("exemption unread", .exemptionUnread(reader)), ("module", .moduleAbsent(radio.driver, [])),
      ("blocked", .radioBlocked(RadioSwitch(sysfs: "/sys/class/rfkill/rfkill3"))),
      ("regulatory domain", .regulatoryDomain(radio.country, observed: nil)),
      ("interface absent", .interfaceAbsent(name, phy: 0)),
      ("interface type", .interfaceType(name, index: 4, phy: 0, observed: .station)),
      ("interface in the way", .interfaceInTheWay(other, index: 5)),
      ("hardware address", .hardwareAddress(try Seen.mac(3), name, observed: try Seen.mac(1), isUp: true)),
      ("power", .power(limit: 20, phy: 0, observed: 2300)), ("link down", .linkDown(name)),
      ("BSS left", .bssLeft(name)),
      ("address absent", .addressAbsent(address, name)), ("address extra", .addressExtra(address, other)),
      ("file", .file(points[0].files(at: nil)[0], present: nil)),
      ("configuration", .configuration(configuration, present: nil)),
      ("BSS absent", .bssAbsent(other, isListed: true, hasInterface: false)), ("unread", .unread(list)),
      ("hostapd absent", .hostapdAbsent(name)), ("hostapd stale", .hostapdStale(hostapd)),
      ("hostapd incomplete", .hostapdIncomplete(hostapd, why: "why")),
      ("hostapd holds the interface", .hostapdHoldsInterface(hostapd, name)),
      ("hostapd on a lost interface", .hostapdOnLostInterface(hostapd)),
      ("leftover hostapd", .leftoverHostapd(hostapd)),
      ("leftover interface", .leftoverInterface(other, index: 5)),
      ("leftover file", .leftoverFiles([list], configuration: false)),
      ("leftover files", .leftoverFiles([list], configuration: true)),
    ]
  }

  @Test func `everything in its order, and what waits with what`() throws {
    let all = try Self.differences()
    let main = try RadioID("main")
    let uap0 = try InterfaceName("uap0")
    var text = ""
    func tell(
      _ title: String, _ differences: [Drift.Difference], _ limits: [Disruption] = [.machine], stations: Int = 2
    ) {
      var drift = Drift(of: main)
      drift.differences = differences
      drift.stations = ["uap0", "uap1"].prefix(stations).map { Drift.Stations(accessPoint: $0, count: 3) }
      drift.carried = [uap0]
      var before: [String]?
      for limit in limits {
        let lines = PlanLines.of(Plan(for: drift, upTo: limit))
        if lines == before { continue }
        before = lines
        text += "\(title), up to \(limit.rawValue)\n" + lines.map { "  \($0)\n" }.joined()
      }
    }
    tell("all", all.map(\.difference))
    tell("all, the other way round", all.reversed().map(\.difference))
    for one in all { tell("\(one.name)", [one.difference], Disruption.allCases) }
    for one in all { tell("\(one.name) of one", [one.difference], [.machine], stations: 1) }
    text += "\nwhich is done first, and what waits for more than nothing\n"
    for (place, one) in all.enumerated() {
      for other in all[(place + 1)...] {
        var drift = Drift(of: main)
        drift.differences = [one.difference, other.difference]
        let whole = Plan(for: drift).steps.map(\.action.name).joined(separator: " ")
        drift.differences.reverse()
        let turned = Plan(for: drift).steps.map(\.action.name).joined(separator: " ")
        let gentle = Plan(for: drift, upTo: .none)
        let kept = gentle.steps.map(\.action.name).joined(separator: " ")
        text += "\(one.name) & \(other.name): \(whole)"
        if turned != whole { text += "; in any order" }
        text += gentle.waiting.isEmpty ? "\n" : "; at once: \(kept)\n"
      }
    }
    try Record.check(text, "plans")
  }
}

extension ChangeTableTests.Stage {
  /// As if the access points had been open before.
  fileprivate mutating func open() {
    for place in points.indices { points[place].security = .open }
    state.configurations = .known([
      ConfigurationFiles(
        radio: before.id, configuration: HostapdConfiguration(for: points, on: before, paths: Paths()),
        files: points.flatMap { $0.files(at: nil) })
    ])
  }

  fileprivate mutating func tune(_ band: Band, _ number: Int) throws {
    radio.band = band
    radio.channel = .fixed(try Channel(number, in: band))
  }

  fileprivate mutating func secure(_ security: Security) { if !points.isEmpty { points[0].security = security } }

  fileprivate mutating func protect(_ protection: ManagementFrameProtection) {
    if !points.isEmpty { points[0].security.managementFrameProtection = protection }
  }
}
