import SystemPackage
import Testing
import WiFiModel
import WiFiSpec

@testable import WiFiReconcile

/// Small questions with all their answers. `WIFI_AP_RECORD=1` writes Specs/tables anew.
@Suite struct DomainTableTests {
  private static func lines<Key>(_ keys: some Sequence<Key>, _ line: (Key) throws -> String) rethrows -> String {
    try keys.map { try line($0) + "\n" }.joined()
  }

  @Test func `every channel in every width`() throws {
    var text = ""
    for band in Band.allCases {
      for number in 0...255 {
        guard let channel = try? Channel(number, in: band) else { continue }
        let blocks = ChannelWidth.allCases.dropFirst().map { width in
          guard let block = channel.block(width: width), let centre = channel.centre(width: width) else {
            return "none"
          }
          return "\(centre) = \(block.map(String.init).joined(separator: " "))"
        }
        #expect(channel.block(width: .mhz20) == [channel.frequency] && channel.centre(width: .mhz20) == channel.number)
        #expect(Channel(frequency: channel.frequency) == channel)
        text +=
          "\(band.rawValue) \(channel)\(channel.pairsUpwards ? " upwards" : ""): \(blocks.joined(separator: "; "))\n"
      }
    }
    text += "\nof frequencies\n"
    for frequency in UInt32(2400)...7200 {
      let band = Band(ofFrequency: frequency)
      let inBands = Band.allCases.compactMap { Channel(frequency: frequency, in: $0)?.number }
      if !inBands.isEmpty { text += "\(frequency): \(inBands) \(band?.rawValue ?? "of no band")\n" }
      if band != Band(ofFrequency: frequency - 1) { text += "\(frequency): \(band?.rawValue ?? "no band") begins\n" }
    }
    try Record.check(text, "channels")
  }

  @Test func `drivers`() throws {
    let names = [
      "mwifiex_pcie", "mwifiex_sdio", "mwifiex_usb", "moal", "ath9k", "ath5k", "ath10k_pci", "mac80211_hwsim",
      "brcmfmac",
      "ath6kl_usb", "wilc1000_spi", "rtl8xxxu",
    ]
    try Record.check(
      Self.lines(names) { "\($0): \(Shown.text(DriverProfile(of: try ModuleName($0))))" }, "drivers")
  }

  private static func cards() throws -> [(String, BusDevice?)] {
    func card(_ bus: String, _ change: (inout BusDevice) throws -> Void = { _ in }) throws -> BusDevice {
      var card = BusDevice(bus: bus, address: "1", path: "\(bus)-1", sysfs: "/sys/devices/1")
      try change(&card)
      return card
    }
    func host(_ hasBlockDevice: Bool) -> BusDevice.Host {
      BusDevice.Host(address: "mmc1", bus: "platform", driver: "sdhci", hasBlockDevice: hasBlockDevice)
    }
    let driver = try ModuleName("mwifiex_usb")
    return [
      ("no card", nil), ("USB", try card("usb")),
      ("USB with a switch", try card("usb") { $0.portSwitch = "/sys/port" }),
      ("SDIO", try card("sdio")), ("SDIO with a host", try card("sdio") { $0.host = host(false) }),
      ("SDIO beside a disk", try card("sdio") { $0.host = host(true) }), ("PCI", try card("pci")),
      ("PCI with a bridge", try card("pci") { $0.rescan = "/sys/rescan" }),
      ("PCI with a reset", try card("pci") { $0.isResettable = true }),
      (
        "PCI with both and a driver",
        try card("pci") { card in
          card.rescan = "/sys/rescan"
          card.isResettable = true
          card.driver = driver
          card.companions = ["bluetooth"]
        }
      ),
    ]
  }

  private static let policies: [(String, RecoveryPolicy)] = [
    ("all", RecoveryPolicy()), ("no reload", RecoveryPolicy(reloadDriver: false)),
    ("no bus reset", RecoveryPolicy(busReset: false)),
    ("neither", RecoveryPolicy(reloadDriver: false, busReset: false)),
    ("a hook", RecoveryPolicy(powerHook: ["/usr/libexec/power"])),
    ("a hook alone", RecoveryPolicy(reloadDriver: false, busReset: false, powerHook: ["/usr/libexec/power"])),
  ]

