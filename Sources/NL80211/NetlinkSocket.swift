import CLibNL
import Glibc
import SystemPackage

/// A netlink socket: libnl opens, binds, numbers and sends; datagrams are read into one buffer that is used again.
final class NetlinkSocket: NetlinkCarrier {
  private let socket: OpaquePointer
  /// Longer than the 32 KiB that the kernel puts into one datagram of a dump.
  private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
  private let isBlocking: Bool

  /// Opens a socket.
  /// - Parameters:
  ///   - bus: `NETLINK_GENERIC` or `NETLINK_ROUTE`.
  ///   - blocking: Whether `receive` waits.
  /// - Throws: `refused` with the failing call's reason.
  init(bus: Int32, blocking: Bool) throws(NetlinkError) {
    let operation = "open a netlink socket"
    guard let socket = nl_socket_alloc() else { throw .refused(operation, .noMemory) }
    self.socket = socket
    isBlocking = blocking
    guard nl_connect(socket, bus) == 0 else { throw .refused(operation, Errno(rawValue: errno)) }
    // Older kernels lack some of these; each only makes answers shorter or clearer.
    set(SOL_NETLINK, NETLINK_EXT_ACK, 1)
    set(SOL_NETLINK, NETLINK_CAP_ACK, 1)
    set(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1)
    let receiveBuffer: Int32 = 1 << 20
    if !set(SOL_SOCKET, SO_RCVBUFFORCE, receiveBuffer) { set(SOL_SOCKET, SO_RCVBUF, receiveBuffer) }
  }

  deinit { nl_socket_free(socket) }

  func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

  /// The descriptor, owned by this object: to wait on, never to close.
  var descriptor: FileDescriptor { FileDescriptor(rawValue: nl_socket_get_fd(socket)) }

  var port: UInt32 { nl_socket_get_local_port(socket) }

  func nextSequence() -> UInt32 { nl_socket_use_seq(socket) }

  /// Joins a multicast group; joining it again is no error.
  func join(group: UInt32, for operation: String) throws(NetlinkError) {
    guard nl_socket_add_membership(socket, Int32(bitPattern: group)) == 0 else {
      throw .refused(operation, Errno(rawValue: errno))
    }
  }

  func send(_ frame: [UInt8], for operation: String) throws(NetlinkError) {
    var frame = frame
    while nl_sendto(socket, &frame, frame.count) < 0 {
      let code = Errno(rawValue: errno)
      guard code == .interrupted else { throw .refused(operation, code) }
    }
  }

  func receive(for operation: String) throws(NetlinkError) -> NetlinkDatagram {
    while true {
      var sender = sockaddr_nl()
      var length = socklen_t(MemoryLayout<sockaddr_nl>.size)
      // MSG_TRUNC makes the kernel tell the datagram's true length.
      let flags = Int32(MSG_TRUNC) | (isBlocking ? 0 : Int32(MSG_DONTWAIT))
      let file = nl_socket_get_fd(socket)
      let count = buffer.withUnsafeMutableBytes { bytes in
        withUnsafeMutablePointer(to: &sender) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            recvfrom(file, bytes.baseAddress, bytes.count, flags, address, &length)
          }
        }
      }
      guard count >= 0 else {
        switch Errno(rawValue: errno) {
        case .interrupted: continue
        case .wouldBlock: return .empty
        case .noBufferSpace: return .overrun
        case let code: throw .refused(operation, code)
        }
      }
      // Any process may send to our port; only the kernel is believed.
      guard sender.nl_pid == 0 else { continue }
      return count > buffer.count ? .overrun : .messages(buffer[..<count])
    }
  }

  @discardableResult
  private func set(_ level: Int32, _ option: Int32, _ value: Int32) -> Bool {
    var value = value
    return setsockopt(nl_socket_get_fd(socket), level, option, &value, socklen_t(MemoryLayout<Int32>.size)) == 0
  }
}
