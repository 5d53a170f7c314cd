import Glibc
import LinuxPlatform
import SystemPackage
import Testing

/// An actor that owns children on the loop.
private actor Parent {
  let loop: EventLoop
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(_ loop: EventLoop) { self.loop = loop }

  func run(_ command: Command, within delay: Duration = .seconds(20)) async throws -> Outcome<ProcessExit> {
    try await ChildProcess(command, on: loop).exit(within: delay)
  }

  func startAndSignal(_ command: Command, _ number: Int32) async throws -> Outcome<ProcessExit> {
    let child = try ChildProcess(command, on: loop)
    child.signal(number)
    return await child.exit(within: .seconds(20))
  }

  func outlastDeadline() async throws -> (Outcome<ProcessExit>, Outcome<ProcessExit>) {
    let child = try ChildProcess(Command("/bin/sleep", ["60"]), on: loop)
    let first = await child.exit(within: .milliseconds(10))
    child.signal(SIGKILL)
    return (first, await child.exit(within: .seconds(20)))
  }

  /// Starts a child, forgets it, and says whether it was reaped all the same.
  func forget() async throws -> Bool {
    let pid = try ChildProcess(Command("/bin/true"), on: loop).pid
    for _ in 0..<400 {
      try await loop.sleep(for: .milliseconds(10))
      if kill(pid, 0) == -1 { return true }
    }
    return false
  }
}

@Suite struct ChildProcessTests {
  private func lines(_ arguments: String...) throws -> [Substring] {
    let result = try ChildProcess.runAndWait(Command("/bin/cat", arguments), keepingLast: 65_536)
    #expect(result.status == .exited(0))
    return String(decoding: result.output, as: UTF8.self).split(separator: "\n")
  }

  @Test func `an exit code and a signal are told apart`() throws {
    try onLoop { loop in
      let parent = Parent(loop)
      let exited = try await parent.run(Command("/bin/sh", ["-c", "exit 7"]))
      #expect(exited == .reply(.exited(7)))
      let ended = try await parent.startAndSignal(Command("/bin/sleep", ["60"]), SIGTERM)
      #expect(ended == .reply(.signalled(SIGTERM)))
    }
  }

  @Test func `a deadline leaves the child running and a later wait still gets its end`() throws {
    try onLoop { loop in
      let (first, second) = try await Parent(loop).outlastDeadline()
      #expect(first == .late)
      #expect(second == .reply(.signalled(SIGKILL)))
    }
  }

  @Test func `a child whose object was dropped is reaped`() throws {
    try onLoop { loop in
      let reaped = try await Parent(loop).forget()
      #expect(reaped)
    }
  }

  @Test func `a missing program is an error that names it`() throws {
    try onLoop { loop in
      await #expect(throws: PlatformError("start", on: "/nonexistent/program", .noSuchFileOrDirectory)) {
        _ = try await Parent(loop).run(Command("/nonexistent/program"))
      }
    }
  }

  @Test func `the child starts with no signal blocked and SIGPIPE at its default`() throws {
    var blocked = sigset_t()
    var before = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let status = try lines("/proc/self/status")
    #expect(status.contains("SigBlk:\t0000000000000000"))
    let ignored = try #require(status.first { $0.hasPrefix("SigIgn:") }?.split(separator: "\t").last)
    #expect(try #require(UInt64(ignored, radix: 16)) & (1 << UInt64(SIGPIPE - 1)) == 0)
  }

  @Test func `the child inherits the three standard descriptors only`() throws {
    let leak = try FileDescriptor.open("/dev/null", .readOnly)  // not close-on-exec
    defer { try? leak.close() }
    let result = try ChildProcess.runAndWait(Command("/bin/ls", ["/proc/self/fd"]))
    // 3 is ls's own descriptor of the directory.
    #expect(String(decoding: result.output, as: UTF8.self) == "0\n1\n2\n3\n")
  }

  @Test func `a descriptor is passed on under the number asked for`() throws {
    let pipe = try FileDescriptor.pipe()
    defer { try? pipe.readEnd.close() }
    var command = Command("/bin/sh", ["-c", "echo hello >&5"])
    command.descriptors = [5: pipe.writeEnd]
    #expect(try ChildProcess.runAndWait(command).status == .exited(0))
    try pipe.writeEnd.close()
    var buffer = [UInt8](repeating: 0, count: 16)
    let count = try buffer.withUnsafeMutableBytes { try pipe.readEnd.read(into: $0) }
    #expect(String(decoding: buffer[..<count], as: UTF8.self) == "hello\n")
  }

  @Test func `a new session is one`() throws {
    var command = Command("/bin/cat", ["/proc/self/stat"])
    command.newSession = true
    let result = try ChildProcess.runAndWait(command)
    let fields = String(decoding: result.output, as: UTF8.self).split(separator: " ")
    try #require(fields.count > 5)
    #expect(fields[0] == fields[5])
  }

  @Test func `only the end of a long output is kept`() throws {
    let result = try ChildProcess.runAndWait(
      Command("/bin/sh", ["-c", "i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; exit 3"]),
      keepingLast: 11)
    #expect(result.status == .exited(3))
    #expect(String(decoding: result.output, as: UTF8.self) == "line 19999\n")
  }

  @Test func `a process left behind with the output open does not hold up the caller`() throws {
    let before = SystemClock.uptimeNanoseconds
    let result = try ChildProcess.runAndWait(Command("/bin/sh", ["-c", "sleep 5 & echo started"]))
    #expect(String(decoding: result.output, as: UTF8.self) == "started\n")
    #expect(SystemClock.uptimeNanoseconds - before < 4_000_000_000)
  }
}
