import CLibNL
import Glibc

/// An address that an interface carries.
package struct LinkAddress: Hashable, Sendable {
  /// The interface's index.
  package var index: UInt32
  /// The address itself.
  package var address: IPAddress
  /// The length of the network's prefix in bits.
  package var prefix: UInt8
  /// How far it is valid (`RT_SCOPE_*`): 0 everywhere, 253 on this link, 254 on this machine.
  package var scope: UInt8
  /// `IFA_F_*`: 0x08 duplicate found, 0x40 tentative, 0x80 permanent.
  package var flags: UInt32

  /// Makes an address from its parts.
  package init(index: UInt32, address: IPAddress, prefix: UInt8, scope: UInt8 = 0, flags: UInt32 = 0) {
    self.index = index
    self.address = address
    self.prefix = prefix
    self.scope = scope
    self.flags = flags
  }

  /// Whether a message may be passed over: it is of another family, or of an interface that has no address of its own
  /// (`inet_fill_ifaddr`, net/ipv4/devinet.c).
  static func isOfNoInterest(_ message: NetlinkMessage) -> Bool {
    guard let family = message.payload.first, message.payload.count >= RouteVerb.addressHeaderLength else {
      return false
    }
    let attributes = message.attributes(after: RouteVerb.addressHeaderLength)
    return ![AF_INET, AF_INET6].contains(Int32(family)) || !(attributes.has(IFA_LOCAL) || attributes.has(IFA_ADDRESS))
  }

  /// Reads RTM_NEWADDR or RTM_DELADDR; nil for other messages and other families.
  init?(_ message: NetlinkMessage) {
    guard message.payload.count >= RouteVerb.addressHeaderLength,
      let prefix = message.payload.native(UInt8.self, at: 1), let flags = message.payload.native(UInt8.self, at: 2),
      let scope = message.payload.native(UInt8.self, at: 3), let index = message.payload.native(UInt32.self, at: 4)
    else { return nil }
    let attributes = message.attributes(after: RouteVerb.addressHeaderLength)
    // On a point-to-point link IFA_ADDRESS is the other side.
    guard let bytes = attributes[IFA_LOCAL] ?? attributes[IFA_ADDRESS], let address = IPAddress(bytes),
      message.payload.first == address.family, prefix <= address.bitWidth
    else { return nil }
    self.init(
      index: index, address: address, prefix: prefix, scope: scope,
      flags: attributes.u32(IFA_FLAGS) ?? UInt32(flags))
  }
}
