import WiFiModel

extension Lane {
  /// What is said of the radio.
  func status(of radio: Radio, memory: Memory, ledger: Ledger, suspension: Suspension?) -> RadioStatus {
    let spent = memory.actions[radio.id, default: []]
    var status = RadioStatus(
      id: radio.id, driver: radio.driver, actionsSpent: UInt8(clamping: spent.count),
      actionsAllowed: radio.recovery.actionsPerHour,
      chronicle: ledger.chronicle.radios[radio.id] ?? Chronicle.OfRadio())
    if let seen = observed?.radio(radio.id) {
      if case .known(let device?) = seen.device { status.device = device.path }
      if case .known(let phy?) = seen.phy { status.phy = phy.name }
    }
    if let incident { status.incident = sentence(of: incident) }
    if let held, let plan {
      status.held = plan.steps.map {
        "\($0.title) (\(held.rawValue)): \($0.reason)"
      }
    }
    status.held += (plan?.waiting ?? []).map {
      "\($0.title) (\(Condition.Reason.disruptionHeld.rawValue)): \($0.reason)"
    }
    status.held += (plan?.remarks ?? []).map { "\($0.message) (\($0.reason.rawValue))" }
    status.conditions = [firmware(radio), suspended(suspension)]
    return status
  }

  private func sentence(of incident: Incident) -> String {
    let rungs = incident.tried.isEmpty ? "" : "; tried \(incident.tried.map(\.rawValue).joined(separator: ", "))"
    let stand =
      switch incident.phase {
      case .due: incident.rounds > 0 ? "waiting for round \(incident.rounds + 1)" : "a remedy is due"
      case .acting: "a remedy is being performed"
      case .awaiting: "waiting for the effect of the remedy"
      case .rebuilding: "the radio is back, the access point is being put on the air"
      case .healed: "healed"
      }
    return "\(incident.fault.kind.rawValue): \(incident.fault.evidence); \(stand)\(rungs)"
  }

  private func firmware(_ radio: Radio) -> Condition {
    guard let seen = observed?.radio(radio.id) else {
      return Condition(
        .firmwareHealthy, .unknown, reason: .notObserved, message: "radio \(radio.id) was not observed yet")
    }
    if let incident, incident.fault.kind == .firmware, incident.isFenced {
      return Condition(.firmwareHealthy, .no, reason: .hung, message: incident.fault.evidence)
    }
    if let stuck = seen.stuckRequest {
      return Condition(
        .firmwareHealthy, .unknown, reason: .kernelSilent,
        message: "\(stuck.operation) has not returned (process \(stuck.process.pid), state \(stuck.state))")
    }
    switch (seen.device, seen.phy) {
    case (.known(nil), _):
      return Condition(.firmwareHealthy, .unknown, reason: .noDevice, message: "no card is bound to \(radio.driver)")
    case (_, .known(nil)):
      return Condition(
        .firmwareHealthy, .unknown, reason: .starting, message: "the driver has registered no wiphy yet")
    default: break
    }
    switch seen.firmware {
    case .answered: return Condition(.firmwareHealthy, .yes, reason: .answered, message: "the firmware answers")
    case .silent: return Condition(.firmwareHealthy, .no, reason: .silent, message: "the firmware does not answer")
    case .late:
      return Condition(
        .firmwareHealthy, .unknown, reason: .kernelSilent, message: "the kernel has not answered a probe")
    case .notAsked:
      // A gentle look says nothing new; the last answer stands until the probe speaks again.
      let asked = DriverProfile(of: radio.driver).answersProbe
      guard asked, suspicion.hasAnswered || suspicion.silentProbes > 0 else {
        return Condition(
          .firmwareHealthy, .unknown, reason: .unprobed,
          message: asked ? "not probed yet" : "no probe is known for \(radio.driver)")
      }
      return suspicion.silentProbes == 0
        ? Condition(.firmwareHealthy, .yes, reason: .answered, message: "the firmware answers")
        : Condition(.firmwareHealthy, .no, reason: .silent, message: "the firmware does not answer")
    }
  }

