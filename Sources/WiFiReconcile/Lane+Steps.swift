import WiFiModel

extension Lane {
  /// Compares, and begins the plan where nothing holds it back.
  mutating func reconcile(
    _ state: ObservedState, _ drift: Drift, _ plan: Plan, _ reach: ObservedState.Reach, mayPlan: Bool, _ air: OnAir?,
    _ context: inout LaneContext
  ) {
    self.drift = drift
    held = nil
    if let incident, incident.isFenced {
      if !plan.steps.isEmpty { held = .radioInRecovery }
      return
    }
    guard context.suspension == nil else {
      if !plan.steps.isEmpty { held = .suspended }
      return
    }
    guard context.rival == nil else {
      if !plan.steps.isEmpty { held = .radioInRecovery }
      return look(at: context.now + .seconds(1))
    }
    var steps: [Step] = []
    var pause: Pause?
    for step in plan.steps {
      guard let mine = self.pause(before: step, context.now) else {
        steps.append(step)
        continue
      }
      if pause.map({ mine.until < $0.until }) ?? true { pause = mine }
      // Nothing is built on a regulatory domain that does not take, or on an address.
      if !step.action.isIndependent { break }
    }
    if let pause {
      held = pause.reason
      look(at: pause.until)
    }
    guard let first = steps.first else {
      if plan.steps.allSatisfy(\.action.isIndependent) { rest(air, drift, context) }
      return
    }
    if let seen = state.radio(radio), seen.firmware == .silent || seen.firmware == .late || seen.stuckRequest != nil {
      held = .firmwareSilent
      look(at: context.now + .seconds(2), reach: .probing)
      return
    }
    // An answer may be of before the kernel's line; without a wiphy there is nobody to ask, and nothing to lose.
    if suspicion.fatalLine != nil, case .known(.some) = state.radio(radio)?.phy,
      let declared = context.desired.radio(radio), DriverProfile(of: declared.driver).answersProbe
    {
      held = .firmwareSilent
      look(at: context.now + .milliseconds(200), reach: .probing)
      return
    }
    // Nothing is begun that may turn out to be impossible; what is possible depends on the country in force.
    let isJudged = if case .setRegulatoryDomain = first.action { true } else { state.isWeighed(radio) }
    if reach == .probing { performed = [] }
    // What is needed twice did not take: that is a correction of its own, and begins with a look of its own.
    let isNew = !performed.contains(first.action.subject)
    guard reach == .probing || (mayPlan && isJudged && isNew) else {
      begin(.probing, mayPlan: true, &context)
      return
    }
    if context.withheld.contains(first.action.name) {
      held = .withheld
      return
    }
    // What follows a barrier is the same correction still.
    if reach == .probing {
      let own = steps.filter { !$0.action.isOfOthers }
      let root =
        own.first { !$0.action.endsHostapd && !$0.action.precedesStart } ?? own.first { !$0.action.endsHostapd }
        ?? own.first
      // What others are told is a matter of its own.
      for step in steps.filter(\.action.isOfOthers) + [root].compactMap({ $0 }) {
        corrections.append(Correction(of: step.action, at: context.now, failed: false))
      }
    }
    start(first, rest: Array(steps.dropFirst()), remedy: false, &context)
  }

  /// Nothing to do: what is on its way is looked at again, what is not on the air gets a deadline.
  private mutating func rest(_ air: OnAir?, _ drift: Drift, _ context: LaneContext) {
    let now = context.now
    let isAskable = context.desired.radio(radio).map { DriverProfile(of: $0.driver).answersProbe } ?? false
    let isHindered = drift.refusals.contains { $0.accessPoint == nil }
    if expectation == nil, let air, drift.waits.isEmpty, !isHindered, drift.unknowns.isEmpty {
      if air.mayBeHostapds {
        expectation = .hostapd(until: now + .seconds(10))
      } else if air.reason == .firmwareSilent {
        look(at: now + .seconds(1), reach: .probing)
      } else if air.reason == .hostapdSilent {
        if case .unreachable = observed?.hostapd(of: radio)?.answer {
          expectation = .hostapd(until: now + .seconds(20))
        } else if isAskable {
          // Whose fault the silence is, the firmware's answer tells.
          look(at: now + .seconds(1), reach: .probing)
        } else {
          expectation = .hostapd(until: now + .seconds(60))
        }
      } else if air.reason == .notProbed, !isAskable {
        look(at: now, reach: .probing)
      }
    }
    // hostapd says so as soon as it has announced a switch; the kernel's answer may be of before it.
    if air?.reason == .channelDisagrees { look(at: now + .seconds(1), reach: .probing) }
    switch expectation {
    case .hostapd(let until):
      // Once overdue it is for the firmware's answer to tell whose fault it is.
      if until > now {
        look(at: min(until, now + (air?.reason == .listeningForRadar ? .seconds(5) : .milliseconds(500))))
      } else {
        look(at: now + .seconds(2), reach: .probing)
      }
    case .radio: look(at: now + .seconds(2))
    case nil:
      // What cannot be seen for long is looked for at each tick, and when something moves.
      let isUnseenYet = !drift.unknowns.isEmpty && unseenSince.map { now - $0 < Self.unseenPatience } ?? true
      if isUnseenYet || !drift.waits.isEmpty { look(at: now + .seconds(2)) }
    }
  }

