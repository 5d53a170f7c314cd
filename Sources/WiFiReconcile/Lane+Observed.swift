import WiFiModel

extension Lane {
  /// An observation came in: verify, diagnose, recover, plan.
  mutating func take(_ state: ObservedState, _ context: inout LaneContext) {
    guard case .observing(let reach, let mayPlan) = phase else { return }
    phase = .idle
    observed = state
    remember(state, &context)
    let radioConfig = context.desired.radio(radio)
    let enabled = context.desired.enabledAccessPoints(on: radio)
    var drift = compare(state, context)
    if let refusal = missingFirmware(state, radioConfig) { drift.refusals.append(refusal) }
    if drift.unknowns.isEmpty { isMatched = drift.isEmpty }
    unseenSince = drift.unknowns.isEmpty ? nil : unseenSince ?? state.at
    let plan = plan(for: drift, state, &context)
    judgements = radioConfig.map { radio in enabled.map { judgement(of: $0, radio, state) } } ?? []
    let air = radioConfig.flatMap { radio in
      // One that is refused, or whose change waits, may be served as it was before: that is no fault of the radio's.
      let sound =
        (drift.isHeld || !plan.waiting.isEmpty ? drift.inForce(enabled, radio, state, context.paths) : enabled).filter {
          point in
          drift.carried.contains(point.name) && !drift.refusals.contains { $0.accessPoint == point.name }
        }
      return OnAir.worst(sound.map { onAir($0, radio, state) })
    }
    settle(state, air, radioConfig, &context)
    noteAirTimes(state, radioConfig, &context)
    recountClients(state, &context)

    if let radioConfig, !enabled.isEmpty, let seen = state.radio(radio) {
      if let fault = fault(seen, state, air, drift, reach, radioConfig, context.now) {
        open(fault, radioConfig, &context)
      } else if seen.firmware == .silent, !(incident?.isFenced ?? false) {
        look(at: context.now + .seconds(1), reach: .probing)
      } else if seen.firmware == .late || seen.stuckRequest != nil {
        look(at: context.now + .seconds(2), reach: .probing)
      }
      if verify(seen, air, drift, &context) { return }
      progress(seen, air, reach, radioConfig, &context)
    } else if let incident, !incident.owesCard(state.radio(radio)), radioConfig == nil || enabled.isEmpty {
      self.incident = nil
      context.say(.decision, "nothing is declared on radio \(radio) any more: its incident is closed")
      keep(&context)
    }
    guard case .idle = phase else { return }
    reconcile(state, drift, plan, reach, mayPlan: mayPlan, air, &context)
  }

  private mutating func compare(_ state: ObservedState, _ context: LaneContext) -> Drift {
    if let comparison, comparison.holds(for: state, context.desired, context.ledger) { return comparison.drift }
    let new = Comparison(
      of: radio, from: state, to: context.desired, ledger: context.ledger, paths: context.paths)
    comparison = new
    return new.drift
  }

  /// Whether it is on the air by the last look, which is the state given.
  func onAir(_ accessPoint: AccessPoint, _ radio: Radio, _ state: ObservedState) -> OnAir {
    let known = judgements.first { known in
      known.isFirmwareSilent == (suspicion.silentProbes > 0) && known.channel == channel
        && known.accessPoint == accessPoint && known.radio == radio
    }
    return known?.air ?? judgement(of: accessPoint, radio, state).air
  }

  /// Judges with what the last probe said, as long as it is of the same interface and recent.
  private func judgement(of accessPoint: AccessPoint, _ radio: Radio, _ state: ObservedState) -> Judgement {
    let interface = state.interface(accessPoint.name)
    let isAsked = DriverProfile(of: radio.driver).answersProbe
    let isFirmwareSilent = suspicion.silentProbes > 0
    var memory = OnAir.Memory(wireless: interface?.wireless)
    memory.isFirmwareSilent = isAsked && isFirmwareSilent
    memory.channel = channel
    if state.configuration(of: radio.id)?.configuration?["interface"] == accessPoint.name.text {
      memory.startIndex = startIndex
    }
    // Where every tick asks, an old answer is none; elsewhere the last one stands for this interface.
    if memory.wireless == nil, let probe = probes.first(where: { $0.index == interface?.index }) {
      if !isAsked || memory.isFirmwareSilent || state.at - probe.at < Self.longestSilence {
        memory.wireless = probe.wireless
      } else {
        memory.answeredAt = probe.at
      }
    }
    return Judgement(
      accessPoint: accessPoint, radio: radio, isFirmwareSilent: isFirmwareSilent, channel: channel,
      air: OnAir(of: accessPoint, on: radio, in: state, remembering: memory))
  }

