package import WiFiModel

/// The card in the simulated machine, and what brings its firmware back once it is deaf.
package struct SimulatedCard: Hashable, Sendable {
  package var driver: ModuleName
  /// `usb` or `pci`.
  package var bus: String
  /// Whether its USB port has a switch in sysfs, and whether that really cuts the power.
  package var hasPortSwitch: Bool
  package var portCutsPower: Bool
  /// Whether unloading or unbinding the driver resets the chip.
  package var resetsOnUnload: Bool

  package init(
    driver: ModuleName, bus: String = "usb", hasPortSwitch: Bool = false, portCutsPower: Bool = false,
    resetsOnUnload: Bool = false
  ) {
    self.driver = driver
    self.bus = bus
    self.hasPortSwitch = hasPortSwitch
    self.portCutsPower = portCutsPower
    self.resetsOnUnload = resetsOnUnload
  }

  /// How sysfs shows it, in its so many-th enumeration.
  func device(enumeration: UInt32) -> BusDevice {
    if bus == "usb" {
      return BusDevice(
        bus: "usb", address: "1-1:1.0", path: "platform-vhci_hcd.0-usb-0:1:1.0",
        sysfs: "/sys/devices/platform/vhci_hcd.0/usb1/1-1", kernelID: "c189:\(enumeration)", driver: driver,
        portSwitch: hasPortSwitch ? "/sys/devices/platform/vhci_hcd.0/usb1/1-0:1.0/usb1-port1/disable" : nil)
    }
    return BusDevice(
      bus: "pci", address: "0000:01:00.0", path: "pci-0000:01:00.0", sysfs: "/sys/devices/pci0000:00/0000:01:00.0",
      kernelID: "+pci:0000:01:00.0", driver: driver)
  }

  /// What stands before its messages in the kernel log.
  var logPrefix: String { bus == "usb" ? "usb 1-1: " : "\(driver) 0000:01:00.0: " }

  /// What the kernel tells of it: channels 1 to 13 and 36 to 144, and nothing that limits what else is declared.
  static func capabilities(under country: CountryCode?) -> Capabilities {
    Capabilities(
      interfaceTypes: [.station, .accessPoint],
      bands: [
        BandCapabilities(
          band: .ghz2, widths: [.n: [.mhz20, .mhz40], .ax: [.mhz20, .mhz40]],
          channels: (0..<13).map { ChannelCapabilities(frequency: 2412 + 5 * $0) }),
        BandCapabilities(
          band: .ghz5, widths: [.n: [.mhz20, .mhz40], .ac: [.mhz20, .mhz40, .mhz80]],
          channels: (0..<8).map { ChannelCapabilities(frequency: 5180 + 20 * $0) }
            + (0..<12).map { ChannelCapabilities(frequency: 5500 + 20 * $0) }),
      ], features: [.sae, .channelSwitch], country: country)
  }
}
