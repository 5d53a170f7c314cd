import CLinux
import Glibc
package import SystemPackage

/// A program to start: never through a shell, with nothing inherited but what is named here.
package struct Command {
  /// The executable's absolute path; no search is made.
  package var executable: FilePath

  /// The arguments after the program's name.
  package var arguments: [String]

  /// The whole environment, `NAME=value` each.
  package var environment: [String] = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"]

  /// True to start it as the leader of its own session, so that it outlives ours without a terminal's signals.
  package var newSession = false

  /// Where standard output and standard error go; nil is /dev/null.
  package var output: FileDescriptor?

  /// Descriptors to pass on, by the number that they have in the child (3 and above).
  package var descriptors: [Int32: FileDescriptor] = [:]

  /// True to start it with every signal blocked, for a program that a signal must not interrupt in a system call.
  package var blocksSignals = false

  package init(_ executable: FilePath, _ arguments: [String] = []) {
    self.executable = executable
    self.arguments = arguments
  }

  /// Starts the program and returns its process id and a descriptor of the process.
  func spawn() throws(PlatformError) -> (pid: pid_t, pidfd: FileDescriptor) {
    let pid = try withAttributes { attributes, actions throws(PlatformError) in
      try start(attributes, actions)
    }
    do {
      return (pid, try ProcessDescriptor.open(pid))
    } catch {
      // Without a descriptor nobody would notice the end of it.
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
      throw error
    }
  }

  private func start(
    _ attributes: UnsafePointer<posix_spawnattr_t>, _ actions: UnsafePointer<posix_spawn_file_actions_t>
  ) throws(PlatformError) -> pid_t {
    var argv: [UnsafeMutablePointer<CChar>?] = ([executable.string] + arguments).map { strdup($0) }
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
    defer { for text in argv + envp { free(text) } }
    argv.append(nil)
    envp.append(nil)
    var pid: pid_t = 0
    let result = executable.withPlatformString { posix_spawn(&pid, $0, actions, attributes, argv, envp) }
    guard result == 0 else {
      throw PlatformError("start", on: executable.string, Errno(rawValue: result))
    }
    return pid
  }

  /// Calls `body` with the spawn attributes and file actions of this command.
  private func withAttributes<Result>(
    _ body: (
      UnsafePointer<posix_spawnattr_t>, UnsafePointer<posix_spawn_file_actions_t>
    ) throws(PlatformError) -> Result
  ) throws(PlatformError) -> Result {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The agent blocks the signals that its loop reads: a child that inherited them could not be stopped.
    var mask = sigset_t()
    if blocksSignals { sigfillset(&mask) } else { sigemptyset(&mask) }
    posix_spawnattr_setsigmask(&attributes, &mask)
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    let flags = Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, newSession ? flags | clinux_spawn_setsid() : flags)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Descriptors move out of the way first: a target's number may be another one's source.
    let targets = descriptors.keys.sorted()
    precondition(targets.allSatisfy { $0 > 2 }, "0, 1 and 2 have their own properties")
    var sources: [Int32] = []
    defer { for source in sources { close(source) } }
    for target in targets {
      guard let descriptor = descriptors[target] else { continue }
      let source = fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, (targets.last ?? 2) + 1)
      guard source >= 0 else {
        throw PlatformError("pass a descriptor to", on: executable.string, Errno(rawValue: errno))
      }
      sources.append(source)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output.rawValue, 1)
      posix_spawn_file_actions_adddup2(&actions, output.rawValue, 2)
    } else {
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
      posix_spawn_file_actions_adddup2(&actions, 1, 2)
    }
    for (target, source) in zip(targets, sources) {
      posix_spawn_file_actions_adddup2(&actions, source, target)
    }
    // Ours are all close-on-exec; those that our own parent left open need not be.
    clinux_spawn_close_from(&actions, (targets.last ?? 2) + 1)
    return try body(&attributes, &actions)
  }
}

/// How a process ended.
package enum ProcessExit: Equatable, Sendable, CustomStringConvertible {
  /// It returned this code.
  case exited(Int32)

  /// A signal ended it.
  case signalled(Int32)

  /// True when it returned 0.
  package var isSuccess: Bool { self == .exited(0) }

  package var description: String {
    switch self {
    case .exited(let code): "exit code \(code)"
    case .signalled(let signal): "signal \(signal)"
    }
  }
}
