import WiFiModel

extension HostapdTranslation {
  /// The radio's keys and values.
  mutating func radio(_ lines: inout HostapdSection, names: [InterfaceName?]) -> [SpecText.Entry] {
    reportDriver(&lines)
    let module = module(names)
    let isAnnounced = reportAnnouncement(lines)
    let country = country(&lines)
    var hardware = hardware(&lines)
    let channel = channel(&lines, &hardware)
    if hardware.band == .ghz5, isAnnounced, !lines.lines.contains(where: { $0.name == "ieee80211h" }) {
      note(option: "ieee80211h", .changed, "no line gives it; in the 5 GHz band the agent has hostapd heed radar")
    }
    let shape = shape(&lines, hardware, channel: channel.fixed)
    var entries = [
      module, country,
      SpecText.Entry(key: "band", value: .word(hardware.band.rawValue)),
      SpecText.Entry(key: "channel", value: .word(channel.fixed.map { String($0.number) } ?? "auto")),
    ]
    if case .automatic(let channels) = channel, !channels.isEmpty {
      entries.append(SpecText.Entry(key: "channels", value: .words(channels.map { String($0.number) })))
    }
    if shape.width != .mhz20 {
      entries.append(SpecText.Entry(key: "width", value: .word(String(shape.width.rawValue))))
    }
    if shape.standards != Radio.standards(in: hardware.band, width: shape.width) {
      entries.append(SpecText.Entry(key: "standards", value: .words(shape.standards.map(\.rawValue))))
    }
    if let interval = beaconInterval(&lines) {
      entries.append(SpecText.Entry(key: "beacon-interval", value: .word(interval)))
    }
    let options = passedThrough(&lines, adding: shape.options)
    if !options.isEmpty { entries.append(SpecText.Entry(key: "hostapd", value: .map(options))) }
    return entries
  }

  // MARK: - Driver and country

  private mutating func reportDriver(_ lines: inout HostapdSection) {
    note(lines.take("use_driver_iface_addr"), .dropped, "the agent gives the interface its address")
    guard let line = last(lines.take("driver")) else { return }
    switch line.text {
    case "nl80211": break
    case "rtl871xdrv":
      note(
        line, .refused(.unsupported),
        "only Realtek's patched hostapd has this driver; a card under a driver of Linux itself takes driver=nl80211")
    case "wired", "none", "macsec_linux":
      note(line, .refused(.unsupported), "with this driver hostapd is no Wi-Fi access point")
    case "atheros", "bsd": note(line, .refused(.unsupported), "it is no driver of Linux; the agent uses nl80211")
    case "hostap", "madwifi", "prism54", "test":
      note(line, .refused(.outdated), "Linux no longer has this driver; write driver=nl80211")
    default: note(line, .refused(.malformed), "hostapd has no driver \(line.shown); write driver=nl80211")
    }
  }

  private mutating func module(_ names: [InterfaceName?]) -> SpecText.Entry {
    let module = request.module
    if let known = names.compactMap({ $0.flatMap(module) }).first {
      return SpecText.Entry(key: "driver", value: .text(known.text))
    }
    if let name = names.compactMap({ $0 }).first(where: { $0.text.hasPrefix("uap") }) {
      note(
        option: "driver", .changed,
        "hostapd.conf does not name the kernel module; guessed mwifiex_pcie from the interface \(name): check it, or give"
          + " --driver")
      return SpecText.Entry(
        key: "driver", value: .text("mwifiex_pcie"), comments: ["Guessed from the interface's name: check it."])
    }
    note(
      option: "driver", .changed,
      "hostapd.conf does not name the kernel module, and no such interface is here to be asked; write it in the place of"
        + " CHANGE_ME, or give --driver")
    return SpecText.Entry(
      key: "driver", value: .text("CHANGE_ME"),
      comments: ["The card's kernel module: 'readlink /sys/class/net/INTERFACE/device/driver/module' on the device."])
  }

  private mutating func country(_ lines: inout HostapdSection) -> SpecText.Entry {
    if let line = last(lines.take("country_code")) {
      let letters = String(decoding: line.value.prefix(2), as: UTF8.self)
      if let country = try? CountryCode(letters) {
        if line.value.count > 2 { note(line, .changed, "hostapd reads \(line.shown) as \(letters)") }
        return SpecText.Entry(key: "country", value: .text(country.text))
      }
      let grounds: Finding.Grounds = line.text == "00" ? .outdated : .malformed
      note(line, .refused(grounds), "hostapd takes two capital letters, such as FR, and not \(line.shown)")
      return SpecText.Entry(key: "country", value: .text(""))
    }
    if let country = request.country {
      note(option: "country_code", .changed, "no line gives a country; \(country) was given with --country")
      return SpecText.Entry(key: "country", value: .text(country.text))
    }
    note(
      option: "country_code", .changed,
      "no line gives the country, without which the kernel allows little; write it in the place of XX, or give --country"
    )
    return SpecText.Entry(
      key: "country", value: .text("XX"),
      comments: ["The country that the device stands in, as two letters; XX is none."])
  }

