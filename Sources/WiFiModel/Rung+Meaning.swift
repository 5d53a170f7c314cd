extension Rung {
  /// What it does, as a clause for people.
  package var meaning: String {
    switch self {
    case .restartHostapd: "hostapd is killed and started again"
    case .recreateInterface: "the interface is removed and made again"
    case .rebindDevice: "the driver is taken off the card and given it again; the driver's other cards go on"
    case .reloadDriver: "the driver is unloaded and loaded again, with every card that it has"
    case .resetDevice: "the card is reset by the kernel while no driver has it"
    case .resetBus: "the card is taken off its bus and put on again"
    case .powerHook: "the program of the spec takes the card's power and gives it back"
    case .reboot: "the machine is rebooted"
    }
  }
}
