import Glibc

/// An open file or socket.
struct Descriptor {
  let raw: Int32

  /// Opens a file, close-on-exec.
  static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o644) throws(EmulatorError) -> Descriptor {
    let raw = Glibc.open(path, flags | O_CLOEXEC, mode)
    guard raw >= 0 else { throw EmulatorError("cannot open \(path): \(systemError())") }
    return Descriptor(raw: raw)
  }

  func close() {
    _ = Glibc.close(raw)
  }

  /// Up to `limit` bytes; empty at the end of file, nil when there is nothing now or the peer is gone for good.
  func read(limit: Int) -> [UInt8]? {
    while true {
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
        count = Glibc.read(raw, buffer.baseAddress, limit)
        initialized = max(count, 0)
      }
      if count >= 0 { return bytes }
      guard errno == EINTR else { return nil }
    }
  }

  /// How much was written: less than all when the peer is slow, -1 when it failed.
  func write(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { buffer in
      while true {
        let count = Glibc.write(raw, buffer.baseAddress, buffer.count)
        guard count < 0, errno == EINTR else { return count }
      }
    }
  }

  /// All of it, waiting as long as that takes; false when the peer is gone.
  func writeAll(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = write(rest)
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Everything up to the end of file.
  func readAll() -> [UInt8] {
    var all: [UInt8] = []
    while let bytes = read(limit: 4096), !bytes.isEmpty { all += bytes }
    return all
  }

  func setNonBlocking() {
    _ = fcntl(raw, F_SETFL, fcntl(raw, F_GETFL) | O_NONBLOCK)
  }
}

/// The reason of the last failed system call.
func systemError() -> String {
  String(cString: strerror(errno))
}

/// Microseconds of the monotonic clock, which kernel log times also count.
func monotonicMicroseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
}
