package import WiFiModel

/// The card in the simulated machine, and what brings its firmware back once it is deaf.
package struct SimulatedCard: Hashable, Sendable {
  package var driver: ModuleName
  /// `usb`, `pci` or `sdio`.
  package var bus: String
  /// Whether its USB port has a switch in sysfs.
  package var hasPortSwitch: Bool
  package var cures: Set<Cure>
  /// How long the driver's own reset reads the firmware's memory out before it resets the card.
  package var dump: Uptime.Span
  /// How many cures the firmware needs until one takes.
  package var stubbornness: UInt8
  /// The country of its calibration, which its driver asks the kernel for as long as nobody has asked for another
  /// (mwifiex, `regulatory_hint`); nil: its calibration names none.
  package var region: CountryCode?
  /// Whether sysfs knows a way to reset it alone, on PCI, whether or not that helps.
  package var isResettable: Bool
  /// Whether a block device hangs on the same host, on SDIO.
  package var isBesideDisk: Bool
  /// The interface that the driver makes for itself.
  package var ownInterface: String

  /// What resets the chip, by its word in scenarios.
  package enum Cure: String, Hashable, Sendable, CaseIterable {
    /// Unloading or unbinding the driver.
    case unload = "resets-on-unload"
    /// The switch of its USB port, which then really cuts the power.
    case port = "port-cuts-power"
    /// sysfs `reset`, on PCI.
    case reset = "resets-on-reset"
    /// Taking it off its bus and looking again, on PCI and SDIO.
    case rescan = "resets-on-rescan"
    /// The operator's program.
    case hook = "resets-on-hook"
    /// The driver's own reset after a command that timed out.
    case itself = "resets-itself"
    /// A reboot of the machine.
    case reboot = "resets-on-reboot"
  }

  package init(
    driver: ModuleName, bus: String = "usb", hasPortSwitch: Bool = false, cures: Set<Cure> = [],
    dump: Uptime.Span = .seconds(2), stubbornness: UInt8 = 1, region: CountryCode? = nil, isResettable: Bool = false,
    isBesideDisk: Bool = false, ownInterface: String = "mlan0"
  ) {
    self.driver = driver
    self.bus = bus
    self.hasPortSwitch = hasPortSwitch
    self.cures = cures
    self.dump = dump
    self.stubbornness = stubbornness
    self.region = region
    self.isResettable = isResettable || cures.contains(.reset) || cures.contains(.itself)
    self.isBesideDisk = isBesideDisk
    self.ownInterface = ownInterface
  }

  /// How sysfs shows it, in its so many-th enumeration.
  func device(enumeration: UInt32) -> BusDevice {
    if bus == "usb" {
      return BusDevice(
        bus: "usb", address: "1-1:1.0", path: "platform-vhci_hcd.0-usb-0:1:1.0",
        sysfs: "/sys/devices/platform/vhci_hcd.0/usb1/1-1", kernelID: "c189:\(enumeration)", driver: driver,
        portSwitch: hasPortSwitch ? "/sys/devices/platform/vhci_hcd.0/usb1/1-0:1.0/usb1-port1/disable" : nil)
    }
    if bus == "sdio" {
      return BusDevice(
        bus: "sdio", address: "mmc1:0001:1", path: "platform-2198000.mmc",
        sysfs: "/sys/devices/platform/2198000.mmc/mmc_host/mmc1/mmc1:0001/mmc1:0001:1", kernelID: "+sdio:mmc1:0001:1",
        driver: driver,
        host: BusDevice.Host(
          address: "2198000.mmc", bus: "platform", driver: "sdhci-esdhc-imx", hasBlockDevice: isBesideDisk))
    }
    return BusDevice(
      bus: "pci", address: "0000:01:00.0", path: "pci-0000:01:00.0", sysfs: "/sys/devices/pci0000:00/0000:01:00.0",
      kernelID: "+pci:0000:01:00.0", driver: driver, isResettable: isResettable,
      rescan: "/sys/devices/pci0000:00/rescan")
  }

  /// What stands before its messages in the kernel log.
  var logPrefix: String {
    switch bus {
    case "usb": "usb 1-1: "
    case "sdio": "\(driver) mmc1:0001:1: "
    default: "\(driver) 0000:01:00.0: "
    }
  }

  /// What the kernel tells of it: channels 1 to 13 and 36 to 144, and nothing that limits what else is declared. mwifiex
  /// announces no channel switch that hostapd could use.
  func capabilities(under country: CountryCode?, carriesOne: Bool) -> Capabilities {
    Capabilities(
      interfaceTypes: [.station, .accessPoint],
      combinations: carriesOne
        ? [
          Capabilities.Combination(
            limits: [Capabilities.Combination.Limit(1, [.station]), Capabilities.Combination.Limit(1, [.accessPoint])],
            maximum: 2, channels: 1)
        ] : [],
      bands: [
        BandCapabilities(
          band: .ghz2, widths: [.n: [.mhz20, .mhz40], .ax: [.mhz20, .mhz40]],
          channels: (0..<13).map { ChannelCapabilities(frequency: 2412 + 5 * $0) }),
        BandCapabilities(
          band: .ghz5, widths: [.n: [.mhz20, .mhz40], .ac: [.mhz20, .mhz40, .mhz80]],
          channels: (0..<8).map { ChannelCapabilities(frequency: 5180 + 20 * $0) }
            + (0..<12).map { ChannelCapabilities(frequency: 5500 + 20 * $0) }),
      ], features: DriverProfile(of: driver).isFullMAC ? [.sae] : [.sae, .channelSwitch], country: country)
  }
}
