import SystemPackage
import Testing
import WiFiModel
import WiFiSimulation
import WiFiSpec

/// What holds for every course of events.
@Suite struct PropertyTests {
  /// A few of the seeds, of which none is among those of `make gate`; a great many are for `make prove`.
  @Test("Whatever happens, every property holds")
  func properties() throws {
    for seed in UInt64(20_000)..<20_080 {
      #expect(try Course(seed: seed).play(.builtIn).violations == [], "wifi-ap-prove replay \(seed)")
    }
  }

  private static let regressions = ScenarioFolder.root.removingLastComponent().appending("regressions")

  @Test("What a course of events once showed is mended for ever", arguments: ScenarioFolder.entries(of: regressions))
  func regression(_ name: String) throws {
    let text = try Text.read(Self.regressions.appending(name))
    let course = try Course(text)
    #expect(text.hasPrefix("# ") && text.hasSuffix(course.text), "\(course.text)")
    #expect(try course.play(.builtIn).violations == [])
  }

  @Test("A remedy that is asked for acts alone, in whatever moment", arguments: ["mwifiex_usb", "mwifiex_pcie"])
  func remedyAtAnyMoment(driver: String) throws {
    let name = try ModuleName(driver)
    let card = SimulatedCard(driver: name, bus: driver.hasSuffix("pcie") ? "pci" : "usb", cures: [.unload])
    for milliseconds in stride(from: Int64(0), through: 6000, by: 4) {
      var simulation = try Story.simulation(card: card)
      simulation.inject(.requestRecovery, at: .seconds(10) + .milliseconds(milliseconds))
      simulation.run(until: .seconds(70))
      #expect(simulation.violations == [], "asked for after \(milliseconds) ms")
    }
  }

  @Test func theSameSeedTakesTheSameCourse() throws {
    for seed in UInt64(0)..<20 {
      let course = try Course(seed: seed)
      #expect(try course.play(.builtIn).trace == course.play(.builtIn).trace, "seed \(seed)")
    }
  }

  @Test func aViolationIsShrunkToWhatItNeeds() throws {
    let course = try #require(
      try (UInt64(0)..<200).lazy.map { try Course(seed: $0) }.first {
        $0.events.count > 3 && $0.events.contains { $0.fault == .killHostapd }
      })
    let least = course.shrunk { $0.events.contains { $0.fault == .killHostapd } }
    #expect(least.events.map(\.fault) == [.killHostapd])
    #expect(least.crash == nil && least.lossPerMille == 0 && least.accessPoints == 0)
  }

  @Test func aMatchedMachineIsLeftAloneForADay() throws {
    var simulation = try Story.simulation()
    simulation.run(until: .seconds(60))
    #expect(simulation.isConverged)
    let before = simulation.counts
    let commands = simulation.machine.firmwareCommands
    simulation.run(until: .seconds(60 + 24 * 3600))
    let after = simulation.counts
    #expect(after.steps == before.steps)
    #expect(after.persists == before.persists)
    #expect(after.keptSpecs == before.keptSpecs)
    #expect(after.publications == before.publications)
    #expect(after.observations - before.observations <= 24 * 240)
    #expect(simulation.machine.firmwareCommands - commands <= 24 * 240)
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
