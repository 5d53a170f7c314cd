import LinuxPlatform
import WiFiModel

/// The cards of a driver, as sysfs shows them.
struct Cards {
  let sysfs: Sysfs

  /// The devices bound to a module's drivers, in order of their bus path.
  ///
  /// - Throws: `SysfsError` when sysfs cannot be read; a module that is not loaded has no cards.
  func bound(to driver: ModuleName) throws(SysfsError) -> [BusDevice] {
    var cards: [BusDevice] = []
    for link in try entries("module/\(driver.text)/drivers") {
      let folder = try sysfs.resolve("module/\(driver.text)/drivers/\(link)")
      for name in try entries(folder) {
        guard let path = try? sysfs.resolve("\(folder)/\(name)"), path.hasPrefix("devices/") else { continue }
        cards.append(card(at: path, driver: driver))
      }
    }
    return cards.sorted { $0.path < $1.path }
  }

  /// The card of a declared radio; nil when none is bound to its driver, or none matches. Unknown when several could be.
  func card(of radio: Radio, among candidates: [BusDevice]) throws(SysfsError) -> Knowledge<BusDevice?> {
    switch radio.match {
    case .path(let path): return .known(candidates.first { $0.path == path })
    case .mac(let address):
      for card in candidates {
        if try phys(of: card).contains(where: { $0.address == address }) { return .known(card) }
      }
      return .known(nil)
    case nil:
      guard candidates.count > 1 else { return .known(candidates.first) }
      let paths = candidates.map(\.path).joined(separator: ", ")
      return .unknown(
        "\(candidates.count) cards are bound to \(radio.driver) (\(paths)); say which one with match: {path: ...}")
    }
  }

  /// The wiphys of a card. A USB driver is bound to the interface, and hangs its wiphy under the device above it
  /// (mwifiex: `adapter->dev` is the usb_device).
  func phys(of card: BusDevice) throws(SysfsError) -> [Phy] {
    var phys: [Phy] = []
    for name in try entries("class/ieee80211") {
      guard let device = try? sysfs.resolve("class/ieee80211/\(name)/device"), Self.isSame(device, card.sysfs),
        let index = (try? sysfs.attribute("class/ieee80211/\(name)/index")).flatMap({ UInt32($0) }),
        let text = try? sysfs.attribute("class/ieee80211/\(name)/macaddress"),
        let address = try? HardwareAddress(text)
      else { continue }
      phys.append(Phy(index: index, name: name, address: address))
    }
    return phys.sorted { $0.index < $1.index }
  }

  /// The rfkill switch of a wiphy (`wiphy_register`, net/wireless/core.c).
  func radioSwitch(of phy: Phy) throws(SysfsError) -> RadioSwitch? {
    let folder = try sysfs.resolve("class/ieee80211/\(phy.name)")
    guard let name = try entries(folder).first(where: { $0.hasPrefix("rfkill") }),
      let soft = try? sysfs.attribute("\(folder)/\(name)/soft"),
      let hard = try? sysfs.attribute("\(folder)/\(name)/hard")
    else { return nil }
    return RadioSwitch(sysfs: "\(folder)/\(name)", isSoftBlocked: soft == "1", isHardBlocked: hard == "1")
  }

  /// The index of the wiphy that a network interface belongs to; nil for other interfaces.
  func phyIndex(ofInterface name: String) -> UInt32? {
    (try? sysfs.attribute("class/net/\(name)/phy80211/index")).flatMap { UInt32($0) }
  }

  private static func isSame(_ device: String, _ card: String) -> Bool {
    device == card || card.hasPrefix(device + "/") || device.hasPrefix(card + "/")
  }

  /// Absent folders have no entries; unreadable ones are an error.
  private func entries(_ path: String) throws(SysfsError) -> [String] {
    do throws(SysfsError) {
      return try sysfs.entries(path)
    } catch .absent {
      return []
    } catch {
      throw error
    }
  }

