import Testing
import WiFiModel
import WiFiSimulation
import WiFiSpec

@testable import WiFiReconcile

/// What a lane keeps in mind between the looks at its radio.
@Suite struct LaneTests {
  private let main: RadioID
  private let uap0: InterfaceName
  private let now = Uptime.seconds(100)

  init() throws {
    main = try RadioID("main")
    uap0 = try InterfaceName("uap0")
  }

  private func context(at time: Uptime) throws -> LaneContext {
    let desired = try Story.desired()
    return LaneContext(
      now: time, spec: desired, desired: desired, paths: Paths(), withheld: [], suspension: nil, rival: nil,
      ledger: try Seen.ledger(), memory: Memory(bootID: "now"))
  }

  /// A lane on the air that has performed this.
  private func lane(after action: Action) throws -> Lane {
    var lane = Lane(radio: main)
    let step = Step(action, radio: main, reason: "it differs", deadline: .seconds(5))
    lane.probes = [Lane.Probe(at: .seconds(99), index: 4, wireless: Interface.Wireless(type: .accessPoint))]
    lane.phase = .performing(step, rest: [], remedy: false)
    var context = try context(at: now)
    lane.finished(step, nil, &context)
    return lane
  }

  @Test func `after each step that hostapd needs time for it has that time, and is asked anew`() throws {
    let configuration = HostapdConfiguration(options: [])
    let other = ChannelSwitch(to: try Channel(1, in: .ghz2), width: .mhz20, standards: [.n])
    for action in [
      .startHostapd, .addBSS(uap0, configuration, phy: "phy0"), .renewBSS(uap0, [], isSecured: true),
      .reloadBSS(uap0, []), .switchChannel(uap0, other),
    ] as [Action] {
      let lane = try lane(after: action)
      #expect(lane.expectation == .hostapd(until: now + .seconds(20)), "\(action.name)")
      #expect(lane.probes.isEmpty, "\(action.name)")
    }
    let linked = try lane(after: .setLinkUp(uap0))
    #expect(linked.expectation == .hostapd(until: now + .seconds(3)))
    #expect(linked.probes.isEmpty)
    for action in [.setLinkDown(uap0), .removeBSS(uap0, successor: nil)] as [Action] {
      let lane = try lane(after: action)
      #expect(lane.expectation == nil && lane.probes.isEmpty, "\(action.name)")
    }
  }

  @Test func `of what led to nothing the last eight words are kept, for ten minutes`() throws {
    var lane = Lane(radio: main)
    for number in Int64(0)..<20 {
      var context = try context(at: .seconds(100 + number))
      context.say(.evidence, "word \(number)")
      context.say(.decision, "no evidence")
      lane.tellOutage(since: nil, &context)
    }
    #expect(lane.evidence.map(\.message) == (12..<20).map { "word \($0)" })
    var later = try context(at: .seconds(117 + 600))
    lane.tellOutage(since: nil, &later)
    #expect(lane.evidence.map(\.message) == ["word 17", "word 18", "word 19"])
  }

  @Test func `what is released by hand is meant for the spec that is read next, and for that alone`() throws {
    var controller = Controller(bootID: "now")
    _ = controller.handle(.started(Memory(bootID: "now"), try Seen.ledger()), at: .seconds(90))
    _ = controller.handle(.applyRequested(upTo: .radio), at: .seconds(91))
    var desired = try Story.desired()
    _ = controller.handle(.specRead(SpecResult(desired: desired, files: ["/a.yaml"])), at: .seconds(92))
    #expect(controller.lanes.map(\.released) == [.radio])
    desired.radios[0].beaconInterval = 200
    _ = controller.handle(.specRead(SpecResult(desired: desired, files: ["/a.yaml"])), at: .seconds(93))
    #expect(controller.lanes.map(\.released) == [nil])
  }

  @Test func `a firmware that does not answer is asked again within a second or two`() throws {
    for (answer, isUp, pause) in [(.silent, true, 1), (.silent, false, 1), (.late, true, 2)]
      as [(FirmwareAnswer, Bool, Int64)]
    {
      var lane = Lane(radio: main)
      lane.phase = .observing(.probing, mayPlan: true)
      var context = try context(at: now)
      var state = try Seen.onAir(at: now, firmware: answer)
      Seen.interface(&state) { $0.isUp = isUp }
      lane.take(state, &context)
      #expect(lane.nextLook == now + .seconds(pause) && lane.phase == .idle)
    }
  }

