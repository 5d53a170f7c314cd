package import WiFiModel

/// The brain of the agent: a pure state machine and a value. What happens goes in as events, what shall be done comes
/// out as effects; it keeps no clock, writes no log and does no I/O, so that a simulator runs, copies and hashes the
/// very code that ships.
package struct Controller: Hashable, Sendable {
  package private(set) var desired = DesiredState()
  package private(set) var lanes: [Lane] = []
  package internal(set) var memory: Memory
  package private(set) var ledger = Ledger()
  package private(set) var status = Status()
  private var paths: Paths
  /// Names of actions and rungs that are never performed: the switch that shows what each of them is for.
  private var withheld: Set<String>
  private let signatures: SignatureCatalogue
  private var spec = SpecState()
  private var nextTick = Uptime(nanoseconds: 0)
  private var isReady = false
  private var history: [HistoryEntry] = []
  /// What was on the air before this life, of radios that have no lane yet.
  private var proven: [RadioID: DesiredState] = [:]

  private struct SpecState: Hashable, Sendable {
    var wasRead = false
    /// Whether anything valid was ever read in this life; until then nothing is known to be unwanted.
    var wasAccepted = false
    /// Ticks until the spec is read again without any hint, for those that were lost.
    var ticksToReading: UInt8 = 60
    var errors: [String] = []
    var files: [String] = []
    var firstHint: Uptime?
    var readAt: Uptime?
    /// Since when a file that contributed has been missing.
    var vanished: Uptime?
    /// What somebody lets the lanes do for the spec that is being read.
    var released: Disruption?
  }

  package init(
    paths: Paths = Paths(), withheld: Set<String> = [], bootID: String = "",
    signatures: SignatureCatalogue = SignatureCatalogue([])
  ) {
    self.paths = paths
    self.withheld = withheld
    self.signatures = signatures
    memory = Memory(bootID: bootID)
  }

  /// Takes in what happened and says what shall be done, in order.
  package mutating func handle(_ event: Event, at now: Uptime) -> [Effect] {
    var effects: [Effect] = []
    let before = (memory: memory, lanes: lanes.count)
    // A tick that is so late was slept through, by the machine or by an agent that was stopped.
    if now - nextTick > .seconds(60) { for index in lanes.indices { lanes[index].waitAnew(at: now) } }
    switch event {
    case .started(let memory, let ledger, let proven): effects += start(memory, ledger, proven, now)
    case .specChanged: noteSpecChange(now)
    case .specRead(let result): effects += accept(result, now)
    case .applyRequested(let limit): effects += apply(upTo: limit, now)
    case .machineChanged(let radio):
      for index in lanes.indices where radio == nil || lanes[index].radio == radio { lanes[index].hint(at: now) }
    case .airChanged(let phy):
      for index in lanes.indices where phy == nil || lanes[index].phyIndex == phy { lanes[index].airChanged(at: now) }
    case .channelChanged(let radio, let event):
      effects += inLane(radio, now) { lane, context in lane.channelEvent(event, &context) }
    case .kernelRecord(let device, let message): effects += attribute(message, device, now)
    case .kernelRecordsLost:
      // What they said is not known: the firmware is asked in their place.
      for index in lanes.indices { lanes[index].look(at: now + .milliseconds(200), reach: .probing) }
    case .firmwareDumped(let device):
      for radio in lanes.filter({ $0.isAt(device) }).map(\.radio) {
        effects += inLane(radio, now) { lane, context in lane.firmwareDumped(&context) }
      }
    case .suspended(let suspension): effects += suspend(suspension, now)
    case .resumed(let subject): effects += resume(subject, now)
    case .recoveryRequested(let radio, let rung):
      effects += inLane(radio, now) { lane, context in lane.recover(by: rung, &context) }
    case .observed(let radio, let state):
      effects += inLane(radio, now) { lane, context in lane.take(state, &context) }
    case .performed(let step, let failure):
      effects += inLane(step.radio, now) { lane, context in lane.finished(step, failure, &context) }
    case .clients(let radio, let name, let news):
      effects += inLane(radio, now) { lane, context in lane.take(news, of: name, &context) }
    case .due: effects += tickIfDue(now)
    }
    effects += expireSuspensions(now)
    if let time = spec.readAt, time <= now {
      spec.readAt = nil
      spec.firstHint = nil
      effects.append(.readSpec)
    }
    for index in lanes.indices where lanes[index].deadline.map({ $0 <= now }) ?? false {
      effects += inLane(lanes[index].radio, now) { lane, context in lane.advance(&context) }
    }
    dropIdleLanes()
    // What an occasion to look leads to is told when the look is over.
    let isNothingNew =
      event.isHint && effects.allSatisfy(\.isQuestion) && memory == before.memory && lanes.count == before.lanes
    if !isNothingNew { effects += report(now) }
    effects.append(.wake(nextDeadline(now)))
    return effects
  }

  /// Whether there is a spec that counts.
  package var isSpecAccepted: Bool { spec.wasAccepted }

  /// Whether every access point is as declared, as far as can be told without asking the firmware.
  package var isSettled: Bool {
    spec.wasAccepted
      && status.accessPoints.allSatisfy {
        $0.conditions.contains { $0.kind == .ready && ($0.truth == .yes || $0.reason == .disabled) }
      }
      && lanes.indices.allSatisfy { index in
        guard case .idle = lanes[index].phase, lanes[index].observed != nil, let drift = lanes[index].drift else {
          return false
        }
        return drift.isEmpty && drift.unknowns.isEmpty
      }
  }

  /// Somebody asks for what is declared: also for what failed.
  private mutating func apply(upTo limit: Disruption?, _ now: Uptime) -> [Effect] {
    spec.readAt = nil
    spec.firstHint = nil
    // It is meant for the spec as it will be read, too.
    spec.released = limit
    for index in lanes.indices {
      lanes[index].released = limit
      lanes[index].tryAgain(at: now)
      lanes[index].look(at: now)
    }
    guard !memory.failedChanges.isEmpty else { return [.readSpec] }
    memory.failedChanges = [:]
    return [.persistMemory(memory), .readSpec]
  }

  /// What the lanes work towards: what is declared, but for changes that were taken back.
  package var goal: DesiredState { lanes.indices.reduce(desired) { lanes[$1].goal($0) } }

  private mutating func start(
    _ kept: Memory, _ ledger: Ledger, _ proven: [RadioID: DesiredState], _ now: Uptime
  ) -> [Effect] {
    self.proven = proven
    let bootID = memory.bootID
    memory = kept
    self.ledger = ledger
    if kept.bootID != bootID {
      // Times of another boot mean nothing here: what was spent counts as spent at this boot's beginning.
      memory.bootID = bootID
      memory.actions = kept.actions.mapValues { $0.map { _ in Uptime(nanoseconds: 0) } }
      memory.crashed = []
      memory.suspensions = kept.suspensions.map { suspension in
        var suspension = suspension
        suspension.until = suspension.until.map { (now + ($0 - suspension.since)).clamped }
        suspension.since = now
        return suspension
      }
      memory.incidents = kept.incidents.map { incident in
        var incident = incident
        incident.opened = Uptime(nanoseconds: 0)
        incident.phyIndex = nil
        incident.ownReset = nil
        incident.stuck = nil
        if case .healed = incident.phase {
          incident.phase = .healed(since: Uptime(nanoseconds: 0))
        } else {
          incident.phase = .rebuilding(until: now + .seconds(120))
        }
        return incident
      }
    }
    for index in memory.incidents.indices { memory.incidents[index].waitAnew(at: now) }
    nextTick = now + .seconds(2)
    return [.readSpec]
  }

  private mutating func noteSpecChange(_ now: Uptime) {
    let first = spec.firstHint ?? now
    spec.firstHint = first
    spec.readAt = min(now + .milliseconds(200), first + .seconds(2))
  }

  private mutating func accept(_ result: SpecResult, _ now: Uptime) -> [Effect] {
    var effects: [Effect] = []
    let changedErrors = result.errors != spec.errors
    spec.errors = result.errors
    if changedErrors {
      if !result.errors.isEmpty {
        ledger.chronicle.specErrors += UInt64(result.errors.count)
        effects.append(.persistLedger(ledger))
      }
      for error in result.errors { effects += say(.spec, error, now) }
      if result.errors.isEmpty { effects += say(.spec, "the spec is valid", now) }
    }
    guard let read = result.desired else {
      // Unknown is not absent: what was desired stays, and what is there stays.
      spec.wasRead = true
      spec.vanished = nil
      spec.ticksToReading = min(spec.ticksToReading, 4)
      return effects
    }
    let new = result.isComplete ? read : read.keeping(desired)
    // A file in the middle of being replaced looks like a removed one: it counts after five seconds of absence.
    let gone = spec.files.filter { !result.files.contains($0) }
    if spec.wasAccepted, !gone.isEmpty, new != desired {
      let since = spec.vanished ?? now
      spec.vanished = since
      guard now - since >= .seconds(5) else {
        spec.readAt = since + .seconds(5)
        return effects
      }
    }
    spec.vanished = nil
    spec.files = result.files
    let first = !spec.wasAccepted
    spec.wasRead = true
    spec.wasAccepted = true
    // An agent that never had a spec, and finds none, has nothing to say.
    let isNothing = first && memory.generation == 0 && new == DesiredState()
    if new != desired || (first && !result.isUnchanged && !isNothing) {
      if !(first && result.isUnchanged) {
        memory.generation += 1
        memory.failedChanges = memory.failedChanges.filter {
          !first && desired.part(of: $0.key) == new.part(of: $0.key)
        }
        .mapValues { FailedChange(generation: memory.generation, evidence: $0.evidence) }
        effects.append(.persistMemory(memory))
        effects += say(
          .spec,
          "generation \(memory.generation): \(new.accessPoints.count) access point(s) on \(new.radios.count) radio(s)",
          now)
      }
      let old = desired
      desired = new
      for index in lanes.indices {
        let radio = lanes[index].radio
        let isChanged = old.part(of: radio) != new.part(of: radio)
        if isChanged || old.settings != new.settings {
          lanes[index].specChanged(at: now)
          lanes[index].released = nil
        }
        judge(index, isChanged: isChanged, now, &effects)
      }
      if result.isComplete { forgetUndeclared(&effects) }
    }
    if result.errors.isEmpty, !result.isUnchanged { effects.append(.keepSpec) }
    begin(now, withLeftovers: result.isComplete, &effects)
    if let limit = spec.released {
      for index in lanes.indices { lanes[index].released = limit }
      spec.released = nil
    }
    return effects
  }

  /// Gives every declared radio, and every radio that something is left of, its lane.
  private mutating func begin(_ now: Uptime, withLeftovers: Bool, _ effects: inout [Effect]) {
    let declared = desired.radios.map(\.id)
    let left =
      !withLeftovers ? [] : ledger.interfaces.map(\.radio) + ledger.hostapds.map(\.radio) + ledger.files
    for radio in Set(declared + left).sorted() where !lanes.contains(where: { $0.radio == radio }) {
      var lane = Lane(
        radio: radio, incident: memory.incidents.first { $0.radio == radio },
        proven: proven.removeValue(forKey: radio))
      lane.look(at: now)
      lanes.append(lane)
      judge(lanes.endIndex - 1, isChanged: true, now, &effects)
    }
    if withLeftovers {
      for radio in proven.keys.sorted() { effects.append(.forgetProven(radio)) }
      proven = [:]
    }
    lanes.sort { $0.radio < $1.radio }
  }

  /// Says what becomes of the change of a lane's part.
  private mutating func judge(_ index: Int, isChanged: Bool, _ now: Uptime, _ effects: inout [Effect]) {
    let radio = lanes[index].radio
    let failed = memory.failedChanges[radio].flatMap { $0.generation == memory.generation ? $0 : nil }
    if lanes[index].judge(desired, isChanged: isChanged, failed: failed, at: now) {
      effects.append(.forgetProven(radio))
    }
  }

  /// The incidents of radios that are declared no more, and that no lane works on, are over.
  private mutating func forgetUndeclared(_ effects: inout [Effect]) {
    let kept = memory.incidents.filter { incident in
      desired.radio(incident.radio) != nil || incident.owesCard(nil) || lanes.contains { $0.radio == incident.radio }
    }
    guard kept != memory.incidents else { return }
    memory.incidents = kept
    effects.append(.persistMemory(memory))
  }

  /// A radio that is declared no more, and of which nothing is left, needs no lane.
  private mutating func dropIdleLanes() {
    for index in lanes.indices.reversed() where isNeedless(index) { lanes.remove(at: index) }
  }

  private func isNeedless(_ index: Int) -> Bool {
    let radio = lanes[index].radio
    guard desired.radio(radio) == nil, case .idle = lanes[index].phase, let drift = lanes[index].drift else {
      return false
    }
    return drift.isEmpty && drift.unknowns.isEmpty && lanes[index].nextLook == nil
      && !ledger.interfaces.contains { $0.radio == radio }
  }

  /// Gives a kernel record to the radio whose card it names; without a name it serves only where one declared radio
  /// uses the driver.
  private mutating func attribute(_ message: String, _ device: String?, _ now: Uptime) -> [Effect] {
    for index in lanes.indices {
      guard let radio = desired.radio(lanes[index].radio),
        let recognition = signatures.recognition(of: message, driver: radio.driver)
      else { continue }
      let isAlone = desired.radios.filter { $0.driver == radio.driver }.count == 1
      let named = device.map { lanes[index].kernelIDs.contains($0) || (isAlone && lanes[index].kernelIDs.isEmpty) }
      guard named ?? false else { continue }
      return inLane(radio.id, now) { lane, context in lane.kernelLine(message, recognition, &context) }
    }
    return []
  }

  private mutating func tickIfDue(_ now: Uptime) -> [Effect] {
    guard nextTick <= now else { return [] }
    nextTick = now + Lane.healthPeriod
    var effects: [Effect] = [.keepAlive]
    memory.actions = memory.actions.compactMapValues { times in
      let recent = times.filter { now - $0 < Lane.budgetPeriod }
      return recent.isEmpty ? nil : recent
    }
    spec.ticksToReading -= min(spec.ticksToReading, 1)
    if spec.ticksToReading == 0 {
      spec.ticksToReading = 60
      effects.append(.readSpec)
    }
    for radio in lanes.map(\.radio) {
      effects += inLane(radio, now) { lane, context in lane.tick(&context) }
    }
    return effects
  }

  mutating func lookEverywhere(at now: Uptime) {
    for index in lanes.indices { lanes[index].look(at: now) }
  }

  /// A lane is large: it is looked for where it lies.
  private func place(of radio: RadioID) -> Int? { lanes.indices.first { lanes[$0].radio == radio } }

  private mutating func inLane(
    _ radio: RadioID, _ now: Uptime, _ body: (inout Lane, inout LaneContext) -> Void
  ) -> [Effect] {
    guard let index = place(of: radio) else { return [] }
    let before = lanes[index].incident
    var context = LaneContext(
      now: now, spec: desired, desired: lanes[index].goal(desired), paths: paths, withheld: withheld,
      suspension: suspension(on: radio), rival: rival(of: radio), ledger: ledger, memory: memory)
    body(&lanes[index], &context)
    lanes[index].tellOutage(since: before, &context)
    ledger = context.ledger
    memory = context.memory
    history.append(contentsOf: context.history)
    return context.effects
  }

  mutating func say(_ kind: HistoryEntry.Kind, _ message: String, _ now: Uptime) -> [Effect] {
    let entry = HistoryEntry(at: now, kind: kind, message: message)
    history.append(entry)
    return [.log(entry)]
  }

  /// Publishes the status where it changed.
  private mutating func report(_ now: Uptime) -> [Effect] {
    var effects: [Effect] = []
    if history.count > 200 { history.removeFirst(history.count - 200) }
    var new = Status(
      generation: memory.generation, agent: [specCondition], specErrors: ledger.chronicle.specErrors,
      radios: radioStatus, accessPoints: accessPointStatus, history: history)
    new.keepTransitions(of: status, generation: memory.generation, now: now)
    // Signals come an access point at a time; alone they wait for the last of them.
    let areAwaited = lanes.indices.contains { lanes[$0].clients.contains(where: \.isAsked) }
    if new != status, !areAwaited || !new.differsInSignalsAlone(from: status) {
      status = new
      effects.append(.publish(new))
    }
    if !isReady, spec.wasRead, lanes.indices.allSatisfy({ lanes[$0].observed != nil }) {
      isReady = true
      effects.append(.ready)
    }
    return effects
  }

  private var specCondition: Condition {
    guard spec.wasRead else {
      return Condition(.specValid, .unknown, reason: .notRead, message: "the spec was not read yet")
    }
    guard let error = spec.errors.first else {
      return Condition(.specValid, .yes, reason: .valid, message: "\(spec.files.count) file(s) read")
    }
    let more = spec.errors.count > 1 ? " (and \(spec.errors.count - 1) more)" : ""
    return Condition(
      .specValid, .no, reason: .invalid, message: "\(error)\(more); the last good state is kept")
  }

  private var radioStatus: [RadioStatus] {
    desired.radios.compactMap { radio in
      place(of: radio.id).map { index in
        lanes[index].status(of: radio, memory: memory, ledger: ledger, suspension: suspension(on: radio.id))
      }
    }
  }

  private var accessPointStatus: [AccessPointStatus] {
    desired.accessPoints.compactMap { accessPoint in
      guard let radio = desired.radio(accessPoint.radio), let index = place(of: radio.id) else { return nil }
      return lanes[index].status(of: accessPoint, on: radio, ledger: ledger, suspension: suspension(on: radio.id))
    }
  }

  private func nextDeadline(_ now: Uptime) -> Uptime {
    var times = lanes.indices.compactMap { lanes[$0].deadline }
    times.append(nextTick)
    if let time = spec.readAt { times.append(time) }
    times += memory.suspensions.compactMap(\.until)
    return times.min() ?? nextTick
  }
}
