import Testing
import WiFiModel
import WiFiReconcile
import WiFiSimulation

/// What the agent does when all at once something else is seen, or is told it, while everything was as declared.
/// `WIFI_AP_RECORD=1` writes Specs/tables anew.
@Suite struct BenchTableTests {
  typealias Stage = DriftTableTests.Stage

  private static func stage(_ driver: String) throws -> Stage {
    var stage = try Stage(driver, [.replacesBSS, .renewsKeys], shared: driver != "mwifiex_usb")
    stage.radio.transmitPower = nil
    stage.state.exemption = .known(Exemption(isNeeded: false))
    if case .known(var card?) = stage.state.radios[0].device {
      card.driver = stage.radio.driver
      stage.state.radios[0].device = .known(card)
    }
    stage.status { status in
      for place in status.networks.indices { status.networks[place].stations = 0 }
    }
    return stage
  }

  private static func bench(_ stage: Stage, _ memory: Memory = Memory(bootID: "now")) -> Bench {
    Bench(DesiredState(radios: [stage.radio], accessPoints: stage.points), stage.ledger, memory: memory) {
      seen(stage, $1)
    }
  }

  /// A gentle look does not ask the firmware.
  private static func seen(_ stage: Stage, _ reach: ObservedState.Reach) -> ObservedState {
    var state = stage.state
    let answers = DriverProfile(of: stage.radio.driver).answersProbe
    for place in state.radios.indices where state.radios[place].firmware == .notAsked || reach == .gentle {
      state.radios[place].firmware = reach == .probing && answers ? .answered : .notAsked
    }
    guard reach == .gentle, case .known(var interfaces) = state.interfaces else { return state }
    for place in interfaces.indices { interfaces[place].wireless = nil }
    state.interfaces = .known(interfaces)
    return state
  }

  @Test(arguments: ["mwifiex_usb", "ath10k_pci"]) func `what is seen all at once`(driver: String) throws {
    let stage = try Self.stage(driver)
    let calm = Self.bench(stage).calm()
    var text = ""
    for view in DriftTableTests.views {
      var other = stage
      try view.change(&other)
      guard other.state != stage.state else { continue }
      var bench = calm
      bench.see = { Self.seen(other, $1) }
      bench.handle(.machineChanged(nil))
      bench.run(until: .seconds(68))
      text += "\(view.name)\n" + bench.told(46).map { "  \($0)\n" }.joined()
      // And as it was again.
      bench.see = { Self.seen(stage, $1) }
      bench.handle(.machineChanged(nil))
      bench.run(until: .seconds(70))
      text += "  then: \(Self.stand(of: bench))\n"
    }
    try Record.check(text, "seen-\(driver.hasPrefix("mwifiex") ? "apart" : "two")")
  }

  private static func stand(of bench: Bench) -> String {
    let status = bench.controller.status
    let all = (status.radios.flatMap(\.conditions)) + (status.accessPoints.first?.conditions ?? [])
    return all.map { "\($0.kind.rawValue) \($0.reason.rawValue)" }.joined(separator: ", ")
      + (status.radios.first?.incident.map { "; \($0)" } ?? "")
  }