  /// A lane in a firmware incident, which sees this.
  private func lane(
    _ phase: Incident.Phase = .awaiting(until: .seconds(120)), seeing change: (inout ObservedRadio) -> Void,
    _ context: inout LaneContext
  ) throws -> Lane {
    let incident = Incident(
      radio: main, devicePath: nil, fault: Fault(.firmware, evidence: "it hangs"), opened: .seconds(90),
      phase: phase, tried: [.reloadDriver], phyIndex: 9)
    var lane = Lane(radio: main, incident: incident)
    lane.phase = .observing(.probing, mayPlan: true)
    var state = try Seen.onAir(at: now)
    change(&state.radios[0])
    lane.take(state, &context)
    return lane
  }

  @Test func `a driver on its way is looked at again soon`() throws {
    var context = try context(at: now)
    let lane = try lane(seeing: { $0.module = .known(.unloading) }, &context)
    #expect(lane.nextLook == now + .seconds(2))
    #expect(lane.recoveryHeld == .kernelSilent)
  }

  @Test func `one radio at a time has the driver in its hands`() throws {
    for rival in [nil, try RadioID("other")] {
      let desired = try Story.desired()
      var context = LaneContext(
        now: now, spec: desired, desired: desired, paths: Paths(), withheld: [], suspension: nil, rival: rival,
        ledger: try Seen.ledger(), memory: Memory(bootID: "now"))
      var lane = try lane(seeing: { $0.firmware = .silent }, &context)
      lane.recover(by: .reloadDriver, &context)
      lane.phase = .observing(.probing, mayPlan: true)
      lane.take(try Seen.onAir(at: now, firmware: .silent), &context)
      #expect(lane.recoveryHeld == (rival == nil ? nil : .radioInRecovery))
      #expect((lane.incident?.phase == .acting) == (rival == nil))
      #expect(lane.incident?.phyIndex == (rival == nil ? 0 : 9), "the wiphy that the remedy is to take away")
      let status = lane.status(
        of: desired.radios[0], memory: context.memory, ledger: context.ledger, suspension: nil)
      #expect(status.incident?.contains("reload-driver") == true)
    }
  }

  @Test func `addresses that cannot be seen stay ours`() throws {
    let ours = try Seen.ledger().addresses
    for (addresses, kept) in [(.unknown("no answer"), ours), (.known([]), [])]
      as [(Knowledge<[InterfaceAddress]>, [Ledger.OwnedAddress])]
    {
      var lane = Lane(radio: main)
      lane.phase = .observing(.gentle, mayPlan: false)
      var context = try context(at: now)
      var state = try Seen.onAir(at: now)
      Seen.interface(&state) { $0.addresses = addresses }
      lane.take(state, &context)
      #expect(context.ledger.addresses == kept)
    }
  }

  @Test func `what was released by hand ends when all is as declared, and is seen to be`() throws {
    for (files, kept) in [(nil, nil), ("no answer", .radio)] as [(String?, Disruption?)] {
      var lane = Lane(radio: main)
      lane.released = .radio
      lane.phase = .observing(.gentle, mayPlan: false)
      var context = try context(at: now)
      var state = try Seen.onAir(at: now)
      if let files { state.configurations = .unknown(files) }
      lane.take(state, &context)
      #expect(lane.drift?.isEmpty == true && lane.released == kept)
    }
  }

  @Test func `a kernel that went wrong is not waited for where a reboot is allowed`() throws {
    let request = StuckRequest(
      operation: "DELETE_MODULE", since: .seconds(99), process: ProcessIdentity(pid: 3, startTime: 7), state: "D")
    for isCrashed in [false, true] {
      let desired = try Story.desired(Story.radio(recovery: RecoveryPolicy(reboot: true)))
      var memory = Memory(bootID: "now")
      if isCrashed { memory.crashed = [main] }
      var context = LaneContext(
        now: now, spec: desired, desired: desired, paths: Paths(), withheld: [], suspension: nil, rival: nil,
        ledger: try Seen.ledger(), memory: memory)
      let lane = try lane(seeing: { $0.stuckRequest = request }, &context)
      #expect(lane.incident?.tried == (isCrashed ? [.reloadDriver, .reboot] : [.reloadDriver]))
    }
  }

