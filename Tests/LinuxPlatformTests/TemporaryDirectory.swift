import Glibc
import SystemPackage
import Testing

/// A directory of its own for one test, removed with all it holds at the end.
final class TemporaryDirectory {
  let path: FilePath

  init() throws {
    var template = Array("/tmp/linux-platform-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template), "no temporary directory: errno \(errno)")
    path = FilePath(platformString: made)
  }

  deinit { Self.remove(path) }

  /// Makes a directory and those above it.
  @discardableResult
  func directory(_ name: String) -> FilePath {
    var made = path
    for component in FilePath(name).components {
      made.append(component)
      made.withPlatformString { _ = mkdir($0, 0o755) }
    }
    return made
  }

  @discardableResult
  func file(_ name: String, _ text: String = "", mode: mode_t = 0o644) throws -> FilePath {
    let file = path.appending(name)
    directory(file.removingLastComponent().string.replacingPrefix(path.string))
    let descriptor = try FileDescriptor.open(
      file, .writeOnly, options: [.create, .truncate], permissions: FilePermissions(rawValue: mode))
    try descriptor.closeAfter { _ = try descriptor.writeAll(text.utf8) }
    return file
  }

  func link(_ name: String, to target: String) throws {
    let made = target.withCString { target in path.appending(name).withPlatformString { symlink(target, $0) } }
    try #require(made == 0)
  }

  func move(_ from: String, to: String) throws {
    let moved = path.appending(from).withPlatformString { from in
      path.appending(to).withPlatformString { rename(from, $0) }
    }
    try #require(moved == 0, "rename: errno \(errno)")
  }

  func names(_ directory: String = "") -> [String] { Self.names(path.appending(directory)) }

  private static func names(_ directory: FilePath) -> [String] {
    guard let stream = directory.withPlatformString({ opendir($0) }) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
        })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  /// Removes a file, or a directory with all it holds.
  static func remove(_ path: FilePath) {
    if path.withPlatformString({ unlink($0) }) == 0 { return }
    for name in names(path) { remove(path.appending(name)) }
    path.withPlatformString { _ = rmdir($0) }
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count).drop { $0 == "/" }) : self
  }
}
