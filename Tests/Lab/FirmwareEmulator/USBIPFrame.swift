/// A request of `vhci_hcd` on its socket: big endian, a header of 48 bytes, then the data of an OUT transfer.
enum USBIPFrame: Equatable {
  case submit(Submit)
  case unlink(sequence: UInt32, victim: UInt32)

  /// One transfer (URB).
  struct Submit: Equatable {
    var sequence: UInt32
    var endpoint: UInt8
    var isInput: Bool
    /// What the host has room for (IN) or sends (OUT).
    var length: Int
    /// The eight bytes of a control request; zeros elsewhere.
    var setup: [UInt8]
    /// The data of an OUT transfer.
    var data: [UInt8]
  }

  static let headerSize = 48
  /// The transfer was unlinked before it completed (-ECONNRESET).
  static let unlinked: Int32 = -104
  /// The endpoint refuses the request (-EPIPE).
  static let stalled: Int32 = -32

  /// The frame at `offset` and its size, or nil while it is incomplete.
  static func decode(_ bytes: [UInt8], at offset: Int) throws(EmulatorError) -> (frame: USBIPFrame, size: Int)? {
    guard bytes.count - offset >= headerSize,
      let command = bytes.bigU32(at: offset), let sequence = bytes.bigU32(at: offset + 4),
      let direction = bytes.bigU32(at: offset + 12), let endpoint = bytes.bigU32(at: offset + 16),
      let fifth = bytes.bigU32(at: offset + 20), let length = bytes.bigU32(at: offset + 24),
      let setup = bytes.part(offset + 40, 8)
    else { return nil }
    switch command {
    case 1:
      guard length <= 1 << 20 else {
        throw EmulatorError("USB/IP transfer \(sequence) of \(length) bytes: more than a card can mean")
      }
      let isInput = direction == 1
      let dataSize = isInput ? 0 : Int(length)
      guard let data = bytes.part(offset + headerSize, dataSize) else { return nil }
      let submit = Submit(
        sequence: sequence, endpoint: UInt8(truncatingIfNeeded: endpoint), isInput: isInput, length: Int(length),
        setup: setup, data: data)
      return (.submit(submit), headerSize + dataSize)
    case 2:
      return (.unlink(sequence: sequence, victim: fifth), headerSize)
    default:
      throw EmulatorError("unknown USB/IP command \(command): the stream from vhci_hcd is out of step")
    }
  }

  /// The completion of a transfer: `data` goes to the host (IN), `actual` counts what was taken from it (OUT).
  static func completion(of submit: Submit, status: Int32 = 0, data: [UInt8] = []) -> [UInt8] {
    let sent = data.prefix(submit.length)
    let actual = status == 0 ? (submit.isInput ? sent.count : submit.length) : 0
    var bytes = header(command: 3, sequence: submit.sequence, status: status)
    bytes.append(bigU32: UInt32(actual))
    bytes += [UInt8](repeating: 0, count: headerSize - bytes.count)
    return status == 0 && submit.isInput ? bytes + sent : bytes
  }

  /// The answer to an unlink request.
  static func unlinkAnswer(sequence: UInt32, wasPending: Bool) -> [UInt8] {
    let bytes = header(command: 4, sequence: sequence, status: wasPending ? unlinked : 0)
    return bytes + [UInt8](repeating: 0, count: headerSize - bytes.count)
  }

  private static func header(command: UInt32, sequence: UInt32, status: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    for word in [command, sequence, 0, 0, 0, UInt32(bitPattern: status)] { bytes.append(bigU32: word) }
    return bytes
  }
}
