package import WiFiModel

/// One course of events: a machine, its spec, what happens to it and when, and when all of it is mended. A seed draws one;
/// what of it matters can be found by leaving parts out.
package struct Course: Hashable, Sendable {
  /// What a course is to show.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Faults come and go, in the first five minutes.
    case safety
    /// A few faults come and stay for hours.
    case liveness
  }

  /// A fault and when it happens.
  package struct Event: Hashable, Sendable {
    package var at: Uptime
    package var fault: SimulatedFault
  }

  package internal(set) var seed: UInt64
  package internal(set) var kind: Kind
  package var card: SimulatedCard
  package var recovery = RecoveryPolicy()
  /// How many access points are declared; 0 stands for the story's one.
  package var accessPoints = 0
  package var isAdopting = false
  package var isRekeyed = false
  package var lossPerMille: UInt64 = 0
  package var crash: Simulation.CrashPoint?
  /// In order of time.
  package var events: [Event] = []

  init(seed: UInt64, kind: Kind, card: SimulatedCard) {
    self.seed = seed
    self.kind = kind
    self.card = card
  }

  /// When everything is mended.
  package var mended: Uptime { kind == .safety ? .seconds(320) : .seconds(3 * 3600) }

  /// What is done then.
  package var mending: [SimulatedFault] {
    Self.mending + (events.contains { $0.fault == .crashOnUnload } ? [.rebootMachine] : [])
  }

  /// What mends everything but a kernel that crashed: some of it undoes one of the faults, the rest nothing.
  static let mending: [SimulatedFault] = [
    .showAll, .bringEvents, .hastenLooks, .mendDisk, .allowInterfaces, .showFirmware, .mendHostapd, .continueHostapd,
    .showHostapd, .deleteForeignInterface, .unpinCountry, .plug,
    .powerCycle, .restoreSpec, .stopSupplicant, .releaseUnload, .loseClients, .resumeRadio, .unblockRadio, .switchOn,
  ]

  /// Draws the course of a seed.
  ///
  /// - Parameter seed: those that end in 9 draw liveness, all others safety.
  /// - Throws: `InvalidValue`, were a name in here none.
  package init(seed: UInt64) throws {
    var dice = SplitMix64(seed: seed)
    let usb = try ModuleName("mwifiex_usb")
    let pcie = try ModuleName("mwifiex_pcie")
    let other = try ModuleName("ath10k_pci")
    let cards = [
      SimulatedCard(driver: usb), SimulatedCard(driver: usb, cures: [.unload]),
      SimulatedCard(driver: usb, hasPortSwitch: true, cures: [.port]), SimulatedCard(driver: usb, hasPortSwitch: true),
      SimulatedCard(driver: pcie, bus: "pci", cures: [.unload]), SimulatedCard(driver: pcie, bus: "pci"),
      SimulatedCard(driver: pcie, bus: "pci", cures: [.itself]),
      SimulatedCard(driver: pcie, bus: "pci", cures: [.reset], stubbornness: 2),
      SimulatedCard(driver: pcie, bus: "pci", cures: [.rescan]), SimulatedCard(driver: other, bus: "pci"),
      SimulatedCard(driver: other, bus: "pci", cures: [.unload]),
    ]
    self.init(
      seed: seed, kind: seed % 10 == 9 ? .liveness : .safety, card: cards[Int(dice.below(UInt64(cards.count)))])
    recovery = RecoveryPolicy(
      reloadDriver: !dice.chance(100), busReset: !dice.chance(200), actionsPerHour: UInt8(1 + dice.below(5)))
    let isSoft = card.driver == other
    accessPoints = Int(dice.below(isSoft ? 4 : 3))
    isAdopting = isSoft && accessPoints > 0 && dice.chance(300)
    isRekeyed = accessPoints == 1
    lossPerMille = [0, 0, 0, 300, 1000][Int(dice.below(5))]
    if dice.chance(500) {
      crash = Simulation.CrashPoint(
        effect: 1 + dice.below(300), moment: dice.chance(500) ? .before : .unacknowledged)
    }
    // Nothing tells a driver that cannot be probed that its firmware is deaf.
    let faults = (kind == .safety ? SimulatedFault.allCases : SimulatedFault.lasting).filter {
      !isSoft || ($0 != .deafen && $0 != .loseAnswer)
    }
    let count = kind == .safety ? 1 + dice.below(6) : 1 + dice.below(2)
    var drawn: [Event] = []
    for _ in 0..<count {
      let fault = faults[Int(dice.below(UInt64(faults.count)))]
      drawn.append(Event(at: .seconds(10) + .milliseconds(Int64(dice.below(300_000))), fault: fault))
    }
    events = drawn.sorted { $0.at < $1.at }
  }

  /// The machine before anything happened, with all that is to happen.
  package func begin(_ signatures: SignatureCatalogue) throws -> Simulation {
    let (story, edited) = try Story.specs(
      Story.radio(card.driver.text, recovery: recovery), accessPoints: accessPoints, adopting: isAdopting,
      isRekeyed: isRekeyed)
    var simulation = Simulation(card: card, story: story, edited: edited, seed: seed, signatures: signatures)
    simulation.lossPerMille = lossPerMille
    simulation.crash = crash
    for event in events { simulation.inject(event.fault, at: event.at) }
    for fault in mending { simulation.inject(fault, at: mended) }
    return simulation
  }
}

extension SimulatedFault {
  /// Those that stay until they are mended.
  package static let lasting: [SimulatedFault] = [
    .stopHostapd, .hangHostapd, .hideHostapd, .breakHostapd, .addForeignInterface, .startSupplicant, .deafen, .unplug,
    .pinCountry, .removeSpec, .invalidateSpec, .hideSpecDirectory, .stickUnload, .hideFirmware, .blockRadio,
    .switchOff, .serveClients, .loseEvents, .doubleEvents, .delayEvents, .delayLooks, .interruptDumps, .hideCard,
    .hideCountry, .hideFiles, .fillDisk, .lockDisk, .limitInterfaces,
  ]
}
