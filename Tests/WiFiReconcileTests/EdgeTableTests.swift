import Testing
import WiFiModel
import WiFiSimulation
import WiFiSpec

@testable import WiFiReconcile

/// What happens a moment before a time is over, at that very moment, and a moment after it. `WIFI_AP_RECORD=1` writes
/// Specs/tables anew.
@Suite struct EdgeTableTests {
  private struct Scene {
    var lane: Lane
    var context: LaneContext
    var state: ObservedState
    let desired: DesiredState

    init(at now: Uptime, _ recovery: RecoveryPolicy = RecoveryPolicy(), driver: String = "mwifiex_usb") throws {
      desired = try Story.desired(Story.radio(driver, recovery: recovery))
      lane = Lane(radio: try RadioID("main"))
      context = LaneContext(
        now: now, spec: desired, desired: desired, paths: Paths(), withheld: [], suspension: nil, rival: nil,
        ledger: try Seen.ledger(), memory: Memory(bootID: "now"))
      state = try Seen.onAir(at: now, firmware: driver == "mwifiex_usb" ? .answered : .notAsked)
      var card = Seen.device
      card.driver = try ModuleName(driver)
      state.radios[0].device = .known(card)
      lane.phyIndex = 0
      lane.device = card
    }

    mutating func incident(
      _ phase: Incident.Phase, _ kind: Fault.Class = .firmware, opened: Uptime = .seconds(10),
      _ change: (inout Incident) -> Void = { _ in }
    ) {
      var incident = Incident(
        radio: lane.radio, devicePath: "usb-0:1:1.0", fault: Fault(kind, evidence: "it hangs"), opened: opened,
        phase: phase,
        tried: kind == .firmware ? [.reloadDriver] : [], phyIndex: 0, device: lane.device, number: 1)
      change(&incident)
      lane.incident = incident
    }

    mutating func look(_ reach: ObservedState.Reach = .probing, mayPlan: Bool = true) {
      lane.phase = .observing(reach, mayPlan: mayPlan)
      state.reach = reach
      lane.take(state, &context)
    }

    /// So many milliseconds from now, or ago.
    private func span(_ time: Uptime) -> String {
      Shown.seconds(((time - context.now).nanoseconds + 500_000) / 1_000_000 * 1_000_000)
    }

    private func text(_ phase: Incident.Phase) -> String {
      switch phase {
      case .due(let time): "due in \(span(time))"
      case .acting: "acting"
      case .awaiting(let until): "awaiting for \(span(until))"
      case .rebuilding(let until): "rebuilding for \(span(until))"
      case .healed(let since): "healed since \(span(since))"
      }
    }

    /// What a look led to.
    var said: String {
      var words: [String] = []
      for effect in context.effects {
        switch effect {
        case .perform(let step): words.append("do \(step.title)")
        case .observe(_, let request): words.append("look \(request.reach.rawValue)")
        case .log(let entry): words.append(entry.message)
        case .keepEvidence: words.append("keep evidence")
        case .askClients: words.append("ask for clients")
        default: break
        }
      }
      if let next = lane.nextLook { words.append("look \(lane.reach.rawValue) in \(span(next))") }
      words.append("incident \(lane.incident.map { "\(text($0.phase)), round \($0.rounds)" } ?? "none")")
      if let held = lane.held { words.append("held: \(held.rawValue)") }
      if let held = lane.recoveryHeld { words.append("recovery held: \(held.rawValue)") }
      if lane.suspicion.fatalLine != nil { words.append("suspicious") }
      if let expectation = lane.expectation {
        let isRadio = if case .radio = expectation { true } else { false }
        words.append("expects \(isRadio ? "the radio" : "hostapd") for \(span(expectation.until))")
      }
      if let trial = lane.trial {
        let since = trial.since.map(span) ?? "ever"
        words.append("trial \(Shown.text(trial.stand)) \(since) \(trial.hostapdFaults) \(trial.firmwareFaults)")
      }
      words.append(
        "corrections \(lane.corrections.count), probes \(lane.probes.count), evidence \(lane.evidence.count)")
      words.append("reboots \(context.memory.reboots.count)")
      let radio = desired.radios[0]
      let status = lane.status(
        of: desired.accessPoints[0], on: radio, ledger: context.ledger, suspension: context.suspension)
      words.append(status.conditions.map { "\($0.kind.rawValue) \($0.reason.rawValue)" }.joined(separator: " "))
      return words.joined(separator: "; ")
    }
  }

