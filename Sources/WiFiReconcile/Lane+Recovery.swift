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
  private mutating func openAnew(_ fault: Fault, _ radio: Radio, _ sentence: String, _ context: inout LaneContext) {
    noteFault(fault)
    context.memory.outages += 1
    let ownReset = fault.kind == .firmware ? ownReset(of: radio, context.now) : nil
    incident = Incident(
      radio: radio.id, devicePath: device?.path, fault: fault, opened: context.now,
      phase: .due(ownReset ?? context.now), phyIndex: phyIndex, device: device, number: context.memory.outages,
      ownReset: ownReset)
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

  /// Somebody asks for a remedy by hand: it does not wait for evidence, a budget or a backoff.
  mutating func recover(by rung: Rung?, _ context: inout LaneContext) {
    guard let declared = context.desired.radio(radio),
      objection(to: rung, context.desired, context.memory, context.suspension) == nil
    else { return }
    let wanted =
      rung ?? Ladder.rungs(for: Fault(.firmware, evidence: ""), device: device, policy: declared.recovery).first
    guard let wanted else { return }
    let fault = Fault(wanted.faultClass, evidence: "somebody asked for \(wanted.rawValue)")
    if incident == nil || incident?.isHealed ?? false || incident?.phase.isRebuilding ?? false {
      openAnew(fault, declared, "\(fault.evidence) on radio \(radio)", &context)
    } else {
      context.say(.decision, "\(fault.evidence) on radio \(radio)")
    }
    incident?.asked = wanted
    incident?.ownReset = nil
    incident?.phase = .due(context.now)
    keep(&context)
    look(at: context.now, reach: .probing)
  }

  /// Why a remedy that is asked for by hand is not possible; nil when it is.
  func objection(to rung: Rung?, _ desired: DesiredState, _ memory: Memory, _ suspension: Suspension?) -> String? {
    guard let declared = desired.radio(radio) else { return "no radio \(radio) is declared" }
    if let suspension { return "\(suspension.subject) is suspended" }
    if let stuck = observed?.radio(radio)?.stuckRequest {
      return "\(stuck.operation) has not returned (process \(stuck.process.pid), state \(stuck.state)): "
        + "nothing can be done before it does"
    }
    if memory.crashed.contains(radio) {
      return "the driver crashed the kernel: only a reboot of the machine helps"
    }
    if incident?.phase == .acting { return "a remedy is being performed" }
    if let rung { return Ladder.objection(to: rung, device: device, policy: declared.recovery) }
    return Ladder.rungs(for: Fault(.firmware, evidence: ""), device: device, policy: declared.recovery).isEmpty
      ? "the spec allows no remedy for this card" : nil
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
    let wasInterrupted = current.phase == .acting || hasReturned
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
    if wasInterrupted, restore(seen, radio, &context) { return }
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
    incident.asked = nil
    if Ladder.next(for: incident, device: card(incident), policy: radio.recovery, withheld: context.withheld) != nil {
      incident.phase = .due(context.now)
      return
    }
    incident.rounds = min(incident.rounds + 1, 100)
    incident.tried = []
    let pause = Ladder.backoff(round: incident.rounds, radio: radio.id)
    incident.phase = .due(context.now + pause)
    context.say(.decision, "no rung helped radio \(radio.id); the next round is in \(pause)")
  }

  /// Whether the machine may be rebooted for this radio now: a quarter of an hour after the first failure, not twice in
  /// six hours of uptime, and after two reboots in vain not before a day in good health.
  private func mayReboot(_ incident: Incident, _ radio: Radio, _ context: LaneContext) -> Bool {
    guard radio.recovery.reboot, !context.withheld.contains(Rung.reboot.rawValue) else { return false }
    let ordered = context.memory.reboots[radio.id] ?? 0
    guard ordered < 2, ordered == 0 || context.now >= .seconds(6 * 3600) else { return false }
    return context.memory.crashed.contains(radio.id) || context.now - incident.opened >= .seconds(900)
  }

  /// The card of an incident: as it is seen, or as it was.
  private func card(_ incident: Incident) -> BusDevice? {
    if case .known(let seen?) = observed?.radio(radio)?.device { return seen }
    return device ?? incident.device
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
    let isCrashed = context.memory.crashed.contains(radio.id)
    if isCrashed || current.rounds > 0, current.fault.kind == .firmware, mayReboot(current, radio, context) {
      return perform(.reboot, card(current), &current, seen, radio, &context)
    }
    if isCrashed {
      recoveryHeld = .kernelUnsound
      return look(at: context.now + .seconds(900))
    }
    guard time <= context.now else {
      // A reboot is due by the time, not by the rounds.
      if radio.recovery.reboot { look(at: max(current.opened + .seconds(900), context.now + .seconds(60))) }
      if let free = nextFree(radio, context), free <= time {
        recoveryHeld = .budgetSpent
      } else if current.rounds > 0 {
        recoveryHeld = .recoveryBackoff
      } else if current.ownReset != nil {
        recoveryHeld = .driverResetting
      }
      look(at: time, reach: .probing)
      return
    }
    if current.fault.kind == .firmware, current.asked == nil {
      // The firmware is asked once more before its driver is taken away.
      if reach != .probing, DriverProfile(of: radio.driver).answersProbe {
        begin(.probing, mayPlan: true, &context)
        return
      }
      // Clients whose frames still come in are served: they get a while, if not for ever.
      let limit = current.opened + Self.courtesy
      if clientsMove(context.now), context.now < limit, current.tried.isEmpty {
        recoveryHeld = .clientsServed
        look(at: min(limit, context.now + .seconds(5)), reach: .probing)
        return
      }
    }
    if current.fault.kind == .firmware, case .known(nil) = seen.device {
      missCard(&current, seen, radio, &context)
      return
    }
    let card = card(current)
    guard let rung = Ladder.next(for: current, device: card, policy: radio.recovery, withheld: context.withheld)
    else {
      climb(&current, radio, &context)
      incident = current
      recoveryHeld = .recoveryBackoff
      keep(&context)
      if case .due(let time) = current.phase { look(at: time, reach: .probing) }
      return
    }
    if rung == .reloadDriver, let rival = context.rival {
      context.say(.decision, "radio \(radio.id) waits: radio \(rival) has the driver in its hands")
      return look(at: context.now + .seconds(1), reach: .probing)
    }
    if current.asked == nil, let free = budgetFree(rung, radio, context), free > context.now {
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
    perform(rung, card, &current, seen, radio, &context)
  }

  /// Without a card there is nothing to act on, but a remedy may have left it so. Its return is an event.
  private mutating func missCard(
    _ current: inout Incident, _ seen: ObservedRadio, _ radio: Radio, _ context: inout LaneContext
  ) {
    let wasTouched = seen.module == .known(.absent) || !current.tried.isEmpty || current.rounds > 1
    current.rounds = min(current.rounds + 1, 100)
    let pause = Ladder.backoff(round: current.rounds, radio: radio.id)
    current.phase = .due(context.now + pause)
    current.asked = nil
    incident = current
    recoveryHeld = .recoveryBackoff
    keep(&context)
    look(at: context.now + pause, reach: .probing)
    if wasTouched, restore(seen, radio, &context) { return }
    // A driver that begins anew takes what it finds; where that does not help either, there may be the operator's program.
    let left: [Rung] = [.reloadDriver, .powerHook].filter { rung in
      rung == .powerHook ? !radio.recovery.powerHook.isEmpty : radio.recovery.reloadDriver
    }
    let next = left.isEmpty ? nil : left[(Int(current.rounds) - 1) % left.count]
    guard wasTouched, let next, !context.withheld.contains(next.rawValue), !current.harmful.contains(next),
      context.rival == nil, budgetFree(next, radio, context).map({ $0 <= context.now }) ?? true
    else { return }
    perform(next, current.device, &current, seen, radio, &context)
  }

  /// Takes a rung.
  private mutating func perform(
    _ rung: Rung, _ card: BusDevice?, _ current: inout Incident, _ seen: ObservedRadio, _ radio: Radio,
    _ context: inout LaneContext
  ) {
    let name = drift?.carried.first ?? context.desired.enabledAccessPoints(on: radio.id).first?.name
    let foreign =
      rung.isDriverLevel
      ? (observed?.interfaces.value ?? []).filter { interface in
        interface.phy == phyIndex && phyIndex != nil && interface.isUp && interface.hasCarrier
          && !context.ledger.interfaces.contains { $0.index == interface.index }
      }.map { "the connected interface \($0.name)" } : []
    let victims = Ladder.victims(of: rung, device: card, siblings: seen.siblings, foreign: foreign)
    let steps = Ladder.steps(
      of: rung, radio: radio, device: card, interface: name.flatMap { ownInterface($0, context.ledger) }, name: name,
      hostapd: observed?.hostapd(of: radio.id), victims: rung == .reboot ? [] : victims,
      // Where the firmware is not known to hang, the steps say what else they are for.
      because: current.asked == rung || suspicion.missingFile != nil ? current.fault.evidence : nil)
    if !victims.isEmpty { current.harmful.insert(rung) }
    current.tried.append(rung)
    current.history = current.history.suffix(39) + [rung]
    current.phyIndex = phyIndex
    current.phase = .acting
    current.ownReset = nil
    if rung == .reboot {
      context.memory.reboots[radio.id, default: 0] += 1
    } else if rung.isDriverLevel {
      context.memory.actions[radio.id, default: []].append(context.now)
      corrections = []
    } else {
      restarts.append(context.now)
    }
    incident = current
    context.ledger.chronicle.radios[radio.id, default: Chronicle.OfRadio()]
      .begin(rung, for: current.fault.evidence, at: context.now)
    context.effects.append(.persistLedger(context.ledger))
    let harm = victims.isEmpty || rung == .reboot ? "" : ", which also takes away \(victims.joined(separator: ", "))"
    let risk = Ladder.risk(of: rung, device: card, policy: radio.recovery).map { "; \($0)" } ?? ""
    context.say(.decision, "remedy for radio \(radio.id): \(rung.rawValue)\(harm)\(risk)")
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
    return Ladder.next(for: incident, device: card(incident), policy: radio.recovery, withheld: context.withheld)
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
    // Done is done, whatever its effect: what follows is for the ladder to say.
    current.asked = nil
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
    current.asked = nil
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

extension Incident.Phase {
  fileprivate var isRebuilding: Bool { if case .rebuilding = self { true } else { false } }
}

extension Incident {
  /// Whether a remedy took the card away and nobody has given it back yet: that is not forgotten with a spec.
  func owesCard(_ seen: ObservedRadio?) -> Bool {
    guard isFenced, tried.contains(where: \.isDriverLevel) else { return false }
    guard let seen, case .known(let card?) = seen.device else { return true }
    return card.driver == nil
  }
}

extension Rung {
  /// The class of fault that it is a remedy for.
  fileprivate var faultClass: Fault.Class {
    switch self {
    case .restartHostapd: .hostapd
    case .recreateInterface: .interface
    case .rebindDevice, .reloadDriver, .resetDevice, .resetBus, .powerHook, .reboot: .firmware
    }
  }
}
