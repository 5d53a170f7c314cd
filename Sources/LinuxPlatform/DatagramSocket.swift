import Glibc
package import SystemPackage

/// A Unix datagram client with an address of its own, so that the peer can answer: the form of hostapd's control
/// socket. It never blocks.
package final class DatagramSocket {
  /// For `EventLoop.onReadable`.
  package let descriptor: FileDescriptor

  /// The socket's own address, unlinked when the object is released.
  package let ownPath: FilePath

  private let peer: FilePath
  private var isBound = false
  private var buffer: [UInt8]

  /// Binds a new address in a directory and connects to the peer.
  ///
  /// Keep the directory private: whoever can write to the address can answer in the peer's name.
  ///
  /// - Parameters:
  ///   - peer: the path of the peer's socket.
  ///   - directory: where the own address is made.
  ///   - longest: the most bytes of a datagram that are received.
  /// - Throws: `absent` when the peer's path does not exist, `refused` when nobody listens there, or `failed`.
  package init(to peer: FilePath, bindingIn directory: FilePath, longest: Int = 8192) throws(TransportError) {
    self.peer = peer
    buffer = [UInt8](repeating: 0, count: longest)
    let descriptor: FileDescriptor
    do throws(Errno) {
      descriptor = try unixSocket(SOCK_DGRAM, blocking: false)
    } catch {
      throw .failed(PlatformError("make a socket for", on: peer.string, error))
    }
    self.descriptor = descriptor
    // Unique among living processes: whatever is there is a dead one's.
    let ownPath = directory.appending("client-\(getpid())-\(descriptor.rawValue)")
    self.ownPath = ownPath
    _ = ownPath.withPlatformString { unlink($0) }
    do throws(Errno) {
      try withUnixAddress(ownPath) { address, length throws(Errno) in
        _ = try systemCall { bind(descriptor.rawValue, address, length) }
      }
    } catch {
      throw .failed(PlatformError("bind", on: ownPath.string, error))
    }
    isBound = true
    do throws(Errno) {
      try withUnixAddress(peer) { address, length throws(Errno) in
        _ = try systemCall { connect(descriptor.rawValue, address, length) }
      }
    } catch {
      throw TransportError(peer.string, "connect to", error)
    }
  }

  deinit {
    if isBound { _ = ownPath.withPlatformString { unlink($0) } }
    try? descriptor.close()
  }

  /// Sends one datagram.
  ///
  /// - Returns: false when the peer's queue is full: it is alive and does not read.
  /// - Throws: `refused` or `closed` when the peer is gone, or `failed`.
  package func send(_ message: [UInt8]) throws(TransportError) -> Bool {
    do throws(Errno) {
      let flags = Int32(MSG_NOSIGNAL)
      _ = try systemCall {
        message.withUnsafeBytes { Glibc.send(descriptor.rawValue, $0.baseAddress, $0.count, flags) }
      }
      return true
    } catch {
      if error == .resourceTemporarilyUnavailable || error == .noBufferSpace { return false }
      throw TransportError(peer.string, "send to", error)
    }
  }

  /// Receives one datagram.
  ///
  /// - Returns: nil when none waits.
  /// - Throws: `refused` or `closed` when the peer is gone; EMSGSIZE for one that is too long, which is discarded.
  package func receive() throws(TransportError) -> [UInt8]? {
    do throws(Errno) {
      let flags = Int32(MSG_TRUNC)
      let count = try systemCall {
        buffer.withUnsafeMutableBytes { recv(descriptor.rawValue, $0.baseAddress, $0.count, flags) }
      }
      guard count <= buffer.count else { throw .messageTooLong }
      return Array(buffer[..<count])
    } catch {
      if error == .resourceTemporarilyUnavailable { return nil }
      throw TransportError(peer.string, "receive from", error)
    }
  }
}
