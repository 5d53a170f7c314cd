import Glibc
package import SystemPackage

/// Folders that are made where they are missing.
package enum Folder {
  /// Makes a folder, and those above it with mode 0755, and gives it its mode whatever the umask.
  ///
  /// - Throws: the failing call; ENOTDIR where something else stands in its place, a symbolic link included.
  package static func make(_ path: FilePath, mode: UInt32) throws(PlatformError) {
    do throws(Errno) {
      try makeParents(of: path)
      if path.withPlatformString({ mkdir($0, mode_t(mode)) }) != 0, errno != EEXIST { throw Errno(rawValue: errno) }
      var status = stat()
      _ = try systemCall { path.withPlatformString { lstat($0, &status) } }
      guard status.st_mode & S_IFMT == S_IFDIR else { throw Errno.notDirectory }
      if UInt32(status.st_mode) & 0o7777 != mode {
        _ = try systemCall { path.withPlatformString { chmod($0, mode_t(mode)) } }
      }
    } catch {
      throw PlatformError("make the folder", on: path.string, error)
    }
  }

  private static func makeParents(of path: FilePath) throws(Errno) {
    let parent = path.removingLastComponent()
    guard !parent.isEmpty, parent != path, parent.withPlatformString({ access($0, F_OK) }) != 0 else { return }
    try makeParents(of: parent)
    if parent.withPlatformString({ mkdir($0, 0o755) }) != 0, errno != EEXIST { throw Errno(rawValue: errno) }
  }
}
