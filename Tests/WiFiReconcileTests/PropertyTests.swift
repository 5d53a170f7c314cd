import Glibc
import Testing
import WiFiModel
import WiFiSimulation

/// What holds for every course of events.
@Suite struct PropertyTests {
  /// A machine, faults in its first five minutes, then everything mended: all drawn from one seed.
  static func course(_ seed: UInt64) throws -> (simulation: Simulation, mended: Uptime) {
    var dice = SplitMix64(seed: seed)
    let cards = [
      SimulatedCard(driver: try ModuleName("mwifiex_usb")),
      SimulatedCard(driver: try ModuleName("mwifiex_usb"), cures: [.unload]),
      SimulatedCard(driver: try ModuleName("mwifiex_usb"), hasPortSwitch: true, cures: [.port]),
      SimulatedCard(driver: try ModuleName("mwifiex_usb"), hasPortSwitch: true),
      SimulatedCard(driver: try ModuleName("mwifiex_pcie"), bus: "pci", cures: [.unload]),
      SimulatedCard(driver: try ModuleName("mwifiex_pcie"), bus: "pci"),
      SimulatedCard(driver: try ModuleName("ath10k_pci"), bus: "pci"),
      SimulatedCard(driver: try ModuleName("ath10k_pci"), bus: "pci", cures: [.unload]),
    ]
    let card = cards[Int(dice.below(UInt64(cards.count)))]
    let recovery = RecoveryPolicy(
      reloadDriver: !dice.chance(100), busReset: !dice.chance(200), actionsPerHour: UInt8(1 + dice.below(5)))
    // None stands for the story's one.
    let isSoft = card.driver.text == "ath10k_pci"
    let several = Int(dice.below(isSoft ? 4 : 3))
    var simulation = try Story.simulation(
      card: card, recovery: recovery, seed: seed, accessPoints: several,
      adopting: isSoft && several > 0 && dice.chance(300),
      isRekeyed: several == 1)
    simulation.lossPerMille = [0, 0, 0, 300, 1000][Int(dice.below(5))]
    if dice.chance(500) {
      simulation.crash = Simulation.CrashPoint(
        effect: 1 + dice.below(600), moment: dice.chance(500) ? .before : .unacknowledged)
    }
    // Nothing tells a driver that cannot be probed that its firmware is deaf.
    let faults = SimulatedFault.allCases.filter {
      card.driver.text.hasPrefix("mwifiex") || ($0 != .deafen && $0 != .loseAnswer)
    }
    var chosen: Set<SimulatedFault> = []
    for _ in 0..<(1 + dice.below(6)) {
      let fault = faults[Int(dice.below(UInt64(faults.count)))]
      chosen.insert(fault)
      simulation.inject(fault, at: .seconds(10) + .milliseconds(Int64(dice.below(300_000))))
    }
    let mended = Uptime.seconds(320)
    let mending: [SimulatedFault] =
      [
        .showFirmware, .mendHostapd, .continueHostapd, .showHostapd, .deleteForeignInterface, .unpinCountry, .plug,
        .powerCycle,
        .restoreSpec, .stopSupplicant, .releaseUnload, .loseClients, .resumeRadio,
        .unblockRadio, .switchOn,
      ] + (chosen.contains(.crashOnUnload) ? [.rebootMachine] : [])
    for fault in mending { simulation.inject(fault, at: mended) }
    return (simulation, mended)
  }

  /// A share of the seeds, so that the shares run beside each other.
  @Test("Once the faults stop, the access point comes on the air and stays", arguments: 0..<4)
  func convergence(_ share: UInt64) throws {
    var fired: Set<SimulatedFault> = []
    for seed in (share * Self.share)..<(share * Self.share + Self.share) {
      var (simulation, mended) = try Self.course(seed)
      simulation.run(until: mended + .seconds(1))
      simulation.run(until: .seconds(320 + 7200)) { $0.isConverged }
      #expect(simulation.isConverged, "seed \(seed)")
      #expect(simulation.violations == [], "seed \(seed)")
      #expect(simulation.machine.trespasses == [], "seed \(seed)")
      fired.formUnion(simulation.fired.keys)
      guard simulation.isConverged else { continue }
      let steps = simulation.counts.steps
      simulation.run(until: simulation.now + .seconds(50))
      simulation.run(until: simulation.now + .seconds(5)) { $0.isConverged }
      #expect(simulation.isConverged, "seed \(seed) a minute later")
      #expect(simulation.counts.steps == steps, "seed \(seed) acts on what is as declared")
    }
    #expect(fired.count == SimulatedFault.allCases.count, "a kind of fault never happened")
  }

  /// Seeds in a share; `WIFI_AP_SEEDS` asks for another number of them in all.
  static let share = getenv("WIFI_AP_SEEDS").flatMap { UInt64(String(cString: $0)) }.map { $0 / 4 } ?? 500

