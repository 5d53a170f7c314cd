import Glibc
package import SystemPackage

/// An exclusive lock on a file (flock), held until this object is released or the process ends.
package final class FileLock {
  private let file: FileDescriptor

  private init(_ file: FileDescriptor) { self.file = file }

  deinit { try? file.close() }

  /// Takes the lock without waiting, creating the file with mode 0600 where it is missing.
  ///
  /// - Returns: nil when another process, or another lock of this one, holds it.
  /// - Throws: the failing call with the path.
  package static func attempt(_ path: FilePath) throws(PlatformError) -> FileLock? {
    do throws(Errno) {
      let file = try open(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600)
      do throws(Errno) {
        _ = try systemCall { flock(file.rawValue, LOCK_EX | LOCK_NB) }
        return FileLock(file)
      } catch {
        try? file.close()
        guard error == .wouldBlock else { throw error }
        return nil
      }
    } catch {
      throw PlatformError("lock", on: path.string, error)
    }
  }
}
