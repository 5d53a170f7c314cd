/// A frequency band of 802.11.
package enum Band: String, Hashable, Sendable, CaseIterable {
  case ghz2 = "2.4GHz"
  case ghz5 = "5GHz"
  case ghz6 = "6GHz"
}

/// A 20 MHz channel: its number and its band. What a country allows is asked of the kernel, never of a table of ours.
package struct Channel: Hashable, Sendable, CustomStringConvertible {
  package let band: Band
  package let number: UInt8

  /// - Throws: `InvalidValue` when the band has no channel of that number (802.11-2020 annex E operating classes).
  package init(_ number: Int, in band: Band) throws(InvalidValue) {
    let numbers: [Int] =
      switch band {
      case .ghz2: Array(1...14)
      case .ghz5:
        [Int](stride(from: 36, through: 64, by: 4)) + [Int](stride(from: 100, through: 144, by: 4))
          + [Int](stride(from: 149, through: 177, by: 4))
      case .ghz6: [2] + [Int](stride(from: 1, through: 233, by: 4))
      }
    guard numbers.contains(number), let small = UInt8(exactly: number) else {
      let example =
        switch band {
        case .ghz2: "1 to 14, such as 6"
        case .ghz5: "36, 40 ... 64, 100 ... 144, 149 ... 177"
        case .ghz6: "1, 5, 9 ... 233, or 2"
        }
      throw InvalidValue("channel \(number) is not in the \(band.rawValue) band", hint: "its channels are \(example)")
    }
    self.band = band
    self.number = small
  }

  /// The centre frequency in MHz (`ieee80211_channel_to_freq_khz`, net/wireless/util.c).
  package var frequency: UInt32 {
    switch (band, number) {
    case (.ghz2, 14): 2484
    case (.ghz2, _): 2407 + 5 * UInt32(number)
    case (.ghz5, _): 5000 + 5 * UInt32(number)
    case (.ghz6, 2): 5935
    case (.ghz6, _): 5950 + 5 * UInt32(number)
    }
  }

  package var description: String { "channel \(number) (\(frequency) MHz)" }
}

/// Which channel a radio shall use.
package enum ChannelChoice: Hashable, Sendable, CustomStringConvertible {
  /// This primary channel.
  case fixed(Channel)
  /// What hostapd finds least busy (ACS) among these, in order of their numbers; none given: among all that the kernel
  /// allows in the band.
  case automatic([Channel])

  /// The channel, where it is fixed.
  package var fixed: Channel? { if case .fixed(let channel) = self { channel } else { nil } }

  package var description: String {
    switch self {
    case .fixed(let channel): channel.description
    case .automatic(let channels) where channels.isEmpty: "automatic channel"
    case .automatic(let channels):
      "automatic channel of \(channels.map { String($0.number) }.joined(separator: ", "))"
    }
  }
}

/// The width of the operating channel, in MHz.
package enum ChannelWidth: UInt8, Hashable, Sendable, CaseIterable, Comparable {
  case mhz20 = 20
  case mhz40 = 40
  case mhz80 = 80
  case mhz160 = 160

  package static func < (left: ChannelWidth, right: ChannelWidth) -> Bool { left.rawValue < right.rawValue }
}

/// A generation of 802.11 that a radio offers above the legacy rates.
package enum Standard: String, Hashable, Sendable, CaseIterable, Comparable {
  /// High throughput (HT).
  case n
  /// Very high throughput (VHT).
  case ac
  /// High efficiency (HE).
  case ax

  package static func < (left: Standard, right: Standard) -> Bool { left.generation < right.generation }

  /// As the Wi-Fi Alliance counts: 4, 5, 6.
  private var generation: UInt8 {
    switch self {
    case .n: 4
    case .ac: 5
    case .ax: 6
    }
  }
}
