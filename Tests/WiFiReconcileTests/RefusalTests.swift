import Testing
import WiFiModel

@testable import WiFiReconcile
@testable import WiFiSimulation

/// A spec that cannot be had takes nothing off the air.
@Suite struct RefusalTests {
  /// On a channel that the simulated card does not have, under another name.
  private static func impossible() throws -> DesiredState {
    var radio = try Story.radio()
    radio.channel = .fixed(try Channel(14, in: .ghz2))
    return DesiredState(radios: [radio], accessPoints: [try Story.accessPoint(ssid: "another name")])
  }

  private static func simulation(_ edited: DesiredState) throws -> Simulation {
    var simulation = Simulation(
      card: SimulatedCard(driver: try ModuleName("mwifiex_usb")), story: try Story.desired(), edited: edited, seed: 7)
    simulation.run(until: .seconds(60)) { $0.isConverged }
    try #require(simulation.isConverged)
    return simulation
  }

  private static func conditions(_ simulation: Simulation) -> [Condition] {
    (simulation.controller?.status.accessPoints ?? []).flatMap(\.conditions)
  }

  @Test func `What is impossible is refused with its reason, and the last good goes on`() throws {
    var simulation = try Self.simulation(Self.impossible())
    let starts = simulation.machine.hostapds.map(\.process)
    simulation.inject(.editSpec, at: simulation.machine.now + .seconds(1))
    simulation.run(until: simulation.machine.now + .seconds(120))
    let stalled = try #require(Self.conditions(simulation).first { $0.kind == .stalled })
    #expect(stalled.truth == .yes)
    #expect(stalled.reason == .noSuchChannel)
    #expect(stalled.message == "radio main has no channel 14 (2484 MHz); write channel: 13")
    #expect(simulation.machine.hostapds.map(\.process) == starts)
    #expect(simulation.machine.isOnAir(try Story.accessPoint()))
  }

  @Test(arguments: [SimulatedFault.killHostapd, .deleteInterface, .powerCycle, .removeAddress])
  func `The last good is healed while another is refused`(fault: SimulatedFault) throws {
    var simulation = try Self.simulation(Self.impossible())
    simulation.inject(.editSpec, at: simulation.machine.now + .seconds(1))
    simulation.run(until: simulation.machine.now + .seconds(30))
    simulation.inject(fault, at: simulation.machine.now + .seconds(1))
    simulation.run(until: simulation.machine.now + .seconds(240))
    #expect(simulation.machine.isOnAir(try Story.accessPoint()))
    simulation.inject(.restoreSpec, at: simulation.machine.now + .seconds(1))
    simulation.run(until: simulation.machine.now + .seconds(60)) { $0.isConverged }
    #expect(simulation.isConverged)
    #expect(Self.conditions(simulation).first { $0.kind == .stalled }?.truth == .no)
  }

  @Test func `An access point that was never on the air is not tried where it is impossible`() throws {
    var simulation = Simulation(
      card: SimulatedCard(driver: try ModuleName("mwifiex_usb")), story: try Self.impossible(),
      edited: try Story.desired(), seed: 7)
    simulation.run(until: .seconds(100))
    #expect(simulation.machine.hostapds.isEmpty)
    #expect(Self.conditions(simulation).first { $0.kind == .stalled }?.reason == .noSuchChannel)
    simulation.inject(.editSpec, at: simulation.machine.now + .seconds(1))
    simulation.run(until: simulation.machine.now + .seconds(60)) { $0.isConverged }
    #expect(simulation.isConverged)
  }

  /// With WPA3, which the simulated card can do, and the tests take from it.
  @Test func `One access point that is impossible leaves the others in force`() throws {
    var radio = try Story.radio("ath9k")
    radio.recovery = RecoveryPolicy()
    var second = try Story.accessPoint(ssid: "second", addresses: [])
    second.name = try InterfaceName("uap1")
    second.security = Security(
      .personal(.wpa3, [Security.Passphrase(try Credential(passphrase: Array("correct horse".utf8)))]))
    let desired = DesiredState(radios: [radio], accessPoints: [try Story.accessPoint(), second])
    var state = try Seen.onAir()
    state.hostapds = .known([])
    state.configurations = .known([])
    state.radios[0].phy = .known(
      Phy(
        index: 0, name: "phy0", address: try Seen.mac(1),
        capabilities: .known(
          Capabilities(interfaceTypes: [.accessPoint], features: [.ownManagement], country: radio.country))))
    let drift = try Seen.drift(state, desired)
    #expect(drift.refusals.map(\.reason) == [.noSuchKeyManagement])
    #expect(drift.refusals.map(\.accessPoint) == [second.name])
    #expect(drift.carried == [try InterfaceName("uap0")])
    // What was written before anybody could know is not mistaken for what was good last.
    state.configurations = .known([
      ConfigurationFiles(
        radio: radio.id,
        configuration: HostapdConfiguration(for: desired.accessPoints, on: radio, paths: Paths()), files: [],
        isPrivate: true)
    ])
    #expect(try Seen.drift(state, desired).carried == [try InterfaceName("uap0")])
  }

  @Test func `More clients than the driver serves are clamped, and said`() throws {
    var desired = try Story.desired()
    desired.accessPoints[0].maxClients = 100
    let drift = try Seen.drift(Seen.onAir(), desired)
    let rendered = drift.differences.compactMap { difference in
      if case .configuration(let configuration, _) = difference { configuration["max_num_sta"] } else { nil }
    }
    #expect(rendered == ["8"])
    #expect(drift.remarks.contains { $0.reason == .tooManyClients })
    var told = try Seen.onAir()
    told.radios[0].phy = .known(
      Phy(
        index: 0, name: "phy0", address: try Seen.mac(1),
        capabilities: .known(Capabilities(interfaceTypes: [.accessPoint], maximumClients: 32))))
    #expect(try Seen.drift(told, desired).remarks.contains { $0.reason == .tooManyClients })
  }
}
