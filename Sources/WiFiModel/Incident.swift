/// A fault that recovery works on, from its first evidence until the radio has been healthy for ten minutes. It is kept
/// on disk and so survives the agent and the machine's reboots.
package struct Incident: Hashable, Sendable {
  package var radio: RadioID
  /// The card's bus path, under which it is recognised after resets.
  package var devicePath: String?
  package var fault: Fault
  package var opened: Uptime
  package var phase: Phase
  /// The rungs tried, in order.
  package var tried: [Rung]
  /// All rungs tried since it was opened, in order; the last 40 of them.
  package var history: [Rung]
  /// How often the whole ladder was climbed in vain, counted up to `mostRounds`: it sets the backoff.
  package var rounds: UInt8
  package static let mostRounds: UInt8 = 100
  /// The wiphy on which the fault was seen.
  package var phyIndex: UInt32?
  /// The card as it was seen last, so that a remedy that was interrupted can give it back.
  package var device: BusDevice?
  /// Its number among the outages of this machine.
  package var number: UInt64
  /// Until when the driver may be resetting the card by itself; nil: nothing of the kind is waited for.
  package var ownReset: Uptime?
  /// Whether the driver said that the card kept its firmware over a reload: another one would not help either.
  package var keepsFirmware: Bool
  /// The gentlest rung that is of use, where the kernel's line tells; nil: that of the fault's class.
  package var entry: Rung?
  /// Rungs that harmed others; each does so once.
  package var harmful: Set<Rung>
  /// The rung that somebody asked for by hand.
  package var asked: Rung?
  /// A request of a remedy that had not returned.
  package var stuck: StuckRequest?

  package init(
    radio: RadioID, devicePath: String?, fault: Fault, opened: Uptime, phase: Phase, tried: [Rung] = [],
    rounds: UInt8 = 0, phyIndex: UInt32? = nil, device: BusDevice? = nil, number: UInt64 = 0,
    ownReset: Uptime? = nil, keepsFirmware: Bool = false, entry: Rung? = nil, harmful: Set<Rung> = [],
    asked: Rung? = nil, stuck: StuckRequest? = nil, history: [Rung] = []
  ) {
    self.radio = radio
    self.devicePath = devicePath
    self.fault = fault
    self.opened = opened
    self.phase = phase
    self.tried = tried
    self.rounds = rounds
    self.phyIndex = phyIndex
    self.device = device
    self.number = number
    self.ownReset = ownReset
    self.keepsFirmware = keepsFirmware
    self.entry = entry
    self.harmful = harmful
    self.asked = asked
    self.history = history
    self.stuck = stuck
  }

  /// Where an incident stands.
  package enum Phase: Hashable, Sendable {
    /// A remedy is due at that moment. The radio is fenced.
    case due(Uptime)
    /// A remedy's steps are being performed. The radio is fenced.
    case acting
    /// A remedy was performed; its effect must be seen by then. The radio is fenced.
    case awaiting(until: Uptime)
    /// The radio is back; ordinary plans put the access point on the air, by then.
    case rebuilding(until: Uptime)
    /// On the air again since then; forgotten after ten minutes.
    case healed(since: Uptime)
  }

  /// Whether the radio is on the air again.
  package var isHealed: Bool { if case .healed = phase { true } else { false } }

  /// While fenced, ordinary plans are held back: only recovery acts on the radio.
  package var isFenced: Bool {
    switch phase {
    case .due, .acting, .awaiting: true
    case .rebuilding, .healed: false
    }
  }
}

/// What is broken, by class: the class picks the rung at which recovery enters the ladder.
package struct Fault: Hashable, Sendable {
  package enum Class: String, Hashable, Sendable, CaseIterable {
    case hostapd
    case interface
    case firmware
  }

  package var kind: Class
  /// The evidence, as one sentence.
  package var evidence: String

  package init(_ kind: Class, evidence: String) {
    self.kind = kind
    self.evidence = evidence
  }
}

/// A rung of the recovery ladder, in order of growing harm.
package enum Rung: String, Hashable, Sendable, CaseIterable, Comparable {
  case restartHostapd = "restart-hostapd"
  case recreateInterface = "recreate-interface"
  case rebindDevice = "rebind-device"
  case reloadDriver = "reload-driver"
  /// The card's own reset line or function (PCI: sysfs `reset`, with a function-level reset where the card has one).
  case resetDevice = "reset-device"
  /// The card off its bus and on again: PCI by remove and rescan, SDIO by rebinding the host, USB by the port's switch.
  case resetBus = "reset-bus"
  /// The operator's own program that takes the card's power.
  case powerHook = "power-hook"
  /// The machine, where it is asked for.
  case reboot

  /// The less harmful one is less.
  package static func < (left: Rung, right: Rung) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }

  /// Whether it takes the driver off the card, and so counts against the budget.
  package var isDriverLevel: Bool {
    switch self {
    case .restartHostapd, .recreateInterface: false
    case .rebindDevice, .reloadDriver, .resetDevice, .resetBus, .powerHook, .reboot: true
    }
  }
}

/// What the agent keeps on disk over restarts and reboots.
package struct Memory: Hashable, Sendable {
  /// The boot (`/proc/sys/kernel/random/boot_id`) that the times belong to.
  package var bootID: String
  package var generation: UInt64
  package var incidents: [Incident]
  /// When driver-level actions were begun, by radio.
  package var actions: [RadioID: [Uptime]]
  /// What was taken back, by radio.
  package var failedChanges: [RadioID: FailedChange]
  /// How many outages there were.
  package var outages: UInt64
  /// What somebody wants left alone, in the order of the subjects.
  package var suspensions: [Suspension]
  /// Radios whose driver crashed the kernel in this boot.
  package var crashed: Set<RadioID>
  /// Reboots ordered, by radio, since it was last healthy for a day.
  package var reboots: [RadioID: UInt8]

  package init(
    bootID: String, generation: UInt64 = 0, incidents: [Incident] = [], actions: [RadioID: [Uptime]] = [:],
    failedChanges: [RadioID: FailedChange] = [:], outages: UInt64 = 0, suspensions: [Suspension] = [],
    crashed: Set<RadioID> = [], reboots: [RadioID: UInt8] = [:]
  ) {
    self.bootID = bootID
    self.generation = generation
    self.incidents = incidents
    self.actions = actions
    self.failedChanges = failedChanges
    self.outages = outages
    self.suspensions = suspensions
    self.crashed = crashed
    self.reboots = reboots
  }
}
