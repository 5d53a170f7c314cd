import WiFiModel

/// Which channel it is on, and why that may be another one than hostapd was given.
extension OnAir {
  /// Names the channel, and who moved it where it is not the one in the file that hostapd serves.
  mutating func tell(
    _ status: HostapdStatus, _ wireless: Interface.Wireless, _ accessPoint: AccessPoint, _ radio: Radio,
    _ observed: ObservedState, _ memory: ChannelMemory
  ) {
    if let announced = memory.announcement(at: observed.at) {
      let where_ = announced.frequency.map { " to \($0) MHz" } ?? ""
      arrival = Arrival(
        reason: .switchingChannel,
        message: "a switch of channel\(where_) was announced, \(announced.until - observed.at) at most are left",
        takes: announced.until - observed.at, isCountdown: true)
    }
    let width = wireless.width.map { ", \($0) MHz wide" } ?? ""
    let frequency = status.frequency ?? wireless.frequency ?? 0
    message = "SSID \(accessPoint.ssid) on \(Self.name(of: frequency))\(width)"
    guard let served = ServedChannel(observed.configuration(of: radio.id)?.configuration) else { return }
    switch served.choice {
    case .automatic(let channels):
      message += ", chosen by hostapd"
      guard !channels.isEmpty, !channels.contains(where: { $0.frequency == frequency }) else { return }
      let cause = cause(of: frequency, channels.map(\.frequency), served, status, radio, observed, memory)
      reason = .channelOverridden
      message += "; declared are \(channels.map { String($0.number) }.joined(separator: ", ")): \(cause)"
    case .fixed(let channel):
      guard channel.frequency != frequency else { return }
      let cause = cause(of: frequency, [channel.frequency], served, status, radio, observed, memory)
      reason = .channelOverridden
      message += " in the place of \(channel): \(cause)"
    }
  }

  private func cause(
    of frequency: UInt32, _ declared: [UInt32], _ served: ServedChannel, _ status: HostapdStatus, _ radio: Radio,
    _ observed: ObservedState, _ memory: ChannelMemory
  ) -> String {
    guard case .known(let phy?) = observed.radio(radio.id)?.phy else { return "somebody moved it" }
    let station = observed.interfaces.value?.first { other in
      other.phy == phy.index && other.wireless?.type == .station && other.wireless?.frequency == frequency
    }
    if let station {
      return "\(station.name) is connected as a station there, and the radio can be on one channel at a time"
    }
    if let heard = declared.compactMap({ memory.radar[$0] }).max() {
      return "hostapd heard radar \(observed.at - heard) ago; it stays away for half an hour at least"
    }
    if case .fixed(let channel) = served.choice,
      frequency + 20 == channel.frequency || channel.frequency + 20 == frequency,
      let secondary = status.secondaryChannel, secondary != 0,
      Int64(frequency) + 20 * Int64(secondary) == Int64(channel.frequency)
    {
      return "hostapd exchanged primary and secondary channel, as those of a neighbour lie"
    }
    let needsListening: Bool
    if case .known(let capabilities) = phy.capabilities {
      needsListening = capabilities.bands.flatMap(\.channels).contains {
        declared.contains($0.frequency) && $0.limits.contains(.radar)
      }
    } else {
      needsListening = false
    }
    return needsListening
      ? "radar has the first right to it, and most likely was heard"
      : "somebody told hostapd to switch (CHAN_SWITCH), or the driver did"
  }

  private static func name(of frequency: UInt32) -> String {
    guard let band = Band(ofFrequency: frequency), let channel = Channel(frequency: frequency, in: band) else {
      return "\(frequency) MHz"
    }
    return channel.description
  }

  /// hostapd is in another state than ENABLED.
  init(notEnabled status: HostapdStatus) {
    let channel = status.frequency.map { " on \(Self.name(of: $0))" } ?? ""
    func coming(_ reason: Condition.Reason, _ message: String, _ takes: Int64, countdown: Bool = false) -> OnAir {
      var air = OnAir(.no, reason, message)
      air.arrival = Arrival(
        reason: reason, message: message, takes: .seconds(takes), isCountdown: countdown, frequency: status.frequency)
      return air
    }
    self =
      switch status.state {
      case "UNINITIALIZED":
        coming(.hostapdStarting, "hostapd is starting; it takes a few seconds", 20)
      case "COUNTRY_UPDATE":
        coming(.settingCountry, "hostapd waits for the kernel to take the country, at most 5 s", 20)
      case "ACS":
        coming(.choosingChannel, "hostapd surveys the band for the least busy channel; it takes at most a minute", 80)
      case "HT_SCAN":
        coming(.scanningForNeighbours, "hostapd looks for other 40 MHz networks; it takes at most 10 s", 30)
      case "DFS":
        if let left = status.radarSecondsLeft {
          coming(
            .listeningForRadar, "listening for radar\(channel), \(left) s left", Int64(left) + 20, countdown: left > 0)
        } else if let frequency = status.frequency, !Self.isWeather(frequency) {
          coming(.listeningForRadar, "listening for radar\(channel); it takes a minute", 80)
        } else {
          coming(.listeningForRadar, "listening for radar\(channel); on weather channels it takes ten minutes", 620)
        }
      case "NO_IR":
        OnAir(
          .no, .channelNoInitiation,
          "the regulatory domain lets nobody begin to send\(channel); hostapd waits until it does")
      default: OnAir(.no, .hostapdState, "hostapd is in state \(status.state)")
      }
  }

  /// Whether the channel overlaps those of weather radar, 5600 to 5650 MHz, on which ETSI asks for ten minutes (EN 301
  /// 893); as wide as it may be.
  private static func isWeather(_ frequency: UInt32) -> Bool { (5590...5660).contains(frequency) }
}

/// The channel as the file says that hostapd serves.
private struct ServedChannel {
  var choice: ChannelChoice

  init?(_ configuration: HostapdConfiguration?) {
    guard let configuration, let text = configuration["channel"] else { return nil }
    let isSix = configuration["op_class"].flatMap { UInt8($0) }.map { (131...137).contains($0) } ?? false
    let band: Band = configuration["hw_mode"] == "g" ? .ghz2 : isSix ? .ghz6 : .ghz5
    if let number = Int(text), let channel = try? Channel(number, in: band) {
      choice = .fixed(channel)
      return
    }
    let words = (configuration["chanlist"] ?? "").split { $0 == " " || $0 == "," }
    let channels = words.compactMap { word in Int(word).flatMap { try? Channel($0, in: band) } }
    // A list with ranges, which is passed through, says nothing here.
    choice = .automatic(channels.count == words.count ? channels : [])
  }
}
