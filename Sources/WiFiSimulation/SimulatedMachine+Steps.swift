import WiFiModel

extension SimulatedMachine {
  /// Begins a step: when it will end, and whether it is already known to fail.
  mutating func begin(_ step: Step) -> (end: Uptime, failure: StepFailure?) {
    if let held = helperHeld, held <= now { helperHeld = nil }
    if needsHelper(step.action), helperHeld != nil {
      return (now + .milliseconds(1), StepFailure(.busy, "the radio's helper waits in the kernel"))
    }
    if let failure = refusal(of: step.action) { return (now + span(20), failure) }
    switch step.action {
    case .loadModule: return (now + span(200), nil)
    case .unloadModule, .unbindDevice, .removeDevice:
      if leave != nil, adapter != nil { return leaveBadly(step) }
      // A driver that waits for its first answer cannot be taken off before it gave up.
      guard let adapter, !adapter.isUp, firmware.isDeaf else { return (now + span(150), nil) }
      return (now + span(9000), nil)
    case .unbindHost:
      guard let adapter, !adapter.isUp, firmware.isDeaf else { return (now + span(150), nil) }
      return (now + span(9000), nil)
    case .resetDevice: return (now + span(300), nil)
    case .rescanBus, .bindHost: return (now + span(200), nil)
    case .runPowerHook: return (now + span(3000), nil)
    case .reboot: return (now + span(500), nil)
    case .bindDevice: return (now + span(50), nil)
    case .disablePort: return (now + span(2000), nil)
    case .enablePort: return (now + span(100), nil)
    case .addInterface:
      switch command("0x4d") {
      case .answered: return (now + span(60), nil)
      case .refused: return (now + span(60), StepFailure(.refused, "the kernel refused: Operation not permitted"))
      case .unanswered(let end): return (end, StepFailure(.refused, "the kernel refused: Operation not permitted"))
      }
    case .removeInterface(let name, let index):
      guard interfaces.contains(where: { $0.name == name.text && $0.index == index }) else {
        return (now + .milliseconds(1), StepFailure(.stale, "\(name) is another one than was seen"))
      }
      if case .unanswered(let end) = command("0xaf") { return (end, nil) }
      return (now + span(60), nil)
    case .stopHostapd(let process):
      guard let hostapd = hostapds.first(where: { $0.process == process }) else {
        return (now + .milliseconds(5), StepFailure(.stale, "process \(process.pid) is gone"))
      }
      if hostapd.isStopped || hostapd.isHung {
        return (now + step.deadline, StepFailure(.late, "hostapd does not end"))
      }
      if case .unanswered(let end) = command("0xb2") { return (end, nil) }
      return (now + span(100), nil)
    case .unblockRadio, .setLinkUp, .setLinkDown, .addAddress, .removeAddress, .setRegulatoryDomain,
      .setHardwareAddress, .limitPower:
      return (now + span(10), nil)
    case .reloadPassphrases, .reloadStations, .setOptions, .switchChannel, .reloadBSS, .renewBSS, .removeBSS, .addBSS:
      guard let hostapd = hostapds.first(where: { $0.radio == step.radio }), hostapd.phase == .enabled else {
        return (now + .milliseconds(5), StepFailure(.refused, "hostapd was not asked"))
      }
      guard !hostapd.isStopped, !hostapd.isHung else {
        return (now + step.deadline, StepFailure(.late, "hostapd does not answer"))
      }
      // Where the BSS goes on the air anew, the firmware is told.
      switch step.action {
      case .renewBSS, .reloadBSS, .addBSS:
        if mishap?.fault == .hangOnChange { firmware.isDeaf = true }
        switch command("0xb0") {
        case .answered: break
        case .refused: return (now + span(500), StepFailure(.refused, "hostapd does not put it on the air"))
        case .unanswered(let end):
          guard let position = hostapds.firstIndex(where: { $0.radio == step.radio }) else { break }
          hostapds[position].phase = .blocked
          plan(.hostapdEnables(hostapd.process.pid), at: end + .milliseconds(500))
          return (min(end, now + step.deadline), StepFailure(.late, "hostapd does not answer"))
        }
      default: break
      }
      return (now + span(20), nil)
    case .writeFile, .writeConfiguration, .recordConfiguration, .removeFiles, .writeExemption, .removeExemption,
      .reloadNetworkManager:
      return (now + span(5), nil)
    case .startHostapd, .killHostapd: return (now + span(30), nil)
    }
  }