  @Test func `a moment before, then, and a moment after`() throws {
    var text = ""
    /// - Parameters:
    ///   - name: what is over at that time.
    ///   - time: seconds.
    ///   - play: what there is, so that only the time is left to choose.
    func tell(_ name: String, _ time: Int64, _ play: (Uptime) throws -> String) rethrows {
      let moments = try (Int64(-1)...1).map { try play(Uptime(nanoseconds: time * 1_000_000_000 + $0)) }
      text += "\(name), \(time) s\n"
      if moments[0] == moments[1], moments[1] == moments[2] {
        text += "  \(moments[0])\n"
      } else {
        text += moments[1] == moments[0] ? "  until then: \(moments[0])\n" : "  before: \(moments[0])\n"
        if moments[1] != moments[0], moments[1] != moments[2] { text += "  then: \(moments[1])\n" }
        text += moments[1] == moments[2] ? "  from then: \(moments[2])\n" : "  after: \(moments[2])\n"
      }
    }
    let policy = RecoveryPolicy(actionsPerHour: 2, reboot: true)
    let silent: (inout Scene) -> Void = { $0.state.radios[0].firmware = .silent }
    func scene(
      _ now: Uptime, driver: String = "mwifiex_usb", _ change: (inout Scene) throws -> Void,
      reach: ObservedState.Reach = .probing
    ) throws -> String {
      var scene = try Scene(at: now, policy, driver: driver)
      try change(&scene)
      scene.look(reach)
      return scene.said
    }

    try tell("a line that nothing bore out", 400) { now in
      try scene(now) { scene in
        scene.lane.suspicion.fatalLine = Suspicion.Sighting(at: .seconds(100), text: "line")
        scene.state.radios[0].firmware = .notAsked
      }
    }
    try tell("an answer of before a line", 100) { now in
      try scene(now) { $0.lane.suspicion.fatalLine = Suspicion.Sighting(at: .seconds(100), text: "line") }
    }
    try tell("a line and a lost wiphy", 100) { now in
      try scene(now, driver: "ath10k_pci") { scene in
        scene.lane.suspicion.fatalLine = Suspicion.Sighting(at: .seconds(100), text: "line")
        scene.state.radios[0].phy = .known(nil)
      }
    }
    try tell("a day in health", 86_500) { now in
      try scene(now) { scene in
        scene.lane.soundSince = .seconds(100)
        scene.context.memory.reboots = [scene.lane.radio: 2]
      }
    }
    try tell("healed for ten minutes", 700) { now in try scene(now) { $0.incident(.healed(since: .seconds(100))) } }
    for kind in Fault.Class.allCases {
      try tell("a remedy that is due for \(kind.rawValue)", 200) { now in
        try scene(now) { scene in
          silent(&scene)
          scene.incident(.due(.seconds(200)), kind)
        }
      }
      try tell("a remedy whose effect is awaited, for \(kind.rawValue)", 200) { now in
        try scene(now) { scene in
          silent(&scene)
          scene.incident(.awaiting(until: .seconds(200)), kind)
        }
      }
      try tell("a radio that is rebuilt, for \(kind.rawValue)", 200) { now in
        try scene(now) { scene in
          scene.state.hostapds = .known([])
          scene.incident(.rebuilding(until: .seconds(200)), kind)
        }
      }
      try tell("a radio that is rebuilt and lacks what nobody refuses, for \(kind.rawValue)", 200) { now in
        try scene(now) { scene in
          Seen.interface(&scene.state) { $0.hasCarrier = false }
          scene.incident(.rebuilding(until: .seconds(200)), kind)
        }
      }
    }
    try tell("a quarter of an hour in vain", 1000) { now in
      try scene(now) { scene in
        silent(&scene)
        scene.incident(.due(.seconds(5000)), opened: .seconds(100)) { $0.rounds = 1 }
      }
    }
    try tell("six hours after a boot", 6 * 3600) { now in
      try scene(now) { scene in
        silent(&scene)
        scene.context.memory.reboots = [scene.lane.radio: 1]
        scene.incident(.due(.seconds(30_000)), opened: .seconds(100)) { $0.rounds = 1 }
      }
    }
    try tell("a request that is stuck for a quarter of an hour", 1000) { now in
      try scene(now) { scene in
        scene.state.radios[0].stuckRequest = StuckRequest(
          operation: "DELETE_MODULE", since: .seconds(100), process: ProcessIdentity(pid: 3, startTime: 7), state: "D")
        scene.incident(.due(.seconds(200)), opened: .seconds(50))
      }
    }
    for spent in [[100, 200], [100], [100, 150, 200]] as [[Int64]] {
      try tell("a budget of two, spent at \(spent)", 3630 + spent[max(spent.count - 2, 0)]) { now in
        try scene(now) { scene in
          silent(&scene)
          scene.context.memory.actions = [scene.lane.radio: spent.map { .seconds($0) }]
          scene.incident(.due(.seconds(300))) { $0.tried = [] }
        }
      }
    }
    try tell("six restarts of hostapd", 3730) { now in
      try scene(now) { scene in
        scene.lane.restarts = (1...6).map { .seconds($0 * 100) }
        scene.incident(.due(.seconds(300)), .hostapd)
      }
    }
    try tell("clients whose frames came in five seconds ago", 105) { now in
      try scene(now) { scene in
        silent(&scene)
        scene.lane.received = Lane.Traffic(frames: 7, movedAt: .seconds(100))
        Seen.hostapd(&scene.state) { hostapd in
          guard case .status(var status) = hostapd.answer else { return }
          status.networks[0].stations = 1
          hostapd.answer = .status(status)
        }
        scene.incident(.due(.seconds(90)), opened: .seconds(90)) { $0.tried = [] }
      }
    }
    try tell("clients that are served for five minutes", 390) { now in
      try scene(now) { scene in
        silent(&scene)
        scene.lane.received = Lane.Traffic(frames: 7, movedAt: now)
        Seen.hostapd(&scene.state) { hostapd in
          guard case .status(var status) = hostapd.answer else { return }
          status.networks[0].stations = 1
          hostapd.answer = .status(status)
        }
        scene.incident(.due(.seconds(90)), opened: .seconds(90)) { $0.tried = [] }
      }
    }
    for (name, change) in [
      ("hostapd is silent", { scene in Seen.hostapd(&scene.state) { $0.answer = .silent } }),
      ("hostapd cannot be reached", { scene in Seen.hostapd(&scene.state) { $0.answer = .unreachable("why") } }),
      ("hostapd is gone", { scene in scene.state.hostapds = .known([]) }),
      ("the link has no carrier", { scene in Seen.interface(&scene.state) { $0.hasCarrier = false } }),
      ("the wiphy is not there", { scene in scene.state.radios[0].phy = .known(nil) }),
      ("all is well", { _ in }),
    ] as [(String, (inout Scene) -> Void)] {
      for driver in ["mwifiex_usb", "ath10k_pci"] {
        for reach in ObservedState.Reach.allCases {
          try tell("hostapd is awaited, \(name), \(driver), \(reach.rawValue)", 200) { now in
            try scene(
              now, driver: driver,
              {
                change(&$0)
                $0.lane.expectation = .hostapd(until: .seconds(200))
              }, reach: reach)
          }
          try tell("a radio is awaited, \(name), \(driver), \(reach.rawValue)", 200) { now in
            try scene(
              now, driver: driver,
              {
                change(&$0)
                $0.lane.expectation = .radio(until: .seconds(200))
              }, reach: reach)
          }
        }
      }
    }
    try tell("something unseen for half a minute", 130) { now in
      try scene(now) { scene in
        scene.state.interfaces = .unknown("why")
        scene.lane.unseenSince = .seconds(100)
      }
    }
    for (count, failed) in [(1, true), (2, true), (9, true), (1, false), (4, false), (5, false), (7, false)] {
      for after in [250, 500, 1000, 2000, 8000, 60_000, 600_000] as [Int64] where count < 5 || after > 1000 {
        let steps = Lane.Correction(
          subject: "add-address 192.168.0.5/24 on uap0", at: .seconds(100), failed: failed, isOfDriver: false)
        let times = try [Int64(-1), 0, 1].map { nanosecond in
          try scene(Uptime(nanoseconds: 100_000_000_000 + after * 1_000_000 + nanosecond)) { scene in
            Seen.interface(&scene.state) { $0.addresses = .known([]) }
            scene.lane.corrections = Array(repeating: steps, count: count)
          }
        }
        text += "\(count) corrections\(failed ? " that failed" : ""), \(after) ms ago\n"
        for (moment, said) in zip(["before", "then", "after"], times) where moment == "then" || said != times[1] {
          text += "  \(moment): \(said)\n"
        }
      }
    }
    for firmware in [FirmwareAnswer.answered, .silent, .late] {
      for evidence in 0...2 {
        try tell("a change under way for a minute, \(firmware.rawValue), after \(evidence) faults", 160) { now in
          try scene(now) { scene in
            scene.lane.proven = try Story.desired(ssid: "before")
            scene.lane.trial = Trial()
            scene.lane.trial?.since = .seconds(100)
            scene.lane.trial?.hostapdFaults = UInt8(evidence)
            scene.lane.trial?.evidence = "it fails"
            scene.state.radios[0].firmware = firmware
            Seen.interface(&scene.state) { $0.hasCarrier = false }
          }
        }
      }
    }
    try tell("an answer of the firmware's, two ticks ago", 135) { now in
      try scene(
        now,
        { scene in
          Seen.interface(&scene.state) { $0.wireless = nil }
          scene.state.radios[0].firmware = .notAsked
          scene.lane.probes = [
            Lane.Probe(
              at: .seconds(100), index: 4,
              wireless: Interface.Wireless(type: .accessPoint, ssid: Array("my_access_point".utf8), frequency: 2437))
          ]
        }, reach: .gentle)
    }
    try tell("what led to nothing for ten minutes", 700) { now in
      var scene = try Scene(at: now)
      scene.lane.evidence = [HistoryEntry(at: .seconds(100), kind: .evidence, message: "word")]
      scene.lane.tellOutage(since: nil, &scene.context)
      return "\(scene.lane.evidence.count)"
    }
    tell("radar", 1900) { now in
      var memory = ChannelMemory()
      memory.take(.radar(5260), at: .seconds(100))
      memory.take(.radar(5280), at: now)
      return Shown.text(memory.radar.keys.sorted())
    }
    tell("a switch of channel that was announced", 130) { now in
      var memory = ChannelMemory()
      memory.take(.switchStarted(2412), at: .seconds(100))
      return Shown.text(memory.announcement(at: now) as Any)
    }
    try tell("the driver's own reset that was told of", 200) { now in
      var scene = try Scene(at: now, policy)
      scene.lane.suspicion.ownReset = .seconds(200)
      scene.lane.openAnew(
        Fault(.firmware, evidence: "it hangs"), scene.desired.radios[0], "sentence", &scene.context)
      return scene.said
    }
    try Record.check(text, "edges")
  }

