import CLibNL
import Glibc

/// An IPv4 or IPv6 address, as its bytes in network order.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
  /// Four bytes for IPv4, sixteen for IPv6.
  package let bytes: [UInt8]

  /// Takes an address from its bytes; nil unless there are four or sixteen.
  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = [UInt8](bytes)
  }

  /// The number of bits of an address of this family: 32 or 128.
  package var bitWidth: UInt8 { UInt8(bytes.count * 8) }

  /// `AF_INET` or `AF_INET6`.
  var family: UInt8 { UInt8(bytes.count == 4 ? AF_INET : AF_INET6) }

  /// The usual text of the address: dotted quad, or RFC 5952 for IPv6.
  package var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(Int32(family), bytes, &text, socklen_t(text.count)) != nil else { return "?" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