  /// Why a step is not performed yet, and until when.
  private struct Pause {
    var until: Uptime
    var reason: Condition.Reason?
  }

  /// A step that failed is tried again after half a second, doubling up to a minute. One that was done and is needed
  /// again did not take, or somebody undoes it: it gets a little longer each time, and after five times in ten minutes
  /// it is contended.
  private mutating func pause(before step: Step, _ now: Uptime) -> Pause? {
    corrections.removeAll { now - $0.at >= .seconds(600) }
    let mine = corrections.filter { $0.subject == step.action.subject }
    guard let last = mine.last else { return nil }
    var pause: Pause
    let failures = mine.reversed().prefix { $0.failed }.count
    if failures > 0 {
      pause = Pause(until: last.at + .milliseconds(min(250 << Int64(min(failures, 8)), 60_000)), reason: .stepFailed)
    } else {
      let times = mine.filter { !$0.failed }.map(\.at)
      var isGoverned = false
      if case .startHostapd = step.action, case .rebuilding = incident?.phase { isGoverned = true }
      if times.count >= 5, !isGoverned {
        pause = Pause(until: times[times.count - 5] + .seconds(600), reason: .contended)
      } else {
        pause = Pause(until: last.at + .milliseconds(250 << Int64(min(times.count, 5))), reason: nil)
      }
    }
    return pause.until > now ? pause : nil
  }

  /// Records the intention and performs.
  mutating func start(_ step: Step, rest: [Step], remedy: Bool, _ context: inout LaneContext) {
    phase = .performing(step, rest: rest, remedy: remedy)
    performed.insert(step.action.subject)
    intend(step, &context)
    context.effects.append(.perform(step))
  }

  /// A step came to its end.
  mutating func finished(_ step: Step, _ failure: StepFailure?, _ context: inout LaneContext) {
    guard case .performing(let current, let rest, let remedy) = phase, current == step else { return }
    if !remedy { noteStep(step.action, failure, at: context.now) }
    let name = step.title
    if let failure, !(failure.kind == .stale && step.action.removes) {
      context.say(.step, "\(name) failed: \(failure.message)")
      undo(step, failure, &context)
      if failure.kind == .refused, let means = step.action.means { unusable.formUnion(means) }
      phase = .idle
      if remedy {
        remedyFailed(failure, &context)
      } else {
        // This attempt was noted when it began; it turns out to be a failed one.
        if let position = corrections.lastIndex(where: { $0.subject == step.action.subject }),
          corrections[position].at + step.deadline + .seconds(5) >= context.now
        {
          corrections.remove(at: position)
        }
        corrections.append(Correction(of: step.action, at: context.now, failed: true))
        look(at: context.now, reach: .probing)
      }
      return
    }
    context.say(.step, failure == nil ? "\(name): \(step.reason)" : "\(name): it was gone already")
    conclude(step, &context)
    if !remedy, step.action.isBarrier || rest.isEmpty {
      phase = .idle
      // After a barrier what is already known to drift is planned on; at the end the whole is verified.
      begin(.gentle, mayPlan: step.action.isBarrier, &context)
      return
    }
    if !remedy, suspicion.fatalLine != nil || incident?.isFenced ?? false {
      // In the middle of the plan the kernel spoke of dead firmware, which is asked before it is troubled further; or
      // somebody asked for a remedy, and now that alone acts on the radio.
      phase = .idle
      begin(.probing, mayPlan: true, &context)
      return
    }
    guard let next = rest.first else {
      phase = .idle
      remedyDone(&context)
      return
    }
    if context.withheld.contains(next.action.name) {
      phase = .idle
      held = .withheld
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
    case .setHardwareAddress(let address, let name):
      guard let place = ledger.interfaces.firstIndex(where: { $0.name == name && $0.radio == radio }),
        let present = observed?.interface(name)?.address, present != address
      else { break }
      ledger.interfaces[place].ownAddress = ledger.interfaces[place].ownAddress ?? present
    case .writeFile(let file): wrote(.file(file.identity), &ledger)
    case .writeConfiguration: wrote(.configuration, &ledger)
    case .addBSS(let name, _, phy: nil):
      // Somebody else's, who lends it: the agent's own were noted when they were made.
      guard !ledger.interfaces.contains(where: { $0.name == name }), let interface = observed?.interface(name) else {
        break
      }
      ledger.interfaces.append(
        Ledger.OwnedInterface(name: name, radio: radio, index: interface.index, origin: .adopted))
      ledger.interfaces.sort { $0.name < $1.name }
    // So that the agent's next life still has somebody to take it away.
    case .writeExemption: if !ledger.files.contains(radio) { ledger.files = (ledger.files + [radio]).sorted() }
    case .addBSS(let name, _, phy: .some):
      ledger.interfaces.removeAll { $0.name == name }
      ledger.interfaces.append(Ledger.OwnedInterface(name: name, radio: radio, index: nil, origin: .hostapd))
      ledger.interfaces.sort { $0.name < $1.name }
    case .startHostapd:
      guard let carried = drift?.carried, let name = carried.first, let interface = observed?.interface(name)
      else { break }
      if !ledger.interfaces.contains(where: { $0.name == name }) {
        ledger.interfaces.append(
          Ledger.OwnedInterface(name: name, radio: radio, index: interface.index, origin: .adopted))
      }
      // Where firmware makes the frames they are the agent's, or somebody else's.
      let isApart = context.desired.radio(radio).map { DriverProfile(of: $0.driver).isFullMAC } ?? false
      for other in isApart ? [] : carried.dropFirst() {
        ledger.interfaces.removeAll { $0.name == other }
        ledger.interfaces.append(Ledger.OwnedInterface(name: other, radio: radio, index: nil, origin: .hostapd))
      }
      ledger.interfaces.sort { $0.name < $1.name }
      ledger.hostapds.removeAll { $0.radio == radio }
      ledger.hostapds.append(
        Ledger.OwnedHostapd(
          radio: radio, interfaceIndex: interface.index))
      ledger.hostapds.sort { $0.radio < $1.radio }
    case .loadModule, .unloadModule, .unbindDevice, .bindDevice, .disablePort, .enablePort, .resetDevice,
      .removeDevice, .rescanBus, .unbindHost, .bindHost, .runPowerHook, .reboot, .unblockRadio, .setRegulatoryDomain,
      .removeInterface, .setLinkUp, .setLinkDown, .removeAddress, .limitPower, .removeFiles,
      .reloadPassphrases, .reloadStations, .setOptions, .switchChannel, .reloadBSS, .renewBSS, .removeBSS,
      .addBSS, .recordConfiguration, .stopHostapd, .killHostapd, .removeExemption, .reloadNetworkManager:
      break
    }
    save(ledger, &context)
  }

