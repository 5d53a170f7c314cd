import CLibNL
import SystemPackage

/// One message of a received datagram.
package struct NetlinkMessage {
  let type: UInt16
  let flags: UInt16
  let sequence: UInt32
  let port: UInt32
  let payload: ArraySlice<UInt8>

  /// The command of a generic netlink message.
  var command: UInt8? { payload.first }

  /// The attributes after generic netlink's own header of four bytes.
  var genericAttributes: Attributes { attributes(after: 4) }

  var wasInterrupted: Bool { Int32(flags) & NLM_F_DUMP_INTR != 0 }

  /// The attributes after a fixed part of so many bytes.
  func attributes(after length: Int) -> Attributes { Attributes(payload.dropFirst(Attributes.aligned(length))) }

  /// The error that this acknowledgement or end of a dump carries: nil is success, and nothing at all is no acknowledgement.
  var acknowledgement: (code: Errno?, message: String?)? {
    guard type == UInt16(NLMSG_ERROR) || type == UInt16(NLMSG_DONE) else { return nil }
    // The number is negative; a bare end of a dump may lack it.
    let number = payload.native(Int32.self) ?? 0
    guard number < 0, number > -4096 else { return (nil, nil) }
    var message: String?
    if Int32(flags) & NLM_F_ACK_TLVS != 0 {
      var skipped = 4
      if type == UInt16(NLMSG_ERROR) {
        // The refused request's header follows the number, and its body too unless the kernel capped it.
        let body = Int32(flags) & NLM_F_CAPPED != 0 ? nil : payload.native(UInt32.self, at: 4)
        skipped += max(MessageBuilder.headerLength, min(Int(clamping: body ?? 0), payload.count))
      }
      message = attributes(after: min(skipped, payload.count)).text(NLMSGERR_ATTR_MSG)?.printable
    }
    return (Errno(rawValue: -number), message)
  }
}

/// The messages of one datagram, ended by the first that does not fit.
package struct NetlinkMessages: Sequence, IteratorProtocol {
  private var rest: ArraySlice<UInt8>

  package init(_ datagram: ArraySlice<UInt8>) { rest = datagram }

  /// Whether nothing is left of the datagram.
  var isAtEnd: Bool { rest.isEmpty }

  package mutating func next() -> NetlinkMessage? {
    guard let length = rest.native(UInt32.self).map({ Int(clamping: $0) }), length >= MessageBuilder.headerLength,
      length <= rest.count, let type = rest.native(UInt16.self, at: 4), let flags = rest.native(UInt16.self, at: 6),
      let sequence = rest.native(UInt32.self, at: 8), let port = rest.native(UInt32.self, at: 12)
    else { return nil }
    let start = rest.startIndex
    let payload = rest[(start + MessageBuilder.headerLength)..<(start + length)]
    rest = rest.dropFirst(Attributes.aligned(length))
    return NetlinkMessage(type: type, flags: flags, sequence: sequence, port: port, payload: payload)
  }
}
