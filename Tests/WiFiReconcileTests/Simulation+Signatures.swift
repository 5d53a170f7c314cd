import WiFiModel
import WiFiSimulation
import WiFiSpec

extension Simulation {
  /// With the signatures that the agent is built with.
  init(card: SimulatedCard, story: DesiredState, edited: DesiredState, seed: UInt64) {
    self.init(card: card, story: story, edited: edited, seed: seed, signatures: .builtIn)
  }
}

extension Story {
  /// A machine with the card of that kind and the story's spec.
  static func simulation(
    card: SimulatedCard? = nil, recovery: RecoveryPolicy = RecoveryPolicy(), seed: UInt64 = 1, accessPoints: Int = 0,
    adopting: Bool = false, isRekeyed: Bool = false, channel: Channel? = nil, edit: Edit? = nil,
    settings: Settings = Settings()
  ) throws -> Simulation {
    let card = try card ?? SimulatedCard(driver: ModuleName("mwifiex_usb"))
    let (story, edited) = try specs(
      radio(card.driver.text, recovery: recovery, channel: channel), accessPoints: accessPoints, adopting: adopting,
      isRekeyed: isRekeyed, edit: edit, settings: settings)
    return Simulation(card: card, story: story, edited: edited, seed: seed)
  }
}
