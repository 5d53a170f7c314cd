import WiFiModel
import WiFiSimulation
import WiFiSpec

extension Simulation {
  /// With the signatures that the agent is built with.
  init(card: SimulatedCard, story: DesiredState, edited: DesiredState, seed: UInt64) {
    self.init(card: card, story: story, edited: edited, seed: seed, signatures: .builtIn)
  }
}
