import WiFiModel

/// One hostapd process.
struct SimulatedHostapd: Hashable, Sendable {
  enum Phase: Hashable, Sendable {
    case starting
    case countryUpdate
    /// Waiting for the firmware.
    case blocked
    case enabled
    case disabled
  }

  var radio: RadioID
  var process: ProcessIdentity
  var phase = Phase.starting
  var isStopped = false
  /// It waits for something that is not the firmware.
  var isHung = false
  var configuration: HostapdConfiguration
  /// The interface it found, once it did.
  var interfaceIndex: UInt32?

  var ssid: [UInt8] {
    let text = Array((configuration["ssid2"] ?? "").utf8)
    return stride(from: 0, to: text.count - text.count % 2, by: 2).compactMap {
      UInt8(String(decoding: text[$0...($0 + 1)], as: UTF8.self), radix: 16)
    }
  }

  var frequency: UInt32 { (configuration["channel"].flatMap { UInt32($0) } ?? 0) * 5 + 2407 }
}

extension SimulatedMachine {
  mutating func spawnHostapd(_ radio: RadioID) -> StepFailure? {
    guard let configuration = files.first(where: { $0.radio == radio })?.configuration else {
      return StepFailure(.refused, "hostapd has no configuration")
    }
    if hostapds.contains(where: { $0.radio == radio }) {
      return StepFailure(.refused, "hostapd runs already")
    }
    let pid = nextPID
    nextPID += 1
    hostapds.append(
      SimulatedHostapd(
        radio: radio, process: ProcessIdentity(pid: pid, startTime: UInt64(now.nanoseconds / 10_000_000)),
        configuration: configuration))
    plan(.hostapdAttaches(pid), in: 150)
    return nil
  }

  mutating func hostapdAttaches(_ pid: Int32) {
    guard let position = hostapds.firstIndex(where: { $0.process.pid == pid }) else { return }
    let hostapd = hostapds[position]
    guard !isHostapdBroken,
      let interface = interfaces.firstIndex(where: { $0.name == hostapd.configuration["interface"] }),
      interfaces[interface].ssid == nil
    else {
      plan(.hostapdExits(pid), in: 50)
      return
    }
    if hostapd.phase == .starting, country?.text != hostapd.configuration["country_code"] {
      hostapds[position].phase = .countryUpdate
      plan(.hostapdAttaches(pid), in: 5000)
      return
    }
    hostapds[position].interfaceIndex = interfaces[interface].index
    switch command("0xb0") {
    case .answered: plan(.hostapdEnables(pid), in: 100)
    case .refused: plan(.hostapdExits(pid), in: 500)
    case .unanswered(let end):
      hostapds[position].phase = .blocked
      plan(.hostapdExits(pid), at: end + .milliseconds(500))
    }
  }

  mutating func hostapdEnables(_ pid: Int32) {
    guard let position = hostapds.firstIndex(where: { $0.process.pid == pid }), !hostapds[position].isStopped else {
      return
    }
    guard let interface = interfaces.firstIndex(where: { $0.index == hostapds[position].interfaceIndex }) else {
      plan(.hostapdExits(pid), in: 100)
      return
    }
    hostapds[position].phase = .enabled
    interfaces[interface].isUp = true
    interfaces[interface].type = .accessPoint
    interfaces[interface].ssid = hostapds[position].ssid
    interfaces[interface].frequency = hostapds[position].frequency
  }

  /// hostapd leaves; its interface stops beaconing if the firmware can be told so.
  mutating func endHostapd(_ process: ProcessIdentity, clean: Bool) {
    guard let position = hostapds.firstIndex(where: { $0.process == process }) else { return }
    let hostapd = hostapds.remove(at: position)
    if let interface = interfaces.firstIndex(where: { $0.index == hostapd.interfaceIndex }) {
      // Killed, it leaves its BSS in the kernel, which ends with the link or the interface.
      if clean {
        interfaces[interface].ssid = nil
        interfaces[interface].frequency = nil
        interfaces[interface].isUp = false
      }
    }
    signals.append(.changed)
  }

  func instance(_ hostapd: SimulatedHostapd) -> HostapdInstance {
    var state = "S"
    var answer = HostapdInstance.Answer.silent
    if hostapd.isStopped {
      state = "T"
    } else if !hostapd.isHung {
      switch hostapd.phase {
      case .blocked: answer = .silent
      case .starting: answer = .unreachable("there is no control socket yet")
      case .countryUpdate: answer = .status(HostapdStatus(state: "COUNTRY_UPDATE"))
      case .disabled: answer = .status(HostapdStatus(state: "DISABLED"))
      case .enabled:
        let interface = interfaces.first { $0.index == hostapd.interfaceIndex }
        // It goes on saying ENABLED when its interface is gone.
        answer = .status(
          HostapdStatus(
            state: "ENABLED", ssid: hostapd.ssid, frequency: hostapd.frequency, bssid: interface?.mac, stations: 0))
      }
    }
    return HostapdInstance(radio: hostapd.radio, process: hostapd.process, state: state, answer: answer)
  }
}
