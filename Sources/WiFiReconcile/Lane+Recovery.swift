import WiFiModel

extension Lane {
  /// Opens an incident, or lets the present one climb.
  mutating func open(_ fault: Fault, _ radio: Radio, _ context: inout LaneContext) {
    expectation = nil
    // A driver that resets its card by itself gets the time for it first.
    let grace = fault.kind == .firmware ? DriverProfile(of: radio.driver).ownReset : .seconds(0)
    guard var current = incident else {
      noteFault(fault)
      incident = Incident(
        radio: radio.id, devicePath: device?.path, fault: fault, opened: context.now,
        phase: .due(context.now + grace), phyIndex: phyIndex, device: device)
      context.say(.decision, "fault of \(fault.kind.rawValue) on radio \(radio.id): \(fault.evidence)")
      keep(&context)
      return
    }
    switch current.phase {
    case .due, .acting, .awaiting:
      guard fault.kind == .firmware, current.fault.kind != .firmware else { return }
      context.say(.decision, "the fault on radio \(radio.id) is one of firmware: \(fault.evidence)")
    case .rebuilding:
      current.phase = .due(context.now)
      context.say(.decision, "the fault on radio \(radio.id) is back: \(fault.evidence)")
    case .healed:
      // What helped once is tried again; the rounds remember that it did not last.
      let isSame = current.fault.kind == fault.kind
      if !isSame { current.rounds = 0 }
      current.tried = []
      current.opened = context.now
      current.phase = .due(context.now + grace)
      context.say(
        .decision,
        isSame
          ? "the fault on radio \(radio.id) is back: \(fault.evidence)"
          : "fault of \(fault.kind.rawValue) on radio \(radio.id): \(fault.evidence)")
    }
    noteFault(fault)
    current.fault = fault
    current.phyIndex = phyIndex
    incident = current
    keep(&context)
  }

  /// Moves the incident on, as far as the observation and the time allow.
  mutating func progress(
    _ seen: ObservedRadio, _ air: OnAir?, _ reach: ObservedState.Reach, _ radio: Radio, _ context: inout LaneContext
  ) {
    recoveryHeld = nil
    guard var current = incident else { return }
    // While the kernel is busy nothing can be told, and nothing could be done.
    guard seen.stuckRequest == nil, seen.module == .known(.absent) || seen.module == .known(.live) else {
      look(at: context.now + .seconds(2), reach: .probing)
      return
    }
    let before = current
    if let device { current.device = device }
    let wasInterrupted = current.phase == .acting
    if wasInterrupted {
      // The agent died in the middle of a remedy.
      current.phase = .awaiting(until: context.now + Ladder.patience(for: .reloadDriver, driver: radio.driver))
    }
    switch current.phase {
    case .due, .awaiting:
      if isBack(seen, air, current) {
        current.phase = .rebuilding(until: context.now + .seconds(60))
        context.say(.decision, "radio \(radio.id) is back\(phyIndex.map { " as phy\($0)" } ?? "")")
      } else if case .awaiting(let until) = current.phase, until <= context.now {
        climb(&current, radio, &context)
      }
    case .rebuilding(let until):
      if air?.truth == .yes {
        current.phase = .healed(since: context.now)
        context.ledger.chronicle.radios[radio.id, default: Chronicle.OfRadio()].heal(current, at: context.now)
        context.effects.append(.persistLedger(context.ledger))
        context.say(.decision, "radio \(radio.id) is healed after \(context.now - current.opened)")
      } else if until <= context.now {
        if mayBlameTheRadio(air) {
          climb(&current, radio, &context)
        } else {
          current.phase = .rebuilding(until: context.now + .seconds(15))
          look(at: context.now, reach: .probing)
        }
      }
    case .healed(let since):
      if context.now - since >= .seconds(600) {
        incident = nil
        keep(&context)
        return
      }
    case .acting: break
    }
    incident = current
    if current != before { keep(&context) }
    if wasInterrupted, restore(seen, radio, &context) { return }
    act(radio, seen, reach, &context)
  }

