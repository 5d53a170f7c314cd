package import WiFiModel
import WiFiReconcile

/// One radio of a spec on a machine of its own: what befalls it, and what the agent makes of that.
package struct Rehearsal: Hashable, Sendable {
  package let radio: RadioID
  package let card: SimulatedCard
  /// In order of time.
  package let events: [Course.Event]
  private let declared: DesiredState
  private let edited: DesiredState

  /// When the agent begins, on the machine's boot clock.
  package static let start = Uptime.seconds(10)
  /// How long after the last fault everything is waited for: an hour, in which a budget is used up and free again, and
  /// the pauses of recovery around it.
  package static let patience = Uptime.Span.seconds(2 * 3600)
  /// How long nothing may happen once everything is as declared.
  private static let calm = Uptime.Span.seconds(60)

  /// - Parameters:
  ///   - radio: one of the spec.
  ///   - declared: the whole spec.
  ///   - edited: what is declared after `edit-spec`.
  ///   - cures: what brings deaf firmware back.
  ///   - faults: what happens, and how long after the agent's beginning; what needs another firmware is left out.
  package init(
    of radio: Radio, in declared: DesiredState, edited: DesiredState, cures: Set<SimulatedCard.Cure>,
    faults: [(fault: SimulatedFault, after: Uptime.Span)]
  ) {
    self.radio = radio.id
    func part(_ state: DesiredState) -> DesiredState {
      var part = state.part(of: radio.id)
      part.settings = state.settings
      return part
    }
    self.declared = part(declared)
    self.edited = part(edited)
    card = SimulatedCard(for: radio.driver, self.declared.accessPoints, cures: cures)
    let isSimulated = Self.knowsFirmware(of: radio.driver)
    events = faults.filter { isSimulated || !$0.fault.isOfFirmware }
      .map { Course.Event(at: Self.start + $0.after, fault: $0.fault) }.sorted { $0.at < $1.at }
  }

  /// Whether the death of this driver's firmware is simulated.
  package static func knowsFirmware(of driver: ModuleName) -> Bool { DriverProfile(of: driver).answersProbe }

  /// What came of it.
  package struct Outcome: Hashable, Sendable {
    /// What was seen, oldest first.
    package var entries: [TimelineEntry]
    /// Whether everything is as declared at the end.
    package var isAsDeclared: Bool
    package var end: Uptime
    /// In order of their names.
    package var airTimes: [AirTimes]
    /// How often each remedy was begun.
    package var remedies: [Rung: UInt64]
    package var counts: Simulation.Counts
    /// What must never be.
    package var violations: [Violation]
    /// What the agent said last.
    package var status: Status
  }

  /// Lets it happen.
  ///
  /// - Parameters:
  ///   - clock: the time at the beginning, UTC; nil: nobody knows it.
  ///   - span: for how long; nil: until a minute after everything is as declared, at most two hours after the last fault.
  ///   - seed: draws what chance decides.
  ///   - signatures: what the agent recognises in the kernel log.
  /// - Returns: the same for the same.
  package func play(
    from clock: WallTime? = nil, for span: Uptime.Span? = nil, seed: UInt64, _ signatures: SignatureCatalogue
  ) -> Outcome {
    var simulation = Simulation(card: card, story: declared, edited: edited, seed: seed, signatures: signatures)
    simulation.isRecording = true
    if let clock { simulation.synchronise(clock) }
    for event in events { simulation.inject(event.fault, at: event.at) }
    var spectator = Spectator(of: radio, [declared, edited], hearsKernel: Self.knowsFirmware(of: card.driver))
    func look(_ simulation: Simulation) -> Bool {
      spectator.look(at: simulation)
      return false
    }
    if let span {
      simulation.run(until: Self.start + span, stopWhen: look)
    } else {
      simulation.run(until: events.last?.at ?? Self.start, stopWhen: look)
      let last = simulation.now
      simulation.run(until: last + Self.patience) { now in
        spectator.look(at: now)
        return now.now - max(last, spectator.changed) >= Self.calm && now.isAsDeclared
      }
    }
    // A look that is under way at the end is waited for.
    var ending = simulation
    if !ending.isAsDeclared { ending.run(until: ending.now + .seconds(8)) { $0.isAsDeclared } }
    let trespasses = simulation.machine.trespasses.map { Violation(property: .owns, at: simulation.now, text: $0) }
    return Outcome(
      entries: spectator.entries, isAsDeclared: ending.isAsDeclared, end: simulation.now,
      airTimes: spectator.airTimes, remedies: spectator.remedies, counts: simulation.counts,
      violations: simulation.violations + trespasses, status: simulation.lastStatus ?? Status())
  }
}

extension Simulation {
  /// Whether everything is as declared, seen from outside, and the agent says so.
  fileprivate var isAsDeclared: Bool {
    guard let controller, let lastStatus, let inForce, controller.desired == inForce else { return false }
    return StatusView(lastStatus.json(at: now)).isReady && machine.isOnAir(inForce)
      && (!inForce.radios.isEmpty || machine.isClean)
  }
}
