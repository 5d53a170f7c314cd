/// The machine as it was seen, as far as it could be seen.
package struct ObservedState: Hashable, Sendable {
  /// When the observation began: nothing in it is younger.
  package var at: Uptime
  package var reach: Reach
  /// Every radio asked for, in order of their names.
  package var radios: [ObservedRadio]
  /// All network interfaces of the machine that have a wiphy or a name asked for, in order of their index.
  package var interfaces: Knowledge<[Interface]>
  /// The regulatory domain in force; `nil` is the world domain (`00`) or an intersection.
  package var regulatoryDomain: Knowledge<CountryCode?>
  /// Every hostapd that runs on a configuration of ours, in order of radio names.
  package var hostapds: Knowledge<[HostapdInstance]>
  /// Every configuration in our runtime folder, in order of radio names.
  package var configurations: Knowledge<[ConfigurationFiles]>
  /// The installed hostapd; `nil` is none. Only commands that read ask for it, the agent does not.
  package var hostapdSoftware: Knowledge<HostapdSoftware?>
  /// The programs of others that set up interfaces, in order of their kinds and processes.
  package var others: Knowledge<[OtherProgram]>
  package var exemption: Knowledge<Exemption>
  /// The civil time, where the kernel's clock was synchronised at some time since boot; `nil` before that.
  package var clock: Knowledge<WallTime?>
  /// Seconds by which the time zone asked for is ahead of UTC at `clock`.
  package var zoneOffset: Knowledge<Int32>
  /// Whether the kernel has had no oops in this boot (TAINT_DIE of /proc/sys/kernel/tainted).
  package var isKernelSound: Knowledge<Bool>

  package init(
    at: Uptime, reach: Reach, radios: [ObservedRadio], interfaces: Knowledge<[Interface]>,
    regulatoryDomain: Knowledge<CountryCode?>, hostapds: Knowledge<[HostapdInstance]>,
    configurations: Knowledge<[ConfigurationFiles]>,
    hostapdSoftware: Knowledge<HostapdSoftware?> = .unknown("not asked"),
    others: Knowledge<[OtherProgram]> = .known([]),
    exemption: Knowledge<Exemption> = .known(Exemption(isNeeded: false)), clock: Knowledge<WallTime?> = .known(nil),
    zoneOffset: Knowledge<Int32> = .unknown("not asked"), isKernelSound: Knowledge<Bool> = .known(true)
  ) {
    self.at = at
    self.reach = reach
    self.radios = radios
    self.interfaces = interfaces
    self.regulatoryDomain = regulatoryDomain
    self.hostapds = hostapds
    self.configurations = configurations
    self.hostapdSoftware = hostapdSoftware
    self.others = others
    self.exemption = exemption
    self.clock = clock
    self.zoneOffset = zoneOffset
    self.isKernelSound = isKernelSound
  }

  /// How far an observation goes.
  package enum Reach: String, Hashable, Sendable, CaseIterable {
    /// Reads what the kernel and our files hold; sends no command to any firmware.
    case gentle
    /// Also asks nl80211 for each declared interface, which makes some drivers ask their firmware.
    case probing
  }

  package func radio(_ id: RadioID) -> ObservedRadio? { radios.first { $0.id == id } }

  /// The interface of that name, where the interfaces are known at all.
  package func interface(_ name: InterfaceName) -> Interface? {
    interfaces.value?.first { $0.name == name.text }
  }

  package func hostapd(of radio: RadioID) -> HostapdInstance? { hostapds.value?.first { $0.radio == radio } }

  package func configuration(of radio: RadioID) -> ConfigurationFiles? {
    configurations.value?.first { $0.radio == radio }
  }
}

