import Testing
import WiFiModel
import WiFiReconcile
import WiFiSimulation

/// However a machine came to a spec, it is the machine that a fresh start makes of it.
@Suite struct PathIndependenceTests {
  static let drivers = ["ath10k_pci", "mwifiex_usb"]

  /// Specs that people go through, each with its name.
  static func specs(_ driver: String) throws -> [(name: String, desired: DesiredState)] {
    let radio = try Edit.radio(driver)
    let two = try Edit.points(shared: true)
    func spec(
      _ name: String, _ points: [AccessPoint], _ change: (inout Radio, inout [AccessPoint]) throws -> Void = { _, _ in }
    ) throws -> (String, DesiredState) {
      var radio = radio
      var points = points
      try change(&radio, &points)
      return (name, DesiredState(radios: [radio], accessPoints: points))
    }
    let passphrase = try Edit.passphrase("autumn")
    return [
      try spec("one", [two[0]]),
      try spec("the other", [two[1]]),
      try spec("two", two),
      try spec("none", []),
      try spec("another SSID", two) { $1[0].ssid = try SSID(Array("another".utf8)) },
      try spec("another SSID of the second", two) { $1[1].ssid = try SSID(Array("another".utf8)) },
      try spec("another channel", two) { radio, _ in radio.channel = .fixed(try Channel(11, in: .ghz2)) },
      try spec("5 GHz", two) { radio, _ in
        radio.band = .ghz5
        radio.channel = .fixed(try Channel(36, in: .ghz5))
      },
      try spec("another country", two) { radio, _ in radio.country = try CountryCode("DE") },
      try spec("another passphrase", two) { $1[0].security = Security(.personal(.wpa2, [passphrase])) },
      try spec("WPA3", [two[0]]) { $1[0].security = Security(.personal(.wpa3, [passphrase])) },
      try spec("open", two) { $1[1].security = .open },
      try spec("renamed", two) { $1[0].name = try InterfaceName("uap7") },
      try spec("exchanged", two) { _, points in
        (points[0].ssid, points[1].ssid) = (points[1].ssid, points[0].ssid)
      },
      try spec("everybody may join", two) { $1[1].stations = .all },
      try spec("hidden, few, isolated", two) { _, points in
        points[0].hidden = true
        points[0].maxClients = 3
        points[1].clientIsolation = true
      },
      try spec("a chosen address", two) { $1[0].macAddress = try HardwareAddress("06:00:00:00:00:07") },
      try spec("another address", two) { $1[0].addresses = [try InterfaceAddress("10.0.7.1/24")] },
    ]
  }

  static func settle(_ story: DesiredState, then edited: DesiredState?, _ driver: String) throws -> [String] {
    let name = try ModuleName(driver)
    let card = SimulatedCard(driver: name, bus: driver.hasSuffix("pci") ? "pci" : "usb")
    var simulation = Simulation(card: card, story: story, edited: edited ?? story, seed: 7)
    simulation.run(until: .seconds(60)) { $0.isConverged }
    if edited != nil {
      simulation.inject(.editSpec, at: simulation.now + .seconds(1))
      simulation.run(until: simulation.now + .seconds(2))
      simulation.run(until: simulation.now + .seconds(300)) { $0.isConverged }
    }
    // What is left comes and goes by itself.
    simulation.run(until: simulation.now + .seconds(40))
    #expect(simulation.isConverged)
    #expect(simulation.violations == [])
    return simulation.machine.shape(of: (edited ?? story).accessPoints)
  }

  @Test(arguments: drivers) func `every way from one spec to another ends in the same machine`(driver: String) throws {
    let specs = try Self.specs(driver)
    #expect(specs.count >= 12)
    for goal in specs {
      let fresh = try Self.settle(goal.desired, then: nil, driver)
      for start in specs where start.name != goal.name {
        let seen = try Self.settle(start.desired, then: goal.desired, driver)
        #expect(seen == fresh, "\(start.name) -> \(goal.name)")
      }
    }
  }
}
