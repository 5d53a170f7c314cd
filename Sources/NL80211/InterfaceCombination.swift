import CLibNL

/// Interfaces of one wiphy that may be at work together.
package struct InterfaceCombination: Hashable, Sendable {
  /// How many of some types there may be.
  package struct Limit: Hashable, Sendable {
    /// How many at most, of these types taken together.
    package var maximum: UInt32
    /// The types, by number.
    package var types: [InterfaceType]

    /// Makes a limit from its parts.
    package init(maximum: UInt32, types: [InterfaceType]) {
      self.maximum = maximum
      self.types = types
    }
  }

  /// One for each group of types; a type in none of them may not take part.
  package var limits: [Limit]
  /// How many interfaces there may be in all.
  package var maximum: UInt32
  /// On how many different channels they may be.
  package var channels: UInt32
  /// The widths on which radar can be looked for meanwhile: bit n for `enum nl80211_chan_width` n.
  package var radarWidths: UInt32

  /// Makes a combination from its parts.
  package init(limits: [Limit], maximum: UInt32, channels: UInt32, radarWidths: UInt32 = 0) {
    self.limits = limits
    self.maximum = maximum
    self.channels = channels
    self.radarWidths = radarWidths
  }

  /// Reads the kernel's description.
  init(_ attributes: Attributes) {
    self.init(
      limits: attributes.nested(NL80211_IFACE_COMB_LIMITS).map { limit in
        let types = limit.nested.nested(NL80211_IFACE_LIMIT_TYPES)
        return Limit(
          maximum: limit.nested.u32(NL80211_IFACE_LIMIT_MAX) ?? 0,
          types: types.map { InterfaceType(rawValue: UInt32($0.code)) }.sorted { $0.rawValue < $1.rawValue })
      },
      maximum: attributes.u32(NL80211_IFACE_COMB_MAXNUM) ?? 0,
      channels: attributes.u32(NL80211_IFACE_COMB_NUM_CHANNELS) ?? 0,
      radarWidths: attributes.u32(NL80211_IFACE_COMB_RADAR_DETECT_WIDTHS) ?? 0)
  }
}
