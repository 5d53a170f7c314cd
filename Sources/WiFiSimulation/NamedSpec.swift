package import WiFiModel

/// A spec that people write, and go from and to: one card, and what it carries.
package struct NamedSpec: Hashable, Sendable {
  package let name: String
  package let desired: DesiredState

  /// Those that are gone through exhaustively.
  ///
  /// - Parameter driver: the card's.
  /// - Returns: each under another name.
  /// - Throws: `InvalidValue`, were a name in here none.
  package static func all(_ driver: ModuleName) throws -> [NamedSpec] {
    let radio = try Story.radio(driver.text)
    let two = try points()
    func spec(
      _ name: String, _ points: [AccessPoint], _ change: (inout Radio, inout [AccessPoint]) throws -> Void = { _, _ in }
    ) throws -> NamedSpec {
      var radio = radio
      var points = points
      try change(&radio, &points)
      return NamedSpec(name: name, desired: DesiredState(radios: [radio], accessPoints: points))
    }
    let autumn = try passphrase("autumn")
    let staff = try passphrase("staff")
    let visitors = try passphrase("visitors")
    func channel(_ number: Int, _ band: Band) throws -> ChannelChoice { .fixed(try Channel(number, in: band)) }
    return [
      try spec("one", [two[0]]),
      try spec("the other", [two[1]]),
      try spec("two", two),
      try spec("none", []),
      try spec("three", two) { _, points in points.append(try third()) },
      try spec("the first and a third", [two[0]]) { _, points in points.append(try third()) },
      try spec("another SSID", two) { $1[0].ssid = try SSID(Array("another".utf8)) },
      try spec("another SSID of the only one", [two[0]]) { $1[0].ssid = try SSID(Array("another".utf8)) },
      try spec("another SSID of the second", two) { $1[1].ssid = try SSID(Array("another".utf8)) },
      try spec("SSIDs exchanged", two) { _, points in
        (points[0].ssid, points[1].ssid) = (points[1].ssid, points[0].ssid)
      },
      try spec("an SSID of any bytes", [two[0]]) { $1[0].ssid = try SSID([0, 0x22, 0xff, 0x20, 0x23]) },
      try spec("another channel", two) { radio, _ in radio.channel = try channel(11, .ghz2) },
      try spec("another channel of the only one", [two[0]]) { radio, _ in radio.channel = try channel(1, .ghz2) },
      try spec("5 GHz", two) { radio, _ in
        radio.band = .ghz5
        radio.channel = try channel(36, .ghz5)
      },
      try spec("another country", two) { radio, _ in radio.country = try CountryCode("DE") },
      try spec("another beacon interval", [two[0]]) { radio, _ in radio.beaconInterval = 200 },
      try spec("another beacon interval of two", two) { radio, _ in radio.beaconInterval = 200 },
      try spec("another passphrase", two) { $1[0].security = Security(.personal(.wpa2, [autumn])) },
      try spec("another passphrase of the only one", [two[0]]) {
        $1[0].security = Security(.personal(.wpa2, [autumn]))
      },
      try spec("a passphrase more", two) { $1[0].security = Security(.personal(.wpa2, [staff, visitors])) },
      try spec("WPA3", [two[0]]) { $1[0].security = Security(.personal(.wpa3, [autumn])) },
      try spec("WPA3 of the second", two) { $1[1].security = Security(.personal(.wpa3, [visitors])) },
      try spec("WPA2 and WPA3", [two[0]]) { $1[0].security = Security(.personal(.transition, [staff])) },
      try spec("OWE", [two[0]]) { $1[0].security = Security(.owe) },
      try spec("open", [two[0]]) { $1[0].security = .open },
      try spec("the second open", two) { $1[1].security = .open },
      try spec("both open", two) { _, points in for place in points.indices { points[place].security = .open } },
      try spec("renamed", two) { $1[0].name = try InterfaceName("uap7") },
      try spec("the only one renamed", [two[0]]) { $1[0].name = try InterfaceName("uap7") },
      try spec("names exchanged", two) { _, points in
        (points[0].name, points[1].name) = (points[1].name, points[0].name)
      },
      try spec("everybody may join", two) { $1[1].stations = .all },
      try spec("only one may join", two) { $1[1].stations = .only([try station(1)]) },
      try spec("one is kept out", [two[0]]) { $1[0].stations = .except([try station(1)]) },
      try spec("hidden, few, isolated", two) { _, points in
        points[0].hidden = true
        points[0].maxClients = 3
        points[1].clientIsolation = true
      },
      try spec("another DTIM period", [two[0]]) { $1[0].dtimPeriod = 3 },
      try spec("an option passed through", [two[0]]) { $1[0].hostapd = [HostapdOption("ap_max_inactivity", "600")] },
      try spec("a chosen address", two) { $1[0].macAddress = try HardwareAddress("06:00:00:00:00:07") },
      try spec("a chosen address of the second", two) {
        $1[1].macAddress = try HardwareAddress("06:00:00:00:00:09")
      },
      try spec("another address", two) { $1[0].addresses = [try InterfaceAddress("10.0.7.1/24")] },
      try spec("two addresses", [two[0]]) { $1[0].addresses.append(try InterfaceAddress("fd00::1/64")) },
      try spec("no address", [two[0]]) { $1[0].addresses = [] },
      try spec("disabled", [two[0]]) { $1[0].enabled = false },
      try spec("the second disabled", two) { $1[1].enabled = false },
    ]
  }

  private static func points() throws -> [AccessPoint] {
    [
      AccessPoint(
        name: try InterfaceName("uap0"), radio: try RadioID("main"), ssid: try SSID(Array("lobby".utf8)),
        security: Security(.personal(.wpa2, [try passphrase("staff")])),
        addresses: [try InterfaceAddress("10.0.0.1/24")]),
      AccessPoint(
        name: try InterfaceName("uap1"), radio: try RadioID("main"), ssid: try SSID(Array("guests".utf8)),
        security: Security(.personal(.wpa2, [try passphrase("visitors")])),
        stations: .only([try station(1), try station(2)])),
    ]
  }

  private static func third() throws -> AccessPoint {
    AccessPoint(
      name: try InterfaceName("uap3"), radio: try RadioID("main"), ssid: try SSID(Array("third".utf8)), security: .open)
  }

  private static func station(_ number: Int) throws -> HardwareAddress {
    try HardwareAddress("02:00:00:00:01:0\(number)")
  }

  private static func passphrase(_ name: String) throws -> Security.Passphrase {
    Security.Passphrase(try Credential(passphrase: Array("\(name) passphrase".utf8)), name: name)
  }
}
