package import WiFiModel

extension HostapdConfiguration {
  /// The configuration that makes a radio carry access points, the first of them on hostapd's own interface. Typed keys
  /// come first and pass-through after them, all in a fixed order, so that equal desires give equal files.
  package init(for accessPoints: [AccessPoint], on radio: Radio, paths: Paths) {
    var options: [HostapdOption] = []
    let ofRadio = Self.options(of: radio)
    let lifted =
      accessPoints.allSatisfy(\.hostapd.isEmpty)
      ? [] : (ofRadio + Self.defaults(of: radio, given: [])).map(\.name)
    // Where firmware makes the frames, hostapd makes no interface: each access point has a configuration of its own.
    let isApart = DriverProfile(of: radio.driver).isFullMAC
    for (position, accessPoint) in accessPoints.enumerated() {
      let isFirst = position == 0 || isApart
      options.append(HostapdOption(isFirst ? "interface" : "bss", accessPoint.name.text))
      // hostapd answers on a socket for each of its interfaces, where its part says so.
      options.append(HostapdOption("ctrl_interface", paths.hostapdControl))
      if isFirst {
        // What an access point passes through for the radio joins what the radio has of it.
        let given = accessPoints.flatMap(\.hostapd).filter { lifted.contains($0.name) }
        let passed = radio.hostapd + given.unique
        options += ofRadio.extended(by: passed, defaults: Self.defaults(of: radio, given: passed))
        // Chosen addresses need not form the block that hostapd would else insist on.
        if !isApart, accessPoints.count > 1, accessPoints.contains(where: { $0.macAddress != nil }) {
          options.append(HostapdOption("use_driver_iface_addr", "1"))
        }
      }
      var own = accessPoint
      own.hostapd.removeAll { lifted.contains($0.name) }
      options += Self.options(of: own, on: radio, isFirst: isFirst, paths)
    }
    self.init(options: options)
  }

  // MARK: the radio

  private static func options(of radio: Radio) -> [HostapdOption] {
    var options = [
      HostapdOption("driver", "nl80211"),
      HostapdOption("country_code", radio.country.text),
      HostapdOption("hw_mode", radio.band == .ghz2 ? "g" : "a"),
    ]
    switch radio.channel {
    case .fixed(let channel): options.append(HostapdOption("channel", channel.number))
    case .automatic(let channels):
      options.append(HostapdOption("channel", "acs_survey"))
      if !channels.isEmpty {
        options.append(HostapdOption("chanlist", channels.map { String($0.number) }.joined(separator: " ")))
      }
    }
    if let interval = radio.beaconInterval { options.append(HostapdOption("beacon_int", interval)) }
    return options + standards(of: radio)
  }

  /// hostapd's own defaults are off: a declared country that is not announced would surprise, and without 802.11h hostapd
  /// may not use channels that radar has the first right to.
  private static func defaults(of radio: Radio, given: [HostapdOption]) -> [HostapdOption] {
    let defaults = [HostapdOption("ieee80211d", "1")]
    let isAnnounced = given.last { $0.name == "ieee80211d" }?.text != "0"
    return radio.band == .ghz5 && isAnnounced ? defaults + [HostapdOption("ieee80211h", "1")] : defaults
  }

  private static func standards(of radio: Radio) -> [HostapdOption] {
    var options: [HostapdOption] = []
    let centre = radio.channel.fixed?.centre(width: radio.width)
    let width: UInt8 =
      switch radio.width {
      case .mhz20, .mhz40: 0
      case .mhz80: 1
      case .mhz160: 2
      }
    // 802.11ac is 802.11n with more to it.
    if radio.standards.contains(.n) || radio.standards.contains(.ac) {
      options.append(HostapdOption("ieee80211n", "1"))
      if radio.width > .mhz20 {
        options.append(HostapdOption("ht_capab", radio.channel.fixed?.pairsUpwards ?? true ? "[HT40+]" : "[HT40-]"))
      }
    }
    if radio.standards.contains(.ac) {
      options.append(HostapdOption("ieee80211ac", "1"))
      if width > 0 {
        options.append(HostapdOption("vht_oper_chwidth", width))
        if let centre { options.append(HostapdOption("vht_oper_centr_freq_seg0_idx", centre)) }
      }
      if radio.width == .mhz160 { options.append(HostapdOption("vht_capab", "[VHT160]")) }
    }
    if radio.standards.contains(.ax) {
      options.append(HostapdOption("ieee80211ax", "1"))
      if width > 0 || radio.band == .ghz6 {
        options.append(HostapdOption("he_oper_chwidth", width))
        if let centre { options.append(HostapdOption("he_oper_centr_freq_seg0_idx", centre)) }
      }
    }
    if radio.band == .ghz6 {
      // The global operating classes of 802.11ax, annex E.
      let operatingClass: UInt8 =
        switch radio.width {
        case .mhz20: radio.channel.fixed?.number == 2 ? 136 : 131
        case .mhz40: 132
        case .mhz80: 133
        case .mhz160: 134
        }
      options.append(HostapdOption("op_class", operatingClass))
    }
    return options
  }

  // MARK: an access point

