import Glibc
package import SystemPackage

/// A Unix socket at a path that accepts `SeqpacketSocket` connections.
package final class SeqpacketListener {
  /// For `EventLoop.onReadable`.
  package let descriptor: FileDescriptor
  private let path: FilePath
  private var isBound = false

  /// Listens at a path. A socket that a dead process left there is replaced; the mode decides who may connect.
  ///
  /// - Throws: EADDRINUSE while another process listens there; the failing call otherwise.
  package init(at path: FilePath, mode: UInt32, backlog: Int32 = 16) throws(PlatformError) {
    self.path = path
    do throws(Errno) {
      let descriptor = try unixSocket(SOCK_SEQPACKET, blocking: false)
      self.descriptor = descriptor
      try Self.removeStale(path)
      // Nobody connects in between: a socket that does not listen refuses.
      try withUnixAddress(path) { address, length throws(Errno) in
        _ = try systemCall { bind(descriptor.rawValue, address, length) }
      }
      isBound = true
      _ = try systemCall { path.withPlatformString { chmod($0, mode_t(mode)) } }
      _ = try systemCall { listen(descriptor.rawValue, backlog) }
    } catch {
      throw PlatformError("listen at", on: path.string, error)
    }
  }

  deinit {
    if isBound { _ = path.withPlatformString { unlink($0) } }
    try? descriptor.close()
  }

  /// Takes the next connection, which does not block.
  ///
  /// - Returns: nil when none waits.
  /// - Throws: the failing call, such as EMFILE.
  package func accept() throws(PlatformError) -> SeqpacketSocket? {
    while true {
      do throws(Errno) {
        let connection = try systemCall { Glibc.accept(descriptor.rawValue, nil, nil) }
        _ = try systemCall { fcntl(connection, F_SETFD, FD_CLOEXEC) }
        _ = try systemCall { fcntl(connection, F_SETFL, O_NONBLOCK) }
        return SeqpacketSocket(owning: FileDescriptor(rawValue: connection))
      } catch {
        switch error {
        case .resourceTemporarilyUnavailable: return nil
        case .connectionAbort: continue
        default: throw PlatformError("accept a connection at", on: path.string, error)
        }
      }
    }
  }

  private static func removeStale(_ path: FilePath) throws(Errno) {
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0 else { return }
    // Anything but a socket stays, and makes bind fail.
    guard status.st_mode & S_IFMT == S_IFSOCK else { return }
    let probe = try unixSocket(SOCK_SEQPACKET, blocking: false)
    defer { try? probe.close() }
    do throws(Errno) {
      try withUnixAddress(path) { address, length throws(Errno) in
        _ = try systemCall { connect(probe.rawValue, address, length) }
      }
    } catch {
      if error == .connectionRefused { _ = path.withPlatformString { unlink($0) } }
    }
  }
}
