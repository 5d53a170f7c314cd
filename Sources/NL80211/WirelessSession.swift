import CLibNL
import SystemPackage

/// nl80211's verbs over one blocking socket. Each may block for as long as the kernel does: never for an event loop.
package final class WirelessSession {
  private let session: NetlinkSession
  private var family: GenericFamily?

  /// Opens a socket of its own.
  /// - Throws: `NetlinkError` where the kernel refuses a socket.
  package convenience init() throws(NetlinkError) {
    self.init(carrier: try NetlinkSocket(bus: NETLINK_GENERIC, blocking: true))
  }

  /// For a carrier that is no socket.
  package init(carrier: any NetlinkCarrier) { session = NetlinkSession(carrier) }

  /// Describes one interface. A missing transmit power means that driver or firmware did not answer.
  /// - Throws: `NetlinkError`; its code is `ENODEV` for an interface that is gone or not wireless.
  package func interface(index: UInt32) throws(NetlinkError) -> Interface {
    try described(.getInterface(index: index))
  }

  /// Makes an interface and describes it.
  /// - Throws: `NetlinkError`; its code is `ENOTSUP` where the wiphy cannot make that type.
  package func newInterface(wiphy: UInt32, name: String, type: InterfaceType) throws(NetlinkError) -> Interface {
    try described(.newInterface(wiphy: wiphy, name: name, type: type))
  }

  /// Removes an interface.
  /// - Throws: `NetlinkError`; its code is `ENODEV` where there is none.
  package func deleteInterface(index: UInt32) throws(NetlinkError) {
    _ = try perform(.deleteInterface(index: index))
  }

  /// Changes what an interface is used as; most drivers want it down first.
  /// - Throws: `NetlinkError`.
  package func setInterfaceType(index: UInt32, type: InterfaceType) throws(NetlinkError) {
    _ = try perform(.setInterfaceType(index: index, type: type))
  }

  /// The machine's regulatory domain: two letters, `00` for the world's, `99` for one of the driver's own.
  /// - Throws: `NetlinkError`.
  package func regulatory() throws(NetlinkError) -> String {
    let verb = WirelessVerb.getRegulatory
    for message in try perform(verb) {
      if let alpha2 = message.genericAttributes.text(NL80211_ATTR_REG_ALPHA2), alpha2.utf8.count == 2,
        alpha2.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x41...0x5a ~= $0 })
      {
        return alpha2
      }
    }
    throw .malformed(verb.operation)
  }

  /// Asks the kernel to change to a country's domain; the change is announced as an event when it is made.
  /// - Throws: `NetlinkError`.
  package func setRegulatory(alpha2: String) throws(NetlinkError) {
    _ = try perform(.setRegulatory(alpha2: alpha2))
  }

  /// Describes one wiphy; ask once for each and keep it.
  /// - Throws: `NetlinkError`; its code is `ENODEV` for a wiphy that is gone.
  package func wiphy(index: UInt32) throws(NetlinkError) -> Wiphy {
    let verb = WirelessVerb.getWiphy(index: index)
    let messages = try perform(verb)
    // Kernels answer a dump for a wiphy that is gone with an empty list.
    guard !messages.isEmpty else { throw .refused(verb.operation, .operationNotSupportedByDevice) }
    guard let wiphy = Wiphy(index: index, messages: messages.map(\.genericAttributes)) else {
      throw .malformed(verb.operation)
    }
    return wiphy
  }

  /// Lists the clients of an access point, by address.
  /// - Throws: `NetlinkError`.
  package func stations(index: UInt32) throws(NetlinkError) -> [Station] {
    let verb = WirelessVerb.getStations(index: index)
    var stations: [Station] = []
    for message in try perform(verb) {
      guard let station = Station(message.genericAttributes) else { throw .malformed(verb.operation) }
      stations.append(station)
    }
    return stations.sorted { $0.address.bytes.lexicographicallyPrecedes($1.address.bytes) }
  }

  /// Limits the transmit power of all interfaces of a wiphy, in hundredths of a dBm.
  /// - Throws: `NetlinkError`; its code is `ENOTSUP` where the driver takes no limit.
  package func limitPower(wiphy: UInt32, millibels: UInt32) throws(NetlinkError) {
    _ = try perform(.limitPower(wiphy: wiphy, millibels: millibels))
  }

  private func described(_ verb: WirelessVerb) throws(NetlinkError) -> Interface {
    for message in try perform(verb) {
      if let interface = Interface(message.genericAttributes) { return interface }
    }
    throw .malformed(verb.operation)
  }

  /// Sends a verb, once more where the family's number had changed because its module was loaded again.
  private func perform(_ verb: WirelessVerb) throws(NetlinkError) -> [NetlinkMessage] {
    let known: GenericFamily
    if let family { known = family } else { known = try resolve(for: verb) }
    do {
      return try send(verb, to: known)
    } catch {
      guard [.noSuchFileOrDirectory, .operationNotSupportedByDevice].contains(error.code) else { throw error }
      let fresh = try resolve(for: verb)
      if fresh.id == known.id { throw error }
      return try send(verb, to: fresh)
    }
  }

  private func resolve(for verb: WirelessVerb) throws(NetlinkError) -> GenericFamily {
    family = nil
    let found = try GenericFamily.find(GenericFamily.nl80211, in: session, for: verb.operation)
    family = found
    return found
  }

  private func send(_ verb: WirelessVerb, to family: GenericFamily) throws(NetlinkError) -> [NetlinkMessage] {
    let frame = verb.frame(family: family.id)
    return verb.isDump
      ? try session.dump(frame, for: verb.operation) : try session.request(frame, for: verb.operation)
  }
}
