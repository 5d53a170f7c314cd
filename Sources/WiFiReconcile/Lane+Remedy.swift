import WiFiModel

extension Lane {
  /// Performs the remedy that is due.
  mutating func act(
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
    // Another radio's remedy has the driver in its hands: one at a time.
    if rung == .reloadDriver, context.rival != nil {
      recoveryHeld = .radioInRecovery
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
  mutating func perform(
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
    restoration = nil
    if rung == .reboot {
      context.memory.reboots[radio.id] = min(context.memory.reboots[radio.id] ?? 0, .max - 1) + 1
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
    restoration = nil
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
    guard var current = incident, current.phase == .acting else {
      // What gives back is tried a few times more, always later, before the ladder goes on.
      let failures = (restoration?.failures ?? 0) + 1
      restoration =
        failures > 3 ? nil : Restoration(failures: failures, next: context.now + .seconds(1 << Int64(failures)))
      return
    }
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
