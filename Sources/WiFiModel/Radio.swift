/// A declared radio: which card, under which driver, on which channel.
package struct Radio: Hashable, Sendable {
  package var id: RadioID
  /// The kernel module to load and keep healthy.
  package var driver: ModuleName
  /// Which card, where several share the driver; `nil` when there is only one.
  package var match: Match?
  package var country: CountryCode
  package var channel: Channel
  package var recovery: RecoveryPolicy

  package init(
    id: RadioID, driver: ModuleName, match: Match? = nil, country: CountryCode, channel: Channel,
    recovery: RecoveryPolicy = RecoveryPolicy()
  ) {
    self.id = id
    self.driver = driver
    self.match = match
    self.country = country
    self.channel = channel
    self.recovery = recovery
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

  package init(reloadDriver: Bool = true, busReset: Bool = true, actionsPerHour: UInt8 = 4) {
    self.reloadDriver = reloadDriver
    self.busReset = busReset
    self.actionsPerHour = actionsPerHour
  }
}
