import WiFiModel

extension SpecDecoder {
  mutating func accessPoint(_ entry: YAMLNode.Entry, radios: [String: YAMLNode.Entry]) -> AccessPoint? {
    let node = entry.value
    let radio = node["radio"].flatMap { reference($0, to: radios) }
    if let driver = radio?.value["driver"]?.text { reportStationInterface(entry, driver: driver) }
    let security = node["security"].flatMap { self.security($0, of: entry) }
    if let security, let radio { reportWeakness(security, of: entry, on: radio) }
    let stations = stations(node)
    reportBridge(entry)
    let text = node["ssid"]?.text.flatMap { try? SSID(Array($0.utf8)) }
    let ssid = text ?? node["ssid-hex"]?.text.flatMap { try? SSID(hexadecimal: $0) }
    guard let name = try? InterfaceName(entry.key), let radio = radio.flatMap({ try? RadioID($0.key) }), let ssid,
      let security
    else { return nil }
    return AccessPoint(
      name: name, radio: radio, enabled: node["enabled"]?.boolean ?? true, adopt: node["adopt"]?.boolean ?? false,
      ssid: ssid, hidden: node["hidden"]?.boolean ?? false, security: security,
      addresses: (node["addresses"]?.elements ?? []).compactMap { $0.text.flatMap { try? InterfaceAddress($0) } },
      macAddress: node["mac-address"]?.text.flatMap { try? HardwareAddress($0) },
      bridge: node["bridge"]?.text.flatMap { try? InterfaceName($0) },
      maxClients: node["max-clients"]?.number.flatMap { UInt16(exactly: $0) },
      dtimPeriod: node["dtim-period"]?.number.flatMap { UInt8(exactly: $0) },
      clientIsolation: node["client-isolation"]?.boolean ?? false, stations: stations,
      hostapd: options(node["hostapd"]))
  }

  private mutating func reference(_ node: YAMLNode, to radios: [String: YAMLNode.Entry]) -> YAMLNode.Entry? {
    guard let name = node.text else { return nil }
    if let radio = radios[name] { return radio }
    guard isWhole, !diagnostics.isFull else { return nil }
    if let unset = unsets[".radios.\(name)"] {
      diagnostics.add(
        .unknownRadio, at: unset, "radio \(name.prefix(40)) is unset here, which \(node.range.place) names",
        hint: "remove this 'null', or unset the access point too", fixes: [.remove(key: unset)])
      return nil
    }
    let names = radios.keys.sorted()
    let declared = names.isEmpty ? "no radio is declared" : "declared radios: \(names.joined(separator: ", "))"
    let nearest = Suggestion.nearest(to: name, in: names)
    let radio = SpecKey.root.child("radios")?.child("*")?.example ?? "{}"
    let fix: Fix? =
      if let meant = nearest ?? names.first {
        .replace(node.range, meant)
      } else {
        addition(of: name, radio, near: node)
      }
    diagnostics.add(
      .unknownRadio, at: node.range, "no radio is called '\(name.prefix(40))'",
      hint: nearest.map { "did you mean '\($0)'?" }
        ?? "\(declared); declare it under 'radios:' with driver, country, band and channel",
      fixes: fix.map { [$0] } ?? [], isExample: nearest == nil)
    return nil
  }

  /// A declaration of a radio, into the file that names it.
  private func addition(of name: String, _ radio: String, near node: YAMLNode) -> Fix? {
    guard (try? RadioID(name)) != nil else { return nil }
    if let radios = root.entries.first(where: { $0.key == "radios" }), radios.keyRange.file == node.range.file {
      return .addBelow("\(name): \(radio)", key: radios.keyRange)
    }
    return root.entries.first { $0.keyRange.file == node.range.file }.map {
      .add("radios: {\(name): \(radio)}", besideKey: $0.keyRange)
    }
  }