  /// What is said of an access point, beginning with its SSID. The first has its address from the interface.
  private static func options(
    of accessPoint: AccessPoint, on radio: Radio, isFirst: Bool, _ paths: Paths
  ) -> [HostapdOption] {
    var options = [HostapdOption("ssid2", accessPoint.ssid.hex)]
    if !isFirst, let address = accessPoint.macAddress { options.append(HostapdOption("bssid", address.description)) }
    if accessPoint.hidden { options.append(HostapdOption("ignore_broadcast_ssid", "1")) }
    if let bridge = accessPoint.bridge { options.append(HostapdOption("bridge", bridge.text)) }
    if let most = accessPoint.maxClients { options.append(HostapdOption("max_num_sta", most)) }
    if let period = accessPoint.dtimPeriod { options.append(HostapdOption("dtim_period", period)) }
    if accessPoint.clientIsolation { options.append(HostapdOption("ap_isolate", "1")) }
    switch accessPoint.stations {
    case .all: break
    case .only:
      options.append(HostapdOption("macaddr_acl", "1"))
      options.append(HostapdOption("accept_mac_file", paths.file(.allowed, of: accessPoint.name)))
    case .except: options.append(HostapdOption("deny_mac_file", paths.file(.denied, of: accessPoint.name)))
    }
    var defaults = [HostapdOption("auth_algs", "1")]
    // Without it no station uses the rates of 802.11n and later.
    if !radio.standards.isEmpty { defaults.append(HostapdOption("wmm_enabled", "1")) }
    if accessPoint.security.mode != .open { defaults.append(HostapdOption("rsn_pairwise", "CCMP")) }
    if accessPoint.security.mode.hasSAE, radio.band == .ghz6 {
      // There hash-to-element is the only way (802.11-2020, 12.12.2).
      defaults.append(HostapdOption("sae_pwe", "1"))
    }
    // RFC 2865, 4.1: a request names its access server.
    if accessPoint.security.mode == .wpa2Enterprise {
      defaults.append(HostapdOption("nas_identifier", accessPoint.name.text))
    }
    options += security(of: accessPoint, paths)
    return options.extended(by: accessPoint.hostapd, defaults: defaults)
  }

  private static func security(of accessPoint: AccessPoint, _ paths: Paths) -> [HostapdOption] {
    var options: [HostapdOption] = []
    switch accessPoint.security.authentication {
    case .open: return []
    case .owe: options.append(HostapdOption("wpa_key_mgmt", "OWE"))
    case .personal(.wpa2, _):
      options.append(HostapdOption("wpa_key_mgmt", "WPA-PSK"))
      options.append(HostapdOption("wpa_psk_file", paths.file(.passphrases, of: accessPoint.name)))
    case .personal(let kind, let passphrases):
      options.append(HostapdOption("wpa_key_mgmt", kind == .wpa3 ? "SAE" : "WPA-PSK SAE"))
      // hostapd 2.10 reads a passphrase for SAE from no file, and one under sae_password only up to a '|mac='.
      if let passphrase = passphrases.first {
        options.append(HostapdOption("wpa_passphrase", secret: passphrase.credential))
      }
      if kind == .transition { options.append(HostapdOption("sae_require_mfp", "1")) }
    case .enterprise(let servers):
      options.append(HostapdOption("wpa_key_mgmt", "WPA-EAP"))
      options.append(HostapdOption("ieee8021x", "1"))
      for server in servers.authentication { options += self.options(of: server, "auth") }
      for server in servers.accounting { options += self.options(of: server, "acct") }
    }
    switch accessPoint.security.managementFrameProtection {
    case .disabled: break
    case .optional: options.append(HostapdOption("ieee80211w", "1"))
    case .required: options.append(HostapdOption("ieee80211w", "2"))
    }
    return [HostapdOption("wpa", "2")] + options
  }

  private static func options(of server: RADIUSServer, _ kind: String) -> [HostapdOption] {
    [
      HostapdOption("\(kind)_server_addr", server.address),
      HostapdOption("\(kind)_server_port", server.port),
      HostapdOption("\(kind)_server_shared_secret", secret: server.secret),
    ]
  }
}

extension [HostapdOption] {
  /// These, then the defaults that nobody gives, then what is passed through. Lists of capabilities join: the width is a
  /// key of its own.
  fileprivate func extended(by given: [HostapdOption], defaults: [HostapdOption]) -> [HostapdOption] {
    let names = Set(given.map(\.name))
    var options = self
    var rest = given
    for (position, option) in options.enumerated() where ["ht_capab", "vht_capab"].contains(option.name) {
      guard let index = rest.firstIndex(where: { $0.name == option.name }), let mine = option.text,
        let theirs = rest[index].text
      else { continue }
      rest.remove(at: index)
      let isSaid = theirs.contains(option.name == "ht_capab" ? "[HT40" : "[VHT160")
      options[position] = HostapdOption(option.name, isSaid ? theirs : mine + theirs)
    }
    return options + defaults.filter { !names.contains($0.name) } + rest
  }

  /// The first of each name.
  fileprivate var unique: [HostapdOption] {
    enumerated().filter { place, option in !self[..<place].contains { $0.name == option.name } }.map(\.element)
  }
}
