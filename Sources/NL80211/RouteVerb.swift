import CLibNL
import Glibc

/// A request to rtnetlink.
package enum RouteVerb: Hashable, Sendable {
  /// Lists all links.
  case getLinks
  /// Lists all IPv4 and IPv6 addresses.
  case getAddresses
  /// Adds an address; one that is there already is no error.
  case addAddress(index: UInt32, address: IPAddress, prefix: UInt8)
  /// Removes an address.
  case deleteAddress(index: UInt32, address: IPAddress, prefix: UInt8)
  /// Sets a link up or down.
  case setLink(index: UInt32, up: Bool)
  /// Changes a link's hardware address; most drivers want it down for that.
  case setHardwareAddress(index: UInt32, address: HardwareAddress)
  /// Removes a link of a kind that can be removed; not for radios' interfaces.
  case deleteLink(index: UInt32)

  static let linkHeaderLength = 16
  static let addressHeaderLength = 8

  /// Whether a full-MAC driver turns this into a command to its firmware.
  package var reachesFirmware: Bool {
    switch self {
    case .setLink, .setHardwareAddress: true
    case .getLinks, .getAddresses, .addAddress, .deleteAddress, .deleteLink: false
    }
  }

  /// What it does, as words that follow "cannot".
  package var operation: String {
    switch self {
    case .getLinks: "list links"
    case .getAddresses: "list addresses"
    case .addAddress(let index, let address, let prefix): "add address \(address)/\(prefix) to interface \(index)"
    case .deleteAddress(let index, let address, let prefix):
      "delete address \(address)/\(prefix) from interface \(index)"
    case .setLink(let index, let up): "set interface \(index) \(up ? "up" : "down")"
    case .setHardwareAddress(let index, let address): "give interface \(index) the address \(address)"
    case .deleteLink(let index): "delete link \(index)"
    }
  }

  var isDump: Bool { self == .getLinks || self == .getAddresses }

  /// The request's bytes, with sequence and port still zero.
  var frame: [UInt8] {
    switch self {
    case .getLinks:
      var builder = link(RTM_GETLINK, flags: NLM_F_DUMP)
      // Without counters a dump is a third as long.
      builder.attribute(IFLA_EXT_MASK, UInt32(RTEXT_FILTER_SKIP_STATS))
      return builder.frame
    case .getAddresses:
      return addressHeader(RTM_GETADDR, flags: NLM_F_DUMP).frame
    case .addAddress(let index, let address, let prefix):
      return addressChange(RTM_NEWADDR, flags: NLM_F_CREATE | NLM_F_REPLACE, index, address, prefix)
    case .deleteAddress(let index, let address, let prefix):
      return addressChange(RTM_DELADDR, flags: 0, index, address, prefix)
    case .setLink(let index, let up):
      return link(RTM_NEWLINK, flags: 0, index: index, values: up ? Link.upFlag : 0, mask: Link.upFlag).frame
    case .setHardwareAddress(let index, let address):
      var builder = link(RTM_NEWLINK, flags: 0, index: index)
      builder.attribute(IFLA_ADDRESS, bytes: address.bytes)
      return builder.frame
    case .deleteLink(let index):
      return link(RTM_DELLINK, flags: 0, index: index).frame
    }
  }

  private func link(
    _ type: Int, flags: Int32, index: UInt32 = 0, values: UInt32 = 0, mask: UInt32 = 0
  ) -> MessageBuilder {
    var builder = MessageBuilder(type: UInt16(type), flags: NLM_F_REQUEST | NLM_F_ACK | flags)
    builder.append(UInt32(AF_UNSPEC))  // Family, padding, hardware type: two bytes and a half-word, all zero.
    builder.append(index)
    builder.append(values)
    builder.append(mask)
    return builder
  }

  private func addressHeader(
    _ type: Int, flags: Int32, family: UInt8 = 0, prefix: UInt8 = 0, index: UInt32 = 0
  ) -> MessageBuilder {
    var builder = MessageBuilder(type: UInt16(type), flags: NLM_F_REQUEST | NLM_F_ACK | flags)
    builder.append(family)
    builder.append(prefix)
    builder.append(UInt16(0))  // Flags, and the scope "everywhere".
    builder.append(index)
    return builder
  }

  private func addressChange(
    _ type: Int, flags: Int32, _ index: UInt32, _ address: IPAddress, _ prefix: UInt8
  ) -> [UInt8] {
    var builder = addressHeader(type, flags: flags, family: address.family, prefix: prefix, index: index)
    builder.attribute(IFA_LOCAL, bytes: address.bytes)
    builder.attribute(IFA_ADDRESS, bytes: address.bytes)
    return builder.frame
  }
}
