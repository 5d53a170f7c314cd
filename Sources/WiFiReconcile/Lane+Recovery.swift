import WiFiModel

extension Lane {
  /// Opens an incident, or lets the present one climb.
  mutating func open(_ fault: Fault, _ radio: Radio, _ context: inout LaneContext) {
    expectation = nil
    soundSince = nil
    guard var current = incident else {
      openAnew(fault, radio, "fault of \(fault.kind.rawValue) on radio \(radio.id): \(fault.evidence)", &context)
      return
    }
    switch current.phase {
    case .due, .acting, .awaiting:
      guard fault.kind == .firmware, current.fault.kind != .firmware else { return }
      context.say(.decision, "the fault on radio \(radio.id) is one of firmware: \(fault.evidence)")
    case .rebuilding:
      current.phase = .due(context.now)
      current.asked = nil
      context.say(.decision, "the fault on radio \(radio.id) is back: \(fault.evidence)")
    case .healed:
      // What helped once is tried again; the rounds remember that it did not last.
      let isSame = current.fault.kind == fault.kind
      openAnew(
        fault, radio,
        isSame
          ? "the fault on radio \(radio.id) is back: \(fault.evidence)"
          : "fault of \(fault.kind.rawValue) on radio \(radio.id): \(fault.evidence)", &context)
      incident?.rounds = isSame ? current.rounds : 0
      keep(&context)
      return
    }
    noteFault(fault)
    current.fault = fault
    current.phyIndex = phyIndex
    incident = current
    keep(&context)
  }

  /// Begins an incident: a driver that resets its card by itself gets the time for it first.
  mutating func openAnew(_ fault: Fault, _ radio: Radio, _ sentence: String, _ context: inout LaneContext) {
    noteFault(fault)
    context.memory.outages += 1
    let ownReset = fault.kind == .firmware ? ownReset(of: radio, context.now) : nil
    incident = Incident(
      radio: radio.id, devicePath: device?.path, fault: fault, opened: context.now,
      phase: .due(ownReset ?? context.now), phyIndex: phyIndex, device: device, number: context.memory.outages,
      ownReset: ownReset, entry: fault.kind == .firmware ? suspicion.fatalLine?.entry : nil)
    context.say(.decision, sentence)
    if let ownReset, ownReset > context.now {
      context.say(
        .decision, "the driver may reset the card by itself: it has \(ownReset - context.now) before anything is done")
    }
    if fault.kind == .firmware, let outage = outage(context) { context.effects.append(.keepEvidence(outage)) }
    keep(&context)
  }

  /// Until when the driver's own reset is waited for; nil where it has none for this card.
  private func ownReset(of radio: Radio, _ now: Uptime) -> Uptime? {
    let told = suspicion.ownReset.flatMap { $0 > now ? $0 : nil }
    // The driver resets a PCI card by the kernel's reset, and says nothing where there is none (mwifiex, pcie.c).
    if let device, device.bus == "pci", !device.isResettable { return told }
    let known = DriverProfile(of: radio.driver).ownReset
    guard known > .seconds(0) else { return told }
    return suspicion.ownReset ?? (now + known)
  }

  /// Moves the incident on, as far as the observation and the time allow.
  mutating func progress(
    _ seen: ObservedRadio, _ air: OnAir?, _ reach: ObservedState.Reach, _ radio: Radio, _ context: inout LaneContext
  ) {
    recoveryHeld = nil
    noteSoundness(&context)
    guard var current = incident else { return }
    let hasReturned = current.stuck != nil && seen.stuckRequest == nil && current.isFenced && !current.tried.isEmpty
    if current.stuck != seen.stuckRequest, current.isFenced {
      // The next life of the agent must know of a child that cannot be ended.
      if current.stuck == nil, let stuck = seen.stuckRequest {
        context.say(
          .evidence,
          "\(stuck.operation) has not returned (process \(stuck.process.pid), state \(stuck.state))")
      } else if seen.stuckRequest == nil {
        context.say(.evidence, "the kernel has returned from \(current.stuck?.operation ?? "a request")")
      }
      let isOther = current.stuck?.process != seen.stuckRequest?.process
      current.stuck = seen.stuckRequest
      incident = current
      if isOther { keep(&context) }
    }
    // While the kernel is busy nothing can be told, and nothing could be done.
    guard seen.stuckRequest == nil, seen.module == .known(.absent) || seen.module == .known(.live) else {
      look(at: context.now + .seconds(2), reach: .probing)
      guard current.isFenced else { return }
      let isCrashed = context.memory.crashed.contains(radio.id)
      recoveryHeld = isCrashed ? .kernelUnsound : .kernelSilent
      // What the kernel does not return from in a quarter of an hour, or after an oops, it never returns from.
      let isLost = isCrashed || seen.stuckRequest.map { context.now - $0.since >= .seconds(900) } ?? false
      if isLost, context.suspension == nil, current.phase != .acting, mayReboot(current, radio, context) {
        perform(.reboot, card(current), &current, seen, radio, &context)
      }
      return
    }
    let before = current
    if let device, device.driver != nil { current.device = device }
    let wasLeft = current.phase.isRebuilding && current.hasUnbound(seen)
    if wasLeft {
      // A remedy that the kernel came back to late took the driver off, and nobody is on the way to give it back.
      current.fault = Fault(.firmware, evidence: "a remedy left the card without its driver")
      noteFault(current.fault)
    }
    let wasInterrupted = current.phase == .acting || hasReturned || wasLeft
    if wasInterrupted {
      // The agent died in the middle of a remedy, or the kernel comes back to one so late that it was given up.
      current.phase = .awaiting(until: context.now + Ladder.patience(for: .reloadDriver, driver: radio.driver))
    }
    switch current.phase {
    case .due, .awaiting:
      if isBack(seen, air, current), current.asked == nil {
        current.phase = .rebuilding(until: context.now + .seconds(60))
        current.ownReset = nil
        context.say(.decision, "radio \(radio.id) is back\(phyIndex.map { " as phy\($0)" } ?? "")")
      } else if case .awaiting(let until) = current.phase, until <= context.now {
        if context.memory.crashed.contains(radio.id) {
          current.phase = .due(context.now)
        } else {
          climb(&current, radio, &context)
        }
      }
    case .rebuilding(let until):
      if air?.truth == .yes {
        current.phase = .healed(since: context.now)
        current.asked = nil
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
        soundSince = since
        keep(&context)
        return
      }
    case .acting: break
    }
    incident = current
    if current != before { keep(&context) }
    guard context.suspension == nil else {
      if current.isFenced { recoveryHeld = .suspended }
      return
    }
    let isAgain = restoration.map { $0.next <= context.now } ?? false
    if wasInterrupted || isAgain {
      if restore(seen, radio, &context) { return }
      restoration = nil
    }
    if let restoration { look(at: restoration.next, reach: .probing) }
    act(radio, seen, reach, &context)
  }