  @Test func `steps that fail`() throws {
    var text = ""
    for (driver, names) in [
      (
        "mwifiex_usb",
        [
          "module absent", "soft block", "another regulatory domain", "no interfaces", "no addresses", "no hostapd",
          "files for all to read", "hostapd stopped", "firmware silent",
        ]
      ),
      ("ath10k_pci", ["no interfaces", "hostapd serves the first alone", "no hostapd", "NetworkManager runs"]),
    ] {
      let stage = try Self.stage(driver)
      let calm = Self.bench(stage).calm()
      for view in DriftTableTests.views where names.contains(view.name) {
        var other = stage
        try view.change(&other)
        for kind in [StepFailure.Kind.refused, .late, .busy, .stale] {
          var bench = calm
          bench.see = { Self.seen(other, $1) }
          bench.outcome = { _ in StepFailure(kind, "why") }
          bench.handle(.machineChanged(nil))
          bench.run(until: .seconds(40))
          text += "\(driver), \(view.name), steps \(kind.rawValue)\n" + bench.told(20).map { "  \($0)\n" }.joined()
          text += "  then: \(Self.stand(of: bench))\n"
        }
      }
    }
    let stage = try Self.stage("mwifiex_usb")
    let calm = Self.bench(stage).calm()
    for rung in [Rung.restartHostapd, .recreateInterface, .reloadDriver] {
      for (name, view, kind) in [
        ("refused", nil, .refused), ("busy", nil, .busy), ("late", nil, .late), ("done without a card", "no card", nil),
        ("done without a wiphy", "no wiphy", nil), ("done in vain", "firmware silent", nil),
      ] as [(String, String?, StepFailure.Kind?)] {
        var other = stage
        for twist in DriftTableTests.views where twist.name == view { try twist.change(&other) }
        var bench = calm
        bench.outcome = { _ in kind.map { StepFailure($0, "why") } }
        if view != nil {
          bench.see = { Self.seen(other, $1) }
          bench.run(until: .seconds(28))
        }
        bench.handle(.recoveryRequested(stage.radio.id, rung))
        bench.run(until: .seconds(60))
        text += "recover by \(rung.rawValue), \(name)\n" + bench.told(46).map { "  \($0)\n" }.joined()
        text += "  then: \(Self.stand(of: bench))\n"
      }
    }
    try Record.check(text, "failures")
  }

