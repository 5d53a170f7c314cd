import WiFiModel
import WiFiSimulation

/// The declared state that most tests speak of: one card, one access point.
enum Story {
  static func radio(_ driver: String = "mwifiex_usb", recovery: RecoveryPolicy = RecoveryPolicy()) throws -> Radio {
    Radio(
      id: try RadioID("main"), driver: try ModuleName(driver), country: try CountryCode("FR"),
      channel: try Channel(6, in: .ghz2), recovery: recovery)
  }

  static func accessPoint(ssid: String = "my_access_point", addresses: [String] = ["192.168.0.5/24"]) throws
    -> AccessPoint
  {
    AccessPoint(
      name: try InterfaceName("uap0"), radio: try RadioID("main"), ssid: try SSID(Array(ssid.utf8)),
      security: .wpa2Personal(try Credential(passphrase: Array("correct horse".utf8))),
      addresses: try addresses.map { try InterfaceAddress($0) })
  }

  static func desired(_ radio: Radio? = nil, ssid: String = "my_access_point") throws -> DesiredState {
    DesiredState(radios: [try radio ?? Self.radio()], accessPoints: [try accessPoint(ssid: ssid)])
  }

  /// A machine with the card of that kind and the story's spec.
  static func simulation(
    card: SimulatedCard? = nil, recovery: RecoveryPolicy = RecoveryPolicy(), seed: UInt64 = 1
  ) throws -> Simulation {
    let card = try card ?? SimulatedCard(driver: ModuleName("mwifiex_usb"))
    let radio = try radio(card.driver.text, recovery: recovery)
    return Simulation(
      card: card, story: try desired(radio), edited: try desired(radio, ssid: "another name"), seed: seed)
  }
}
