/// A declared access point: one BSS on one interface.
package struct AccessPoint: Hashable, Sendable {
  /// The interface's name.
  package var name: InterfaceName
  package var radio: RadioID
  package var enabled: Bool
  package var ssid: SSID
  package var security: Security
  /// In canonical order.
  package var addresses: [InterfaceAddress]
  /// `max_num_sta`; `nil` leaves it to hostapd and the driver.
  package var maxClients: UInt16?
  /// Options passed through to hostapd, in order of their names.
  package var hostapd: [HostapdOption]

  package init(
    name: InterfaceName, radio: RadioID, enabled: Bool = true, ssid: SSID, security: Security,
    addresses: [InterfaceAddress] = [], maxClients: UInt16? = nil, hostapd: [HostapdOption] = []
  ) {
    self.name = name
    self.radio = radio
    self.enabled = enabled
    self.ssid = ssid
    self.security = security
    self.addresses = addresses.sorted()
    self.maxClients = maxClients
    self.hostapd = hostapd.sorted { $0.name < $1.name }
  }

  /// Who may join, and how the air is protected.
  package enum Security: Hashable, Sendable {
    case open
    /// WPA2 with a pre-shared key (AKM 00-0F-AC:2, CCMP).
    case wpa2Personal(Credential)
  }
}