  /// What a step that is done means for the ledger and for what is expected.
  private mutating func conclude(_ step: Step, _ context: inout LaneContext) {
    var ledger = context.ledger
    ledger.chronicle.note(step)
    switch step.action {
    case .removeInterface(let name, _):
      ledger.interfaces.removeAll { $0.name == name }
      ledger.addresses.removeAll { $0.interface == name }
    case .removeAddress(let address, let name):
      ledger.addresses.removeAll { $0.address == address && $0.interface == name }
    case .removeFiles(_, configuration: let whole): if whole { ledger.files.removeAll { $0 == radio } }
    case .stopHostapd, .killHostapd:
      ledger.hostapds.removeAll { $0.radio == radio }
      probes = []
      // Its end is ours: nobody waits for it to come on the air.
      if case .hostapd = expectation { expectation = nil }
    case .startHostapd:
      expectation = .hostapd(until: context.now + .seconds(20))
      unusable = []
      probes = []
    case .reloadPassphrases(let name): read(.file(HostapdFile.Identity(.passphrases, of: name)), &ledger)
    case .reloadStations(let file): read(.file(file.identity), &ledger)
    case .removeBSS(let name, _):
      if ledger.interfaces.contains(where: { $0.name == name && $0.origin == .hostapd }) {
        ledger.interfaces.removeAll { $0.name == name }
        ledger.addresses.removeAll { $0.interface == name }
      }
      probes = []
    case .addBSS(let name, _, _):
      // It has read its files now.
      for kind in HostapdFile.Kind.allCases { read(.file(HostapdFile.Identity(kind, of: name)), &ledger) }
      expectation = .hostapd(until: context.now + .seconds(20))
      probes = []
    case .renewBSS(let name, _, _):
      read(.file(HostapdFile.Identity(.passphrases, of: name)), &ledger)
      expectation = .hostapd(until: context.now + .seconds(20))
      probes = []
    case .reloadBSS, .switchChannel:
      expectation = .hostapd(until: context.now + .seconds(20))
      probes = []
    case .loadModule(let module, _):
      expectation = .radio(until: context.now + DriverProfile(of: module).startTime)
    case .bindDevice(_, let module):
      expectation = .radio(until: context.now + DriverProfile(of: module).startTime)
    case .rescanBus, .bindHost, .runPowerHook:
      if let driver = context.desired.radio(radio)?.driver {
        expectation = .radio(until: context.now + DriverProfile(of: driver).startTime)
      }
    case .setLinkUp:
      expectation = .hostapd(until: context.now + .seconds(3))
      probes = []
    case .setLinkDown: probes = []
    case .setHardwareAddress(let address, let name):
      for place in ledger.interfaces.indices
      where ledger.interfaces[place].name == name && ledger.interfaces[place].ownAddress == address {
        ledger.interfaces[place].ownAddress = nil
      }
    case .reloadNetworkManager(let process):
      let names = context.desired.accessPoints.filter(\.enabled).map(\.name).sorted()
      ledger.exemption = Ledger.ReadExemption(
        process: process, text: names.isEmpty ? nil : Exemption.text(for: names))
    case .unblockRadio: ledger.unblocked = (ledger.unblocked.filter { $0 != radio } + [radio]).sorted()
    case .unloadModule, .unbindDevice, .disablePort, .enablePort, .resetDevice, .removeDevice, .unbindHost, .reboot,
      .setRegulatoryDomain, .addInterface, .addAddress,
      .limitPower, .writeFile, .writeConfiguration, .recordConfiguration, .setOptions,
      .writeExemption, .removeExemption:
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
    case .startHostapd:
      ledger.hostapds.removeAll { $0.radio == radio && $0.process == nil }
      ledger.interfaces.removeAll { $0.radio == radio && $0.origin == .hostapd && $0.index == nil }
    case .writeConfiguration:
      // A write is done whole or not at all: what hostapd has read is still what stands there.
      read(.configuration, &ledger)
    case .addBSS(let name, _, _): ledger.interfaces.removeAll { $0.name == name && $0.index == nil }
    default: return
    }
    save(ledger, &context)
  }

