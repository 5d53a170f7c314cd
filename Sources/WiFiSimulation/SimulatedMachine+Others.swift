import WiFiModel
import WiFiReconcile

/// A NetworkManager.
struct SimulatedNetworkManager: Hashable, Sendable {
  var process: ProcessIdentity
  /// What it has read of our file.
  var read: String?
  /// The indexes of the interfaces that it manages.
  var managed: [UInt32] = []
}

/// The others who set up interfaces.
extension SimulatedMachine {
  mutating func startNetworkManager() {
    isNetworkManagerInstalled = true
    guard networkManager == nil else { return }
    networkManager = SimulatedNetworkManager(process: identity(), read: exemption)
    for interface in interfaces { offer(interface.index) }
  }

  mutating func reloadNetworkManager(_ process: ProcessIdentity) -> StepFailure? {
    guard networkManager?.process == process else { return StepFailure(.stale, "NetworkManager is gone") }
    networkManager?.read = exemption
    let kept = networkManager?.managed.filter { index in
      interfaces.contains { $0.index == index && !isExempt($0.name) }
    }
    networkManager?.managed = kept ?? []
    for interface in interfaces { offer(interface.index) }
    return nil
  }

  /// NetworkManager takes an interface that it is not told to leave alone; one that is up it takes down first.
  mutating func offer(_ index: UInt32) {
    guard let manager = networkManager, let position = interfaces.firstIndex(where: { $0.index == index }),
      !isExempt(interfaces[position].name), !manager.managed.contains(index)
    else { return }
    networkManager?.managed.append(index)
    if interfaces[position].isUp { takeLinkDown(at: position) }
  }

  private func isExempt(_ name: String) -> Bool {
    guard let line = networkManager?.read?.split(separator: "\n").first(where: { $0.hasPrefix("match-device=") }) else {
      return false
    }
    return line.dropFirst(13).split(separator: ";").contains { $0 == "interface-name:=\(name)" }
  }

  /// A wpa_supplicant takes the interface of that name, and holds it until it is ended.
  mutating func startSupplicant(_ name: String) {
    guard supplicant == nil, let position = interfaces.firstIndex(where: { $0.name == name }) else { return }
    supplicant = Supplicant(process: identity(), interface: name)
    takeLinkDown(at: position)
  }

  mutating func takeLinkDown(at position: Int) {
    interfaces[position].isUp = false
    for hostapd in hostapds.indices
    where hostapds[hostapd].interfaceIndex == interfaces[position].index && hostapds[hostapd].phase == .enabled {
      hostapds[hostapd].phase = .disabled
    }
  }

  /// What can be seen of them.
  var others: [OtherProgram] {
    var programs: [OtherProgram] = []
    if let networkManager {
      let holds = interfaces.filter { networkManager.managed.contains($0.index) }
        .map { OtherProgram.Hold($0.name, evidence: "/run/NetworkManager/devices/\($0.index) says managed=true") }
      programs.append(OtherProgram(.networkManager, networkManager.process, holds: holds))
    }
    if let supplicant {
      let hold = OtherProgram.Hold(supplicant.interface, evidence: "it was started with -i \(supplicant.interface)")
      programs.append(OtherProgram(.wpaSupplicant, supplicant.process, holds: [hold]))
    }
    return programs
  }

  private mutating func identity() -> ProcessIdentity {
    defer { nextPID += 1 }
    return ProcessIdentity(pid: nextPID, startTime: UInt64(now.nanoseconds / 10_000_000))
  }

  /// Somebody gives the interface another name, which needs its link down; it and what is on it are his now.
  mutating func rename(at position: Int) {
    takeLinkDown(at: position)
    interfaces[position].name = "other\(interfaces[position].index)"
    interfaces[position].isForeign = true
    interfaces[position].foreignAddresses += interfaces[position].addresses
    interfaces[position].addresses = []
  }

  /// hostapd is on another channel, because radar was heard or because somebody told it so.
  mutating func moveChannel(radar: Bool) {
    for position in hostapds.indices where hostapds[position].phase == .enabled {
      let isHigh = hostapds[position].configuration["hw_mode"] == "a"
      guard isHigh || !radar else { continue }
      let before = hostapds[position].frequency
      move(position, to: radar ? 36 : isHigh ? 40 : 11)
      let radio = hostapds[position].radio
      if radar { signals.append(.channel(radio, .radar(before))) }
      signals.append(.channel(radio, .switchStarted(hostapds[position].frequency)))
      signals.append(.channel(radio, .switched))
    }
  }
}
