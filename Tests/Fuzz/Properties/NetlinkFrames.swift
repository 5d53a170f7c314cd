/// The messages of a datagram, read a second time and strictly, to compare with what the product read.
package struct NetlinkFrames {
  package struct Message {
    package var type: UInt16
    package var flags: UInt16
    package var sequence: UInt32
    package var port: UInt32
    package var payload: ArraySlice<UInt8>
  }

  package private(set) var messages: [Message] = []
  /// Where each begins.
  private(set) var starts: [Int] = []
  /// Whether they fill the datagram.
  package private(set) var isWhole = false

  package init(_ datagram: ArraySlice<UInt8>) {
    var rest = datagram
    while rest.count >= 16 {
      let length = Int(clamping: Self.word(rest))
      guard length >= 16, length <= rest.count else { return }
      starts.append(rest.startIndex)
      messages.append(
        Message(
          type: Self.half(rest.dropFirst(4)), flags: Self.half(rest.dropFirst(6)),
          sequence: Self.word(rest.dropFirst(8)), port: Self.word(rest.dropFirst(12)),
          payload: rest.prefix(length).dropFirst(16)))
      rest = rest.dropFirst((length + 3) / 4 * 4)
    }
    isWhole = rest.isEmpty
  }

  /// The numbers of the attributes, as far as they make sense.
  static func codes(_ attributes: ArraySlice<UInt8>) -> [UInt16] {
    var codes: [UInt16] = []
    var rest = attributes
    while rest.count >= 4, case let length = Int(half(rest)), (4...rest.count).contains(length) {
      codes.append(half(rest.dropFirst(2)) & 0x3fff)
      rest = rest.dropFirst((length + 3) / 4 * 4)
    }
    return codes
  }

  static func word(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  static func half(_ bytes: ArraySlice<UInt8>) -> UInt16 {
    bytes.prefix(2).reversed().reduce(0) { $0 << 8 | UInt16($1) }
  }

  static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  /// A message with that payload; number and port are left for the kernel that sends it.
  package static func message(_ type: UInt16, flags: UInt16 = 0, _ payload: [UInt8] = []) -> [UInt8] {
    let head = bytes(UInt32(16 + payload.count)) + bytes(type) + bytes(flags) + [UInt8](repeating: 0, count: 8)
    return head + payload + [UInt8](repeating: 0, count: (4 - payload.count % 4) % 4)
  }

  package static func attribute(_ code: UInt16, _ payload: [UInt8]) -> [UInt8] {
    bytes(UInt16(4 + payload.count)) + bytes(code) + payload
      + [UInt8](repeating: 0, count: (4 - payload.count % 4) % 4)
  }

  /// What a kernel's answers to one request say as a whole; nil where they are no whole answer.
  package struct Answer {
    package var messages: [Message] = []
    /// The list changed while it was read.
    package var isTorn = false

    package init?(_ datagrams: [[UInt8]], sequence: UInt32, port: UInt32) {
      for datagram in datagrams {
        let frames = NetlinkFrames(datagram[...])
        for message in frames.messages where message.sequence == sequence && message.port == port {
          if message.flags & 0x10 != 0 { isTorn = true }
          // NLMSG_ERROR and NLMSG_DONE
          if message.type == 2 || message.type == 3 {
            let code = message.payload.count < 4 ? 0 : Int32(bitPattern: NetlinkFrames.word(message.payload))
            guard (-4095..<0).contains(code) else { return }
            return nil
          }
          if message.type >= 16 { messages.append(message) }
        }
        guard frames.isWhole else { return nil }
      }
      return nil
    }
  }
}
