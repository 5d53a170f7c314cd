package import WiFiModel
package import WiFiReconcile

/// The real `Controller` on a simulated machine: a virtual clock, a queue of what is to happen, and a record of it all.
/// The same seed and the same faults give the same record.
package struct Simulation: Sendable {
  package private(set) var machine: SimulatedMachine
  package private(set) var controller: Controller?
  package private(set) var now = Uptime.seconds(10)
  /// What is declared, and what is declared after `edit-spec`.
  package let story: DesiredState
  package let edited: DesiredState
  /// What the agent recognises in the kernel log.
  package let signatures: SignatureCatalogue
  /// How many of a thousand hints, kernel records and spec events are lost.
  package var lossPerMille: UInt64 = 0
  /// The agent dies at that one of its effects, counted from 1 over all its lives.
  package var crash: CrashPoint?
  package var withheld: Set<String> = []
  /// The guards that a test takes out.
  package var weaknesses: Set<Weakness> = []

  /// What was seen; empty unless recording.
  package private(set) var entries: [TimelineEntry] = []
  package var isRecording = false
  /// What the controller was told and what it wanted done, oldest first; empty unless exchanges are kept.
  package private(set) var exchanges: [Exchange] = []
  package var keepsExchanges = false
  /// A hash over everything that happened.
  package private(set) var trace: UInt64 = 0xcbf2_9ce4_8422_2325
  package private(set) var counts = Counts()
  /// How much happened, to the machine or to the agent.
  package private(set) var occurrences: UInt64 = 0
  /// What the controller did that it must never do.
  package private(set) var violations: [Violation] = []
  /// For how long in all it was for the agent to act while a radio was off the air: its debounces and its waits.
  package private(set) var ownTime = Uptime.Span.seconds(0)
  /// Whether that is counted, which takes a look at everything before each thing that happens.
  package var timesItself = false
  package private(set) var fired: [SimulatedFault: UInt64] = [:]

  private var storage = SimulatedStorage()

  private var queue: [Item] = []
  private var sequence: UInt64 = 0
  private var life: UInt64 = 0
  private var atOnce: UInt64 = 0
  package private(set) var lastStatus: Status?
  private var shown: [String: String] = [:]
  private var driverActions: [Uptime] = []
  private var reboots: [Uptime] = []
  private var looks: [Uptime] = []
  private var lastStepWasDestructive = false
  private var boots: UInt64 = 0
  private var watch: Watch
  private let canBeAsked: Bool
  private var telling = Telling.properly
  private var looksTake = Uptime.Span.seconds(0)

  package init(
    card: SimulatedCard, story: DesiredState, edited: DesiredState, seed: UInt64, signatures: SignatureCatalogue
  ) {
    self.signatures = signatures
    canBeAsked = DriverProfile(of: card.driver).answersProbe
    machine = SimulatedMachine(card: card, seed: seed)
    machine.bridges = Set((story.accessPoints + edited.accessPoints).compactMap(\.bridge?.text)).sorted()
    self.story = story
    self.edited = edited
    watch = Watch([story, edited])
    push(.startAgent, at: now)
  }

  /// How the agent is told of what happens.
  private enum Telling: Hashable, Sendable {
    case properly
    case nothing
    case twice
    case late
  }

  /// Synchronises the machine's clock: then it is this time at the beginning.
  package mutating func synchronise(_ time: WallTime) { machine.clockAtStart = time }

  /// Lets a fault happen at a time.
  package mutating func inject(_ fault: SimulatedFault, at time: Uptime) { push(.fault(fault), at: time) }

  /// Lets the agent of this life hear something at a time, whatever is true of it.
  package mutating func tell(_ event: Event, at time: Uptime) { push(.event(event, life: life), at: time) }

  /// Lets time pass until then, or until `done` says so after something happened.
  package mutating func run(until end: Uptime, stopWhen done: (Simulation) -> Bool = { _ in false }) {
    while let item = queue.last, item.at <= end {
      if timesItself, isOursToAct { ownTime = ownTime + (item.at - now) }
      queue.removeLast()
      // What was due while the machine slept is late.
      let time = max(item.at, now)
      atOnce = time == now ? atOnce + 1 : 0
      if atOnce > 2000 {
        violate(.boundedHarm, "the agent is busy without time passing")
        return
      }
      now = time
      machine.now = now
      occurrences += 1
      let before = (counts.publications, counts.observations, counts.steps)
      happen(item.occurrence)
      fetch()
      let isSame = before == (counts.publications, counts.observations, counts.steps) && item.occurrence.isQuestion
      if !isSame || !watch.isCalm {
        violations += watch.look(
          at: machine, goal: controller.flatMap { $0.isSpecAccepted ? $0.goal : nil }, lastStatus,
          canBeAsked: canBeAsked)
      }
      if done(self) { return }
    }
    now = max(now, end)
    machine.now = now
  }

  /// Lets a look that is under way come to its end.
  package mutating func endLook() { if !isConverged { run(until: now + .seconds(5)) { $0.isConverged } } }

  /// Whether a radio is off the air for a fault and nothing is waited for but the agent: no step, look, driver or
  /// hostapd has anything in hand, and no pause is meant.
  private var isOursToAct: Bool {
    let isUrgent = controller?.lanes.contains { lane in
      guard let incident = lane.incident, !incident.isHealed else { return lane.suspicion.fatalLine != nil }
      if case .due(let time) = incident.phase, time > now { return false }
      return lane.recoveryHeld == nil
    }
    guard isUrgent ?? false else { return false }
    return !queue.contains { item in
      switch item.occurrence {
      case .machine, .completed, .event(.observed, life: _), .startAgent: true
      case .fault, .event, .due: false
      }
    }
  }

  /// Whether the access point is as declared, seen from outside, and the agent knows it; or is as it was before a change
  /// that failed.
  package var isConverged: Bool {
    guard let controller else { return false }
    guard controller.isSettled else { return isRolledBack }
    switch storage.spec {
    case .story: return machine.isOnAir(story)
    case .edited: return machine.isOnAir(edited)
    case .removed: return machine.isClean && controller.lanes.isEmpty
    case .invalid, .hidden: return true
    }
  }

  /// What is declared now; nil where that cannot be read.
  package var inForce: DesiredState? {
    switch storage.spec {
    case .story: story
    case .edited: edited
    case .removed: DesiredState()
    case .invalid, .hidden: nil
    }
  }

  /// Whether what was on the air before a change that failed is on the air again, and the agent leaves it at that.
  package var isRolledBack: Bool {
    guard let controller, controller.lanes.contains(where: \.isBack) else { return false }
    return controller.lanes.allSatisfy { lane in
      guard case .idle = lane.phase, let drift = lane.drift else { return false }
      return drift.isEmpty && drift.unknowns.isEmpty
    } && machine.isOnAir(controller.goal)
  }

  private mutating func happen(_ occurrence: Occurrence) {
    switch occurrence {
    case .startAgent:
      life += 1
      var new = Controller(
        paths: Paths(), withheld: withheld, bootID: boots == 0 ? storage.memory.bootID : "simulated \(boots)",
        signatures: signatures)
      record(.agent, "started")
      var ledger = storage.ledger
      if weaknesses.contains(.claimsOthers) { ledger.claimAll(of: machine, for: story) }
      let event = Event.started(storage.memory, ledger, proven: storage.proven)
      let effects = new.handle(event, at: now)
      controller = new
      keep(event, effects)
      perform(effects)
    case .fault(let fault): suffer(fault)
    case .machine(let moment): machine.happen(moment, at: now)
    case .event(let event, let life):
      if life == self.life { handle(event) }
    case .completed(let step, let known, let life, let boot):
      guard boot == boots else { break }
      let failure = known ?? machine.complete(step, at: now)
      if life == self.life { handle(.performed(step, failure)) }
    case .due: handle(.due)
    }
  }

  private mutating func suffer(_ fault: SimulatedFault) {
    fired[fault, default: 0] += 1
    record(.fault, fault.rawValue)
    switch fault {
    case .killAgent: die()
    case .loseEvents: telling = .nothing
    case .doubleEvents: telling = .twice
    case .delayEvents: telling = .late
    case .bringEvents, .orderEvents: telling = .properly
    case .delayLooks: looksTake = .seconds(5)
    case .hastenLooks: looksTake = .seconds(0)
    case .suspendMachine:
      now = now + .seconds(3600)
      machine.now = now
      // Nobody could say anything meanwhile.
      watch.forgive()
      machine.suffer(fault, accessPoint: story.accessPoints[0])
    case .editSpec: writeSpec(.edited)
    case .restoreSpec: writeSpec(.story)
    case .removeSpec: writeSpec(.removed)
    case .invalidateSpec: writeSpec(.invalid)
    case .hideSpecDirectory: writeSpec(.hidden)
    case .requestApply: handle(.applyRequested(upTo: nil))
    case .requestRelease: handle(.applyRequested(upTo: .machine))
    case .suspendRadio, .resumeRadio, .requestRecovery:
      for radio in story.radios.map(\.id) {
        switch fault {
        case .suspendRadio:
          handle(
            .suspended(
              Suspension(.radio(radio), reason: "a measurement", since: now, until: now + .seconds(60))))
        case .resumeRadio: handle(.resumed(.radio(radio)))
        default: handle(.recoveryRequested(radio, nil))
        }
      }
    default:
      // One of several, each as likely.
      let points = story.accessPoints
      let number = points.count > 1 ? Int(machine.generator.below(UInt64(points.count))) : 0
      if !points.isEmpty { machine.suffer(fault, accessPoint: points[number]) }
    }
  }

  private mutating func writeSpec(_ file: SimulatedStorage.SpecFile) {
    storage.spec = file
    tell(.specChanged)
  }

  /// A hint on its way; some are lost.
  private mutating func tell(_ event: Event, within latency: Uptime.Span? = nil) {
    guard controller != nil else { return }
    if lossPerMille > 0, machine.generator.chance(lossPerMille) { return }
    var latency = latency ?? .milliseconds(1 + Int64(machine.generator.below(4)))
    switch telling {
    case .properly: break
    case .nothing: return
    case .twice: push(.event(event, life: life), at: now + latency + .milliseconds(30))
    case .late:
      // The log is read in order, however late.
      if case .kernelRecord = event {
        latency = .seconds(3)
      } else {
        latency = .milliseconds(1 + Int64(machine.generator.below(5000)))
      }
    }
    push(.event(event, life: life), at: now + latency)
  }

  /// The machine begins anew, and what was in memory is gone; the clock of the simulation goes on.
  private mutating func reboot() {
    record(.machine, "rebooted")
    boots += 1
    machine.reboot()
    storage.reboot(isSynced: !weaknesses.contains(.syncsNothing))
    driverActions = []
    die()
  }

  /// Takes up what the machine plans and signals.
  private mutating func fetch() {
    let planned = machine.agenda
    machine.agenda = []
    for plan in planned { push(.machine(plan.moment), at: max(plan.at, now)) }
    let signals = machine.signals
    machine.signals = []
    for signal in signals {
      switch signal {
      case .changed: tell(.machineChanged(nil))
      case .rebooted: reboot()
      case .logLost: tell(.kernelRecordsLost)
      case .channel(let radio, let event): tell(.channelChanged(radio, event))
      case .kernel(let device, let message):
        record(.kernel, message)
        // The log is read in order.
        tell(.kernelRecord(device: device, message: message), within: .milliseconds(2))
      }
    }
  }

  private mutating func handle(_ event: Event) {
    guard let effects = controller?.handle(event, at: now) else { return }
    keep(event, effects)
    perform(effects)
  }

  private mutating func keep(_ event: Event, _ effects: [Effect]) {
    if keepsExchanges { exchanges.append(Exchange(at: now, event: event, effects: effects)) }
  }

  private mutating func perform(_ effects: [Effect]) {
    for effect in effects {
      counts.effects += 1
      let dies = crash?.effect == counts.effects ? crash?.moment : nil
      if dies != .before { perform(effect) }
      if dies != nil {
        crash = nil
        die()
        return
      }
    }
    checkWake()
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .readSpec:
      counts.specReads += 1
      push(.event(.specRead(storage.readSpec(story, edited)), life: life), at: now + .milliseconds(3))
    case .keepSpec:
      counts.keptSpecs += 1
      storage.keepSpec(machine.disk)
    case .keepProven(let radio, let part): storage.keepProven(part, of: radio, machine.disk)
    case .forgetProven(let radio): storage.keepProven(nil, of: radio, machine.disk)
    case .observe(_, let request):
      counts.observations += 1
      looks = looks.filter { now - $0 < .seconds(1) } + [now]
      if looks.count > 40 { violate(.boundedHarm, "\(looks.count) looks in a second") }
      if request.reach == .probing { counts.probes += 1 }
      var (state, takes) = machine.observe(request)
      if weaknesses.contains(.takesUnknownForAbsent) { state.takeUnknownForAbsent() }
      note("observe \(request.reach.rawValue)")
      guard let radio = radio(of: effect) else { return }
      push(.event(.observed(radio, state), life: life), at: now + takes + looksTake)
    case .perform(let step):
      guard let failure = storage.objection(to: step.action, machine.disk) else { return begin(step) }
      push(.completed(step, failure, life: life, boot: boots), at: now + .milliseconds(1))
    case .askClients(let radio, let name, nil):
      // Nobody ever joins here.
      push(.event(.clients(radio, name, .all([])), life: life), at: now + .milliseconds(3))
    case .askClients: break
    case .wake(let time):
      cancelWake()
      push(.due, at: max(time, now))
    case .persistMemory(let memory):
      counts.persists += 1
      if !weaknesses.contains(.keepsNoBudget) { storage.keep(memory, machine.disk) }
    case .persistLedger(let ledger):
      counts.persists += 1
      storage.keep(ledger)
    case .recordOutage, .keepEvidence: break
    case .publish(let status):
      counts.publications += 1
      if status == lastStatus { violate(.idempotent, "the same status was published twice") }
      lastStatus = status
      show(status)
    case .ready: note("ready")
    case .keepAlive: storage.retry(machine.disk)
    case .log(let entry): record(entry.kind.inTimeline, entry.message)
    }
  }

  private func radio(of effect: Effect) -> RadioID? {
    if case .observe(let radio, _) = effect { radio } else { nil }
  }

  private mutating func begin(_ step: Step) {
    counts.steps += 1
    switch step.action {
    case .startHostapd where machine.hostapds.contains(where: { $0.radio == step.radio }):
      violate(.unknownIsNotAbsent, "hostapd is started beside one that runs")
    case .addInterface(let name, _) where machine.interfaces.contains(where: { $0.name == name.text && !$0.isForeign }):
      violate(.unknownIsNotAbsent, "\(name) is made beside the one that is there")
    default: break
    }
    let lane = controller?.lanes.first { $0.radio == step.radio }
    if case .performing(_, _, remedy: false) = lane?.phase, lane?.incident?.isFenced ?? false {
      violate(.boundedHarm, "\(step.action.name) although the radio is fenced")
    }
    let destroys =
      switch step.action {
      case .unloadModule, .unbindDevice, .disablePort, .removeDevice, .unbindHost, .resetDevice, .runPowerHook: true
      default: false
      }
    // What somebody asks for by hand does not wait for the budget.
    if destroys, !lastStepWasDestructive, lane?.incident?.asked == nil {
      counts.driverActions += 1
      driverActions.append(now)
      let hour = driverActions.filter { now - $0 < .seconds(3600) }
      let allowed = story.radio(step.radio)?.recovery.actionsPerHour ?? 4
      if hour.count > Int(allowed) { violate(.boundedHarm, "\(hour.count) driver-level actions in an hour") }
    }
    lastStepWasDestructive = destroys
    if step.action == .reboot {
      reboots.append(now)
      // One, another one not before six hours, and none for a day after two.
      let day = reboots.filter { now - $0 < .seconds(24 * 3600) }
      if day.count > (now < .seconds(6 * 3600) ? 1 : 2) {
        violate(.boundedHarm, "\(day.count) reboots in \(now - .seconds(10))")
      }
    }
    note("begin \(step.action.name)")
    let (end, failure) = machine.begin(step)
    push(.completed(step, failure, life: life, boot: boots), at: end)
  }

  /// The agent dies on the spot; whoever looks after it starts it again.
  private mutating func die() {
    guard controller != nil else { return }
    counts.crashes += 1
    record(.agent, "killed")
    storage.loseUnwritten()
    controller = nil
    life += 1
    cancelWake()
    push(.startAgent, at: now + .seconds(1))
  }

  private mutating func violate(_ property: Property, _ text: String) {
    violations.append(Violation(property: property, at: now, text: text))
  }

  private var wakeUp: Int? { queue.lastIndex { if case .due = $0.occurrence { true } else { false } } }

  /// A later wake-up replaces the one that was asked for.
  private mutating func cancelWake() { if let wakeUp { queue.remove(at: wakeUp) } }

  private mutating func checkWake() {
    guard controller != nil, wakeUp == nil else { return }
    violate(.neverSilent, "the agent has no next wake-up")
  }

  /// The conditions that changed, in the timeline.
  private mutating func show(_ status: Status) {
    func line(_ owner: String, _ condition: Condition) {
      let key = "\(owner) \(condition.kind.rawValue)"
      let text = "\(condition.truth.rawValue) \(condition.reason.rawValue)"
      guard shown[key] != text else { return }
      shown[key] = text
      record(.status, "\(key) \(text)")
    }
    for condition in status.agent { line("agent", condition) }
    for radio in status.radios { for condition in radio.conditions { line(radio.id.text, condition) } }
    for accessPoint in status.accessPoints {
      for condition in accessPoint.conditions where condition.kind == .ready || condition.kind == .stalled {
        line(accessPoint.name.text, condition)
      }
    }
  }

  private mutating func push(_ occurrence: Occurrence, at time: Uptime) {
    sequence += 1
    let item = Item(at: time, sequence: sequence, occurrence: occurrence)
    // Latest first, so that the next one is taken off the end; of the same time the older one first.
    var low = 0
    var high = queue.count
    while low < high {
      let middle = (low + high) / 2
      if queue[middle].at > time { low = middle + 1 } else { high = middle }
    }
    queue.insert(item, at: low)
  }

  private mutating func record(_ kind: TimelineEntry.Kind, _ message: String) {
    note(message)
    if isRecording { entries.append(TimelineEntry(at: now, kind: kind, message: message)) }
  }

  private mutating func note(_ text: String) {
    trace = (trace ^ UInt64(bitPattern: now.nanoseconds)) &* 0x100_0000_01b3
    for byte in text.utf8 { trace = (trace ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
}
