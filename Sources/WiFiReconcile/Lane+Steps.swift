import WiFiModel

extension Lane {
  /// Compares, and begins the plan where nothing holds it back.
  mutating func reconcile(
    _ state: ObservedState, _ reach: ObservedState.Reach, mayPlan: Bool, _ air: OnAir?, _ context: inout LaneContext
  ) {
    let drift = Drift(of: radio, from: state, to: context.desired, ledger: context.ledger, paths: context.paths)
    let plan = Plan(for: drift)
    self.drift = drift
    self.plan = plan
    held = nil
    if let incident, incident.isFenced {
      if !plan.steps.isEmpty { held = "RadioInRecovery" }
      return
    }
    guard let first = plan.steps.first else {
      rest(air, drift, &context)
      return
    }
    if let seen = state.radio(radio), seen.firmware == .silent || seen.firmware == .late || seen.stuckRequest != nil {
      held = "FirmwareSilent"
      look(at: context.now + .seconds(2), reach: .probing)
      return
    }
    guard mayPlan || reach == .probing else {
      begin(.probing, mayPlan: true, &context)
      return
    }
    if let step = plan.steps.first(where: { context.withheld.contains($0.action.name) }) {
      held = "Withheld"
      if step == first { return }
    }
    if let until = contention(plan, context.now) {
      held = "Contended"
      look(at: until)
      return
    }
    start(first, rest: Array(plan.steps.dropFirst()), remedy: false, &context)
  }

  /// Nothing to do: what is on its way is looked at again, what is not on the air gets a deadline.
  private mutating func rest(_ air: OnAir?, _ drift: Drift, _ context: inout LaneContext) {
    failures = 0
    if expectation == nil, let air, air.truth == .no, drift.waits.isEmpty, drift.refusals.isEmpty,
      drift.unknowns.isEmpty
    {
      expectation = .hostapd(until: context.now + .seconds(air.isComing ? 20 : 10))
    }
    switch expectation {
    case .hostapd(let until):
      look(at: min(until, context.now + .milliseconds(500)), reach: until <= context.now ? .probing : .gentle)
    case .radio(let until): look(at: min(max(until, context.now), context.now + .seconds(2)))
    case nil:
      if !drift.unknowns.isEmpty { look(at: context.now + .seconds(2)) }
    }
  }

  /// Until when the plan is held back because its first step was done five times in ten minutes and undone by others,
  /// or because hostapd was started six times in an hour on a driver that such starts can hang.
  private mutating func contention(_ plan: Plan, _ now: Uptime) -> Uptime? {
    corrections.removeAll { now - $0.at >= .seconds(3600) }
    for step in plan.steps {
      let same = corrections.filter { $0.name == step.action.name }.map(\.at)
      let recent = same.filter { now - $0 < .seconds(600) }
      if recent.count >= 5 { return recent[recent.count - 5] + .seconds(600) }
      if case .startHostapd = step.action, same.count >= 6 { return same[same.count - 6] + .seconds(3600) }
    }
    return nil
  }

  /// Records the intention and performs.
  mutating func start(_ step: Step, rest: [Step], remedy: Bool, _ context: inout LaneContext) {
    if !remedy { corrections.append(Correction(name: step.action.name, at: context.now)) }
    phase = .performing(step, rest: rest, remedy: remedy)
    intend(step, &context)
    context.effects.append(.perform(step))
  }

  /// A step came to its end.
  mutating func finished(_ step: Step, _ failure: StepFailure?, _ context: inout LaneContext) {
    guard case .performing(let current, let rest, let remedy) = phase, current == step else { return }
    let name = "\(step.action.name)\(step.action.target.map { " \($0)" } ?? "")"
    if let failure {
      context.say(.step, "\(name) failed: \(failure.message)")
      undo(step, failure, &context)
      failures = min(failures + 1, 30)
      phase = .idle
      if remedy {
        remedyFailed(&context)
      } else {
        look(at: context.now + .milliseconds(min(500 << Int64(min(failures, 7)), 60_000)), reach: .probing)
      }
      return
    }
    context.say(.step, "\(name): \(step.reason)")
    conclude(step, &context)
    if !remedy, step.action.isBarrier || rest.isEmpty {
      phase = .idle
      // After a barrier what is already known to drift is planned on; at the end the whole is verified.
      begin(.gentle, mayPlan: step.action.isBarrier, &context)
      return
    }
    guard let next = rest.first else {
      phase = .idle
      remedyDone(&context)
      return
    }
    if context.withheld.contains(next.action.name) {
      phase = .idle
      held = "Withheld"
      return
    }
    start(next, rest: Array(rest.dropFirst()), remedy: remedy, &context)
  }

