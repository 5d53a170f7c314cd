/// The six bytes of an IEEE 802 address.
package struct HardwareAddress: Hashable, Sendable, CustomStringConvertible {
  private let value: UInt64

  /// Takes an address from its bytes; nil unless there are six.
  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 6 else { return nil }
    value = bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The bytes, first octet first.
  package var bytes: [UInt8] { (0..<6).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) } }

  /// Lower-case hexadecimal pairs with colons, as the kernel writes it in sysfs.
  package var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
  }
}
