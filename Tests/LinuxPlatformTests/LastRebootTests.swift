import LinuxPlatform
import SystemPackage
import Testing

/// The kernel's keys, written to a file of the test's.
@Suite struct LastRebootTests {
  @Test func `the keys come in their order, after the wait`() throws {
    let directory = try TemporaryDirectory()
    let trigger = directory.path.appending("trigger")
    try AtomicFile.write([], to: trigger, mode: 0o600)
    let before = SystemClock.uptimeNanoseconds
    #expect(LastReboot.run(["1"], trigger: trigger, pause: 0) == 0)
    #expect(SystemClock.uptimeNanoseconds - before >= 1_000_000_000)
    #expect(try SmallFile(reading: trigger, limit: 16).bytes == Array("sub".utf8))
  }

  @Test func `a kernel that takes no keys, and wrong usage, are told by the exit code`() throws {
    let directory = try TemporaryDirectory()
    #expect(LastReboot.run(["0"], trigger: directory.path.appending("none"), pause: 0) == 1)
    for wrong in [[], ["soon"], ["1", "2"]] { #expect(LastReboot.run(wrong[...]) == 64) }
  }
}