  /// What is written into the ledger before a step, so that a death in the middle loses nothing.
  private mutating func intend(_ step: Step, _ context: inout LaneContext) {
    var ledger = context.ledger
    switch step.action {
    case .addInterface(let name, _):
      ledger.interfaces.removeAll { $0.name == name }
      ledger.interfaces.append(Ledger.OwnedInterface(name: name, radio: radio, index: nil))
      ledger.interfaces.sort { $0.name < $1.name }
    case .addAddress(let address, let name):
      let owned = Ledger.OwnedAddress(address: address, interface: name)
      if !ledger.addresses.contains(owned) { ledger.addresses.append(owned) }
    case .writePassphrase, .writeConfiguration:
      ledger.revisions[radio, default: 0] += 1
    case .startHostapd:
      guard let name = context.desired.enabledAccessPoints(on: radio).first?.name,
        let interface = observed?.interface(name)
      else { break }
      ledger.hostapds.removeAll { $0.radio == radio }
      ledger.hostapds.append(
        Ledger.OwnedHostapd(
          radio: radio, interfaceIndex: interface.index, revision: ledger.revisions[radio, default: 0], process: nil))
      ledger.hostapds.sort { $0.radio < $1.radio }
    case .loadModule, .unloadModule, .unbindDevice, .bindDevice, .disablePort, .enablePort, .setRegulatoryDomain,
      .removeInterface, .setLinkUp, .removeAddress, .removeFiles, .stopHostapd, .killHostapd:
      break
    }
    save(ledger, &context)
  }

  /// What a step that is done means for the ledger and for what is expected.
  private mutating func conclude(_ step: Step, _ context: inout LaneContext) {
    var ledger = context.ledger
    switch step.action {
    case .removeInterface(let name, _):
      ledger.interfaces.removeAll { $0.name == name }
      ledger.addresses.removeAll { $0.interface == name }
    case .removeAddress(let address, let name):
      ledger.addresses.removeAll { $0.address == address && $0.interface == name }
    case .removeFiles: ledger.revisions[radio] = nil
    case .stopHostapd, .killHostapd:
      ledger.hostapds.removeAll { $0.radio == radio }
      probe = nil
    case .startHostapd:
      expectation = .hostapd(until: context.now + .seconds(20))
      probe = nil
    case .loadModule(let module):
      expectation = .radio(until: context.now + DriverProfile(of: module).startTime)
    case .bindDevice(_, let module):
      expectation = .radio(until: context.now + DriverProfile(of: module).startTime)
    case .setLinkUp:
      expectation = .hostapd(until: context.now + .seconds(3))
      probe = nil
    case .unloadModule, .unbindDevice, .disablePort, .enablePort, .setRegulatoryDomain, .addInterface, .addAddress,
      .writePassphrase, .writeConfiguration:
      break
    }
    save(ledger, &context)
  }

  /// Takes an intention back when its step was refused; a late one may still come true and stays.
  private mutating func undo(_ step: Step, _ failure: StepFailure, _ context: inout LaneContext) {
    guard failure.kind != .late else { return }
    var ledger = context.ledger
    switch step.action {
    case .addInterface(let name, _): ledger.interfaces.removeAll { $0.name == name && $0.index == nil }
    case .addAddress(let address, let name):
      ledger.addresses.removeAll { $0.address == address && $0.interface == name }
    case .startHostapd: ledger.hostapds.removeAll { $0.radio == radio && $0.process == nil }
    default: return
    }
    save(ledger, &context)
  }

  private func save(_ ledger: Ledger, _ context: inout LaneContext) {
    guard ledger != context.ledger else { return }
    context.ledger = ledger
    context.effects.append(.persistLedger(ledger))
  }
}
