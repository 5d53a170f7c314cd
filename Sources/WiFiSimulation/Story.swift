package import WiFiModel

/// The declared states that simulations are about: one card and one access point, or several.
package enum Story {
  package static func radio(
    _ driver: String = "mwifiex_usb", recovery: RecoveryPolicy = RecoveryPolicy(), channel: Channel? = nil
  ) throws
    -> Radio
  {
    Radio(
      id: try RadioID("main"), driver: try ModuleName(driver), country: try CountryCode("FR"),
      channel: try channel ?? Channel(6, in: .ghz2), recovery: recovery)
  }

  package static func accessPoint(ssid: String = "my_access_point", addresses: [String] = ["192.168.0.5/24"]) throws
    -> AccessPoint
  {
    AccessPoint(
      name: try InterfaceName("uap0"), radio: try RadioID("main"), ssid: try SSID(Array(ssid.utf8)),
      security: .wpa2Personal(try Credential(passphrase: Array("correct horse".utf8))),
      addresses: try addresses.map { try InterfaceAddress($0) })
  }

  package static func desired(_ radio: Radio? = nil, ssid: String = "my_access_point") throws -> DesiredState {
    DesiredState(radios: [try radio ?? Self.radio()], accessPoints: [try accessPoint(ssid: ssid)])
  }

  /// Several access points on a radio, each with another security; where `adopting`, the first on the interface that the
  /// simulated driver makes for itself.
  package static func several(
    _ count: Int, adopting: Bool = false, suffix: String = "", secret: String = "correct horse"
  )
    throws
    -> [AccessPoint]
  {
    let passphrase = Security.Passphrase(try Credential(passphrase: Array(secret.utf8)), name: "guests")
    let securities = [
      .wpa2Personal(passphrase.credential), Security(.personal(.wpa3, [passphrase])),
      Security(.personal(.wpa2, [passphrase])), .open,
    ]
    return try (0..<count).map { number in
      let isAdopted = adopting && number == 0
      return AccessPoint(
        name: try InterfaceName(isAdopted ? "mlan0" : "uap\(number)"), radio: try RadioID("main"), adopt: isAdopted,
        ssid: try SSID(Array("network \(number)\(suffix)".utf8)), security: securities[number % securities.count],
        addresses: number == 2 ? [] : [try InterfaceAddress("10.0.\(number).1/24")],
        macAddress: number == 1 ? try HardwareAddress("06:00:00:00:00:01") : nil,
        stations: number == 1 ? .except([try HardwareAddress("02:00:00:00:00:99")]) : .all)
    }
  }

  /// What is declared for a radio, and what after an edit: the one access point, or so many.
  ///
  /// - Parameters:
  ///   - radio: which carries them.
  ///   - accessPoints: 0 for the story's one.
  ///   - adopting: whether the first of several takes the driver's own interface.
  ///   - isRekeyed: whether an edit of several changes their passphrases, in the place of their names.
  ///   - edit: what an edit of the one changes, in the place of its name.
  ///   - settings: of both.
  /// - Returns: both.
  /// - Throws: `InvalidValue`, were a name in here none.
  package static func specs(
    _ radio: Radio, accessPoints: Int = 0, adopting: Bool = false, isRekeyed: Bool = false, edit: Edit? = nil,
    settings: Settings = Settings()
  ) throws -> (story: DesiredState, edited: DesiredState) {
    if accessPoints > 0 {
      // An edit takes an access point away, too, where there are more.
      let edited =
        isRekeyed
        ? try several(accessPoints, adopting: adopting, secret: "battery staple")[...]
        : try several(accessPoints, adopting: adopting, suffix: " edited").dropFirst(accessPoints > 2 ? 1 : 0)
      return (
        DesiredState(radios: [radio], accessPoints: try several(accessPoints, adopting: adopting)),
        DesiredState(radios: [radio], accessPoints: Array(edited))
      )
    }
    var story = try desired(radio)
    story.settings = settings
    var edited = story
    switch edit {
    case .channel: edited.radios[0].channel = .fixed(try Channel(11, in: .ghz2))
    case nil: edited.accessPoints[0].ssid = try SSID(Array("another name".utf8))
    case .beaconInterval: edited.radios[0].beaconInterval = 200
    case .radarChannel:
      edited.radios[0].band = .ghz5
      edited.radios[0].channel = .fixed(try Channel(52, in: .ghz5))
    case .wpa3:
      edited.accessPoints[0].security = Security(
        .personal(.wpa3, [Security.Passphrase(try Credential(passphrase: Array("correct horse".utf8)))]))
    case .passphrase:
      edited.radios[0].beaconInterval = 200
      edited.accessPoints[0].security = .wpa2Personal(try Credential(passphrase: Array("battery staple".utf8)))
    }
    return (story, edited)
  }

  /// What an edit of the spec changes in the place of the SSID.
  package enum Edit: String, Hashable, Sendable, CaseIterable {
    /// Which only a start of hostapd takes up.
    case beaconInterval = "beacon-interval"
    case radarChannel = "radar-channel"
    /// Another one of the same band.
    case channel
    case wpa3
    /// And the beacon interval.
    case passphrase
  }
}
