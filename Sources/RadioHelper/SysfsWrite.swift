import Glibc
import SystemPackage

/// One write to an attribute of a device, driver, bus or module.
struct SysfsWrite {
  private static let roots = ["/sys/bus/", "/sys/devices/", "/sys/module/"]
  /// An attribute takes a page at most.
  private static let limit = 4096

  let path: String
  let bytes: [UInt8]

  /// Writes all bytes at once: each write is one command to a driver.
  func perform(for operation: String) throws(RadioFailure) {
    guard Self.roots.contains(where: path.hasPrefix), !path.utf8.contains(0) else {
      throw .refused(operation: operation, reason: "only /sys/bus, /sys/devices and /sys/module may be written to")
    }
    guard bytes.count <= Self.limit else {
      throw .refused(operation: operation, reason: "\(bytes.count) bytes are more than an attribute takes")
    }
    guard let resolved = realpath(path, nil) else { throw .system(operation: operation, code: Errno(rawValue: errno)) }
    defer { free(resolved) }
    // A link or dots could lead out of the roots, or to another device than the one that was meant.
    let canonical = String(cString: resolved)
    guard canonical == path else {
      throw .refused(operation: operation, reason: "the path leads to \(canonical); name that one")
    }
    do {
      let file = try FileDescriptor.open(FilePath(path), .writeOnly, options: [.closeOnExec, .noFollow])
      defer { try? file.close() }
      guard try bytes.withUnsafeBytes({ try file.write($0) }) == bytes.count else { throw Errno.ioError }
    } catch {
      throw .system(operation: operation, code: error as? Errno ?? .ioError)
    }
  }
}
