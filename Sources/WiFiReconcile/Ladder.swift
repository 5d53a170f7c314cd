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
    case .hostapd: return [.restartHostapd, .restartHostapd, .recreateInterface]
    case .interface: return [.recreateInterface]
    case .firmware:
      var rungs: [Rung] = []
      if device?.bus == "usb" {
        if device?.portSwitch != nil, policy.busReset { rungs.append(.resetBus) }
      } else {
        rungs.append(.rebindDevice)
      }
      if policy.reloadDriver { rungs.append(.reloadDriver) }
      return rungs
    }
  }

  /// The next rung of a round, or nil when the round is over.
  package static func next(
    for incident: Incident, device: BusDevice?, policy: RecoveryPolicy, withheld: Set<String>
  ) -> Rung? {
    var left = rungs(for: incident.fault, device: device, policy: policy).filter { !withheld.contains($0.rawValue) }
    for rung in incident.tried {
      if let index = left.firstIndex(of: rung) { left.remove(at: index) }
    }
    return left.first
  }

  /// The destructive part of a rung; ordinary plans rebuild what it took away.
  package static func steps(
    of rung: Rung, radio: Radio, device: BusDevice?, interface: Interface?, name: InterfaceName?,
    hostapd: HostapdInstance?
  ) -> [Step] {
    func step(_ action: Action, _ reason: String, _ disruption: Disruption, _ deadline: Int64) -> Step {
      Step(action, radio: radio.id, reason: reason, disruption: disruption, deadline: .seconds(deadline))
    }
    var steps: [Step] = []
    if let hostapd {
      // SIGTERM makes hostapd send commands to firmware that may be dead, 10 s each; SIGKILL sends none.
      steps.append(step(.killHostapd(hostapd.process), "recovery needs hostapd out of the way", .accessPoint, 5))
    }
    switch rung {
    case .restartHostapd: break
    case .recreateInterface:
      if let interface, let name {
        steps.append(
          step(.removeInterface(name, index: interface.index), "interface \(name) does not work", .accessPoint, 15))
      }
    case .rebindDevice:
      guard let device else { break }
      steps.append(step(.unbindDevice(device, radio.driver), "the firmware of \(device.path) hangs", .driver, 30))
      steps.append(step(.bindDevice(device, radio.driver), "the firmware of \(device.path) hangs", .driver, 30))
    case .reloadDriver:
      var why = "the firmware hangs"
      if let device, device.bus == "usb", device.portSwitch == nil || !radio.recovery.busReset {
        why += "; the USB port cannot be switched off first, so a stuck pipe may crash the kernel"
      } else if let device, device.bus == "usb" {
        steps.append(step(.disablePort(device), "the card must be off its bus before its driver goes", .driver, 15))
      }
      steps.append(step(.unloadModule(radio.driver), why, .driver, 30))
      steps.append(step(.loadModule(radio.driver, radio.moduleParameters), "the driver was unloaded", .driver, 30))
      if let device, device.bus == "usb", device.portSwitch != nil, radio.recovery.busReset {
        steps.append(step(.enablePort(device), "the card was taken off its bus", .driver, 15))
      }
    case .resetBus:
      guard let device else { break }
      steps.append(step(.disablePort(device), "the firmware of \(device.path) hangs", .driver, 15))
      steps.append(step(.enablePort(device), "the firmware of \(device.path) hangs", .driver, 15))
    }
    return steps
  }

  /// What gives a card back that an interrupted remedy took away: each step is right whatever the remedy was.
  static func restoration(
    of radio: Radio, module: Knowledge<ModuleState>, device: Knowledge<BusDevice?>, kept: BusDevice?
  ) -> [Step] {
    func step(_ action: Action) -> Step {
      Step(
        action, radio: radio.id, reason: "a remedy was interrupted before it gave the card back",
        deadline: .seconds(30))
    }
    var steps: [Step] = []
    if module == .known(.absent) { steps.append(step(.loadModule(radio.driver, radio.moduleParameters))) }
    guard case .known(nil) = device, let kept else { return steps }
    if kept.bus == "usb" {
      if kept.portSwitch != nil, radio.recovery.busReset { steps.append(step(.enablePort(kept))) }
    } else if module == .known(.live) {
      steps.append(step(.bindDevice(kept, radio.driver)))
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
    let base = min(60 << Int64(min(max(round, 1) - 1, 4)), 900)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in Array(radio.text.utf8) + [round] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let fifth = Int64(base) * 200
    return .milliseconds(Int64(base) * 1000 - fifth + Int64(hash % UInt64(2 * fifth)))
  }
}
