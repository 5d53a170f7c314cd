import Glibc
import SystemPackage

/// A child of ours, watched and reaped by the loop.
///
/// The loop keeps it until its end, whoever drops this object: no zombie remains, and a dropped child runs on.
package final class ChildProcess {
  /// The process id, valid as a name for messages; signals go by descriptor.
  package let pid: Int32

  /// How it ended; nil while it runs.
  package private(set) var status: ProcessExit?

  private let loop: EventLoop
  private let pidfd: FileDescriptor
  private var source: EventSource?
  private var onExit: ((ProcessExit) -> Void)?
  private var waiting: [Settlement<ProcessExit>] = []

  /// Starts a command; `onExit` is called once on the loop, after the child was reaped.
  ///
  /// - Throws: the reason for which the program could not be executed, with its path.
  package init(
    _ command: Command, on loop: EventLoop, onExit: ((ProcessExit) -> Void)? = nil
  ) throws(PlatformError) {
    self.loop = loop
    self.onExit = onExit
    let (pid, pidfd) = try command.spawn()
    self.pid = pid
    self.pidfd = pidfd
    do {
      // The cycle through `source` keeps the object until the end of the child.
      source = try loop.child(pidfd) { self.reap() }
    } catch {
      kill(pid, SIGKILL)
      _ = try? ProcessDescriptor.reap(pidfd, blocking: true)
      throw error
    }
  }

  deinit {
    try? pidfd.close()
  }

  /// Sends a signal; to a child that has ended it does nothing.
  package func signal(_ number: Int32) {
    guard status == nil else { return }
    try? ProcessDescriptor.signal(number, pidfd)
  }

  /// Ends it by SIGKILL, and with it the processes of its group, where it was started in a session of its own. After its
  /// end this does nothing: the number may be another group's.
  package func killGroup() {
    guard status == nil else { return }
    kill(-pid, SIGKILL)
    signal(SIGKILL)
  }

  /// Waits for the end of the child, at most for a time. The child is left alone at the deadline.
  package func exit(within delay: Duration) async -> Outcome<ProcessExit> {
    if let status { return .reply(status) }
    let outcome: Outcome<ProcessExit> = await loop.withDeadline(delay) { waiting.append($0) }
    waiting.removeAll { $0.isSettled }
    return outcome
  }

  private func reap() {
    // ECHILD: someone ignores SIGCHLD or reaps every child. The end is certain, the status lost.
    let status = (try? ProcessDescriptor.reap(pidfd, blocking: true)) ?? .exited(255)
    self.status = status
    source = nil
    let onExit = self.onExit
    self.onExit = nil
    onExit?(status)
    let waiting = self.waiting
    self.waiting = []
    for settlement in waiting { settlement.reply(status) }
  }

  /// Starts a command and blocks until it ends, for programs without a loop.
  ///
  /// - Parameters:
  ///   - command: its `output` is ignored: both streams are read here.
  ///   - limit: how many bytes of its output are kept, the last ones.
  /// - Returns: how it ended, and the end of what it wrote.
  /// - Throws: the reason for which the program could not be executed, with its path.
  package static func runAndWait(
    _ command: Command, keepingLast limit: Int = 4096
  ) throws(PlatformError) -> (status: ProcessExit, output: [UInt8]) {
    let tail = try OutputTail(keepingLast: limit)
    var command = command
    command.output = tail.writer
    defer { tail.closeWriter() }
    let pidfd = try command.spawn().pidfd
    tail.closeWriter()
    defer { try? pidfd.close() }
    var polled = [
      pollfd(fd: tail.reader.rawValue, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pidfd.rawValue, events: Int16(POLLIN), revents: 0),
    ]
    // Ends with the child, not with the pipe: a daemon it left behind may hold that for ever.
    while polled[1].revents == 0 {
      guard poll(&polled, 2, -1) >= 0 || errno == EINTR else { break }
      if tail.drain() { polled[0].fd = -1 }
    }
    tail.drain()
    let status = try ProcessDescriptor.reap(pidfd, blocking: true)
    return (status ?? .exited(255), tail.bytes)
  }
}
