import CLibNL
import SystemPackage

@testable import NL80211

/// A kernel that answers each request with the next prepared datagrams, and keeps what it was asked.
final class ScriptedKernel: NetlinkCarrier {
  /// One answer: message frames whose sequence and port are filled in as the request wants them.
  typealias Answer = [[UInt8]]

  private(set) var requests: [[UInt8]] = []
  private var answers: [Answer]
  private var pending: [[UInt8]] = []
  private var sequence: UInt32 = 0

  init(_ answers: [Answer]) { self.answers = answers }

  var port: UInt32 { 0x1001 }

  func nextSequence() -> UInt32 {
    sequence += 1
    return sequence
  }

  func send(_ frame: [UInt8], for operation: String) throws(NetlinkError) {
    requests.append(frame)
    guard !answers.isEmpty else { throw NetlinkError(kind: .refused, operation: operation, code: .brokenPipe) }
    pending = answers.removeFirst()
  }

  func receive(for operation: String) throws(NetlinkError) -> NetlinkDatagram {
    guard !pending.isEmpty else { return .overrun }
    var frame = pending.removeFirst()
    frame.replaceNative(at: 8, with: sequence)
    frame.replaceNative(at: 12, with: port)
    return .messages(frame[...])
  }

  func pause(milliseconds: UInt32) {}

  static func acknowledgement(_ code: Errno? = nil, message: String? = nil) -> [UInt8] {
    let flags = message == nil ? 0 : NLM_F_ACK_TLVS | NLM_F_CAPPED
    var builder = MessageBuilder(type: UInt16(NLMSG_ERROR), flags: flags)
    builder.append(-(code?.rawValue ?? 0))
    for word: UInt32 in [36, 0, 0, 0] { builder.append(word) }
    if let message { builder.attribute(NLMSGERR_ATTR_MSG, text: message) }
    return builder.frame
  }

  static func done(torn: Bool = false) -> [UInt8] {
    var builder = MessageBuilder(type: UInt16(NLMSG_DONE), flags: NLM_F_MULTI | (torn ? NLM_F_DUMP_INTR : 0))
    builder.append(Int32(0))
    return builder.frame
  }
}
