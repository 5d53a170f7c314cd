import WiFiModel

extension HostapdTranslation {
  /// Standards, width, and what is left of the capabilities to be passed through.
  struct Shape {
    var standards: [Standard] = []
    var width = ChannelWidth.mhz20
    /// Options for hostapd.
    var options: [HostapdOption] = []
  }

  mutating func shape(_ lines: inout HostapdSection, _ hardware: Hardware, channel: Channel?) -> Shape {
    var shape = Shape()
    shape.standards = standards(&lines, band: hardware.band)
    let capabilityLines = lines.take("ht_capab")
    var throughput = tokens(
      capabilityLines, known: Self.htCapabilities, isOffered: shape.has(.n) || hardware.band == .ghz6, standard: .n)
    let sides = Set(throughput).intersection(Self.secondChannels)
    throughput.removeAll { Self.secondChannels.contains($0) }
    let veryHigh = tokens(
      lines.take("vht_capab"), known: Self.vhtCapabilities, isOffered: shape.has(.ac), standard: .ac)
    let asked = asked(&lines, shape)
    shape.width = max(asked.width, hardware.width ?? .mhz20, sides.isEmpty ? .mhz20 : .mhz40)
    if let line = capabilityLines.last, let channel, !sides.isEmpty {
      let usual = channel.pairsUpwards ? "HT40+" : "HT40-"
      if hardware.band == .ghz2, sides.count == 1, let side = sides.first, side != usual,
        side == "HT40+" ? channel.number <= 9 : channel.number >= 5
      {
        // Both sides are possible there; what is passed through wins over what the width would choose.
        throughput.insert(side, at: 0)
      } else if sides != [usual] {
        note(line, .changed, "[\(usual)]: the second channel follows from channel \(channel.number)")
      }
    }
    if sides.isEmpty, asked.width >= .mhz80, hardware.band == .ghz5 {
      note(
        option: "ht_capab", .changed,
        "hostapd wants [HT40+] or [HT40-] for \(asked.width.rawValue) MHz; the width alone says it in a spec")
    }
    reportCentre(asked, shape.width, channel)
    if !throughput.isEmpty, shape.has(.n) { shape.options.append(HostapdOption("ht_capab", Self.text(throughput))) }
    if !veryHigh.isEmpty { shape.options.append(HostapdOption("vht_capab", Self.text(veryHigh))) }
    return shape
  }

  // MARK: - Standards

  private mutating func standards(_ lines: inout HostapdSection, band: Band) -> [Standard] {
    let given: [(Standard, [Line])] = [
      (.n, lines.take("ieee80211n")), (.ac, lines.take("ieee80211ac")), (.ax, lines.take("ieee80211ax")),
    ]
    var standards: [Standard] = []
    for (standard, lines) in given where flag(lines) == true {
      guard let line = lines.last else { continue }
      switch (standard, band) {
      case (.ac, .ghz2): note(line, .dropped, "802.11ac is not defined in the 2.4 GHz band")
      case (.n, .ghz6), (.ac, .ghz6): note(line, .dropped, "the 6 GHz band has 802.11ax alone")
      default: standards.append(standard)
      }
    }
    if band == .ghz6, !standards.contains(.ax) {
      note(option: "ieee80211ax", .changed, "the 6 GHz band has 802.11ax alone")
      standards = [.ax]
    }
    if standards.contains(.ac), !standards.contains(.n) {
      note(option: "ieee80211n", .changed, "802.11ac is built on 802.11n, which is offered too")
      standards.insert(.n, at: 0)
    }
    return standards
  }

  // MARK: - Width

  private struct AskedWidth {
    var width = ChannelWidth.mhz20
    /// The lines that give the index of the centre, with it; 0 leaves it to hostapd.
    var centres: [(line: Line, index: Int64)] = []
  }

