/// A declared access point: one BSS on one interface.
package struct AccessPoint: Hashable, Sendable {
  /// The interface's name.
  package var name: InterfaceName
  package var radio: RadioID
  package var enabled: Bool
  /// Whether an interface of that name that somebody else made is used.
  package var adopt: Bool
  package var ssid: SSID
  /// Whether beacons leave the SSID out (`ignore_broadcast_ssid`).
  package var hidden: Bool
  package var security: Security
  /// In canonical order.
  package var addresses: [InterfaceAddress]
  /// The address of the interface, and so the BSSID; `nil` leaves it to the driver.
  package var macAddress: HardwareAddress?
  /// The bridge that hostapd puts the interface into.
  package var bridge: InterfaceName?
  /// `max_num_sta`; `nil` leaves it to hostapd and the driver.
  package var maxClients: UInt16?
  /// `dtim_period`, in beacons; `nil` leaves it to hostapd (2).
  package var dtimPeriod: UInt8?
  /// Whether clients are kept from reaching each other (`ap_isolate`).
  package var clientIsolation: Bool
  package var stations: StationFilter
  /// Options passed through to hostapd, in order of their names.
  package var hostapd: [HostapdOption]

  package init(
    name: InterfaceName, radio: RadioID, enabled: Bool = true, adopt: Bool = false, ssid: SSID, hidden: Bool = false,
    security: Security, addresses: [InterfaceAddress] = [], macAddress: HardwareAddress? = nil,
    bridge: InterfaceName? = nil, maxClients: UInt16? = nil, dtimPeriod: UInt8? = nil, clientIsolation: Bool = false,
    stations: StationFilter = .all, hostapd: [HostapdOption] = []
  ) {
    self.name = name
    self.radio = radio
    self.enabled = enabled
    self.adopt = adopt
    self.ssid = ssid
    self.hidden = hidden
    self.security = security
    self.addresses = addresses.sorted()
    self.macAddress = macAddress
    self.bridge = bridge
    self.maxClients = maxClients
    self.dtimPeriod = dtimPeriod
    self.clientIsolation = clientIsolation
    self.stations = stations
    self.hostapd = hostapd.sorted { $0.name < $1.name }
  }

  /// Which stations may join at all. Addresses are in ascending order.
  package enum StationFilter: Hashable, Sendable {
    case all
    /// Only these.
    case only([HardwareAddress])
    /// All but these.
    case except([HardwareAddress])
  }
}
