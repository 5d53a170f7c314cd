import Glibc
package import SystemPackage

/// Writes a file so that a reader sees the old bytes or the new ones, never a part.
package enum AtomicFile {
  /// Replaces or creates a file, through a temporary one in the same directory whose mode is right from the start.
  ///
  /// A symbolic link at the path is replaced, not followed. With `durable` the bytes and the name are on disk at return:
  /// a power cut leaves the old file or the new one.
  ///
  /// - Throws: the failing call with the path; the temporary file is then gone and the old file untouched.
  package static func write(
    _ bytes: [UInt8], to path: FilePath, mode: UInt32, durable: Bool = false
  ) throws(PlatformError) {
    guard let name = path.lastComponent else { throw PlatformError("write", on: path.string, .isDirectory) }
    let directory = path.removingLastComponent()
    let unique = String(UInt64.random(in: .min ... .max), radix: 16)
    let temporary = directory.appending(".\(name.string).\(unique).tmp")
    do throws(Errno) {
      let file = try open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode_t(mode))
      do throws(Errno) {
        defer { try? file.close() }
        // The umask took its part of the mode given to open.
        _ = try systemCall { fchmod(file.rawValue, mode_t(mode)) }
        try writeAll(bytes, to: file)
        if durable { _ = try systemCall { fsync(file.rawValue) } }
        _ = try systemCall {
          temporary.withPlatformString { from in path.withPlatformString { rename(from, $0) } }
        }
      } catch {
        _ = temporary.withPlatformString { unlink($0) }
        throw error
      }
      if durable { try Folder.sync(directory) }
    } catch {
      throw PlatformError("write", on: path.string, error)
    }
  }
}

extension AtomicFile {
  /// Removes a file; one that is not there is no error.
  ///
  /// - Throws: the failing call.
  package static func remove(_ path: FilePath) throws(PlatformError) {
    guard path.withPlatformString({ unlink($0) }) != 0, errno != ENOENT else { return }
    throw PlatformError("remove", on: path.string, Errno(rawValue: errno))
  }
}