  private func card(at path: String, driver: ModuleName) -> BusDevice {
    let bus = subsystem(of: path) ?? "virtual"
    let name = Self.lastComponent(path)
    var card = BusDevice(bus: bus, address: name, path: stablePath(of: path), sysfs: path, driver: driver)
    if bus == "usb" {
      // dev_printk names a device that has a device node by its number, others by subsystem and name.
      let holder = Self.parent(path)
      card.kernelID = (try? sysfs.attribute("\(holder)/dev")).map { "c\($0)" }
      if let port = try? sysfs.resolve("\(holder)/port"), sysfs.exists("\(port)/disable") {
        card.portSwitch = "\(port)/disable"
      }
    } else {
      card.kernelID = "+\(bus):\(name)"
    }
    switch bus {
    case "pci":
      card.isResettable = sysfs.exists("\(path)/reset")
      let bridge = "\(Self.parent(path))/rescan"
      if sysfs.exists(bridge) { card.rescan = bridge }
    case "sdio": card.host = host(of: path)
    default: break
    }
    card.companions = companions(of: path, bus: bus)
    return card
  }

  /// The host controller above an SDIO function: `.../HOST/mmc_host/mmc0/mmc0:0001/mmc0:0001:1`.
  private func host(of path: String) -> BusDevice.Host? {
    let slot = Self.parent(Self.parent(path))
    let holder = Self.parent(Self.parent(slot))
    guard let bus = subsystem(of: holder), let driver = try? sysfs.linkName("\(holder)/driver") else { return nil }
    // A card of the slot with a block device, or a slot that cannot be read: then nobody may touch it.
    let cards = (try? sysfs.entries(slot)) ?? []
    let hasBlock = cards.isEmpty || cards.contains { sysfs.exists("\(slot)/\($0)/block") }
    return BusDevice.Host(address: Self.lastComponent(holder), bus: bus, driver: driver, hasBlockDevice: hasBlock)
  }

  /// Other functions of the same card with the drivers that hold them: a combined card's Bluetooth above all.
  private func companions(of path: String, bus: String) -> [String] {
    let name = Self.lastComponent(path)
    // `0000:01:00.0`, `mmc0:0001:1` and `1-1:1.0` differ in what follows the last separator.
    let separator: Character = bus == "sdio" ? ":" : "."
    guard bus == "pci" || bus == "sdio" || bus == "usb", let end = name.lastIndex(of: separator) else { return [] }
    let card = name[...end]
    return ((try? sysfs.entries(Self.parent(path))) ?? []).filter { $0.hasPrefix(card) && $0 != name }.sorted()
      .compactMap { other in
        (try? sysfs.linkName("\(Self.parent(path))/\(other)/driver")).map { "\(other) (\($0))" }
      }
  }

  /// The card where it is on its bus and no driver has it; nil where it is gone, or bound.
  func unbound(_ kept: BusDevice) -> BusDevice? {
    guard sysfs.exists(kept.sysfs), !sysfs.exists("\(kept.sysfs)/driver"), let driver = kept.driver else { return nil }
    var card = card(at: kept.sysfs, driver: driver)
    guard card.path == kept.path else { return nil }
    card.driver = nil
    return card
  }

  private func subsystem(of path: String) -> String? { try? sysfs.linkName("\(path)/subsystem") }

  /// The bus path that udev's `path_id` builtin computes: `pci-0000:00:14.0-usb-0:1:1.0`, `platform-soc-pci-0000:01:00.0`.
  /// Of neighbours on one bus only the lowest is named, and buses that it does not know (mmc, sdio) are passed over.
  private func stablePath(of path: String) -> String {
    var parts: [String] = []
    var named: String?
    var current = path
    while current.contains("/") {
      let name = Self.lastComponent(current)
      let subsystem = subsystem(of: current)
      if subsystem != named {
        switch subsystem {
        case "usb"?: parts += name.firstIndex(of: "-").map { ["usb-0:" + name[name.index(after: $0)...]] } ?? []
        case let bus? where ["pci", "platform", "acpi"].contains(bus): parts.append("\(bus)-\(name)")
        default: break
        }
      }
      named = subsystem
      current = Self.parent(current)
    }
    guard parts.isEmpty else { return parts.reversed().joined(separator: "-") }
    // udev has no path for it: a virtual card has a name only.
    return (subsystem(of: path).map { "\($0)-" } ?? "") + Self.lastComponent(path)
  }

  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func parent(_ path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }
}
