package import WiFiModel

/// Something that was seen in a simulation.
package struct TimelineEntry: Hashable, Sendable, CustomStringConvertible {
  /// On the machine's boot clock.
  package var at: Uptime
  package var kind: Kind
  /// One sentence without full stop.
  package var message: String

  /// Whose word it is.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case fault
    case agent
    case machine
    case kernel
    /// A condition of the agent's that changed.
    case status
    // The agent's history has these words (`HistoryEntry.Kind`).
    case spec
    case step
    case evidence
    case decision
    case condition
  }

  package init(at: Uptime, kind: Kind, message: String) {
    self.at = at
    self.kind = kind
    self.message = message
  }

  /// Seconds since the beginning, whose word it is, and what it says.
  package var description: String {
    let milliseconds = (at - .seconds(10)).nanoseconds / 1_000_000
    let fraction = String(milliseconds % 1000)
    let time = "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
    return String(repeating: " ", count: max(0, 10 - time.count)) + time + "  \(kind.rawValue)"
      + String(repeating: " ", count: max(1, 10 - kind.rawValue.count)) + message
  }
}

extension HistoryEntry.Kind {
  /// The same in a timeline.
  var inTimeline: TimelineEntry.Kind {
    switch self {
    case .spec: .spec
    case .step: .step
    case .evidence: .evidence
    case .decision: .decision
    case .condition: .condition
    }
  }
}

extension Simulation {
  /// What was seen, as text; empty unless recording.
  package var timeline: [String] { entries.map(\.description) }
}
