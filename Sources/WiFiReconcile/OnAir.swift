package import WiFiModel

/// Whether an access point is on the air, by independent witnesses. Each of them lies on dead firmware at times:
/// hostapd says ENABLED, cfg80211 keeps an SSID, the carrier stays up.
package struct OnAir: Hashable, Sendable {
  package var truth: Condition.Truth
  package var reason: Condition.Reason
  package var message: String
  /// What is under way by itself, be it to the air or to another channel.
  package var arrival: Arrival?

  /// Something under way that has an expected end.
  package struct Arrival: Hashable, Sendable {
    package var reason: Condition.Reason
    package var message: String
    /// How long it may take from its beginning; from now where `isCountdown`.
    package var takes: Uptime.Span
    package var isCountdown = false
    /// The frequency in MHz that it is about: on another it begins anew.
    package var frequency: UInt32?
  }

  /// What earlier looks and events left for this one.
  package struct Memory: Hashable, Sendable {
    /// The last answer of nl80211 for the interface, if it is recent enough to count.
    package var wireless: Interface.Wireless?
    /// When the firmware last answered, where it is asked regularly.
    package var answeredAt: Uptime?
    /// Whether the firmware left the last question unanswered.
    package var isFirmwareSilent = false
    /// The index of the interface when the hostapd that runs was started on it.
    package var startIndex: UInt32?
    package var channel = ChannelMemory()

    package init(wireless: Interface.Wireless? = nil) { self.wireless = wireless }
  }

  package init(of accessPoint: AccessPoint, on radio: Radio, in observed: ObservedState, remembering memory: Memory) {
    let name = accessPoint.name
    self.init(.yes, .beaconing, "")
    if let stuck = observed.radio(radio.id)?.stuckRequest {
      self.init(
        .unknown, .kernelSilent,
        "the kernel has not answered \(stuck.operation) yet (process \(stuck.process.pid), state \(stuck.state))")
      return
    }
    guard case .known = observed.interfaces, case .known = observed.hostapds else {
      self.init(.unknown, .notObserved, "interfaces or hostapd could not be observed")
      return
    }
    let interface = observed.interface(name)
    let hostapd = observed.hostapd(of: radio.id)
    if let hostapd, let start = memory.startIndex, interface?.index != start {
      let present = interface.map { "has index \($0.index) now" } ?? "is gone"
      self.init(
        .no, .interfaceReplaced,
        "hostapd (process \(hostapd.process.pid)) serves interface \(name) with index \(start), and \(name) \(present)")
      return
    }
    guard let interface else {
      self.init(.no, .interfaceMissing, "interface \(name) does not exist")
      return
    }
    guard let hostapd else {
      self.init(.no, .hostapdNotRunning, "hostapd is not running")
      return
    }
    guard case .status(let status) = hostapd.answer else {
      let what = hostapd.state == "T" ? "is stopped by a signal" : "does not answer (process state \(hostapd.state))"
      self.init(.unknown, .hostapdSilent, "hostapd \(what)")
      return
    }
    guard status.state == "ENABLED" else {
      self.init(notEnabled: status)
      return
    }
    judge(accessPoint, status, interface)
    guard truth == .yes else { return }
    if memory.isFirmwareSilent || observed.radio(radio.id)?.firmware == .silent {
      let ssid = memory.wireless?.ssid.map { "; the SSID \(SSID.text(of: $0)) that the kernel names is what it kept" }
      self.init(.no, .firmwareSilent, "the firmware does not answer, though hostapd says ENABLED\(ssid ?? "")")
      return
    }
    guard let wireless = memory.wireless else {
      if let last = memory.answeredAt {
        self.init(.unknown, .answerOld, "the firmware last answered \(observed.at - last) ago")
      } else {
        self.init(.unknown, .notProbed, "hostapd and link are up; the firmware was not asked yet")
      }
      return
    }
    compare(wireless, status, accessPoint, memory.channel.announcement(at: observed.at))
    guard truth == .yes else { return }
    tell(status, wireless, accessPoint, radio, observed, memory.channel)
  }

  /// Of several the one that is furthest from being on the air; nil of none.
  package static func worst(_ all: [OnAir]) -> OnAir? {
    all.first { $0.truth == .no } ?? all.first { $0.truth == .unknown } ?? all.first
  }

  /// Whether hostapd, started anew, could be what brings it on the air.
  var mayBeHostapds: Bool { truth == .no && reason != .firmwareSilent && reason != .channelNoInitiation }

  init(_ truth: Condition.Truth, _ reason: Condition.Reason, _ message: String) {
    self.truth = truth
    self.reason = reason
    self.message = message
  }

  /// What hostapd says of the access point, and the link that it stands on.
  private mutating func judge(_ accessPoint: AccessPoint, _ status: HostapdStatus, _ interface: Interface) {
    let name = accessPoint.name
    guard let network = status.network(on: name) else {
      self = OnAir(.no, .notServed, "hostapd does not serve \(name)")
      return
    }
    guard network.ssid == accessPoint.ssid.bytes else {
      let other = SSID.text(of: network.ssid)
      self = OnAir(.no, .otherSSID, "hostapd announces SSID \(other) on \(name), declared is \(accessPoint.ssid)")
      return
    }
    if let bssid = network.bssid, let address = interface.address, bssid != address {
      self = OnAir(.no, .otherInterface, "hostapd's BSSID \(bssid) is not the address of \(name), \(address)")
      return
    }
    guard interface.isUp, interface.hasCarrier else {
      self = OnAir(.no, .linkDown, "interface \(name) \(interface.isUp ? "has no carrier" : "is down")")
      return
    }
  }

  /// What the kernel says of it.
  private mutating func compare(
    _ wireless: Interface.Wireless, _ status: HostapdStatus, _ accessPoint: AccessPoint,
    _ announced: ChannelMemory.Announcement?
  ) {
    let name = accessPoint.name
    guard wireless.type == .accessPoint else {
      self = OnAir(
        .no, .kernelDisagrees, "hostapd says ENABLED, but for the kernel \(name) is of type \(wireless.type.rawValue)")
      return
    }
    guard let ssid = wireless.ssid else {
      self = OnAir(.no, .kernelDisagrees, "hostapd says ENABLED, but the kernel knows of no BSS on \(name)")
      return
    }
    guard ssid == accessPoint.ssid.bytes else {
      self = OnAir(
        .no, .kernelDisagrees, "the kernel has SSID \(SSID.text(of: ssid)) on \(name), hostapd \(accessPoint.ssid)")
      return
    }
    guard let seen = wireless.frequency, let said = status.frequency, seen != said else { return }
    guard announced == nil else {
      self = OnAir(.unknown, .switchingChannel, "a switch from \(seen) to \(said) MHz is under way")
      return
    }
    self = OnAir(.no, .channelDisagrees, "hostapd is on \(said) MHz, the kernel on \(seen) MHz")
  }
}
