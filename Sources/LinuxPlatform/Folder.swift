import Glibc
package import SystemPackage

/// Folders that are made where they are missing.
package enum Folder {
  /// Makes a folder, and those above it with mode 0755, and gives it its mode whatever the umask. The names of those that
  /// are new are on disk at return: what is written into them durably has a way to be found.
  ///
  /// - Throws: the failing call; ENOTDIR where something else stands in its place, a symbolic link included.
  package static func make(_ path: FilePath, mode: UInt32) throws(PlatformError) {
    do throws(Errno) {
      try makeParents(of: path)
      try makeOne(path, mode: mode)
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
    try makeOne(parent, mode: 0o755)
  }

  private static func makeOne(_ path: FilePath, mode: UInt32) throws(Errno) {
    guard path.withPlatformString({ mkdir($0, mode_t(mode)) }) != 0 else {
      return try sync(path.removingLastComponent())
    }
    guard errno == EEXIST else { throw Errno(rawValue: errno) }
  }

  /// Puts the names in a folder on the disk.
  static func sync(_ path: FilePath) throws(Errno) {
    let folder = try open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY)
    defer { try? folder.close() }
    _ = try systemCall { fsync(folder.rawValue) }
  }

  /// How many bytes its files have; what else stands in it counts nothing.
  package static func size(of path: FilePath) -> UInt64 {
    ((try? names(in: path)) ?? []).reduce(0) { total, name in
      var status = stat()
      guard path.appending(name).withPlatformString({ lstat($0, &status) }) == 0,
        status.st_mode & S_IFMT == S_IFREG
      else { return total }
      return total + UInt64(max(0, status.st_size))
    }
  }

  /// Removes a folder with the files in it; one that is not there is no error.
  ///
  /// - Throws: the failing call; ENOTEMPTY where it holds a folder.
  package static func remove(_ path: FilePath) throws(PlatformError) {
    do throws(Errno) {
      for name in try names(in: path) { _ = path.appending(name).withPlatformString { unlink($0) } }
      _ = try systemCall { path.withPlatformString { rmdir($0) } }
    } catch {
      if error == .noSuchFileOrDirectory { return }
      throw PlatformError("remove the folder", on: path.string, error)
    }
  }
}