  @Test func `a moment before, then, and a moment after, for all radios`() throws {
    var text = ""
    let desired = try Story.desired()
    func tell(
      _ name: String, _ time: Int64, memory: Memory = Memory(bootID: "now"),
      after play: (inout Controller) -> [Effect] = { _ in [] }, _ event: Event
    ) throws {
      for nanosecond in Int64(-1)...1 {
        var controller = Controller(bootID: "now")
        var transcript = Transcript()
        let started = Event.started(memory, try Seen.ledger())
        transcript.add(started, controller.handle(started, at: .seconds(10)), at: .seconds(10))
        let read = Event.specRead(SpecResult(desired: desired, isUnchanged: true, files: ["/a.yaml"]))
        transcript.add(read, controller.handle(read, at: .seconds(11)), at: .seconds(11))
        _ = play(&controller)
        let now = Uptime(nanoseconds: time * 1_000_000_000 + nanosecond)
        transcript = transcript.continued(from: now)
        transcript.add(event, controller.handle(event, at: now), at: now)
        text += "\(name), \(nanosecond) ns\n" + transcript.end().split(separator: "\n").map { "  \($0)\n" }.joined()
      }
    }
    let gone = Event.specRead(SpecResult(desired: DesiredState(), files: []))
    try tell("a file that is gone for five seconds", 20, after: { $0.handle(gone, at: .seconds(15)) }, gone)
    let main = desired.radios[0].id
    try tell(
      "a suspension's end", 40,
      memory: Memory(
        bootID: "now", suspensions: [Suspension(.radio(main), reason: "", since: .seconds(9), until: .seconds(40))]),
      .due)
    try tell(
      "an action of an hour ago", 3730, memory: Memory(bootID: "now", actions: [main: [.seconds(100), .seconds(200)]]),
      .due)
    try tell("the first tick", 12, .due)
    try tell("a hint about the spec", 15, after: { $0.handle(.specChanged, at: .seconds(14)) }, .specChanged)
    try Record.check(text, "edges-of-all")
  }
}