  private static func events(_ stage: Stage) throws -> [(String, (inout Bench) throws -> Void)] {
    let main = stage.radio.id
    let uap0 = stage.points[0].name
    let client = try Edit.station(1)
    let desired = DesiredState(radios: [stage.radio], accessPoints: stage.points)
    func suspension(_ subject: Suspension.Subject, _ now: Uptime, _ until: Int64?) -> Event {
      .suspended(Suspension(subject, reason: "why", since: now, until: until.map { now + .seconds($0) }))
    }
    func read(_ change: (inout DesiredState) throws -> Void) rethrows -> Event {
      var other = desired
      try change(&other)
      return .specRead(SpecResult(desired: other, files: ["/etc/wifi-ap.d/a.yaml"]))
    }
    let usb = stage.state.radios[0].device.value??.kernelID
    var events: [(String, (inout Bench) throws -> Void)] = [
      ("the radio is suspended for a while", { $0.handle(suspension(.radio(main), $0.now, 5)) }),
      ("the radio is suspended for good", { $0.handle(suspension(.radio(main), $0.now, nil)) }),
      (
        "an access point is suspended, and resumed",
        { bench in
          bench.handle(suspension(.accessPoint(uap0), bench.now, 50))
          bench.run(until: .seconds(22))
          bench.handle(.resumed(.radio(main)))
          bench.handle(.resumed(.accessPoint(uap0)))
        }
      ),
      (
        "suspended, and recovery asked for",
        { bench in
          bench.handle(suspension(.radio(main), bench.now, 3))
          bench.handle(.recoveryRequested(main, nil))
        }
      ),
      (
        "a radio of another name",
        { bench in
          bench.handle(.recoveryRequested(try RadioID("other"), nil))
          bench.handle(.channelChanged(try RadioID("other"), .switched))
        }
      ),
      ("another wiphy's air", { $0.handle(.airChanged(phy: 9)) }),
      ("the wiphy's air", { $0.handle(.airChanged(phy: 0)) }),
      ("anybody's air", { $0.handle(.airChanged(phy: nil)) }),
      ("radar", { $0.handle(.channelChanged(main, .radar(2437))) }),
      ("radar somewhere", { $0.handle(.channelChanged(main, .radar(nil))) }),
      (
        "a switch that ends",
        { bench in
          bench.handle(.channelChanged(main, .switchStarted(2462)))
          bench.run(until: .seconds(23))
          bench.handle(.channelChanged(main, .switched))
        }
      ),
      ("a switch that does not end", { $0.handle(.channelChanged(main, .switchStarted(nil))) }),
      ("records lost", { $0.handle(.kernelRecordsLost) }),
      ("a dump of the card", { $0.handle(.firmwareDumped(device: "/sys/devices/1-1")) }),
      ("a dump below the card", { $0.handle(.firmwareDumped(device: "/sys/devices/1-1/1-1:1.0")) }),
      ("a dump above the card", { $0.handle(.firmwareDumped(device: "/sys/devices")) }),
      ("a dump of another card", { $0.handle(.firmwareDumped(device: "/sys/devices/1-10")) }),
      ("a dump of nothing", { $0.handle(.firmwareDumped(device: "")) }),
      (
        "clients",
        { bench in
          bench.handle(.clients(main, uap0, .joined(client, passphraseName: "early")))
          bench.handle(.clients(main, uap0, .followed))
          bench.handle(.clients(main, uap0, .joined(client, passphraseName: "staff")))
          bench.handle(
            .clients(
              main, uap0,
              .all([Station(address: try Edit.station(2), since: nil), Station(address: client, since: nil)])))
          bench.run(until: .seconds(21))
          bench.handle(.clients(main, uap0, .one(Station(address: client, since: nil, signal: -40))))
          bench.handle(.clients(main, uap0, .left(try Edit.station(2))))
          bench.run(until: .seconds(58))
          bench.handle(.clients(main, uap0, .all(nil)))
        }
      ),
      ("apply", { $0.handle(.applyRequested(upTo: nil)) }),
      ("apply gently", { $0.handle(.applyRequested(upTo: Disruption.none)) }),
      (
        "the spec hints, again and again",
        { bench in
          for milliseconds in stride(from: Int64(20_000), through: 23_000, by: 150) {
            bench.run(until: .seconds(0) + .milliseconds(milliseconds))
            bench.handle(.specChanged)
          }
        }
      ),
      (
        "hints, again and again",
        { bench in
          for milliseconds in stride(from: Int64(20_000), through: 23_000, by: 150) {
            bench.run(until: .seconds(0) + .milliseconds(milliseconds))
            bench.handle(.machineChanged(main))
          }
        }
      ),
      (
        "a spec with errors, and without",
        { bench in
          bench.handle(
            .specRead(SpecResult(desired: nil, errors: ["a.yaml:1:1: error: one", "a.yaml:2:1: error: two"])))
          bench.handle(
            .specRead(SpecResult(desired: nil, errors: ["a.yaml:1:1: error: one", "a.yaml:2:1: error: two"])))
          bench.run(until: .seconds(21))
          bench.handle(.specRead(SpecResult(desired: desired, isUnchanged: true, files: ["/etc/wifi-ap.d/a.yaml"])))
        }
      ),
      ("the spec as it was", { $0.handle(read { _ in }) }),
      ("another beacon interval", { $0.handle(read { $0.radios[0].beaconInterval = 300 }) }),
      ("another SSID", { $0.handle(try read { $0.accessPoints[0].ssid = try SSID([0x61]) }) }),
      ("other settings", { $0.handle(read { $0.settings.maximumDisruption = .none }) }),
      (
        "held back, and let go by hand",
        { bench in
          bench.handle(
            read { state in
              state.settings.maximumDisruption = .none
              state.radios[0].beaconInterval = 300
            })
          bench.run(until: .seconds(24))
          bench.handle(.applyRequested(upTo: .machine))
        }
      ),
      ("nothing declared", { $0.handle(read { $0 = DesiredState() }) }),
      (
        "not all is known of what is declared",
        {
          $0.handle(.specRead(SpecResult(desired: DesiredState(), isComplete: false, files: ["/etc/wifi-ap.d/a.yaml"])))
        }
      ),
      (
        "the file is gone, and there again",
        { bench in
          bench.handle(.specRead(SpecResult(desired: DesiredState(), files: [])))
          bench.run(until: .seconds(22))
          bench.handle(read { _ in })
        }
      ),
      (
        "the file is gone for long",
        { bench in
          bench.handle(.specRead(SpecResult(desired: DesiredState(), files: [])))
          bench.run(until: .seconds(26))
          bench.handle(.specRead(SpecResult(desired: DesiredState(), files: [])))
        }
      ),
    ]
    for rung in Rung.allCases {
      events.append(("recover by \(rung.rawValue)", { $0.handle(.recoveryRequested(main, rung)) }))
    }
    for message in [
      "usb 1-1: PREP_CMD: FW is in bad state", "usb 1-1: == mwifiex firmware dump start ==",
      "usb 1-1: == mwifiex firmware dump end ==", "usb 1-1: WLAN FW already running! Skip FW dnld",
      "usb 1-1: mwifiex_cmd_timeout_func: Timeout cmd id = 0x1e, act = 0x1",
      "usb 1-1: Failed to get firmware mrvl/x.bin",
      "ath10k_pci 0000:01:00.0: firmware crashed! (guid n/a)", "nothing of importance",
    ] {
      events.append(("\(message) (of the card)", { $0.handle(.kernelRecord(device: usb, message: message)) }))
      events.append(("\(message) (of another)", { $0.handle(.kernelRecord(device: "c1:1", message: message)) }))
      events.append(("\(message) (of nobody)", { $0.handle(.kernelRecord(device: nil, message: message)) }))
    }
    return events
  }

