/// A declared radio: which card, under which driver, on which channel.
package struct Radio: Hashable, Sendable {
  package var id: RadioID
  /// The kernel module to load and keep healthy.
  package var driver: ModuleName
  /// What the module is given when the agent loads it, in order of names.
  package var moduleParameters: [ModuleParameter]
  /// Which card, where several share the driver; `nil` when there is only one.
  package var match: Match?
  package var country: CountryCode
  package var band: Band
  package var channel: ChannelChoice
  package var width: ChannelWidth
  /// The generations offered, in ascending order; none: the legacy rates alone.
  package var standards: [Standard]
  /// The upper limit of the transmit power in dBm; `nil` leaves it to the driver and the country.
  package var transmitPower: UInt8?
  /// `beacon_int`, in units of 1.024 ms (TU); `nil` leaves it to hostapd (100).
  package var beaconInterval: UInt16?
  package var recovery: RecoveryPolicy
  /// Options passed through to hostapd for the whole radio, in order of their names.
  package var hostapd: [HostapdOption]

  package init(
    id: RadioID, driver: ModuleName, moduleParameters: [ModuleParameter] = [], match: Match? = nil,
    country: CountryCode, band: Band, channel: ChannelChoice, width: ChannelWidth = .mhz20,
    standards: [Standard]? = nil, transmitPower: UInt8? = nil, beaconInterval: UInt16? = nil,
    recovery: RecoveryPolicy = RecoveryPolicy(), hostapd: [HostapdOption] = []
  ) {
    self.id = id
    self.driver = driver
    self.moduleParameters = moduleParameters.sorted { $0.name < $1.name }
    self.match = match
    self.country = country
    self.band = band
    self.channel = channel
    self.width = width
    self.standards = standards?.sorted() ?? Self.standards(in: band, width: width)
    self.transmitPower = transmitPower
    self.beaconInterval = beaconInterval
    self.recovery = recovery
    self.hostapd = hostapd.sorted { $0.name < $1.name }
  }

  /// A radio on one channel.
  package init(
    id: RadioID, driver: ModuleName, match: Match? = nil, country: CountryCode, channel: Channel,
    recovery: RecoveryPolicy = RecoveryPolicy()
  ) {
    self.init(
      id: id, driver: driver, match: match, country: country, band: channel.band, channel: .fixed(channel),
      recovery: recovery)
  }

  /// What is offered where nothing is said: 802.11n, and above it only what the band or the width asks for.
  package static func standards(in band: Band, width: ChannelWidth) -> [Standard] {
    switch band {
    case .ghz2: [.n]
    case .ghz5: width >= .mhz80 ? [.n, .ac] : [.n]
    case .ghz6: [.ax]
    }
  }

  /// How a card is told from another of the same driver.
  package enum Match: Hashable, Sendable, CustomStringConvertible {
    /// The bus path, as udev's ID_PATH: `pci-0000:01:00.0`, `platform-vhci_hcd.0-usb-0:1:1.0`.
    case path(String)
    /// The permanent MAC address of the wiphy.
    case mac(HardwareAddress)

    package var description: String {
      switch self {
      case .path(let path): "path \(path)"
      case .mac(let address): "MAC \(address)"
      }
    }
  }
}

/// What recovery may do to a radio.
package struct RecoveryPolicy: Hashable, Sendable {
  /// Whether the driver may be unloaded and loaded again.
  package var reloadDriver: Bool
  /// Whether the bus may be reset (on USB: the port switched off and on).
  package var busReset: Bool
  /// Driver-level actions allowed in a rolling hour of uptime, 1 to 60.
  package var actionsPerHour: UInt8
  /// The program that takes the card's power and gives it back, with its arguments; empty: there is none.
  package var powerHook: [String]
  /// Whether the machine may be rebooted when nothing else helped.
  package var reboot: Bool
  /// Whether the memory of crashed firmware, which holds keys, is kept with the incident.
  package var keepsFirmwareDump: Bool

  package init(
    reloadDriver: Bool = true, busReset: Bool = true, actionsPerHour: UInt8 = 4, powerHook: [String] = [],
    reboot: Bool = false, keepsFirmwareDump: Bool = false
  ) {
    self.reloadDriver = reloadDriver
    self.busReset = busReset
    self.actionsPerHour = actionsPerHour
    self.powerHook = powerHook
    self.reboot = reboot
    self.keepsFirmwareDump = keepsFirmwareDump
  }
}
