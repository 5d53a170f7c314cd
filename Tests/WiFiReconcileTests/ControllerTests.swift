import Testing
import WiFiModel
import WiFiReconcile
import WiFiSimulation
import WiFiSpec

@Suite struct ControllerTests {
  let file = "/etc/wifi-ap.d/ap.yaml"

  func started(_ memory: Memory = Memory(bootID: "now"), _ ledger: Ledger? = nil) throws -> Controller {
    var controller = Controller(bootID: "now", signatures: .builtIn)
    #expect(try controller.handle(.started(memory, ledger ?? Seen.ledger()), at: .seconds(90)).contains(.readSpec))
    return controller
  }

  /// The story's machine, matched and settled.
  func settled(_ memory: Memory = Memory(bootID: "now")) throws -> Controller {
    var controller = try started(memory)
    let main = try RadioID("main")
    _ = controller.handle(.specRead(SpecResult(desired: try Story.desired(), files: [file])), at: .seconds(99))
    _ = controller.handle(.observed(main, try Seen.onAir()), at: .seconds(100))
    // The first tick.
    _ = controller.handle(.due, at: .seconds(100))
    _ = controller.handle(.observed(main, try Seen.onAir()), at: .seconds(100))
    #expect(controller.isSettled)
    return controller
  }

  func observations(_ effects: [Effect]) -> [ObservedState.Reach] {
    effects.compactMap { if case .observe(_, let request) = $0 { request.reach } else { nil } }
  }

  @Test func aMatchedMachineCausesNoStepAndASecondLookNoPublication() throws {
    var controller = try settled()
    #expect(observations(controller.handle(.machineChanged(nil), at: .seconds(101))) == [])
    #expect(observations(controller.handle(.due, at: .seconds(101) + .milliseconds(200))) == [.gentle])
    var seen = try Seen.onAir(at: .seconds(102), firmware: .notAsked)
    seen.reach = .gentle
    let effects = controller.handle(.observed(try RadioID("main"), seen), at: .seconds(102))
    for effect in effects {
      switch effect {
      case .wake, .observe: continue
      default: Issue.record("\(effect)")
      }
    }
  }

  @Test func eachConditionTellsOfWhichSpecAndSinceWhenItIs() throws {
    var controller = try settled()
    _ = controller.handle(.due, at: .seconds(130))
    _ = controller.handle(.observed(try RadioID("main"), try Seen.onAir(at: .seconds(130))), at: .seconds(130))
    let status = controller.status
    let all = status.agent + status.radios.flatMap(\.conditions) + status.accessPoints.flatMap(\.conditions)
    #expect(!status.radios.flatMap(\.conditions).isEmpty && !status.accessPoints.flatMap(\.conditions).isEmpty)
    #expect(all.allSatisfy { $0.observedGeneration == 1 })
    #expect(all.allSatisfy { $0.lastTransition >= .seconds(90) && $0.lastTransition <= .seconds(100) })
  }

  @Test func anUnreadableSpecAtTheStartTakesNothingDown() throws {
    var controller = try started()
    let effects = controller.handle(.specRead(SpecResult(desired: nil, errors: ["cannot be read"])), at: .seconds(91))
    #expect(observations(effects) == [])
    #expect(controller.lanes.isEmpty && !controller.isSettled)
    #expect(controller.status.agent.first?.truth == .no)
  }

  @Test func aSuspensionOfAnyLengthCanBeKeptOverAReboot() throws {
    var memory = Memory(bootID: "before")
    let far = Uptime(nanoseconds: 1 << 61)
    memory.suspensions = [
      Suspension(
        .radio(try RadioID("main")), reason: "", since: Uptime(nanoseconds: -far.nanoseconds), until: far)
    ]
    let kept = try started(memory).memory
    #expect(kept.suspensions.map(\.until) == [far])
    #expect(try Memory(json: kept.json) == kept)
  }

  @Test func theLastGoodSpecIsWrittenOnlyWhenItChanged() throws {
    var controller = try settled()
    let desired = try Story.desired()
    let again = controller.handle(
      .specRead(SpecResult(desired: desired, isUnchanged: true, files: [file])), at: .seconds(101))
    #expect(!again.contains(.keepSpec))
    let comment = controller.handle(
      .specRead(SpecResult(desired: desired, isUnchanged: false, files: [file])), at: .seconds(102))
    #expect(comment.contains(.keepSpec))
    #expect(controller.memory.generation == 1)
  }