  @Test(arguments: ["mwifiex_usb", "ath10k_pci", "ath9k"]) func `what is told all at once`(driver: String) throws {
    let stage = try Self.stage(driver)
    let calm = Self.bench(stage).calm()
    var text = ""
    for (name, happen) in try Self.events(stage) {
      var bench = calm
      try happen(&bench)
      bench.run(until: .seconds(62))
      let told = bench.told(driver == "ath9k" ? 14 : 40)
      text += "\(name)\n" + told.map { "  \($0)\n" }.joined() + "  then: \(Self.stand(of: bench))\n"
    }
    try Record.check(text, "told-\(driver == "ath9k" ? "kernel" : driver.hasPrefix("mwifiex") ? "apart" : "two")")
  }

  private static func memories(_ stage: Stage) throws -> [(String, Memory)] {
    let main = stage.radio.id
    var all: [(String, Memory)] = [("nothing", Memory(bootID: "now")), ("another boot", Memory(bootID: "before"))]
    for kind in Fault.Class.allCases {
      for (name, phase) in [
        ("due", .due(.seconds(12))), ("due later", .due(.seconds(300))), ("acting", .acting),
        ("awaiting", .awaiting(until: .seconds(11))), ("rebuilding", .rebuilding(until: .seconds(12))),
        ("healed", .healed(since: .seconds(9))),
      ] as [(String, Incident.Phase)] {
        let incident = Incident(
          radio: main, devicePath: "usb-0:1:1.0", fault: Fault(kind, evidence: "it hangs"), opened: .seconds(3),
          phase: phase,
          tried: [kind == .firmware ? .reloadDriver : .restartHostapd], rounds: 1, phyIndex: 0, number: 4,
          ownReset: .seconds(11), stuck: nil)
        for boot in kind == .firmware ? ["now", "before"] : ["now"] {
          all.append(
            (
              "\(kind.rawValue) \(name), boot \(boot)",
              Memory(
                bootID: boot, generation: 3, incidents: [incident], actions: [main: [.seconds(1), .seconds(4)]],
                outages: 4)
            ))
        }
      }
    }
    let until = Suspension(.radio(main), reason: "why", since: .seconds(3), until: .seconds(30))
    for boot in ["now", "before"] {
      all.append(
        (
          "suspended, crashed, rebooted, failed, boot \(boot)",
          Memory(
            bootID: boot, generation: 3,
            failedChanges: [main: FailedChange(generation: 3, evidence: "it failed")], outages: 4, suspensions: [until],
            crashed: [main], reboots: [main: 1])
        ))
    }
    return all
  }

  @Test func `what is remembered at the start`() throws {
    var text = ""
    let stage = try Self.stage("mwifiex_usb")
    for (name, memory) in try Self.memories(stage) {
      for (what, twist) in [("as declared", nil), ("without a wiphy", "no wiphy"), ("without a hostapd", "no hostapd")]
      {
        var other = stage
        for view in DriftTableTests.views where view.name == twist { try view.change(&other) }
        var bench = Self.bench(other, memory)
        bench.run(until: .seconds(16))
        text += "\(name), \(what)\n" + bench.told(twist == nil ? 36 : 12).map { "  \($0)\n" }.joined()
        bench.run(until: .seconds(60))
        text += "  then: \(Self.stand(of: bench))\n"
      }
    }
    try Record.check(text, "starts")
  }

