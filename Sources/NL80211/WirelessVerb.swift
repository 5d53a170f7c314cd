import CLibNL

/// A request to nl80211.
package enum WirelessVerb: Hashable, Sendable {
  /// Describes one interface; never asked as a dump, which would hold the kernel's network lock for all of it.
  case getInterface(index: UInt32)
  /// Makes an interface that outlives its maker.
  case newInterface(wiphy: UInt32, name: String, type: InterfaceType)
  /// Removes an interface.
  case deleteInterface(index: UInt32)
  /// Changes what an interface is used as.
  case setInterfaceType(index: UInt32, type: InterfaceType)
  /// Asks for the regulatory domain in force for the machine.
  case getRegulatory
  /// Asks the kernel to change to a country's regulatory domain; it takes effect later.
  case setRegulatory(alpha2: String)
  /// Describes one wiphy.
  case getWiphy(index: UInt32)
  /// Lists an access point's clients.
  case getStations(index: UInt32)
  /// Limits the transmit power of all interfaces of a wiphy, in hundredths of a dBm.
  case limitPower(wiphy: UInt32, millibels: UInt32)

  /// Whether a full-MAC driver turns this into a command to its firmware, so that dead firmware makes it block for seconds.
  package var reachesFirmware: Bool {
    switch self {
    // Drivers ask firmware for the transmit power and for the antennas.
    case .getInterface, .getWiphy, .getStations: true
    case .newInterface, .deleteInterface, .setInterfaceType, .setRegulatory, .limitPower: true
    case .getRegulatory: false
    }
  }

  /// What it does, as words that follow "cannot".
  package var operation: String {
    switch self {
    case .getInterface(let index): "read interface \(index)"
    case .newInterface(let wiphy, let name, _): "add interface \(name) to wiphy \(wiphy)"
    case .deleteInterface(let index): "delete interface \(index)"
    case .setInterfaceType(let index, let type): "change interface \(index) to type \(type.rawValue)"
    case .getRegulatory: "read the regulatory domain"
    case .setRegulatory(let alpha2): "set the regulatory domain to \(alpha2)"
    case .getWiphy(let index): "read wiphy \(index)"
    case .getStations(let index): "list the stations of interface \(index)"
    case .limitPower(let wiphy, let millibels): "limit the transmit power of wiphy \(wiphy) to \(millibels / 100) dBm"
    }
  }

  /// Whether the kernel answers with a list of messages.
  var isDump: Bool {
    switch self {
    case .getWiphy, .getStations: true
    default: false
    }
  }

  /// The request's bytes, with sequence and port still zero.
  func frame(family: UInt16) -> [UInt8] {
    var builder = MessageBuilder(
      family: family, flags: NLM_F_REQUEST | NLM_F_ACK | (isDump ? NLM_F_DUMP : 0), command: command.rawValue)
    switch self {
    case .getInterface(let index), .deleteInterface(let index), .getStations(let index):
      builder.attribute(NL80211_ATTR_IFINDEX, index)
    case .newInterface(let wiphy, let name, let type):
      builder.attribute(NL80211_ATTR_WIPHY, wiphy)
      builder.attribute(NL80211_ATTR_IFNAME, text: name)
      builder.attribute(NL80211_ATTR_IFTYPE, type.rawValue)
    case .setInterfaceType(let index, let type):
      builder.attribute(NL80211_ATTR_IFINDEX, index)
      builder.attribute(NL80211_ATTR_IFTYPE, type.rawValue)
    case .getRegulatory:
      break
    case .setRegulatory(let alpha2):
      builder.attribute(NL80211_ATTR_REG_ALPHA2, text: alpha2)
    case .getWiphy(let index):
      builder.attribute(NL80211_ATTR_WIPHY, index)
      builder.flag(NL80211_ATTR_SPLIT_WIPHY_DUMP)
    case .limitPower(let wiphy, let millibels):
      builder.attribute(NL80211_ATTR_WIPHY, wiphy)
      builder.attribute(NL80211_ATTR_WIPHY_TX_POWER_SETTING, NL80211_TX_POWER_LIMITED.rawValue)
      builder.attribute(NL80211_ATTR_WIPHY_TX_POWER_LEVEL, millibels)
    }
    return builder.frame
  }

  private var command: nl80211_commands {
    switch self {
    case .getInterface: NL80211_CMD_GET_INTERFACE
    case .newInterface: NL80211_CMD_NEW_INTERFACE
    case .deleteInterface: NL80211_CMD_DEL_INTERFACE
    case .setInterfaceType: NL80211_CMD_SET_INTERFACE
    case .getRegulatory: NL80211_CMD_GET_REG
    case .setRegulatory: NL80211_CMD_REQ_SET_REG
    case .getWiphy: NL80211_CMD_GET_WIPHY
    case .getStations: NL80211_CMD_GET_STATION
    case .limitPower: NL80211_CMD_SET_WIPHY
    }
  }
}
