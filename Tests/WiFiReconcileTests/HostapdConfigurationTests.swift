import Testing
import WiFiModel
import WiFiReconcile

@Suite struct HostapdConfigurationTests {
  /// What a test says of a secret instead of the secret.
  static let credential = "correct horse"

  static func radio(
    _ band: Band = .ghz2, _ channel: Int? = 6, among: [Int] = [], width: ChannelWidth = .mhz20,
    standards: [Standard]? = nil, beaconInterval: UInt16? = nil, hostapd: [HostapdOption] = []
  ) throws -> Radio {
    let choice: ChannelChoice =
      if let channel { .fixed(try Channel(channel, in: band)) } else {
        .automatic(try among.map { try Channel($0, in: band) })
      }
    return Radio(
      id: try RadioID("main"), driver: try ModuleName("mac80211_hwsim"), country: try CountryCode("FR"), band: band,
      channel: choice, width: width, standards: standards, beaconInterval: beaconInterval, hostapd: hostapd)
  }

  static func accessPoint(
    _ name: String = "uap0", _ security: Security = .open, change: (inout AccessPoint) throws -> Void = { _ in }
  ) throws -> AccessPoint {
    var accessPoint = AccessPoint(
      name: try InterfaceName(name), radio: try RadioID("main"), ssid: try SSID(Array("ab".utf8)), security: security)
    try change(&accessPoint)
    return accessPoint
  }

  static func passphrase(_ name: String? = nil, notAfter: String? = nil) throws -> Security.Passphrase {
    Security.Passphrase(
      try Credential(passphrase: Array(credential.utf8)), name: name,
      notAfter: try notAfter.map { text in try WallTime(text) })
  }

  static func lines(_ radio: Radio, _ accessPoints: [AccessPoint]) -> [String] {
    HostapdConfiguration(for: accessPoints, on: radio, paths: Paths()).options.map { option in
      switch option.value {
      case .text(let text): "\(option.name)=\(text)"
      case .secret(let secret): "\(option.name)=<\(String(decoding: secret.secret, as: UTF8.self))>"
      }
    }
  }

  /// The lines besides those that every configuration has.
  static func special(_ radio: Radio, _ accessPoints: [AccessPoint]) -> String {
    let usual = [
      "interface=uap0", "driver=", "ctrl_interface=", "country_code=", "ieee80211d=1", "ieee80211h=1", "ssid2=",
      "auth_algs=1",
    ]
    return lines(radio, accessPoints).filter { line in !usual.contains { line.hasPrefix($0) } }.joined(separator: " ")
  }

