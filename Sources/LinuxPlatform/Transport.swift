/// A request and its reply as bytes, with the wait bounded: the seam between a protocol and its socket.
package protocol Transport: AnyObject {
  /// Sends a message and waits for the answer to it, for a time that is counted from the call. A peer that is late may
  /// go on with the request.
  func exchange(_ message: [UInt8], within deadline: Duration) async throws(TransportError) -> [UInt8]
}

/// Why a message got no reply.
package enum TransportError: Error, Equatable, CustomStringConvertible {
  /// The peer's address does not exist.
  case absent(String)

  /// The peer's address exists and nobody listens: it died and left it.
  case refused(String)

  /// No reply within the deadline.
  case late(String)

  /// The peer is still at an earlier request, past that one's deadline.
  case busy(String)

  /// The peer closed the connection.
  case closed(String)

  /// The waiting task was cancelled.
  case cancelled

  /// The kernel refused for another reason.
  case failed(PlatformError)

  package var description: String {
    switch self {
    case .absent(let peer): "\(peer) does not exist"
    case .refused(let peer): "nobody listens at \(peer)"
    case .late(let peer): "\(peer) did not answer in time"
    case .busy(let peer): "\(peer) is still busy with an earlier request"
    case .closed(let peer): "\(peer) closed the connection"
    case .cancelled: "the request was cancelled"
    case .failed(let error): error.description
    }
  }
}
