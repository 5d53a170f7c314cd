/// What an observation shall look at.
package struct ObservationRequest: Hashable, Sendable {
  /// The radio to look at.
  package var radio: RadioID
  package var reach: ObservedState.Reach
  /// Its declaration; empty for a radio that is declared no more and of which something may be left.
  package var radios: [Radio]
  /// The interfaces to ask nl80211 for when probing, and to look for by name; the declared ones first.
  package var interfaces: [InterfaceName]
  /// The time zone to look up; nil: none is needed.
  package var zone: String?
  /// What recovery wants to know besides; nil while it has nothing in hand.
  package var recovery: Recovery?

  /// What recovery has in hand.
  package struct Recovery: Hashable, Sendable {
    /// The card, which is shown without a driver where it is on its bus and none has it.
    package var device: BusDevice?
    /// The process of a request that had not returned when it was last seen, by this agent or the one before.
    package var stuck: StuckRequest?
    /// A firmware file, below the folders of firmware, that was missing.
    package var firmwareFile: String?

    package init(device: BusDevice? = nil, stuck: StuckRequest? = nil, firmwareFile: String? = nil) {
      self.device = device
      self.stuck = stuck
      self.firmwareFile = firmwareFile
    }
  }

  package init(
    radio: RadioID, reach: ObservedState.Reach, radios: [Radio], interfaces: [InterfaceName], zone: String? = nil,
    recovery: Recovery? = nil
  ) {
    self.radio = radio
    self.reach = reach
    self.radios = radios
    self.interfaces = interfaces
    self.zone = zone
    self.recovery = recovery
  }

  /// All that concerns a radio: the interfaces of its access points, those that the agent uses besides, and bridges.
  package init(
    of radio: RadioID, reach: ObservedState.Reach, desired: DesiredState, ledger: Ledger, recovery: Recovery? = nil
  ) {
    let accessPoints = desired.enabledAccessPoints(on: radio)
    var names = accessPoints.map(\.name)
    for name in ledger.interfaces.filter({ $0.radio == radio && $0.origin != .renamed }).map(\.name)
      + accessPoints.compactMap(\.bridge)
    where !names.contains(name) { names.append(name) }
    self.init(
      radio: radio, reach: reach, radios: desired.radio(radio).map { [$0] } ?? [], interfaces: names,
      zone: desired.settings.maintenance?.zone, recovery: recovery)
  }
}

/// Sees the machine. What it cannot see it reports as unknown, it never fails as a whole.
package protocol Observer: AnyObject {
  func observe(_ request: ObservationRequest) async -> ObservedState
}

/// Changes the machine, one step at a time.
package protocol Actuator: AnyObject {
  func perform(_ step: Step) async throws(StepFailure)
}
