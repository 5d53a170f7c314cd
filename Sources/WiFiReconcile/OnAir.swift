package import WiFiModel

/// Whether an access point is on the air, by independent witnesses. Each of them lies on dead firmware at times:
/// hostapd says ENABLED, cfg80211 keeps an SSID, the carrier stays up.
package struct OnAir: Hashable, Sendable {
  package var truth: Condition.Truth
  package var reason: Condition.Reason
  package var message: String
  /// hostapd is on its way (COUNTRY_UPDATE, ACS, DFS, HT_SCAN, or just started): an end is expected.
  package var isComing: Bool
  /// hostapd listens for radar before it may send: a minute, on some channels ten, and longer when it hears some.
  package var isListening = false

  /// `wireless` is the last answer of nl80211 for this interface, if one is recent enough to be used.
  package init(of accessPoint: AccessPoint, on radio: Radio, in observed: ObservedState, wireless: Interface.Wireless?)
  {
    self.init(.no, .unseen, "", coming: false)
    if let stuck = observed.radio(radio.id)?.stuckRequest {
      self.init(
        .unknown, .kernelSilent,
        "the kernel has not answered \(stuck.operation) yet (process \(stuck.pid), state \(stuck.state))", coming: false
      )
      return
    }
    guard case .known = observed.interfaces, case .known = observed.hostapds else {
      self.init(.unknown, .notObserved, "interfaces or hostapd could not be observed", coming: false)
      return
    }
    guard let interface = observed.interface(accessPoint.name) else {
      self.init(.no, .interfaceMissing, "interface \(accessPoint.name) does not exist", coming: false)
      return
    }
    guard let hostapd = observed.hostapd(of: radio.id) else {
      self.init(.no, .hostapdNotRunning, "hostapd is not running", coming: false)
      return
    }
    guard case .status(let status) = hostapd.answer else {
      let what = hostapd.state == "T" ? "is stopped by a signal" : "does not answer (process state \(hostapd.state))"
      self.init(.unknown, .hostapdSilent, "hostapd \(what)", coming: hostapd.state != "T")
      return
    }
    guard status.state == "ENABLED" else {
      let coming = ["COUNTRY_UPDATE", "ACS", "HT_SCAN", "DFS", "UNINITIALIZED"].contains(status.state)
      self.init(.no, .hostapdState, "hostapd is in state \(status.state)", coming: coming)
      isListening = status.state == "DFS"
      return
    }
    guard let network = status.network(on: accessPoint.name) else {
      self.init(.no, .notServed, "hostapd does not serve \(accessPoint.name)", coming: false)
      return
    }
    guard network.ssid == accessPoint.ssid.bytes else {
      self.init(.no, .otherSSID, "hostapd announces another SSID than \(accessPoint.ssid)", coming: false)
      return
    }
    guard network.bssid == nil || interface.address == nil || network.bssid == interface.address else {
      self.init(
        .no, .otherInterface, "hostapd's BSSID is not the address of \(accessPoint.name)", coming: false)
      return
    }
    guard interface.isUp, interface.hasCarrier else {
      self.init(.no, .linkDown, "interface \(accessPoint.name) is down", coming: false)
      return
    }
    if observed.radio(radio.id)?.firmware == .silent {
      self.init(.no, .firmwareSilent, "the firmware does not answer", coming: false)
      return
    }
    guard let wireless else {
      self.init(.unknown, .notProbed, "hostapd and link are up; the firmware was not asked yet", coming: false)
      return
    }
    guard wireless.type == .accessPoint, wireless.ssid == accessPoint.ssid.bytes else {
      self.init(.no, .kernelDisagrees, "hostapd says ENABLED, the kernel has no such BSS", coming: false)
      return
    }
    if let seen = wireless.frequency, let said = status.frequency, seen != said {
      self.init(.no, .channelDisagrees, "hostapd is on \(said) MHz, the kernel on \(seen) MHz", coming: false)
      return
    }
    self.init(.yes, .beaconing, "SSID \(accessPoint.ssid) on \(status.frequency ?? 0) MHz", coming: false)
  }

  /// Of several the one that is furthest from being on the air; nil of none.
  package static func worst(_ all: [OnAir]) -> OnAir? {
    all.first { $0.truth == .no } ?? all.first { $0.truth == .unknown } ?? all.first
  }

  private init(_ truth: Condition.Truth, _ reason: Condition.Reason, _ message: String, coming: Bool) {
    self.truth = truth
    self.reason = reason
    self.message = message
    isComing = coming
  }
}
