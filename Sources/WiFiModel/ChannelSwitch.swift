/// A channel that a radio is to move to while it serves.
package struct ChannelSwitch: Hashable, Sendable, CustomStringConvertible {
  package var channel: Channel
  package var width: ChannelWidth
  /// What the radio speaks there.
  package var standards: [Standard]

  package init(to channel: Channel, width: ChannelWidth, standards: [Standard]) {
    self.channel = channel
    self.width = width
    self.standards = standards
  }

  package var description: String { "channel \(channel.number) (\(channel.frequency) MHz), \(width.rawValue) MHz wide" }
}
