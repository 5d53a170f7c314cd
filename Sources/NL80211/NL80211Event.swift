import CLibNL

/// Something that nl80211 announced: a hint to look again, never the truth itself.
package struct NL80211Event: Hashable, Sendable {
  /// The announcement's command; open to those that newer kernels add.
  package struct Command: RawRepresentable, Hashable, Sendable {
    /// The kernel's number (`enum nl80211_commands`).
    package var rawValue: UInt8

    /// Takes the kernel's number.
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    private init(_ command: nl80211_commands) { rawValue = UInt8(truncatingIfNeeded: command.rawValue) }

    /// A wiphy appeared or was renamed.
    package static let newWiphy = Command(NL80211_CMD_NEW_WIPHY)
    /// A wiphy went away.
    package static let deleteWiphy = Command(NL80211_CMD_DEL_WIPHY)
    /// An interface changed.
    package static let setInterface = Command(NL80211_CMD_SET_INTERFACE)
    /// An interface appeared.
    package static let newInterface = Command(NL80211_CMD_NEW_INTERFACE)
    /// An interface went away.
    package static let deleteInterface = Command(NL80211_CMD_DEL_INTERFACE)
    /// An access point was started; kernels before 6.3 do not say so.
    package static let startAccessPoint = Command(NL80211_CMD_START_AP)
    /// An access point was stopped by the kernel itself.
    package static let stopAccessPoint = Command(NL80211_CMD_STOP_AP)
    /// A client joined.
    package static let newStation = Command(NL80211_CMD_NEW_STATION)
    /// A client left.
    package static let deleteStation = Command(NL80211_CMD_DEL_STATION)
    /// The machine's regulatory domain changed.
    package static let regulatoryChange = Command(NL80211_CMD_REG_CHANGE)
    /// A wiphy's own regulatory domain changed.
    package static let wiphyRegulatoryChange = Command(NL80211_CMD_WIPHY_REG_CHANGE)
    /// A change of channel began.
    package static let channelSwitchStarted = Command(NL80211_CMD_CH_SWITCH_STARTED_NOTIFY)
    /// A change of channel ended.
    package static let channelSwitched = Command(NL80211_CMD_CH_SWITCH_NOTIFY)
    /// Radar was seen, or the search for it ended.
    package static let radar = Command(NL80211_CMD_RADAR_DETECT)
  }

  /// What was announced.
  package var command: Command
  /// The wiphy concerned.
  package var wiphy: UInt32?
  /// The interface concerned.
  package var index: UInt32?
  /// nl80211's own number of the device concerned, also where it is no network interface.
  package var wirelessDevice: UInt64?
  /// The station or interface concerned.
  package var address: HardwareAddress?
  /// The new regulatory domain.
  package var alpha2: String?

  /// Makes an event from its parts.
  package init(
    command: Command, wiphy: UInt32? = nil, index: UInt32? = nil, wirelessDevice: UInt64? = nil,
    address: HardwareAddress? = nil, alpha2: String? = nil
  ) {
    self.command = command
    self.wiphy = wiphy
    self.index = index
    self.wirelessDevice = wirelessDevice
    self.address = address
    self.alpha2 = alpha2
  }

  init?(_ message: NetlinkMessage) {
    guard let command = message.command else { return nil }
    let attributes = message.genericAttributes
    self.init(
      command: Command(rawValue: command), wiphy: attributes.u32(NL80211_ATTR_WIPHY),
      index: attributes.u32(NL80211_ATTR_IFINDEX), wirelessDevice: attributes.u64(NL80211_ATTR_WDEV),
      address: attributes.address(NL80211_ATTR_MAC), alpha2: attributes.text(NL80211_ATTR_REG_ALPHA2))
  }
}