/// What was seen of one declared radio.
package struct ObservedRadio: Hashable, Sendable {
  package var id: RadioID
  package var module: Knowledge<ModuleState>
  /// The card; `nil` when no card is bound to the driver or matches.
  package var device: Knowledge<BusDevice?>
  /// The wiphy that the driver registered for the card; `nil` before its firmware is active, or after its removal.
  package var phy: Knowledge<Phy?>
  package var firmware: FirmwareAnswer
  /// The values that the loaded module shows of the declared parameters, in order of names.
  package var moduleParameters: [ModuleParameter]
  /// The wiphy's rfkill switch, where it has one.
  package var radioSwitch: RadioSwitch?
  /// The bus paths of other cards under the same module, in order: what happens to the module happens to them.
  package var siblings: [String]
  /// Frames that came in from the air over the access points' interfaces, as the driver counts them; nil: nobody does.
  package var received: UInt64?
  /// Whether the firmware file that was asked after is there; nil: nobody asked.
  package var hasFirmwareFile: Bool?
  /// The process that asks the kernel on this radio's behalf, when it is stuck in a request.
  package var stuckRequest: StuckRequest?

  package init(
    id: RadioID, module: Knowledge<ModuleState>, device: Knowledge<BusDevice?>, phy: Knowledge<Phy?>,
    firmware: FirmwareAnswer, moduleParameters: [ModuleParameter] = [], radioSwitch: RadioSwitch? = nil,
    siblings: [String] = [],
    received: UInt64? = nil, hasFirmwareFile: Bool? = nil, stuckRequest: StuckRequest? = nil
  ) {
    self.id = id
    self.module = module
    self.device = device
    self.phy = phy
    self.firmware = firmware
    self.moduleParameters = moduleParameters
    self.radioSwitch = radioSwitch
    self.siblings = siblings
    self.received = received
    self.hasFirmwareFile = hasFirmwareFile
    self.stuckRequest = stuckRequest
  }
}

/// The state of a kernel module (/proc/modules).
package enum ModuleState: String, Hashable, Sendable, CaseIterable {
  case absent
  case loading
  case live
  case unloading
}

/// A card on its bus, as sysfs shows it.
package struct BusDevice: Hashable, Sendable {
  /// The bus: `usb`, `pci`, `sdio`, `platform`.
  package var bus: String
  /// The name that the driver's bind and unbind files take: `0000:01:00.0`, `mmc0:0001:1`, `1-1:1.0`.
  package var address: String
  /// Where it hangs, stable over enumerations, as udev's ID_PATH.
  package var path: String
  /// The folder under /sys/devices.
  package var sysfs: String
  /// What kernel records of this device carry as DEVICE=: `+pci:0000:01:00.0`, `c189:2`.
  package var kernelID: String?
  /// The driver bound to it.
  package var driver: ModuleName?
  /// The switch of the USB port it is plugged into (`usbN-portM/disable`), where sysfs has one.
  package var portSwitch: String?
  /// Whether the kernel knows a way to reset it alone (PCI: sysfs `reset` is there).
  package var isResettable: Bool
  /// The attribute by which the kernel looks behind the bridge that it hangs below, on PCI.
  package var rescan: String?
  /// The host of its slot, on SDIO.
  package var host: Host?
  /// What else is on the card and goes when the card is reset: functions that other drivers hold, in order.
  package var companions: [String]

  /// An SDIO host controller.
  package struct Host: Hashable, Sendable {
    /// As its driver's bind and unbind files take it: `2198000.mmc`.
    package var address: String
    /// Its bus (`platform`, `pci`, `acpi`) and its driver there.
    package var bus: String
    package var driver: String
    /// Whether a block device hangs on it: then it is never touched.
    package var hasBlockDevice: Bool

    package init(address: String, bus: String, driver: String, hasBlockDevice: Bool) {
      self.address = address
      self.bus = bus
      self.driver = driver
      self.hasBlockDevice = hasBlockDevice
    }
  }

  package init(
    bus: String, address: String, path: String, sysfs: String, kernelID: String? = nil, driver: ModuleName? = nil,
    portSwitch: String? = nil, isResettable: Bool = false, rescan: String? = nil, host: Host? = nil,
    companions: [String] = []
  ) {
    self.bus = bus
    self.address = address
    self.path = path
    self.sysfs = sysfs
    self.kernelID = kernelID
    self.driver = driver
    self.portSwitch = portSwitch
    self.isResettable = isResettable
    self.rescan = rescan
    self.host = host
    self.companions = companions
  }
}

