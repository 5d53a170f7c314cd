import CLibNL

/// The few rtnetlink verbs over one blocking socket. Each may wait for the kernel's network lock: never for an event loop.
package final class RouteSession {
  private let session: NetlinkSession

  /// Opens a socket of its own.
  /// - Throws: `NetlinkError` where the kernel refuses a socket.
  package convenience init() throws(NetlinkError) {
    self.init(carrier: try NetlinkSocket(bus: NETLINK_ROUTE, blocking: true))
  }

  /// For a carrier that is no socket.
  package init(carrier: any NetlinkCarrier) { session = NetlinkSession(carrier) }

  /// Lists all links, by index.
  /// - Throws: `NetlinkError`; its kind is `interrupted` where no whole list could be read.
  package func links() throws(NetlinkError) -> [Link] {
    var links: [Link] = []
    for message in try perform(.getLinks) where message.type == UInt16(RTM_NEWLINK) {
      // What cannot be read is there all the same: a list without it would say that it is not.
      guard let link = Link(message) else { throw .malformed(RouteVerb.getLinks.operation) }
      links.append(link)
    }
    return links.sorted { $0.index < $1.index }
  }

  /// Lists all IPv4 and IPv6 addresses, by interface, then as the kernel orders them.
  /// - Throws: `NetlinkError`; its kind is `interrupted` where no whole list could be read.
  package func addresses() throws(NetlinkError) -> [LinkAddress] {
    var addresses: [LinkAddress] = []
    for message in try perform(.getAddresses)
    where message.type == UInt16(RTM_NEWADDR) && !LinkAddress.isOfNoInterest(message) {
      guard let address = LinkAddress(message) else { throw .malformed(RouteVerb.getAddresses.operation) }
      addresses.append(address)
    }
    return addresses.enumerated().sorted { ($0.element.index, $0.offset) < ($1.element.index, $1.offset) }
      .map(\.element)
  }

  /// Adds an address; one that is there already is no error.
  /// - Throws: `NetlinkError`; its code is `ENODEV` where there is no such interface.
  package func addAddress(index: UInt32, address: IPAddress, prefix: UInt8) throws(NetlinkError) {
    _ = try perform(.addAddress(index: index, address: address, prefix: prefix))
  }

  /// Removes an address.
  /// - Throws: `NetlinkError`; its code is `EADDRNOTAVAIL` where the interface has none such.
  package func deleteAddress(index: UInt32, address: IPAddress, prefix: UInt8) throws(NetlinkError) {
    _ = try perform(.deleteAddress(index: index, address: address, prefix: prefix))
  }

  /// Sets a link up or down.
  /// - Throws: `NetlinkError`.
  package func setLink(index: UInt32, up: Bool) throws(NetlinkError) { _ = try perform(.setLink(index: index, up: up)) }

  /// Changes a link's hardware address.
  /// - Throws: `NetlinkError`; its code is `EBUSY` where the link would have to be down.
  package func setHardwareAddress(index: UInt32, address: HardwareAddress) throws(NetlinkError) {
    _ = try perform(.setHardwareAddress(index: index, address: address))
  }

  /// Removes a link.
  /// - Throws: `NetlinkError`; its code is `ENOTSUP` for hardware.
  package func deleteLink(index: UInt32) throws(NetlinkError) { _ = try perform(.deleteLink(index: index)) }

  private func perform(_ verb: RouteVerb) throws(NetlinkError) -> [NetlinkMessage] {
    verb.isDump
      ? try session.dump(verb.frame, for: verb.operation) : try session.request(verb.frame, for: verb.operation)
  }
}
