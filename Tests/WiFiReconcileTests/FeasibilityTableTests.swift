import Testing
import WiFiModel

@testable import WiFiReconcile

/// What is said of each two things that cannot be had, or are just beside it. `WIFI_AP_RECORD=1` writes Specs/tables anew.
@Suite struct FeasibilityTableTests {
  private static func said(_ stage: FeasibilityStage) throws -> [String] {
    let judged = try stage.judge()
    return judged.findings.map { finding in
      "\(finding.severity.rawValue) \(finding.rule.rawValue) \(finding.keyPath): \(finding.message); \(finding.remedy)"
    } + judged.unknowns.map { "unknown \($0)" }
  }

  private static func twists(_ cases: [FeasibilityTests.Case]) -> [Twist<FeasibilityStage>] {
    cases.map { Twist($0.testDescription, $0.spoil) }
  }

  private static let more: [Twist<FeasibilityStage>] = [
    Twist("channel 36, 80 MHz") { try $0.tune(.ghz5, 36, .mhz80, [.n, .ac]) },
    Twist("channel 40, 40 MHz") { try $0.tune(.ghz5, 40, .mhz40) },
    Twist("channel 52, 80 MHz") { try $0.tune(.ghz5, 52, .mhz80, [.n, .ac]) },
    Twist("channel 1, 40 MHz") { try $0.tune(.ghz2, 1, .mhz40) },
    Twist("channel 9, 40 MHz") { try $0.tune(.ghz2, 9, .mhz40) },
    Twist("a choice of wide channels") { try $0.choose(.ghz5, [36, 52, 149, 165], .mhz80) },
    Twist("a choice of all, 40 MHz") { try $0.choose(.ghz2, [], .mhz40) },
    Twist("36 is forbidden") { try $0.limit(.ghz5, [36], [.disabled]) },
    Twist("no 20 MHz on 6") { try $0.limit(.ghz2, [6], [.no20]) },
    Twist("no 40 MHz up to 9") { try $0.limit(.ghz2, Array(1...9), [.no40Above]) },
    Twist("no 40 MHz from 5") { try $0.limit(.ghz2, Array(5...13), [.no40Below]) },
    Twist("no 80 MHz below 60") { try $0.limit(.ghz5, [36, 40, 44, 48, 52, 56], [.no80]) },
    Twist("radar for 20 MHz alone") { $0.capabilities.combinations[0].radarWidths = [.mhz20] },
    Twist("no combinations") { $0.capabilities.combinations = [] },
    Twist("another country in force") { $0.country = try CountryCode("US") },
    Twist("the driver's own rules") { $0.capabilities.features.insert(.ownRegulatory) },
    Twist("20 dBm") { $0.radio.transmitPower = 20 }, Twist("21 dBm") { $0.radio.transmitPower = 21 },
    Twist("served") { stage in stage.served = stage.radio.channel.fixed?.frequency },
    Twist("three combinations' worth") { stage in
      stage.capabilities.combinations = [
        Capabilities.Combination(
          limits: [Capabilities.Combination.Limit(1, [.station]), Capabilities.Combination.Limit(2, [.accessPoint])],
          maximum: 2, channels: 1),
        Capabilities.Combination(limits: [Capabilities.Combination.Limit(1, [.station])], maximum: 1, channels: 2),
      ]
    },
  ]

  @Test func `channels, widths and what the kernel says of them`() throws {
    var table = Table<FeasibilityStage>()
    try table.add(
      "as declared", FeasibilityStage(),
      Self.twists(FeasibilityTests.channels + FeasibilityTests.widths), with: Self.more
    ) { try Self.said($0) }
    try table.check("feasibility-channels")
  }

  /// What is beside an access point.
  private static let company: [Twist<FeasibilityStage>] = [
    Twist("one more access point") { try $0.add("uap7") },
    Twist("a station here") { $0.connect("sta7", .station, 2437) },
    Twist("a station elsewhere") { $0.connect("sta8", .station, 2462) },
    Twist("a station in another band") { $0.connect("sta9", .station, 5180) },
    Twist("a station that is down") { $0.connect("sta9", .station, 2437, isUp: false) },
    Twist("an access point of others") { $0.connect("ap7", .accessPoint, 2437) },
    Twist("served") { $0.served = 2437 }, Twist("any channel") { try $0.choose(.ghz2, []) },
    Twist("one of three channels") { try $0.choose(.ghz2, [1, 6, 11]) },
    Twist("two channels at a time") { stage in
      for place in stage.capabilities.combinations.indices { stage.capabilities.combinations[place].channels = 2 }
    },
    Twist("two interfaces at most") { stage in
      for place in stage.capabilities.combinations.indices { stage.capabilities.combinations[place].maximum = 2 }
    },
    Twist("interfaces of one kind") { stage in
      for place in stage.capabilities.combinations.indices {
        stage.capabilities.combinations[place].limits = [Capabilities.Combination.Limit(2, [.accessPoint])]
      }
    },
    Twist("stations alone") { stage in
      for place in stage.capabilities.combinations.indices {
        stage.capabilities.combinations[place].limits = [Capabilities.Combination.Limit(2, [.station])]
      }
    },
    Twist("interfaces in two groups") { stage in
      for place in stage.capabilities.combinations.indices {
        stage.capabilities.combinations[place].limits = [
          Capabilities.Combination.Limit(2, [.accessPoint]),
          Capabilities.Combination.Limit(1, [.station, .accessPoint]),
        ]
      }
    },
  ]

  @Test func `interfaces, security and software`() throws {
    var table = Table<FeasibilityStage>()
    try table.add("beside others", FeasibilityStage(), Self.twists(FeasibilityTests.interfaces), with: Self.company) {
      try Self.said($0)
    }
    try table.add("of two", FeasibilityStage(), Self.company) { try Self.said($0) }
    try table.add(
      "security", FeasibilityStage(), Self.twists(FeasibilityTests.security + FeasibilityTests.software)
    ) { try Self.said($0) }
    try table.check("feasibility-interfaces")
  }

  @Test func `what is not known of a radio refuses nothing, and is said`() throws {
    let stage = try FeasibilityStage()
    let desired = DesiredState(radios: [stage.radio], accessPoints: stage.accessPoints)
    var text = ""
    for (name, change) in [
      ("all known", { _ in }), ("not looked at", { $0.radios = [] }), ("no wiphy", { $0.radios[0].phy = .known(nil) }),
      ("wiphy unknown", { $0.radios[0].phy = .unknown("why") }),
      ("interfaces unknown", { $0.interfaces = .unknown("why") }),
      ("no country in force", { $0.regulatoryDomain = .known(nil) }),
      ("country unknown", { $0.regulatoryDomain = .unknown("why") }),
      ("hostapd unknown", { $0.hostapdSoftware = .unknown("why") }),
      ("no hostapd", { $0.hostapdSoftware = .known(nil) }),
      (
        "what it can do unknown",
        { state in
          guard case .known(var phy?) = state.radios[0].phy else { return }
          phy.capabilities = .unknown("why")
          state.radios[0].phy = .known(phy)
        }
      ),
    ] as [(String, (inout ObservedState) -> Void)] {
      var state = try stage.observed()
      change(&state)
      let judged = Feasibility(of: stage.radio.id, in: state, for: desired)
      text += "\(name): \(judged.findings.map { "\($0.rule.rawValue): \($0.message)" } + judged.unknowns)\n"
    }
    try Record.check(text, "feasibility-unknown")
  }
}
