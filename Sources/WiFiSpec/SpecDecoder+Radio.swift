import WiFiModel

extension SpecDecoder {
  mutating func radio(_ entry: YAMLNode.Entry) -> Radio? {
    let node = entry.value
    let band = node["band"]?.text.flatMap { Band(rawValue: $0) }
    let channel = channel(node, band: band)
    let width = node["width"]?.number.flatMap { UInt8(exactly: $0) }.flatMap { ChannelWidth(rawValue: $0) }
    let standards = node["standards"].map { list in
      Set(list.elements.compactMap { $0.text.flatMap { Standard(rawValue: $0) } }).sorted()
    }
    let hasMistake = band.map { reportWidth(node, band: $0, width: width, standards: standards) } ?? false
    guard let id = try? RadioID(entry.key), let band, let channel, !hasMistake,
      let driver = node["driver"]?.text.flatMap({ try? ModuleName($0) }),
      let country = node["country"]?.text.flatMap({ try? CountryCode($0) })
    else { return nil }
    return Radio(
      id: id, driver: driver,
      moduleParameters: (node["module-parameters"]?.entries ?? []).compactMap { parameter in
        parameter.value.text.flatMap { try? ModuleParameter(parameter.key, $0) }
      },
      match: node["match"].flatMap { match($0) }, country: country, band: band, channel: channel,
      width: width ?? .mhz20, standards: standards,
      transmitPower: node["tx-power"]?.number.flatMap { UInt8(exactly: $0) },
      beaconInterval: node["beacon-interval"]?.number.flatMap { UInt16(exactly: $0) },
      recovery: recovery(node["recovery"]), hostapd: options(node["hostapd"]))
  }

  func match(_ node: YAMLNode) -> Radio.Match? {
    if let path = node["path"]?.text { return .path(path) }
    guard let text = node["mac"]?.text, let address = try? HardwareAddress(text) else { return nil }
    return .mac(address)
  }

  /// Passed through, but for what has no effect.
  func options(_ node: YAMLNode?) -> [HostapdOption] {
    (node?.entries ?? []).flatMap { option in
      option.key == "wpa_pairwise" ? [] : option.value.scalars.map { HostapdOption(option.key, $0) }
    }
  }

  private func recovery(_ node: YAMLNode?) -> RecoveryPolicy {
    var policy = RecoveryPolicy()
    if let value = node?["reload-driver"]?.boolean { policy.reloadDriver = value }
    if let value = node?["bus-reset"]?.boolean { policy.busReset = value }
    if let value = node?["actions-per-hour"]?.number.flatMap({ UInt8(exactly: $0) }) { policy.actionsPerHour = value }
    policy.powerHook = node?["power-hook"]?.elements.compactMap(\.text) ?? []
    if let value = node?["reboot"]?.boolean { policy.reboot = value }
    if let value = node?["keep-firmware-dump"]?.boolean { policy.keepsFirmwareDump = value }
    return policy
  }

  private mutating func channel(_ node: YAMLNode, band: Band?) -> ChannelChoice? {
    let entry = node.entries.first { $0.key == "channels" && !$0.value.isNull }
    guard let band, let value = node["channel"] else { return nil }
    if value.text == "auto" {
      return .automatic(
        (entry?.value.elements ?? []).compactMap { channel($0, in: band) }.sorted { $0.number < $1.number })
    }
    if let entry, value.number != nil, let key = node.entries.first(where: { $0.key == "channel" })?.keyRange {
      let message = "'channels' says what 'channel: auto' may choose, but the channel is \(value.text ?? "fixed")"
      if isLater(key, than: entry.keyRange) {
        diagnostics.add(
          .channelsUnused, at: key, message + " ('channels' stands in \(entry.keyRange.place))",
          hint: "write 'channels: null' beside it, or 'channel: auto'", fixes: [.add("channels: null", besideKey: key)])
      } else {
        diagnostics.add(
          .channelsUnused, at: entry.keyRange, message + (key.file == entry.keyRange.file ? "" : " (\(key.place))"),
          hint: "write 'channel: auto', or leave 'channels' out", fixes: [.remove(key: entry.keyRange)])
      }
    }
    return channel(value, in: band).map { .fixed($0) }
  }

  private mutating func channel(_ node: YAMLNode, in band: Band) -> Channel? {
    guard let number = node.number, (1...233).contains(number) else { return nil }
    do throws(InvalidValue) { return try Channel(number, in: band) } catch {
      let example =
        switch band {
        case .ghz2: "6"
        case .ghz5: "36"
        case .ghz6: "5"
        }
      // Another band may have it: then either may be the mistake.
      let bands = Band.allCases.filter { (try? Channel(number, in: $0)) != nil }.map(\.rawValue)
      diagnostics.add(
        .badChannel, at: node.range, error.problem,
        hint: error.hint
          + (bands.isEmpty ? "" : "; the band of channel \(number) is \(bands.joined(separator: " or "))"),
        fixes: [.replace(node.range, example)], isExample: true)
      return nil
    }
  }

  /// Says what width and standards do not go together.
  ///
  /// - Returns: whether something was said.
  private mutating func reportWidth(_ node: YAMLNode, band: Band, width: ChannelWidth?, standards: [Standard]?) -> Bool
  {
    let count = diagnostics.all.count
    for element in node["standards"]?.elements ?? [] where element.text == "ac" && band == .ghz2 {
      diagnostics.add(
        .badStandard, at: element.range, "802.11ac is not for the 2.4 GHz band",
        hint: "leave it out: write 'standards: [n]', or [n, ax]",
        fixes: node["standards"].map { [.replace($0.range, "[n]")] } ?? [])
    }
    if band == .ghz6, let standards, !standards.contains(.ax), let list = node["standards"] {
      diagnostics.add(
        .badStandard, at: list.range, "the 6 GHz band needs 802.11ax: nothing older may be used there",
        hint: "write 'standards: [ax]', or leave it out", fixes: [.replace(list.range, "[ax]")])
    }
    guard let width, let place = node["width"], width > .mhz20, count == diagnostics.all.count else {
      return count < diagnostics.all.count
    }
    let offered = standards ?? Radio.standards(in: band, width: width)
    if band == .ghz2, width > .mhz40 {
      diagnostics.add(
        .badWidth, at: place.range, "a channel in the 2.4 GHz band is 20 or 40 MHz wide, not \(width.rawValue)",
        hint: "write 'width: 20': 40 leaves no room for the neighbours", fixes: [.replace(place.range, "20")])
    } else if width == .mhz40, band != .ghz6, !offered.contains(.n) {
      reportStandard(node, place, width, needs: "n", example: band == .ghz2 ? "[n]" : "[n, ac]")
    } else if width > .mhz40, !offered.contains(.ac), !offered.contains(.ax) {
      reportStandard(node, place, width, needs: "ac or ax", example: "[n, ac]")
    }
    return count < diagnostics.all.count
  }

  private mutating func reportStandard(
    _ node: YAMLNode, _ width: YAMLNode, _ value: ChannelWidth, needs: String, example: String
  ) {
    diagnostics.add(
      .badWidth, at: width.range,
      "a channel of \(value.rawValue) MHz needs the standard \(needs)"
        + (node["standards"].map { ", which 'standards' leaves out (\($0.range.place))" } ?? ""),
      hint: "write 'standards: \(example)', or 'width: 20'", fixes: [.replace(width.range, "20")])
  }
}
