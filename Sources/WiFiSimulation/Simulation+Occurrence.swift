import WiFiModel
import WiFiReconcile

extension Simulation {
  /// What is to happen at some time, to the machine or to the agent. Indirect, so that the queue moves references.
  indirect enum Occurrence: Sendable {
    case startAgent
    case fault(SimulatedFault)
    case machine(SimulatedMachine.Moment)
    case event(Event, life: UInt64)
    case completed(Step, StepFailure?, life: UInt64, boot: UInt64)
    case due

    /// Whether only the agent can make something of it, and only by what it does or says.
    var isQuestion: Bool {
      switch self {
      case .due, .event(.observed, life: _), .event(.machineChanged, life: _): true
      default: false
      }
    }
  }

  /// An occurrence in the queue: of the same time the one that came first goes first.
  struct Item: Sendable {
    var at: Uptime
    var sequence: UInt64
    var occurrence: Occurrence
  }
}