  private func wrote(_ file: Ledger.Unread, _ ledger: inout Ledger) {
    if !ledger.files.contains(radio) { ledger.files = (ledger.files + [radio]).sorted() }
    for position in ledger.hostapds.indices where ledger.hostapds[position].radio == radio {
      ledger.hostapds[position].unread.insert(file)
    }
  }

  private func read(_ file: Ledger.Unread, _ ledger: inout Ledger) {
    for position in ledger.hostapds.indices where ledger.hostapds[position].radio == radio {
      ledger.hostapds[position].unread.remove(file)
    }
  }

  private func save(_ ledger: Ledger, _ context: inout LaneContext) {
    guard ledger != context.ledger else { return }
    context.ledger = ledger
    context.effects.append(.persistLedger(ledger))
  }
}

extension Lane.Correction {
  fileprivate init(of action: Action, at time: Uptime, failed: Bool) {
    subject = action.subject
    at = time
    self.failed = failed
    switch action {
    case .loadModule, .bindDevice, .bindHost, .rescanBus, .enablePort: isOfDriver = true
    default: isOfDriver = false
    }
  }
}

extension Action {
  /// The field that a step corrects: the same for each hostapd process.
  fileprivate var subject: String {
    endsHostapd ? name : target.map { "\(name) \($0)" } ?? name
  }

  var endsHostapd: Bool {
    switch self {
    case .stopHostapd, .killHostapd: true
    default: false
    }
  }

  /// The means that are of no use where it was refused.
  fileprivate var means: Set<Means>? {
    switch self {
    case .reloadPassphrases: [.reloadPassphrases]
    case .reloadStations: [.reloadStations]
    case .setOptions: [.setOptions]
    case .switchChannel: [.switchChannel]
    case .reloadBSS: [.reloadBSS]
    case .renewBSS: [.renewBSS]
    case .removeBSS(_, successor: nil): [.removeBSS]
    case .removeBSS, .addBSS: [.replaceBSS, .addBSS]
    default: nil
    }
  }

  /// Whether it only takes something away, so that its absence is success.
  fileprivate var removes: Bool {
    switch self {
    case .stopHostapd, .killHostapd, .removeInterface, .removeAddress, .removeFiles, .unloadModule, .removeDevice,
      .reloadNetworkManager:
      true
    default: false
    }
  }

  /// Whether each start of hostapd has it before it: then it is the start that tells how often this happens.
  fileprivate var precedesStart: Bool { if case .limitPower = self { true } else { false } }

  /// Whether it tells others to leave something alone.
  fileprivate var isOfOthers: Bool {
    switch self {
    case .writeExemption, .removeExemption, .reloadNetworkManager: true
    default: false
    }
  }

  /// Whether the later steps of a plan can do without it.
  fileprivate var isIndependent: Bool {
    switch self {
    case .setRegulatoryDomain, .addAddress, .removeAddress, .limitPower: true
    default: isOfOthers
    }
  }
}
