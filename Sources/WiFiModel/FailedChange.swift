/// A change of the spec that did not come on the air and was taken back: it is not tried again by itself.
package struct FailedChange: Hashable, Sendable {
  /// The generation of the spec that asks for it.
  package var generation: UInt64
  /// What it failed by; one clause without secrets.
  package var evidence: String

  package init(generation: UInt64, evidence: String) {
    self.generation = generation
    self.evidence = evidence
  }
}
