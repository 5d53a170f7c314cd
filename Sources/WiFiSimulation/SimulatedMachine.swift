package import WiFiModel
import WiFiReconcile

/// A machine with one card, in memory: its modules, bus, firmware, interfaces, regulatory domain, hostapd and files, and
/// the others who meddle with it. What the real mwifiex driver and hostapd do on deaf firmware was measured; their
/// times are those of the measurement.
package struct SimulatedMachine: Hashable, Sendable {
  package let card: SimulatedCard
  var generator: SplitMix64
  var now = Uptime.seconds(10)

  // The bus and the driver.
  var module = ModuleState.absent
  var isPlugged = true
  var isPortOn = true
  var isBound = false
  var enumeration: UInt32 = 1
  var adapter: Adapter?
  var firmware = Firmware()
  var phy: Phy?
  var nextPhy: UInt32 = 0
  /// What the last question about the wiphy was answered.
  var told: Told?
  var nextIndex: UInt32 = 3
  var nextAdapter: UInt32 = 1
  /// Until when the agent's helper waits in the kernel.
  var helperHeld: Uptime?

  var isFirmwareHidden = false
  var isSoftBlocked = false
  var isHardBlocked = false
  /// What becomes of the driver's next leave.
  var leave: Leave?
  /// What hangs in it; nil: nothing does.
  var stuckLeave: Action?
  /// The kernel has crashed.
  var isCrashed = false
  /// Whether clients send, and the frames that came in from them.
  var areClientsServed = false
  var received: UInt64 = 0

  // Above it.
  var interfaces: [SimulatedInterface] = []
  /// The bridges that somebody has made, which stay.
  var bridges: [String] = []
  var country: CountryCode?
  var isCountryPinned = false
  /// The limit of the transmit power, in dBm.
  var powerLimit: UInt8?
  var hostapds: [SimulatedHostapd] = []
  var isHostapdBroken = false
  var isHostapdHidden = false
  /// What becomes of a hostapd with another configuration than these; nil: nothing.
  var mishap: Mishap?
  var nextPID: Int32 = 400
  /// What time it is ten seconds after the machine's start; nil: nobody knows.
  var clockAtStart: WallTime?
  var files: [ConfigurationFiles] = []
  /// The radios whose configuration is cut short, which a look sees by its lost end.
  var torn: Set<RadioID> = []

  // What it does not do.
  /// What the next requests to the kernel are answered.
  var refusals: [String] = []
  var isHelperDying = false
  var disk = Disk.sound
  var hidden: Set<Sight> = []
  var keepsChannel = false
  var carriesOne = false

  // Others.
  var networkManager: SimulatedNetworkManager?
  var isNetworkManagerInstalled = false
  /// The file that keeps it off our interfaces.
  var exemption: String?
  var supplicant: Supplicant?

  /// What is to happen later, and what happened just now, for whoever drives the machine to fetch.
  var agenda: [Planned] = []
  var signals: [Signal] = []
  /// What the agent did to things that are not its own.
  package internal(set) var trespasses: [String] = []
  /// Commands that reached the firmware.
  package internal(set) var firmwareCommands: UInt64 = 0

  package init(card: SimulatedCard, seed: UInt64) {
    self.card = card
    generator = SplitMix64(seed: seed)
  }

  /// Configurations that hostapd copes with, and what others lead to.
  struct Mishap: Hashable, Sendable {
    var fault: SimulatedFault
    var fit: [HostapdConfiguration]
  }

  enum Disk: Hashable, Sendable {
    case sound
    case full
    /// But for what is below /run.
    case readOnly
  }

  /// What an observer looks at, and may fail to see.
  enum Sight: Hashable, Sendable {
    case interfaces
    case card
    case country
    case files
  }

  /// How the driver leaves its card where it does not just leave.
  enum Leave: Hashable, Sendable {
    case stuck
    case crashes
  }

  struct Planned: Hashable, Sendable {
    var at: Uptime
    var moment: Moment
  }

  /// Something of the machine's own that happens at a set time.
  enum Moment: Hashable, Sendable {
    /// A USB card has its firmware, and leaves the bus to come back with it; the driver lets go of the boot loader.
    case bootLoaderLeft(UInt32)
    case adapterStarted(UInt32)
    case adapterFailed(UInt32)
    case answerOverdue(UInt32, command: String)
    case dumpEnds(UInt32)
    case hostapdAttaches(Int32)
    case hostapdEnables(Int32)
    case hostapdExits(Int32)
    case countrySet(CountryCode)
  }

  /// What the machine lets others know.
  enum Signal: Hashable, Sendable {
    case changed
    case kernel(device: String, message: String)
    case channel(RadioID, ChannelEvent)
    case logLost
    /// It is going down.
    case rebooted
  }

  struct Supplicant: Hashable, Sendable {
    var process: ProcessIdentity
    var interface: String
  }

  /// What the kernel told of a wiphy.
  struct Told: Hashable, Sendable {
    var phy: UInt32
    var capabilities: Capabilities
  }

  /// The driver's side of the card.
  struct Adapter: Hashable, Sendable {
    var id: UInt32
    var isUp = false
    /// The driver gave a command up, and refuses all later ones.
    var isFlagged = false
    /// A command waits for its answer until then.
    var pending: Uptime?
  }

  struct Firmware: Hashable, Sendable {
    var isLoaded = false
    var isDeaf = false
    var losesNextAnswer = false
    /// Cures that did not take.
    var cures: UInt8 = 0
  }

  struct SimulatedInterface: Hashable, Sendable {
    var name: String
    var index: UInt32
    var phy: UInt32
    var isForeign: Bool
    var type: InterfaceType
    var isUp = false
    var addresses: [InterfaceAddress] = []
    var foreignAddresses: [InterfaceAddress] = []
    /// What cfg80211 remembers of the BSS; it outlives the firmware.
    var ssid: [UInt8]?
    var frequency: UInt32?
    var mac: HardwareAddress?
  }

  /// How the firmware took a command.
  enum Reply: Hashable, Sendable {
    case answered
    case refused
    /// The caller waits until then, in vain.
    case unanswered(Uptime)
  }

  /// Sends a command, as any caller in the kernel does.
  mutating func command(_ name: String) -> Reply {
    guard var adapter, adapter.isUp else { return .refused }
    if adapter.isFlagged {
      say("PREP_CMD: FW is in bad state")
      return .refused
    }
    if let pending = adapter.pending { return .unanswered(pending) }
    firmwareCommands += 1
    guard firmware.isDeaf || firmware.losesNextAnswer else { return .answered }
    firmware.losesNextAnswer = false
    let end = now + .milliseconds(10_200)
    adapter.pending = end
    self.adapter = adapter
    plan(.answerOverdue(adapter.id, command: name), at: end)
    return .unanswered(end)
  }

  mutating func plan(_ moment: Moment, at time: Uptime) { agenda.append(Planned(at: time, moment: moment)) }

  mutating func plan(_ moment: Moment, in milliseconds: Int64) { plan(moment, at: now + span(milliseconds)) }

  /// A length of time that is up to a fifth longer than said.
  mutating func span(_ milliseconds: Int64) -> Uptime.Span {
    .milliseconds(milliseconds + Int64(generator.below(UInt64(milliseconds / 5 + 1))))
  }

  mutating func say(_ message: String) {
    let id = card.device(enumeration: enumeration).kernelID ?? ""
    signals.append(.kernel(device: id, message: card.logPrefix + message))
  }

  /// The next due moment of the machine's own comes to pass.
  mutating func happen(_ moment: Moment, at time: Uptime) {
    now = time
    switch moment {
    case .bootLoaderLeft(let id):
      guard adapter?.id == id else { return }
      say("info: FW download over, size 632240 bytes")
      say("info: _mwifiex_fw_dpc: unregister device")
      isBound = false
      enumeration += 1
      plan(.adapterStarted(id), in: 600)
    case .adapterStarted(let id):
      guard adapter?.id == id else { return }
      adapter?.isUp = true
      isBound = true
      firmware.isLoaded = true
      say("WLAN FW is active")
      let index = nextPhy
      nextPhy += 1
      let mac = HardwareAddress(bytes: [2, 0, 0, 0, 0, 1])
      guard let mac else { return }
      phy = Phy(index: index, name: "phy\(index)", address: mac)
      if country == nil, !isCountryPinned { country = card.region }
      addInterface(card.ownInterface, type: .station, isForeign: true)
    case .adapterFailed(let id):
      guard adapter?.id == id else { return }
      say("mwifiex_cmd_timeout_func: Timeout cmd id = 0xa9, act = 0x0")
      say("info: _mwifiex_fw_dpc: unregister device")
      adapter = nil
    case .answerOverdue(let id, let command):
      guard adapter?.id == id else { return }
      adapter?.isFlagged = true
      adapter?.pending = nil
      say("mwifiex_cmd_timeout_func: Timeout cmd id = \(command), act = 0x1")
      // Without a way to reset the card the driver says nothing and does nothing.
      guard card.cures.contains(.itself) else { break }
      say("== mwifiex firmware dump start ==")
      plan(.dumpEnds(id), at: now + card.dump)
    case .dumpEnds(let id):
      guard adapter?.id == id else { return }
      say("== mwifiex firmware dump end ==")
      say("info: shutdown mwifiex...")
      let isBound = isBound
      cure(by: .itself)
      dropCard()
      if isBound { probeCard() }
    case .hostapdAttaches(let pid): hostapdAttaches(pid)
    case .hostapdEnables(let pid): hostapdEnables(pid)
    case .hostapdExits(let pid):
      guard hostapds.contains(where: { $0.process.pid == pid }) else { return }
      hostapds.removeAll { $0.process.pid == pid }
    case .countrySet(let country):
      guard !isCountryPinned else { return }
      self.country = country
    }
    signals.append(.changed)
  }

  /// The driver takes the card, if it is there.
  mutating func probeCard() {
    guard module == .live, isPlugged, isPortOn, adapter == nil else { return }
    isBound = true
    let id = nextAdapter
    nextAdapter += 1
    adapter = Adapter(id: id)
    if firmware.isDeaf, firmware.isLoaded {
      if card.bus == "pci" { say("WLAN FW already running! Skip FW dnld") }
      say("WLAN FW is active")
      plan(.adapterFailed(id), in: 10_200)
    } else {
      if !firmware.isLoaded, isFirmwareHidden {
        say("Direct firmware load for mrvl/combo_v4.bin failed with error -2")
        return
      }
      if !firmware.isLoaded { say("start to download FW...") }
      if !firmware.isLoaded, card.bus == "usb" {
        plan(.bootLoaderLeft(id), in: 700)
      } else {
        plan(.adapterStarted(id), in: firmware.isLoaded ? 400 : 1300)
      }
    }
    signals.append(.changed)
  }

  /// The driver leaves the card.
  mutating func dropCard() {
    isBound = false
    adapter = nil
    if let phy { interfaces.removeAll { $0.phy == phy.index } }
    phy = nil
    signals.append(.changed)
  }

  /// Everything that is not on the card or on a disk begins anew.
  mutating func reboot() {
    module = .absent
    isPortOn = true
    dropCard()
    cure(by: .reboot)
    hostapds = []
    files = []
    torn = []
    exemption = nil
    country = nil
    told = nil
    helperHeld = nil
    leave = nil
    stuckLeave = nil
    isCrashed = false
    interfaces = []
    agenda = []
  }

  /// The card gets its power anew.
  mutating func powerUp() {
    firmware = Firmware()
    enumeration += 1
    probeCard()
  }

  mutating func addInterface(_ name: String, type: InterfaceType, isForeign: Bool) {
    guard let phy, !interfaces.contains(where: { $0.name == name }) else { return }
    let mac = HardwareAddress(bytes: [2, 0, 0, 0, isForeign ? 0 : 2, UInt8(truncatingIfNeeded: nextIndex)])
    interfaces.append(
      SimulatedInterface(
        name: name, index: nextIndex, phy: phy.index, isForeign: isForeign, type: type, mac: mac))
    nextIndex += 1
    offer(nextIndex - 1)
    signals.append(.changed)
  }

  /// Whether the firmware really sends beacons with that name on a working interface.
  package func isOnAir(_ accessPoint: AccessPoint) -> Bool {
    guard let adapter, adapter.isUp, !adapter.isFlagged, adapter.pending == nil, !firmware.isDeaf,
      let interface = interfaces.first(where: { $0.name == accessPoint.name.text }), interface.isUp,
      !interface.isForeign || accessPoint.adopt, interface.ssid == accessPoint.ssid.bytes,
      accessPoint.macAddress == nil || interface.mac == accessPoint.macAddress
    else { return false }
    return accessPoint.addresses.allSatisfy { interface.addresses.contains($0) }
      && hostapds.contains {
        ([$0.interfaceIndex] + $0.made + $0.given).contains(interface.index) && $0.phase == .enabled
          && !$0.isStopped && !$0.isHung && accessPoint.files(at: nil).allSatisfy($0.read.contains)
      }
  }

  /// Whether everything that is to be on the air is.
  package func isOnAir(_ declared: DesiredState) -> Bool {
    declared.accessPoints.allSatisfy { !$0.enabled || isOnAir($0) }
  }

  /// Whether anything of the agent's is left.
  package var isClean: Bool {
    hostapds.isEmpty && files.isEmpty && exemption == nil
      && !interfaces.contains { !$0.isForeign || !$0.addresses.isEmpty }
  }
}
