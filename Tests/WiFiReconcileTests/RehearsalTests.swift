import Testing
import WiFiModel
import WiFiSimulation
import WiFiSpec

/// What `wifi-ap simulate` plays and what it says came of it.
@Suite struct RehearsalTests {
  private static func rehearsal(
    _ desired: DesiredState? = nil, edited: DesiredState? = nil, cures: Set<SimulatedCard.Cure> = [.unload],
    faults: [(fault: SimulatedFault, after: Uptime.Span)] = []
  ) throws -> Rehearsal {
    let desired = try desired ?? Story.desired()
    return Rehearsal(
      of: try #require(desired.radios.first), in: desired, edited: edited ?? desired, cures: cures, faults: faults)
  }

  @Test func `every fault and every cure has a meaning of its own`() {
    let meanings = SimulatedFault.allCases.map(\.meaning) + SimulatedCard.Cure.allCases.map(\.meaning)
    #expect(Set(meanings).count == meanings.count)
    for meaning in meanings { #expect(meaning.count > 10 && !meaning.hasSuffix("."), "\(meaning)") }
  }

  @Test func `a lost answer is an outage that begins with it and ends with the reload`() throws {
    let played = try Self.rehearsal(faults: [(.loseAnswer, .seconds(60)), (.killHostapd, .seconds(60))])
      .play(seed: 1, .builtIn)
    #expect(played.isAsDeclared)
    #expect(played.remedies == [.reloadDriver: 1])
    #expect(played.counts.driverActions == 1)
    #expect(played.violations == [])
    let times = try #require(played.airTimes.first)
    #expect(times.isOnAir && times.isWanted && times.breaks.count == 1)
    let outage = try #require(times.breaks.first)
    #expect(outage.began == Rehearsal.start + .seconds(60))
    let back = try #require(outage.ended)
    #expect(played.end >= back + .seconds(60) && played.end < back + .seconds(90))
    // It goes on until the kernel gives the command up.
    #expect(try #require(outage.span) > .seconds(10))
  }

  @Test func `what does not heal is waited for, and the agent's reason is kept`() throws {
    let played = try Self.rehearsal(cures: [], faults: [(.deafen, .seconds(60))]).play(seed: 1, .builtIn)
    #expect(!played.isAsDeclared)
    #expect(played.end == Rehearsal.start + .seconds(60) + Rehearsal.patience)
    #expect(played.airTimes.first?.breaks.first?.ended == nil)
    #expect(played.counts.driverActions > 4)
    let stalled = try #require(played.status.accessPoints.first?.conditions.first { $0.kind == .stalled })
    #expect(stalled.truth == .yes)
    #expect(played.violations == [])
  }

  @Test func `what is to be off the air is no outage`() throws {
    let played = try Self.rehearsal(faults: [(.removeSpec, .seconds(60))]).play(seed: 1, .builtIn)
    #expect(played.isAsDeclared)
    #expect(played.airTimes.map(\.isWanted) == [false])
    #expect(played.airTimes.flatMap(\.breaks) == [])
    var disabled = try Story.desired()
    disabled.accessPoints[0].enabled = false
    let quiet = try Self.rehearsal(disabled).play(seed: 1, .builtIn)
    #expect(quiet.isAsDeclared)
    #expect(quiet.airTimes.map(\.first) == [nil])
  }

  @Test func `a change that is taken back is not as declared`() throws {
    let (story, edited) = try Story.specs(Story.radio(), edit: .beaconInterval)
    let faults: [(fault: SimulatedFault, after: Uptime.Span)] = [
      (.stallOnChange, .seconds(30)), (.editSpec, .seconds(60)),
    ]
    let played = try Self.rehearsal(story, edited: edited, faults: faults).play(for: .seconds(1200), seed: 1, .builtIn)
    #expect(!played.isAsDeclared)
    #expect(played.airTimes.map(\.isOnAir) == [true])
    let ready = try #require(played.status.accessPoints.first?.conditions.first { $0.kind == .ready })
    #expect(ready.reason == .rolledBack)
  }

  @Test func `a spec that cannot be read is not as declared, and its access point stays`() throws {
    let played = try Self.rehearsal(faults: [(.invalidateSpec, .seconds(60))])
      .play(for: .seconds(300), seed: 1, .builtIn)
    #expect(!played.isAsDeclared)
    #expect(played.airTimes.flatMap(\.breaks) == [])
  }

  @Test func `remedies are counted over a reboot`() throws {
    var desired = try Story.desired(Story.radio("mwifiex_pcie", recovery: RecoveryPolicy(reboot: true)))
    desired.radios[0].recovery.actionsPerHour = 60
    let played = try Self.rehearsal(desired, cures: [.reboot], faults: [(.deafen, .seconds(60))])
      .play(seed: 1, .builtIn)
    #expect(played.isAsDeclared)
    #expect(played.remedies[.reboot] == 1)
    #expect(played.remedies[.rebindDevice] == 1)
    #expect(try #require(played.remedies[.resetBus]) > 1)
    #expect(played.violations == [])
  }

  @Test func `the end that was asked for is the end, and the same comes of the same`() throws {
    let rehearsal = try Self.rehearsal(faults: [(.powerCycle, .seconds(10)), (.killAgent, .seconds(11))])
    let played = rehearsal.play(for: .seconds(40), seed: 3, .builtIn)
    #expect(played.end == Rehearsal.start + .seconds(40))
    #expect(rehearsal.play(for: .seconds(40), seed: 3, .builtIn) == played)
    #expect(rehearsal.play(for: .seconds(40), seed: 4, .builtIn).entries != played.entries)
  }

  @Test(arguments: SimulatedFault.allCases.filter { $0 != .editSpec })
  func `any fault can be tried, and the agent keeps its promises`(_ fault: SimulatedFault) throws {
    let played = try Self.rehearsal(faults: [(fault, .seconds(60)), (.suspendMachine, .seconds(90))])
      .play(for: .seconds(300), seed: 1, .builtIn)
    #expect(played.violations == [])
    #expect(played.entries.contains { $0.kind == .fault && $0.message == "\(fault.rawValue): \(fault.meaning)" })
  }

  @Test func `cards stand on the bus of their driver, with the cures that it has`() throws {
    func card(_ driver: String) throws -> SimulatedCard {
      SimulatedCard(for: try ModuleName(driver), [], cures: [.unload, .port, .rescan])
    }
    for driver in ["mwifiex_usb", "ath9k_htc", "rtl8xxxu", "rt2800usb", "mt7921u"] {
      let card = try card(driver)
      #expect(card.bus == "usb" && card.hasPortSwitch && card.cures == [.unload, .port], "\(driver)")
    }
    for driver in ["mwifiex_pcie", "mwifiex_sdio", "ath9k", "iwlwifi"] {
      let card = try card(driver)
      #expect(card.bus == "pci" && !card.hasPortSwitch && card.cures == [.unload, .rescan], "\(driver)")
    }
    #expect(try card("ath9k").ownInterface == "wlan0")
    #expect(try card("mwifiex_pcie").ownInterface == "mlan0")
  }

  @Test func `a bridge that a spec names is there, and a channel left to hostapd is chosen`() throws {
    var desired = try Story.desired(Story.radio("ath10k_pci"))
    desired.accessPoints[0].bridge = try InterfaceName("br0")
    desired.accessPoints[0].addresses = []
    desired.radios[0].channel = .automatic([try Channel(11, in: .ghz2)])
    let played = try Self.rehearsal(desired, faults: [(.killHostapd, .seconds(30))]).play(seed: 1, .builtIn)
    #expect(played.isAsDeclared)
    #expect(played.status.accessPoints.first?.frequency == 2462)
    // Nothing is known of what its driver says.
    #expect(!played.entries.contains { $0.kind == .kernel })
  }
}
