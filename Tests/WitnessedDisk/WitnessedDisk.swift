import Glibc
import Synchronization
package import SystemPackage

/// What a program asks of the disk below a folder, and what of it a power cut would leave. Every `fsync` and `rename` of
/// the test program comes here first: the linker takes a program's own function before the C library's.
package final class WitnessedDisk {
  private let folder: String
  /// The calls for each folder that is watched, in order.
  fileprivate static let seen = Mutex<[String: [Call]]>([:])

  package enum Call: Hashable, Sendable {
    /// A file's bytes, as they were, are on the disk.
    case syncFile(inode: UInt64, bytes: [UInt8])
    /// The names in a folder are.
    case syncFolder(String)
    case rename(inode: UInt64, to: String)
  }

  /// Begins to watch.
  package init(below folder: FilePath) {
    self.folder = folder.string
    Self.seen.withLock { $0[folder.string] = [] }
  }

  deinit { Self.seen.withLock { $0[folder] = nil } }

  package var calls: [Call] { Self.seen.withLock { $0[folder] ?? [] } }

  /// What may be found under a name.
  package enum Content: Hashable, Sendable {
    case bytes([UInt8])
    /// The name stands for a file of which not all is on the disk.
    case torn
    case absent
  }

  /// What a power cut may leave under a name: one that was given and not synced is there or not.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - old: what it held before them.
  ///   - calls: what was done by then.
  /// - Returns: each content that may be found.
  package static func leavings(
    of path: FilePath, holding old: Content, after calls: some Sequence<Call>
  ) -> Set<Content> {
    let folder = path.removingLastComponent().string
    var synced: [UInt64: [UInt8]] = [:]
    var possible: [Content] = [old]
    for call in calls {
      switch call {
      case .syncFile(let inode, let bytes): synced[inode] = bytes
      case .rename(let inode, path.string): possible.append(synced[inode].map { .bytes($0) } ?? .torn)
      case .rename: break
      case .syncFolder(folder): possible = Array(possible.suffix(1))
      case .syncFolder: break
      }
    }
    return Set(possible)
  }

  fileprivate static func note(_ path: String, _ call: @autoclosure () -> Call?) {
    seen.withLock { seen in
      for folder in seen.keys where path == folder || path.hasPrefix(folder + "/") {
        if let call = call() { seen[folder, default: []].append(call) }
      }
    }
  }
}

/// The file behind a descriptor, as a call to sync it.
private func sync(of descriptor: CInt, _ path: String) -> WitnessedDisk.Call? {
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { return nil }
  guard status.st_mode & S_IFMT != S_IFDIR else { return .syncFolder(path) }
  // It may be open for writing only.
  let reader = open(path, O_RDONLY | O_CLOEXEC)
  guard reader >= 0 else { return nil }
  defer { close(reader) }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  let count = pread(reader, &bytes, bytes.count, 0)
  return count == bytes.count ? .syncFile(inode: UInt64(status.st_ino), bytes: bytes) : nil
}

/// In the place of the C library's.
@_cdecl("fsync") public func witnessedSync(_ descriptor: CInt) -> CInt {
  var name = [CChar](repeating: 0, count: Int(PATH_MAX))
  let length = readlink("/proc/self/fd/\(descriptor)", &name, name.count)
  if length > 0 {
    let path = String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    WitnessedDisk.note(path, sync(of: descriptor, path))
  }
  return fdatasync(descriptor)
}

/// In the place of the C library's.
@_cdecl("rename") public func witnessedRename(_ from: UnsafePointer<CChar>, _ to: UnsafePointer<CChar>) -> CInt {
  var status = stat()
  let isThere = lstat(from, &status) == 0
  let result = renameat(AT_FDCWD, from, AT_FDCWD, to)
  if result == 0, isThere {
    let path = String(cString: to)
    WitnessedDisk.note(path, .rename(inode: UInt64(status.st_ino), to: path))
  }
  return result
}
