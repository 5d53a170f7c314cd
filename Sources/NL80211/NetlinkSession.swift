import CLibNL
import SystemPackage

/// Requests and their answers over one blocking socket: sequence numbers, acknowledgements, and dumps read again when torn.
final class NetlinkSession {
  private let carrier: any NetlinkCarrier
  /// How long to wait before each further reading of a torn dump, in milliseconds.
  private static let backoff: [UInt32] = [5, 10, 20, 40, 80]

  init(_ carrier: any NetlinkCarrier) { self.carrier = carrier }

  /// Sends one request and returns the messages that came before its acknowledgement.
  func request(_ frame: [UInt8], for operation: String) throws(NetlinkError) -> [NetlinkMessage] {
    try exchange(frame, for: operation).messages
  }

  /// Sends a dump request and returns all its messages, reading again where the list changed meanwhile.
  func dump(_ frame: [UInt8], for operation: String) throws(NetlinkError) -> [NetlinkMessage] {
    for milliseconds in [0] + Self.backoff {
      if milliseconds > 0 { carrier.pause(milliseconds: milliseconds) }
      let answer = try exchange(frame, for: operation)
      if !answer.isTorn { return answer.messages }
    }
    throw NetlinkError(kind: .interrupted, operation: operation, code: .interrupted)
  }

  private func exchange(
    _ frame: [UInt8], for operation: String
  ) throws(NetlinkError) -> (messages: [NetlinkMessage], isTorn: Bool) {
    let sequence = carrier.nextSequence()
    var frame = frame
    frame.replaceNative(at: 8, with: sequence)
    frame.replaceNative(at: 12, with: carrier.port)
    try carrier.send(frame, for: operation)
    var messages: [NetlinkMessage] = []
    var isTorn = false
    while true {
      guard case .messages(let datagram) = try carrier.receive(for: operation) else {
        throw .refused(operation, .noBufferSpace)
      }
      // An answer to an earlier request that failed half-way is not ours.
      var rest = NetlinkMessages(datagram)
      while let message = rest.next() {
        guard message.sequence == sequence, message.port == carrier.port else { continue }
        if message.wasInterrupted { isTorn = true }
        guard let end = message.acknowledgement else {
          if message.type >= UInt16(NLMSG_MIN_TYPE) { messages.append(message) }
          continue
        }
        if let code = end.code { throw .refused(operation, code, end.message) }
        return (messages, isTorn)
      }
      // What does not fit may have been anything: a list without it would say that it is not there.
      guard rest.isAtEnd else { throw .malformed(operation) }
    }
  }
}