  @Test func `the whole of a simple configuration`() throws {
    #expect(
      try Self.lines(Self.radio(), [Self.accessPoint("uap0", .wpa2Personal(Self.passphrase().credential))]) == [
        "interface=uap0", "ctrl_interface=/run/wifi-ap/hostapd/control", "driver=nl80211", "country_code=FR",
        "hw_mode=g", "channel=6", "ieee80211n=1", "ieee80211d=1", "ssid2=6162", "wpa=2", "wpa_key_mgmt=WPA-PSK",
        "wpa_psk_file=/run/wifi-ap/hostapd/uap0.psk", "auth_algs=1", "wmm_enabled=1", "rsn_pairwise=CCMP",
      ])
  }

  @Test(
    arguments: [
      (.ghz2, 6, .mhz20, nil, "hw_mode=g channel=6 ieee80211n=1 wmm_enabled=1"),
      (.ghz2, 6, .mhz20, [], "hw_mode=g channel=6"),
      (.ghz2, 1, .mhz40, nil, "hw_mode=g channel=1 ieee80211n=1 ht_capab=[HT40+] wmm_enabled=1"),
      (.ghz2, 8, .mhz40, nil, "hw_mode=g channel=8 ieee80211n=1 ht_capab=[HT40-] wmm_enabled=1"),
      (.ghz5, 36, .mhz20, nil, "hw_mode=a channel=36 ieee80211n=1 wmm_enabled=1"),
      (.ghz5, 40, .mhz40, nil, "hw_mode=a channel=40 ieee80211n=1 ht_capab=[HT40-] wmm_enabled=1"),
      (.ghz5, 149, .mhz40, nil, "hw_mode=a channel=149 ieee80211n=1 ht_capab=[HT40+] wmm_enabled=1"),
      (
        .ghz5, 44, .mhz80, nil,
        "hw_mode=a channel=44 ieee80211n=1 ht_capab=[HT40+] ieee80211ac=1 vht_oper_chwidth=1 "
          + "vht_oper_centr_freq_seg0_idx=42 wmm_enabled=1"
      ),
      (
        .ghz5, 161, .mhz80, [.ax],
        "hw_mode=a channel=161 ieee80211ax=1 he_oper_chwidth=1 he_oper_centr_freq_seg0_idx=155 wmm_enabled=1"
      ),
      (
        .ghz5, 112, .mhz160, [.n, .ac, .ax],
        "hw_mode=a channel=112 ieee80211n=1 ht_capab=[HT40-] ieee80211ac=1 vht_oper_chwidth=2 "
          + "vht_oper_centr_freq_seg0_idx=114 vht_capab=[VHT160] ieee80211ax=1 he_oper_chwidth=2 "
          + "he_oper_centr_freq_seg0_idx=114 wmm_enabled=1"
      ),
      (
        .ghz6, 37, .mhz20, nil,
        "hw_mode=a channel=37 ieee80211ax=1 he_oper_chwidth=0 he_oper_centr_freq_seg0_idx=37 op_class=131 wmm_enabled=1"
      ),
      (
        .ghz6, 37, .mhz80, nil,
        "hw_mode=a channel=37 ieee80211ax=1 he_oper_chwidth=1 he_oper_centr_freq_seg0_idx=39 op_class=133 wmm_enabled=1"
      ),
      (
        .ghz6, 1, .mhz160, nil,
        "hw_mode=a channel=1 ieee80211ax=1 he_oper_chwidth=2 he_oper_centr_freq_seg0_idx=15 op_class=134 wmm_enabled=1"
      ),
    ] as [(Band, Int, ChannelWidth, [Standard]?, String)])
  func `band, channel, width and standards`(
    band: Band, channel: Int, width: ChannelWidth, standards: [Standard]?, expected: String
  ) throws {
    let radio = try Self.radio(band, channel, width: width, standards: standards)
    #expect(try Self.special(radio, [Self.accessPoint()]) == expected)
  }

  @Test func `a channel is chosen among those given`() throws {
    #expect(
      try Self.special(Self.radio(.ghz5, nil, among: [100, 36], width: .mhz40), [Self.accessPoint()])
        == "hw_mode=a channel=acs_survey chanlist=100 36 ieee80211n=1 ht_capab=[HT40+] wmm_enabled=1")
    #expect(
      try Self.special(Self.radio(.ghz2, nil), [Self.accessPoint()])
        == "hw_mode=g channel=acs_survey ieee80211n=1 wmm_enabled=1")
  }

  static func securities() throws -> [(Security, String)] {
    let server = RADIUSServer(
      address: "192.0.2.1", port: 1812, secret: try Credential(radiusSecret: Array("hush".utf8)))
    let other = RADIUSServer(
      address: "2001:db8::1", port: 1645, secret: try Credential(radiusSecret: Array("psst".utf8)))
    let one = [try passphrase()]
    let file = "wpa_psk_file=/run/wifi-ap/hostapd/uap0.psk"
    return [
      (.open, ""),
      (Security(.owe), "wpa=2 wpa_key_mgmt=OWE ieee80211w=2 rsn_pairwise=CCMP"),
      (Security(.personal(.wpa2, one)), "wpa=2 wpa_key_mgmt=WPA-PSK \(file) rsn_pairwise=CCMP"),
      (
        Security(.personal(.wpa2, one), managementFrameProtection: .optional),
        "wpa=2 wpa_key_mgmt=WPA-PSK \(file) ieee80211w=1 rsn_pairwise=CCMP"
      ),
      (
        Security(.personal(.transition, one)),
        "wpa=2 wpa_key_mgmt=WPA-PSK SAE wpa_passphrase=<correct horse> sae_require_mfp=1 ieee80211w=1 rsn_pairwise=CCMP"
      ),
      (
        Security(.personal(.transition, one), managementFrameProtection: .required),
        "wpa=2 wpa_key_mgmt=WPA-PSK SAE wpa_passphrase=<correct horse> sae_require_mfp=1 ieee80211w=2 rsn_pairwise=CCMP"
      ),
      (
        Security(.personal(.wpa3, one)),
        "wpa=2 wpa_key_mgmt=SAE wpa_passphrase=<correct horse> ieee80211w=2 rsn_pairwise=CCMP"
      ),
      (
        Security(.enterprise(RADIUSServers(authentication: [server, other], accounting: [other]))),
        "wpa=2 wpa_key_mgmt=WPA-EAP ieee8021x=1 auth_server_addr=192.0.2.1 auth_server_port=1812 "
          + "auth_server_shared_secret=<hush> auth_server_addr=2001:db8::1 auth_server_port=1645 "
          + "auth_server_shared_secret=<psst> acct_server_addr=2001:db8::1 acct_server_port=1645 "
          + "acct_server_shared_secret=<psst> rsn_pairwise=CCMP nas_identifier=uap0"
      ),
    ]
  }

  @Test func `each security mode`() throws {
    let radio = try Self.radio(standards: [])
    for (security, expected) in try Self.securities() {
      let special = try Self.special(radio, [Self.accessPoint("uap0", security)])
      #expect(special == "hw_mode=g channel=6" + (expected.isEmpty ? "" : " " + expected))
    }
  }

  @Test func `hash-to-element where nothing else may be used`() throws {
    let security = Security(.personal(.wpa3, [try Self.passphrase()]))
    #expect(
      try Self.lines(Self.radio(.ghz6, 37), [Self.accessPoint("uap0", security)]).contains("sae_pwe=1"))
  }

  @Test func `each key of an access point`() throws {
    let accessPoint = try Self.accessPoint { accessPoint in
      accessPoint.hidden = true
      accessPoint.bridge = try InterfaceName("br0")
      accessPoint.maxClients = 8
      accessPoint.dtimPeriod = 3
      accessPoint.clientIsolation = true
      accessPoint.stations = .only([])
      accessPoint.macAddress = try HardwareAddress("02:00:00:00:00:01")
    }
    #expect(
      try Self.special(Self.radio(standards: [], beaconInterval: 200), [accessPoint])
        == "hw_mode=g channel=6 beacon_int=200 ignore_broadcast_ssid=1 bridge=br0 max_num_sta=8 dtim_period=3 "
        + "ap_isolate=1 macaddr_acl=1 accept_mac_file=/run/wifi-ap/hostapd/uap0.allow")
    let other = try Self.accessPoint { $0.stations = .except([try HardwareAddress("02:00:00:00:00:01")]) }
    #expect(
      try Self.special(Self.radio(standards: []), [other])
        == "hw_mode=g channel=6 deny_mac_file=/run/wifi-ap/hostapd/uap0.deny")
  }

  @Test func `what is passed through comes last, and in the place of our defaults`() throws {
    let radio = try Self.radio(
      .ghz5, 36, width: .mhz40,
      hostapd: [HostapdOption("ieee80211d", "0"), HostapdOption("ht_capab", "[SHORT-GI-40]")])
    let accessPoint = try Self.accessPoint {
      $0.hostapd = [HostapdOption("wmm_enabled", "0"), HostapdOption("fragm_threshold", "-1")]
    }
    let lines = Self.lines(radio, [accessPoint])
    // 802.11h stands on 802.11d.
    #expect(lines.filter { $0.hasPrefix("ieee80211d") || $0.hasPrefix("ieee80211h") } == ["ieee80211d=0"])
    #expect(Self.lines(try Self.radio(.ghz5, 100), [accessPoint]).contains("ieee80211h=1"))
    #expect(!Self.lines(try Self.radio(), [accessPoint]).contains("ieee80211h=1"))
    #expect(lines.filter { $0.hasPrefix("ht_capab") } == ["ht_capab=[HT40+][SHORT-GI-40]"])
    #expect(Array(lines.suffix(3)) == ["auth_algs=1", "wmm_enabled=0", "fragm_threshold=-1"])
  }

  @Test func `a further access point is a part of its own, with its own socket and address`() throws {
    let second = try Self.accessPoint("uap1", Security(.personal(.wpa3, [Self.passphrase()]))) {
      $0.macAddress = try HardwareAddress("02:00:00:00:00:02")
    }
    let configuration = HostapdConfiguration(
      for: [try Self.accessPoint(), second], on: try Self.radio(), paths: Paths())
    #expect(configuration.sections.map(\.interface) == ["uap0", "uap1"])
    #expect(configuration["use_driver_iface_addr"] == "1")
    #expect(
      configuration.sections[1].options.map(\.name) == [
        "bss", "ctrl_interface", "ssid2", "bssid", "wpa", "wpa_key_mgmt", "wpa_passphrase", "ieee80211w", "auth_algs",
        "wmm_enabled", "rsn_pairwise",
      ])
    var changed = configuration
    changed.options[changed.options.count - 1] = HostapdOption("rsn_pairwise", "GCMP")
    #expect(changed.differences(from: configuration) == ["uap1: rsn_pairwise"])
    #expect(!changed.matches(configuration))
  }

  @Test func `an expired passphrase is left out once the time is known, and never the last`() throws {
    let passphrases = [
      try Self.passphrase("a", notAfter: "2026-01-01T00:00:00Z"),
      try Self.passphrase("b", notAfter: "2026-03-01T00:00:00Z"), try Self.passphrase("c"),
    ]
    func names(_ passphrases: [Security.Passphrase], _ time: String?) throws -> [String?] {
      passphrases.inForce(at: try time.map { text in try WallTime(text) }).map(\.name)
    }
    #expect(try names(passphrases, nil) == ["a", "b", "c"])
    #expect(try names(passphrases, "2025-12-31T23:59:59Z") == ["a", "b", "c"])
    #expect(try names(passphrases, "2026-01-01T00:00:00Z") == ["b", "c"])
    #expect(try names(passphrases, "2030-01-01T00:00:00Z") == ["c"])
    #expect(try names(Array(passphrases.prefix(2)), "2030-01-01T00:00:00Z") == ["b"])
  }

  @Test(
    arguments: [
      (.ghz5, 36, .mhz160, 50), (.ghz5, 64, .mhz160, 50), (.ghz5, 132, .mhz160, nil), (.ghz5, 144, .mhz80, 138),
      (.ghz5, 165, .mhz80, 171), (.ghz5, 52, .mhz40, 54), (.ghz2, 14, .mhz40, nil), (.ghz2, 1, .mhz40, 3),
      (.ghz2, 1, .mhz80, nil), (.ghz6, 233, .mhz40, nil), (.ghz6, 2, .mhz40, nil), (.ghz6, 229, .mhz40, 227),
      (.ghz6, 93, .mhz80, 87), (.ghz5, 36, .mhz20, 36),
    ] as [(Band, Int, ChannelWidth, UInt8?)])
  func `the centre of a wider channel`(band: Band, number: Int, width: ChannelWidth, centre: UInt8?) throws {
    #expect(try Channel(number, in: band).centre(width: width) == centre)
  }
}
