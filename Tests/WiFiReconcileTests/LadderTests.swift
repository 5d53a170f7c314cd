import Testing
import WiFiModel
import WiFiReconcile
import WiFiSimulation

@Suite struct LadderTests {
  let firmware = Fault(.firmware, evidence: "it hangs")

  @Test func theFaultsClassPicksTheEntryRung() {
    let policy = RecoveryPolicy()
    #expect(
      Ladder.rungs(for: Fault(.hostapd, evidence: ""), device: Seen.card, policy: policy) == [
        .restartHostapd, .restartHostapd, .recreateInterface,
      ])
    #expect(Ladder.rungs(for: firmware, device: Seen.card, policy: policy) == [.rebindDevice, .reloadDriver])
  }

  @Test func aUSBCardIsSwitchedOffBeforeItsDriverGoesAndNeverUnbound() throws {
    let policy = RecoveryPolicy()
    #expect(Ladder.rungs(for: firmware, device: Seen.port(), policy: policy) == [.resetBus, .reloadDriver])
    #expect(Ladder.rungs(for: firmware, device: Seen.port(false), policy: policy) == [.reloadDriver])
    let steps = Ladder.steps(
      of: .reloadDriver, radio: try Story.radio(), device: Seen.port(), interface: nil, name: nil, hostapd: nil)
    #expect(steps.map(\.action.name) == ["disable-port", "unload-module", "load-module", "enable-port"])
  }

  @Test func thePolicyForbidsRungsAndNamesTheRisk() throws {
    let gentle = RecoveryPolicy(reloadDriver: true, busReset: false)
    #expect(Ladder.rungs(for: firmware, device: Seen.port(), policy: gentle) == [.reloadDriver])
    let steps = Ladder.steps(
      of: .reloadDriver, radio: try Story.radio(recovery: gentle), device: Seen.port(), interface: nil, name: nil,
      hostapd: nil)
    #expect(steps.map(\.action.name) == ["unload-module", "load-module"])
    #expect(steps[0].reason.contains("may crash the kernel"))
    let none = RecoveryPolicy(reloadDriver: false, busReset: false)
    #expect(Ladder.rungs(for: firmware, device: Seen.port(), policy: none) == [])
  }

  @Test func eachRungIsTriedOnceARound() throws {
    let radio = try RadioID("main")
    var incident = Incident(
      radio: radio, devicePath: nil, fault: firmware, opened: .seconds(0), phase: .due(.seconds(0)))
    func next(_ withheld: Set<String> = []) -> Rung? {
      Ladder.next(for: incident, device: Seen.card, policy: RecoveryPolicy(), withheld: withheld)
    }
    #expect(next() == .rebindDevice)
    #expect(next(["rebind-device"]) == .reloadDriver)
    incident.tried = [.rebindDevice]
    #expect(next() == .reloadDriver)
    incident.tried = [.rebindDevice, .reloadDriver]
    #expect(next() == nil)
  }

  @Test func aSignatureMayLeaveTheGentlestRungsOut() throws {
    func first(_ entry: Rung?, _ device: BusDevice, _ policy: RecoveryPolicy = RecoveryPolicy()) throws -> Rung? {
      let incident = Incident(
        radio: try RadioID("main"), devicePath: nil, fault: firmware, opened: .seconds(0), phase: .due(.seconds(0)),
        entry: entry)
      return Ladder.next(for: incident, device: device, policy: policy, withheld: [])
    }
    #expect(try first(nil, Seen.card) == .rebindDevice)
    #expect(try first(.reloadDriver, Seen.card) == .reloadDriver)
    // Where nothing else is left, what there is.
    #expect(try first(.powerHook, Seen.card) == .rebindDevice)
    // A USB port's switch goes first whatever the signature says.
    #expect(try first(.reloadDriver, Seen.port()) == .resetBus)
    #expect(try first(.resetBus, Seen.port(false)) == .reloadDriver)
  }

  @Test(arguments: [nil, Rung.reloadDriver])
  func theRungOfTheLineThatWasBorneOutIsWhereRecoveryEnters(entry: Rung?) throws {
    let driver = try ModuleName("mwifiex_pcie")
    let line = Signature(
      name: "own-timeout", drivers: [driver.text],
      patterns: [LinePattern("mwifiex_cmd_timeout_func: Timeout cmd id = {command}, act = {action}")], kind: .fatal,
      entry: entry)
    let story = try Story.desired(Story.radio(driver.text, recovery: RecoveryPolicy()))
    var simulation = Simulation(
      card: SimulatedCard(driver: driver, bus: "pci", cures: [.unload]), story: story, edited: story, seed: 7,
      signatures: SignatureCatalogue([line]))
    simulation.run(until: .seconds(60)) { $0.isConverged }
    simulation.inject(.deafen, at: .seconds(61))
    simulation.run(until: .seconds(180)) {
      $0.controller?.lanes.first?.incident?.tried.isEmpty == false
    }
    let incident = try #require(simulation.controller?.lanes.first?.incident)
    #expect(incident.tried == [entry ?? .rebindDevice])
    #expect(incident.fault.evidence.contains("Timeout cmd id"))
  }

  @Test func thePauseGrowsFromAMinuteToFifteenAndNoFurther() {
    for (round, seconds) in [(1, 60), (2, 120), (3, 240), (4, 480), (5, 900), (6, 900), (100, 900)] {
      for name in ["main", "a", "radio-7"] {
        guard let radio = try? RadioID(name) else { continue }
        let pause = Ladder.backoff(round: UInt8(round), radio: radio)
        #expect(pause >= .milliseconds(Int64(seconds) * 800) && pause <= .milliseconds(Int64(seconds) * 1200))
        #expect(pause == Ladder.backoff(round: UInt8(round), radio: radio))
      }
    }
  }
}
