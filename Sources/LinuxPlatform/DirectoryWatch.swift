import CLibSystemd
import Glibc
package import SystemPackage

/// A watch on a directory by its path: it survives the directory being replaced, removed and made again, and notices
/// when any directory or link on the way to it changes.
///
/// It says that something changed, not what: names and orders of inotify are hints, the directory is the truth.
package final class DirectoryWatch {
  private static let itself = UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB) | UInt32(IN_ONLYDIR)
  private static let entries = UInt32(IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO) | itself
  private static let contents = UInt32(IN_CLOSE_WRITE) | entries

  /// The path that is watched.
  package let path: FilePath

  /// Why a part of the way could not be watched, other than that it does not exist; changes there may go unnoticed.
  package private(set) var failure: PlatformError?

  /// True while the directory itself exists and is watched.
  package private(set) var isPresent = false

  private let loop: EventLoop
  private let onChange: () -> Void
  private var sources: [EventSource] = []

  /// Watches an absolute path, whether or not anything is there, and calls the handler on the loop after each change:
  /// an entry made, removed, renamed, written and closed, or given other attributes; the directory gone or back.
  package init(_ path: FilePath, on loop: EventLoop, onChange: @escaping () -> Void) {
    precondition(path.isAbsolute, "a relative path would change its meaning with the working directory")
    self.path = path
    self.loop = loop
    self.onChange = onChange
    follow()
  }

  /// Places the watches along the path anew.
  private func follow() {
    failure = nil
    isPresent = false
    var sources: [EventSource] = []
    if let directory = reach(&sources), let source = watch(directory, Self.contents, for: nil) {
      sources.append(source)
      isPresent = true
    }
    // The new sources exist before the old ones go: the kernel's watch of an inode is kept.
    self.sources = sources
  }

  /// Walks to the directory, link by link, and watches each directory on the way for the entry that leads on.
  ///
  /// Each is watched before its entry is looked at, so that a change in between is noticed afterwards.
  ///
  /// - Returns: the directory without links; nil when the way ends before it.
  private func reach(_ sources: inout [EventSource]) -> FilePath? {
    var current = FilePath("/")
    var rest = Array(path.components.map(\.string).reversed())
    var links = 0
    while let name = rest.popLast() {
      if name == "." { continue }
      if name == ".." {
        current.removeLastComponent()
        continue
      }
      guard let source = watch(current, Self.entries, for: name) else { return nil }
      sources.append(source)
      let next = current.appending(name)
      var status = stat()
      do throws(Errno) {
        _ = try systemCall { next.withPlatformString { lstat($0, &status) } }
        guard status.st_mode & S_IFMT == S_IFLNK else {
          current = next
          continue
        }
        links += 1
        guard links <= 40 else { throw .tooManySymbolicLinkLevels }
        let target = try linkTarget(next)
        if target.isAbsolute { current = "/" }
        rest.append(contentsOf: target.components.map(\.string).reversed())
      } catch {
        note(PlatformError("follow", on: next.string, error))
        return nil
      }
    }
    return current
  }

  /// Watches a directory, for one of its entries or for all.
  private func watch(_ directory: FilePath, _ mask: UInt32, for name: String?) -> EventSource? {
    do throws(PlatformError) {
      return try loop.watch(directory, mask: mask) { [weak self] change in
        guard let self else { return }
        if change.name == nil || name != nil {
          guard change.name == nil || change.name == name else { return }
          follow()
        }
        onChange()
      }
    } catch {
      note(error)
      return nil
    }
  }

  private func note(_ error: PlatformError) {
    if !error.isAbsent { failure = error }
  }
}

/// What a symbolic link holds.
func linkTarget(_ link: FilePath) throws(Errno) -> FilePath {
  var buffer = [CChar](repeating: 0, count: 4097)
  let count = try systemCall { link.withPlatformString { readlink($0, &buffer, buffer.count - 1) } }
  buffer[count] = 0
  return buffer.withUnsafeBufferPointer { $0.baseAddress.map { FilePath(platformString: $0) } ?? FilePath() }
}
