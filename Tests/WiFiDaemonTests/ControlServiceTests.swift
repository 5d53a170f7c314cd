import Glibc
import LinuxPlatform
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiDaemon

@Suite struct ControlServiceTests {
  /// Runs a story against a service that answers each request with itself, and with what the caller may do.
  private func withEcho(_ story: @escaping @Sendable (isolated Stage) async throws -> Void) throws {
    try Stage.play { stage in
      stage.machine.folder("run/wifi-ap")
      let service = try ControlService(at: FilePath(stage.paths.controlSocket), on: stage.loop) { request, caller in
        ["request": request, "uid": .number(caller.credentials.uid), "mayAct": .bool(caller.mayAct)]
      }
      try await story(stage)
      withExtendedLifetime(service) {}
    }
  }

  @Test func `several requests of one connection are answered in turn`() throws {
    try withEcho { stage in
      let socket = try stage.connect()
      for number: Int64 in 1...3 {
        let reply = try await stage.ask("{\"n\": \(number)}", over: socket).json
        #expect(reply?["request"] == .object([JSON.Member("n", .integer(number))]))
        #expect(reply?["uid"] == .number(getuid()))
      }
    }
  }

  @Test(arguments: ["nonsense", "{\"command\": ", "{} {}", "\u{0}", String(repeating: "[", count: 5000)])
  func `garbage is refused as wrong usage, and the connection goes on`(garbage: String) throws {
    try withEcho { stage in
      let socket = try stage.connect()
      let reply = try await stage.ask(garbage, over: socket).json
      #expect(reply?["exitCode"] == 64)
      guard case .string(let message)? = reply?["error"] else {
        Issue.record("no error: \(String(describing: reply))")
        return
      }
      #expect(message.hasPrefix("the request is not a JSON object: "))
      let next = try await stage.ask("{}", over: socket).json
      #expect(next?["request"] == .object([]))
    }
  }

  @Test func `everybody may connect`() throws {
    try withEcho { stage in
      #expect(stage.machine.mode("run/wifi-ap/control") == 0o666)
    }
  }

  @Test(.enabled(if: getuid() == 0, "only root can become somebody else"))
  func `root may act and nobody may not`() throws {
    try withEcho { stage in
      let socket = try stage.connect()
      let mine = try await stage.ask("{}", over: socket).json
      #expect(mine?["mayAct"] == true)
      let other = try await stage.askAsNobody("{}")
      #expect(other["mayAct"] == false)
      #expect(other["uid"] == 65534)
    }
  }

  @Test func `idle connections shut nobody out: the oldest ends`() throws {
    try withEcho { stage in
      var idle: [SeqpacketSocket] = []
      // One by one, as the kernel's queue is shorter than the service's.
      for _ in 0..<32 {
        let socket = try stage.connect()
        #expect(try await stage.ask("{}", over: socket).json != nil)
        idle.append(socket)
      }
      let late = try stage.connect()
      #expect(try await stage.ask("{}", over: late).json != nil)
      #expect(try await stage.hear(try #require(idle.first)) == .closed)
      #expect(try await stage.ask("{}", over: try #require(idle.last)).json != nil)
    }
  }
}
