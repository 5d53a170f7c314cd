import CLibNL

/// A wireless interface as nl80211 describes it.
package struct Interface: Hashable, Sendable {
  /// The interface's index.
  package var index: UInt32
  /// The interface's name.
  package var name: String
  /// nl80211's own number of the device, unique on the machine.
  package var wirelessDevice: UInt64
  /// The number of its wiphy, as in `phy0`.
  package var wiphy: UInt32
  /// What it is used as.
  package var type: InterfaceType
  /// Its address.
  package var address: HardwareAddress
  /// The SSID while one is set, 1 to 32 bytes; goes on being told when firmware is dead.
  package var ssid: [UInt8]?
  /// The channel it works on, where it has one.
  package var channel: OperatingChannel?
  /// The transmit power in hundredths of a dBm; nil where the driver or its firmware did not answer.
  package var txPower: Int32?

  /// Makes an interface from its parts.
  package init(
    index: UInt32, name: String, wirelessDevice: UInt64, wiphy: UInt32, type: InterfaceType, address: HardwareAddress,
    ssid: [UInt8]? = nil, channel: OperatingChannel? = nil, txPower: Int32? = nil
  ) {
    self.index = index
    self.name = name
    self.wirelessDevice = wirelessDevice
    self.wiphy = wiphy
    self.type = type
    self.address = address
    self.ssid = ssid
    self.channel = channel
    self.txPower = txPower
  }

  /// Reads the kernel's description; nil where a part that each interface has is missing.
  init?(_ attributes: Attributes) {
    guard let index = attributes.u32(NL80211_ATTR_IFINDEX), let name = attributes.interfaceName(NL80211_ATTR_IFNAME),
      let device = attributes.u64(NL80211_ATTR_WDEV), let wiphy = attributes.u32(NL80211_ATTR_WIPHY),
      let type = attributes.u32(NL80211_ATTR_IFTYPE), let address = attributes.address(NL80211_ATTR_MAC)
    else { return nil }
    self.init(
      index: index, name: name, wirelessDevice: device, wiphy: wiphy, type: InterfaceType(rawValue: type),
      address: address)
    if let ssid = attributes[NL80211_ATTR_SSID], !ssid.isEmpty {
      guard ssid.count <= 32 else { return nil }
      self.ssid = [UInt8](ssid)
    }
    if let frequency = attributes.u32(NL80211_ATTR_WIPHY_FREQ) {
      channel = OperatingChannel(
        frequency: frequency, width: ChannelWidth(rawValue: attributes.u32(NL80211_ATTR_CHANNEL_WIDTH) ?? 0))
    }
    txPower = attributes.u32(NL80211_ATTR_WIPHY_TX_POWER_LEVEL).map { Int32(bitPattern: $0) }
  }
}

/// What a wireless interface is used as; open to types that newer kernels add.
package struct InterfaceType: RawRepresentable, Hashable, Sendable {
  /// The kernel's number (`enum nl80211_iftype`).
  package var rawValue: UInt32

  /// Takes the kernel's number.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// A client of an access point.
  package static let station = InterfaceType(rawValue: NL80211_IFTYPE_STATION.rawValue)
  /// An access point.
  package static let accessPoint = InterfaceType(rawValue: NL80211_IFTYPE_AP.rawValue)
  /// A listener to everything on the air.
  package static let monitor = InterfaceType(rawValue: NL80211_IFTYPE_MONITOR.rawValue)
}

/// The channel an interface works on.
package struct OperatingChannel: Hashable, Sendable {
  /// The primary channel's frequency in MHz.
  package var frequency: UInt32
  /// How wide it is.
  package var width: ChannelWidth

  /// Makes a channel from its parts.
  package init(frequency: UInt32, width: ChannelWidth) {
    self.frequency = frequency
    self.width = width
  }
}

/// A channel's width; open to widths that newer kernels add.
package struct ChannelWidth: RawRepresentable, Hashable, Sendable {
  /// The kernel's number (`enum nl80211_chan_width`).
  package var rawValue: UInt32

  /// Takes the kernel's number.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The width in MHz, or nil for one that is not known here.
  package var megahertz: UInt32? {
    switch nl80211_chan_width(rawValue: rawValue) {
    case NL80211_CHAN_WIDTH_20_NOHT, NL80211_CHAN_WIDTH_20: 20
    case NL80211_CHAN_WIDTH_40: 40
    case NL80211_CHAN_WIDTH_80, NL80211_CHAN_WIDTH_80P80: 80
    case NL80211_CHAN_WIDTH_160: 160
    case NL80211_CHAN_WIDTH_5: 5
    case NL80211_CHAN_WIDTH_10: 10
    default: nil
    }
  }
}
