/// A channel of a radio, and what the regulatory domain in force makes of it.
package struct ChannelCapabilities: Hashable, Sendable {
  /// The centre in MHz.
  package var frequency: UInt32
  package var limits: Set<Limit>
  /// The highest power allowed, in hundredths of a dBm.
  package var maximumPower: UInt32?
  /// The state of radar detection, on a channel that needs it.
  package var radar: RadarState?

  package init(
    frequency: UInt32, limits: Set<Limit> = [], maximumPower: UInt32? = nil, radar: RadarState? = nil
  ) {
    self.frequency = frequency
    self.limits = limits
    self.maximumPower = maximumPower
    self.radar = radar
  }

  /// What a channel may not be used for.
  package enum Limit: String, Hashable, Sendable, CaseIterable {
    /// Not at all.
    case disabled
    /// Nothing may be sent before another station was heard (NO-IR): no access point may start.
    case noInitiation = "no-ir"
    /// Radar must be looked for first.
    case radar
    case indoorOnly = "indoor-only"
    case no20 = "no-20"
    /// No 40 MHz together with the channel below.
    case no40Below = "no-40-below"
    /// No 40 MHz together with the channel above.
    case no40Above = "no-40-above"
    case no80 = "no-80"
    case no160 = "no-160"
    /// No 802.11ax.
    case noAX = "no-ax"
  }

  /// What is known of radar on a channel (`enum nl80211_dfs_state`).
  package enum RadarState: String, Hashable, Sendable, CaseIterable {
    /// It must be listened to first.
    case usable
    /// Radar was heard within the last 30 minutes.
    case unavailable
    /// It was listened to, and is free.
    case available
  }
}
