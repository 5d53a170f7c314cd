import Glibc
package import SystemPackage

/// Why something of sysfs could not be read or written.
package enum SysfsError: Error, Equatable, CustomStringConvertible {
  /// It does not exist, or its device has just gone.
  case absent(String)

  /// It exists and the kernel refused: nothing is known about it.
  case unreadable(String, Errno)

  init(_ path: FilePath, _ code: Errno) {
    let error = PlatformError("use", on: path.string, code)
    self = error.isAbsent ? .absent(path.string) : .unreadable(path.string, code)
  }

  package var description: String {
    switch self {
    case .absent(let path): "\(path) does not exist"
    case .unreadable(let path, let code): "cannot use \(path): \(code)"
    }
  }
}

/// The kernel's tree of devices and drivers. All paths are relative to `/sys`: `class/net/uap0/ifindex`.
///
/// Reading most attributes is quick. Writing one (bind, unbind, reset, remove) can block for seconds on a driver.
package struct Sysfs: Sendable {
  private let base: FilePath

  /// - Parameter root: the directory in which `sys` is, `/` on a live machine.
  package init(root: FilePath = "/") {
    base = root.appending("sys")
  }

  /// True when the path exists, links followed.
  package func exists(_ path: String) -> Bool {
    base.appending(path).withPlatformString { access($0, F_OK) } == 0
  }

  /// The text of an attribute, without white space at its ends.
  ///
  /// - Throws: `absent` or `unreadable`.
  package func attribute(_ path: String) throws(SysfsError) -> String {
    let full = base.appending(path)
    do throws(Errno) {
      let file = try open(full, O_RDONLY)
      defer { try? file.close() }
      return trimmed(String(decoding: try readAll(file, limit: 65_536), as: UTF8.self))
    } catch {
      throw SysfsError(full, error)
    }
  }

  /// Opens a file for reading in parts; it must be closed by the caller.
  ///
  /// - Throws: `absent` or `unreadable`.
  package func reader(of path: String) throws(SysfsError) -> FileDescriptor {
    let full = base.appending(path)
    do throws(Errno) { return try open(full, O_RDONLY) } catch { throw SysfsError(full, error) }
  }

  /// Writes text to an attribute that exists.
  ///
  /// - Throws: `absent`, or `unreadable` with the driver's reason.
  package func write(_ text: String, to path: String) throws(SysfsError) {
    let full = base.appending(path)
    do throws(Errno) {
      let file = try open(full, O_WRONLY)
      defer { try? file.close() }
      // One write: each is one command to the driver.
      let bytes = Array(text.utf8)
      let count = try systemCall { bytes.withUnsafeBytes { Glibc.write(file.rawValue, $0.baseAddress, $0.count) } }
      guard count == bytes.count else { throw Errno.ioError }
    } catch {
      throw SysfsError(full, error)
    }
  }

  /// The last component of what a link points to: the name of a driver, module or bus.
  ///
  /// - Throws: `absent` when there is no link.
  package func linkName(_ path: String) throws(SysfsError) -> String {
    let full = base.appending(path)
    do throws(Errno) {
      return try linkTarget(full).lastComponent?.string ?? ""
    } catch {
      throw SysfsError(full, error)
    }
  }

  /// The path with every link resolved, relative to `/sys` again: `devices/pci0000:00/...`.
  ///
  /// - Throws: `absent`, also when it leads out of the tree.
  package func resolve(_ path: String) throws(SysfsError) -> String {
    let full = base.appending(path)
    guard let home = canonical(base), let target = canonical(full) else {
      throw SysfsError(full, Errno(rawValue: errno))
    }
    guard target.starts(with: home) else { throw .absent(full.string) }
    var relative = target
    _ = relative.removePrefix(home)
    return relative.string
  }

  /// The names in a directory, sorted by their bytes.
  ///
  /// - Throws: `absent` when there is no such directory.
  package func entries(_ path: String) throws(SysfsError) -> [String] {
    let full = base.appending(path)
    do throws(Errno) {
      return try names(in: full)
    } catch {
      throw SysfsError(full, error)
    }
  }

  private func canonical(_ path: FilePath) -> FilePath? {
    guard let resolved = path.withPlatformString({ realpath($0, nil) }) else { return nil }
    defer { free(resolved) }
    return FilePath(platformString: resolved)
  }
}

/// The names in a directory but `.` and `..`, sorted by their bytes.
func names(in directory: FilePath) throws(Errno) -> [String] {
  guard let stream = directory.withPlatformString({ opendir($0) }) else { throw Errno(rawValue: errno) }
  defer { closedir(stream) }
  var names: [String] = []
  errno = 0
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
      String(cString: UnsafeRawPointer(tuple).assumingMemoryBound(to: CChar.self))
    }
    if name != "." && name != ".." { names.append(name) }
    errno = 0
  }
  if errno != 0 { throw Errno(rawValue: errno) }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// The text without ASCII white space and NUL at its ends.
func trimmed(_ text: String) -> String {
  let isBlank = { (byte: UInt8) in byte <= 0x20 }
  let bytes = text.utf8.drop(while: isBlank)
  guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
  return String(bytes[...last]) ?? ""
}
