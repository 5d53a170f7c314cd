import Testing
import WiFiModel
import WiFiReconcile

/// Each rule with a machine that it refuses, and one just beside it that it lets pass.
@Suite struct FeasibilityTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var spoil: @Sendable (inout FeasibilityStage) throws -> Void
    /// `RULE KEY-PATH: REMEDY`, or nothing.
    var expected: [String]

    init(
      _ description: String, _ expected: [String] = [],
      _ spoil: @escaping @Sendable (inout FeasibilityStage) throws -> Void
    ) {
      testDescription = description
      self.expected = expected
      self.spoil = spoil
    }
  }

  private static func expect(_ each: Case) throws {
    var stage = try FeasibilityStage()
    try each.spoil(&stage)
    let findings = try stage.judge().findings
    let said = findings.map { finding in
      (finding.severity == .warning ? "warning " : "")
        + "\(finding.rule.rawValue) \(finding.keyPath): \(finding.remedy)"
    }
    #expect(said == each.expected)
    for finding in findings {
      #expect(!finding.message.isEmpty && !finding.message.hasSuffix("."))
      #expect(finding.radio == stage.radio.id)
      #expect((finding.accessPoint != nil) == finding.keyPath.hasPrefix("access-points."))
    }
  }

  static let interfaces: [Case] = [
    Case("one access point alone") { _ in },
    Case("a card without the mode", ["NoAccessPointType radios.main: declare the radio of another card"]) {
      $0.capabilities.interfaceTypes = [.station]
    },
    Case("a kernel that lists no types") { $0.capabilities.interfaceTypes = [] },
    Case("three access points where three fit") {
      try $0.add("uap1")
      try $0.add("uap2")
    },
    Case(
      "four access points where three fit",
      ["TooManyInterfaces access-points.uap3.radio: write enabled: false, or put uap3 on another radio"]
    ) { stage in for name in ["uap1", "uap2", "uap3"] { try stage.add(name) } },
    Case(
      "two access points where one is allowed beside stations",
      ["TooManyInterfaces access-points.uap1.radio: write enabled: false, or put uap1 on another radio"]
    ) {
      try $0.add("uap1")
      $0.capabilities.combinations[0].limits = [
        Capabilities.Combination.Limit(1, [.accessPoint]), Capabilities.Combination.Limit(2, [.station]),
      ]
    },
    Case("four access points where the kernel says nothing of combinations") { stage in
      for name in ["uap1", "uap2", "uap3"] { try stage.add(name) }
      stage.capabilities.combinations = []
    },
    Case("a fourth access point that is not to be on the air") { stage in
      for name in ["uap1", "uap2", "uap3"] { try stage.add(name) }
      stage.accessPoints[3].enabled = false
    },
    Case("a station on the same channel") { $0.connect("mlan0", .station, 2437) },
    Case("a station that is connected to nothing") { $0.connect("mlan0", .station, nil) },
    Case("a station on another channel", ["OtherChannel radios.main.channel: write channel: 1"]) {
      $0.connect("mlan0", .station, 2412)
    },
    Case("a station in another band", ["OtherChannel radios.main.channel: write band: 5GHz, and write channel: 36"]) {
      $0.connect("mlan0", .station, 5180)
    },
    Case("a station on another channel, that is down") { $0.connect("mlan0", .station, 2412, isUp: false) },
    Case("an interface of which nothing is known") { $0.connect("mlan0", nil, 2412) },
    Case("a station on another channel, where two are possible") {
      $0.connect("mlan0", .station, 2412)
      $0.capabilities.combinations[0].channels = 2
    },
    Case("a station and a choice that has its channel", ["warning OtherChannel radios.main.channel: write channel: 1"])
    {
      $0.connect("mlan0", .station, 2412)
      try $0.choose(.ghz2, [1, 6, 11])
    },
    Case("a station and a choice of its channel alone") {
      $0.connect("mlan0", .station, 2412)
      try $0.choose(.ghz2, [1])
    },
    Case("a station and a choice without its channel", ["OtherChannel radios.main.channel: write channel: 1"]) {
      $0.connect("mlan0", .station, 2412)
      try $0.choose(.ghz2, [6, 11])
    },
    Case(
      "a station beside which no access point may be",
      [
        "TooManyInterfaces radios.main: take it down with 'ip link set mlan0 down', "
          + "and keep what set it up from doing so again"
      ]
    ) {
      $0.connect("mlan0", .station, 2437)
      $0.capabilities.combinations[0].limits[0].maximum = 1
    },
  ]

  @Test(arguments: interfaces) func `Interfaces and their combinations`(each: Case) throws { try Self.expect(each) }

  static let channels: [Case] = [
    Case("a band that the card does not have", ["NoSuchBand radios.main.band: write band: 2.4GHz or 5GHz"]) {
      try $0.tune(.ghz6, 5, .mhz20, [.ax])
    },
    Case("a channel that the card does not have", ["NoSuchChannel radios.main.channel: write channel: 13"]) {
      try $0.tune(.ghz2, 14)
    },
    Case("a channel that the country forbids", ["ChannelDisabled radios.main.channel: write channel: 11"]) {
      try $0.tune(.ghz2, 13)
      try $0.limit(.ghz2, [12, 13], [.disabled])
    },
    Case("a channel on which nothing may be begun", ["ChannelNoIR radios.main.channel: write channel: 36"]) {
      try $0.tune(.ghz5, 149)
      try $0.limit(.ghz5, [149, 153, 157, 161, 165], [.noInitiation])
      try $0.limit(.ghz5, [40, 44, 48, 52, 56, 60, 64], [.disabled])
    },
    Case("a channel with radar, which the card can look for") { try $0.tune(.ghz5, 52) },
    Case(
      "a channel with radar, which the card cannot look for", ["ChannelRadar radios.main.channel: write channel: 48"]
    ) {
      try $0.tune(.ghz5, 52)
      $0.capabilities.combinations[0].radarWidths = []
    },
    Case("a channel with radar, which the driver looks for by itself") {
      try $0.tune(.ghz5, 52)
      $0.capabilities.combinations[0].radarWidths = []
      $0.capabilities.features.insert(.radarOffload)
    },
    Case("a forbidden channel while another country's rules are in force") {
      try $0.limit(.ghz2, [6], [.disabled])
      $0.country = try CountryCode("US")
    },
    Case("a forbidden channel that was read under other rules than are in force") {
      try $0.limit(.ghz2, [6], [.disabled])
      $0.capabilities.country = nil
    },
    Case("a forbidden channel by the driver's own rules", ["ChannelDisabled radios.main.channel: write channel: 5"]) {
      try $0.limit(.ghz2, [6], [.disabled])
      $0.country = nil
      $0.capabilities.features.insert(.ownRegulatory)
    },
    Case(
      "a band in which nothing may be begun",
      ["ChannelNoIR radios.main.channel: choose another band: no channel of this one can be used"]
    ) { try $0.limit(.ghz2, Array(1...13), [.noInitiation]) },
    Case("a forbidden channel on which the access point is all the same") {
      try $0.limit(.ghz2, [6], [.disabled])
      $0.served = 2437
    },
    Case(
      "a forbidden channel while the access point is on another",
      ["ChannelDisabled radios.main.channel: write channel: 5"]
    ) {
      try $0.limit(.ghz2, [6], [.disabled])
      $0.served = 2412
    },
    Case("a choice among all channels") { try $0.choose(.ghz2, []) },
    Case("a choice with one channel that cannot be", ["warning ChannelDisabled radios.main.channels: leave 12 out"]) {
      try $0.choose(.ghz2, [1, 12])
      try $0.limit(.ghz2, [12, 13], [.disabled])
    },
    Case(
      "a choice of channels that cannot be",
      ["ChannelDisabled radios.main.channels: write channels: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]"]
    ) {
      try $0.choose(.ghz2, [12, 13])
      try $0.limit(.ghz2, [12, 13], [.disabled])
    },
    Case("a choice where nothing can be", ["ChannelNoIR radios.main.band: choose another band"]) {
      try $0.choose(.ghz2, [])
      try $0.limit(.ghz2, Array(1...13), [.noInitiation])
    },
    Case("more power than the country allows", ["warning TransmitPower radios.main.tx-power: write tx-power: 20"]) {
      $0.radio.transmitPower = 30
    },
    Case("as much power as the country allows") { $0.radio.transmitPower = 20 },
  ]

  @Test(arguments: channels) func `Bands and channels, by the kernel's list`(each: Case) throws {
    try Self.expect(each)
  }

  static let widths: [Case] = [
    Case("40 MHz upwards") { try $0.tune(.ghz2, 6, .mhz40) },
    Case("40 MHz where the card has 20", ["NoSuchWidth radios.main.width: write width: 20"]) {
      try $0.tune(.ghz2, 6, .mhz40)
      $0.capabilities.bands[0].widths[.n] = [.mhz20]
    },
    Case("40 MHz upwards, which the kernel forbids", ["NoSuchWidth radios.main.width: write width: 20, or channel: 5"])
    {
      try $0.tune(.ghz2, 6, .mhz40)
      try $0.limit(.ghz2, [6], [.no40Above])
    },
    Case("40 MHz upwards, where the kernel forbids downwards") {
      try $0.tune(.ghz2, 6, .mhz40)
      try $0.limit(.ghz2, [6], [.no40Below])
    },
    Case("40 MHz of which one half may not be used", ["NoSuchWidth radios.main.width: write width: 20, or channel: 5"])
    {
      try $0.tune(.ghz2, 6, .mhz40)
      try $0.limit(.ghz2, [10], [.disabled])
    },
    Case("80 MHz") { try $0.tune(.ghz5, 36, .mhz80, [.n, .ac]) },
    Case("80 MHz that the kernel forbids", ["NoSuchWidth radios.main.width: write width: 40, or channel: 52"]) {
      try $0.tune(.ghz5, 36, .mhz80, [.n, .ac])
      try $0.limit(.ghz5, [36, 40, 44, 48], [.no80])
    },
    Case("80 MHz around the last channel", ["NoSuchWidth radios.main.width: write width: 20, or channel: 161"]) {
      try $0.tune(.ghz5, 165, .mhz80, [.n, .ac])
    },
    Case(
      "80 MHz with radar that can be looked for on 20 MHz",
      ["NoSuchWidth radios.main.width: write width: 20, or channel: 48"]
    ) {
      try $0.tune(.ghz5, 52, .mhz80, [.n, .ac])
      $0.capabilities.combinations[0].radarWidths = [.mhz20]
    },
    Case("160 MHz where the card has 80", ["NoSuchWidth radios.main.width: write width: 80"]) {
      try $0.tune(.ghz5, 36, .mhz160, [.n, .ac])
    },
    Case(
      "802.11ac where the card has none", ["NoSuchStandard radios.main.standards: write standards: [n], and width: 40"]
    ) {
      try $0.tune(.ghz5, 36, .mhz80, [.n, .ac])
      $0.capabilities.bands[1].widths[.ac] = nil
    },
    Case("802.11n where the card has none", ["NoSuchStandard radios.main.standards: write standards: []"]) {
      $0.capabilities.bands[0].widths = [:]
    },
    Case("no generation where the card has none") {
      $0.capabilities.bands[0].widths = [:]
      $0.radio.standards = []
    },
    Case("802.11ax as wide as the card has it") {
      try $0.tune(.ghz2, 6, .mhz40, [.n, .ax])
      $0.capabilities.bands[0].widths[.ax] = [.mhz20, .mhz40]
    },
    Case("802.11ax that is not as wide", ["NoSuchWidth radios.main.width: write width: 20"]) {
      try $0.tune(.ghz2, 6, .mhz40, [.n, .ax])
      $0.capabilities.bands[0].widths[.ax] = [.mhz20]
    },
  ]

  @Test(arguments: widths) func `Widths and generations`(each: Case) throws { try Self.expect(each) }

  static let security: [Case] = [
    Case("a card without CCMP", ["NoSuchCipher access-points.uap0.security.mode: declare the radio of another card"]) {
      $0.capabilities.ciphers = [.bip]
    },
    Case("an open access point on a card without ciphers") {
      $0.secure(.open)
      $0.capabilities.ciphers = [.bip]
    },
    Case("a kernel that lists no ciphers") {
      try $0.personal(.wpa3)
      $0.capabilities.ciphers = []
    },
    Case("WPA3") { try $0.personal(.wpa3) },
    Case(
      "WPA3 on firmware that authenticates by itself",
      ["NoSuchKeyManagement access-points.uap0.security.mode: write mode: wpa2-personal"]
    ) {
      try $0.personal(.wpa3)
      $0.capabilities.features = [.ownManagement]
    },
    Case("WPA3 on firmware that can do it by itself") {
      try $0.personal(.wpa3)
      $0.capabilities.features = [.ownManagement, .saeOffload]
    },
    Case("WPA3 on a driver that lists nothing, and leaves it to hostapd") {
      try $0.personal(.transition)
      $0.capabilities.features = []
    },
    Case(
      "both where the driver lists WPA2 alone",
      ["NoSuchKeyManagement access-points.uap0.security.mode: write mode: wpa2-personal"]
    ) {
      try $0.personal(.transition)
      $0.capabilities.keyManagements = [.psk, .enterprise]
    },
    Case(
      "OWE where the driver does not list it",
      ["NoSuchKeyManagement access-points.uap0.security.mode: write mode: open"]
    ) {
      $0.secure(.owe)
      $0.capabilities.keyManagements = [.psk, .sae]
    },
    Case("802.1X where the driver lists it") {
      $0.secure(.enterprise(RADIUSServers(authentication: [])))
      $0.capabilities.keyManagements = [.enterprise]
    },
    Case(
      "protection that may be left off",
      ["NoManagementFrameProtection access-points.uap0.security.pmf: write pmf: disabled"]
    ) {
      try $0.personal(.wpa2, .optional)
      $0.capabilities.ciphers = [.ccmp]
    },
    Case(
      "protection that the mode demands",
      ["NoManagementFrameProtection access-points.uap0.security.mode: write mode: wpa2-personal"]
    ) {
      try $0.personal(.wpa3)
      $0.capabilities.ciphers = [.ccmp]
    },
    Case("no protection on a card without it") { $0.capabilities.ciphers = [.ccmp] },
    Case("as many clients as the driver serves") { $0.accessPoints[0].maxClients = 32 },
    Case("more clients", ["warning TooManyClients access-points.uap0.max-clients: write max-clients: 32"]) {
      $0.accessPoints[0].maxClients = 33
    },
    Case("more clients where nobody says how many") {
      $0.accessPoints[0].maxClients = 2007
      $0.capabilities.maximumClients = nil
    },
    Case(
      "more clients where only the driver's profile says how many",
      ["warning TooManyClients access-points.uap0.max-clients: write max-clients: 8"]
    ) {
      $0.radio.driver = try ModuleName("mwifiex_pcie")
      $0.accessPoints[0].maxClients = 10
      $0.capabilities.maximumClients = nil
    },
  ]

  @Test(arguments: security) func `Ciphers, key managements and clients`(each: Case) throws { try Self.expect(each) }

  private static func without(_ feature: HostapdSoftware.Feature, _ version: String = "2.10") -> Knowledge<
    HostapdSoftware?
  > {
    .known(HostapdSoftware(version: version, features: Set(HostapdSoftware.Feature.allCases).subtracting([feature])))
  }

  static let software: [Case] = [
    Case("no hostapd", ["NoHostapd radios.main: install it, with 'apt install hostapd' for example"]) {
      $0.software = .known(nil)
    },
    Case("a hostapd that was not looked at") {
      try $0.personal(.wpa3)
      $0.software = .unknown("not asked")
    },
    Case("WPA3 without SAE", ["HostapdWithout access-points.uap0.security.mode: write mode: wpa2-personal"]) {
      try $0.personal(.transition)
      $0.software = without(.sae)
    },
    Case("WPA2 without SAE") { $0.software = without(.sae) },
    Case("OWE without it", ["HostapdWithout access-points.uap0.security.mode: write mode: open"]) {
      $0.secure(.owe)
      $0.software = without(.owe)
    },
    Case("802.1X without RADIUS", ["HostapdWithout access-points.uap0.security.mode: write mode: wpa2-personal"]) {
      $0.secure(.enterprise(RADIUSServers(authentication: [])))
      $0.software = without(.enterprise)
    },
    Case("protection without it", ["HostapdWithout access-points.uap0.security.pmf: write pmf: disabled"]) {
      try $0.personal(.wpa2, .required)
      $0.software = without(.pmf)
    },
    Case("802.11ac without it", ["HostapdWithout radios.main.standards: write standards: [n]"]) {
      try $0.tune(.ghz5, 36, .mhz20, [.n, .ac])
      $0.software = without(.ac)
    },
    Case("802.11n without 802.11ac") { $0.software = without(.ac) },
    Case("802.11ax without it", ["HostapdWithout radios.main.standards: write standards: [n]"]) {
      try $0.tune(.ghz2, 6, .mhz20, [.n, .ax])
      $0.capabilities.bands[0].widths[.ax] = [.mhz20]
      $0.software = without(.ax)
    },
    Case("a choice of the channel without it", ["HostapdWithout radios.main.channel: write the number of a channel"]) {
      try $0.choose(.ghz2, [])
      $0.software = without(.acs)
    },
    Case("6 GHz before 2.10", ["HostapdTooOld radios.main.band: install a later hostapd, or write band: 5GHz"]) {
      try $0.tune(.ghz6, 5, .mhz20, [.ax])
      $0.capabilities.bands.append(
        BandCapabilities(band: .ghz6, widths: [.ax: [.mhz20]], channels: [ChannelCapabilities(frequency: 5975)]))
      $0.software = .known(HostapdSoftware(version: "2.9", features: Set(HostapdSoftware.Feature.allCases)))
    },
    Case(
      "named passphrases before 2.8",
      [
        "HostapdTooOld access-points.uap0.security.passphrases: "
          + "install a later hostapd, or write one passphrase without a name"
      ]
    ) {
      $0.secure(.personal(.wpa2, [Security.Passphrase(try $0.passphrase, name: "guests")]))
      $0.software = .known(HostapdSoftware(version: "2.7", features: Set(HostapdSoftware.Feature.allCases)))
    },
    Case("named passphrases on 2.8") {
      $0.secure(.personal(.wpa2, [Security.Passphrase(try $0.passphrase, name: "guests")]))
      $0.software = .known(HostapdSoftware(version: "2.8", features: Set(HostapdSoftware.Feature.allCases)))
    },
  ]

  @Test(arguments: software) func `The installed hostapd`(each: Case) throws { try Self.expect(each) }

  @Test(arguments: interfaces + channels + widths + security + software)
  func `What is said to work is not refused`(each: Case) throws {
    var stage = try FeasibilityStage()
    try each.spoil(&stage)
    for finding in try stage.judge().findings {
      var mended = stage
      guard try mended.follow(finding.remedy) else { continue }
      #expect(try !mended.judge().findings.contains { $0.rule == finding.rule && $0.keyPath == finding.keyPath })
    }
  }

  private static let rules: [Condition.Reason] = [
    .noAccessPointType, .tooManyInterfaces, .otherChannel, .noSuchBand, .noSuchChannel, .channelDisabled,
    .channelNoInitiation, .channelRadar, .noSuchWidth, .noSuchStandard, .transmitPower, .noSuchCipher,
    .noSuchKeyManagement, .noManagementFrameProtection, .tooManyClients, .noHostapd, .hostapdTooOld,
    .hostapdWithout,
  ]

  @Test func `Every rule has a case that it refuses or warns of`() {
    let cases = Self.interfaces + Self.channels + Self.widths + Self.security + Self.software
    let said = cases.flatMap(\.expected)
    for rule in Self.rules {
      #expect(said.contains { $0.split(separator: " ").contains(Substring(rule.rawValue)) }, "\(rule)")
    }
  }
}