/// A wiphy. Its index grows with every registration, so a reset card comes back under another one.
package struct Phy: Hashable, Sendable {
  package var index: UInt32
  /// The name, `phy0`.
  package var name: String
  package var address: HardwareAddress
  /// What it can do. A gentle look tells what an earlier one was told.
  package var capabilities: Knowledge<Capabilities>

  package init(
    index: UInt32, name: String, address: HardwareAddress, capabilities: Knowledge<Capabilities> = .unknown("not asked")
  ) {
    self.index = index
    self.name = name
    self.address = address
    self.capabilities = capabilities
  }
}

/// What keeps a radio silent, as the kernel's rfkill tells it (sysfs `class/rfkill`).
package struct RadioSwitch: Hashable, Sendable {
  /// Its folder under /sys/devices.
  package var sysfs: String
  /// Somebody's wish, which a program can take back.
  package var isSoftBlocked: Bool
  /// A switch of the machine's, which only a hand can turn.
  package var isHardBlocked: Bool

  package init(sysfs: String, isSoftBlocked: Bool = false, isHardBlocked: Bool = false) {
    self.sysfs = sysfs
    self.isSoftBlocked = isSoftBlocked
    self.isHardBlocked = isHardBlocked
  }
}

/// A network interface.
package struct Interface: Hashable, Sendable {
  package var name: String
  package var index: UInt32
  /// The index of its wiphy, from sysfs.
  package var phy: UInt32?
  package var address: HardwareAddress?
  /// IFF_UP: administratively up.
  package var isUp: Bool
  /// IFF_LOWER_UP: there is carrier.
  package var hasCarrier: Bool
  package var addresses: Knowledge<[InterfaceAddress]>
  /// The index of the bridge that it belongs to.
  package var master: UInt32?
  package var isBridge: Bool
  /// What nl80211 said, when it was asked in this observation; of an interface of others, within the last minutes.
  package var wireless: Wireless?

  package init(
    name: String, index: UInt32, phy: UInt32?, address: HardwareAddress?, isUp: Bool, hasCarrier: Bool,
    addresses: Knowledge<[InterfaceAddress]>, master: UInt32? = nil, isBridge: Bool = false, wireless: Wireless? = nil
  ) {
    self.name = name
    self.index = index
    self.phy = phy
    self.address = address
    self.isUp = isUp
    self.hasCarrier = hasCarrier
    self.addresses = addresses
    self.master = master
    self.isBridge = isBridge
    self.wireless = wireless
  }

  /// The answer to NL80211_CMD_GET_INTERFACE.
  package struct Wireless: Hashable, Sendable {
    package var type: InterfaceType
    /// Present while cfg80211 believes that a BSS runs; it may be stale.
    package var ssid: [UInt8]?
    /// Centre of the primary channel, MHz.
    package var frequency: UInt32?
    /// The width of the channel, MHz.
    package var width: UInt32?
    /// The transmit power in hundredths of a dBm.
    package var power: Int32?

    package init(
      type: InterfaceType, ssid: [UInt8]? = nil, frequency: UInt32? = nil, width: UInt32? = nil, power: Int32? = nil
    ) {
      self.type = type
      self.ssid = ssid
      self.frequency = frequency
      self.width = width
      self.power = power
    }
  }
}

/// The type of a wireless interface (`nl80211_iftype`), as far as it matters here.
package enum InterfaceType: String, Hashable, Sendable, CaseIterable {
  case station = "managed"
  case accessPoint = "AP"
  case other
}

/// Whether the firmware answered a command sent on purpose.
package enum FirmwareAnswer: String, Hashable, Sendable, CaseIterable {
  /// Nobody asked, or this driver's answer says nothing of the firmware.
  case notAsked = "not-asked"
  case answered
  /// The kernel replied, without what only the firmware knows.
  case silent
  /// The kernel itself has not replied within the deadline.
  case late
}

/// A request that the kernel has not answered.
package struct StuckRequest: Hashable, Sendable {
  /// The verb.
  package var operation: String
  package var since: Uptime
  /// The process that waits in the kernel.
  package var process: ProcessIdentity
  /// Its state letter in /proc: D cannot be killed.
  package var state: String

  package init(operation: String, since: Uptime, process: ProcessIdentity, state: String) {
    self.operation = operation
    self.since = since
    self.process = process
    self.state = state
  }
}

