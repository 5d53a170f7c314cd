import WiFiModel

/// Bands, channels, widths and generations: all from the kernel's list.
extension Feasibility {
  mutating func judgeChannel(_ radio: Radio, _ capabilities: Capabilities, _ observed: ObservedState) {
    guard let band = capabilities[radio.band] else {
      guard !capabilities.bands.isEmpty else { return }
      let bands = capabilities.bands.map(\.band.rawValue).joined(separator: " or ")
      refuse(
        .noSuchBand, "radios.\(radio.id).band", "radio \(radio.id) has no \(radio.band.rawValue) band",
        "write band: \(bands)")
      return
    }
    judgeStandards(radio, band)
    let air = Air(
      radio: radio, band: band, capabilities: capabilities, isCountryInForce: isInForce(radio, capabilities, observed))
    if !air.isCountryInForce {
      unknowns.append(
        "what \(radio.country) allows on \(radio.band.rawValue) is not known while the rules of "
          + "\(capabilities.country?.text ?? "no country") are in force")
    }
    switch radio.channel {
    case .fixed(let channel):
      guard let obstacle = air.obstacle(to: channel), !serves(radio, observed) else {
        judgeWidth(channel, air)
        judgePower([channel], air)
        return
      }
      refuse(obstacle.rule, "radios.\(radio.id).channel", air.sentence(obstacle, channel), air.remedy(near: channel))
    case .automatic(let channels):
      judgeAutomatic(channels, air)
    }
  }

  private func isInForce(_ radio: Radio, _ capabilities: Capabilities, _ observed: ObservedState) -> Bool {
    capabilities.features.contains(.ownRegulatory)
      || (observed.regulatoryDomain == .known(radio.country) && capabilities.country == radio.country)
  }

  /// hostapd chooses among these, or among all: it is enough that one can be used.
  private mutating func judgeAutomatic(_ channels: [Channel], _ air: Air) {
    let radio = air.radio
    let candidates = channels.isEmpty ? air.channels : channels
    let usable = candidates.filter { air.obstacle(to: $0) == nil }
    guard !usable.isEmpty || candidates.isEmpty else {
      let key = channels.isEmpty ? "radios.\(radio.id).band" : "radios.\(radio.id).channels"
      let obstacle = air.obstacle(to: candidates[0]) ?? .missing
      let what = channels.isEmpty ? "no channel of \(radio.band.rawValue)" : "none of the channels"
      refuse(
        obstacle.rule, key, "\(what) can carry an access point\(air.underRules)",
        air.usable.isEmpty
          ? "choose another band" : "write channels: [\(air.usable.map { String($0.number) }.joined(separator: ", "))]")
      return
    }
    for channel in channels {
      guard let obstacle = air.obstacle(to: channel) else { continue }
      warn(
        obstacle.rule, "radios.\(radio.id).channels", air.sentence(obstacle, channel) + "; it is passed over",
        "leave \(channel.number) out")
    }
    if let wide = usable.max(by: { air.widest(around: $0) < air.widest(around: $1) }) { judgeWidth(wide, air) }
    judgePower(usable, air)
  }

  private mutating func judgeStandards(_ radio: Radio, _ band: BandCapabilities) {
    let missing = radio.standards.filter { band.widths[$0] == nil }
    let rest = radio.standards.filter { band.widths[$0] != nil }
    // As wide as what is left can be.
    let widest = ChannelWidth.allCases.last { $0 <= radio.width && band.carries($0, by: rest) } ?? .mhz20
    guard !missing.isEmpty else {
      guard widest < radio.width else { return }
      refuse(
        .noSuchWidth, "radios.\(radio.id).width",
        "radio \(radio.id) has no \(radio.width.rawValue) MHz on \(radio.band.rawValue)",
        "write width: \(widest.rawValue)")
      return
    }
    let names = missing.map { "802.11\($0.rawValue)" }.joined(separator: " and ")
    refuse(
      .noSuchStandard, "radios.\(radio.id).standards",
      "radio \(radio.id) has no \(names) on \(radio.band.rawValue)",
      "write standards: [\(rest.map(\.rawValue).joined(separator: ", "))]"
        + (widest < radio.width ? ", and width: \(widest.rawValue)" : ""))
  }

  private mutating func judgeWidth(_ channel: Channel, _ air: Air) {
    let radio = air.radio
    // What the card cannot do anywhere has been refused as such.
    guard air.band.carries(radio.width, by: radio.standards) else { return }
    guard let reason = air.obstacle(to: radio.width, around: channel) else { return }
    let widest = air.widest(around: channel)
    let other = air.usable.filter { air.obstacle(to: radio.width, around: $0) == nil }
      .min { air.distance($0, channel) < air.distance($1, channel) }
    let elsewhere = radio.channel.fixed == nil ? nil : other.map { ", or channel: \($0.number)" }
    refuse(
      .noSuchWidth, "radios.\(radio.id).width", "no \(radio.width.rawValue) MHz around \(channel): \(reason)",
      "write width: \(widest.rawValue)\(elsewhere ?? "")")
  }