  private mutating func remember(_ state: ObservedState, _ context: inout LaneContext) {
    if let seen = state.radio(radio) {
      countTraffic(seen, at: state.at)
      suspicion.take(seen.firmware, observedAt: state.at)
      // A line that nothing bore out in five minutes was no more than a line.
      if let line = suspicion.fatalLine, !(incident?.isFenced ?? false), state.at - line.at > .seconds(300) {
        suspicion.fatalLine = nil
      }
      if case .known(let device?) = seen.device {
        self.device = device
        if let id = device.kernelID, !kernelIDs.contains(id) { kernelIDs = kernelIDs.suffix(7) + [id] }
      }
      if case .known(let phy?) = seen.phy, phy.index != phyIndex {
        // With its wiphy everything on it went, and nobody undid it: a driver that is unloaded again and again is told
        // by its own step.
        corrections.removeAll { !$0.isOfDriver }
        phyIndex = phy.index
        suspicion = Suspicion()
        suspicion.take(seen.firmware, observedAt: state.at)
        probes = []
      }
    }
    let hostapd = state.hostapd(of: radio)
    startIndex =
      hostapd.flatMap { hostapd in
        context.ledger.hostapds.first { $0.radio == radio && $0.process ?? hostapd.process == hostapd.process }
      }?.interfaceIndex
    // An answer of before hostapd was on the air says nothing of it.
    let isBefore =
      switch hostapd?.answer {
      case .status(let status): status.state != "ENABLED"
      case .unreachable: true
      case .silent: false
      case nil: state.hostapds.value != nil
      }
    if isBefore { probes = [] }
    // An answer that the firmware had no part in is none of its own.
    for name in context.desired.enabledAccessPoints(on: radio).map(\.name)
    where !isBefore && state.radio(radio)?.firmware != .silent {
      if let interface = state.interface(name), let wireless = interface.wireless {
        probes.removeAll { $0.index == interface.index }
        probes.append(Probe(at: state.at, index: interface.index, wireless: wireless))
      }
    }
    if case .known(let interfaces) = state.interfaces {
      probes.removeAll { probe in !interfaces.contains { $0.index == probe.index } }
      probes.sort { $0.index < $1.index }
    }
    learnOwned(state, &context)
  }

  /// Completes the ledger's intentions with what they led to.
  private mutating func learnOwned(_ state: ObservedState, _ context: inout LaneContext) {
    var ledger = context.ledger
    for position in ledger.interfaces.indices where ledger.interfaces[position].radio == radio {
      guard ledger.interfaces[position].index == nil,
        let interface = state.interface(ledger.interfaces[position].name), interface.phy == phyIndex
      else { continue }
      ledger.interfaces[position].index = interface.index
    }
    if case .known(let interfaces) = state.interfaces {
      followRenamed(interfaces, context.desired, &ledger)
      // What was seen and is gone was ours no longer; addresses went with their interface.
      ledger.interfaces.removeAll { owned in
        owned.radio == radio && owned.index != nil && state.interface(owned.name)?.index != owned.index
      }
      ledger.addresses.removeAll { owned in
        guard let interface = state.interface(owned.interface), case .known(let present) = interface.addresses else {
          return context.ledger.interfaces.contains { $0.name == owned.interface && $0.radio == radio }
            && state.interface(owned.interface) == nil
        }
        return context.ledger.interfaces.contains { $0.name == owned.interface && $0.radio == radio }
          && !present.contains(owned.address)
      }
    }
    if state.radio(radio)?.radioSwitch?.isSoftBlocked == false, !ledger.unblocked.contains(radio) {
      ledger.unblocked = (ledger.unblocked + [radio]).sorted()
    }
    forgetUnused(state, context.desired, &ledger)
    learnExemption(state, &ledger)
    if let hostapd = state.hostapd(of: radio),
      let position = ledger.hostapds.firstIndex(where: { $0.radio == radio && $0.process == nil })
    {
      ledger.hostapds[position].process = hostapd.process
    }
    if ledger != context.ledger {
      context.ledger = ledger
      context.effects.append(.persistLedger(ledger))
    }
  }

