import LinuxPlatform
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiObserve

@Suite struct CardsTests {
  private func find(in cards: Cards, _ radio: Radio) throws -> Knowledge<BusDevice?> {
    try cards.card(of: radio, among: try cards.bound(to: radio.driver))
  }

  private let machine: TemporaryMachine
  private let cards: Cards

  init() throws {
    machine = try TemporaryMachine()
    cards = Cards(sysfs: Sysfs(root: machine.root))
    machine.folder("sys/class/ieee80211")
  }

  // MARK: The tree

  /// A device with a bus, as sysfs shows it: a folder with a link to its subsystem.
  private func device(_ path: String, bus: String) throws {
    machine.folder("sys/devices/\(path)")
    machine.folder("sys/bus/\(bus)")
    try machine.link("sys/devices/\(path)/subsystem", to: "sys/bus/\(bus)")
  }

  /// Binds a device to a module's driver on its bus.
  private func bind(_ path: String, to module: String, bus: String, driver: String? = nil) throws {
    let folder = "sys/bus/\(bus)/drivers/\(driver ?? module)"
    machine.folder("sys/module/\(module)/drivers")
    if machine.mode(folder) == nil {
      machine.folder(folder)
      try machine.link("sys/module/\(module)/drivers/\(bus):\(driver ?? module)", to: folder)
      // Beside the devices stand the module and files that are written to.
      try machine.link("\(folder)/module", to: "sys/module/\(module)")
      try machine.file("\(folder)/bind", "")
    }
    let name = try #require(path.split(separator: "/").last)
    try machine.link("\(folder)/\(name)", to: "sys/devices/\(path)")
  }

  private func wiphy(_ index: UInt32, below path: String, address: String) throws {
    let folder = "sys/devices/\(path)/ieee80211/phy\(index)"
    try machine.file("\(folder)/index", "\(index)\n")
    try machine.file("\(folder)/macaddress", address + "\n")
    try machine.link("\(folder)/device", to: "sys/devices/\(path)")
    try machine.link("sys/class/ieee80211/phy\(index)", to: folder)
  }

  /// Two USB ports of the virtual host controller, with a card in each named one.
  private func usb(ports: [Int]) throws {
    let hub = "platform/vhci_hcd.0/usb1"
    try device("platform/vhci_hcd.0", bus: "platform")
    try device(hub, bus: "usb")
    for port in ports {
      let holder = "\(hub)/1-\(port)"
      try device(holder, bus: "usb")
      try device("\(holder)/1-\(port):1.0", bus: "usb")
      try machine.file("sys/devices/\(holder)/dev", "189:\(port)\n")
      try bind("\(holder)/1-\(port):1.0", to: "mwifiex_usb", bus: "usb")
      try wiphy(UInt32(port), below: holder, address: "02:00:00:00:00:0\(port)")
    }
  }

  private func radio(_ driver: String, _ match: Radio.Match? = nil) throws -> Radio {
    Radio(
      id: try RadioID("main"), driver: try ModuleName(driver), match: match, country: try CountryCode("FR"),
      channel: try Channel(6, in: .ghz2))
  }

  private func only(_ driver: String) throws -> BusDevice {
    let found = try cards.bound(to: try ModuleName(driver))
    #expect(found.count == 1)
    return try #require(found.first)
  }

  // MARK: Cards by bus