  /// What is said of an access point.
  func status(
    of accessPoint: AccessPoint, on radio: Radio, ledger: Ledger, suspension: Suspension?
  ) -> AccessPointStatus {
    var status = AccessPointStatus(name: accessPoint.name, radio: radio.id, ssid: accessPoint.ssid)
    guard accessPoint.enabled else {
      status.conditions = [
        Condition(.ready, .no, reason: .disabled, message: "the spec says enabled: false")
      ]
      return status
    }
    guard let observed, let drift else {
      status.conditions = [
        Condition(.ready, .unknown, reason: .notObserved, message: "not observed yet"),
        Condition(.onAir, .unknown, reason: .notObserved, message: "not observed yet"),
      ]
      return status
    }
    // What is on the air in the place of a change that waits, or was taken back, bears witness of itself.
    let air = onAir(served(accessPoint, radio, observed), radio, observed)
    if air.truth == .yes || air.reason == .notProbed, case .status(let said) = observed.hostapd(of: radio.id)?.answer {
      let network = said.network(on: accessPoint.name)
      status.frequency = said.frequency
      status.width = said.width
      status.bssid = network?.bssid
      status.onAirSince = ledger.chronicle.airTimes.first { $0.accessPoint == accessPoint.name }?.since
      status.clients = clients.first { $0.accessPoint == accessPoint.name }?.stations
      status.stations = status.clients.map { UInt16(clamping: $0.count) } ?? network?.stations
    }
    let addresses = addressesReady(accessPoint, observed)
    let stalled = stalled(accessPoint, drift, air, addresses)
    let isDrifted = drift.concerns(accessPoint.name)
    let reconciling = reconciling(drift, isDrifted, air)
    let isReady =
      !isBack && (isMatched || drift.unknowns.isEmpty) && air.truth == .yes && addresses.truth == .yes && !isDrifted
      && drift.refusal(of: accessPoint.name) == nil
    let ready =
      if isBack {
        Condition(.ready, .no, reason: stalled.reason, message: stalled.message)
      } else if !isMatched, let why = drift.unknowns.first, air.truth == .yes || air.reason == .notProbed {
        // What is served may be what was declared before.
        Condition(.ready, .unknown, reason: .notObserved, message: why)
      } else if isReady {
        Condition(.ready, .yes, reason: .onAir, message: air.message)
      } else if air.reason == .notProbed, !isDrifted, drift.refusal(of: accessPoint.name) == nil,
        addresses.truth == .yes
      {
        Condition(.ready, .yes, reason: .matched, message: "everything is as declared; \(air.message)")
      } else if air.truth == .unknown {
        Condition(.ready, .unknown, reason: air.reason, message: air.message)
      } else {
        Condition(
          .ready, .no, reason: stalled.truth == .yes ? stalled.reason : air.truth == .no ? air.reason : .drifted,
          message: stalled.truth == .yes ? stalled.message : air.truth == .no ? air.message : "there is drift")
      }
    status.conditions = [
      ready, Condition(.onAir, air.truth, reason: air.reason, message: air.message), addresses,
      reconciling,
      degraded(accessPoint, observed, isReady: isReady),
      stalled, suspended(suspension),
    ]
    return status
  }

  private func suspended(_ suspension: Suspension?) -> Condition {
    guard let suspension else {
      return Condition(.suspended, .no, reason: .attended, message: "it is kept as declared")
    }
    let why = suspension.reason.isEmpty ? "" : ": \(suspension.reason)"
    let end = suspension.until.map { " for \($0 - suspension.since)" } ?? " until somebody resumes it"
    return Condition(
      .suspended, .yes, reason: .suspended, message: "\(suspension.subject) is suspended\(end)\(why)")
  }

  private func served(_ accessPoint: AccessPoint, _ radio: Radio, _ observed: ObservedState) -> AccessPoint {
    if isBack { return proven?.accessPoints.first { $0.name == accessPoint.name } ?? accessPoint }
    guard let plan, !plan.waiting.isEmpty else { return accessPoint }
    return drift?.inForce([accessPoint], radio, observed, Paths()).first ?? accessPoint
  }

  private func degraded(_ accessPoint: AccessPoint, _ observed: ObservedState, isReady: Bool) -> Condition {
    if let incident, !isReady {
      return Condition(.degraded, .yes, reason: .fault, message: sentence(of: incident))
    }
    if let holder = observed.holder(of: accessPoint.name) {
      return Condition(.degraded, .yes, reason: .heldByOther, message: holder.complaint)
    }
    return Condition(.degraded, .no, reason: .sound, message: incident.map { sentence(of: $0) } ?? "no incident")
  }

  private func addressesReady(_ accessPoint: AccessPoint, _ observed: ObservedState) -> Condition {
    guard !accessPoint.addresses.isEmpty else {
      return Condition(.addressesReady, .yes, reason: .noneDeclared, message: "no addresses are declared")
    }
    guard case .known = observed.interfaces else {
      return Condition(
        .addressesReady, .unknown, reason: .notObserved, message: "the interfaces could not be observed")
    }
    guard let interface = observed.interface(accessPoint.name) else {
      return Condition(.addressesReady, .no, reason: .interfaceMissing, message: "\(accessPoint.name) does not exist")
    }
    guard case .known(let present) = interface.addresses else {
      return Condition(.addressesReady, .unknown, reason: .notObserved, message: "the addresses could not be observed")
    }
    let missing = accessPoint.addresses.filter { !present.contains($0) }
    return missing.isEmpty
      ? Condition(
        .addressesReady, .yes, reason: .present,
        message: accessPoint.addresses.map(\.description).joined(separator: ", "))
      : Condition(
        .addressesReady, .no, reason: .missing, message: missing.map(\.description).joined(separator: ", "))
  }

