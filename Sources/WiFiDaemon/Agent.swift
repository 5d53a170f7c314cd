import Glibc
package import LinuxPlatform
import RadioHelper
import SystemPackage
package import WiFiModel
import WiFiReconcile

/// The program `wifi-apd`: its command line, its lock, its signals.
package enum Agent {
  private static let usage = """
    usage: wifi-apd [--root DIR] [--without NAME]...

      --root DIR      re-roots every path below DIR, which then needs a proc and a sys of its own
      --without NAME  never performs steps or recovery rungs of that name (for finding out what each is for)
    """

  /// Runs the agent until a signal ends it.
  ///
  /// - Returns: the exit code: 0 after SIGTERM or SIGINT, 64 for wrong usage, 75 when another one holds the lock, 77 for
  ///   others than root, 1 when the agent could not begin.
  package static func main(_ arguments: [String]) -> Int32 {
    if arguments.first == RadioHelperProgram.argument { return RadioHelperProgram.run() }
    if arguments.first == LastReboot.argument { return LastReboot.run(arguments.dropFirst()) }
    var root = ""
    var withheld: Set<String> = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch (argument, rest.first) {
      case ("--root", let value?):
        root = value
        rest = rest.dropFirst()
      case ("--without", let value?):
        withheld.insert(value)
        rest = rest.dropFirst()
      case ("--root", nil), ("--without", nil):
        write("wifi-apd: \(argument) needs a value\n\(usage)\n", to: STDERR_FILENO)
        return 64
      case ("--help", _), ("-h", _):
        write(usage + "\n", to: STDOUT_FILENO)
        return 0
      default:
        write("wifi-apd: unknown argument '\(argument)'\n\(usage)\n", to: STDERR_FILENO)
        return 64
      }
    }
    guard geteuid() == 0 || !root.isEmpty else {
      write("wifi-apd: only root may run the agent; try: systemctl start wifi-apd\n", to: STDERR_FILENO)
      return 77
    }
    do {
      return try run(Paths(root: root), withheld)
    } catch {
      write("wifi-apd: \(error)\n", to: STDERR_FILENO)
      return 1
    }
  }

  /// Does one pass in the foreground, under the agent's lock.
  ///
  /// - Throws: when the pass could not begin.
  package static func pass(
    _ paths: Paths, files: [String], wait: Duration, upTo limit: Disruption? = nil
  ) throws(PlatformError) -> PassOutcome {
    try Folder.make(FilePath(paths.runtime), mode: 0o755)
    guard let lock = try FileLock.attempt(FilePath(paths.lock)) else { return .locked }
    let loop = try EventLoop()
    loop.guardGlobalExecutor()
    let daemon = try Daemon(
      on: loop, paths: paths, withheld: [], files: files, credentials: credentials, passWait: wait,
      limit: limit)
    loop.start { await daemon.run() }
    try loop.run()
    withExtendedLifetime(lock) {}
    return daemon.assumeIsolated { $0.outcome } ?? .notReady(Status())
  }

  private static func run(_ paths: Paths, _ withheld: Set<String>) throws(PlatformError) -> Int32 {
    try Folder.make(FilePath(paths.runtime), mode: 0o755)
    guard let lock = try acquireLock(paths) else {
      write("wifi-apd: another wifi-apd, or wifi-ap apply, holds \(paths.lock)\n", to: STDERR_FILENO)
      return 75
    }
    let loop = try EventLoop()
    loop.guardGlobalExecutor()
    let daemon = try Daemon(on: loop, paths: paths, withheld: withheld, credentials: credentials)
    var signals: [EventSource] = []
    for number in [SIGTERM, SIGINT] {
      signals.append(
        try loop.signal(number) {
          daemon.assumeIsolated { $0.stop() }
          loop.stop(0)
        })
    }
    signals.append(try loop.signal(SIGHUP) { daemon.assumeIsolated { $0.feed(.specChanged) } })
    loop.start { await daemon.run() }
    let code = try loop.run()
    withExtendedLifetime((lock, signals)) {}
    return code
  }

  /// What systemd says of the credentials that it gives the service (systemd.exec(5)).
  private static var credentials: FilePath? {
    getenv("CREDENTIALS_DIRECTORY").map { FilePath(platformString: $0) }.flatMap { $0.isAbsolute ? $0 : nil }
  }

  /// An agent that was killed may take a moment to let go of the lock: its last system call must end first.
  private static func acquireLock(_ paths: Paths) throws(PlatformError) -> FileLock? {
    for _ in 0..<50 {
      if let lock = try FileLock.attempt(FilePath(paths.lock)) { return lock }
      usleep(100_000)
    }
    return nil
  }

  private static func write(_ text: String, to descriptor: Int32) {
    _ = try? FileDescriptor(rawValue: descriptor).writeAll(text.utf8)
  }
}

/// How a pass in the foreground ended.
package enum PassOutcome: Sendable {
  case ready
  case notReady(Status)
  /// The spec is invalid; the errors, rendered.
  case invalid(String)
  /// A daemon or another pass holds the lock.
  case locked
}
