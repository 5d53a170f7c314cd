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
  /// How often the whole ladder was climbed in vain: it sets the backoff.
  package var rounds: UInt8
  /// The wiphy on which the fault was seen.
  package var phyIndex: UInt32?
  /// The card as it was seen last, so that a remedy that was interrupted can give it back.
  package var device: BusDevice?

  package init(
    radio: RadioID, devicePath: String?, fault: Fault, opened: Uptime, phase: Phase, tried: [Rung] = [],
    rounds: UInt8 = 0, phyIndex: UInt32? = nil, device: BusDevice? = nil
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
package enum Rung: String, Hashable, Sendable, CaseIterable {
  case restartHostapd = "restart-hostapd"
  case recreateInterface = "recreate-interface"
  case rebindDevice = "rebind-device"
  case reloadDriver = "reload-driver"
  case resetBus = "reset-bus"

  /// Whether it takes the driver off the card, and so counts against the budget.
  package var isDriverLevel: Bool {
    switch self {
    case .restartHostapd, .recreateInterface: false
    case .rebindDevice, .reloadDriver, .resetBus: true
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

  package init(
    bootID: String, generation: UInt64 = 0, incidents: [Incident] = [], actions: [RadioID: [Uptime]] = [:],
    failedChanges: [RadioID: FailedChange] = [:]
  ) {
    self.bootID = bootID
    self.generation = generation
    self.incidents = incidents
    self.actions = actions
    self.failedChanges = failedChanges
  }
}
