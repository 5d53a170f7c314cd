import CLibNL

/// A network interface of any kind, as rtnetlink describes it.
package struct Link: Hashable, Sendable {
  /// What the kernel says of the way to the other side (RFC 2863).
  package struct OperationalState: RawRepresentable, Hashable, Sendable {
    /// The kernel's number (`IF_OPER_*`).
    package var rawValue: UInt8

    /// Takes the kernel's number.
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The interface does not tell.
    package static let unknown = OperationalState(rawValue: 0)
    /// Nothing can pass.
    package static let down = OperationalState(rawValue: 2)
    /// It waits for something outside, such as a handshake.
    package static let dormant = OperationalState(rawValue: 5)
    /// Frames can pass.
    package static let up = OperationalState(rawValue: 6)
  }

  /// The interface's index.
  package var index: UInt32
  /// The interface's name.
  package var name: String
  /// Whether it is administratively up.
  package var isUp: Bool
  /// Whether it has a carrier; goes on being told when firmware is dead.
  package var hasCarrier: Bool
  /// Its operational state.
  package var state: OperationalState
  /// Its address, where it has one of six bytes.
  package var address: HardwareAddress?
  /// The index of the bridge or bond that it belongs to.
  package var master: UInt32?
  /// What made it, such as `bridge` or `dummy`; nil for hardware, radios included.
  package var kind: String?

  /// Makes a link from its parts.
  package init(
    index: UInt32, name: String, isUp: Bool, hasCarrier: Bool, state: OperationalState, address: HardwareAddress? = nil,
    master: UInt32? = nil, kind: String? = nil
  ) {
    self.index = index
    self.name = name
    self.isUp = isUp
    self.hasCarrier = hasCarrier
    self.state = state
    self.address = address
    self.master = master
    self.kind = kind
  }

  /// Reads RTM_NEWLINK or RTM_DELLINK; nil for other messages.
  init?(_ message: NetlinkMessage) {
    guard let index = message.payload.native(UInt32.self, at: 4), let flags = message.payload.native(UInt32.self, at: 8)
    else { return nil }
    let attributes = message.attributes(after: RouteVerb.linkHeaderLength)
    guard let name = attributes.interfaceName(IFLA_IFNAME) else { return nil }
    self.init(
      index: index, name: name, isUp: flags & Self.upFlag != 0, hasCarrier: flags & Self.lowerUpFlag != 0,
      state: OperationalState(rawValue: attributes.u8(IFLA_OPERSTATE) ?? 0), address: attributes.address(IFLA_ADDRESS),
      master: attributes.u32(IFLA_MASTER), kind: attributes.nested(IFLA_LINKINFO).text(IFLA_INFO_KIND))
  }

  /// IFF_UP and IFF_LOWER_UP, which Glibc and the kernel's headers declare as different things.
  static let upFlag: UInt32 = 1
  private static let lowerUpFlag: UInt32 = 1 << 16
}
