import WiFiModel

extension Lane {
  /// What is done about a drift, as far as it is allowed now. What is not waits, and is looked at again when the
  /// maintenance window opens; never later than the resync, whatever becomes of the clock.
  mutating func plan(for drift: Drift, _ state: ObservedState, _ context: inout LaneContext) -> Plan {
    if drift.isEmpty, drift.waits.isEmpty, drift.unknowns.isEmpty, expectation == nil { released = nil }
    // Going back to what was on the air is recovery.
    let settings = isBack ? Settings() : context.spec.settings
    let allowance = Allowance(
      settings, released: isBack ? nil : released, clock: state.clock, offset: state.zoneOffset)
    let plan = Plan(for: drift, upTo: allowance.limit, without: unusable)
    self.plan = plan
    self.allowance = plan.waiting.isEmpty ? nil : allowance
    if !plan.waiting.isEmpty, let opens = allowance.opensIn {
      look(at: context.now + min(opens, Self.resyncPeriod))
    }
    return plan
  }

  private static let resyncPeriod = Uptime.Span.seconds(900)
}