  /// What the agent made and somebody gave another name is the agent's no more, unless that name is one it may use.
  private func followRenamed(_ interfaces: [Interface], _ desired: DesiredState, _ ledger: inout Ledger) {
    for position in ledger.interfaces.indices {
      let owned = ledger.interfaces[position]
      guard owned.radio == radio, owned.origin == .agent || owned.origin == .renamed, let index = owned.index,
        let interface = interfaces.first(where: { $0.index == index }), interface.phy == phyIndex,
        interface.name != owned.name.text, let name = try? InterfaceName(interface.name)
      else { continue }
      let isOurs =
        desired.enabledAccessPoints(on: radio).contains { $0.name == name }
        && !ledger.interfaces.contains { $0.name == name }
      ledger.interfaces[position].name = name
      ledger.interfaces[position].origin = isOurs ? .agent : .renamed
    }
    ledger.interfaces.sort { $0.name < $1.name }
  }

  /// A NetworkManager that starts reads what is there; one that was told reads it again.
  private func learnExemption(_ state: ObservedState, _ ledger: inout Ledger) {
    guard case .known(let exemption) = state.exemption, case .known(let others) = state.others, exemption.isNeeded
    else { return }
    let process = others.first { $0.kind == .networkManager }?.process
    if let read = ledger.exemption, process != nil, read.process == process { return }
    // One that was running before the file was first seen may have started before it, too.
    if ledger.exemption == nil, process != nil, exemption.text != nil { return }
    ledger.exemption = Ledger.ReadExemption(process: process, text: exemption.text)
  }

  /// What no hostapd will make any more, and what was lent and is used no more.
  private func forgetUnused(_ state: ObservedState, _ desired: DesiredState, _ ledger: inout Ledger) {
    if case .hostapd = expectation { return }
    guard case .known = state.hostapds, state.hostapd(of: radio) == nil else { return }
    let enabled = desired.enabledAccessPoints(on: radio)
    let addresses = ledger.addresses
    ledger.interfaces.removeAll { owned in
      guard owned.radio == radio else { return false }
      switch owned.origin {
      case .agent: return false
      case .hostapd: return owned.index == nil
      case .renamed: return enabled.isEmpty
      case .adopted:
        return !enabled.contains { $0.name == owned.name } && !addresses.contains { $0.interface == owned.name }
      }
    }
  }

  /// Ends or extends what was expected.
  private mutating func settle(
    _ state: ObservedState, _ air: OnAir?, _ radioConfig: Radio?, _ context: inout LaneContext
  ) {
    arrive(air?.truth == .yes ? nil : air?.arrival, at: context.now)
    switch expectation {
    case .radio(let until):
      switch (state.radio(radio)?.device, state.radio(radio)?.phy) {
      case (_, .known(.some)): expectation = nil
      // A USB card leaves its bus for a moment when it has got its firmware.
      case (.known(nil), _) where device?.bus != "usb" || until <= context.now: expectation = nil
      default: break
      }
    case .hostapd:
      // Nobody but the regulatory domain can end what hostapd waits for in NO_IR.
      if air?.truth == .yes || air == nil || air?.reason == .channelNoInitiation { expectation = nil }
      if air?.reason == .notProbed {
        // hostapd says ENABLED: now the air may be asked.
        look(at: context.now, reach: .probing)
      }
    case nil: break
    }
    guard expectation == nil, let radioConfig, let seen = state.radio(radio) else { return }
    if case .known(.live) = seen.module, case .known(.some) = seen.device, case .known(nil) = seen.phy {
      expectation = .radio(until: context.now + DriverProfile(of: radioConfig.driver).startTime)
    }
  }

