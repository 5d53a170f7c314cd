import CLinux
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
    var ends: [Int32] = [-1, -1]
    guard clinux_pipe(&ends) == 0 else {
      throw PlatformError("make a pipe", Errno(rawValue: errno))
    }
    let reader = FileDescriptor(rawValue: ends[0])
    let writer = FileDescriptor(rawValue: ends[1])
    defer { try? reader.close() }
    var command = command
    command.output = writer
    let pidfd: FileDescriptor
    do {
      pidfd = try command.spawn().pidfd
      try? writer.close()
    } catch {
      try? writer.close()
      throw error
    }
    defer { try? pidfd.close() }
    var output: [UInt8] = []
    var polled = [
      pollfd(fd: reader.rawValue, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pidfd.rawValue, events: Int16(POLLIN), revents: 0),
    ]
    // Ends with the child, not with the pipe: a daemon it left behind may hold that for ever.
    while polled[1].revents == 0 {
      guard poll(&polled, 2, -1) >= 0 || errno == EINTR else { break }
      if drain(reader, into: &output, keepingLast: limit) { polled[0].fd = -1 }
    }
    _ = drain(reader, into: &output, keepingLast: limit)
    let status = try ProcessDescriptor.reap(pidfd, blocking: true)
    return (status ?? .exited(255), output)
  }

  /// Reads what there is.
  ///
  /// - Returns: true at the end of the stream.
  private static func drain(_ reader: FileDescriptor, into output: inout [UInt8], keepingLast limit: Int) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      do {
        let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0) }
        if count == 0 { return true }
        output.append(contentsOf: buffer[..<count])
        if output.count > limit { output.removeFirst(output.count - limit) }
      } catch {
        return (error as? Errno) != .resourceTemporarilyUnavailable
      }
    }
  }
}
