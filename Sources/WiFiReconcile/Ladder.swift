package import WiFiModel

/// The order of remedies for a fault: its class picks the rung where recovery enters, failure climbs.
package enum Ladder {
  /// The rungs for a fault, least harm first.
  ///
  /// On USB a device with a stuck command pipe must not be unbound while it is plugged in: usbcore does not flush the
  /// pipe and the driver's completion runs in freed memory (`mwifiex_usb_free`, drivers/net/wireless/marvell/mwifiex/usb.c).
  /// So the port's switch goes first where there is one, and rebinding is left out.
  package static func rungs(for fault: Fault, device: BusDevice?, policy: RecoveryPolicy) -> [Rung] {
    switch fault.kind {
    case .hostapd: [.restartHostapd, .restartHostapd, .recreateInterface]
    case .interface: [.recreateInterface]
    case .firmware: driverRungs(device: device, policy: policy)
    }
  }

  /// The rungs that the card, its bus and the spec have.
  private static func driverRungs(device: BusDevice?, policy: RecoveryPolicy) -> [Rung] {
    let mayReset = policy.busReset && (device.map(canResetBus) ?? false)
    var rungs: [Rung] = []
    if device?.bus == "usb" {
      if mayReset { rungs.append(.resetBus) }
      if policy.reloadDriver { rungs.append(.reloadDriver) }
    } else {
      rungs.append(.rebindDevice)
      if policy.reloadDriver { rungs.append(.reloadDriver) }
      if policy.busReset, device?.isResettable ?? false { rungs.append(.resetDevice) }
      if mayReset { rungs.append(.resetBus) }
    }
    if !policy.powerHook.isEmpty { rungs.append(.powerHook) }
    return rungs
  }

  /// Whether the card can be taken off its bus and put on again. A host that a block device hangs on is never touched:
  /// the machine may run from it.
  static func canResetBus(of device: BusDevice) -> Bool {
    switch device.bus {
    case "usb": device.portSwitch != nil
    case "sdio": device.host.map { !$0.hasBlockDevice } ?? false
    default: device.rescan != nil
    }
  }

  /// The next rung of a round, or nil when the round is over.
  package static func next(
    for incident: Incident, device: BusDevice?, policy: RecoveryPolicy, withheld: Set<String>
  ) -> Rung? {
    if let asked = incident.asked { return asked }
    var left = rungs(for: incident.fault, device: device, policy: policy).filter { !withheld.contains($0.rawValue) }
    // USB's order is another one than that of harm: its port's switch goes first, and stays.
    if let entry = incident.entry, left.contains(where: { $0 >= entry }) { left.removeAll { $0 < entry } }
    // Where the card keeps its firmware, giving it to the driver again gives back what hung.
    if incident.keepsFirmware { left.removeAll { $0 == .rebindDevice || $0 == .reloadDriver } }
    left.removeAll { incident.harmful.contains($0) && !incident.tried.contains($0) }
    for rung in incident.tried {
      if let index = left.firstIndex(of: rung) { left.remove(at: index) }
    }
    return left.first
  }

  /// Why a rung cannot be taken with this card; nil when it can.
  package static func objection(to rung: Rung, device: BusDevice?, policy: RecoveryPolicy) -> String? {
    func lacks(_ what: String) -> String { "\(rung.rawValue) is not possible: \(what)" }
    switch rung {
    case .restartHostapd, .recreateInterface, .reloadDriver, .reboot: return nil
    case .powerHook: return policy.powerHook.isEmpty ? lacks("the spec names no power-hook") : nil
    case .rebindDevice, .resetDevice, .resetBus:
      guard let device else { return lacks("no card was seen") }
      switch rung {
      case .resetDevice where !device.isResettable: return lacks("the kernel knows no reset of \(device.path)")
      case .resetBus where device.host?.hasBlockDevice ?? false:
        return lacks("a block device hangs on the same host as \(device.path)")
      case .resetBus where !canResetBus(of: device):
        return lacks("\(device.path) has no switch or host that could be used")
      default: return nil
      }
    }
  }

  /// Who else is harmed by a rung, as words; empty: nobody.
  static func victims(of rung: Rung, device: BusDevice?, siblings: [String], foreign: [String]) -> [String] {
    switch rung {
    case .restartHostapd, .recreateInterface: []
    case .rebindDevice: foreign
    case .reloadDriver: foreign + siblings.map { "the card \($0)" }
    case .resetDevice, .resetBus, .powerHook: foreign + (device?.companions ?? [])
    case .reboot: ["the whole machine"]
    }
  }

  /// What may go wrong with a rung beyond its purpose; nil: nothing is known to.
  static func risk(of rung: Rung, device: BusDevice?, policy: RecoveryPolicy) -> String? {
    guard rung == .reloadDriver, let device, device.bus == "usb", device.portSwitch == nil || !policy.busReset else {
      return nil
    }
    return "the USB port cannot be switched off first, so a stuck pipe may crash the kernel"
  }

  /// The destructive part of a rung; ordinary plans rebuild what it took away.
  package static func steps(
    of rung: Rung, radio: Radio, device: BusDevice?, interface: Interface?, name: InterfaceName?,
    hostapd: HostapdInstance?, victims: [String] = [], because evidence: String? = nil
  ) -> [Step] {
    let also = victims.isEmpty ? "" : "; it also takes away \(victims.joined(separator: ", "))"
    func step(_ action: Action, _ reason: String, _ disruption: Disruption, _ deadline: Int64) -> Step {
      Step(action, radio: radio.id, reason: reason, disruption: disruption, deadline: .seconds(deadline))
    }
    func driver(_ action: Action, _ reason: String, _ deadline: Int64 = 30) -> Step {
      step(action, reason + also, .driver, deadline)
    }
    var steps: [Step] = []
    if let hostapd {
      // SIGTERM makes hostapd send commands to firmware that may be dead, 10 s each; SIGKILL sends none.
      steps.append(step(.killHostapd(hostapd.process), "recovery needs hostapd out of the way", .accessPoint, 5))
    }
    let hangs = evidence ?? device.map { "the firmware of \($0.path) hangs" } ?? "the firmware hangs"
    switch rung {
    case .restartHostapd: break
    case .recreateInterface:
      if let interface, let name {
        steps.append(
          step(.removeInterface(name, index: interface.index), "interface \(name) does not work", .accessPoint, 15))
      }
    case .rebindDevice:
      guard let device else { break }
      if device.driver != nil { steps.append(driver(.unbindDevice(device, radio.driver), hangs)) }
      steps.append(driver(.bindDevice(device, radio.driver), hangs))
    case .reloadDriver:
      let risk = risk(of: rung, device: device, policy: radio.recovery)
      let why = hangs + (risk.map { "; \($0)" } ?? "")
      let hasSwitch = device?.bus == "usb" && risk == nil
      if let device, hasSwitch {
        steps.append(driver(.disablePort(device), "the card must be off its bus before its driver goes", 15))
      }
      steps.append(driver(.unloadModule(radio.driver), why))
      steps.append(driver(.loadModule(radio.driver, radio.moduleParameters), "the driver was unloaded"))
      if let device, hasSwitch {
        steps.append(driver(.enablePort(device), "the card was taken off its bus", 15))
      }
    case .resetDevice:
      guard let device else { break }
      // A driver that is bound would be asked to take part in the reset, and waits for its firmware in it.
      if device.driver != nil { steps.append(driver(.unbindDevice(device, radio.driver), hangs)) }
      steps.append(driver(.resetDevice(device), hangs))
      steps.append(driver(.bindDevice(device, radio.driver), "the card was reset"))
    case .resetBus:
      guard let device else { break }
      switch device.bus {
      case "usb":
        steps.append(driver(.disablePort(device), hangs, 15))
        steps.append(driver(.enablePort(device), hangs, 15))
      case "sdio":
        steps.append(driver(.unbindHost(device), hangs))
        steps.append(driver(.bindHost(device), hangs))
      default:
        steps.append(driver(.removeDevice(device), hangs))
        steps.append(driver(.rescanBus(device), "the card was taken off its bus"))
      }
    case .powerHook: steps.append(driver(.runPowerHook(radio.recovery.powerHook), hangs))
    case .reboot:
      steps.append(step(.reboot, "\(hangs), and nothing else helped", .machine, 120))
    }
    return steps
  }

  /// What gives a card back that an interrupted remedy took away: each step is right whatever the remedy was. Where the
  /// policy allows no reset of the bus, somebody may have asked for one all the same: `wasSwitched`.
  static func restoration(
    of radio: Radio, module: Knowledge<ModuleState>, device: Knowledge<BusDevice?>, kept: BusDevice?,
    wasSwitched: Bool
  ) -> [Step] {
    let mayReset = radio.recovery.busReset || wasSwitched
    func step(_ action: Action) -> Step {
      Step(
        action, radio: radio.id, reason: "a remedy was interrupted before it gave the card back",
        deadline: .seconds(30))
    }
    var steps: [Step] = []
    if module == .known(.absent) { steps.append(step(.loadModule(radio.driver, radio.moduleParameters))) }
    if case .known(let seen?) = device, seen.driver == nil, module == .known(.live) {
      return steps + [step(.bindDevice(seen, radio.driver))]
    }
    guard case .known(nil) = device, let kept else { return steps }
    switch kept.bus {
    case "usb":
      if kept.portSwitch != nil, mayReset { steps.append(step(.enablePort(kept))) }
    case "sdio":
      if canResetBus(of: kept), mayReset { steps.append(step(.bindHost(kept))) }
    default:
      if kept.rescan != nil, mayReset { steps.append(step(.rescanBus(kept))) }
    }
    return steps
  }

  /// How long the effect of a rung may take to be seen.
  package static func patience(for rung: Rung, driver: ModuleName) -> Uptime.Span {
    rung.isDriverLevel ? DriverProfile(of: driver).startTime : .seconds(10)
  }

  /// The pause after so many rounds in vain: a minute, doubling up to 15, and up to a fifth more or less, so that a
  /// fleet does not act in step. The same radio and round give the same pause.
  package static func backoff(round: UInt8, radio: RadioID) -> Uptime.Span {
    let base = round < 5 ? 60 << Int64(max(round, 1) - 1) : Int64(900)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in Array(radio.text.utf8) + [round] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let fifth = base * 200
    return .milliseconds(base * 1000 - fifth + Int64(hash % UInt64(2 * fifth)))
  }
}