  @Test func `the ladder of every card under every policy`() throws {
    var text = ""
    let main = try RadioID("main")
    for (card, device) in try Self.cards() {
      for (name, policy) in Self.policies {
        for kind in Fault.Class.allCases {
          let fault = Fault(kind, evidence: "why")
          var incident = Incident(
            radio: main, devicePath: nil, fault: fault, opened: .seconds(0), phase: .due(.seconds(0)))
          func climb(_ change: (inout Incident) -> Void, withheld: Set<String> = []) -> String {
            incident = Incident(
              radio: main, devicePath: nil, fault: fault, opened: .seconds(0), phase: .due(.seconds(0)))
            change(&incident)
            var rungs: [String] = []
            while let rung = Ladder.next(for: incident, device: device, policy: policy, withheld: withheld),
              rungs.count < 9
            {
              rungs.append(rung.rawValue)
              incident.tried.append(rung)
              incident.asked = nil
            }
            return rungs.isEmpty ? "nothing" : rungs.joined(separator: " ")
          }
          let whole = climb { _ in }
          text += "\(card), \(name), \(kind.rawValue): \(whole)\n"
          #expect(
            Ladder.rungs(for: fault, device: device, policy: policy).map(\.rawValue).joined(separator: " ")
              == (whole == "nothing" ? "" : whole))
          guard kind == .firmware else { continue }
          func tell(_ what: String, _ rungs: String) { if rungs != whole { text += "  \(what): \(rungs)\n" } }
          tell("keeps its firmware", climb { $0.keepsFirmware = true })
          for rung in Rung.allCases {
            tell("entered at \(rung.rawValue)", climb { $0.entry = rung })
            tell("\(rung.rawValue) harmed", climb { $0.harmful = [rung] })
            tell(
              "\(rung.rawValue) harmed in this round",
              climb { incident in
                incident.harmful = [rung]
                incident.tried = [rung]
              })
            tell("\(rung.rawValue) withheld", climb({ _ in }, withheld: [rung.rawValue]))
            tell("\(rung.rawValue) asked for", climb { $0.asked = rung })
          }
        }
        for rung in Rung.allCases {
          if let why = Ladder.objection(to: rung, device: device, policy: policy) { text += "  \(why)\n" }
          if let risk = Ladder.risk(of: rung, device: device, policy: policy) {
            text += "  \(rung.rawValue): \(risk)\n"
          }
        }
      }
    }
    try Record.check(text, "ladders")
  }

  @Test func `the steps of every rung`() throws {
    var text = ""
    let driver = try ModuleName("mwifiex_usb")
    let hostapd = HostapdInstance(
      radio: try RadioID("main"), process: ProcessIdentity(pid: 7, startTime: 1), state: "S", answer: .silent)
    let interface = Interface(
      name: "uap0", index: 4, phy: 0, address: nil, isUp: true, hasCarrier: true, addresses: .known([]))
    for (card, device) in try Self.cards() {
      for (name, policy) in Self.policies
      where name == "all" || name == "a hook" || (name == "no bus reset" && card.hasPrefix("USB")) {
        let radio = try SeveralAccessPointsTests.radio("mwifiex_usb") { $0.recovery = policy }
        for rung in Rung.allCases {
          let victims = Ladder.victims(of: rung, device: device, siblings: ["sibling"], foreign: ["wlan7"])
          func steps(_ change: (inout HostapdInstance?, inout Interface?, inout [String], inout String?) -> Void)
            -> [String]
          {
            var (server, own, harmed, why) = (
              hostapd as HostapdInstance?, interface as Interface?, victims, nil as String?
            )
            change(&server, &own, &harmed, &why)
            return Ladder.steps(
              of: rung, radio: radio, device: device, interface: own, name: own.flatMap { try? InterfaceName($0.name) },
              hostapd: server, victims: harmed, because: why
            ).map(PlanLines.text)
          }
          text += "\(card), \(name), \(rung.rawValue), harming \(victims.joined(separator: " "))\n"
          text += Self.lines(steps { _, _, _, _ in }) { "  \($0)" }
          guard name == "all", card == "USB" || card.hasPrefix("PCI with both") else { continue }
          text += Self.lines(
            steps { server, own, harmed, why in (server, own, harmed, why) = (nil, nil, [], "it was asked for") }
          ) {
            "  asked for: \($0)"
          }
        }
        for (what, module) in [
          ("absent", .known(.absent)), ("live", .known(.live)), ("unknown", .unknown("why")),
        ] as [(String, Knowledge<ModuleState>)] {
          var present = device
          present?.driver = nil
          var bound = device
          bound?.driver = driver
          for (where_, seen) in [
            ("unseen", .unknown("why")), ("gone", .known(nil)), ("there", .known(present)), ("bound", .known(bound)),
          ] as [(String, Knowledge<BusDevice?>)] {
            for wasSwitched in [false, true] {
              let steps = Ladder.restoration(
                of: radio, module: module, device: seen, kept: device, wasSwitched: wasSwitched)
              guard !steps.isEmpty else { continue }
              text += "  module \(what), card \(where_)\(wasSwitched ? ", switched" : ""): "
              text += "\(steps.map(PlanLines.text).joined(separator: "; "))\n"
            }
          }
        }
      }
    }
    for rung in Rung.allCases {
      let patience = [driver, try ModuleName("ath9k")].map { Shown.text(Ladder.patience(for: rung, driver: $0)) }
      text += "\(rung.rawValue) is waited for \(patience.joined(separator: " or "))\n"
    }
    for radio in ["main", "a", "radio-7"] {
      let pauses = try (UInt8(0)...7).map { Shown.text(Ladder.backoff(round: $0, radio: try RadioID(radio))) }
      text += "\(radio) pauses for \(pauses.joined(separator: ", "))\n"
    }
    try Record.check(text, "rungs")
  }

  @Test func `what going back would give up`() throws {
    let name = try InterfaceName("uap0")
    let radio = try RadioID("main")
    let one = try Edit.passphrase("one")
    let two = try Edit.passphrase("two")
    let secret = try Credential(passphrase: Array("radius secret".utf8))
    let servers = RADIUSServers(authentication: [RADIUSServer(address: "10.0.0.9", port: 1812, secret: secret)])
    func point(_ security: Security, _ change: (inout AccessPoint) -> Void = { _ in }) throws -> AccessPoint {
      var point = AccessPoint(name: name, radio: radio, ssid: try SSID([0x61]), security: security)
      change(&point)
      return point
    }
    let stations = [try Edit.station(1), try Edit.station(2)]
    let base = Security(.personal(.wpa2, [one]))
    let all = [
      ("open", try point(.open)), ("OWE", try point(Security(.owe))), ("WPA2", try point(base)),
      ("WPA2, another passphrase", try point(Security(.personal(.wpa2, [two])))),
      ("WPA2, two passphrases", try point(Security(.personal(.wpa2, [one, two])))),
      ("WPA2, protected", try point(Security(.personal(.wpa2, [one]), managementFrameProtection: .required))),
      ("WPA2 and WPA3", try point(Security(.personal(.transition, [one])))),
      ("WPA3", try point(Security(.personal(.wpa3, [one])))), ("802.1X", try point(Security(.enterprise(servers)))),
      ("TKIP", try point(base) { $0.hostapd = [HostapdOption("rsn_pairwise", "TKIP CCMP")] }),
      ("a group of TKIP", try point(base) { $0.hostapd = [HostapdOption("group_cipher", "TKIP")] }),
      ("isolated", try point(base) { $0.clientIsolation = true }),
      ("only one", try point(base) { $0.stations = .only([stations[0]]) }),
      ("only two", try point(base) { $0.stations = .only(stations) }),
      ("all but one", try point(base) { $0.stations = .except([stations[1]]) }),
      ("all but two", try point(base) { $0.stations = .except(stations) }),
      ("all but none", try point(base) { $0.stations = .except([]) }),
    ]
    var text = ""
    for (before, old) in all {
      text += "\(before)\n"
      for (after, new) in all { if let why = old.weakening(of: new) { text += "  \(after): \(why)\n" } }
    }
    try Record.check(text, "weakenings")
  }

  @Test func `lines of the kernel log, one by one and together`() throws {
    let logs = ScenarioFolder.root.removingLastComponent().appending("logs")
    var text = ""
    for name in ScenarioFolder.entries(of: logs) where !name.hasSuffix(".json") {
      let log = try Text.read(logs.appending(name))
      let diagnosis = Diagnosis(of: log, catalogue: .builtIn)
      text +=
        "\(name): \(diagnosis.verdict.rawValue) \(diagnosis.driver ?? "no driver"), healed \(Shown.text(diagnosis.healedAt as Any))\n"
      for finding in diagnosis.findings {
        text +=
          "  \(finding.word.line): \(finding.word.signature.name) \(finding.count) times\(finding.isConsequence ? ", in consequence" : ""), "
          + "\(finding.word.driver ?? "nobody") \(Shown.text(finding.word.captures)) \(Shown.text(finding.word.milliseconds as Any))\n"
      }
      // The lines that lead there, as heard alone.
      let words = LogHearing(LogLine.lines(of: log), .builtIn)
      text +=
        "  heard: \(words.words.map { "\($0.line) \($0.signature.name) \($0.driver ?? "nobody")" }.joined(separator: ", "))\n"
      text +=
        "  of this life: \(words.ofPresentLives.map { $0.map { String($0.line) }.joined(separator: " ") } ?? "unknown")\n"
    }
    try Record.check(text, "logs")
  }

  @Test func `every three things that a driver may say, one after another`() throws {
    func signature(
      _ name: String, _ kind: Signature.Class, _ milestone: Signature.Milestone? = nil,
      _ change: (inout Signature) -> Void = { _ in }
    ) -> Signature {
      var signature = Signature(
        name: "card-\(name)", drivers: ["card"], patterns: [LinePattern(name)], kind: kind, milestone: milestone)
      change(&signature)
      return signature
    }
    let all = [
      signature("hangs", .fatal) { $0.consequences = ["card-falters", "card-fails"] },
      signature("fails", .fatal), signature("falters", .transient),
      signature("stutters", .transient) { $0.repetition = Signature.Repetition(count: 2, within: .seconds(10)) },
      signature("lacks", .configuration) { $0.consequences = ["card-hangs", "card-lacks"] },
      signature("heals", .selfHealing), signature("dumps", .selfHealing, .dumpBegins),
      signature("resets", .benign, .resetBegins), signature("downloads", .benign, .downloads),
      signature("stays", .benign, .alreadyRunning), signature("works", .benign, .firmwareActive),
    ]
    var text = ""
    func tell(_ signatures: [Signature], _ milliseconds: [Int64?]) {
      let words = signatures.enumerated().map { number, signature in
        LogHearing.Word(
          line: number + 1, signature: signature, captures: [:], driver: "card", text: "card: \(signature.name)",
          milliseconds: milliseconds[number])
      }
      let diagnosis = Diagnosis(words)
      let findings = diagnosis.findings.map { finding in
        "\(finding.word.line)\(finding.count > 1 ? "*\(finding.count)" : "")\(finding.isConsequence ? "'" : "")"
      }
      text += signatures.map { String($0.name.dropFirst(5)) }.joined(separator: " ")
      text += ": \(diagnosis.verdict.rawValue)\(diagnosis.healedAt.map { ", healed at \($0)" } ?? "")"
      text += findings.isEmpty ? "\n" : "; \(findings.joined(separator: " "))\n"
    }
    for first in all {
      for second in all {
        tell([first, second], [nil, nil])
        for third in all { tell([first, second, third], [nil, nil, nil]) }
      }
    }
    text += "\nwith times\n"
    let stutters = all[3]
    for times in [[0, 9_999], [0, 10_000], [0, 10_001], [5, 0], [0, nil], [nil, 0]] as [[Int64?]] {
      text += "\(times.map { $0.map(String.init) ?? "no time" }.joined(separator: ", ")): "
      tell([stutters, stutters], times)
    }
    for times in [[0, 9_000, 18_000, 27_000], [0, 10_001, 20_002, 30_002]] as [[Int64?]] {
      text += "\(times.map { $0.map(String.init) ?? "no time" }.joined(separator: ", ")): "
      tell([stutters, all[2], stutters, stutters], times)
    }
    try Record.check(text, "verdicts")
  }
}
