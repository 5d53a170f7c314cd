import LinuxPlatform
import ScriptedPeer
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiApply

/// What a hostapd that serves is told for each means, in which order; and that its refusals are told.
@Suite struct HostapdControlTests {
  /// Plays hostapd on the socket of an interface, or on the global one.
  private static func peer(
    _ stage: isolated Stage, at path: String, refusing refused: String? = nil, answers: [String: String] = [:]
  ) throws -> ScriptedPeer {
    try Folder.make(FilePath(stage.paths.hostapd), mode: 0o700)
    try Folder.make(FilePath(stage.paths.hostapdControl), mode: 0o700)
    try Folder.make(FilePath(stage.paths.hostapdClients), mode: 0o700)
    return try ScriptedPeer(FilePath(path), on: stage.loop) { peer, request, sender in
      peer.send(request == refused ? "FAIL\n" : answers[request] ?? "OK\n", to: sender)
    }
  }

  private static func asked(
    refusing refused: String? = nil, answers: [String: String] = [:], isGlobal: Bool = false,
    _ body: @escaping @Sendable (HostapdControl, InterfaceName, RadioID) async throws(StepFailure) -> Void
  ) throws -> (requests: [String], failure: StepFailure?) {
    nonisolated(unsafe) var result: ([String], StepFailure?) = ([], nil)
    try Stage.play { stage in
      let name = try InterfaceName("ap0")
      let radio = try RadioID("main")
      let path = isGlobal ? stage.paths.hostapdGlobal(of: radio) : stage.paths.hostapdControl + "/ap0"
      let peer = try peer(stage, at: path, refusing: refused, answers: answers)
      let control = HostapdControl(on: stage.loop, paths: stage.paths)
      do throws(StepFailure) {
        try await body(control, name, radio)
        result = (peer.requests, nil)
      } catch {
        result = (peer.requests, error)
      }
    }
    return result
  }

  private static let ssid = HostapdOption("ssid2", "6162")

  @Test func `a BSS is begun anew after it was taken off the air, as 2.11 can`() throws {
    let seen = try Self.asked { (control, name, _) async throws(StepFailure) in
      try await control.reloadBSS(name, [Self.ssid], within: .seconds(5))
    }
    #expect(seen.failure == nil)
    #expect(seen.requests == ["SET ssid2 6162", "DEAUTHENTICATE ff:ff:ff:ff:ff:ff", "STOP_AP", "RELOAD_BSS"])
  }

  @Test func `a BSS is put on the air again by what 2.10 can, and its keys with it`() throws {
    let seen = try Self.asked { (control, name, _) async throws(StepFailure) in
      try await control.renewBSS(name, [Self.ssid], isSecured: true, within: .seconds(5))
    }
    #expect(seen.failure == nil)
    #expect(
      seen.requests == [
        "SET ssid2 6162", "DEAUTHENTICATE ff:ff:ff:ff:ff:ff", "RELOAD_WPA_PSK", "STOP_AP", "UPDATE_BEACON", "REKEY_GTK",
      ])
  }

  @Test func `what hostapd refuses ends the step before anybody is sent away`() throws {
    let seen = try Self.asked(refusing: "SET ssid2 6162") { (control, name, _) async throws(StepFailure) in
      try await control.reloadBSS(name, [Self.ssid], within: .seconds(5))
    }
    #expect(seen.failure?.kind == .refused)
    #expect(seen.failure?.message.contains("ssid2") == true)
    #expect(seen.requests == ["SET ssid2 6162"])
  }

  @Test func `a list of stations loses nobody who stays, and is looked through`() throws {
    let stays = try HardwareAddress("02:00:00:00:00:01")
    let comes = try HardwareAddress("02:00:00:00:00:02")
    let shown = "02:00:00:00:00:01 VLAN_ID=0\n02:00:00:00:00:09 VLAN_ID=0\n"
    let file = HostapdFile(.allowed([stays, comes]), of: try InterfaceName("ap0"))
    let seen = try Self.asked(answers: ["ACCEPT_ACL SHOW": shown]) { (control, _, _) async throws(StepFailure) in
      try await control.reloadStations(file, within: .seconds(5))
    }
    #expect(seen.failure == nil)
    #expect(
      seen.requests == [
        "ACCEPT_ACL SHOW", "ACCEPT_ACL ADD_MAC \(comes)", "SET macaddr_acl 1", "ACCEPT_ACL DEL_MAC 02:00:00:00:00:09",
      ])
  }

  @Test func `a channel switch says what the radio speaks, and waits until hostapd is there`() throws {
    let target = ChannelSwitch(to: try Channel(36, in: .ghz5), width: .mhz80, standards: [.n, .ac])
    let seen = try Self.asked(answers: ["STATUS": "state=ENABLED\nfreq=5180\n"]) {
      (control, name, _) async throws(StepFailure) in
      try await control.switchChannel(name, to: target, within: .seconds(5))
    }
    #expect(seen.failure == nil)
    #expect(
      seen.requests == ["CHAN_SWITCH 10 5180 sec_channel_offset=1 center_freq1=5210 bandwidth=80 ht vht", "STATUS"])
    let lied = try Self.asked(answers: ["STATUS": "state=ENABLED\nfreq=5200\n"]) {
      (control, name, _) async throws(StepFailure) in
      try await control.switchChannel(name, to: target, within: .seconds(1))
    }
    #expect(lied.failure?.kind == .refused)
    #expect(lied.failure?.message.contains("has not come to") == true)
  }

  @Test func `a further BSS is taken away over the global socket, where hostapd has one`() throws {
    let seen = try Self.asked(isGlobal: true) { (control, name, radio) async throws(StepFailure) in
      try await control.removeBSS(name, successor: nil, of: radio, within: .seconds(5))
    }
    #expect(seen.failure == nil)
    #expect(seen.requests == ["REMOVE ap0"])
    let absent = try Self.asked { (control, name, radio) async throws(StepFailure) in
      try await control.removeBSS(name, successor: nil, of: radio, within: .seconds(5))
    }
    #expect(absent.failure?.kind == .stale)
    #expect(absent.requests.isEmpty)
  }

  @Test func `a BSS that the installed hostapd does not take is neither taken away nor added`() throws {
    let bad = HostapdConfiguration(options: [HostapdOption("interface", "ap0"), HostapdOption("beacon_int", "7")])
    for isRemoval in [true, false] {
      let seen = try Self.asked(isGlobal: true) { (control, name, radio) async throws(StepFailure) in
        if isRemoval {
          try await control.removeBSS(name, successor: bad, of: radio, within: .seconds(5))
        } else {
          try await control.addBSS(name, bad, phy: "phy0", to: radio, within: .seconds(5))
        }
      }
      #expect(seen.failure?.kind == .refused)
      #expect(seen.requests.isEmpty)
    }
  }
}
