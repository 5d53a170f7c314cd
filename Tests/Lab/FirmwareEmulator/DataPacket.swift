/// A frame between driver and firmware on the data endpoints, behind a descriptor of the firmware's own.
enum DataPacket {
  /// What the driver wants transmitted.
  struct Outgoing: Equatable {
    var bss: BSSAddress
    var kind: UInt16
    /// The driver wants to know when it has gone.
    var wantsReport: Bool
    var token: UInt8
    /// Ethernet II.
    var frame: [UInt8]

    /// Nil for a transfer that holds no frame (a power-save null packet, or one cut short).
    init?(transfer: [UInt8]) {
      guard let type = transfer.u8(at: 0), let number = transfer.u8(at: 1), let length = transfer.u16(at: 2),
        let offset = transfer.u16(at: 4), let kind = transfer.u16(at: 6), let flags = transfer.u8(at: 13),
        let token = transfer.u8(at: 17), let frame = transfer.part(Int(offset), Int(length)), frame.count >= 14
      else { return nil }
      bss = BSSAddress(type: type, number: number)
      self.kind = kind
      wantsReport = flags & 0x20 != 0
      self.token = token
      self.frame = frame
    }
  }

  /// The room in front of a received frame. A smaller one makes the driver complain for each broadcast it forwards.
  private static let receiveOffset = 78

  /// The transfer that gives an Ethernet II frame to the driver: with an 802.2 header, as it came from the air.
  static func received(_ frame: [UInt8], bss: BSSAddress) -> [UInt8] {
    var air = Array(frame.prefix(12))
    air.append(bigU16: UInt16(frame.count - 14 + 8))
    air += [0xaa, 0xaa, 0x03, 0, 0, 0] + frame.tail(12)
    var bytes: [UInt8] = [bss.type, bss.number]
    bytes.append(u16: UInt16(air.count))
    bytes.append(u16: UInt16(receiveOffset))
    for field: UInt16 in [0, 0] { bytes.append(u16: field) }
    // Priority, rate, signal 50 dB over a noise of -90 dBm.
    bytes += [0, 12, 50, UInt8(bitPattern: -90)]
    bytes += [UInt8](repeating: 0, count: receiveOffset - bytes.count)
    return bytes + air
  }
}
