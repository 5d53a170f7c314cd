import Testing
import WiFiModel
import WiFiReconcile

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
