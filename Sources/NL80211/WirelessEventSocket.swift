import CLibNL
package import SystemPackage

/// What a turn of reading nl80211's announcements brought.
package enum WirelessNotice: Hashable, Sendable {
  /// Something was announced.
  case event(NL80211Event)
  /// nl80211 is there and its groups are joined: what was before is not known, so look again.
  case familyJoined
  /// nl80211 is gone, with every wiphy; its return is noticed by itself.
  case familyLost
  /// Announcements were lost: look again.
  case overrun
}

/// nl80211's announcements on a non-blocking socket for an event loop: groups config, mlme and regulatory. The controller's
/// own group tells of the family itself, so that cfg80211 may be unloaded and loaded again with another number.
package final class WirelessEventSocket {
  private static let groups = ["config", "mlme", "regulatory"]
  private static let operation = "listen to nl80211"
  private let socket: NetlinkSocket
  private var reader = WirelessEventReader()

  /// Opens the socket and asks for the family, whose arrival is the first notice where nl80211 is loaded.
  /// - Throws: `NetlinkError` where the kernel refuses a socket or the controller's group.
  package init() throws(NetlinkError) {
    socket = try NetlinkSocket(bus: NETLINK_GENERIC, blocking: false)
    // Joined before asking, so that no family can slip through between the two.
    try socket.join(group: GenericFamily.controllerGroup, for: Self.operation)
    try requestFamilies()
  }

  /// The descriptor to wait on for reading; owned by this object.
  package var descriptor: FileDescriptor { socket.descriptor }

  /// Reads what has come, at most so many datagrams; the rest keeps the descriptor readable for the next turn.
  /// - Throws: `NetlinkError` where the socket itself fails: make another and look again.
  package func receive(limit: Int = 256) throws(NetlinkError) -> [WirelessNotice] {
    var notices: [WirelessNotice] = []
    for _ in 0..<limit {
      switch try socket.receive(for: Self.operation) {
      case .empty: return notices
      case .overrun:
        notices.append(.overrun)
        // A lost message may have been the family's.
        try requestFamilies()
      case .messages(let datagram):
        for message in NetlinkMessages(datagram) {
          guard let finding = reader.read(message) else { continue }
          notices.append(try notice(of: finding))
        }
      }
    }
    return notices
  }

  private func notice(of finding: WirelessEventReader.Finding) throws(NetlinkError) -> WirelessNotice {
    switch finding {
    case .event(let event): return .event(event)
    case .familyLost: return .familyLost
    case .overrun: return .overrun
    case .family(let family):
      // A group that this kernel lacks announces nothing.
      for group in Self.groups.compactMap({ family.groups[$0] }) {
        try socket.join(group: group, for: Self.operation)
      }
      return .familyJoined
    }
  }

  private func requestFamilies() throws(NetlinkError) {
    var frame = GenericFamily.listRequest
    frame.replaceNative(at: 8, with: socket.nextSequence())
    frame.replaceNative(at: 12, with: socket.port)
    do {
      try socket.send(frame, for: Self.operation)
    } catch {
      // Busy: the list asked for before is still on its way.
      guard error.code == .resourceBusy else { throw error }
    }
  }
}

/// Tells nl80211's announcements from the controller's, and keeps the family's present number.
package struct WirelessEventReader {
  /// What a message says.
  package enum Finding: Equatable {
    case event(NL80211Event)
    case family(GenericFamily)
    case familyLost
    case overrun
  }

  private var family: GenericFamily?

  package init() {}

  package mutating func read(_ message: NetlinkMessage) -> Finding? {
    if message.type == UInt16(NLMSG_OVERRUN) { return .overrun }
    if let found = GenericFamily(message), found.name == GenericFamily.nl80211 {
      // An answer to a list asked for after an overrun tells nothing new.
      guard found != family else { return nil }
      family = found
      return .family(found)
    }
    if let lost = GenericFamily(message, command: CTRL_CMD_DELFAMILY), lost.name == GenericFamily.nl80211 {
      family = nil
      return .familyLost
    }
    guard message.type == family?.id else { return nil }
    return NL80211Event(message).map { .event($0) }
  }
}
