/// A command of the driver to the firmware: an eight-byte header and parameters, little endian.
struct FirmwareCommand: Equatable {
  /// In front of a command and of its answer.
  static let tag: UInt32 = 0xf00d_face
  private static let headerSize = 8

  var id: UInt16
  /// Bits 12-15 type and 8-11 number of the interface, 0-7 a counter. The answer repeats it.
  var sequence: UInt16
  var body: [UInt8]

  init(id: UInt16, sequence: UInt16, body: [UInt8]) {
    self.id = id
    self.sequence = sequence
    self.body = body
  }

  /// Nil when the transfer is not a whole command.
  init?(transfer: [UInt8]) {
    guard transfer.u32(at: 0) == Self.tag, let id = transfer.u16(at: 4), let size = transfer.u16(at: 6),
      let sequence = transfer.u16(at: 8), Int(size) >= Self.headerSize,
      let body = transfer.part(4 + Self.headerSize, Int(size) - Self.headerSize)
    else { return nil }
    self.init(id: id, sequence: sequence, body: body)
  }

  var bss: BSSAddress {
    BSSAddress(type: UInt8(sequence >> 12), number: UInt8(sequence >> 8 & 0xf))
  }

  /// The first field of most commands: 0 get, 1 set.
  var action: UInt16? { body.u16(at: 0) }

  /// The transfer that answers this command.
  func answer(result: UInt16, body: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(u32: Self.tag)
    bytes.append(u16: id | 0x8000)
    bytes.append(u16: UInt16(Self.headerSize + body.count))
    bytes.append(u16: sequence)
    bytes.append(u16: result)
    return bytes + body
  }
}
