package import WiFiModel

/// What hostapd told of its channel: never where it is, which is observed, but why it is there. Frequencies are in MHz.
package enum ChannelEvent: Hashable, Sendable {
  /// Radar was heard on a channel.
  case radar(UInt32?)
  /// A switch was announced to the clients.
  case switchStarted(UInt32?)
  /// The announced switch is over.
  case switched
}

/// What is remembered of the events about a radio's channel.
package struct ChannelMemory: Hashable, Sendable {
  /// When radar was heard, by frequency in MHz; such a channel may not be used for half an hour.
  package private(set) var radar: [UInt32: Uptime] = [:]
  private var announced: Announcement?

  /// A switch of channel that was announced.
  package struct Announcement: Hashable, Sendable {
    package var frequency: UInt32?
    /// When it should be over: it takes at most 255 beacons, mostly a tenth of a second apart.
    package var until: Uptime
  }

  package init() {}

  package mutating func take(_ event: ChannelEvent, at now: Uptime) {
    switch event {
    case .radar(let frequency):
      radar = radar.filter { now - $0.value < .seconds(1800) }
      if let frequency { radar[frequency] = now }
    case .switchStarted(let frequency): announced = Announcement(frequency: frequency, until: now + .seconds(30))
    case .switched: announced = nil
    }
  }

  /// The switch that is under way.
  package func announcement(at now: Uptime) -> Announcement? { announced.flatMap { $0.until > now ? $0 : nil } }
}