/// A running hostapd that was started on a configuration of ours.
package struct HostapdInstance: Hashable, Sendable {
  package var radio: RadioID
  package var process: ProcessIdentity
  /// The state letter in /proc: T is stopped, D waits in the kernel.
  package var state: String
  package var answer: Answer
  /// What this process was found able to do.
  package var abilities: Set<Ability>

  package init(
    radio: RadioID, process: ProcessIdentity, state: String, answer: Answer, abilities: Set<Ability> = []
  ) {
    self.radio = radio
    self.process = process
    self.state = state
    self.answer = answer
    self.abilities = abilities
  }

  /// What one hostapd can do and another cannot; asked of the process, never told by its version.
  package enum Ability: String, Hashable, Sendable, CaseIterable {
    /// It takes single BSSs away and adds them (a global control socket, `-g`).
    case replacesBSS = "replaces-bss"
    /// It begins one BSS anew with options that were given to it (RELOAD_BSS, since 2.11).
    case reloadsBSS = "reloads-bss"
    /// It gives all clients of a BSS new group keys when asked (REKEY_GTK, in builds with CONFIG_TESTING_OPTIONS).
    case renewsKeys = "renews-keys"
  }

  /// What its control socket said.
  package enum Answer: Hashable, Sendable {
    case status(HostapdStatus)
    /// No reply within the deadline.
    case silent
    /// No socket yet, or nobody behind it.
    case unreachable(String)
  }
}

/// A process that is not mistaken for a later one of the same number.
package struct ProcessIdentity: Hashable, Sendable {
  package var pid: Int32
  /// Start time in clock ticks since boot (/proc/PID/stat, field 22).
  package var startTime: UInt64

  package init(pid: Int32, startTime: UInt64) {
    self.pid = pid
    self.startTime = startTime
  }
}

/// hostapd's answer to STATUS.
package struct HostapdStatus: Hashable, Sendable {
  /// `UNINITIALIZED DISABLED COUNTRY_UPDATE ACS HT_SCAN DFS ENABLED NO_IR`.
  package var state: String
  /// Centre of the primary channel, MHz.
  package var frequency: UInt32?
  /// Of the whole channel.
  package var width: ChannelWidth?
  /// Where the secondary 20 MHz channel lies: -1 below, 1 above, 0 nowhere.
  package var secondaryChannel: Int32?
  /// While it listens for radar (CAC): the seconds that are left, 0 once they are over.
  package var radarSecondsLeft: UInt32?
  /// In hostapd's order.
  package var networks: [Network]

  package init(
    state: String, frequency: UInt32? = nil, width: ChannelWidth? = nil, secondaryChannel: Int32? = nil,
    radarSecondsLeft: UInt32? = nil, networks: [Network] = []
  ) {
    self.state = state
    self.frequency = frequency
    self.width = width
    self.secondaryChannel = secondaryChannel
    self.radarSecondsLeft = radarSecondsLeft
    self.networks = networks
  }

  /// What it serves on an interface.
  package func network(on interface: InterfaceName) -> Network? {
    networks.first { $0.interface == interface.text }
  }

  /// One BSS.
  package struct Network: Hashable, Sendable {
    package var interface: String
    package var ssid: [UInt8]
    package var bssid: HardwareAddress?
    package var stations: UInt16

    package init(interface: String, ssid: [UInt8], bssid: HardwareAddress? = nil, stations: UInt16 = 0) {
      self.interface = interface
      self.ssid = ssid
      self.bssid = bssid
      self.stations = stations
    }
  }
}

/// What stands in our runtime folder for one radio's hostapd.
package struct ConfigurationFiles: Hashable, Sendable {
  package var radio: RadioID
  package var configuration: HostapdConfiguration?
  /// The private files beside it, in order; secrets from a snapshot are `Credential.withheld`, which nothing can be
  /// compared with.
  package var files: [HostapdFile]
  /// Whether owner and mode are right: root, 0600.
  package var isPrivate: Bool

  package init(
    radio: RadioID, configuration: HostapdConfiguration?, files: [HostapdFile] = [], isPrivate: Bool = true
  ) {
    self.radio = radio
    self.configuration = configuration
    self.files = files.sorted { $0.identity < $1.identity }
    self.isPrivate = isPrivate
  }
}
