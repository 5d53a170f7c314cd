import WiFiModel

/// A comparison of what is desired with what was seen, kept because most looks see what the one before saw: `Drift` is
/// made of these inputs alone, and is the same for the same ones.
struct Comparison: Hashable, Sendable {
  private var observed: ObservedState
  private var desired: DesiredState
  private var ledger: Ledger
  let drift: Drift

  init(of radio: RadioID, from observed: ObservedState, to desired: DesiredState, ledger: Ledger, paths: Paths) {
    drift = Drift(of: radio, from: observed, to: desired, ledger: ledger, paths: paths)
    self.observed = observed.timeless(for: desired)
    self.desired = desired
    self.ledger = ledger.ofOwnership
  }

  /// Whether it would come to the same for these.
  func holds(for observed: ObservedState, _ desired: DesiredState, _ ledger: Ledger) -> Bool {
    self.ledger == ledger.ofOwnership && self.desired == desired && self.observed == observed.timeless(for: desired)
  }
}

extension ObservedState {
  /// The same without what passes by itself, which no difference is made of. The civil time stays where a passphrase
  /// ends by it.
  fileprivate func timeless(for desired: DesiredState) -> ObservedState {
    var state = self
    state.at = Uptime(nanoseconds: 0)
    for position in state.radios.indices { state.radios[position].received = nil }
    if !desired.hasExpiringPassphrases { state.clock = .known(nil) }
    return state
  }
}

extension Ledger {
  /// The same without what was counted and timed, which is for people.
  fileprivate var ofOwnership: Ledger {
    var ledger = self
    ledger.chronicle = Chronicle()
    return ledger
  }
}

extension DesiredState {
  fileprivate var hasExpiringPassphrases: Bool {
    accessPoints.contains { accessPoint in
      guard case .personal(_, let passphrases) = accessPoint.security.authentication else { return false }
      return passphrases.contains { $0.notAfter != nil }
    }
  }
}
