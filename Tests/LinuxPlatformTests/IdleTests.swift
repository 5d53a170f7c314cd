import Glibc
import LinuxPlatform
import SystemPackage
import Testing

@Suite(.serialized) struct IdleTests {
  /// The probe that was built beside this test.
  private var probe: FilePath {
    get throws {
      let own = try #require(realpath("/proc/self/exe", nil))
      defer { free(own) }
      return FilePath(platformString: own).removingLastComponent().appending("idle-probe")
    }
  }

  /// What the kernel counts for a process: its threads, and how often its main thread went to sleep by itself.
  private func counters(_ pid: Int32) throws -> (threads: Int, sleeps: Int) {
    let status = try SmallFile(reading: FilePath("/proc/\(pid)/status"), limit: 65_536).bytes
    let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
    let value = { (key: String) in
      lines.first { $0.hasPrefix(key) }?.split(separator: "\t").last.flatMap { Int($0) }
    }
    return (try #require(value("Threads:")), try #require(value("voluntary_ctxt_switches:")))
  }

  /// Runs the probe, waits until it says that it is ready and at rest, and compares its counters over a time.
  private func measure(_ arguments: [String], over delay: Duration) throws -> (threads: Int, sleeps: Int) {
    let pipe = try FileDescriptor.pipe()
    defer { try? pipe.readEnd.close() }
    var command = Command(try probe, arguments)
    command.output = pipe.writeEnd
    let started = command
    let result = Measurement()
    try onLoop { loop in
      let parent = Prober(loop)
      result.counters = try await parent.run(started, readyAt: pipe, over: delay) { try counters($0) }
    }
    return result.counters
  }

  @Test func `a loop with nothing to do has one thread and does not wake up`() throws {
    let (threads, sleeps) = try measure([], over: .seconds(4))
    #expect(threads == 1)
    #expect(sleeps == 0)
  }

  @Test func `a loop with a timer wakes up for the timer only`() throws {
    let (threads, sleeps) = try measure(["500"], over: .seconds(4))
    #expect(threads == 1)
    // Eight periods; being late by up to a period at either end makes no more than one of difference.
    #expect((1...9).contains(sleeps))
  }

  @Test func `a task outside the loop stops a debug build and runs on the loop in a release`() throws {
    let end = try ChildProcess.runAndWait(Command(try probe, ["stray"]))
    #if DEBUG
      #expect(end.status == .signalled(SIGILL) || end.status == .signalled(SIGTRAP))
      #expect(String(decoding: end.output, as: UTF8.self).contains("without the event loop as its executor"))
    #else
      #expect(end.status == .exited(9))
    #endif
  }
}

/// Starts the probe and looks at it.
private actor Prober {
  let loop: EventLoop
  private var source: EventSource?
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(_ loop: EventLoop) { self.loop = loop }

  func run(
    _ command: Command, readyAt pipe: (readEnd: FileDescriptor, writeEnd: FileDescriptor), over delay: Duration,
    _ counters: @Sendable (Int32) throws -> (threads: Int, sleeps: Int)
  ) async throws -> (threads: Int, sleeps: Int) {
    let child = try ChildProcess(command, on: loop)
    try pipe.writeEnd.close()
    let ready: Outcome<Bool> = await wait(for: pipe.readEnd)
    // From ready to asleep.
    try await loop.sleep(for: .milliseconds(300))
    let before = try? counters(child.pid)
    try await loop.sleep(for: delay)
    let after = try? counters(child.pid)
    // The loop reaps while it runs only, and exit tests wait for ever beside a zombie.
    child.signal(SIGKILL)
    #expect(await child.exit(within: .seconds(20)) == .reply(.signalled(SIGKILL)))
    try #require(ready == .reply(true))
    return (try #require(after).threads, try #require(after).sleeps - (try #require(before)).sleeps)
  }

  private func wait(for descriptor: FileDescriptor) async -> Outcome<Bool> {
    await loop.withDeadline(.seconds(20)) { settlement in
      source = try? loop.onReadable(descriptor) {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = buffer.withUnsafeMutableBytes { (try? descriptor.read(into: $0)) ?? 0 }
        self.source = nil
        settlement.reply(buffer[..<count].elementsEqual("ready\n".utf8))
      }
    }
  }
}

/// Filled in by one test's loop, read after it has ended.
private final class Measurement: @unchecked Sendable {
  var counters = (threads: 0, sleeps: 0)
}
