import Glibc
import LinuxPlatform
import SystemPackage

/// Room in /run that nobody else can take, because a file fills it: it is given up when nothing else is left to write
/// into what the agent of this boot must know.
struct Reserve {
  private let path: FilePath
  /// Some writes of memory and ledger together, which take a few thousand bytes each.
  private static let size: off_t = 64 << 10

  init(_ path: FilePath) { self.path = path }

  /// Makes the file where it is missing. Where that cannot be there is no reserve.
  func keep() {
    guard path.withPlatformString({ access($0, F_OK) }) != 0,
      let file = try? FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
        permissions: [.ownerReadWrite])
    else { return }
    defer { try? file.close() }
    if posix_fallocate(file.rawValue, 0, Self.size) != 0 { giveUp() }
  }

  /// - Returns: whether there was one.
  @discardableResult func giveUp() -> Bool { path.withPlatformString { unlink($0) } == 0 }
}