  @Test func `what is left of a radio that is declared no more`() throws {
    let stage = try Self.stage("mwifiex_usb")
    let old = try RadioID("old")
    let name = try InterfaceName("old0")
    var text = ""
    for isComplete in [true, false] {
      for (what, change) in [
        ("an interface", { $0.interfaces.append(Ledger.OwnedInterface(name: name, radio: old, index: 9)) }),
        ("a hostapd", { $0.hostapds.append(Ledger.OwnedHostapd(radio: old, interfaceIndex: 9)) }),
        ("files", { $0.files.append(old) }), ("nothing", { _ in }),
      ] as [(String, (inout Ledger) -> Void)] {
        var ledger = stage.ledger
        change(&ledger)
        var state = stage.state
        state.interfaces = .known([
          Interface(
            name: name.text, index: 9, phy: 3, address: nil, isUp: true, hasCarrier: false, addresses: .known([]))
        ])
        state.hostapds = .known([])
        state.radios = []
        state.configurations = .known([ConfigurationFiles(radio: old, configuration: nil)])
        var bench = Bench(
          DesiredState(radios: [stage.radio], accessPoints: stage.points), ledger, isComplete: isComplete
        ) { $0 == old ? state : Self.seen(stage, $1) }
        bench.run(until: .seconds(13))
        let told = bench.told(200).filter { $0.contains("old") }
        text += "\(what) of it, \(isComplete ? "all known" : "not all known")\n" + told.map { "  \($0)\n" }.joined()
      }
    }
    try Record.check(text, "leftovers")
  }

  /// A kernel's line that may mean dead firmware, by the driver that writes it.
  private static let cries = [
    ("mwifiex_usb", "usb", "usb 1-1: PREP_CMD: FW is in bad state"),
    ("mwifiex_pcie", "pci", "mwifiex_pcie 0000:01:00.0: PREP_CMD: FW is in bad state"),
    ("ath10k_pci", "pci", "ath10k_pci 0000:01:00.0: firmware crashed! (guid n/a)"),
  ]

  @Test func `a line of the kernel's, and what is seen after it`() throws {
    let names = [
      "no wiphy", "no hostapd", "hostapd silent", "request stuck", "firmware silent", "no card", "module unloading",
      "first interface down", "no interfaces", "hostapd listens for radar",
    ]
    var text = ""
    for (driver, bus, cry) in Self.cries {
      var stage = try Self.stage(driver)
      if bus == "pci" {
        stage.state.radios[0].device = .known(
          BusDevice(
            bus: "pci", address: "0000:01:00.0", path: "pci-0000:01:00.0", sysfs: "/sys/devices/0000:01:00.0",
            kernelID: "+pci:0000:01:00.0", driver: stage.radio.driver, isResettable: true, rescan: "/sys/rescan"))
      }
      stage.radio.recovery = RecoveryPolicy(actionsPerHour: 2, powerHook: ["/usr/libexec/power"], reboot: true)
      stage.state.radios[0].received = 5
      let id = stage.state.radios[0].device.value??.kernelID
      let calm = Self.bench(stage).calm()
      for view in DriftTableTests.views where names.contains(view.name) {
        var other = stage
        try view.change(&other)
        var bench = calm
        bench.see = { Self.seen(other, $1) }
        bench.handle(.kernelRecord(device: id, message: cry))
        bench.run(until: .seconds(90))
        text += "\(cry), and \(view.name)\n" + bench.told(22).map { "  \($0)\n" }.joined()
        bench.isTold = false
        if view.name == "firmware silent" { bench.run(until: .seconds(3800)) }
        let decided = bench.controller.status.history.filter { $0.kind == .decision || $0.kind == .evidence }
        text += decided.suffix(30).map { "  \(Shown.seconds($0.at.nanoseconds)) \($0.message)\n" }.joined()
        text += "  then: \(Self.stand(of: bench))\n"
      }
    }
    try Record.check(text, "cries")
  }
}