  /// The country's limit counts below the declared one.
  private mutating func judgePower(_ channels: [Channel], _ air: Air) {
    guard air.isCountryInForce, let declared = air.radio.transmitPower else { return }
    let limits = channels.map { air.band[$0.frequency]?.maximumPower }
    guard let most = limits.map({ $0 ?? .max }).max(), most < UInt32(declared) * 100 else { return }
    let where_ = channels.count == 1 ? "on channel \(channels[0].number)" : "on these channels"
    warn(
      .transmitPower, "radios.\(radio).tx-power",
      "no more than \(most / 100) dBm are allowed \(where_)\(air.underRules)", "write tx-power: \(most / 100)")
  }
}

extension BandCapabilities {
  /// Whether some generations can have a width: each that is laid over it must, and 802.11n reaches up to 40 MHz.
  fileprivate func carries(_ width: ChannelWidth, by standards: [Standard]) -> Bool {
    let laid = standards.filter { $0 > .n || width <= .mhz40 }
    return width == .mhz20 || (!laid.isEmpty && laid.allSatisfy { widths[$0]?.contains(width) ?? false })
  }
}

/// One band of one radio, as far as it may be used.
struct Air {
  let radio: Radio
  let band: BandCapabilities
  let capabilities: Capabilities
  /// Whether the channels' limits are those of the declared country.
  let isCountryInForce: Bool

  /// Why a channel cannot carry an access point.
  enum Obstacle {
    case missing
    case disabled
    case noInitiation
    /// Radar must be looked for, and this radio cannot.
    case radar

    var rule: Condition.Reason {
      switch self {
      case .missing: .noSuchChannel
      case .disabled: .channelDisabled
      case .noInitiation: .channelNoInitiation
      case .radar: .channelRadar
      }
    }
  }

  /// All channels of the kernel's list.
  var channels: [Channel] { band.channels.compactMap { Channel(frequency: $0.frequency, in: band.band) } }

  /// Those that can carry an access point.
  var usable: [Channel] { channels.filter { obstacle(to: $0) == nil } }

  var underRules: String {
    guard isCountryInForce else { return "" }
    return capabilities.features.contains(.ownRegulatory) ? " under the driver's rules" : " in \(radio.country)"
  }

  func distance(_ one: Channel, _ other: Channel) -> UInt32 {
    one.frequency > other.frequency ? one.frequency - other.frequency : other.frequency - one.frequency
  }

  func obstacle(to channel: Channel) -> Obstacle? {
    guard let seen = band[channel.frequency] else { return .missing }
    return obstacle(to: seen, width: .mhz20)
  }

  /// The rules of `cfg80211_reg_can_beacon` (net/wireless/chan.c): where radar is looked for first, a channel that forbids
  /// to begin may be begun on.
  private func obstacle(to seen: ChannelCapabilities, width: ChannelWidth) -> Obstacle? {
    guard isCountryInForce else { return nil }
    if seen.limits.contains(.disabled) || seen.limits.contains(.no20) { return .disabled }
    if seen.limits.contains(.radar) { return canDetectRadar(on: width) ? nil : .radar }
    return seen.limits.contains(.noInitiation) ? .noInitiation : nil
  }

  private func canDetectRadar(on width: ChannelWidth) -> Bool {
    let carrying = capabilities.combinations.filter { $0.limits.contains { $0.types.contains(.accessPoint) } }
    return carrying.isEmpty || capabilities.features.contains(.radarOffload)
      || carrying.contains { $0.radarWidths.contains(width) }
  }

  func sentence(_ obstacle: Obstacle, _ channel: Channel) -> String {
    switch obstacle {
    case .missing: "radio \(radio.id) has no \(channel)"
    case .disabled: "\(channel) may not be used\(underRules)"
    case .noInitiation: "no access point may begin on \(channel)\(underRules) (NO-IR)"
    case .radar: "radar must be looked for on \(channel)\(underRules), and radio \(radio.id) cannot"
    }
  }

  func remedy(near channel: Channel) -> String {
    let choice = usable.filter { obstacle(to: radio.width, around: $0) == nil }
    let nearest = (choice.isEmpty ? usable : choice).min {
      (distance($0, channel), $0.number) < (distance($1, channel), $1.number)
    }
    guard let nearest else { return "choose another band: no channel of this one can be used" }
    return "write channel: \(nearest.number)"
  }

  func widest(around channel: Channel) -> ChannelWidth {
    ChannelWidth.allCases.last {
      $0 < radio.width && band.carries($0, by: radio.standards) && obstacle(to: $0, around: channel) == nil
    } ?? .mhz20
  }

  /// Why a channel cannot be that wide, as words behind a colon.
  func obstacle(to width: ChannelWidth, around channel: Channel) -> String? {
    guard width > .mhz20 else { return nil }
    guard let block = channel.block(width: width) else { return "it lies in no block of that width" }
    for frequency in block {
      let part = Channel(frequency: frequency, in: band.band)
      guard let part, let seen = band[frequency] else {
        return "\(frequency) MHz, a part of it, is no channel of this radio"
      }
      if let obstacle = obstacle(to: seen, width: width) { return sentence(obstacle, part) }
      guard isCountryInForce else { continue }
      let limit: ChannelCapabilities.Limit? =
        switch width {
        case .mhz20: nil
        case .mhz40: frequency == channel.frequency ? (channel.pairsUpwards ? .no40Above : .no40Below) : nil
        case .mhz80: .no80
        case .mhz160: .no160
        }
      if let limit, seen.limits.contains(limit) { return "the kernel forbids it\(underRules)" }
    }
    return nil
  }
}