  @Test func theSameSeedTakesTheSameCourse() throws {
    for seed in UInt64(0)..<40 {
      var traces: Set<UInt64> = []
      for _ in 0..<2 {
        var (simulation, mended) = try Self.course(seed)
        simulation.run(until: mended)
        traces.insert(simulation.trace)
      }
      #expect(traces.count == 1, "seed \(seed)")
    }
  }

  @Test func aMatchedMachineIsLeftAloneForHours() throws {
    var simulation = try Story.simulation()
    simulation.run(until: .seconds(60))
    #expect(simulation.isConverged)
    let before = simulation.counts
    let commands = simulation.machine.firmwareCommands
    simulation.run(until: .seconds(60 + 4 * 3600))
    let after = simulation.counts
    #expect(after.steps == before.steps)
    #expect(after.persists == before.persists)
    #expect(after.keptSpecs == before.keptSpecs)
    #expect(after.publications == before.publications)
    #expect(after.observations - before.observations <= 4 * 240)
    #expect(simulation.machine.firmwareCommands - commands <= 4 * 240)
  }

  @Test func aDriverWithoutProbeGetsNoFirmwareCommandAtRest() throws {
    var simulation = try Story.simulation(card: SimulatedCard(driver: ModuleName("ath10k_pci"), bus: "pci"))
    simulation.run(until: .seconds(60))
    #expect(simulation.isConverged)
    let probes = simulation.counts.probes
    simulation.run(until: .seconds(3600))
    #expect(simulation.isConverged)
    #expect(simulation.counts.probes == probes)
  }

  static let stories: [(name: String, card: String, faults: [SimulatedFault])] = [
    ("bare machine", "usb", []),
    ("deaf firmware, reloaded", "usb", [.loseAnswer]),
    ("deaf firmware, port switched", "port", [.deafen]),
    ("deaf firmware, rebound", "pci", [.deafen]),
    ("stopped hostapd", "usb", [.stopHostapd]),
    ("edited spec", "usb", [.editSpec]),
    ("removed spec", "usb", [.removeSpec]),
    ("removed module", "usb", [.removeModule]),
    ("three on a radio", "several", []),
    ("three on a radio, edited to two", "several", [.editSpec]),
    ("three on a radio, hostapd killed", "several", [.killHostapd]),
    ("another passphrase", "rekeyed", [.editSpec]),
    ("an adopted interface", "adopted", []),
    ("an adopted interface, given back", "adopted", [.removeSpec]),
  ]

  static func story(_ card: String) throws -> Simulation {
    switch card {
    case "port":
      try Story.simulation(
        card: SimulatedCard(driver: ModuleName("mwifiex_usb"), hasPortSwitch: true, cures: [.port]))
    case "pci":
      try Story.simulation(card: SimulatedCard(driver: ModuleName("mwifiex_pcie"), bus: "pci", cures: [.unload]))
    case "several", "adopted":
      try Story.simulation(
        card: SimulatedCard(driver: ModuleName("ath10k_pci"), bus: "pci"), accessPoints: card == "several" ? 3 : 2,
        adopting: card == "adopted")
    case "rekeyed":
      try Story.simulation(
        card: SimulatedCard(driver: ModuleName("ath10k_pci"), bus: "pci"), accessPoints: 1, isRekeyed: true)
    default: try Story.simulation()
    }
  }

  @Test("The agent may die at any effect", arguments: stories.indices)
  func crashPoints(_ index: Int) throws {
    let (name, card, faults) = Self.stories[index]
    var start = try Self.story(card)
    if !faults.isEmpty {
      start.run(until: .seconds(60))
      for fault in faults { start.inject(fault, at: .seconds(60)) }
      start.run(until: .seconds(60))
    }
    let first = start.counts.effects
    var whole = start
    whole.run(until: .seconds(75))
    whole.run(until: .seconds(400)) { $0.isConverged }
    #expect(whole.isConverged, "\(name)")
    for effect in (first + 1)...whole.counts.effects {
      for moment in Simulation.CrashPoint.Moment.allCases {
        var simulation = start
        simulation.crash = Simulation.CrashPoint(effect: effect, moment: moment)
        simulation.run(until: .seconds(75))
        simulation.run(until: .seconds(1200)) { $0.isConverged && $0.counts.crashes > 0 }
        #expect(
          simulation.isConverged && simulation.counts.crashes == 1, "\(name), killed \(moment) effect \(effect)")
        #expect(simulation.violations == [], "\(name), killed \(moment) effect \(effect)")
        #expect(simulation.machine.trespasses == [], "\(name), killed \(moment) effect \(effect)")
      }
    }
  }
}
