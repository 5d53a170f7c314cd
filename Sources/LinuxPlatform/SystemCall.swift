import Glibc
import SystemPackage

/// Repeats a system call while signals interrupt it, and throws its errno.
func systemCall<Result: SignedInteger>(_ call: () -> Result) throws(Errno) -> Result {
  while true {
    let result = call()
    if result != -1 { return result }
    let code = Errno(rawValue: errno)
    if code != .interrupted { throw code }
  }
}

/// Opens a path close-on-exec.
func open(_ path: FilePath, _ flags: Int32, mode: mode_t = 0) throws(Errno) -> FileDescriptor {
  FileDescriptor(
    rawValue: try systemCall { path.withPlatformString { Glibc.open($0, flags | O_CLOEXEC, mode) } })
}

/// Reads from a descriptor into a buffer, and returns the number of bytes: 0 at the end.
func read(_ descriptor: FileDescriptor, into buffer: inout [UInt8]) throws(Errno) -> Int {
  try systemCall { buffer.withUnsafeMutableBytes { Glibc.read(descriptor.rawValue, $0.baseAddress, $0.count) } }
}

/// Reads to the end of a file, and throws EFBIG where that is beyond the limit.
func readAll(_ descriptor: FileDescriptor, limit: Int) throws(Errno) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: min(limit + 1, 4096))
  while true {
    let count = try read(descriptor, into: &buffer)
    if count == 0 { return bytes }
    bytes.append(contentsOf: buffer[..<count])
    if bytes.count > limit { throw .fileTooLarge }
  }
}

/// Writes all bytes to a blocking descriptor.
func writeAll(_ bytes: [UInt8], to descriptor: FileDescriptor) throws(Errno) {
  var written = 0
  while written < bytes.count {
    let start = written
    written += try systemCall {
      bytes.withUnsafeBytes { Glibc.write(descriptor.rawValue, $0.baseAddress.map { $0 + start }, $0.count - start) }
    }
  }
}
