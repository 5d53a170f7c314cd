import WiFiModel
import WiFiSimulation
import WiFiSpec

/// A recovery on the simulated machine, whose driver, hostapd and requests take the times that were measured on the real
/// ones: what is timed is what the agent adds of its own.
struct RecoverySample {
  let name: String
  let card: SimulatedCard
  let fault: SimulatedFault

  static func all() throws -> [RecoverySample] {
    let usb = try ModuleName("mwifiex_usb")
    let pcie = try ModuleName("mwifiex_pcie")
    return [
      RecoverySample(name: "usb, an answer lost", card: SimulatedCard(driver: usb), fault: .loseAnswer),
      RecoverySample(name: "usb, deaf, reloaded", card: SimulatedCard(driver: usb, cures: [.unload]), fault: .deafen),
      RecoverySample(
        name: "usb, deaf, port switched", card: SimulatedCard(driver: usb, hasPortSwitch: true, cures: [.port]),
        fault: .deafen),
      RecoverySample(
        name: "pci, deaf, rebound", card: SimulatedCard(driver: pcie, bus: "pci", cures: [.unload]), fault: .deafen),
      RecoverySample(
        name: "pci, deaf, resets itself", card: SimulatedCard(driver: pcie, bus: "pci", cures: [.itself]),
        fault: .deafen),
      RecoverySample(name: "hostapd stopped", card: SimulatedCard(driver: usb), fault: .stopHostapd),
      RecoverySample(name: "hostapd killed", card: SimulatedCard(driver: usb), fault: .killHostapd),
    ]
  }

  /// The agent's own time, and the time off the air; nil where the radio did not come back.
  func run(seed: UInt64) throws -> (own: Uptime.Span, all: Uptime.Span)? {
    let main = try RadioID("main")
    let radio = Radio(
      id: main, driver: card.driver, country: try CountryCode("FR"), channel: try Channel(6, in: .ghz2))
    let accessPoint = AccessPoint(
      name: try InterfaceName("uap0"), radio: main, ssid: try SSID(Array("benchmark".utf8)),
      security: .wpa2Personal(try Credential(passphrase: Array("correct horse".utf8))),
      addresses: [try InterfaceAddress("192.168.0.5/24")])
    let story = DesiredState(radios: [radio], accessPoints: [accessPoint])
    var simulation = Simulation(card: card, story: story, edited: story, seed: seed, signatures: .builtIn)
    simulation.timesItself = true
    simulation.run(until: .seconds(60))
    simulation.inject(fault, at: .seconds(61))
    simulation.run(until: .seconds(61))
    simulation.run(until: .seconds(61 + 600)) { !$0.machine.isOnAir(accessPoint) }
    let before = simulation.now
    simulation.run(until: .seconds(61 + 600)) { $0.isConverged && $0.machine.isOnAir(accessPoint) }
    guard simulation.isConverged else { return nil }
    return (simulation.ownTime, simulation.now - before)
  }
}
