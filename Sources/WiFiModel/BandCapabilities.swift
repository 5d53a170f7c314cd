/// What a radio can do in one band, and what the country in force allows there.
package struct BandCapabilities: Hashable, Sendable {
  package var band: Band
  /// The widths that each generation can have, ascending; a generation that is not there cannot be had.
  package var widths: [Standard: [ChannelWidth]]
  /// In order of frequencies.
  package var channels: [ChannelCapabilities]

  package init(band: Band, widths: [Standard: [ChannelWidth]] = [:], channels: [ChannelCapabilities]) {
    self.band = band
    self.widths = widths
    self.channels = channels.sorted { $0.frequency < $1.frequency }
  }

  package subscript(frequency: UInt32) -> ChannelCapabilities? { channels.first { $0.frequency == frequency } }
}
