import WiFiModel

extension Lane {
  /// Opens an incident, or lets the present one climb.
  mutating func open(_ fault: Fault, _ radio: Radio, _ context: inout LaneContext) {
    expectation = nil
    guard var current = incident else {
      let profile = DriverProfile(of: radio.driver)
      // A driver that resets its card by itself gets the time for it first.
      let grace = fault.kind == .firmware ? profile.ownReset : .seconds(0)
      incident = Incident(
        radio: radio.id, devicePath: device?.path, fault: fault, opened: context.now,
        phase: .due(context.now + grace), phyIndex: phyIndex)
      context.say(.decision, "fault of \(fault.kind.rawValue) on radio \(radio.id): \(fault.evidence)")
      keep(&context)
      return
    }
    switch current.phase {
    case .due, .acting, .awaiting:
      guard fault.kind == .firmware, current.fault.kind != .firmware else { return }
      current.fault = fault
      current.phyIndex = phyIndex
      context.say(.decision, "the fault on radio \(radio.id) is one of firmware: \(fault.evidence)")
    case .rebuilding, .healed:
      current.fault = fault
      current.phyIndex = phyIndex
      current.phase = .due(context.now)
      context.say(.decision, "the fault on radio \(radio.id) is back: \(fault.evidence)")
    }
    incident = current
    keep(&context)
  }

  /// Moves the incident on, as far as the observation and the time allow.
  mutating func progress(_ seen: ObservedRadio, _ air: OnAir?, _ radio: Radio, _ context: inout LaneContext) {
    guard var current = incident else { return }
    let before = current
    if case .acting = current.phase {
      // The agent was restarted in the middle of a remedy.
      current.phase = .awaiting(until: context.now + Ladder.patience(for: .reloadDriver, driver: radio.driver))
    }
    switch current.phase {
    case .due, .awaiting:
      if isBack(seen, current) {
        current.phase = .rebuilding(until: context.now + .seconds(60))
        context.say(.decision, "radio \(radio.id) is back\(phyIndex.map { " as phy\($0)" } ?? "")")
      } else if case .awaiting(let until) = current.phase, until <= context.now {
        climb(&current, radio, &context)
      }
    case .rebuilding(let until):
      if air?.truth == .yes {
        current.phase = .healed(since: context.now)
        context.say(.decision, "radio \(radio.id) is healed after \(context.now - current.opened)")
      } else if until <= context.now {
        climb(&current, radio, &context)
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
    act(radio, seen, &context)
  }

  /// Whether the last remedy, or something outside, brought back what the fault had taken.
  private func isBack(_ seen: ObservedRadio, _ incident: Incident) -> Bool {
    guard seen.stuckRequest == nil else { return false }
    switch incident.fault.kind {
    case .hostapd, .interface:
      // The process or interface was removed; the plan makes it anew.
      return incident.tried.isEmpty ? false : observed?.hostapd(of: radio) == nil
    case .firmware:
      guard case .known(let phy?) = seen.phy else { return false }
      return phy.index != incident.phyIndex && seen.firmware != .silent && seen.firmware != .late
    }
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
  private mutating func act(_ radio: Radio, _ seen: ObservedRadio, _ context: inout LaneContext) {
    guard var current = incident, case .due(let time) = current.phase else {
      if case .awaiting(let until) = incident?.phase {
        look(at: min(until, context.now + .seconds(2)), reach: .probing)
      }
      if case .rebuilding(let until) = incident?.phase { look(at: until) }
      return
    }
    guard time <= context.now else {
      look(at: time, reach: .probing)
      return
    }
    // Without a card there is nothing to act on; its return is an event.
    if current.fault.kind == .firmware, case .known(nil) = seen.device {
      current.phase = .due(context.now + .seconds(60))
      incident = current
      look(at: context.now + .seconds(60))
      return
    }
    guard let rung = Ladder.next(for: current, device: device, policy: radio.recovery, withheld: context.withheld)
    else {
      climb(&current, radio, &context)
      incident = current
      keep(&context)
      if case .due(let time) = current.phase { look(at: time, reach: .probing) }
      return
    }
    if rung.isDriverLevel, let free = budgetFree(radio, &context), free > context.now {
      current.phase = .due(free)
      incident = current
      context.say(
        .decision,
        "radio \(radio.id) has spent its \(radio.recovery.actionsPerHour) driver-level actions of this hour; "
          + "the next is in \(free - context.now)")
      keep(&context)
      look(at: free, reach: .probing)
      return
    }
    let name = context.desired.enabledAccessPoints(on: radio.id).first?.name
    let steps = Ladder.steps(
      of: rung, radio: radio, device: device, interface: name.flatMap { observed?.interface($0) }, name: name,
      hostapd: observed?.hostapd(of: radio.id))
    current.tried.append(rung)
    current.phyIndex = phyIndex
    current.phase = .acting
    if rung.isDriverLevel {
      context.memory.actions[radio.id, default: []].append(context.now)
      corrections = []
    }
    incident = current
    context.say(.decision, "remedy for radio \(radio.id): \(rung.rawValue)")
    keep(&context)
    guard let first = steps.first else {
      remedyDone(&context)
      return
    }
    start(first, rest: Array(steps.dropFirst()), remedy: true, &context)
  }

  /// When the budget allows the next driver-level action; nil when it does now.
  private func budgetFree(_ radio: Radio, _ context: inout LaneContext) -> Uptime? {
    let hour = Uptime.Span.seconds(3600)
    let spent = context.memory.actions[radio.id, default: []].filter { context.now - $0 < hour }
    context.memory.actions[radio.id] = spent.isEmpty ? nil : spent
    guard spent.count >= Int(radio.recovery.actionsPerHour) else { return nil }
    return spent[spent.count - Int(radio.recovery.actionsPerHour)] + hour
  }

  /// The steps of a remedy are done: now its effect must be seen.
  mutating func remedyDone(_ context: inout LaneContext) {
    guard var current = incident, let rung = current.tried.last, let radio = context.desired.radio(radio) else {
      return
    }
    current.phase = .awaiting(until: context.now + Ladder.patience(for: rung, driver: radio.driver))
    incident = current
    keep(&context)
    phase = .idle
    look(at: context.now, reach: rung.isDriverLevel ? .probing : .gentle)
  }

  /// A step of a remedy failed: the next rung is due.
  mutating func remedyFailed(_ context: inout LaneContext) {
    guard var current = incident else { return }
    current.phase = .awaiting(until: context.now)
    incident = current
    keep(&context)
    phase = .idle
    look(at: context.now + .seconds(1), reach: .probing)
  }

  func keep(_ context: inout LaneContext) {
    context.memory.incidents.removeAll { $0.radio == radio }
    if let incident { context.memory.incidents.append(incident) }
    context.memory.incidents.sort { $0.radio < $1.radio }
    context.effects.append(.persistMemory(context.memory))
  }
}