  private mutating func reportStationInterface(_ entry: YAMLNode.Entry, driver: String) {
    guard driver.hasPrefix("mwifiex"), entry.key.hasPrefix("mlan"), entry.key.utf8.count > 4,
      entry.key.utf8.dropFirst(4).allSatisfy({ (0x30...0x39).contains($0) })
    else { return }
    let name = "uap" + entry.key.dropFirst(4)
    let isTaken = root["access-points"]?.entries.contains { $0.key == name } ?? false
    diagnostics.add(
      .stationInterface, at: entry.keyRange,
      "'\(entry.key)' is the station interface that \(driver) makes itself: hostapd on it wedges this firmware",
      hint: "write '\(name)': wifi-ap then adds that interface beside '\(entry.key)' for the access point alone",
      fixes: isTaken ? [] : [.replace(entry.keyRange, name)])
  }

  /// 6 GHz is for what cannot be broken alone (Wi-Fi Alliance, WPA3 specification, section 11.2).
  private mutating func reportWeakness(
    _ security: Security, of entry: YAMLNode.Entry, on radio: YAMLNode.Entry
  ) {
    guard radio.value["band"]?.text == Band.ghz6.rawValue, let mode = entry.value["security"]?["mode"] else { return }
    switch security.mode {
    case .owe, .wpa3Personal: return
    case .wpa2Enterprise where security.managementFrameProtection == .required: return
    case .wpa2Enterprise:
      diagnostics.add(
        .weakInBand, at: mode.range, "in the 6 GHz band management frames must be protected",
        hint: "write 'pmf: required' beside it",
        fixes: entry.value["security"]?.entries.first { $0.key == "mode" }.map {
          [.add("pmf: required", besideKey: $0.keyRange)]
        } ?? [])
    case .open, .wpa2Personal, .wpa2WPA3Personal:
      let meant = security.mode == .open ? "owe" : "wpa3-personal"
      diagnostics.add(
        .weakInBand, at: mode.range, "'\(security.mode.rawValue)' is not allowed in the 6 GHz band",
        hint: "write 'mode: \(meant)'", fixes: [.replace(mode.range, meant)])
    }
  }

  private mutating func stations(_ node: YAMLNode) -> AccessPoint.StationFilter {
    let allow = node.entries.first { $0.key == "mac-allow" && !$0.value.isNull }
    let deny = node.entries.first { $0.key == "mac-deny" && !$0.value.isNull }
    func addresses(_ entry: YAMLNode.Entry) -> [HardwareAddress] {
      entry.value.entries.compactMap { try? HardwareAddress($0.key) }.sorted()
    }
    if let allow, let deny {
      let (later, other) = isLater(allow.keyRange, than: deny.keyRange) ? (allow, deny) : (deny, allow)
      let isElsewhere = later.keyRange.file != other.keyRange.file
      let drop = "\(other.key): null"
      diagnostics.add(
        .allowAndDeny, at: later.keyRange,
        "'\(later.key)' beside '\(other.key)'" + (isElsewhere ? " of \(other.keyRange.place)" : "")
          + ": only those of 'mac-allow' may join, so there is nobody to deny",
        hint: isElsewhere ? "write '\(drop)' beside it to drop the other file's, or remove it" : "keep one of them",
        fixes: [later.key == "mac-allow" ? .add(drop, besideKey: later.keyRange) : .remove(key: later.keyRange)])
    }
    if let allow {
      if case .mapping([]) = allow.value.content {
        diagnostics.add(
          .nobodyMayJoin, at: allow.keyRange, "'mac-allow' names nobody, so nobody may join",
          hint: "list the stations that may, or leave it out ('mac-allow: null' in a later file) to let everybody in")
      }
      return .only(addresses(allow))
    }
    return deny.map { $0.value.entries.isEmpty ? .all : .except(addresses($0)) } ?? .all
  }

