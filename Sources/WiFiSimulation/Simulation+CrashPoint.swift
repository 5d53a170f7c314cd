extension Simulation {
  /// Where the agent dies.
  package struct CrashPoint: Hashable, Sendable {
    package enum Moment: String, Hashable, Sendable, CaseIterable {
      /// The effect is never begun.
      case before
      /// The effect happens; nobody hears of it.
      case unacknowledged
    }
    package var effect: UInt64
    package var moment: Moment

    package init(effect: UInt64, moment: Moment) {
      self.effect = effect
      self.moment = moment
    }
  }
}
