/// How 802.11 lays wider channels over 20 MHz ones (802.11-2020, annex E; 802.11ax for 6 GHz).
extension Channel {
  /// Where the blocks begin that wider channels are cut from; nil for 2.4 GHz, where they slide.
  private var blockStart: UInt8? {
    switch band {
    case .ghz2: nil
    case .ghz5: number < 100 ? 36 : number < 149 ? 100 : 149
    case .ghz6: number == 2 ? nil : 1
    }
  }

  /// Whether the second half of a 40 MHz channel lies above the primary. On 2.4 GHz either side is possible for
  /// channels 5 to 9; the lower ones go up, so that it fits where only 11 channels are allowed.
  package var pairsUpwards: Bool {
    guard let start = blockStart else { return number <= 7 }
    return (number - start) / 4 % 2 == 0
  }

  /// The number of the centre of the channel of that width which this 20 MHz channel belongs to; nil where there is none.
  package func centre(width: ChannelWidth) -> UInt8? {
    guard width > .mhz20 else { return number }
    guard let start = blockStart else {
      return width == .mhz40 && band == .ghz2 && number < 14 ? (pairsUpwards ? number + 2 : number - 2) : nil
    }
    let span = width.rawValue / 5
    let first = start + (number - start) / span * span
    let last: UInt8 =
      switch (band, start) {
      case (.ghz6, _): 233
      case (_, 36): 64
      case (_, 100): 144
      default: 177
      }
    // The last channels of 6 GHz would lie in a block that ends above 255.
    return UInt16(first) + UInt16(span) - 4 <= UInt16(last) ? first + span / 2 - 2 : nil
  }
}
