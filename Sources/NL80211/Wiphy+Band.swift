import CLibNL

extension Wiphy {
  /// A band: its channels, and how fast and wide it can be used.
  package struct Band: Hashable, Sendable {
    /// The kernel's number (`enum nl80211_band`): 0 is 2.4 GHz, 1 is 5 GHz, 3 is 6 GHz.
    package var number: UInt16
    /// The channels, by frequency.
    package var channels: [Channel]
    /// The field "HT Capability Information" of 802.11n; nil where the radio cannot do 802.11n here.
    package var highThroughput: UInt16?
    /// The field "VHT Capabilities Information" of 802.11ac; nil where the radio cannot do 802.11ac here.
    package var veryHighThroughput: UInt32?
    /// The field "HE PHY Capabilities Information" of 802.11ax for an access point; nil where it cannot do 802.11ax here.
    package var highEfficiency: [UInt8]?

    /// Makes a band from its parts.
    package init(
      number: UInt16, channels: [Channel], highThroughput: UInt16? = nil, veryHighThroughput: UInt32? = nil,
      highEfficiency: [UInt8]? = nil
    ) {
      self.number = number
      self.channels = channels
      self.highThroughput = highThroughput
      self.veryHighThroughput = veryHighThroughput
      self.highEfficiency = highEfficiency
    }

    mutating func merge(_ attributes: Attributes) {
      channels += attributes.nested(NL80211_BAND_ATTR_FREQS).compactMap { Channel($0.nested) }
      if let bits = attributes.u16(NL80211_BAND_ATTR_HT_CAPA) { highThroughput = bits }
      if let bits = attributes.u32(NL80211_BAND_ATTR_VHT_CAPA) { veryHighThroughput = bits }
      for group in attributes.nested(NL80211_BAND_ATTR_IFTYPE_DATA) {
        let types = group.nested.nested(NL80211_BAND_IFTYPE_ATTR_IFTYPES)
        guard types.has(NL80211_IFTYPE_AP) else { continue }
        highEfficiency = group.nested[NL80211_BAND_IFTYPE_ATTR_HE_CAP_PHY].map { [UInt8]($0) }
      }
    }
  }

  /// A channel and what the regulatory domain in force makes of it.
  package struct Channel: Hashable, Sendable {
    /// What the channel may not be used for.
    package struct Limits: OptionSet, Hashable, Sendable {
      /// The bits, of our own numbering.
      package var rawValue: UInt16

      /// Takes the bits.
      package init(rawValue: UInt16) { self.rawValue = rawValue }

      /// The channel may not be used at all.
      package static let disabled = Limits(rawValue: 1)
      /// Nothing may be sent before another station was heard, so no access point may start here.
      package static let noInitiation = Limits(rawValue: 2)
      /// Radar must be looked for first.
      package static let radar = Limits(rawValue: 4)
      /// Only indoors.
      package static let indoorOnly = Limits(rawValue: 8)
      /// No 20 MHz around it.
      package static let no20 = Limits(rawValue: 16)
      /// No 40 MHz with the channel below.
      package static let no40Below = Limits(rawValue: 32)
      /// No 40 MHz with the channel above.
      package static let no40Above = Limits(rawValue: 64)
      /// No 80 MHz around it.
      package static let no80 = Limits(rawValue: 128)
      /// No 160 MHz around it.
      package static let no160 = Limits(rawValue: 256)
      /// No 802.11ax.
      package static let noHighEfficiency = Limits(rawValue: 512)
    }

    /// What is known of radar on a channel where it must be looked for (`enum nl80211_dfs_state`).
    package enum RadarState: UInt32, Hashable, Sendable {
      /// It must be listened to first.
      case usable = 0
      /// Radar was heard within the last 30 minutes.
      case unavailable = 1
      /// It was listened to, and is free.
      case available = 2
    }

    /// The centre frequency in MHz.
    package var frequency: UInt32
    /// What it may not be used for.
    package var limits: Limits
    /// The highest power allowed, in hundredths of a dBm.
    package var maximumPower: UInt32?
    /// The state of radar detection, on a channel that needs it.
    package var radarState: RadarState?

    /// Makes a channel from its parts.
    package init(frequency: UInt32, limits: Limits, maximumPower: UInt32? = nil, radarState: RadarState? = nil) {
      self.frequency = frequency
      self.limits = limits
      self.maximumPower = maximumPower
      self.radarState = radarState
    }

    /// Reads the kernel's description; nil without a frequency.
    init?(_ attributes: Attributes) {
      guard let frequency = attributes.u32(NL80211_FREQUENCY_ATTR_FREQ) else { return nil }
      var limits: Limits = []
      for (code, limit) in Self.flags where attributes.has(code) { limits.insert(limit) }
      self.init(
        frequency: frequency, limits: limits, maximumPower: attributes.u32(NL80211_FREQUENCY_ATTR_MAX_TX_POWER),
        radarState: attributes.u32(NL80211_FREQUENCY_ATTR_DFS_STATE).flatMap(RadarState.init))
    }

    private static var flags: [(nl80211_frequency_attr, Limits)] {
      [
        (NL80211_FREQUENCY_ATTR_DISABLED, .disabled),
        (NL80211_FREQUENCY_ATTR_NO_IR, .noInitiation),
        (NL80211_FREQUENCY_ATTR_RADAR, .radar),
        (NL80211_FREQUENCY_ATTR_INDOOR_ONLY, .indoorOnly),
        (NL80211_FREQUENCY_ATTR_NO_20MHZ, .no20),
        (NL80211_FREQUENCY_ATTR_NO_HT40_MINUS, .no40Below),
        (NL80211_FREQUENCY_ATTR_NO_HT40_PLUS, .no40Above),
        (NL80211_FREQUENCY_ATTR_NO_80MHZ, .no80),
        (NL80211_FREQUENCY_ATTR_NO_160MHZ, .no160),
        (NL80211_FREQUENCY_ATTR_NO_HE, .noHighEfficiency),
      ]
    }
  }
}
