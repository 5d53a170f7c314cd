package import NL80211
package import WiFiModel

extension Capabilities {
  /// What the kernel told of a wiphy, while the rules of a country were in force.
  package init(_ wiphy: Wiphy, under country: CountryCode?) {
    self.init(
      interfaceTypes: Self.types(wiphy.interfaceTypes),
      combinations: wiphy.combinations.map { combination in
        Combination(
          limits: combination.limits.map { Combination.Limit($0.maximum, Self.types($0.types)) },
          maximum: combination.maximum, channels: combination.channels,
          radarWidths: Self.widths(combination.radarWidths))
      },
      bands: wiphy.bands.compactMap(BandCapabilities.init),
      ciphers: wiphy.ciphers.map(SuiteSelector.init(rawValue:)),
      keyManagements: wiphy.keyManagements?.map(SuiteSelector.init(rawValue:)),
      maximumClients: wiphy.maximumStations,
      features: Set(Self.features.filter { wiphy.features.contains($0.0) }.map(\.1)),
      country: country)
  }

  /// Each kind once: what is neither station nor access point is of one kind here.
  private static func types(_ types: [NL80211.InterfaceType]) -> [WiFiModel.InterfaceType] {
    let kinds = Set(types.map(WiFiModel.InterfaceType.init))
    return WiFiModel.InterfaceType.allCases.filter(kinds.contains)
  }

  private static func widths(_ bits: UInt32) -> [WiFiModel.ChannelWidth] {
    (UInt32(0)..<32).filter { bits >> $0 & 1 == 1 }
      .compactMap { NL80211.ChannelWidth(rawValue: $0).megahertz }
      .compactMap { WiFiModel.ChannelWidth(rawValue: UInt8(clamping: $0)) }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static var features: [(Wiphy.Features, Feature)] {
    [
      (.sae, .sae), (.saeOffload, .saeOffload), (.radarOffload, .radarOffload), (.ownManagement, .ownManagement),
      (.ownRegulatory, .ownRegulatory), (.channelSwitch, .channelSwitch),
    ]
  }
}

extension WiFiModel.InterfaceType {
  init(_ type: NL80211.InterfaceType) {
    switch type {
    case .accessPoint: self = .accessPoint
    case .station: self = .station
    default: self = .other
    }
  }
}

extension BandCapabilities {
  /// Nothing for a band that no access point of ours can use.
  init?(_ band: Wiphy.Band) {
    guard let name = Band(number: band.number) else { return nil }
    var widths: [Standard: [WiFiModel.ChannelWidth]] = [:]
    if let bits = band.highThroughput { widths[.n] = bits & 0x2 != 0 ? [.mhz20, .mhz40] : [.mhz20] }
    if let bits = band.veryHighThroughput {
      widths[.ac] = [.mhz20, .mhz40, .mhz80] + (bits & 0xc != 0 ? [.mhz160] : [])
    }
    if let bits = band.highEfficiency?.first {
      let is2GHz = name == .ghz2
      widths[.ax] =
        [.mhz20] + (bits & (is2GHz ? 0x02 : 0x04) != 0 ? (is2GHz ? [.mhz40] : [.mhz40, .mhz80]) : [])
        + (!is2GHz && bits & 0x08 != 0 ? [.mhz160] : [])
    }
    self.init(band: name, widths: widths, channels: band.channels.map(ChannelCapabilities.init))
  }
}

extension Band {
  /// `enum nl80211_band`.
  fileprivate init?(number: UInt16) {
    switch number {
    case 0: self = .ghz2
    case 1: self = .ghz5
    case 3: self = .ghz6
    default: return nil
    }
  }
}

extension ChannelCapabilities {
  init(_ channel: Wiphy.Channel) {
    self.init(
      frequency: channel.frequency, limits: Set(Self.limits.filter { channel.limits.contains($0.0) }.map(\.1)),
      maximumPower: channel.maximumPower,
      radar: channel.radarState.map { state in
        switch state {
        case .usable: .usable
        case .unavailable: .unavailable
        case .available: .available
        }
      })
  }

  private static var limits: [(Wiphy.Channel.Limits, Limit)] {
    [
      (.disabled, .disabled), (.noInitiation, .noInitiation), (.radar, .radar), (.indoorOnly, .indoorOnly),
      (.no20, .no20), (.no40Below, .no40Below), (.no40Above, .no40Above), (.no80, .no80), (.no160, .no160),
      (.noHighEfficiency, .noAX),
    ]
  }
}