  /// Notices that the kernel crashed in a remedy, and that a radio has been sound for a day.
  private mutating func noteSoundness(_ context: inout LaneContext) {
    if let isSound = observed?.isKernelSound.value {
      if wasKernelSound, !isSound, incident?.isFenced ?? false, context.memory.crashed.insert(radio).inserted {
        context.say(.evidence, "the kernel crashed (oops) while radio \(radio) was being recovered")
        keep(&context)
      }
      wasKernelSound = isSound
    }
    if incident == nil, soundSince == nil { soundSince = context.now }
    if let soundSince, context.now - soundSince >= .seconds(24 * 3600), context.memory.reboots[radio] != nil {
      context.memory.reboots[radio] = nil
      keep(&context)
    }
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
  mutating func restore(_ seen: ObservedRadio, _ radio: Radio, _ context: inout LaneContext) -> Bool {
    let steps = Ladder.restoration(
      of: radio, module: seen.module, device: seen.device, kept: incident?.device ?? device,
      wasSwitched: incident?.history.contains(.resetBus) ?? false)
    guard let first = steps.first else { return false }
    start(first, rest: Array(steps.dropFirst()), remedy: true, &context)
    return true
  }

  /// The next rung is due, at once while the round lasts, after the backoff when it is over.
  mutating func climb(_ incident: inout Incident, _ radio: Radio, _ context: inout LaneContext) {
    incident.phyIndex = phyIndex
    incident.asked = nil
    if Ladder.next(for: incident, device: card(incident), policy: radio.recovery, withheld: context.withheld) != nil {
      incident.phase = .due(context.now)
      return
    }
    incident.rounds = min(incident.rounds + 1, Incident.mostRounds)
    incident.tried = []
    let pause = Ladder.backoff(round: incident.rounds, radio: radio.id)
    incident.phase = .due(context.now + pause)
    context.say(.decision, "no rung helped radio \(radio.id); the next round is in \(pause)")
  }

  /// Whether the machine may be rebooted for this radio now: a quarter of an hour after the first failure, not twice in
  /// six hours of uptime, and after two reboots in vain not before a day in good health.
  func mayReboot(_ incident: Incident, _ radio: Radio, _ context: LaneContext) -> Bool {
    guard radio.recovery.reboot, !context.withheld.contains(Rung.reboot.rawValue) else { return false }
    let ordered = context.memory.reboots[radio.id] ?? 0
    guard ordered < 2, ordered == 0 || context.now >= .seconds(6 * 3600) else { return false }
    return context.memory.crashed.contains(radio.id) || context.now - incident.opened >= .seconds(900)
  }

  /// The card of an incident: as it is seen, or as it was.
  func card(_ incident: Incident) -> BusDevice? {
    if case .known(let seen?) = observed?.radio(radio)?.device { return seen }
    return device ?? incident.device
  }
}

extension Lane {
  /// What was to be seen by some time could not be seen while nobody looked: it gets its time anew.
  mutating func waitAnew(at now: Uptime) {
    incident?.waitAnew(at: now)
    switch expectation {
    case .radio(let until): expectation = .radio(until: max(until, now + .seconds(20)))
    case .hostapd(let until): expectation = .hostapd(until: max(until, now + .seconds(20)))
    case nil: break
    }
  }
}

extension Incident {
  /// What it waits for gets its time anew.
  mutating func waitAnew(at now: Uptime) {
    switch phase {
    case .rebuilding(let until): phase = .rebuilding(until: max(until, now + .seconds(60)))
    case .awaiting(let until): phase = .awaiting(until: max(until, now + .seconds(20)))
    case .due, .acting, .healed: break
    }
  }
}

extension Incident.Phase {
  var isRebuilding: Bool { if case .rebuilding = self { true } else { false } }
}

extension Incident {
  /// Whether a remedy took the card away and nobody has given it back yet: that is not forgotten with a spec.
  func owesCard(_ seen: ObservedRadio?) -> Bool {
    guard isFenced, tried.contains(where: \.isDriverLevel) else { return false }
    guard let seen, case .known(let card?) = seen.device else { return true }
    return card.driver == nil
  }

  /// Whether its last remedy was one of the driver's.
  var endsInDriver: Bool { tried.last?.isDriverLevel ?? false }

  /// Whether the last remedy took the driver off the card, which is there.
  func hasUnbound(_ seen: ObservedRadio) -> Bool {
    guard endsInDriver, case .known(let card?) = seen.device, case .known(nil) = seen.phy else { return false }
    return card.driver == nil
  }
}