  /// The effect of a step that was begun and did not fail.
  mutating func complete(_ step: Step, at time: Uptime) -> StepFailure? {
    now = time
    signals.append(.changed)
    switch step.action {
    case .loadModule:
      guard module == .absent else { break }
      module = .live
      probeCard()
    case .unloadModule:
      module = .absent
      leaveCard()
    case .unbindDevice: leaveCard()
    case .bindDevice:
      guard module == .live, isPlugged, isPortOn, !isBound else { return StepFailure(.refused, "No such device") }
      probeCard()
    case .resetDevice: cure(by: .reset)
    case .removeDevice, .unbindHost:
      isPortOn = false
      dropCard()
    case .rescanBus, .bindHost:
      guard !isPortOn else { break }
      isPortOn = true
      cure(by: .rescan)
      probeCard()
    case .runPowerHook:
      guard isPlugged else { break }
      dropCard()
      cure(by: .hook)
      enumeration += 1
      probeCard()
    case .reboot: signals.append(.rebooted)
    case .disablePort:
      isPortOn = false
      cure(by: .port)
      dropCard()
    case .enablePort:
      guard !isPortOn else { break }
      isPortOn = true
      enumeration += 1
      probeCard()
    case .unblockRadio: isSoftBlocked = false
    case .setRegulatoryDomain(let country): plan(.countrySet(country), in: 30)
    case .addInterface(let name, _):
      guard phy != nil, !interfaces.contains(where: { $0.name == name.text }) else {
        return StepFailure(.refused, "the kernel refused: File exists, or no such device")
      }
      addInterface(name.text, type: .accessPoint, isForeign: false)
    case .removeInterface(let name, let index):
      guard let interface = interfaces.first(where: { $0.index == index }) else {
        return StepFailure(.stale, "\(name) is gone")
      }
      // What somebody renamed meanwhile was removed before that: the kernel does one after the other.
      if interface.isForeign, interface.name == name.text {
        trespasses.append("removed \(name), which somebody else made")
      }
      interfaces.removeAll { $0.index == index }
    case .setLinkUp(let name): return setLinkUp(name)
    case .setLinkDown(let name):
      return withInterface(name) { interface in
        interface.isUp = false
        interface.ssid = nil
      }
    case .addAddress(let address, let name):
      return withInterface(name) { interface in
        if !interface.addresses.contains(address) { interface.addresses.append(address) }
      }
    case .removeAddress(let address, let name):
      if interfaces.contains(where: { $0.name == name.text && $0.foreignAddresses.contains(address) }) {
        trespasses.append("removed \(address), which somebody else added")
      }
      return withInterface(name) { $0.addresses.removeAll { $0 == address } }
    case .setHardwareAddress(let address, let name):
      guard interfaces.first(where: { $0.name == name.text })?.isUp != true else {
        return StepFailure(.refused, "the kernel refused: Device or resource busy")
      }
      return withInterface(name) { $0.mac = address }
    case .limitPower(let power, _): powerLimit = power
    case .writeFile(let file):
      withFiles(step.radio) { files in
        files.files = (files.files.filter { $0.identity != file.identity } + [file]).sorted {
          $0.identity < $1.identity
        }
      }
    case .writeConfiguration(let configuration), .recordConfiguration(let configuration):
      withFiles(step.radio) { $0.configuration = configuration }
      torn.remove(step.radio)
    case .removeFiles(let gone, configuration: let whole):
      withFiles(step.radio) { files in
        files.files.removeAll { gone.contains($0.identity) }
        if whole { files.configuration = nil }
      }
      if whole { torn.remove(step.radio) }
      files.removeAll { $0.configuration == nil && $0.files.isEmpty }
    case .reloadPassphrases, .reloadStations, .setOptions, .switchChannel, .reloadBSS, .renewBSS, .removeBSS, .addBSS:
      return control(step.action, step.radio)
    case .writeExemption(let names): exemption = Exemption.text(for: names)
    case .removeExemption: exemption = nil
    case .reloadNetworkManager(let process): return reloadNetworkManager(process)
    case .startHostapd: return spawnHostapd(step.radio)
    case .stopHostapd(let process): endHostapd(process, clean: true)
    case .killHostapd(let process): endHostapd(process, clean: false)
    }
    return nil
  }

