import Testing
import WiFiModel
import WiFiReconcile
import WiFiSimulation

/// What the status tells of the whole boot, on the simulated machine.
@Suite struct ChronicleTests {
  private func status(_ simulation: Simulation) throws -> Status { try #require(simulation.controller).status }

  @Test func `a recovery is told with its rung, its reason and the time off the air, and counted over restarts`() throws
  {
    let card = SimulatedCard(driver: try ModuleName("mwifiex_usb"), cures: [.unload])
    var simulation = try Story.simulation(card: card)
    simulation.run(until: .seconds(120)) { $0.isConverged }
    var radio = try #require(try status(simulation).radios.first)
    #expect(radio.chronicle.lastRecovery == nil)
    #expect(radio.chronicle.hostapdStarts == 1)
    let begun = try #require(try status(simulation).accessPoints.first?.onAirSince)
    let fault = simulation.now + .seconds(40)
    simulation.inject(.deafen, at: fault)
    simulation.run(until: fault + .seconds(300)) { $0.now > fault + .seconds(60) && $0.isConverged }
    radio = try #require(try status(simulation).radios.first)
    let recovery = try #require(radio.chronicle.lastRecovery)
    let rung = try #require(recovery.rung)
    #expect(rung.isDriverLevel)
    #expect(recovery.at > fault)
    #expect(!recovery.reason.isEmpty)
    #expect(try #require(recovery.offAir) > .seconds(0))
    #expect(radio.chronicle.recoveries == [rung: 1])
    #expect(radio.chronicle.hostapdStarts == 2)
    #expect(radio.chronicle.steps[.driver, default: 0] > 0)
    let again = try #require(try status(simulation).accessPoints.first?.onAirSince)
    #expect(again > begun)

    simulation.inject(.killAgent, at: simulation.now + .seconds(1))
    let restarted = simulation.now + .seconds(2)
    simulation.run(until: restarted + .seconds(120)) { $0.now > restarted && $0.isConverged }
    #expect(try #require(try status(simulation).radios.first).chronicle == radio.chronicle)
    #expect(try status(simulation).accessPoints.first?.onAirSince == again)
  }

  @Test func `a BSS that is begun anew by a hostapd that goes on is on the air since then`() throws {
    let (main, names) = (try RadioID("main"), try ["uap0", "uap1"].map { try InterfaceName($0) })
    let process = ProcessIdentity(pid: 7, startTime: 70)
    var chronicle = Chronicle()
    for name in names {
      chronicle.noteOnAir(.init(accessPoint: name, radio: main, process: process, since: .seconds(5)))
    }
    chronicle.note(Step(.setOptions(names[1], [], renewsBeacon: true), radio: main, reason: "a"))
    #expect(chronicle.airTimes.map(\.accessPoint) == names)
    chronicle.note(Step(.reloadBSS(names[1], []), radio: main, reason: "a", disruption: .accessPoint))
    for name in names {
      chronicle.noteOnAir(.init(accessPoint: name, radio: main, process: process, since: .seconds(9)))
    }
    #expect(chronicle.airTimes.map(\.since) == [.seconds(5), .seconds(9)])
    #expect(chronicle.radios[main]?.steps == [.none: 1, .accessPoint: 1])
  }

  @Test func `the errors of a spec are counted once for each time that it changes`() throws {
    var controller = Controller(bootID: "now")
    _ = controller.handle(.started(Memory(bootID: "now"), Ledger()), at: .seconds(1))
    let result = SpecResult(desired: nil, errors: ["a", "b"])
    for second: Int64 in 2...4 { _ = controller.handle(.specRead(result), at: .seconds(second)) }
    #expect(controller.status.specErrors == 2)
    _ = controller.handle(.specRead(SpecResult(desired: DesiredState(), files: ["/a.yaml"])), at: .seconds(5))
    _ = controller.handle(.specRead(result), at: .seconds(6))
    #expect(controller.status.specErrors == 4)
  }
}