  private func fault(
    _ seen: ObservedRadio, _ state: ObservedState, _ air: OnAir?, _ drift: Drift, _ reach: ObservedState.Reach,
    _ radioConfig: Radio?, _ now: Uptime
  ) -> Fault? {
    // A request that the kernel still holds says nothing yet, and nothing could be done through its helper.
    if seen.stuckRequest != nil { return nil }
    if let fault = suspicion.firmwareFault(in: seen) { return fault }
    if let fault = unprobedFault(seen, state, air, radioConfig) { return fault }
    if let file = suspicion.missingFile, case .known(nil) = seen.phy {
      // A driver asks for its firmware once: where that was not there no remedy helps before it is.
      guard seen.hasFirmwareFile ?? false else { return nil }
      return Fault(
        .firmware, evidence: "the firmware \(file) was missing when the driver asked for it, and is there now")
    }
    if case .radio(let until) = expectation, until <= now, case .known(let device?) = seen.device,
      case .known(nil) = seen.phy
    {
      return Fault(.firmware, evidence: "the firmware of \(device.path) did not become active in time")
    }
    guard let air, seen.firmware != .silent, seen.firmware != .late, suspicion.fatalLine == nil else { return nil }
    // Where the whole radio is refused its hostapd is not to blame.
    if drift.refusals.contains(where: { $0.accessPoint == nil }) { return nil }
    let overdue = if case .hostapd(let until) = expectation { until <= now } else { false }
    if let hostapd = state.hostapd(of: radio) {
      if hostapd.state == "T" || hostapd.state == "t" {
        return Fault(.hostapd, evidence: "hostapd (process \(hostapd.process.pid)) is stopped by a signal")
      }
      if case .unreachable(let why) = hostapd.answer {
        return overdue ? Fault(.hostapd, evidence: "hostapd cannot be reached: \(why)") : nil
      }
      if case .silent = hostapd.answer {
        // Silence in S or D may be the firmware's: only an answer from it, asked after, makes it hostapd's.
        if case .hostapd = expectation, !overdue { return nil }
        let isAskable = radioConfig.map { DriverProfile(of: $0.driver).answersProbe } ?? false
        if !isAskable, overdue { return Fault(.hostapd, evidence: "hostapd does not answer") }
        return seen.firmware == .answered
          ? Fault(.hostapd, evidence: "hostapd does not answer, though the firmware does") : nil
      }
    } else if case .hostapd = expectation, reach == .probing {
      return Fault(.hostapd, evidence: "hostapd ended while it was starting")
    }
    guard overdue, air.mayBeHostapds else { return nil }
    return Fault(
      .hostapd, evidence: air.arrival == nil ? air.message : "hostapd did not get on in its time: \(air.message)")
  }
  /// What is refused while the driver's firmware is missing.
  private func missingFirmware(_ state: ObservedState, _ radioConfig: Radio?) -> Drift.Refusal? {
    guard let file = suspicion.missingFile, let radioConfig, case .known(nil) = state.radio(radio)?.phy,
      state.radio(radio)?.hasFirmwareFile == false
    else { return nil }
    return Drift.Refusal(
      accessPoint: nil, reason: .noFirmwareFile,
      message: "\(radioConfig.driver) did not find its firmware \(file): install it below /lib/firmware (Debian's "
        + "packages are named firmware-*); it is loaded as soon as it is there", canGoOn: false)
  }

  /// Where firmware cannot be asked, a line of the kernel's and what was seen after it speak together.
  private func unprobedFault(
    _ seen: ObservedRadio, _ state: ObservedState, _ air: OnAir?, _ radioConfig: Radio?
  ) -> Fault? {
    guard let radioConfig, !DriverProfile(of: radioConfig.driver).answersProbe, let line = suspicion.fatalLine,
      state.at > line.at
    else { return nil }
    let witness: String
    if case .known(nil) = seen.phy, case .known(.some) = seen.device {
      witness = "its wiphy is gone"
    } else if seen.firmware == .late {
      witness = "the kernel did not return from a request"
    } else if let air, air.truth == .no, air.arrival == nil {
      witness = air.message
    } else {
      return nil
    }
    return Fault(.firmware, evidence: "the kernel said \"\(line.text)\", and after it \(witness)")
  }
}