  /// Why nothing that we do now brings the access point up.
  private func stalled(
    _ accessPoint: AccessPoint, _ drift: Drift, _ air: OnAir, _ addresses: Condition
  ) -> Condition {
    switch trial?.stand {
    case .back(let evidence):
      return Condition(
        .stalled, .yes, reason: .rolledBack,
        message: "the change was taken back, and what was on the air before is served: \(evidence); "
          + "edit the spec, or run 'wifi-ap apply' to try it again")
    case .kept(let reason, let why):
      return Condition(.stalled, .yes, reason: reason, message: "the change did not come on the air: \(why)")
    case .trying, nil: break
    }
    if let incident, recoveryHeld == .kernelUnsound {
      return Condition(
        .stalled, .yes, reason: .kernelUnsound,
        message: "the driver crashed the kernel and is left alone until a reboot; \(sentence(of: incident))")
    }
    // Just after its driver or a remedy came, a card is not bound yet.
    var mayCome = if case .radio = expectation { true } else { false }
    if case .awaiting = incident?.phase { mayCome = true }
    if let refusal = drift.refusal(of: accessPoint.name), !(mayCome && refusal.reason == .noDevice) {
      return Condition(.stalled, .yes, reason: refusal.reason, message: refusal.message)
    }
    if air.reason == .channelNoInitiation {
      return Condition(.stalled, .yes, reason: air.reason, message: air.message)
    }
    if let incident, let recoveryHeld {
      return Condition(.stalled, .yes, reason: recoveryHeld, message: sentence(of: incident))
    }
    if let allowance, let plan, !plan.waiting.isEmpty, drift.concerns(accessPoint.name), !(incident?.isFenced ?? false)
    {
      return Condition(.stalled, .yes, reason: .disruptionHeld, message: allowance.sentence(of: plan.waiting))
    }
    if let held, held != .radioInRecovery {
      let first = plan?.steps.first.map { "\($0.action.name): \($0.reason)" } ?? ""
      let suspects =
        held == .contended ? observed.map { "; somebody undoes it: \($0.suspects(of: accessPoint.name))" } : nil
      return Condition(.stalled, .yes, reason: held, message: "held back: \(first)\(suspects ?? "")")
    }
    if let why = drift.unknowns.first, let unseenSince, let at = observed?.at, at - unseenSince >= Self.unseenPatience,
      air.truth != .yes || addresses.truth == .no
    {
      return Condition(.stalled, .yes, reason: .notObserved, message: why)
    }
    return Condition(.stalled, .no, reason: .moving, message: "nothing is held back")
  }

  /// What is under way, and where it is known, until when.
  private func reconciling(_ drift: Drift, _ isDrifted: Bool, _ air: OnAir) -> Condition {
    func underWay(_ reason: Condition.Reason, _ message: String) -> Condition {
      Condition(.reconciling, .yes, reason: reason, message: message)
    }
    if case .performing(let step, _, _) = phase { return underWay(.working, step.action.name) }
    if let arrival = air.arrival { return underWay(arrival.reason, arrival.message) }
    if let wait = drift.waits.first { return underWay(wait.reason, wait.message) }
    if let incident, incident.isFenced {
      return underWay(.radioInRecovery, "recovery: \(incident.fault.evidence)")
    }
    switch expectation {
    case .hostapd: return underWay(.hostapdStarting, "hostapd is starting")
    case .radio: return underWay(.firmwareStarting, "the firmware is starting")
    case nil: break
    }
    // What only waits for its time is not under way.
    let isWaiting = plan.map { $0.steps.isEmpty && !$0.waiting.isEmpty } ?? false
    return isDrifted && !isWaiting
      ? underWay(.drifted, "there is drift")
      : Condition(.reconciling, .no, reason: .settled, message: "nothing is under way")
  }
}

extension Status {
  /// Whether nothing but the signals of clients is another.
  func differsInSignalsAlone(from old: Status) -> Bool {
    func muted(_ status: Status) -> [AccessPointStatus] {
      status.accessPoints.map { accessPoint in
        var accessPoint = accessPoint
        for index in accessPoint.clients?.indices ?? 0..<0 { accessPoint.clients?[index].signal = nil }
        return accessPoint
      }
    }
    var new = self
    new.accessPoints = old.accessPoints
    return new == old && muted(self) == muted(old)
  }

  /// Stamps each condition with the generation, and with the time of its last change of truth.
  mutating func keepTransitions(of old: Status, generation: UInt64, now: Uptime) {
    func stamp(_ conditions: [Condition], _ before: [Condition]) -> [Condition] {
      conditions.map { condition in
        var condition = condition
        condition.observedGeneration = generation
        let same = before.first { $0.kind == condition.kind && $0.truth == condition.truth }
        condition.lastTransition = same?.lastTransition ?? now
        return condition
      }
    }
    agent = stamp(agent, old.agent)
    for index in radios.indices {
      radios[index].conditions = stamp(
        radios[index].conditions, old.radios.first { $0.id == radios[index].id }?.conditions ?? [])
    }
    for index in accessPoints.indices {
      accessPoints[index].conditions = stamp(
        accessPoints[index].conditions, old.accessPoints.first { $0.name == accessPoints[index].name }?.conditions ?? []
      )
    }
  }
}
