import WiFiModel

extension Lane {
  /// What this lane works towards: what is declared, but for a change that was taken back.
  func goal(_ desired: DesiredState) -> DesiredState {
    guard isBack, let proven else { return desired }
    return desired.replacing(radio, by: remains(of: proven, in: desired))
  }

  /// Whether what was on the air before is served in the place of what is declared.
  package var isBack: Bool { if case .back = trial?.stand { true } else { false } }

  /// What becomes of a change, now that the spec was accepted.
  ///
  /// - Parameters:
  ///   - desired: the whole spec.
  ///   - isChanged: whether this radio's part of it is another than before, or is seen for the first time.
  ///   - failed: what is remembered of this very part.
  ///   - now: the present time.
  /// - Returns: whether there is something to forget that was on the air.
  mutating func judge(_ desired: DesiredState, isChanged: Bool, failed: FailedChange?, at now: Uptime) -> Bool {
    let part = desired.part(of: radio)
    guard !desired.enabledAccessPoints(on: radio).isEmpty else {
      // What is taken off the air is to stay off it.
      defer { proven = nil }
      trial = nil
      return proven != nil
    }
    let before = trial?.stand
    if isChanged {
      trial = proven == nil || proven == part ? nil : Trial(failed.map { .back($0.evidence) } ?? .trying)
    } else if case .kept? = trial?.stand, objection(desired) == nil {
      trial = Trial()
    }
    if case .back(let evidence)? = trial?.stand, let (reason, why) = objection(desired) {
      trial = Trial(.kept(reason, "\(evidence); \(why)"))
    }
    if !isChanged, trial?.stand != before { specChanged(at: now) }
    return false
  }

  /// Somebody asks for what failed to be tried again.
  mutating func tryAgain(at now: Uptime) {
    guard let stand = trial?.stand, stand != .trying else { return }
    trial = Trial()
    specChanged(at: now)
  }

  /// A step was performed, or may still be.
  mutating func noteStep(_ action: Action, _ failure: StepFailure?, at now: Uptime) {
    guard isOnTrial else { return }
    if case .startHostapd = action, let failure, failure.kind == .refused {
      noteFault(Fault(.hostapd, evidence: failure.message))
    } else if failure == nil || failure?.kind == .late, action.isFelt {
      trial?.since = now
    }
  }

  /// A fault came up; under a change, it is held against it.
  mutating func noteFault(_ fault: Fault) {
    guard isOnTrial, trial?.since != nil else { return }
    trial?.evidence = fault.evidence
    switch fault.kind {
    case .hostapd, .interface: trial?.hostapdFaults += 1
    case .firmware:
      // Recovered, the radio gets the change once more.
      trial?.firmwareFaults += 1
      trial?.hostapdFaults = 0
    }
  }

  private var isOnTrial: Bool {
    switch trial?.stand {
    case .trying, .back: true
    case .kept, nil: false
    }
  }

  /// Verifies what was done: remembers what is on the air as declared, and takes back what did not come up in its time.
  ///
  /// - Returns: whether the lane works towards something else now, so that what was seen must be compared anew.
  mutating func verify(
    _ seen: ObservedRadio, _ air: OnAir?, _ drift: Drift, _ context: inout LaneContext
  ) -> Bool {
    if air?.truth == .yes, drift.isEmpty, drift.unknowns.isEmpty, drift.waits.isEmpty {
      if !isBack, drift.refusals.isEmpty, !drift.isHeld { prove(&context) }
      // As far as it can be had it is there; from here on faults are no longer held against it.
      if let stand = trial?.stand { trial = Trial(stand) }
      return false
    }
    guard isOnTrial, let now = trial?.since ?? (isIdleAndDown(air, drift) ? context.now : nil) else { return false }
    trial?.since = now
    let isHealthy =
      seen.firmware != .silent && seen.firmware != .late && seen.stuckRequest == nil && suspicion.fatalLine == nil
      && (seen.phy.value ?? nil) != nil && drift.unknowns.isEmpty
    let isRecovering = incident.map { $0.isFenced && $0.fault.kind == .firmware } ?? false
    guard isHealthy, !isRecovering else {
      trial?.since = context.now
      return false
    }
    if let evidence = failure(air, drift, context.now) { return end(evidence, &context) }
    if let since = trial?.since { look(at: since + Trial.period) }
    return false
  }

  /// Whether nothing is left to do, and the access point is down: so an agent finds it that was started in the middle.
  private func isIdleAndDown(_ air: OnAir?, _ drift: Drift) -> Bool {
    air?.truth == .no && drift.isEmpty && drift.waits.isEmpty && drift.refusals.isEmpty
  }

