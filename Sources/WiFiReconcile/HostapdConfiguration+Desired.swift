package import WiFiModel

extension HostapdConfiguration {
  /// The configuration that makes a radio carry an access point: typed keys first, pass-through after them, both in a
  /// fixed order, so that equal desires give equal files.
  package init(for accessPoint: AccessPoint, on radio: Radio, paths: Paths) {
    var options = [
      HostapdOption("interface", accessPoint.name.text),
      HostapdOption("driver", "nl80211"),
      HostapdOption("ctrl_interface", paths.hostapdControl),
      HostapdOption("ssid2", accessPoint.ssid.hex),
      HostapdOption("country_code", radio.country.text),
      HostapdOption("hw_mode", radio.band == .ghz2 ? "g" : "a"),
      HostapdOption("channel", radio.channel.fixed.map { String($0.number) } ?? "acs_survey"),
    ]
    if let maxClients = accessPoint.maxClients { options.append(HostapdOption("max_num_sta", String(maxClients))) }
    switch accessPoint.security.authentication {
    case .open, .owe, .enterprise: break
    case .personal:
      options += [
        HostapdOption("wpa", "2"),
        HostapdOption("wpa_key_mgmt", "WPA-PSK"),
        HostapdOption("rsn_pairwise", "CCMP"),
        HostapdOption("wpa_psk_file", paths.passphrases(of: radio.id)),
      ]
    }
    // hostapd's own default for 802.11d is off; a declared country that is not announced would surprise.
    let defaults = [HostapdOption("auth_algs", "1"), HostapdOption("ieee80211d", "1")]
    let given = Set(accessPoint.hostapd.map(\.name))
    options += defaults.filter { !given.contains($0.name) }
    options += accessPoint.hostapd
    self.init(options: options)
  }
}
