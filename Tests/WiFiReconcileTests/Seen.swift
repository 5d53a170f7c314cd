import WiFiModel
import WiFiReconcile
import WiFiSimulation

/// Observations of the story's machine, made by hand.
enum Seen {
  static let device = BusDevice(
    bus: "usb", address: "1-1:1.0", path: "usb-0:1:1.0", sysfs: "/sys/devices/1-1", kernelID: "c189:2")

  static func port(_ isThere: Bool = true) -> BusDevice {
    var device = device
    device.portSwitch = isThere ? "/sys/devices/port/disable" : nil
    return device
  }

  static let card = BusDevice(
    bus: "pci", address: "0000:01:00.0", path: "pci-0000:01:00.0", sysfs: "/sys/devices/0000:01:00.0")

  static func mac(_ last: UInt8) throws -> HardwareAddress { try HardwareAddress("02:00:00:00:00:0\(last)") }

  /// The machine as it is while the story's access point is on the air.
  static func onAir(at time: Uptime = .seconds(100), firmware: FirmwareAnswer = .answered) throws -> ObservedState {
    let radio = try Story.radio()
    let accessPoint = try Story.accessPoint()
    let mac = try mac(1)
    return ObservedState(
      at: time, reach: .probing,
      radios: [
        ObservedRadio(
          id: radio.id, module: .known(.live), device: .known(device),
          phy: .known(Phy(index: 0, name: "phy0", address: mac)), firmware: firmware)
      ],
      interfaces: .known([
        Interface(
          name: "uap0", index: 4, phy: 0, address: mac, isUp: true, hasCarrier: true,
          addresses: .known(accessPoint.addresses),
          wireless: Interface.Wireless(type: .accessPoint, ssid: accessPoint.ssid.bytes, frequency: 2437))
      ]),
      regulatoryDomain: .known(radio.country),
      hostapds: .known([
        HostapdInstance(
          radio: radio.id, process: ProcessIdentity(pid: 7, startTime: 70), state: "S",
          answer: .status(
            HostapdStatus(
              state: "ENABLED", frequency: 2437,
              networks: [HostapdStatus.Network(interface: "uap0", ssid: accessPoint.ssid.bytes, bssid: mac)])))
      ]),
      configurations: .known([
        ConfigurationFiles(
          radio: radio.id, configuration: HostapdConfiguration(for: [accessPoint], on: radio, paths: Paths()),
          files: accessPoint.files(at: nil))
      ]))
  }

  /// The ledger that belongs to it.
  static func ledger() throws -> Ledger {
    let main = try RadioID("main")
    let name = try InterfaceName("uap0")
    return Ledger(
      interfaces: [Ledger.OwnedInterface(name: name, radio: main, index: 4)],
      addresses: try Story.accessPoint().addresses.map { Ledger.OwnedAddress(address: $0, interface: name) },
      hostapds: [
        Ledger.OwnedHostapd(
          radio: main, interfaceIndex: 4, process: ProcessIdentity(pid: 7, startTime: 70))
      ],
      files: [main])
  }

  static func drift(_ state: ObservedState, _ desired: DesiredState? = nil, ledger: Ledger? = nil) throws -> Drift {
    Drift(
      of: try RadioID("main"), from: state, to: try desired ?? Story.desired(), ledger: try ledger ?? self.ledger(),
      paths: Paths())
  }

  /// Changes the one hostapd of an observation.
  static func hostapd(_ state: inout ObservedState, _ change: (inout HostapdInstance) -> Void) {
    var all = state.hostapds.value ?? []
    change(&all[0])
    state.hostapds = .known(all)
  }

  /// Changes the first interface of an observation.
  static func interface(_ state: inout ObservedState, _ change: (inout Interface) -> Void) {
    var all = state.interfaces.value ?? []
    change(&all[0])
    state.interfaces = .known(all)
  }

  static func names(_ drift: Drift) -> [String] { Plan(for: drift).steps.map(\.action.name) }
}
