import Glibc
import LinuxPlatform

/// An actor as the agent has it: pinned to the loop, asleep between ticks.
private actor Sleeper {
  let loop: EventLoop
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(_ loop: EventLoop) { self.loop = loop }

  /// Uses what the agent uses: child tasks, cancellation, a stream, deadlines.
  func warmUp() async {
    await withTaskGroup(of: Void.self) { group in
      for number in 1...3 { group.addTask { try? await self.loop.sleep(for: .milliseconds(number)) } }
    }
    let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
    continuation.yield(1)
    continuation.finish()
    for await _ in stream {}
    let outcome: Outcome<Int> = await loop.withDeadline(.milliseconds(1)) { _ in }
    precondition(outcome == .late)
  }

  func tick(every milliseconds: Int) async {
    while !Task.isCancelled { try? await loop.sleep(for: .milliseconds(milliseconds)) }
  }
}

/// A process with the loop and an actor, watched from outside by the idle test.
@main enum IdleProbe {
  static func main() throws {
    let loop = try EventLoop()
    precondition(loop.guardGlobalExecutor())
    let period = CommandLine.arguments.dropFirst().first
    let sleeper = Sleeper(loop)
    if period == "stray" {
      // What the guard is for: a task with no executor of its own.
      let timer = loop.timer(after: .milliseconds(1)) { startStrayTask(loop) }
      let code = try loop.run()
      withExtendedLifetime(timer) {}
      exit(code)
    }
    let interval = period.flatMap { Int($0) } ?? 3_600_000
    loop.start {
      await sleeper.warmUp()
      _ = "ready\n".withCString { write(STDOUT_FILENO, $0, 6) }
      await sleeper.tick(every: interval)
    }
    try loop.run()
  }

  private static func startStrayTask(_ loop: EventLoop) {
    Task {
      precondition(loop.onLoopThread)
      loop.stop(9)
    }
  }
}
