import Glibc
import LinuxPlatform
import SystemPackage
import Testing

/// Counts the changes of one watched path, on the loop.
private actor Watcher {
  let loop: EventLoop
  var changes = 0
  var watch: DirectoryWatch?
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(_ loop: EventLoop) { self.loop = loop }

  func follow(_ path: FilePath) {
    watch = DirectoryWatch(path, on: loop) { [weak self] in self?.assumeIsolated { $0.changes += 1 } }
  }

  var isPresent: Bool { watch?.isPresent ?? false }

  /// True when a change was seen since the last call; the loop turns until the kernel's queue is empty.
  func sawChange() async throws -> Bool {
    try await loop.sleep(for: .milliseconds(5))
    defer { changes = 0 }
    return changes > 0
  }
}

@Suite struct DirectoryWatchTests {
  /// Watches `name`, does each action, and says for each whether it was noticed.
  private func noticed(
    at name: String = "spec.d", _ prepare: (TemporaryDirectory) throws -> Void,
    _ actions: (@Sendable (TemporaryDirectory) throws -> Void)...
  ) throws -> (seen: [Bool], present: [Bool]) {
    let place = try TemporaryDirectory()
    try prepare(place)
    let result = Results()
    let path = place.path.appending(name)
    nonisolated(unsafe) let shared = place
    try onLoop { loop in
      let watcher = Watcher(loop)
      await watcher.follow(path)
      for action in actions {
        try action(shared)
        result.seen.append(try await watcher.sawChange())
        result.present.append(await watcher.isPresent)
      }
    }
    return (result.seen, result.present)
  }

  @Test func `files made, written, renamed, given another mode and removed are noticed`() throws {
    let result = try noticed(
      { $0.directory("spec.d") },
      { try $0.file("spec.d/a.yaml", "version: 1") },
      { try $0.file("spec.d/a.yaml", "version: 2") },
      { try $0.move("spec.d/a.yaml", to: "spec.d/b.yaml") },
      { $0.path.appending("spec.d/b.yaml").withPlatformString { _ = chmod($0, 0o600) } },
      { $0.path.appending("spec.d/b.yaml").withPlatformString { _ = unlink($0) } })
    #expect(result.seen == [true, true, true, true, true])
    #expect(result.present == [true, true, true, true, true])
  }

  @Test func `a directory removed and made again is watched again`() throws {
    let result = try noticed(
      { $0.directory("spec.d") },
      { TemporaryDirectory.remove($0.path.appending("spec.d")) },
      { $0.directory("spec.d") },
      { try $0.file("spec.d/a.yaml") })
    #expect(result.seen == [true, true, true])
    #expect(result.present == [false, true, true])
  }

  @Test func `a directory replaced by rename is followed to the new one`() throws {
    let result = try noticed(
      {
        $0.directory("spec.d")
        $0.directory("new")
      },
      { try $0.move("spec.d", to: "old") },
      { try $0.move("new", to: "spec.d") },
      { try $0.file("old/ignored") },
      { try $0.file("spec.d/a.yaml") })
    #expect(result.seen == [true, true, false, true])
  }

  @Test func `parents that do not exist yet are awaited one after the other`() throws {
    let result = try noticed(
      at: "one/two/spec.d", { _ in },
      { $0.directory("one") }, { $0.directory("one/two") }, { $0.directory("one/two/spec.d") },
      { try $0.file("one/two/spec.d/a.yaml") }, { try $0.move("one", to: "gone") })
    #expect(result.seen == [true, true, true, true, true])
    #expect(result.present == [false, false, true, true, false])
  }

  @Test func `parents made all at once are found`() throws {
    let result = try noticed(
      at: "one/two/spec.d", { _ in }, { $0.directory("one/two/spec.d") }, { try $0.file("one/two/spec.d/a.yaml") })
    #expect(result.seen == [true, true])
    #expect(result.present == [true, true])
  }

  @Test func `a link that is pointed elsewhere is followed`() throws {
    let result = try noticed(
      at: "link/spec.d",
      {
        $0.directory("first/spec.d")
        $0.directory("second/spec.d")
        try $0.link("link", to: "first")
      },
      { try $0.file("first/spec.d/a.yaml") },
      {
        try $0.link("next", to: "./first/../second")
        try $0.move("next", to: "link")
      },
      { try $0.file("second/spec.d/a.yaml") },
      { try $0.file("first/spec.d/b.yaml") })
    #expect(result.seen == [true, true, true, false])
  }

  @Test func `entries beside the directory are none of its changes`() throws {
    let result = try noticed({ $0.directory("spec.d") }, { try $0.file("beside") }, { $0.directory("spec.d-not") })
    #expect(result.seen == [false, false])
  }

  @Test func `a file in the place of the directory is not the directory`() throws {
    let result = try noticed({ try $0.file("spec.d") }, { try $0.file("spec.d", "written") })
    #expect(result.present == [false])
  }

  @Test func `links in a circle are reported and not followed for ever`() throws {
    let place = try TemporaryDirectory()
    try place.link("spec.d", to: "spec.d")
    let loop = try EventLoop()
    let watch = DirectoryWatch(place.path.appending("spec.d"), on: loop) {}
    #expect(watch.failure?.code == .tooManySymbolicLinkLevels)
    #expect(!watch.isPresent)
  }
}

/// Filled in by one test's loop, read after it has ended.
private final class Results: @unchecked Sendable {
  var seen: [Bool] = []
  var present: [Bool] = []
}
