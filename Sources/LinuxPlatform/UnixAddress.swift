import Glibc
import SystemPackage

/// Calls `body` with the socket address of a path.
///
/// - Throws: ENAMETOOLONG beyond 107 bytes, which is all that the kernel has room for.
func withUnixAddress<Result>(
  _ path: FilePath, _ body: (UnsafePointer<sockaddr>, socklen_t) throws(Errno) -> Result
) throws(Errno) -> Result {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  let bytes = Array(path.string.utf8)
  let room = MemoryLayout.size(ofValue: address.sun_path)
  guard bytes.count < room else { throw .fileNameTooLong }
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
  return try withUnsafePointer(to: &address) { pointer throws(Errno) in
    try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer throws(Errno) in
      try body(pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
}

/// Makes a Unix socket, close-on-exec.
func unixSocket(_ kind: __socket_type, blocking: Bool) throws(Errno) -> FileDescriptor {
  let flags = SOCK_CLOEXEC.rawValue | (blocking ? 0 : SOCK_NONBLOCK.rawValue)
  return FileDescriptor(rawValue: try systemCall { socket(AF_UNIX, Int32(kind.rawValue | flags), 0) })
}
