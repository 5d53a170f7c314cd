import Glibc
import LinuxPlatform
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiDaemon

/// The agent on a machine without radios.
@Suite struct DaemonTests {
  /// One pass on a spec of the given text.
  private func pass(_ text: String) throws -> PassOutcome? {
    let machine = try TemporaryMachine()
    try machine.file("proc/sys/kernel/random/boot_id", "this-boot\n")
    try machine.file("spec.yaml", text)
    let loop = try EventLoop()
    let daemon = try Daemon(
      on: loop, paths: Paths(root: machine.root.string), withheld: [],
      files: [machine.root.appending("spec.yaml").string], passWait: .seconds(60))
    loop.start { await daemon.run() }
    let begin = SystemClock.uptimeNanoseconds
    try loop.run()
    // With nothing to wait for it ends long before its time is up.
    #expect(SystemClock.uptimeNanoseconds - begin < 30_000_000_000)
    return daemon.assumeIsolated { $0.outcome }
  }

  @Test func `a pass over nothing is ready at once`() throws {
    guard case .ready? = try pass("version: 1\n") else {
      Issue.record("not ready")
      return
    }
  }

  @Test func `a pass over an invalid spec says where it is wrong`() throws {
    guard case .invalid(let errors)? = try pass("version: 1\nnonsense: 2\n") else {
      Issue.record("not invalid")
      return
    }
    #expect(errors.contains("spec.yaml:2:1: error: "))
  }

  @Test func `a pass does not begin while another holds the lock`() throws {
    let machine = try TemporaryMachine()
    machine.folder("run/wifi-ap")
    let paths = Paths(root: machine.root.string)
    let lock = try #require(try FileLock.attempt(FilePath(paths.lock)))
    guard case .locked = try Agent.pass(paths, files: [], wait: .seconds(1)) else {
      Issue.record("two at once")
      return
    }
    withExtendedLifetime(lock) {}
    #expect(machine.names("run/wifi-ap") == ["lock"])
  }

  @Test(.enabled(if: getuid() == 0, "only root can become somebody else"))
  func `a running agent tells its status to all, and acts for root only`() throws {
    try Stage.play { stage in
      stage.machine.folder("run/wifi-ap")
      let daemon = try Daemon(on: stage.loop, paths: stage.paths, withheld: [])
      await daemon.run()
      let socket = try stage.connect()
      let status = try await stage.ask("{\"command\": \"status\"}", over: socket).json
      #expect(status?["accessPoints"] == .array([]))
      #expect(try await stage.askAsNobody("{\"command\": \"status\"}")["accessPoints"] == .array([]))
      let refusal = try await stage.askAsNobody("{\"command\": \"apply\"}")
      #expect(refusal["exitCode"] == 77)
      #expect(refusal["accepted"] == nil)
      #expect(try await stage.ask("{\"command\": \"apply\"}", over: socket).json?["accepted"] == true)
      for unknown in ["{\"command\": \"reboot\"}", "{}", "[]", "{\"command\": 1}"] {
        #expect(try await stage.ask(unknown, over: socket).json?["exitCode"] == 64, "\(unknown)")
      }
    }
  }

  @Test func `whoever asks for the status costs nobody anything`() throws {
    try Stage.play { stage in
      stage.machine.folder("run/wifi-ap")
      let daemon = try Daemon(on: stage.loop, paths: stage.paths, withheld: [])
      await daemon.run()
      let socket = try stage.connect()
      let files = ["run/wifi-ap/status.json", "run/wifi-ap/metrics.prom"]
      let first = try #require(try await stage.ask("{\"command\": \"status\"}", over: socket).json)
      let before = files.map { stage.machine.inode($0) }
      let names = stage.machine.names("run/wifi-ap")
      for _ in 0..<50 {
        let again = try #require(try await stage.ask("{\"command\": \"status\"}", over: socket).json)
        guard case .object(let one) = first, case .object(let other) = again else { throw Errno.invalidArgument }
        #expect(one.filter { $0.key != "uptimeMilliseconds" } == other.filter { $0.key != "uptimeMilliseconds" })
      }
      #expect(files.map { stage.machine.inode($0) } == before, "no file was written")
      #expect(stage.machine.names("run/wifi-ap") == names)
      #expect(stage.machine.mode("run/wifi-ap/metrics.prom") == 0o644)
      let metrics = try Exposition(stage.machine.text("run/wifi-ap/metrics.prom") ?? "")
      #expect(metrics.names.contains("wifi_ap_generation"))
    }
  }
}
