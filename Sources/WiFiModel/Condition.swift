/// One statement about an object, with its reason, in the sense of Kubernetes' conditions.
package struct Condition: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case ready = "Ready"
    case onAir = "OnAir"
    case addressesReady = "AddressesReady"
    case reconciling = "Reconciling"
    case degraded = "Degraded"
    case stalled = "Stalled"
    case suspended = "Suspended"
    case firmwareHealthy = "FirmwareHealthy"
    case specValid = "SpecValid"
  }

  package enum Truth: String, Hashable, Sendable, CaseIterable {
    case yes = "True"
    case no = "False"
    case unknown = "Unknown"
  }

  package var kind: Kind
  package var truth: Truth
  package var reason: Reason
  /// A sentence for people: what, why, and what to do.
  package var message: String
  /// The generation of the spec that this speaks of.
  package var observedGeneration: UInt64
  /// When `truth` last changed.
  package var lastTransition: Uptime

  package init(
    _ kind: Kind, _ truth: Truth, reason: Reason, message: String, observedGeneration: UInt64 = 0,
    lastTransition: Uptime = Uptime(nanoseconds: 0)
  ) {
    self.kind = kind
    self.truth = truth
    self.reason = reason
    self.message = message
    self.observedGeneration = observedGeneration
    self.lastTransition = lastTransition
  }
}