  @Test func aKernelLineOfAnotherDeviceOrOfNoneIsNoEvidence() throws {
    var controller = try settled()
    let line = "usb 1-1: PREP_CMD: FW is in bad state"
    for device in ["c189:9", nil] {
      _ = controller.handle(.kernelRecord(device: device, message: line), at: .seconds(101))
      #expect(controller.lanes.first?.suspicion.fatalLine == nil)
    }
    _ = controller.handle(.kernelRecord(device: "c189:2", message: line), at: .seconds(101))
    #expect(controller.lanes.first?.suspicion.fatalLine != nil)
  }

  @Test func whatWasSpentBeforeAnotherBootIsStillSpent() throws {
    let main = try RadioID("main")
    let memory = Memory(
      bootID: "before", generation: 7,
      incidents: [
        Incident(
          radio: main, devicePath: nil, fault: Fault(.firmware, evidence: "it hangs"), opened: .seconds(90_000),
          phase: .due(.seconds(99_000)), tried: [.reloadDriver], rounds: 2, phyIndex: 3)
      ], actions: [main: [.seconds(89_000), .seconds(90_000)]])
    let controller = try started(memory)
    #expect(controller.memory.bootID == "now")
    #expect(controller.memory.actions[main]?.count == 2)
    #expect(controller.memory.actions[main]?.allSatisfy { $0 <= .seconds(90) } ?? false)
    #expect(controller.memory.incidents.first?.isFenced == false)
    #expect(controller.memory.incidents.first?.phyIndex == nil)
  }

  @Test func whatWasWaitedForWhileNobodyLookedGetsMoreTime() throws {
    for (until, least) in [(91, 110), (500, 500)] as [(Int64, Int64)] {
      let incident = Incident(
        radio: try RadioID("main"), devicePath: nil, fault: Fault(.firmware, evidence: "it hangs"),
        opened: .seconds(1), phase: .awaiting(until: .seconds(until)), phyIndex: 0)
      let memory = Memory(bootID: "now", incidents: [incident])
      #expect(try started(memory).memory.incidents.map(\.phase) == [.awaiting(until: .seconds(least))])
    }
  }

  @Test func anIncidentIsClosedWhenNothingIsDeclaredOnItsRadio() throws {
    let main = try RadioID("main")
    let incident = Incident(
      radio: main, devicePath: nil, fault: Fault(.firmware, evidence: "it hangs"), opened: .seconds(1),
      phase: .due(.seconds(500)), rounds: 1, phyIndex: 0)
    var controller = try started(Memory(bootID: "now", incidents: [incident]))
    let empty = SpecResult(desired: DesiredState(), files: [])
    _ = controller.handle(.specRead(empty), at: .seconds(91))
    _ = controller.handle(.observed(main, try Seen.onAir()), at: .seconds(100))
    #expect(controller.memory.incidents == [])
  }

  @Test func aLateProbeIsUnknownAndNotDown() throws {
    var controller = try settled()
    let main = try RadioID("main")
    _ = controller.handle(.due, at: .seconds(130))
    var state = try Seen.onAir(at: .seconds(130), firmware: .late)
    state.radios[0].stuckRequest = StuckRequest(
      operation: "GET_INTERFACE", since: .seconds(130), process: ProcessIdentity(pid: 3, startTime: 7), state: "S")
    _ = controller.handle(.observed(main, state), at: .seconds(132))
    let conditions = try #require(controller.status.accessPoints.first?.conditions)
    #expect(conditions.first { $0.kind == .onAir }?.truth == .unknown)
    #expect(conditions.first { $0.kind == .ready }?.truth == .unknown)
    #expect(controller.status.radios.first?.conditions.first?.truth == .unknown)
    #expect(controller.lanes.first?.incident == nil)
  }

  @Test func theSpecIsReadAgainWithoutAnyHintEveryQuarterOfAnHour() throws {
    var controller = try settled()
    var reads = 0
    for tick in Int64(0)..<240 {
      let now = Uptime.seconds(120 + 15 * tick)
      let effects = controller.handle(.due, at: now)
      reads += effects.count { $0 == .readSpec }
      if !observations(effects).isEmpty {
        _ = controller.handle(.observed(try RadioID("main"), try Seen.onAir(at: now)), at: now + .milliseconds(20))
      }
    }
    #expect(reads == 4)
  }

  @Test func aHintIsLookedIntoAfterQuietAndAfterTwoSecondsAtMost() throws {
    var controller = try settled()
    var looked: Uptime?
    for step in Int64(0)..<50 where looked == nil {
      let now = Uptime.seconds(101) + .milliseconds(100 * step)
      if !observations(controller.handle(.machineChanged(nil), at: now)).isEmpty { looked = now }
    }
    #expect(looked == .seconds(103))
  }
}
