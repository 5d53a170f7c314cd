package import SystemPackage

extension KernelLog {
  /// The last records of the kernel itself that it still has, oldest first, read from its beginning a part in each turn
  /// of the loop. Nothing is kept between two calls.
  ///
  /// - Throws: as `init` and `read`.
  package static func tail(
    _ count: Int, on loop: EventLoop, path: FilePath = "/dev/kmsg"
  ) async throws(PlatformError) -> [KernelRecord] {
    let log = try KernelLog(from: .oldest, path: path)
    var records: [KernelRecord] = []
    // What is written meanwhile shall not keep it from ending.
    for _ in 0..<256 {
      let items = try log.read()
      if items.isEmpty { break }
      for case .record(let record) in items where record.isFromKernel { records.append(record) }
      if records.count > 2 * count { records.removeFirst(records.count - count) }
      try? await loop.sleep(for: .milliseconds(1))
    }
    return records.suffix(count)
  }
}
