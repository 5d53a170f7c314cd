import Glibc
package import SystemPackage

/// The files of a machine in a folder of their own for one test, removed with all it holds at the end.
package final class TemporaryMachine {
  /// The folder: what `--root` would name.
  package let root: FilePath

  /// - Parameter parent: where the folder is made.
  /// - Throws: when it cannot be made.
  package init(in parent: FilePath = "/tmp") throws {
    var template = Array(parent.appending("wifi-ap-machine-XXXXXX").string.utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    root = FilePath(platformString: template)
  }

  deinit { remove() }

  /// Removes it at once, where its owner may outlive the test.
  package func remove() { Self.remove(root) }

  package func folder(_ path: String) {
    var made = root
    for component in FilePath(path).components {
      made.append(component)
      made.withPlatformString { _ = mkdir($0, 0o755) }
    }
  }

  package func file(_ path: String, _ text: String) throws {
    folder(FilePath(path).removingLastComponent().string)
    let descriptor = try FileDescriptor.open(
      root.appending(path), .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: .ownerReadWrite)
    try descriptor.closeAfter { _ = try descriptor.writeAll(text.utf8) }
  }

  /// A link to another path of the machine; both are relative to its root.
  package func link(_ path: String, to target: String) throws {
    folder(FilePath(path).removingLastComponent().string)
    let result = root.appending(target).withPlatformString { target in
      root.appending(path).withPlatformString { symlink(target, $0) }
    }
    guard result == 0 else { throw Errno(rawValue: errno) }
  }

  /// The text of a file; nil where there is none.
  package func text(_ path: String) -> String? {
    guard let descriptor = try? FileDescriptor.open(root.appending(path), .readOnly, options: .closeOnExec) else {
      return nil
    }
    defer { try? descriptor.close() }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    guard let count = try? buffer.withUnsafeMutableBytes({ try descriptor.read(into: $0) }) else { return nil }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  /// The permission bits; nil where there is nothing.
  package func mode(_ path: String) -> UInt32? { status(path).map { UInt32($0.st_mode) & 0o7777 } }

  /// A file that was replaced has another one.
  package func inode(_ path: String) -> UInt64? { status(path).map { UInt64($0.st_ino) } }

  private func status(_ path: String) -> stat? {
    var status = stat()
    return root.appending(path).withPlatformString({ lstat($0, &status) }) == 0 ? status : nil
  }

  /// The names in a folder, sorted.
  package func names(_ path: String) -> [String] { Self.names(root.appending(path)) }

  private static func names(_ folder: FilePath) -> [String] {
    guard let stream = folder.withPlatformString({ opendir($0) }) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
        })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  private static func remove(_ path: FilePath) {
    if path.withPlatformString({ unlink($0) }) == 0 { return }
    for name in names(path) { remove(path.appending(name)) }
    path.withPlatformString { _ = rmdir($0) }
  }
}