  /// Whether the access point is down for no reason that the plan knows of.
  private func mayBlameTheRadio(_ air: OnAir?) -> Bool {
    guard let air, air.truth == .no, air.reason != .channelNoInitiation, held == nil, let drift else { return false }
    return !drift.refusals.contains { $0.accessPoint == nil } && drift.waits.isEmpty && drift.unknowns.isEmpty
  }

  /// Whether the last remedy, or something outside, brought back what the fault had taken.
  private func isBack(_ seen: ObservedRadio, _ air: OnAir?, _ incident: Incident) -> Bool {
    switch incident.fault.kind {
    case .hostapd, .interface:
      if air?.truth == .yes { return true }
      // The process or interface was removed; the plan makes it anew.
      guard case .awaiting = incident.phase, case .known = observed?.hostapds else { return false }
      return observed?.hostapd(of: radio) == nil
    case .firmware:
      guard case .known(let phy?) = seen.phy else { return false }
      if seen.firmware == .answered { return true }
      return phy.index != incident.phyIndex && seen.firmware != .silent && seen.firmware != .late
    }
  }

  /// Begins to give back what an interrupted remedy may have taken away; false when there is nothing.
  private mutating func restore(_ seen: ObservedRadio, _ radio: Radio, _ context: inout LaneContext) -> Bool {
    let steps = Ladder.restoration(
      of: radio, module: seen.module, device: seen.device, kept: incident?.device ?? device)
    guard let first = steps.first else { return false }
    start(first, rest: Array(steps.dropFirst()), remedy: true, &context)
    return true
  }

  /// The next rung is due, at once while the round lasts, after the backoff when it is over.
  private mutating func climb(_ incident: inout Incident, _ radio: Radio, _ context: inout LaneContext) {
    incident.phyIndex = phyIndex
    if Ladder.next(for: incident, device: device, policy: radio.recovery, withheld: context.withheld) != nil {
      incident.phase = .due(context.now)
      return
    }
    incident.rounds = min(incident.rounds + 1, 100)
    incident.tried = []
    let pause = Ladder.backoff(round: incident.rounds, radio: radio.id)
    incident.phase = .due(context.now + pause)
    context.say(.decision, "no rung helped radio \(radio.id); the next round is in \(pause)")
  }

  /// Performs the remedy that is due.
  private mutating func act(
    _ radio: Radio, _ seen: ObservedRadio, _ reach: ObservedState.Reach, _ context: inout LaneContext
  ) {
    guard var current = incident, case .due(let time) = current.phase else {
      if case .awaiting(let until) = incident?.phase {
        look(at: min(until, context.now + .seconds(2)), reach: .probing)
      }
      if case .rebuilding(let until) = incident?.phase { look(at: until) }
      return
    }
    guard time <= context.now else {
      if let free = nextFree(radio, context), free <= time {
        recoveryHeld = .budgetSpent
      } else if current.rounds > 0 {
        recoveryHeld = .recoveryBackoff
      }
      look(at: time, reach: .probing)
      return
    }
    if current.fault.kind == .firmware {
      // The firmware is asked once more before its driver is taken away.
      if reach != .probing, DriverProfile(of: radio.driver).answersProbe {
        begin(.probing, mayPlan: true, &context)
        return
      }
      // Without a card there is nothing to act on, but a remedy may have left it so. Its return is an event.
      if case .known(nil) = seen.device {
        current.rounds = min(current.rounds + 1, 100)
        let pause = Ladder.backoff(round: current.rounds, radio: radio.id)
        current.phase = .due(context.now + pause)
        incident = current
        recoveryHeld = .recoveryBackoff
        keep(&context)
        look(at: context.now + pause, reach: .probing)
        if seen.module == .known(.absent) || !current.tried.isEmpty || current.rounds > 1 {
          _ = restore(seen, radio, &context)
        }
        return
      }
    }
    guard let rung = Ladder.next(for: current, device: device, policy: radio.recovery, withheld: context.withheld)
    else {
      climb(&current, radio, &context)
      incident = current
      recoveryHeld = .recoveryBackoff
      keep(&context)
      if case .due(let time) = current.phase { look(at: time, reach: .probing) }
      return
    }
    if let free = budgetFree(rung, radio, context), free > context.now {
      current.phase = .due(free)
      incident = current
      recoveryHeld = .budgetSpent
      let what = rung.isDriverLevel ? "driver-level actions" : "restarts of hostapd"
      context.say(
        .decision,
        "radio \(radio.id) has spent the \(what) of this hour; the next is in \(free - context.now)")
      keep(&context)
      look(at: free, reach: .probing)
      return
    }
    let name = drift?.carried.first ?? context.desired.enabledAccessPoints(on: radio.id).first?.name
    let steps = Ladder.steps(
      of: rung, radio: radio, device: device, interface: name.flatMap { ownInterface($0, context.ledger) }, name: name,
      hostapd: observed?.hostapd(of: radio.id))
    current.tried.append(rung)
    current.phyIndex = phyIndex
    current.phase = .acting
    if rung.isDriverLevel {
      context.memory.actions[radio.id, default: []].append(context.now)
      corrections = []
    } else {
      restarts.append(context.now)
    }
    incident = current
    context.ledger.chronicle.radios[radio.id, default: Chronicle.OfRadio()]
      .begin(rung, for: current.fault.evidence, at: context.now)
    context.effects.append(.persistLedger(context.ledger))
    context.say(.decision, "remedy for radio \(radio.id): \(rung.rawValue)")
    keep(&context)
    guard let first = steps.first else {
      remedyDone(&context)
      return
    }
    start(first, rest: Array(steps.dropFirst()), remedy: true, &context)
  }