  /// What the change failed by; nil while it has time.
  private mutating func failure(_ air: OnAir?, _ drift: Drift, _ now: Uptime) -> String? {
    guard let trial, let since = trial.since else { return nil }
    if trial.hostapdFaults >= 2 || (trial.stand == .trying && trial.firmwareFaults >= 2) { return trial.evidence }
    let isHindered = !drift.waits.isEmpty || held == .contended || !(plan?.waiting.isEmpty ?? true)
    let isAwaited = incident?.isFenced ?? false
    if air?.arrival != nil || isHindered || isAwaited {
      self.trial?.since = now
      return nil
    }
    var isOver = now - since >= Trial.period
    if case .rebuilding(let until) = incident?.phase, until <= now { isOver = true }
    guard isOver else { return nil }
    if let air, air.truth != .yes { return air.message }
    return "it was not as declared after \(Trial.period)"
  }

  /// The change failed: back to what was on the air, where that may be.
  private mutating func end(_ evidence: String, _ context: inout LaneContext) -> Bool {
    switch trial?.stand {
    case .trying:
      if let (reason, why) = objection(context.spec) {
        trial = Trial(.kept(reason, "\(evidence); \(why)"))
        context.say(.decision, "the change of radio \(radio) failed and is not taken back: \(evidence); \(why)")
        return false
      }
      trial = Trial(.back(evidence))
      context.memory.failedChanges[radio] = FailedChange(
        generation: context.memory.generation, evidence: evidence)
      context.say(.decision, "the change of radio \(radio) is taken back: \(evidence)")
    case .back(let first):
      // Then the change is not to blame.
      let why = "what was on the air before did not come up either: \(evidence)"
      trial = Trial(.kept(.rollbackRefused, "\(first); \(why)"))
      context.memory.failedChanges[radio] = nil
      context.say(.decision, "radio \(radio) goes on with the spec: \(why)")
    case .kept, nil: return false
    }
    specChanged(at: context.now)
    // What the hostapd that is to go was on its way to is awaited no more.
    arrive(nil, at: context.now)
    keep(&context)
    return true
  }

  /// The declared part is on the air.
  private mutating func prove(_ context: inout LaneContext) {
    let part = context.spec.part(of: radio)
    trial = nil
    if context.memory.failedChanges.removeValue(forKey: radio) != nil { keep(&context) }
    guard proven != part else { return }
    proven = part
    context.effects.append(.keepProven(radio, part))
  }

  // MARK: What going back would give up

  /// The access points of what was on the air that are still wanted: by their names, or by their SSIDs under another.
  private func remains(of proven: DesiredState, in desired: DesiredState) -> DesiredState {
    DesiredState(
      radios: proven.radios,
      accessPoints: proven.accessPoints.filter { $0.enabled && successor(of: $0, in: desired) != nil })
  }

  private func successor(of old: AccessPoint, in desired: DesiredState) -> AccessPoint? {
    if let namesake = desired.accessPoints.first(where: { $0.name == old.name }) {
      return namesake.radio == radio && namesake.enabled ? namesake : nil
    }
    return desired.enabledAccessPoints(on: radio).first { new in
      new.ssid == old.ssid && !(proven?.accessPoints.contains { $0.name == new.name } ?? false)
    }
  }

  /// Why the lane must not go back to what was on the air; nil where it may.
  private func objection(_ desired: DesiredState) -> (Condition.Reason, String)? {
    guard desired.settings.rollback != .never else { return (.rollbackOff, "the settings say 'rollback: never'") }
    guard let proven else { return (.rollbackRefused, "nothing was on the air before") }
    let old = remains(of: proven, in: desired).accessPoints
    guard !old.isEmpty else {
      return (.rollbackRefused, "nothing of what was on the air before is declared any more")
    }
    if let country = proven.radios.first?.country,
      let other = desired.radios.first(where: { $0.id != radio && $0.country != country })
    {
      return (.rollbackRefused, "it was in country \(country), and radio \(other.id) is in \(other.country)")
    }
    guard desired.settings.rollback != .always else { return nil }
    for accessPoint in old {
      guard let new = successor(of: accessPoint, in: desired), let why = accessPoint.weakening(of: new) else {
        continue
      }
      return (.rollbackRefused, "\(accessPoint.name) is not put back on the air: \(why)")
    }
    return nil
  }
}

extension Action {
  /// Whether what is served may be another after it.
  fileprivate var isFelt: Bool {
    switch self {
    case .writeFile, .writeConfiguration, .recordConfiguration, .removeFiles: false
    default: true
    }
  }
}
