/// The address of a network interface or station: six bytes.
package struct HardwareAddress: Hashable, Sendable, CustomStringConvertible {
  /// Always six.
  package let bytes: [UInt8]

  package static let zero = HardwareAddress(unchecked: [0, 0, 0, 0, 0, 0])

  private init(unchecked bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Nil unless there are six bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 6 else { return nil }
    self.bytes = bytes
  }

  /// Reads `aa:bb:cc:dd:ee:ff`, in either case.
  package init?(text: some Collection<UInt8>) {
    let parts = text.split(separator: UInt8(ascii: ":"), maxSplits: 6, omittingEmptySubsequences: false)
    guard parts.count == 6, parts.allSatisfy({ $0.count == 2 }) else { return nil }
    guard let bytes = Hexadecimal.decode(parts.flatMap { Array($0) }) else { return nil }
    self.bytes = bytes
  }

  package var description: String {
    bytes.map { String(decoding: Hexadecimal.encode([$0]), as: UTF8.self) }.joined(separator: ":")
  }
}
