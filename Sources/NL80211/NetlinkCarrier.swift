/// What a session needs of a socket: whole messages out, whole datagrams in. The kernel is one, a scripted peer another.
package protocol NetlinkCarrier: AnyObject {
  /// The port that answers are addressed to.
  var port: UInt32 { get }
  /// A sequence number not used before on this socket.
  func nextSequence() -> UInt32
  func send(_ frame: [UInt8], for operation: String) throws(NetlinkError)
  /// Waits for one datagram unless the socket is non-blocking.
  func receive(for operation: String) throws(NetlinkError) -> NetlinkDatagram
  /// Lets the kernel come to rest before a torn dump is read again.
  func pause(milliseconds: UInt32)
}

/// One datagram, or why there is none.
package enum NetlinkDatagram {
  /// Bytes that the kernel sent (those of other senders are dropped by the socket).
  case messages(ArraySlice<UInt8>)
  /// Messages were lost, or one was longer than the buffer: the view is out of step.
  case overrun
  /// A non-blocking socket has nothing more.
  case empty
}