  private mutating func asked(_ lines: inout HostapdSection, _ shape: Shape) -> AskedWidth {
    var asked = AskedWidth()
    for (standard, prefix) in [(Standard.ac, "vht"), (.ax, "he")] {
      let width = last(lines.take("\(prefix)_oper_chwidth"))
      let centre = last(lines.take("\(prefix)_oper_centr_freq_seg0_idx"))
      let second = last(lines.take("\(prefix)_oper_centr_freq_seg1_idx"))
      let isOffered = shape.has(standard)
      for line in [width, centre, second].compactMap({ $0 }) {
        guard let value = number(line) else { continue }
        if value != 0, !isOffered {
          note(line, .dropped, "it has no effect while 802.11\(standard.rawValue) is not offered")
          continue
        }
        switch (line, value) {
        case (width, 0): break
        case (width, 1): asked.width = max(asked.width, .mhz80)
        case (width, 2): asked.width = .mhz160
        case (width, 3): note(line, .refused(.unsupported), "a spec has no channel of two parts (80+80 MHz)")
        case (width, _): note(line, .refused(.malformed), "hostapd takes 0 to 3, not \(value)")
        case (centre, 1...): asked.centres.append((line, value))
        case (second, 1...): note(line, .dropped, "a channel of one part has one centre")
        default: break
        }
      }
    }
    return asked
  }

  /// The centre follows from channel and width; one that does not would keep hostapd from starting.
  private mutating func reportCentre(_ asked: AskedWidth, _ width: ChannelWidth, _ channel: Channel?) {
    for (line, index) in asked.centres {
      guard let channel, width >= .mhz80 else {
        note(line, .dropped, "channel and width say it")
        continue
      }
      let reach = Int64(width.rawValue) / 10 - 2
      let distance = index - Int64(channel.number)
      if abs(distance) > reach || distance.isMultiple(of: 4) || !distance.isMultiple(of: 2) {
        note(
          line, .refused(.malformed),
          "\(index) is not the centre of a \(width.rawValue) MHz channel that holds channel \(channel.number)")
      }
    }
  }

  // MARK: - Capabilities

  /// The words between brackets that hostapd knows, each once; it gathers them over all lines.
  private mutating func tokens(
    _ lines: [Line], known: Set<String>, isOffered: Bool, standard: Standard
  ) -> [String] {
    guard isOffered else {
      note(lines, .dropped, "it has no effect while 802.11\(standard.rawValue) is not offered")
      return []
    }
    var tokens: [String] = []
    for line in lines {
      let pieces = line.text.split(separator: "[", omittingEmptySubsequences: false)
      var strange = (pieces.first ?? "").isEmpty ? [] : [String(pieces.first ?? "")]
      for piece in pieces.dropFirst() {
        let word = String(piece.prefix { $0 != "]" })
        if piece.contains("]"), known.contains(word) {
          if !tokens.contains(word) { tokens.append(word) }
        } else {
          strange.append("[\(piece)")
        }
      }
      let named = strange.map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
      if !named.isEmpty {
        note(line, .changed, "hostapd knows no \(named.joined(separator: " ").prefix(80)), and passes over it")
      }
    }
    return tokens
  }

  private static func text(_ tokens: [String]) -> String { tokens.map { "[\($0)]" }.joined() }

  /// Which side of the channel the second one lies on: that there is one makes the width.
  private static let secondChannels: Set<String> = ["HT40+", "HT40-"]

  private static let htCapabilities: Set<String> = [
    "40-INTOLERANT", "DELAYED-BA", "DSSS_CCK-40", "GF", "HT40+", "HT40-", "LDPC", "LSIG-TXOP-PROT", "MAX-AMSDU-7935",
    "RX-STBC1", "RX-STBC12", "RX-STBC123", "SHORT-GI-20", "SHORT-GI-40", "TX-STBC",
  ]

  private static let vhtCapabilities: Set<String> = {
    var words: Set<String> = [
      "HTC-VHT", "MAX-MPDU-11454", "MAX-MPDU-7991", "MU-BEAMFORMER", "RX-ANTENNA-PATTERN",
      "RX-STBC-1", "RX-STBC-12", "RX-STBC-123", "RX-STBC-1234", "RXLDPC", "SHORT-GI-160", "SHORT-GI-80",
      "SU-BEAMFORMEE", "SU-BEAMFORMER", "TX-ANTENNA-PATTERN", "TX-STBC-2BY1", "VHT-LINK-ADAPT2", "VHT-LINK-ADAPT3",
      "VHT-TXOP-PS", "VHT160", "VHT160-80PLUS80",
    ]
    for count in 2...4 {
      words.insert("BF-ANTENNA-\(count)")
      words.insert("SOUNDING-DIMENSION-\(count)")
    }
    for exponent in 1...7 { words.insert("MAX-A-MPDU-LEN-EXP\(exponent)") }
    return words
  }()
}

extension HostapdTranslation.Shape {
  func has(_ standard: Standard) -> Bool { standards.contains(standard) }
}
