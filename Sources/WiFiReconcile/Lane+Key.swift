package import WiFiModel

/// What tells states of the ladder apart, for a search that goes through them.
extension Lane {
  /// Where the ladder stands, without any time: it moves when one of these changes.
  package struct Stand: Hashable, Sendable {
    /// The incident's number; nil: there is none.
    package var incident: UInt64?
    package var phase: IncidentPhase?
    package var fault: Fault.Class?
    package var tried: [Rung] = []
    package var rounds: UInt8 = 0
    package var asked: Rung?
    package var keepsFirmware = false
    /// The step of a remedy that is under way, and how many are to follow.
    package var remedy: String?
    package var stepsLeft = 0
    package var isSuspected = false
    package var awaitsOwnReset = false
    package var expects: Expected?
    package var held: Condition.Reason?
    package var recoveryHeld: Condition.Reason?
    package var isStuck = false
  }

  package enum IncidentPhase: Hashable, Sendable {
    case due
    case acting
    case awaiting
    case rebuilding
    case healed
  }

  package enum Expected: Hashable, Sendable {
    case radio
    case hostapd
  }

  package var stand: Stand {
    var stand = Stand()
    if let incident {
      stand.incident = incident.number
      stand.phase = incident.phase.kind
      stand.fault = incident.fault.kind
      stand.tried = incident.tried
      stand.rounds = incident.rounds
      stand.asked = incident.asked
      stand.keepsFirmware = incident.keepsFirmware
      stand.isStuck = incident.stuck != nil
    }
    if case .performing(let step, let rest, remedy: true) = phase {
      stand.remedy = step.action.name
      stand.stepsLeft = rest.count
    }
    stand.isSuspected = suspicion.fatalLine != nil || suspicion.silentProbes > 0
    stand.awaitsOwnReset = incident?.ownReset != nil
    stand.expects =
      switch expectation {
      // While recovery waits for a wiphy, that says the same and comes and goes.
      case .radio: incident?.isFenced ?? false ? nil : .radio
      case .hostapd: .hostapd
      case nil: nil
      }
    stand.held = held
    stand.recoveryHeld = recoveryHeld
    return stand
  }

  /// What decides, as far as recovery goes, what a lane does next. Times are counted from now and rounded (`Nearness`),
  /// counts end where more of them change nothing.
  ///
  /// Left out, because they follow from what is seen next: observation, comparison, drift and plan, the last probes, and
  /// when the next look is. Left out, because only people read them: texts of evidence, the incident's number and
  /// history, clients, the story of an outage. Left out, because nothing in a search that changes no spec moves them:
  /// the change on trial, what was proven or released.
  package struct Key: Hashable, Sendable {
    fileprivate var stand: Stand
    fileprivate var activity: Activity
    fileprivate var times: [Nearness?]
    fileprivate var counts: [Int]
    fileprivate var flags: [Bool]
    fileprivate var entry: Rung?
    fileprivate var harmful: Set<Rung>
    fileprivate var corrections: [String: Int]
    fileprivate var suspension: Bool
  }

  /// What a lane has in hand, by kind.
  fileprivate enum Activity: Hashable, Sendable {
    case idle
    case observing
    case performing
  }

  /// How far off a moment is.
  fileprivate enum Nearness: Hashable, Sendable {
    case past
    case seconds
    case minute
    case minutes
    case quarter
    case later

    init(_ time: Uptime, at now: Uptime) {
      switch (time - now).nanoseconds / 1_000_000_000 {
      case ...0: self = .past
      case ..<15: self = .seconds
      case ..<60: self = .minute
      case ..<300: self = .minutes
      case ..<900: self = .quarter
      default: self = .later
      }
    }
  }

  /// - Parameters:
  ///   - memory: the controller's, with what was spent of the budget.
  ///   - mayReboot: whether the radio's policy has it: then it matters how long the incident has lasted.
  ///   - now: the present time.
  /// - Returns: the same for states that recovery leaves by the same ways.
  package func key(_ memory: Memory, mayReboot: Bool, at now: Uptime) -> Key {
    func near(_ time: Uptime?) -> Nearness? { time.map { Nearness($0, at: now) } }
    func recent(_ times: [Uptime]) -> [Uptime] { times.filter { now - $0 < Self.budgetPeriod } }
    let actions = recent(memory.actions[radio, default: []])
    let restarts = recent(restarts)
    var stand = stand
    // The pause does not grow any more.
    stand.rounds = min(stand.rounds, 5)
    stand.incident = stand.incident.map { _ in 0 }
    let activity: Activity =
      switch phase {
      case .idle: .idle
      case .observing: .observing
      case .performing: .performing
      }
    let hasServed = clientsMove(now)
    return Key(
      stand: stand, activity: activity,
      times: [
        near(incident?.phase.time), mayReboot || hasServed ? near(incident.map { $0.opened + .seconds(900) }) : nil,
        near(actions.first.map { $0 + Self.budgetPeriod }), near(restarts.first.map { $0 + Self.budgetPeriod }),
        near(suspicion.ownReset), stand.expects == nil ? nil : near(expectation?.until),
        near(incident?.stuck.map { $0.since + .seconds(900) }),
      ],
      counts: [
        actions.count, min(restarts.count, 6), Int(min(suspicion.silentProbes, 2)), Int(memory.reboots[radio] ?? 0),
      ],
      flags: [
        suspicion.fatalLine != nil, suspicion.hasAnswered, suspicion.missingFile != nil,
        memory.crashed.contains(radio), wasKernelSound, incident?.phyIndex == phyIndex, device == nil,
        device?.driver == nil, observed == nil, unseenSince == nil, hasServed,
        restoration == nil,
      ], entry: incident?.entry, harmful: incident?.harmful ?? [],
      corrections: Dictionary(corrections.map { ($0.subject, 1) }, uniquingKeysWith: { min($0 + $1, 5) }),
      suspension: !memory.suspensions.isEmpty)
  }
}

extension Incident.Phase {
  fileprivate var kind: Lane.IncidentPhase {
    switch self {
    case .due: .due
    case .acting: .acting
    case .awaiting: .awaiting
    case .rebuilding: .rebuilding
    case .healed: .healed
    }
  }

  /// When it ends; nil: with its steps.
  fileprivate var time: Uptime? {
    switch self {
    case .due(let time), .awaiting(let time), .rebuilding(let time): time
    case .healed(let since): since + .seconds(600)
    case .acting: nil
    }
  }
}
