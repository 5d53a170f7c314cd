import Glibc
import LinuxPlatform
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiDaemon

/// What a running agent is asked for over its socket. Its radios have no card, and no step of it is performed.
@Suite(.enabled(if: getuid() == 0, "a spec belongs to root")) struct ControlRequestTests {
  private static let spec = """
    version: 1
    radios:
      main: {driver: no_such_driver, country: FR, band: 2.4GHz, channel: 6}
      both: {driver: no_other_driver, country: FR, band: 2.4GHz, channel: 6}
    access-points:
      uap0: {radio: main, ssid: lobby, security: {mode: open}}
      both: {radio: both, ssid: guests, security: {mode: open}}

    """

  private func withAgent(
    _ story: @escaping @Sendable (isolated Stage, SeqpacketSocket) async throws -> Void
  ) throws {
    try Stage.play { stage in
      stage.machine.folder("run/wifi-ap")
      try stage.machine.file("etc/wifi-ap.d/50-site.yaml", Self.spec)
      let daemon = try Daemon(
        on: stage.loop, paths: stage.paths, withheld: ["load-module", "set-regulatory-domain", "start-hostapd"])
      await daemon.run()
      let socket = try stage.connect()
      for _ in 0..<1000 {
        let status = try await stage.ask(#"{"command": "status"}"#, over: socket).json
        if case .array(let all)? = status?["accessPoints"], all.count == 2 { break }
        try await stage.loop.sleep(for: .milliseconds(10))
      }
      try await story(stage, socket)
    }
  }

  @Test func `a name is suspended, shown in the status, and resumed`() throws {
    try withAgent { stage, socket in
      let request = #"{"command": "suspend", "name": "main", "reason": "a measurement", "seconds": 1800}"#
      let reply = try await stage.ask(request, over: socket).json
      #expect(reply?["message"] == "radio main is suspended for 30 min: it is watched, and not touched")
      let status = try #require(try await stage.ask(#"{"command": "status"}"#, over: socket).json)
      #expect(status.text().contains("a measurement"))
      #expect(stage.machine.text("var/lib/wifi-ap/memory.json")?.contains("a measurement") == true)
      let resumed = try await stage.ask(#"{"command": "resume", "name": "radio/main"}"#, over: socket).json
      #expect(resumed?["message"] == "radio main is resumed")
      let again = try await stage.ask(#"{"command": "resume", "name": "main"}"#, over: socket).json
      #expect(again?["message"] == "radio main was not suspended")
    }
  }

  @Test(arguments: [
    (
      #"{"command": "suspend", "name": "attic"}"#, 64,
      "no access point or radio is called 'attic'; known: both, main, uap0"
    ),
    (#"{"command": "suspend", "name": "both"}"#, 64, "'both' is both; write radio/both or access-point/both"),
    (#"{"command": "suspend", "name": "a\u001b[2J"}"#, 64, "'a\\u{1b}[2J'"),
    (#"{"command": "suspend"}"#, 64, "the request names nothing"),
    (#"{"command": "suspend", "name": "main", "seconds": 0}"#, 64, "a suspension lasts from a second to a year"),
    (#"{"command": "suspend", "name": "main", "seconds": "1"}"#, 64, "a suspension lasts from a second to a year"),
    (#"{"command": "suspend", "name": "main", "reason": "a\nb"}"#, 64, "some that cannot be printed"),
    (#"{"command": "recover", "name": "uap0"}"#, 64, "only radios are recovered"),
    (#"{"command": "recover", "name": "main", "rung": "kick"}"#, 64, "rung is not one of restart-hostapd"),
    (#"{"command": "recover", "name": "main", "rung": "power-hook"}"#, 1, "the spec names no power-hook"),
    (#"{"command": "recover", "name": "main", "rung": "reset-bus"}"#, 1, "no card was seen"),
    (#"{"command": "history", "before": "x"}"#, 64, "before is no number"),
  ]) func `what cannot be done is refused with the reason`(_ request: String, _ code: Int64, _ reason: String) throws {
    try withAgent { stage, socket in
      let reply = try await stage.ask(request, over: socket).json
      #expect(reply?["exitCode"] == .integer(code))
      #expect(
        reply?["error"]?.text().contains(reason.replacing("\\", with: "\\\\")) == true, "\(String(describing: reply))")
    }
  }

  @Test func `a suspended radio is not recovered`() throws {
    try withAgent { stage, socket in
      _ = try await stage.ask(#"{"command": "suspend", "name": "main"}"#, over: socket)
      let reply = try await stage.ask(#"{"command": "recover", "name": "main"}"#, over: socket).json
      #expect(reply?["error"] == "radio main is suspended")
      #expect(reply?["exitCode"] == 1)
    }
  }

  @Test func `others may read the history and not act`() throws {
    try withAgent { stage, socket in
      for command in ["suspend", "resume", "recover"] {
        let reply = try await stage.askAsNobody(#"{"command": "\#(command)", "name": "main"}"#)
        #expect(reply["exitCode"] == 77)
      }
      let history = try await stage.askAsNobody(#"{"command": "history"}"#)
      #expect(history["outages"] == .array([]))
    }
  }

  @Test func `a long history comes in parts`() throws {
    try withAgent { stage, socket in
      let archive = IncidentArchiveTests.archive(stage)
      let long = String(repeating: "x", count: 60_000)
      for number in 1...UInt64(20) {
        archive.record(try IncidentArchiveTests.outage(number: number, long), at: .seconds(61))
      }
      var before = JSON.null
      var numbers: [JSON] = []
      var parts = 0
      repeat {
        let request = JSON.object([JSON.Member("command", "history"), JSON.Member("before", before)])
        let reply = try #require(try await stage.ask(request.text(), over: socket).json)
        guard case .array(let outages)? = reply["outages"] else { throw Errno.invalidArgument }
        numbers = outages.compactMap { $0["record"]?["number"] } + numbers
        before = reply["before"] ?? .null
        parts += 1
      } while before != .null && parts < 20
      #expect(parts == 3)
      #expect(numbers == (1...20).map { .integer($0) })
    }
  }
}
