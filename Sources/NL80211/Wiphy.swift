import CLibNL

/// What a radio can do, as nl80211 describes its wiphy.
package struct Wiphy: Hashable, Sendable {
  /// A band's channels.
  package struct Band: Hashable, Sendable {
    /// The kernel's number (`enum nl80211_band`): 0 is 2.4 GHz, 1 is 5 GHz, 3 is 6 GHz.
    package var number: UInt16
    /// The channels, by frequency.
    package var channels: [Channel]

    /// Makes a band from its parts.
    package init(number: UInt16, channels: [Channel]) {
      self.number = number
      self.channels = channels
    }
  }

  /// A channel and what the regulatory domain in force makes of it.
  package struct Channel: Hashable, Sendable {
    /// What the channel may not be used for.
    package struct Limits: OptionSet, Hashable, Sendable {
      /// The bits.
      package var rawValue: UInt8

      /// Takes the bits.
      package init(rawValue: UInt8) { self.rawValue = rawValue }

      /// The channel may not be used at all.
      package static let disabled = Limits(rawValue: 1)
      /// Nothing may be sent before another station was heard, so no access point may start here.
      package static let noInitiation = Limits(rawValue: 2)
      /// Radar must be looked for first.
      package static let radar = Limits(rawValue: 4)
      /// Only indoors.
      package static let indoorOnly = Limits(rawValue: 8)
    }

    /// The centre frequency in MHz.
    package var frequency: UInt32
    /// What it may not be used for.
    package var limits: Limits
    /// The highest power allowed, in hundredths of a dBm.
    package var maximumPower: UInt32?

    /// Makes a channel from its parts.
    package init(frequency: UInt32, limits: Limits, maximumPower: UInt32? = nil) {
      self.frequency = frequency
      self.limits = limits
      self.maximumPower = maximumPower
    }
  }

  /// The number, as in `phy0`.
  package var index: UInt32
  /// The name.
  package var name: String
  /// The interface types that it can make, by number.
  package var interfaceTypes: [InterfaceType]
  /// The bands, by number.
  package var bands: [Band]
  /// How many stations an access point of it can serve, where it says so.
  package var maximumStations: UInt16?
  /// The numbers of the nl80211 commands it takes, ascending.
  package var commands: [UInt32]

  /// Makes a wiphy from its parts.
  package init(
    index: UInt32, name: String, interfaceTypes: [InterfaceType] = [], bands: [Band] = [],
    maximumStations: UInt16? = nil, commands: [UInt32] = []
  ) {
    self.index = index
    self.name = name
    self.interfaceTypes = interfaceTypes
    self.bands = bands
    self.maximumStations = maximumStations
    self.commands = commands
  }

  /// Puts a wiphy together from the messages of a split dump; nil where none is about this one.
  init?(index: UInt32, messages: some Sequence<Attributes>) {
    self.init(index: index, name: "")
    for attributes in messages where attributes.u32(NL80211_ATTR_WIPHY) == index { merge(attributes) }
    guard !name.isEmpty else { return nil }
    interfaceTypes.sort { $0.rawValue < $1.rawValue }
    commands.sort()
    bands.sort { $0.number < $1.number }
    for position in bands.indices { bands[position].channels.sort { $0.frequency < $1.frequency } }
  }

  private mutating func merge(_ attributes: Attributes) {
    if let name = attributes.text(NL80211_ATTR_WIPHY_NAME) { self.name = name }
    if let limit = attributes.u16(NL80211_ATTR_MAX_AP_ASSOC_STA) { maximumStations = limit }
    interfaceTypes += attributes.nested(NL80211_ATTR_SUPPORTED_IFTYPES).map {
      InterfaceType(rawValue: UInt32($0.code))
    }
    commands += attributes.nested(NL80211_ATTR_SUPPORTED_COMMANDS).compactMap { $0.payload.native(UInt32.self) }
    // A split dump spreads one band, and even its channels, over several messages.
    for band in attributes.nested(NL80211_ATTR_WIPHY_BANDS) {
      let channels = band.nested.nested(NL80211_BAND_ATTR_FREQS).compactMap { Channel($0.nested) }
      if let position = bands.firstIndex(where: { $0.number == band.code }) {
        bands[position].channels += channels
      } else {
        bands.append(Band(number: band.code, channels: channels))
      }
    }
  }
}

extension Wiphy.Channel {
  init?(_ attributes: Attributes) {
    guard let frequency = attributes.u32(NL80211_FREQUENCY_ATTR_FREQ) else { return nil }
    var limits: Limits = []
    if attributes.has(NL80211_FREQUENCY_ATTR_DISABLED) { limits.insert(.disabled) }
    if attributes.has(NL80211_FREQUENCY_ATTR_NO_IR) { limits.insert(.noInitiation) }
    if attributes.has(NL80211_FREQUENCY_ATTR_RADAR) { limits.insert(.radar) }
    if attributes.has(NL80211_FREQUENCY_ATTR_INDOOR_ONLY) { limits.insert(.indoorOnly) }
    self.init(
      frequency: frequency, limits: limits, maximumPower: attributes.u32(NL80211_FREQUENCY_ATTR_MAX_TX_POWER))
  }
}