  private mutating func reportBridge(_ entry: YAMLNode.Entry) {
    guard let bridge = entry.value.entries.first(where: { $0.key == "bridge" && !$0.value.isNull }),
      let name = bridge.value.text
    else { return }
    if let addresses = entry.value.entries.first(where: { $0.key == "addresses" }), !addresses.value.elements.isEmpty {
      let why = ": a port of a bridge has none, the bridge has them"
      if isLater(bridge.keyRange, than: addresses.keyRange) {
        diagnostics.add(
          .bridgeWithAddresses, at: bridge.keyRange, "'bridge' beside 'addresses' of \(addresses.keyRange.place)\(why)",
          hint:
            "give the addresses to \(name.prefix(20)) where it is configured, and write 'addresses: null' beside it",
          fixes: [.add("addresses: null", besideKey: bridge.keyRange)])
      } else {
        let isElsewhere = addresses.keyRange.file != bridge.keyRange.file
        diagnostics.add(
          .bridgeWithAddresses, at: addresses.keyRange,
          "'addresses' beside 'bridge'\(isElsewhere ? " of \(bridge.keyRange.place)" : "")\(why)",
          hint: "give the addresses to \(name.prefix(20)) where it is configured, and remove them here",
          fixes: [.remove(key: addresses.keyRange)])
      }
    }
    if root["access-points"]?.entries.contains(where: { $0.key == name }) == true {
      diagnostics.add(
        .badBridge, at: bridge.value.range, "'\(name.prefix(20))' is an access point, not a bridge",
        hint: "write the name of a bridge, such as br0, or leave 'bridge' out",
        fixes: [.replace(bridge.value.range, "br0")], isExample: true)
    }
  }

  // MARK: - Between access points

  mutating func reportBetween(_ accessPoints: [YAMLNode.Entry], radios: [String: YAMLNode.Entry]) {
    var macs: [HardwareAddress: YAMLNode.Entry] = [:]
    var addresses: [InterfaceAddress: YAMLNode.Entry] = [:]
    var options: [String: (text: [String], keyRange: SourceRange)] = [:]
    for (name, radio) in radios {
      for option in radio.value["hostapd"]?.entries ?? [] {
        options["\(name) \(option.key)"] = (option.value.scalars, option.keyRange)
      }
    }
    for entry in accessPoints where entry.value["enabled"]?.boolean != false {
      if let node = entry.value["mac-address"], let address = node.text.flatMap({ try? HardwareAddress($0) }) {
        if let other = macs[address] {
          let key = entry.value.entries.first { $0.key == "mac-address" }?.keyRange
          diagnostics.add(
            .sameAddress, at: node.range,
            "access point \(other.key) has the same MAC address (\(other.keyRange.place))",
            hint: "leave one of them out, or give each its own", fixes: key.map { [.remove(key: $0)] } ?? [])
        }
        macs[address] = macs[address] ?? entry
      }
      for node in entry.value["addresses"]?.elements ?? [] {
        guard let address = node.text.flatMap({ try? InterfaceAddress($0) }) else { continue }
        if let other = addresses[address], other.key != entry.key {
          let key = entry.value.entries.first { $0.key == "addresses" }?.keyRange
          diagnostics.add(
            .sameAddress, at: node.range,
            "access point \(other.key) has the address \(address) too (\(other.keyRange.place))",
            hint: "give each its own, in a network of its own", fixes: key.map { [.remove(key: $0)] } ?? [])
        }
        addresses[address] = addresses[address] ?? entry
      }
      guard let radio = entry.value["radio"]?.text else { continue }
      for option in entry.value["hostapd"]?.entries ?? []
      where HostapdOptionRule.rule(of: option.key)?.level == .radio {
        let text = option.value.scalars
        guard let other = options["\(radio) \(option.key)"], other.text != text else {
          options["\(radio) \(option.key)"] = options["\(radio) \(option.key)"] ?? (text, option.keyRange)
          continue
        }
        diagnostics.add(
          .optionsDisagree, at: option.keyRange,
          "'\(option.key)' is about the whole radio \(radio.prefix(40)), and \(other.keyRange.place) says otherwise",
          hint: "say it once, below 'hostapd:' of the radio", fixes: [.remove(key: option.keyRange)])
      }
    }
  }
}
