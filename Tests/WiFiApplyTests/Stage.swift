import LinuxPlatform
import RadioHelper
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiApply

/// An actor on a loop of its own, with a machine of its own: where a test's story plays.
actor Stage {
  nonisolated let loop: EventLoop
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
  let machine: TemporaryMachine
  let paths: Paths
  let service: HostapdService
  private(set) var exits = 0
  private var children: [ChildProcess] = []

  private init(_ loop: EventLoop) throws {
    self.loop = loop
    machine = try TemporaryMachine()
    paths = Paths(root: machine.root.string)
    service = HostapdService(on: loop, paths: paths)
  }

  /// Runs a story on a new loop of this thread, and ends its children, which the loop reaps.
  static func play(_ story: @escaping @Sendable (isolated Stage) async throws -> Void) throws {
    let loop = try EventLoop()
    let stage = try Stage(loop)
    loop.start {
      do { try await story(stage) } catch { Issue.record(error) }
      await stage.dismiss()
      loop.stop()
    }
    try loop.run()
  }

  /// A real process, in the place of hostapd.
  func spawn(_ executable: FilePath, _ arguments: [String]) throws -> (child: ChildProcess, identity: ProcessIdentity) {
    let child = try ChildProcess(Command(executable, arguments), on: loop)
    children.append(child)
    let entry = try #require(ProcFS().process(child.pid))
    return (child, ProcessIdentity(pid: entry.pid, startTime: entry.startTime))
  }

  func noteExit() { exits += 1 }

  /// Waits for a condition; the test fails when it never comes.
  func wait(until condition: () -> Bool) async throws {
    for _ in 0..<1000 where !condition() { try await loop.sleep(for: .milliseconds(10)) }
    try #require(condition())
  }

  private func dismiss() async {
    for child in children {
      child.signal(9)
      _ = await child.exit(within: .seconds(20))
    }
    machine.remove()
  }
}

/// What a step failed with; nil when it did not fail.
func failure(of step: () async throws(StepFailure) -> Void) async -> StepFailure? {
  do throws(StepFailure) {
    try await step()
    return nil
  } catch {
    return error
  }
}
