/// Every signature that is known, in the order in which they are tried.
package struct SignatureCatalogue: Hashable, Sendable {
  package var signatures: [Signature] { index.signatures }
  private let index: SignatureIndex

  package init(_ signatures: [Signature]) { index = SignatureIndex(signatures) }

  /// A signature in a line, and what stands where its pattern has names.
  package struct Recognition: Hashable, Sendable {
    package var signature: Signature
    package var captures: [String: String]
  }

  /// The first signature of a driver that a kernel message bears: the text of a record, with or without the device
  /// prefix that `dev_printk` and its like write before it.
  ///
  /// - Parameters:
  ///   - message: the text of a record.
  ///   - driver: the module whose card it is about; nil: any.
  /// - Returns: of several the earliest in the catalogue.
  package func recognise(_ message: String, driver: ModuleName?) -> Signature? {
    index.find(Array(message.utf8), driver: driver?.text).map { index.signatures[$0.signature] }
  }

  /// The same, with what the pattern's names stand for.
  package func recognition(of message: String, driver: ModuleName?) -> Recognition? {
    let bytes = Array(message.utf8)
    guard let hit = index.find(bytes, driver: driver?.text) else { return nil }
    let signature = index.signatures[hit.signature]
    return Recognition(
      signature: signature, captures: signature.patterns[hit.pattern].captures(in: bytes[hit.start...]) ?? [:])
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.index === right.index || left.signatures == right.signatures
  }

  // The catalogue is given once and never changes; a controller that is hashed a million times must not pay for it.
  package func hash(into hasher: inout Hasher) { hasher.combine(signatures.count) }
}
