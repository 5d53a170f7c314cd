import SystemPackage

/// The memory of crashed firmware that a driver put up for reading (devcoredump). The kernel holds it for five minutes,
/// or until something is written to its `data`; before that a card gets no further one.
package struct FirmwareDump: Hashable, Sendable {
  /// Its folder relative to `/sys`.
  package let folder: String
  /// The folder of the device that it is of, relative to `/sys`.
  package let device: String

  /// The file that holds it, relative to `/sys`.
  package var data: String { folder + "/data" }

  /// Nil where there is none in that folder, relative to `/sys`, or it names no device.
  package init?(at folder: String, in sysfs: Sysfs) {
    guard let device = try? sysfs.resolve(folder + "/failing_device") else { return nil }
    self.folder = folder
    self.device = device
  }

  /// Those that the kernel holds now, in the order of their names.
  package static func all(in sysfs: Sysfs) -> [FirmwareDump] {
    ((try? sysfs.entries("class/devcoredump")) ?? []).compactMap {
      FirmwareDump(at: "class/devcoredump/\($0)", in: sysfs)
    }
  }

  /// Reads it to its end, a part in each turn of the loop: it may have megabytes.
  ///
  /// - Parameters:
  ///   - sysfs: where it stands.
  ///   - loop: whose turns it takes.
  ///   - limit: bytes at which reading ends, if it has so many.
  ///   - take: gets the parts, in order.
  /// - Returns: how many bytes there were.
  /// - Throws: `SysfsError` where it is gone or cannot be read.
  package func read(
    from sysfs: Sysfs, on loop: EventLoop, limit: Int, _ take: (ArraySlice<UInt8>) -> Void
  ) async throws(SysfsError) -> Int {
    let file = try sysfs.reader(of: data)
    defer { try? file.close() }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var total = 0
    while total < limit {
      let count: Int
      do throws(Errno) { count = try LinuxPlatform.read(file, into: &buffer) } catch {
        throw .unreadable("/sys/\(data)", error)
      }
      if count == 0 { break }
      take(buffer[..<count])
      total += count
      try? await loop.sleep(for: .milliseconds(1))
    }
    return total
  }

  /// Has the kernel let go of it.
  ///
  /// - Throws: `SysfsError` where it is gone, or the kernel refuses.
  package func release(in sysfs: Sysfs) throws(SysfsError) { try sysfs.write("1", to: data) }
}
