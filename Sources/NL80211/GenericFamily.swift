import CLibNL
import SystemPackage

/// A family of generic netlink as the kernel's controller announces it; its numbers change when its module is loaded again.
package struct GenericFamily: Equatable {
  package let id: UInt16
  let name: String
  /// The multicast groups by name.
  let groups: [String: UInt32]

  /// The controller's own group, which announces families; both numbers are fixed by the kernel.
  static let controllerGroup = UInt32(GENL_ID_CTRL)
  static let nl80211 = "nl80211"

  /// Reads a family from a message of the controller; nil if it is none of `command`.
  init?(_ message: NetlinkMessage, command: Int = CTRL_CMD_NEWFAMILY) {
    let attributes = message.genericAttributes
    guard message.type == UInt16(GENL_ID_CTRL), message.command == UInt8(command),
      let id = attributes.u16(CTRL_ATTR_FAMILY_ID), let name = attributes.text(CTRL_ATTR_FAMILY_NAME)
    else { return nil }
    self.id = id
    self.name = name
    var groups: [String: UInt32] = [:]
    for group in attributes.nested(CTRL_ATTR_MCAST_GROUPS) {
      guard let name = group.nested.text(CTRL_ATTR_MCAST_GRP_NAME), let id = group.nested.u32(CTRL_ATTR_MCAST_GRP_ID)
      else { continue }
      groups[name] = id
    }
    self.groups = groups
  }

  /// Asks for all families: asking for one by name would make the kernel load its module.
  static var listRequest: [UInt8] {
    MessageBuilder(
      family: UInt16(GENL_ID_CTRL), flags: NLM_F_REQUEST | NLM_F_ACK | NLM_F_DUMP, command: UInt32(CTRL_CMD_GETFAMILY)
    ).frame
  }

  /// Looks a family up by its name.
  /// - Throws: `familyAbsent` where the kernel has none of that name.
  static func find(_ name: String, in session: NetlinkSession, for operation: String) throws(NetlinkError) -> Self {
    for message in try session.dump(listRequest, for: operation) {
      if let family = GenericFamily(message), family.name == name { return family }
    }
    throw NetlinkError(kind: .familyAbsent, operation: operation, code: .noSuchFileOrDirectory)
  }
}
