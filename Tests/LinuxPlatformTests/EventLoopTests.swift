import Glibc
import LinuxPlatform
import SystemPackage
import Testing

/// An actor on the loop that notes what happens to it.
private actor Diary {
  let loop: EventLoop
  var entries: [String] = []
  var sources: [EventSource] = []

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(_ loop: EventLoop) { self.loop = loop }

  func note(_ text: String) { entries.append(text) }

  /// Arms three timers; each notes whether it came too early.
  func armTimers() {
    for delay in [30, 10, 20] as [UInt64] {
      let due = loop.now + delay * 1_000_000
      sources.append(
        loop.timer(at: due) { [weak self] in
          self?.assumeIsolated { $0.note($0.loop.now < due ? "\(delay) early" : "\(delay)") }
        })
    }
  }

  func waitForEntries(_ count: Int) async throws {
    while entries.count < count { try await loop.sleep(for: .milliseconds(5)) }
  }

  func sleepAndNote(_ milliseconds: Int, _ text: String) async throws {
    try await loop.sleep(for: .milliseconds(milliseconds))
    note(text)
  }

  func askNobody() async -> Outcome<Int> { await loop.withDeadline(.milliseconds(20)) { _ in } }

  func askTwice() async -> (Outcome<Int>, late: Bool) {
    var kept: Settlement<Int>?
    let outcome = await loop.withDeadline(.seconds(60)) { settlement in
      settlement.reply(1)
      kept = settlement
    }
    return (outcome, kept?.reply(2) ?? true)
  }

  func neverRead(_ descriptor: FileDescriptor) throws {
    sources.append(try loop.onReadable(descriptor) { [weak self] in self?.assumeIsolated { $0.drop() } })
  }

  func drop() {
    sources = []
    entries.append("dropped")
  }
}

/// Runs a story on a new loop of this thread, and the loop until the story ends.
func onLoop(_ story: @escaping @Sendable (EventLoop) async throws -> Void) throws {
  let loop = try EventLoop()
  loop.start {
    do { try await story(loop) } catch { Issue.record(error) }
    loop.stop()
  }
  try loop.run()
}

@Suite struct EventLoopTests {
  @Test func `each timer fires once and never before its time`() throws {
    try onLoop { loop in
      let diary = Diary(loop)
      await diary.armTimers()
      try await diary.waitForEntries(3)
      try await loop.sleep(for: .milliseconds(5))
      #expect(await diary.entries.sorted() == ["10", "20", "30"])
    }
  }

  @Test func `jobs of one actor run on the loop's thread and in order`() throws {
    try onLoop { loop in
      let diary = Diary(loop)
      for number in 0..<100 { await diary.note("\(number)") }
      #expect(await diary.entries == (0..<100).map(String.init))
      #expect(loop.onLoopThread)
    }
  }

  @Test func `a job from another thread wakes the loop`() throws {
    try onLoop { loop in
      let diary = Diary(loop)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: globalConcurrentExecutor) { await diary.note("from a pool thread") }
        try await group.waitForAll()
      }
      #expect(loop.onLoopThread)
      #expect(await diary.entries == ["from a pool thread"])
    }
  }

  @Test func `a cancelled sleep returns at once`() throws {
    try onLoop { loop in
      let diary = Diary(loop)
      let before = loop.now
      let sleeper = loop.start { try? await diary.sleepAndNote(60_000, "slept") }
      try await loop.sleep(for: .milliseconds(5))
      sleeper.cancel()
      await sleeper.value
      #expect(loop.now - before < 10_000_000_000)
      #expect(await diary.entries == [])
    }
  }

  @Test func `a sleep of a task cancelled before it does not begin`() throws {
    try onLoop { loop in
      let before = loop.now
      let sleeper = loop.start {
        while !Task.isCancelled { await Task.yield() }
        try? await loop.sleep(for: .seconds(60))
      }
      sleeper.cancel()
      await sleeper.value
      #expect(loop.now - before < 10_000_000_000)
    }
  }

  @Test func `a request without a reply ends at its deadline`() throws {
    try onLoop { loop in
      let before = loop.now
      #expect(await Diary(loop).askNobody() == .late)
      #expect(loop.now - before >= 20_000_000)
    }
  }

  @Test func `the first reply wins and a second is told so`() throws {
    try onLoop { loop in
      let (outcome, second) = await Diary(loop).askTwice()
      #expect(outcome == .reply(1))
      #expect(!second)
    }
  }

  @Test func `a handler may drop its own source`() throws {
    try onLoop { loop in
      let pipe = try FileDescriptor.pipe()
      defer {
        try? pipe.readEnd.close()
        try? pipe.writeEnd.close()
      }
      _ = try pipe.writeEnd.writeAll([1])
      let diary = Diary(loop)
      try await diary.neverRead(pipe.readEnd)
      try await diary.waitForEntries(1)
      #expect(await diary.entries == ["dropped"])
    }
  }

  @Test func `an actor released on another thread takes its sources off the loop`() throws {
    let loop = try EventLoop()
    let box = ReleaseBox()
    loop.start {
      let diary = Diary(loop)
      await diary.armTimers()
      box.diary = diary
    }
    let timer = loop.timer(after: .milliseconds(1)) {
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { context in
          context.map { Unmanaged<ReleaseBox>.fromOpaque($0).takeUnretainedValue().diary = nil }
          return nil
        }, Unmanaged.passUnretained(box).toOpaque())
      pthread_join(thread, nil)
    }
    let end = loop.timer(after: .milliseconds(40)) { loop.stop(7) }
    #expect(try loop.run() == 7)
    #expect(box.diary == nil)
    withExtendedLifetime((timer, end)) {}
  }

  @Test func `a signal reaches its handler instead of ending the process`() throws {
    let loop = try EventLoop()
    let source = try loop.signal(SIGUSR1) { loop.stop(3) }
    pthread_kill(pthread_self(), SIGUSR1)
    #expect(try loop.run() == 3)
    withExtendedLifetime(source) {}
  }

  @Test func `touching the loop from another thread is a programming error`() async {
    await #expect(processExitsWith: .failure) {
      let loop = try EventLoop()
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { context in
          context.map { Unmanaged<EventLoop>.fromOpaque($0).takeUnretainedValue().stop() }
          return nil
        }, Unmanaged.passUnretained(loop).toOpaque())
      pthread_join(thread, nil)
    }
  }
}

/// Handed over between threads that join.
private final class ReleaseBox: @unchecked Sendable {
  var diary: Diary?
}
