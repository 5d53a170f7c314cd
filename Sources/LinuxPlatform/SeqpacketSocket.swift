import CLinux
import Glibc
package import SystemPackage

/// Who is at the other end of a Unix socket, as the kernel noted it when the connection was made.
package struct PeerCredentials: Equatable, Sendable {
  /// The effective user id.
  package let uid: UInt32

  /// The effective group id; supplementary groups are not told.
  package let gid: UInt32

  /// The process id, which may have become another process's since.
  package let pid: Int32

  package init(uid: UInt32, gid: UInt32, pid: Int32) {
    self.uid = uid
    self.gid = gid
    self.pid = pid
  }
}

/// One end of a Unix connection that keeps the borders of messages (SOCK_SEQPACKET).
package final class SeqpacketSocket {
  /// The longest message, in bytes, that is sent or accepted.
  ///
  /// Beyond the system's `net.core.wmem_max` only root can send so much.
  package static let longestMessage = 1 << 20

  /// What a reading brings.
  package enum Received: Equatable, Sendable {
    /// A whole message.
    case message([UInt8])

    /// Nothing yet: the socket does not block, or the time-out has passed.
    case nothing

    /// The other end closed the connection.
    case closed
  }

  /// For `EventLoop.onReadable`, and to hand on to a child.
  package let descriptor: FileDescriptor

  /// Takes over a connected descriptor.
  package init(owning descriptor: FileDescriptor) {
    self.descriptor = descriptor
    var size = Int32(Self.longestMessage)
    let length = socklen_t(MemoryLayout<Int32>.size)
    if setsockopt(descriptor.rawValue, SOL_SOCKET, SO_SNDBUFFORCE, &size, length) != 0 {
      setsockopt(descriptor.rawValue, SOL_SOCKET, SO_SNDBUF, &size, length)
    }
  }

  deinit { try? descriptor.close() }

  /// Connects to a listener. Sending and receiving then block, for at most `timeout` each.
  ///
  /// - Throws: `absent`, `refused` when nobody listens at the path, or `failed`.
  package static func connect(
    to path: FilePath, timeout: Duration
  ) throws(TransportError) -> SeqpacketSocket {
    do throws(Errno) {
      let socket = SeqpacketSocket(owning: try unixSocket(SOCK_SEQPACKET, blocking: true))
      let (seconds, attoseconds) = timeout.components
      // Zero would mean to wait for ever.
      var limit = timeval(tv_sec: Int(max(0, seconds)), tv_usec: max(1, Int(attoseconds / 1_000_000_000_000)))
      for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
        _ = try systemCall {
          setsockopt(
            socket.descriptor.rawValue, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
      }
      try withUnixAddress(path) { address, length throws(Errno) in
        _ = try systemCall { Glibc.connect(socket.descriptor.rawValue, address, length) }
      }
      return socket
    } catch {
      throw TransportError(path.string, "connect to", error)
    }
  }

  /// A connected pair: the first end does not block and is for the loop, the second blocks and is for a child.
  ///
  /// - Throws: the failing call, when descriptors are exhausted.
  package static func pair() throws(PlatformError) -> (SeqpacketSocket, SeqpacketSocket) {
    var ends: [Int32] = [-1, -1]
    do throws(Errno) {
      let kind = Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue)
      _ = try systemCall { socketpair(AF_UNIX, kind, 0, &ends) }
      let first = SeqpacketSocket(owning: FileDescriptor(rawValue: ends[0]))
      let second = SeqpacketSocket(owning: FileDescriptor(rawValue: ends[1]))
      _ = try systemCall { fcntl(ends[0], F_SETFL, O_NONBLOCK) }
      return (first, second)
    } catch {
      throw PlatformError("make a socket pair", error)
    }
  }

  /// Sends one message whole.
  ///
  /// - Returns: false when there is no room now, so that the caller waits until it is writable.
  /// - Throws: EPIPE or ECONNRESET when the other end is gone, EMSGSIZE when the message is too long.
  package func send(_ message: [UInt8]) throws(PlatformError) -> Bool {
    do throws(Errno) {
      guard message.count <= Self.longestMessage else { throw .messageTooLong }
      let flags = Int32(MSG_NOSIGNAL)
      let count = try systemCall {
        message.withUnsafeBytes { Glibc.send(descriptor.rawValue, $0.baseAddress, $0.count, flags) }
      }
      return count == message.count
    } catch {
      if error == .resourceTemporarilyUnavailable { return false }
      throw PlatformError("send a message of", on: "\(message.count) bytes", error)
    }
  }

  /// Receives one message whole.
  ///
  /// - Throws: EMSGSIZE for a message that is too long, which is discarded; the failing call otherwise.
  package func receive() throws(PlatformError) -> Received {
    do throws(Errno) {
      // The length comes first, so that a message is never cut and a short one costs little.
      let peek = Int32(MSG_PEEK | MSG_TRUNC)
      let length = try systemCall { recv(descriptor.rawValue, nil, 0, peek) }
      if length == 0 { return .closed }
      guard length <= Self.longestMessage else {
        var byte: UInt8 = 0
        _ = try systemCall { recv(descriptor.rawValue, &byte, 1, 0) }
        throw .messageTooLong
      }
      var buffer = [UInt8](repeating: 0, count: length)
      let count = try systemCall {
        buffer.withUnsafeMutableBytes { recv(descriptor.rawValue, $0.baseAddress, $0.count, 0) }
      }
      return .message(Array(buffer[..<count]))
    } catch {
      switch error {
      case .resourceTemporarilyUnavailable: return .nothing
      case .connectionReset: return .closed
      default: throw PlatformError("receive", on: "a message", error)
      }
    }
  }

  /// The credentials of the other end.
  ///
  /// - Throws: the failing call.
  package func peer() throws(PlatformError) -> PeerCredentials {
    var uid = uid_t()
    var gid = gid_t()
    var pid = pid_t()
    guard clinux_peer_credentials(descriptor.rawValue, &uid, &gid, &pid) == 0 else {
      throw PlatformError("read the credentials of", on: "a socket's peer", Errno(rawValue: errno))
    }
    return PeerCredentials(uid: uid, gid: gid, pid: pid)
  }
}

extension TransportError {
  /// Sorts the errno of a connection by what it says about the peer.
  init(_ peer: String, _ operation: String, _ code: Errno) {
    switch code {
    case .noSuchFileOrDirectory, .notDirectory: self = .absent(peer)
    case .connectionRefused: self = .refused(peer)
    case .brokenPipe, .connectionReset, .socketNotConnected: self = .closed(peer)
    default: self = .failed(PlatformError(operation, on: peer, code))
    }
  }
}
