import WiFiModel
import WiFiReconcile
import WiFiSimulation

/// One edit of a spec, on a radio that serves one access point or two.
struct Edit: Sendable {
  var title: String
  /// Which access point it is about: 1 for the first, 2 for a further one.
  var number = 1
  var isShared: Bool
  var change: @Sendable (inout Radio, inout [AccessPoint]) throws -> Void

  init(
    _ title: String, of number: Int = 1, shared isShared: Bool? = nil,
    _ change: @escaping @Sendable (inout Radio, inout [AccessPoint]) throws -> Void
  ) {
    self.title = title
    self.number = number
    self.isShared = isShared ?? (number > 1)
    self.change = change
  }

  static func station(_ number: Int) throws -> HardwareAddress { try HardwareAddress("02:00:00:00:01:0\(number)") }

  static func passphrase(_ name: String) throws -> Security.Passphrase {
    Security.Passphrase(try Credential(passphrase: Array("\(name) passphrase".utf8)), name: name)
  }

  /// What people change, from the harmless to the harmful.
  static let all: [Edit] = [
    Edit("nothing") { _, _ in },
    Edit("an address") { _, points in points[0].addresses.append(try InterfaceAddress("10.9.0.1/24")) },
    Edit("a passphrase more") { _, points in
      points[0].security = Security(.personal(.wpa2, [try passphrase("staff"), try passphrase("visitors")]))
    },
    Edit("a passphrase less") { _, points in
      points[0].security = Security(.personal(.wpa2, [try passphrase("visitors")]))
    },
    Edit("one more may join (`mac-allow`)", of: 2) { _, points in
      points[1].stations = .only([try station(1), try station(2), try station(3)])
    },
    Edit("one may join no more (`mac-allow`)", of: 2) { _, points in
      points[1].stations = .only([try station(1)])
    },
    Edit("only listed ones may join") { _, points in points[0].stations = .only([try station(1)]) },
    Edit("one is kept out (`mac-deny`)") { _, points in points[0].stations = .except([try station(1)]) },
    Edit("everybody may join again", of: 2) { _, points in points[1].stations = .all },
    Edit("`max-clients`") { _, points in points[0].maxClients = 5 },
    Edit("`hidden`") { _, points in points[0].hidden = true },
    Edit("`client-isolation`") { _, points in points[0].clientIsolation = true },
    Edit("`hostapd: {ap_max_inactivity: …}`") { _, points in
      points[0].hostapd.append(HostapdOption("ap_max_inactivity", "600"))
    },
    Edit("`channel`, in the same band") { radio, _ in radio.channel = .fixed(try Channel(11, in: .ghz2)) },
    Edit("`channel`, with two access points", shared: true) { radio, _ in
      radio.channel = .fixed(try Channel(11, in: .ghz2))
    },
    Edit("`channel` and `width`") { radio, _ in
      radio.channel = .fixed(try Channel(11, in: .ghz2))
      radio.width = .mhz40
    },
    Edit("an access point more") { _, points in
      points.append(try new())
    },
    Edit("an access point less, a further one", of: 2) { _, points in points.removeLast() },
    Edit("`ssid`, of the only one") { _, points in points[0].ssid = try SSID(Array("another".utf8)) },
    Edit("`ssid`, of the first of two", shared: true) { _, points in points[0].ssid = try SSID(Array("another".utf8)) },
    Edit("`ssid`, of a further one", of: 2) { _, points in points[1].ssid = try SSID(Array("another".utf8)) },
    Edit("`dtim-period`") { _, points in points[0].dtimPeriod = 3 },
    Edit("`mode` of `security`, of the only one") { _, points in
      points[0].security = Security(.personal(.transition, [try passphrase("staff")]))
    },
    Edit("`mode` of `security`, of the first of two", shared: true) { _, points in
      points[0].security = Security(.personal(.transition, [try passphrase("staff")]))
    },
    Edit("`mode` of `security`, of a further one", of: 2) { _, points in points[1].security = .open },
    Edit("`hostapd: {…}`, an option that hostapd reads at its start", of: 2) { _, points in
      points[1].hostapd.append(HostapdOption("wpa_group_rekey", "600"))
    },
    Edit("`width`, on the same channel") { radio, _ in radio.width = .mhz40 },
    Edit("`band`") { radio, _ in
      radio.band = .ghz5
      radio.channel = .fixed(try Channel(36, in: .ghz5))
    },
    Edit("`country`") { radio, _ in radio.country = try CountryCode("DE") },
    Edit("`beacon-interval`") { radio, _ in radio.beaconInterval = 200 },
    Edit("`mac-address`") { _, points in points[0].macAddress = try HardwareAddress("06:00:00:00:00:07") },
    Edit("an access point gets another name") { _, points in points[0].name = try InterfaceName("uap7") },
    Edit("an access point less, the first of two", shared: true) { _, points in points.removeFirst() },
    Edit("an access point less, the only one") { _, points in points.removeAll() },
  ]

