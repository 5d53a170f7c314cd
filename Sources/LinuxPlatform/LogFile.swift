import Glibc
package import SystemPackage

/// A file that a child process writes its output to.
package enum LogFile {
  /// Makes or empties the file, mode 0600, for appending; it must be closed by the caller.
  ///
  /// - Throws: the failing call; ELOOP where a symbolic link stands in its place.
  package static func open(_ path: FilePath) throws(PlatformError) -> FileDescriptor {
    do throws(Errno) {
      return try LinuxPlatform.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_NOFOLLOW, mode: 0o600)
    } catch {
      throw PlatformError("open", on: path.string, error)
    }
  }

  /// The end of the file, at most so many bytes; nil where there is none that can be read.
  package static func tail(_ path: FilePath, bytes limit: Int) -> [UInt8]? {
    guard let file = try? LinuxPlatform.open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW) else { return nil }
    defer { try? file.close() }
    let size = lseek(file.rawValue, 0, SEEK_END)
    guard size >= 0, lseek(file.rawValue, max(0, size - off_t(limit)), SEEK_SET) >= 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: limit)
    var bytes: [UInt8] = []
    while bytes.count < limit, let count = try? read(file, into: &buffer), count > 0 {
      bytes += buffer[..<min(count, limit - bytes.count)]
    }
    return bytes
  }

  /// Empties the file when it has grown over a limit, in bytes. Its writer appends, so it goes on at the beginning.
  package static func trim(_ path: FilePath, over limit: Int64) {
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG,
      Int64(status.st_size) > limit
    else { return }
    _ = path.withPlatformString { truncate($0, 0) }
  }
}
