extension Channel {
  /// The channel whose centre is at that frequency, in MHz; nil where the band has none there.
  package init?(frequency: UInt32, in band: Band) {
    let start: UInt32 = band == .ghz2 ? 2407 : band == .ghz5 ? 5000 : 5950
    let number =
      switch (band, frequency) {
      case (.ghz2, 2484): 14
      case (.ghz6, 5935): 2
      default: frequency > start && (frequency - start) % 5 == 0 ? Int((frequency - start) / 5) : 0
      }
    guard let channel = try? Channel(number, in: band), channel.frequency == frequency else { return nil }
    self = channel
  }

  /// The channel whose centre is at that frequency, in MHz, in whichever band; nil where none has one there.
  package init?(frequency: UInt32) {
    guard let channel = Band.allCases.lazy.compactMap({ Channel(frequency: frequency, in: $0) }).first else {
      return nil
    }
    self = channel
  }

  /// The centres in MHz, ascending, of the 20 MHz channels that make up the channel of that width around this one; nil
  /// where there is none.
  package func block(width: ChannelWidth) -> [UInt32]? {
    guard width > .mhz20 else { return [frequency] }
    guard let centre = centre(width: width) else { return nil }
    let middle = frequency + 5 * UInt32(centre) - 5 * UInt32(number)
    let half = UInt32(width.rawValue) / 2
    return Array(stride(from: middle - half + 10, to: middle + half, by: 20))
  }
}
