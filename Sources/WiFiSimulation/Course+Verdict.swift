package import WiFiModel

extension Course {
  /// How a course ended.
  package struct Verdict: Hashable, Sendable {
    /// What must never be, each with its time.
    package var violations: [Violation] = []
    /// A hash over everything that happened.
    package var trace: UInt64 = 0
    /// How long after the end of all faults everything was as declared.
    package var settled: Uptime.Span?
    /// Looks from the end of the faults until then.
    package var passes: UInt64 = 0
    package var simulated = Uptime.Span.seconds(0)
    /// Things that happened, to the machine or to the agent.
    package var occurrences: UInt64 = 0
    package var counts = Simulation.Counts()
    package var fired: [SimulatedFault: UInt64] = [:]
  }

  /// Plays it to its end: the faults, then everything mended, then a minute in which nothing may be done any more.
  package func play(_ signatures: SignatureCatalogue) throws -> Verdict {
    var simulation = try begin(signatures)
    simulation.run(until: mended + .seconds(1))
    // A machine that slept is late.
    let settling = simulation.settle(since: max(mended, simulation.now), withNewAgent: seed % 4 == 0)
    var verdict = Verdict()
    verdict.passes = settling.passes
    verdict.settled = settling.after
    verdict.violations = settling.violations
    verdict.violations += simulation.violations
    verdict.violations += simulation.machine.trespasses.map {
      Violation(property: .owns, at: simulation.now, text: $0)
    }
    verdict.trace = simulation.trace
    verdict.simulated = simulation.now - .seconds(10)
    verdict.occurrences = simulation.occurrences
    verdict.counts = simulation.counts
    verdict.fired = simulation.fired
    return verdict
  }

  /// The same course with everything left out that its violation does without.
  ///
  /// - Parameter isWrong: whether a course still shows it.
  /// - Returns: the least that does.
  package func shrunk(_ isWrong: (Course) throws -> Bool) rethrows -> Course {
    var least = self
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for candidate in least.smaller where try isWrong(candidate) {
        least = candidate
        isSmaller = true
        break
      }
    }
    return least
  }

  /// Courses that lack one thing.
  private var smaller: [Course] {
    var courses: [Course] = []
    for place in events.indices.reversed() {
      var course = self
      course.events.remove(at: place)
      courses.append(course)
    }
    if crash != nil {
      var course = self
      course.crash = nil
      courses.append(course)
    }
    if lossPerMille > 0 {
      var course = self
      course.lossPerMille = 0
      courses.append(course)
    }
    if accessPoints > 0 {
      var course = self
      course.accessPoints = accessPoints == 1 ? 0 : accessPoints - 1
      course.isAdopting = false
      course.isRekeyed = course.accessPoints == 1
      courses.append(course)
    }
    return courses
  }
}

extension Course: CustomStringConvertible {
  /// What there is and what happens, for people.
  package var description: String {
    var text = "\(kind.rawValue): \(card.driver) on \(card.bus)"
    let cures = card.cures.map(\.rawValue).sorted()
    text += cures.isEmpty ? ", which nothing heals" : ", which \(cures.joined(separator: ", "))"
    text += accessPoints == 0 ? "; one access point" : "; \(accessPoints) of several access points"
    if isAdopting { text += ", one adopted" }
    if lossPerMille > 0 { text += "; of 1000 events \(lossPerMille) are lost" }
    if let crash { text += "; the agent dies \(crash.moment.rawValue) effect \(crash.effect)" }
    for event in events { text += "\n  at \(event.at - .seconds(10)) \(event.fault.rawValue)" }
    return text
  }

  /// Everything that happens in it, a line each.
  package func timeline(_ signatures: SignatureCatalogue) throws -> String {
    var simulation = try begin(signatures)
    simulation.isRecording = true
    simulation.run(until: mended + Simulation.patience) { $0.isConverged && $0.now > mended + .seconds(60) }
    return simulation.timeline.joined(separator: "\n") + "\n"
  }
}
