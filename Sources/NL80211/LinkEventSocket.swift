import CLibNL
package import SystemPackage

/// What rtnetlink announced: a hint to look again, never the truth itself.
package enum LinkEvent: Hashable, Sendable {
  /// A link appeared or changed.
  case link(Link)
  /// A link went away.
  case linkGone(Link)
  /// An address appeared or changed.
  case address(LinkAddress)
  /// An address went away.
  case addressGone(LinkAddress)
  /// Announcements were lost: look again.
  case overrun

  /// Reads an announcement; nil for messages of other kinds.
  package init?(_ message: NetlinkMessage) {
    switch Int(message.type) {
    case Int(NLMSG_OVERRUN): self = .overrun
    case RTM_NEWLINK:
      guard let link = Link(message) else { return nil }
      self = .link(link)
    case RTM_DELLINK:
      guard let link = Link(message) else { return nil }
      self = .linkGone(link)
    case RTM_NEWADDR:
      guard let address = LinkAddress(message) else { return nil }
      self = .address(address)
    case RTM_DELADDR:
      guard let address = LinkAddress(message) else { return nil }
      self = .addressGone(address)
    default: return nil
    }
  }
}

/// rtnetlink's announcements of links and addresses on a non-blocking socket for an event loop.
package final class LinkEventSocket {
  private static let operation = "listen to rtnetlink"
  private let socket: NetlinkSocket

  /// Opens the socket and joins the groups.
  /// - Throws: `NetlinkError` where the kernel refuses.
  package init() throws(NetlinkError) {
    socket = try NetlinkSocket(bus: NETLINK_ROUTE, blocking: false)
    for group in [RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR] {
      try socket.join(group: group.rawValue, for: Self.operation)
    }
  }

  /// The descriptor to wait on for reading; owned by this object.
  package var descriptor: FileDescriptor { socket.descriptor }

  /// Reads what has come, at most so many datagrams; the rest keeps the descriptor readable for the next turn.
  /// - Throws: `NetlinkError` where the socket itself fails: make another and look again.
  package func receive(limit: Int = 256) throws(NetlinkError) -> [LinkEvent] {
    var events: [LinkEvent] = []
    for _ in 0..<limit {
      switch try socket.receive(for: Self.operation) {
      case .empty: return events
      case .overrun: events.append(.overrun)
      case .messages(let datagram): events += NetlinkMessages(datagram).compactMap(LinkEvent.init)
      }
    }
    return events
  }
}
