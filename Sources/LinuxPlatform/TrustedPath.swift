import Glibc
package import SystemPackage

/// A path followed through its links below a root, with the first of its parts that others than its owner could change.
package struct TrustedPath {
  /// Where it leads, free of links.
  package let resolved: FilePath
  /// `st_mode` of what stands there.
  package let mode: UInt32
  /// Why the content cannot be trusted: a part of the path that another user owns or may write.
  package let violation: String?

  /// Why a path leads nowhere.
  package enum Failure: Error, Hashable {
    case absent
    /// It is a link to /dev/null: a mask.
    case null
    case unreadable(Errno)
  }

  /// Follows a path. Absolute links stay below the root; what stands above the root is the caller's choice and is not
  /// judged.
  ///
  /// - Parameters:
  ///   - path: as it is called below the root, absolute.
  ///   - root: the directory that stands for `/`.
  ///   - owner: the user who, beside root, may own every part.
  /// - Throws: why it leads nowhere.
  package init(_ path: String, under root: FilePath, owner: UInt32) throws(Failure) {
    var violation = Self.violation(of: try Self.status(root), at: root, owner: owner)
    var status = try Self.status(root)
    var inside: [String] = []
    var pending = path.split(separator: "/").map(String.init)
    var links = 0
    while !pending.isEmpty {
      let name = pending.removeFirst()
      if name == "." { continue }
      if name == ".." {
        _ = inside.popLast()
        continue
      }
      let here = root.appending(inside + [name])
      status = try Self.status(here)
      violation = violation ?? Self.violation(of: status, at: here, owner: owner)
      guard status.st_mode & S_IFMT == S_IFLNK else {
        inside.append(name)
        continue
      }
      links += 1
      if links > 40 { throw .unreadable(.tooManySymbolicLinkLevels) }
      let target = try Self.target(here)
      // As text: a root may have no /dev.
      if target == "/dev/null", pending.isEmpty { throw .null }
      if target.hasPrefix("/") { inside = [] }
      pending = target.split(separator: "/").map(String.init) + pending
    }
    resolved = root.appending(inside)
    mode = UInt32(try Self.status(resolved).st_mode)
    self.violation = violation
  }

  package var isDirectory: Bool { mode_t(mode) & S_IFMT == S_IFDIR }

  /// The names in a directory, sorted by bytes.
  ///
  /// - Parameter directory: free of links.
  /// - Returns: every name but `.` and `..`.
  /// - Throws: the kernel's reason.
  package static func names(in directory: FilePath) throws(Errno) -> [String] {
    try LinuxPlatform.names(in: directory)
  }

  private static func status(_ path: FilePath) throws(Failure) -> stat {
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0 else { throw failure(Errno(rawValue: errno)) }
    return status
  }

  private static func target(_ path: FilePath) throws(Failure) -> String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBufferPointer { bytes in
      path.withPlatformString { link in
        bytes.withMemoryRebound(to: CChar.self) { text in
          text.baseAddress.map { readlink(link, $0, text.count) } ?? -1
        }
      }
    }
    guard count >= 0 else { throw failure(Errno(rawValue: errno)) }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  private static func failure(_ code: Errno) -> Failure {
    code == .noSuchFileOrDirectory ? .absent : .unreadable(code)
  }

  private static func violation(of status: stat, at path: FilePath, owner: UInt32) -> String? {
    if status.st_uid != 0, status.st_uid != owner { return "\(path) belongs to user \(status.st_uid)" }
    guard status.st_mode & S_IFMT != S_IFLNK, status.st_mode & 0o022 != 0 else { return nil }
    return "\(path) can be written by others (mode 0\(String(status.st_mode & 0o7777, radix: 8)))"
  }
}

extension FilePath {
  fileprivate func appending(_ names: [String]) -> FilePath {
    names.reduce(self) { $0.appending($1) }
  }
}