  @Test func `a USB card is its interface, and its wiphy hangs under the device above`() throws {
    try usb(ports: [1])
    let card = try only("mwifiex_usb")
    #expect(
      card
        == BusDevice(
          bus: "usb", address: "1-1:1.0", path: "platform-vhci_hcd.0-usb-0:1:1.0",
          sysfs: "devices/platform/vhci_hcd.0/usb1/1-1/1-1:1.0", kernelID: "c189:1",
          driver: try ModuleName("mwifiex_usb")
        ))
    #expect(
      try cards.phys(of: card) == [Phy(index: 1, name: "phy1", address: try HardwareAddress("02:00:00:00:00:01"))])
  }

  @Test func `a USB port's switch is found where the port has one`() throws {
    try usb(ports: [1, 2])
    let hub = "sys/devices/platform/vhci_hcd.0/usb1"
    try machine.file("\(hub)/1-0:1.0/usb1-port1/disable", "0\n")
    machine.folder("\(hub)/1-0:1.0/usb1-port2")
    for port in 1...2 { try machine.link("\(hub)/1-\(port)/port", to: "\(hub)/1-0:1.0/usb1-port\(port)") }
    let found = try cards.bound(to: try ModuleName("mwifiex_usb"))
    #expect(
      found.map(\.portSwitch) == ["devices/platform/vhci_hcd.0/usb1/1-0:1.0/usb1-port1/disable", nil])
  }

  @Test func `a PCI card has the name of its slot`() throws {
    try device("pci0000:00/0000:00:1c.0", bus: "pci")
    try device("pci0000:00/0000:00:1c.0/0000:01:00.0", bus: "pci")
    try bind("pci0000:00/0000:00:1c.0/0000:01:00.0", to: "mwifiex_pcie", bus: "pci", driver: "mwifiex_pcie")
    try wiphy(3, below: "pci0000:00/0000:00:1c.0/0000:01:00.0", address: "02:00:00:00:00:03")
    let card = try only("mwifiex_pcie")
    #expect(card.path == "pci-0000:01:00.0")
    #expect(card.address == "0000:01:00.0")
    #expect(card.kernelID == "+pci:0000:01:00.0")
    #expect(card.portSwitch == nil)
    #expect(try cards.phys(of: card).map(\.index) == [3])
  }

  @Test func `a PCI card behind a platform's bridge names both, as udev does`() throws {
    let bridge = "platform/soc/1ffc000.pcie/pci0000:00/0000:00:00.0"
    for path in ["platform/soc", "platform/soc/1ffc000.pcie"] { try device(path, bus: "platform") }
    for path in [bridge, bridge + "/0000:01:00.0"] { try device(path, bus: "pci") }
    try bind(bridge + "/0000:01:00.0", to: "mwifiex_pcie", bus: "pci")
    #expect(try only("mwifiex_pcie").path == "platform-1ffc000.pcie-pci-0000:01:00.0")
  }

  @Test func `a USB card on a PCI controller names both, and a hub's port in full`() throws {
    let controller = "pci0000:00/0000:00:14.0"
    try device(controller, bus: "pci")
    let hub = "\(controller)/usb1/1-4"
    for path in ["\(controller)/usb1", hub, "\(hub)/1-4.2", "\(hub)/1-4.2/1-4.2:1.0"] { try device(path, bus: "usb") }
    try bind("\(hub)/1-4.2/1-4.2:1.0", to: "mwifiex_usb", bus: "usb")
    #expect(try only("mwifiex_usb").path == "pci-0000:00:14.0-usb-0:4.2:1.0")
  }

  @Test func `an SDIO card has the path of its host controller, whatever number the host has`() throws {
    let host = "platform/soc/30b50000.mmc"
    for path in ["platform/soc", host] { try device(path, bus: "platform") }
    try device("\(host)/mmc_host/mmc0", bus: "mmc_host")
    try device("\(host)/mmc_host/mmc0/mmc0:0001", bus: "mmc")
    let card = "\(host)/mmc_host/mmc0/mmc0:0001/mmc0:0001:1"
    try device(card, bus: "sdio")
    try bind(card, to: "mwifiex_sdio", bus: "sdio")
    try wiphy(0, below: card, address: "02:00:00:00:00:0a")
    let found = try only("mwifiex_sdio")
    #expect(found.path == "platform-30b50000.mmc")
    #expect(found.address == "mmc0:0001:1")
    #expect(found.kernelID == "+sdio:mmc0:0001:1")
    #expect(try cards.phys(of: found).map(\.name) == ["phy0"])
  }

  @Test func `a virtual card, of which udev has no path, has its class and its name`() throws {
    try device("virtual/mac80211_hwsim/hwsim0", bus: "mac80211_hwsim")
    try bind("virtual/mac80211_hwsim/hwsim0", to: "mac80211_hwsim", bus: "platform")
    #expect(try only("mac80211_hwsim").path == "mac80211_hwsim-hwsim0")
  }

  // MARK: Which card is a radio's

  @Test func `two cards of one driver are told apart by path`() throws {
    try usb(ports: [1, 2])
    let found = try find(in: cards, try radio("mwifiex_usb", .path("platform-vhci_hcd.0-usb-0:2:1.0")))
    #expect(found.value??.address == "1-2:1.0")
    #expect(try find(in: cards, try radio("mwifiex_usb", .path("platform-vhci_hcd.0-usb-0:3:1.0"))) == .known(nil))
  }

  @Test func `two cards of one driver are told apart by the address of their wiphy`() throws {
    try usb(ports: [1, 2])
    let found = try find(in: cards, try radio("mwifiex_usb", .mac(try HardwareAddress("02:00:00:00:00:02"))))
    #expect(found.value??.address == "1-2:1.0")
    #expect(
      try find(in: cards, try radio("mwifiex_usb", .mac(try HardwareAddress("02:00:00:00:00:99")))) == .known(nil))
  }

  @Test func `a wiphy is only its own card's, even where one port's number begins with the other's`() throws {
    try usb(ports: [1])
    let long = "platform/vhci_hcd.0/usb1/1-10"
    for path in [long, "\(long)/1-10:1.0"] { try device(path, bus: "usb") }
    try bind("\(long)/1-10:1.0", to: "mwifiex_usb", bus: "usb")
    let found = try cards.bound(to: try ModuleName("mwifiex_usb"))
    let short = try #require(found.first { $0.address == "1-1:1.0" })
    #expect(try cards.phys(of: short).map(\.index) == [1])
    let other = try #require(found.first { $0.address == "1-10:1.0" })
    #expect(try cards.phys(of: other).isEmpty)
  }

  @Test func `two cards without a match are unknown, and both are named`() throws {
    try usb(ports: [1, 2])
    guard case .unknown(let why) = try find(in: cards, try radio("mwifiex_usb")) else {
      Issue.record("one of two equal cards was chosen")
      return
    }
    #expect(why.contains("platform-vhci_hcd.0-usb-0:1:1.0, platform-vhci_hcd.0-usb-0:2:1.0"))
    #expect(why.contains("match: {path: ...}"))
  }

  @Test func `without its module, or before it has found a card, there is none`() throws {
    #expect(try find(in: cards, try radio("mwifiex_usb")) == .known(nil))
    machine.folder("sys/module/mwifiex_usb/drivers")
    #expect(try find(in: cards, try radio("mwifiex_usb")) == .known(nil))
  }

  @Test func `a list that cannot be read is an error and not an empty one`() throws {
    // Whoever runs the test: a link in a circle is read by nobody.
    try machine.link("sys/module/mwifiex_usb/drivers", to: "sys/module/mwifiex_usb/drivers")
    #expect(throws: SysfsError.self) { try find(in: cards, try radio("mwifiex_usb")) }
  }

  // MARK: What recovery can do to it

  @Test func `a card on PCI has a reset where the kernel knows one, and is found again below its bridge`() throws {
    let bridge = "pci0000:00/0000:00:02.0"
    for path in ["pci0000:00", bridge, "\(bridge)/0000:01:00.0", "\(bridge)/0000:01:00.1"] {
      try device(path, bus: "pci")
    }
    try bind("\(bridge)/0000:01:00.0", to: "mwifiex_pcie", bus: "pci")
    #expect(try only("mwifiex_pcie").isResettable == false)
    #expect(try only("mwifiex_pcie").rescan == nil)
    try machine.file("sys/devices/\(bridge)/0000:01:00.0/reset", "")
    try machine.file("sys/devices/\(bridge)/rescan", "")
    let card = try only("mwifiex_pcie")
    #expect(card.isResettable)
    #expect(card.rescan == "devices/\(bridge)/rescan")
    #expect(card.companions == [])
    try machine.link("sys/devices/\(bridge)/0000:01:00.1/driver", to: "sys/bus/pci/drivers/serial")
    #expect(try only("mwifiex_pcie").companions == ["0000:01:00.1 (serial)"])
  }

  @Test func `a card in an SDIO slot has a host, which a block device protects`() throws {
    let host = "platform/2198000.mmc"
    let slot = "\(host)/mmc_host/mmc0"
    try device(host, bus: "platform")
    try machine.link("sys/devices/\(host)/driver", to: "sys/bus/platform/drivers/sdhci-esdhc-imx")
    try device("\(slot)/mmc0:0001", bus: "mmc")
    for function in 1...2 { try device("\(slot)/mmc0:0001/mmc0:0001:\(function)", bus: "sdio") }
    try bind("\(slot)/mmc0:0001/mmc0:0001:1", to: "mwifiex_sdio", bus: "sdio")
    try machine.link("sys/devices/\(slot)/mmc0:0001/mmc0:0001:2/driver", to: "sys/bus/sdio/drivers/btmrvl_sdio")
    let card = try only("mwifiex_sdio")
    #expect(
      card.host
        == BusDevice.Host(
          address: "2198000.mmc", bus: "platform", driver: "sdhci-esdhc-imx", hasBlockDevice: false))
    #expect(card.companions == ["mmc0:0001:2 (btmrvl_sdio)"])
    try device("\(slot)/mmc0:aaaa", bus: "mmc")
    machine.folder("sys/devices/\(slot)/mmc0:aaaa/block/mmcblk0")
    #expect(try only("mwifiex_sdio").host?.hasBlockDevice == true)
  }

  @Test func `a card that lost its driver is shown without one, and one that is gone is not`() throws {
    try device("pci0000:00", bus: "pci")
    try device("pci0000:00/0000:00:03.0", bus: "pci")
    try bind("pci0000:00/0000:00:03.0", to: "ath10k_pci", bus: "pci")
    let card = try only("ath10k_pci")
    let unbound = try #require(cards.unbound(card))
    #expect(unbound.driver == nil && unbound.path == card.path && unbound.address == card.address)
    try machine.link("sys/devices/pci0000:00/0000:00:03.0/driver", to: "sys/bus/pci/drivers/ath10k_pci")
    #expect(cards.unbound(card) == nil)
    var other = card
    other.sysfs = "devices/pci0000:00/0000:00:04.0"
    #expect(cards.unbound(other) == nil)
  }

  @Test func `a wiphy's rfkill switch says what keeps it silent`() throws {
    try usb(ports: [1])
    let phy = try #require(try cards.phys(of: try only("mwifiex_usb")).first)
    #expect(try cards.radioSwitch(of: phy) == nil)
    let folder = "devices/platform/vhci_hcd.0/usb1/1-1/ieee80211/phy1/rfkill3"
    try machine.file("sys/\(folder)/soft", "1\n")
    try machine.file("sys/\(folder)/hard", "0\n")
    #expect(try cards.radioSwitch(of: phy) == RadioSwitch(sysfs: folder, isSoftBlocked: true, isHardBlocked: false))
  }

  @Test func `a wiphy that is being removed is passed over`() throws {
    try usb(ports: [1])
    try machine.link("sys/class/ieee80211/phy8", to: "sys/devices/gone")
    machine.folder("sys/class/ieee80211/phy9")
    #expect(try cards.phys(of: try only("mwifiex_usb")).map(\.index) == [1])
  }

  @Test func `an interface's wiphy is known by its index, and other interfaces have none`() throws {
    try machine.file("sys/class/net/uap0/phy80211/index", "12\n")
    machine.folder("sys/class/net/eth0")
    #expect(cards.phyIndex(ofInterface: "uap0") == 12)
    #expect(cards.phyIndex(ofInterface: "eth0") == nil)
    #expect(cards.phyIndex(ofInterface: "none") == nil)
  }
}
