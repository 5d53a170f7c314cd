package import WiFiModel

/// A card, and what the spec allows to be done for it: where a search up and down the ladder begins.
package struct LadderRoot: Hashable, Sendable {
  package var name: String
  package var card: SimulatedCard
  package var policy: RecoveryPolicy

  /// - Throws: `InvalidValue`, were a name in here none.
  package init(
    _ name: String, _ driver: String, _ bus: String, hasPortSwitch: Bool = false,
    cures: Set<SimulatedCard.Cure> = [], stubbornness: UInt8 = 1, isResettable: Bool = false,
    isBesideDisk: Bool = false, policy: RecoveryPolicy = RecoveryPolicy()
  ) throws {
    self.name = name
    card = SimulatedCard(
      driver: try ModuleName(driver), bus: bus, hasPortSwitch: hasPortSwitch, cures: cures,
      stubbornness: stubbornness, isResettable: isResettable, isBesideDisk: isBesideDisk)
    self.policy = policy
  }

  /// Every bus, with and without what its ladder needs there, with cards that something heals and that nothing does, and
  /// each thing that a policy allows or forbids.
  ///
  /// - Throws: `InvalidValue`, were a name in here none.
  package static func all() throws -> [LadderRoot] {
    let hook = Course.powerHook
    return [
      try LadderRoot("USB without a switch", "mwifiex_usb", "usb"),
      try LadderRoot("PCI that keeps its firmware", "mwifiex_pcie", "pci"),
      try LadderRoot("USB, healed by a reload", "mwifiex_usb", "usb", cures: [.unload]),
      try LadderRoot(
        "PCI, healed by the second reset", "mwifiex_pcie", "pci", cures: [.reset], stubbornness: 2),
      try LadderRoot("USB with a switch", "mwifiex_usb", "usb", hasPortSwitch: true, cures: [.port]),
      try LadderRoot("PCI that resets itself", "mwifiex_pcie", "pci", cures: [.itself]),
      try LadderRoot(
        "USB, no bus reset", "mwifiex_usb", "usb", hasPortSwitch: true, policy: RecoveryPolicy(busReset: false)),
      try LadderRoot(
        "PCI, one action an hour", "mwifiex_pcie", "pci", cures: [.rescan], isResettable: true,
        policy: RecoveryPolicy(actionsPerHour: 1)),
      try LadderRoot("SDIO", "mwifiex_sdio", "sdio", cures: [.rescan]),
      try LadderRoot("SDIO beside a disk", "mwifiex_sdio", "sdio", isBesideDisk: true),
      try LadderRoot(
        "USB, a power hook, no reload", "mwifiex_usb", "usb", cures: [.hook],
        policy: RecoveryPolicy(reloadDriver: false, actionsPerHour: 2, powerHook: hook)),
      try LadderRoot(
        "PCI, a reboot is allowed", "mwifiex_pcie", "pci", isResettable: true,
        policy: RecoveryPolicy(powerHook: hook, reboot: true)),
      try LadderRoot("PCI without a probe", "ath10k_pci", "pci", cures: [.unload]),
    ]
  }

  /// Why a rung must not be taken here though its turn has come; nil where it may.
  func objection(to rung: Rung) -> String? {
    let isAllowed =
      switch rung {
      case .restartHostapd, .recreateInterface: true
      case .rebindDevice: card.bus != "usb"
      case .reloadDriver: policy.reloadDriver
      case .resetDevice: policy.busReset && card.isResettable
      case .resetBus: policy.busReset && canResetBus
      case .powerHook: !policy.powerHook.isEmpty
      case .reboot: policy.reboot
      }
    return isAllowed ? nil : "\(rung.rawValue) is not for this card or policy"
  }

  /// Why a rung must not be taken here even if somebody asks for it.
  func impossibility(of rung: Rung) -> String? {
    let isPossible =
      switch rung {
      case .resetDevice: card.isResettable
      case .resetBus: canResetBus
      case .powerHook: !policy.powerHook.isEmpty
      case .restartHostapd, .recreateInterface, .rebindDevice, .reloadDriver, .reboot: true
      }
    return isPossible ? nil : "\(rung.rawValue) is not possible with this card"
  }

  private var canResetBus: Bool {
    switch card.bus {
    case "usb": card.hasPortSwitch
    case "sdio": !card.isBesideDisk
    default: true
    }
  }

  /// The rungs from the least harmful to the most: on USB the port's switch goes before the driver.
  var order: [Rung] {
    card.bus == "usb"
      ? [.restartHostapd, .recreateInterface, .resetBus, .reloadDriver, .powerHook, .reboot]
      : [
        .restartHostapd, .recreateInterface, .rebindDevice, .reloadDriver, .resetDevice, .resetBus, .powerHook, .reboot,
      ]
  }
}
