/// A 48-bit station address.
struct MACAddress: Hashable, CustomStringConvertible {
  let bytes: [UInt8]

  /// Nil when fewer than six bytes follow `offset`.
  init?(_ source: [UInt8], at offset: Int = 0) {
    guard let bytes = source.part(offset, 6) else { return nil }
    self.bytes = bytes
  }

  /// The permanent address of an emulated card. The driver derives `uap0`'s by changing byte 4 and the first one's
  /// local bit, so that cards are told apart in byte 3.
  init(card: Int) {
    bytes = [0x00, 0x50, 0x43, 0x20 + UInt8(truncatingIfNeeded: card), 0x00, 0x01]
  }

  var isGroup: Bool { bytes[0] & 1 == 1 }

  var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
  }
}
