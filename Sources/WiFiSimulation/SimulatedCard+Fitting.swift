package import WiFiModel

extension SimulatedCard {
  /// The card for a declared radio: on the bus of its driver, with the interface that is to be adopted if one is.
  ///
  /// - Parameters:
  ///   - driver: its kernel module.
  ///   - accessPoints: those of the radio.
  ///   - cures: what brings deaf firmware back; those that the bus does not have are left out.
  package init(for driver: ModuleName, _ accessPoints: [AccessPoint], cures: Set<Cure>) {
    let bus = Self.bus(of: driver)
    let station = DriverProfile(of: driver).stationPrefix ?? "wlan"
    self.init(
      driver: driver, bus: bus, hasPortSwitch: bus == "usb" && cures.contains(.port),
      cures: cures.filter { $0.isOf(bus: bus) },
      ownInterface: accessPoints.first { $0.adopt }?.name.text ?? "\(station)0")
  }

  /// The bus by which the driver reaches its card, as far as its name tells; others stand on PCI.
  private static func bus(of driver: ModuleName) -> String {
    let name = driver.text
    // Drivers for USB whose names end otherwise (drivers/net/wireless).
    let others = ["ar5523", "ath9k_htc", "carl9170", "zd1211rw"]
    return name.contains("usb") || name.hasSuffix("u") || others.contains(name) ? "usb" : "pci"
  }
}

extension SimulatedCard.Cure {
  /// What brings the firmware back, as a clause for people.
  package var meaning: String {
    switch self {
    case .unload: "unloading the driver, or unbinding it from the card"
    case .port: "switching off the card's USB port, which then has a switch"
    case .reset: "the kernel's reset of a PCI card without its driver"
    case .rescan: "taking a PCI card off its bus, and looking again"
    case .hook: "the power-hook of the spec"
    case .itself: "the driver's own reset of a PCI card, after a command that was not answered"
    case .reboot: "a reboot of the machine"
    }
  }

  /// Whether a card on that bus can have it.
  package func isOf(bus: String) -> Bool {
    switch self {
    case .unload, .hook, .reboot: true
    case .port: bus == "usb"
    case .reset, .rescan, .itself: bus == "pci"
    }
  }
}
