import Glibc
package import SystemPackage

/// The bytes of a regular file and what its descriptor said about it, read together.
package struct SmallFile: Equatable, Sendable {
  /// The content.
  package let bytes: [UInt8]

  /// The user that owns the file.
  package let owner: UInt32

  /// The permission bits, 0...0o7777.
  package let mode: UInt32

  /// Reads a regular file whole.
  ///
  /// Devices, pipes and directories are refused with EINVAL, before anything of them is read.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: the most bytes it may have; more is EFBIG.
  ///   - followLinks: false refuses a symbolic link as the last component, with ELOOP.
  /// - Throws: the failing call with the path; `isAbsent` when there is no such file.
  package init(reading path: FilePath, limit: Int, followLinks: Bool = false) throws(PlatformError) {
    do throws(Errno) {
      // Non-blocking, or a pipe in the place of the file would hold up the opener.
      let file = try open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | (followLinks ? 0 : O_NOFOLLOW))
      defer { try? file.close() }
      var status = stat()
      _ = try systemCall { fstat(file.rawValue, &status) }
      guard status.st_mode & S_IFMT == S_IFREG else { throw Errno.invalidArgument }
      bytes = try readAll(file, limit: limit)
      owner = status.st_uid
      mode = UInt32(status.st_mode) & 0o7777
    } catch {
      let advice: String? =
        switch error {
        case .fileTooLarge: "it has more than \(limit) bytes"
        case .invalidArgument: "it is not a regular file"
        case .tooManySymbolicLinkLevels where !followLinks: "it is a symbolic link"
        default: nil
        }
      throw PlatformError("read", on: path.string, error, advice: advice)
    }
  }
}
