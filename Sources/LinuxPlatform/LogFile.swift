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

  /// Empties the file when it has grown over a limit, in bytes. Its writer appends, so it goes on at the beginning.
  package static func trim(_ path: FilePath, over limit: Int64) {
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG,
      Int64(status.st_size) > limit
    else { return }
    _ = path.withPlatformString { truncate($0, 0) }
  }
}
