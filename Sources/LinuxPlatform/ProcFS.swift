import Glibc
package import SystemPackage

/// A process seen in /proc; id and start time together never come to mean another process.
package struct ProcessEntry: Hashable, Sendable {
  /// The process id.
  package let pid: Int32

  /// When it started, in clock ticks since boot.
  package let startTime: UInt64

  /// The state letter of proc(5): R, S, D, T, t, Z, X, I.
  package let state: Character

  /// The arguments it was started with, its own name first; empty for zombies and kernel threads.
  package let arguments: [String]

  /// The name of the program, as it was started; empty where it cannot be told.
  package var program: String { arguments.first.flatMap { FilePath($0).lastComponent?.string } ?? "" }

  package init(pid: Int32, startTime: UInt64, state: Character, arguments: [String]) {
    self.pid = pid
    self.startTime = startTime
    self.state = state
    self.arguments = arguments
  }
}

/// The kernel's view of processes and modules.
package struct ProcFS: Sendable {
  private let base: FilePath

  /// - Parameter root: the directory in which `proc` is, `/` on a live machine.
  package init(root: FilePath = "/") {
    base = root.appending("proc")
  }

  /// The state letter of a process; nil when it does not exist.
  package func state(of pid: Int32) -> Character? {
    stat(of: pid)?.state
  }

  /// A process; nil when it does not exist.
  package func process(_ pid: Int32) -> ProcessEntry? {
    guard let stat = stat(of: pid) else { return nil }
    let line = (try? bytes("\(pid)/cmdline")) ?? []
    let arguments = line.split(separator: 0, omittingEmptySubsequences: false)
      .dropLast().map { String(decoding: $0, as: UTF8.self) }
    return ProcessEntry(pid: pid, startTime: stat.startTime, state: stat.state, arguments: arguments)
  }

  /// The processes whose arguments satisfy a condition, by ascending id.
  ///
  /// - Throws: when /proc cannot be listed: nothing is known then.
  package func processes(where matches: ([String]) -> Bool) throws(PlatformError) -> [ProcessEntry] {
    let entries: [String]
    do { entries = try names(in: base) } catch { throw PlatformError("list", on: base.string, error) }
    return entries.compactMap { Int32($0) }.sorted().compactMap { pid in
      guard let process = process(pid), matches(process.arguments) else { return nil }
      return process
    }
  }

  /// The effective user of a process; nil when it does not exist.
  ///
  /// Read from what the kernel says of its credentials: the owner of its folder is root also where it may not be looked
  /// into.
  package func user(of pid: Int32) -> UInt32? {
    guard let status = try? bytes("\(pid)/status") else { return nil }
    let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("Uid:") }
    let users = line?.split { $0 == "\t" || $0 == " " }.dropFirst() ?? []
    return users.dropFirst().first.flatMap { UInt32($0) }
  }

  /// The paths of the Unix sockets that some process has bound and not closed, in the kernel's order.
  ///
  /// - Throws: the failing call.
  package func boundSockets() throws(PlatformError) -> [String] {
    String(decoding: try bytes("net/unix"), as: UTF8.self).split(separator: "\n").dropFirst().compactMap { line in
      // Num RefCount Protocol Flags Type St Inode Path
      let fields = line.split(separator: " ", maxSplits: 7)
      return fields.count == 8 && fields[7].hasPrefix("/") ? String(fields[7]) : nil
    }
  }

  /// The loaded modules, sorted by name.
  ///
  /// - Throws: the failing call; `isAbsent` on a kernel without modules.
  package func modules() throws(PlatformError) -> [KernelModule] {
    String(decoding: try bytes("modules"), as: UTF8.self)
      .split(separator: "\n").compactMap { KernelModule(line: $0) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The random id of this boot.
  ///
  /// - Throws: the failing call.
  package func bootID() throws(PlatformError) -> String {
    trimmed(String(decoding: try bytes("sys/kernel/random/boot_id"), as: UTF8.self))
  }

  /// Why the kernel is not as it was built, one bit a reason (Documentation/admin-guide/tainted-kernels.rst).
  ///
  /// - Throws: the failing call, EINVAL when it is no number.
  package func taint() throws(PlatformError) -> UInt64 {
    let text = trimmed(String(decoding: try bytes("sys/kernel/tainted"), as: UTF8.self))
    guard let taint = UInt64(text) else {
      throw PlatformError("read", on: base.appending("sys/kernel/tainted").string, .invalidArgument)
    }
    return taint
  }

  private func stat(of pid: Int32) -> (state: Character, startTime: UInt64)? {
    guard let line = try? bytes("\(pid)/stat") else { return nil }
    // The name in parentheses may itself hold parentheses and spaces: the last one ends it.
    guard let end = line.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = String(decoding: line[(end + 1)...], as: UTF8.self).split(separator: " ")
    guard fields.count > 19, let state = fields[0].first, let startTime = UInt64(fields[19]) else { return nil }
    return (state, startTime)
  }

  private func bytes(_ path: String) throws(PlatformError) -> [UInt8] {
    let full = base.appending(path)
    do {
      let file = try open(full, O_RDONLY)
      defer { try? file.close() }
      return try readAll(file, limit: 4 << 20)
    } catch {
      throw PlatformError("read", on: full.string, error)
    }
  }
}