  /// What the kernel, the helper's death or the disk make of a step.
  private mutating func refusal(of action: Action) -> StepFailure? {
    if needsHelper(action) {
      if isHelperDying {
        isHelperDying = false
        return StepFailure(.refused, "the radio's helper died")
      }
      return refusals.popLast().map { StepFailure(.refused, "the kernel refused: \($0)") }
    }
    switch action {
    case .writeFile, .writeConfiguration, .recordConfiguration:
      return disk == .full ? StepFailure(.refused, "cannot write: No space left on device") : nil
    case .writeExemption:
      return disk == .sound ? nil : StepFailure(.refused, "cannot write: the disk is full or read-only")
    default: return nil
    }
  }

  private func needsHelper(_ action: Action) -> Bool {
    switch action {
    case .writeFile, .writeConfiguration, .recordConfiguration, .removeFiles, .reloadPassphrases, .reloadStations,
      .setOptions, .switchChannel, .reloadBSS, .renewBSS, .removeBSS, .addBSS, .startHostapd, .stopHostapd,
      .killHostapd, .writeExemption, .removeExemption, .reloadNetworkManager:
      false
    default: true
    }
  }

  /// The driver does not come back from its leave, or takes the kernel with it.
  private mutating func leaveBadly(_ step: Step) -> (end: Uptime, failure: StepFailure?) {
    switch leave {
    case .crashes:
      leave = nil
      isCrashed = true
      dropCard()
      return (now + span(100), StepFailure(.refused, "the radio's helper died"))
    case .stuck, nil:
      helperHeld = now + .seconds(1_000_000)
      stuckLeave = step.action
      return (now + step.deadline, StepFailure(.late, "the kernel has not returned"))
    }
  }

  mutating func leaveCard() {
    cure(by: .unload)
    dropCard()
  }

  /// The firmware is fresh after it, where the card takes that cure, and has had it often enough.
  mutating func cure(by cure: SimulatedCard.Cure) {
    guard card.cures.contains(cure) else { return }
    if firmware.isDeaf, firmware.cures + 1 < card.stubbornness {
      firmware.cures += 1
    } else {
      firmware = Firmware()
    }
  }

  mutating func setLinkUp(_ name: InterfaceName) -> StepFailure? {
    guard !isSoftBlocked, !isHardBlocked else {
      return StepFailure(.refused, "the kernel refused: Operation not possible due to RF-kill")
    }
    let failure = withInterface(name) { $0.isUp = true }
    guard failure == nil, let index = interfaces.first(where: { $0.name == name.text })?.index else { return failure }
    for position in hostapds.indices
    where hostapds[position].interfaceIndex == index && hostapds[position].phase == .disabled {
      plan(.hostapdEnables(hostapds[position].process.pid), in: 100)
    }
    return nil
  }

  private mutating func withInterface(
    _ name: InterfaceName, _ change: (inout SimulatedInterface) -> Void
  ) -> StepFailure? {
    guard let position = interfaces.firstIndex(where: { $0.name == name.text }) else {
      return StepFailure(.stale, "\(name) is gone")
    }
    change(&interfaces[position])
    return nil
  }

  private mutating func withFiles(_ radio: RadioID, _ change: (inout ConfigurationFiles) -> Void) {
    if let position = files.firstIndex(where: { $0.radio == radio }) {
      change(&files[position])
    } else {
      var new = ConfigurationFiles(radio: radio, configuration: nil)
      change(&new)
      files.append(new)
    }
  }
}
