extension Simulation {
  /// What the agent did, by kind.
  package struct Counts: Hashable, Sendable {
    package var effects: UInt64 = 0
    package var steps: UInt64 = 0
    package var driverActions: UInt64 = 0
    package var observations: UInt64 = 0
    package var probes: UInt64 = 0
    package var persists: UInt64 = 0
    package var publications: UInt64 = 0
    package var specReads: UInt64 = 0
    package var keptSpecs: UInt64 = 0
    package var crashes: UInt64 = 0
  }
}