  /// The access point's interface, where it is one that the agent made.
  private func ownInterface(_ name: InterfaceName, _ ledger: Ledger) -> Interface? {
    guard let interface = observed?.interface(name) else { return nil }
    return ledger.interfaces.contains { $0.name == name && $0.index == interface.index && $0.origin == .agent }
      ? interface : nil
  }

  /// When the budget allows the next action of that kind; nil when it does now. Restarts of hostapd are counted where
  /// they can hang the firmware: six an hour.
  private func budgetFree(_ rung: Rung, _ radio: Radio, _ context: LaneContext) -> Uptime? {
    if rung.isDriverLevel {
      return Self.free(
        context.memory.actions[radio.id, default: []], allowed: Int(radio.recovery.actionsPerHour), context.now)
    }
    guard DriverProfile(of: radio.driver).restartsCanHang else { return nil }
    return Self.free(restarts, allowed: 6, context.now)
  }

  private func nextFree(_ radio: Radio, _ context: LaneContext) -> Uptime? {
    guard let incident else { return nil }
    return Ladder.next(for: incident, device: device, policy: radio.recovery, withheld: context.withheld)
      .flatMap { budgetFree($0, radio, context) }
  }

  private static func free(_ actions: [Uptime], allowed: Int, _ now: Uptime) -> Uptime? {
    let spent = actions.filter { now - $0 < budgetPeriod }
    guard spent.count >= max(allowed, 1) else { return nil }
    return spent[spent.count - max(allowed, 1)] + budgetPeriod
  }

  /// The steps of a remedy are done: now its effect must be seen.
  mutating func remedyDone(_ context: inout LaneContext) {
    phase = .idle
    look(at: context.now)
    guard var current = incident, let radio = context.desired.radio(radio) else { return }
    let rung = current.tried.last
    if rung?.isDriverLevel ?? true { look(at: context.now, reach: .probing) }
    guard current.phase == .acting, let rung else { return }
    current.phase = .awaiting(until: context.now + Ladder.patience(for: rung, driver: radio.driver))
    incident = current
    keep(&context)
  }

  /// A step of a remedy failed: the next rung is due, or the same again where it was not even begun.
  mutating func remedyFailed(_ failure: StepFailure, _ context: inout LaneContext) {
    phase = .idle
    look(at: context.now + .seconds(1), reach: .probing)
    guard var current = incident, current.phase == .acting else { return }
    if failure.kind == .busy { current.tried = current.tried.dropLast() }
    current.phase = .awaiting(until: context.now)
    incident = current
    keep(&context)
  }

  func keep(_ context: inout LaneContext) {
    context.memory.incidents.removeAll { $0.radio == radio }
    if let incident { context.memory.incidents.append(incident) }
    context.memory.incidents.sort { $0.radio < $1.radio }
    context.effects.append(.persistMemory(context.memory))
  }
}