  /// 802.11d, by which beacons name the country, and 802.11h, by which radar is heeded.
  ///
  /// - Returns: whether beacons will name the country.
  private mutating func reportAnnouncement(_ lines: HostapdSection) -> Bool {
    func isOn(_ name: String) -> Bool {
      lines.lines.last { $0.name == name }.flatMap { HostapdNumber($0.value) }.map { $0.value != 0 } ?? false
    }
    if !lines.lines.contains(where: { $0.name == "ieee80211d" }) {
      note(option: "ieee80211d", .changed, "no line gives it; the agent has beacons name the country")
    }
    for line in lines.lines {
      if line.name == "ieee80211d", isOn(line.name), request.country == nil,
        !lines.lines.contains(where: { $0.name == "country_code" })
      {
        note(
          line, .refused(.malformed), "hostapd does not start with it without country_code; add that, or give --country"
        )
      } else if line.name == "ieee80211h", isOn(line.name), !isOn("ieee80211d") {
        note(line, .refused(.malformed), "hostapd does not start with it without ieee80211d=1")
      }
    }
    return isOn("ieee80211d") || !lines.lines.contains { $0.name == "ieee80211d" }
  }

  // MARK: - Channel

  struct Hardware {
    var band: Band
    /// The line that says it.
    var line: Line?
    var isFixed: Bool
    /// What the operating class says of the width.
    var width: ChannelWidth?
  }

  private mutating func hardware(_ lines: inout HostapdSection) -> Hardware {
    let classLine = last(lines.take("op_class"))
    let operatingClass = classLine.flatMap { number($0) }
    let isHigh = (131...136).contains(operatingClass ?? 0)
    // IEEE 802.11-2020, table E-4.
    let width: ChannelWidth? = [132: .mhz40, 133: .mhz80, 134: .mhz160][operatingClass ?? 0]
    if let classLine, !isHigh { note(classLine, .dropped, "band, channel and width say it") }
    guard let line = last(lines.take("hw_mode")) else {
      note(
        option: "hw_mode", .changed,
        "no line gives it, and hostapd then serves 802.11b alone; an access point of the agent has 802.11g with it")
      return Hardware(band: .ghz2, line: nil, isFixed: true)
    }
    switch line.text {
    case "a": return Hardware(band: isHigh ? .ghz6 : .ghz5, line: line, isFixed: true, width: width)
    case "g": return Hardware(band: .ghz2, line: line, isFixed: true)
    case "b":
      note(line, .changed, "an access point of the agent has 802.11g with 802.11b, which stations of 802.11b can join")
      return Hardware(band: .ghz2, line: line, isFixed: true)
    case "any": return Hardware(band: isHigh ? .ghz6 : .ghz2, line: line, isFixed: false, width: width)
    case "ad": note(line, .refused(.unsupported), "a spec has no 60 GHz band")
    default:
      let advice = line.hasTrailingComment ? "; a comment has a line of its own" : ""
      note(line, .refused(.malformed), "hostapd takes a, b, g, ad or any, and not \(line.shown)\(advice)")
    }
    return Hardware(band: .ghz2, line: line, isFixed: true)
  }

  private mutating func channel(_ lines: inout HostapdSection, _ hardware: inout Hardware) -> ChannelChoice {
    let list = lines.take("chanlist")
    let frequencies = lines.take("freqlist")
    let line = last(lines.take("channel"))
    let number: Int64 =
      if let line, line.text != "acs_survey" { self.number(line) ?? 1 } else { 0 }
    if !hardware.isFixed, let line = hardware.line {
      if number > 14, hardware.band == .ghz2 { hardware.band = .ghz5 }
      note(line, .changed, "a radio has one band: \(hardware.band.rawValue)")
    }
    if number != 0 {
      note(list + frequencies, .dropped, "it has no effect beside a fixed channel")
      do throws(InvalidValue) {
        return .fixed(try Channel(Int(number), in: hardware.band))
      } catch {
        let mode = hardware.line.map { "\($0.name)=\($0.text)" } ?? "no hw_mode (802.11b)"
        if let line { note(line, .refused(.malformed), "\(error.problem), which is that of \(mode)") }
        return .automatic([])
      }
    }
    if line == nil { note(option: "channel", .carried, "no line gives it: hostapd searches for one itself") }
    if let line = last(list) { return .automatic(channels(line, in: hardware.band)) }
    if let line = last(frequencies) {
      let channels = channels(ofFrequencies: line, in: hardware.band)
      note(line, .changed, "as the channels of these frequencies")
      return .automatic(channels)
    }
    return .automatic([])
  }

  /// hostapd's list: numbers and ranges of them, with spaces or commas between.
  private mutating func channels(_ line: Line, in band: Band) -> [Channel] {
    let all = (1...233).compactMap { try? Channel($0, in: band) }
    return selected(line, of: all) { Int64($0.number) }
  }

  private mutating func channels(ofFrequencies line: Line, in band: Band) -> [Channel] {
    let all = (1...233).compactMap { try? Channel($0, in: band) }
    return selected(line, of: all) { Int64($0.frequency) }
  }

  private mutating func selected(_ line: Line, of all: [Channel], by value: (Channel) -> Int64) -> [Channel] {
    var chosen: [Channel] = []
    for part in line.value.split(whereSeparator: { " ,\t".utf8.contains($0) }) {
      let ends = part.split(separator: UInt8(ascii: "-"), maxSplits: 1).map { HostapdNumber(Array($0)) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, first.isWhole, last.isWhole else {
        note(line, .refused(.malformed), "\(line.shown) is not a list of numbers and ranges")
        return []
      }
      chosen += all.filter { value($0) >= first.value && value($0) <= last.value && !chosen.contains($0) }
    }
    if chosen.isEmpty { note(line, .refused(.malformed), "none of \(line.shown) is in the band") }
    return chosen.sorted { $0.number < $1.number }
  }

  // MARK: - Beacons

  private mutating func beaconInterval(_ lines: inout HostapdSection) -> String? {
    guard let line = last(lines.take("beacon_int")), let value = number(line, 10...65535) else { return nil }
    if value < 15 { note(line, .changed, "15 is the least that a spec takes") }
    return String(max(value, 15))
  }
}