  @Test func `a remedy asked for by hand belongs to the incident that is under way, or begins one`() throws {
    for (phase, isNew) in [
      (nil, true), (.healed(since: .seconds(95)), true), (.rebuilding(until: .seconds(150)), true),
      (.due(.seconds(99)), false), (.awaiting(until: .seconds(150)), false),
    ] as [(Incident.Phase?, Bool)] {
      let incident = phase.map {
        Incident(
          radio: main, devicePath: nil, fault: Fault(.firmware, evidence: "it hangs"), opened: .seconds(90), phase: $0,
          phyIndex: 0, number: 3)
      }
      var lane = Lane(radio: main, incident: incident)
      var context = try context(at: now)
      context.memory.outages = 3
      lane.recover(by: .reloadDriver, &context)
      #expect(lane.incident?.number == (isNew ? 4 : 3))
      #expect(lane.incident?.asked == .reloadDriver && lane.incident?.phase == .due(now) && lane.nextLook == now)
    }
  }

  @Test func `a step that fails in its time counts once, and one that fails later is another`() throws {
    let step = Step(.setLinkUp(uap0), radio: main, reason: "it is down", deadline: .seconds(5))
    for (began, count) in [(90, 1), (89, 2)] as [(Int64, Int)] {
      var lane = Lane(radio: main)
      for time in [.seconds(began), now] {
        lane.phase = .performing(step, rest: [], remedy: false)
        var context = try context(at: time)
        lane.finished(step, StepFailure(.refused, "no"), &context)
      }
      #expect(lane.corrections.map(\.failed) == Array(repeating: true, count: count))
    }
  }

  @Test func `while the driver reads its card's memory out its own reset is waited for, and a backoff goes on`() throws
  {
    let line = "usb 1-1: == mwifiex firmware dump start =="
    let recognition = try #require(
      SignatureCatalogue.builtIn.recognition(of: line, driver: try ModuleName("mwifiex_usb")))
    for ownReset in [nil, Uptime.seconds(160)] {
      let incident = Incident(
        radio: main, devicePath: nil, fault: Fault(.firmware, evidence: "it hangs"), opened: .seconds(90),
        phase: .due(.seconds(160)), phyIndex: 0, ownReset: ownReset)
      var lane = Lane(radio: main, incident: incident)
      var context = try context(at: now)
      lane.kernelLine(line, recognition, &context)
      #expect(lane.incident?.phase == .due(ownReset == nil ? .seconds(160) : now + .seconds(120)))
    }
  }

  @Test(arguments: ["T", "t"]) func `a hostapd that is stopped, or traced, is no matter of firmware`(_ state: String)
    throws
  {
    var lane = Lane(radio: main)
    lane.phase = .observing(.probing, mayPlan: true)
    var context = try context(at: now)
    var seen = try Seen.onAir(at: now)
    Seen.hostapd(&seen) { hostapd in
      hostapd.state = state
      hostapd.answer = .silent
    }
    lane.take(seen, &context)
    #expect(lane.incident?.fault.kind == .hostapd)
    #expect(lane.incident?.fault.evidence.contains("is stopped by a signal") == true)
  }

  @Test func `a radio is noted once as one that something was written for`() throws {
    for files in [[], [main]] {
      var lane = Lane(radio: main)
      var context = try context(at: now)
      context.ledger.files = files
      lane.start(
        Step(.writeExemption([uap0]), radio: main, reason: "it is new", deadline: .seconds(5)), rest: [],
        remedy: false, &context)
      #expect(context.ledger.files == [main])
    }
  }

  @Test func `what gives a card back is part of the remedy that took it`() throws {
    let radio = try Story.radio()
    var lane = Lane(radio: main)
    var context = try context(at: now)
    let seen = ObservedRadio(
      id: main, module: .known(.absent), device: .known(Seen.device), phy: .known(nil), firmware: .notAsked)
    #expect(lane.restore(seen, radio, &context))
    guard case .performing(let step, rest: [], remedy: true) = lane.phase else {
      Issue.record("\(lane.phase)")
      return
    }
    #expect(step.action.name == "load-module")
  }

  @Test func `those who saw the same are in the same state`() throws {
    #expect(Boxed(wrappedValue: [1, 2]) == Boxed(wrappedValue: [1, 2]))
    #expect(Boxed(wrappedValue: [1, 2]) != Boxed(wrappedValue: [2]))
  }
}
