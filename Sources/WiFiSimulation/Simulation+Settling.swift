import WiFiModel

extension Simulation {
  /// An hour, for which hostapd may have used up its restarts or the driver its remedies, and the longest pause of
  /// recovery: what has ended is healed within it.
  static let patience = Uptime.Span.seconds(3600 + 1200)

  /// How a machine on which everything is mended came to be as declared.
  struct Settling: Hashable, Sendable {
    /// How long it took; nil: it never was.
    var after: Uptime.Span?
    /// Looks until then.
    var passes: UInt64
    /// What must not be in it.
    var violations: [Violation] = []
  }

  /// Leaves it alone until everything is as declared, and then for a minute, in which nothing may be done any more.
  ///
  /// - Parameters:
  ///   - mended: since when nothing is wrong.
  ///   - withNewAgent: whether the agent begins anew then, which must do nothing either.
  /// - Returns: how it went.
  mutating func settle(since mended: Uptime, withNewAgent: Bool) -> Settling {
    // A death is a fault, too, and these are over.
    crash = nil
    let looks = counts.observations
    run(until: mended + Self.patience) { $0.isConverged }
    var settling = Settling(passes: counts.observations - looks)
    let judge = { (isRight: Bool, property: Property, now: Uptime, text: String) in
      isRight ? [] : [Violation(property: property, at: now, text: text)]
    }
    guard isConverged else {
      settling.violations = judge(
        false, .reconciles, now, "it is not as declared \(Self.patience) after the last fault has ended")
      return settling
    }
    settling.after = now - mended
    var steps = counts.steps
    run(until: now + .seconds(50))
    endLook()
    settling.violations += judge(
      isConverged, .reconciles, now, "it does not last: a minute later it is not as declared")
    settling.violations += judge(counts.steps == steps, .idempotent, now, "the agent acts on what is as declared")
    guard withNewAgent else { return settling }
    steps = counts.steps
    inject(.killAgent, at: now + .seconds(1))
    run(until: now + .seconds(30))
    endLook()
    settling.violations += judge(
      isConverged, .needsNoMemory, now, "a new agent does not come to what is as declared")
    settling.violations += judge(
      counts.steps == steps, .needsNoMemory, now, "a new agent acts on what is as declared")
    return settling
  }
}