  private static func new() throws -> AccessPoint {
    AccessPoint(
      name: try InterfaceName("uap3"), radio: try RadioID("main"), ssid: try SSID(Array("new".utf8)), security: .open)
  }

  static func radio(_ driver: String) throws -> Radio { try Story.radio(driver) }

  static func points(shared: Bool) throws -> [AccessPoint] {
    let first = AccessPoint(
      name: try InterfaceName("uap0"), radio: try RadioID("main"), ssid: try SSID(Array("lobby".utf8)),
      security: Security(.personal(.wpa2, [try passphrase("staff")])), addresses: [try InterfaceAddress("10.0.0.1/24")])
    let second = AccessPoint(
      name: try InterfaceName("uap1"), radio: try RadioID("main"), ssid: try SSID(Array("guests".utf8)),
      security: Security(.personal(.wpa2, [try passphrase("visitors")])),
      stations: .only([try station(1), try station(2)]))
    return shared ? [first, second] : [first]
  }

  /// A machine that is on the air with three clients for each access point.
  static func state(
    _ before: Radio, _ points: [AccessPoint], _ abilities: Set<HostapdInstance.Ability>
  ) throws -> ObservedState {
    var state = try SeveralAccessPointsTests.onAir(points, before)
    var hostapds = state.hostapds.value ?? []
    hostapds[0].abilities = abilities
    if case .status(var status) = hostapds[0].answer {
      for place in status.networks.indices {
        status.networks[place].stations = 3
        status.networks[place].bssid = try Seen.mac(UInt8(place + 1))
      }
      hostapds[0].answer = .status(status)
    }
    state.hostapds = .known(hostapds)
    state.regulatoryDomain = .known(before.country)
    if case .known(var phy?) = state.radios[0].phy {
      phy.capabilities = .known(
        Capabilities(
          interfaceTypes: [.station, .accessPoint],
          bands: [
            BandCapabilities(
              band: .ghz2, widths: [.n: [.mhz20, .mhz40]],
              channels: (1...13).map { ChannelCapabilities(frequency: 2407 + 5 * $0) }),
            BandCapabilities(
              band: .ghz5, widths: [.n: [.mhz20, .mhz40]], channels: [ChannelCapabilities(frequency: 5180)]),
          ], features: DriverProfile(of: before.driver).isFullMAC ? [] : [.channelSwitch],
          country: before.country))
      state.radios[0].phy = .known(phy)
    }
    return state
  }

  /// The plan for it on such a machine.
  func plan(
    driver: String, abilities: Set<HostapdInstance.Ability>, upTo limit: Disruption = .machine
  ) throws -> Plan {
    let before = try Self.radio(driver)
    let points = try Self.points(shared: isShared)
    let state = try Self.state(before, points, abilities)
    var after = before
    var desired = points
    try change(&after, &desired)
    var ledger = try SeveralAccessPointsTests.ledger(points)
    if DriverProfile(of: before.driver).isFullMAC {
      for place in ledger.interfaces.indices { ledger.interfaces[place].origin = .agent }
    }
    return Plan(
      for: try Seen.drift(state, DesiredState(radios: [after], accessPoints: desired), ledger: ledger), upTo: limit)
  }
}
