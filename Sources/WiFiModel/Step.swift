/// One effect on the machine, visible outside: the atom of a plan and of crash testing. It is data.
package struct Step: Hashable, Sendable {
  package var action: Action
  package var radio: RadioID
  /// The drifted field with what was desired and observed, as one sentence.
  package var reason: String
  package var disruption: Disruption
  /// How many clients it touches at most; nil where it touches none, or nobody can tell.
  package var clients: UInt16?
  /// How long it may take before it counts as failed.
  package var deadline: Uptime.Span

  package init(
    _ action: Action, radio: RadioID, reason: String, disruption: Disruption = .none, clients: UInt16? = nil,
    deadline: Uptime.Span = .seconds(5)
  ) {
    self.action = action
    self.radio = radio
    self.reason = reason
    self.disruption = disruption
    self.clients = clients
    self.deadline = deadline
  }

  /// What it does and to what, for people.
  package var title: String { action.name + (action.target.map { " \($0)" } ?? "") }
}

/// What a step does. Closed: a new action does not compile until it has an effect, a rendering, a verification and a
/// simulation.
package enum Action: Hashable, Sendable {
  /// Loads a kernel module with these parameters, and what it depends on.
  case loadModule(ModuleName, [ModuleParameter])
  /// Removes exactly this module.
  case unloadModule(ModuleName)
  /// Takes the driver off the device (sysfs `unbind`).
  case unbindDevice(BusDevice, ModuleName)
  /// Gives the device to the driver (sysfs `bind`).
  case bindDevice(BusDevice, ModuleName)
  /// Resets the device by its own means (sysfs `reset`).
  case resetDevice(BusDevice)
  /// Takes the device off its PCI bus (sysfs `remove`).
  case removeDevice(BusDevice)
  /// Has the kernel look behind the bridge that the device hangs below (sysfs `rescan`).
  case rescanBus(BusDevice)
  /// Takes the driver off the host that the device's SDIO slot belongs to, and gives it back.
  case unbindHost(BusDevice)
  case bindHost(BusDevice)
  /// Runs the operator's program, without a shell.
  case runPowerHook([String])
  case reboot
  /// Switches the device's USB port off (`disable` = 1).
  case disablePort(BusDevice)
  /// Switches the device's USB port on (`disable` = 0).
  case enablePort(BusDevice)
  /// Takes back the soft block of a wiphy's rfkill switch.
  case unblockRadio(RadioSwitch)
  case setRegulatoryDomain(CountryCode)
  /// Writes the file that keeps NetworkManager off these interfaces.
  case writeExemption([InterfaceName])
  case removeExemption
  /// SIGHUP, on which NetworkManager reads its configuration anew (NetworkManager(8)).
  case reloadNetworkManager(ProcessIdentity)
  /// Adds an interface of type AP; `phy` is nil while the radio is not there yet: such a step can be shown, not done.
  case addInterface(InterfaceName, phy: UInt32?)
  case removeInterface(InterfaceName, index: UInt32)
  case setLinkUp(InterfaceName)
  /// Takes the link down, and with it a BSS that a dead hostapd left in the kernel (`cfg80211_leave`).
  case setLinkDown(InterfaceName)
  case addAddress(InterfaceAddress, InterfaceName)
  case removeAddress(InterfaceAddress, InterfaceName)
  /// Changes the address of an interface that is down.
  case setHardwareAddress(HardwareAddress, InterfaceName)
  /// Limits the transmit power of a wiphy, in dBm.
  case limitPower(UInt8, phy: UInt32?)
  case writeFile(HostapdFile)
  case writeConfiguration(HostapdConfiguration)
  /// Removes private files, and where `configuration` says so hostapd's configuration and log of this radio.
  case removeFiles([HostapdFile.Identity], configuration: Bool)
  /// Has hostapd read an access point's passphrases anew; only clients whose passphrase is gone notice.
  case reloadPassphrases(InterfaceName)
  /// Has hostapd hold to an access point's list of stations as it stands in its file; who may stay no more is dropped.
  case reloadStations(HostapdFile)
  /// Gives options to one BSS of a hostapd that serves, and has it renew its beacon where that is what they change.
  case setOptions(InterfaceName, [HostapdOption], renewsBeacon: Bool)
  /// Has the radio announce another channel and take its clients along.
  case switchChannel(InterfaceName, ChannelSwitch)
  /// Gives options to one BSS and has hostapd begin it anew; the others go on.
  case reloadBSS(InterfaceName, [HostapdOption])
  /// Takes one BSS off the air and puts it on again with other options; the others go on.
  case renewBSS(InterfaceName, [HostapdOption], isSecured: Bool)
  /// Takes one BSS from a hostapd that serves. The installed hostapd reads what is to follow it before.
  case removeBSS(InterfaceName, successor: HostapdConfiguration?)
  /// Gives a hostapd that serves one more BSS: its configuration by itself, and the wiphy whose interfaces hostapd makes;
  /// nil where it takes an interface that is there.
  case addBSS(InterfaceName, HostapdConfiguration, phy: String?)
  /// Writes down the configuration that hostapd was brought to follow already.
  case recordConfiguration(HostapdConfiguration)
  case startHostapd
  /// SIGTERM; hostapd takes its BSS off the air.
  case stopHostapd(ProcessIdentity)
  /// SIGKILL, for one that does not listen.
  case killHostapd(ProcessIdentity)

  /// The name on the command line, in plans and in status.
  package var name: String {
    switch self {
    case .loadModule: "load-module"
    case .unloadModule: "unload-module"
    case .unbindDevice: "unbind-device"
    case .bindDevice: "bind-device"
    case .resetDevice: "reset-device"
    case .removeDevice: "remove-device"
    case .rescanBus: "rescan-bus"
    case .unbindHost: "unbind-host"
    case .bindHost: "bind-host"
    case .runPowerHook: "run-power-hook"
    case .reboot: "reboot"
    case .disablePort: "disable-port"
    case .enablePort: "enable-port"
    case .unblockRadio: "unblock-radio"
    case .setRegulatoryDomain: "set-regulatory-domain"
    case .writeExemption: "write-exemption"
    case .removeExemption: "remove-exemption"
    case .reloadNetworkManager: "reload-network-manager"
    case .addInterface: "add-interface"
    case .removeInterface: "remove-interface"
    case .setLinkUp: "set-link-up"
    case .setLinkDown: "set-link-down"
    case .addAddress: "add-address"
    case .removeAddress: "remove-address"
    case .setHardwareAddress: "set-hardware-address"
    case .limitPower: "limit-power"
    case .writeFile(let file) where file.kind == .passphrases: "write-passphrases"
    case .writeFile: "write-stations"
    case .writeConfiguration: "write-configuration"
    case .removeFiles: "remove-files"
    case .reloadPassphrases: "reload-passphrases"
    case .reloadStations: "reload-stations"
    case .setOptions: "set-options"
    case .switchChannel: "switch-channel"
    case .reloadBSS: "reload-bss"
    case .renewBSS: "renew-bss"
    case .removeBSS: "remove-bss"
    case .addBSS: "add-bss"
    case .recordConfiguration: "record-configuration"
    case .startHostapd: "start-hostapd"
    case .stopHostapd: "stop-hostapd"
    case .killHostapd: "kill-hostapd"
    }
  }

  /// What it acts on, for people; nil where the radio says it all.
  package var target: String? {
    switch self {
    case .loadModule(let module, let parameters):
      ([module.text] + parameters.map(\.description)).joined(separator: " ")
    case .unloadModule(let module): module.text
    case .unbindDevice(let device, _), .bindDevice(let device, _), .disablePort(let device), .enablePort(let device),
      .resetDevice(let device), .removeDevice(let device), .rescanBus(let device):
      device.path
    case .unbindHost(let device), .bindHost(let device): device.host?.address
    case .runPowerHook(let command): command.first
    case .setRegulatoryDomain(let country): country.text
    case .addInterface(let name, _), .removeInterface(let name, _), .setLinkUp(let name), .setLinkDown(let name),
      .reloadPassphrases(let name), .reloadBSS(let name, _), .renewBSS(let name, _, _), .removeBSS(let name, _),
      .addBSS(let name, _, _):
      name.text
    case .setOptions(let name, _, _): name.text
    case .switchChannel(_, let target): target.channel.description
    case .writeExemption(let names): names.map(\.text).joined(separator: ", ")
    case .reloadNetworkManager(let process): "process \(process.pid)"
    case .addAddress(let address, let name), .removeAddress(let address, let name): "\(address) on \(name)"
    case .setHardwareAddress(let address, let name): "\(address) on \(name)"
    case .limitPower(let power, _): "\(power) dBm"
    case .writeFile(let file), .reloadStations(let file): file.accessPoint.text
    case .removeFiles(_, configuration: true): nil
    case .removeFiles(let files, configuration: false): files.map(\.description).joined(separator: ", ")
    case .stopHostapd(let process), .killHostapd(let process): "process \(process.pid)"
    case .unblockRadio(let radioSwitch): radioSwitch.sysfs.split(separator: "/").last.map(String.init)
    case .writeConfiguration, .recordConfiguration, .startHostapd, .removeExemption, .reboot: nil
    }
  }

  /// Whether what it makes is entered into the ledger first: an agent that made it and then died must know it for its own.
  package var isEntered: Bool {
    switch self {
    case .addInterface, .addAddress, .setHardwareAddress, .writeFile, .writeConfiguration, .writeExemption, .addBSS,
      .startHostapd:
      true
    default: false
    }
  }

  /// Whether the machine must be observed anew before anything further can be decided.
  package var isBarrier: Bool {
    switch self {
    case .loadModule, .bindDevice, .bindHost, .rescanBus, .resetDevice, .enablePort, .setRegulatoryDomain,
      .addInterface, .runPowerHook:
      true
    default: false
    }
  }
}

/// Why a step did not succeed.
package struct StepFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable {
    /// The kernel, hostapd or the file system said no.
    case refused
    /// No answer within the deadline; the effect may still come.
    case late
    /// Not begun: the radio's helper is still held by an earlier request.
    case busy
    /// What the step was about is not there any more.
    case stale
  }
  package var kind: Kind
  /// What, where and why, as one lowercase sentence without full stop. It holds no secret.
  package var message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  package var description: String { message }
}
