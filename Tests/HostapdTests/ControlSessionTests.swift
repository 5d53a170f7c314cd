import Glibc
import LinuxPlatform
import ScriptedPeer
import SystemPackage
import Testing

@testable import Hostapd

@Suite struct ControlSessionTests {
  private static let patience = Duration.seconds(20)
  private static let soon = Duration.milliseconds(30)

  @Test func commandsAreAnsweredInTheirOwnWords() throws {
    try Stage.play { stage in
      let status = String(decoding: try Sample.bytes("status-enabled.txt"), as: UTF8.self)
      let peer = try ScriptedPeer(stage.socket, on: stage.loop) { peer, request, sender in
        let answers = [
          "PING": "PONG\n", "STATUS": status, "ENABLE": "OK\n", "DISABLE": "FAIL\n", "GET version": "v2.10",
        ]
        peer.send(answers[request] ?? "UNKNOWN COMMAND\n", to: sender)
      }
      let session = stage.session()
      try await session.ping(within: Self.patience)
      #expect(try await session.status(within: Self.patience).state == .enabled)
      #expect(try await session.command("ENABLE", within: Self.patience) == .ok)
      #expect(try await session.command("DISABLE", within: Self.patience) == .failed)
      #expect(try await session.command("DANCE", within: Self.patience) == .unknownCommand)
      #expect(try await session.command("GET version", within: Self.patience) == .text(Array("v2.10".utf8)))
      #expect(peer.requests == ["PING", "STATUS", "ENABLE", "DISABLE", "DANCE", "GET version"])
    }
  }

  @Test func ourAddressIsRemovedWithTheSession() throws {
    try Stage.play { stage in
      let peer = try ScriptedPeer(stage.socket, on: stage.loop) { peer, _, sender in peer.send("PONG\n", to: sender) }
      var session: ControlSession? = stage.session()
      try await session?.ping(within: Self.patience)
      #expect(stage.entries.count == 2)
      session = nil
      #expect(stage.entries == ["wlan9"])
      withExtendedLifetime(peer) {}
    }
  }

  @Test func stationsAreListedToTheEndAndACircleEnds() throws {
    try Stage.play { stage in
      let next = ["STA-FIRST": 1, "STA-NEXT 02:00:00:00:00:01": 2, "STA-NEXT 02:00:00:00:00:02": 3]
      let peer = try ScriptedPeer(stage.socket, on: stage.loop) { peer, request, sender in
        peer.send(next[request].map { "02:00:00:00:00:0\($0)\nsignal=-\($0)\n" } ?? "", to: sender)
      }
      let stations = try await stage.session().stations(within: Self.patience)
      #expect(stations.map(\.signal) == [-1, -2, -3])
      #expect(peer.requests.count == 4)
      try await stage.kill(peer)
      unlink(stage.socket.string)
      let circle = try ScriptedPeer(stage.socket, on: stage.loop) { peer, _, sender in
        peer.send("02:00:00:00:00:01\n", to: sender)
      }
      #expect(try await stage.session().stations(within: Self.patience).count == 1)
      withExtendedLifetime(circle) {}
    }
  }

  @Test func aStationIsAskedForByItsAddressAndMayBeGone() throws {
    try Stage.play { stage in
      let peer = try ScriptedPeer(stage.socket, on: stage.loop) { peer, request, sender in
        peer.send(request == "STA 02:00:00:00:00:01" ? "02:00:00:00:00:01\nsignal=-51\n" : "FAIL\n", to: sender)
      }
      let addresses = [1, 2].compactMap { HardwareAddress(bytes: [2, 0, 0, 0, 0, $0]) }
      let session = stage.session()
      #expect(try await session.station(addresses[0], within: Self.patience)?.signal == -51)
      #expect(try await session.station(addresses[1], within: Self.patience) == nil)
      withExtendedLifetime(peer) {}
    }
  }

  @Test func noSocketADeadOneAndASilentOneAreToldApart() throws {
    try Stage.play { stage in
      let path = stage.socket.string
      let session = stage.session()
      await #expect(throws: ControlError.transport(command: "PING", .absent(path))) {
        try await session.ping(within: Self.patience)
      }
      let silent = try ScriptedPeer(stage.socket, on: stage.loop) { _, _, _ in }
      await #expect(throws: ControlError.transport(command: "PING", .late(path))) {
        try await session.ping(within: Self.soon)
      }
      try await stage.kill(silent)
      await #expect(throws: ControlError.transport(command: "PING", .refused(path))) {
        try await session.ping(within: Self.patience)
      }
    }
  }

  @Test func aLateAnswerIsNeverTakenForTheNextOne() throws {
    try Stage.play { stage in
      var held: [ScriptedPeer.Address] = []
      let peer = try ScriptedPeer(stage.socket, on: stage.loop) { peer, request, sender in
        if request == "STATUS" { held.append(sender) } else { peer.send("PONG\n", to: sender) }
      }
      let session = stage.session()
      await #expect(throws: ControlError.transport(command: "STATUS", .late(stage.socket.string))) {
        try await session.status(within: Self.soon)
      }
      for sender in held { peer.send("state=ENABLED\n", to: sender) }
      try await session.ping(within: Self.patience)
      #expect(held.count == 1 && peer.failures == 1)
    }
  }

  @Test func aPeerThatDoesNotReadIsLateAndThenBusyAndServesAgain() throws {
    try Stage.play { stage in
      let peer = try ScriptedPeer(stage.socket, on: stage.loop) { peer, _, sender in peer.send("PONG\n", to: sender) }
      peer.stopReading()
      let session = stage.session()
      let path = stage.socket.string
      var error: ControlError?
      for _ in 0..<1200 where error != .transport(command: "PING", .busy(path)) {
        error = await #expect(throws: ControlError.self) { try await session.ping(within: .milliseconds(1)) }
        let expected: [TransportError] = [.late(path), .busy(path)]
        #expect(expected.contains { error == .transport(command: "PING", $0) })
      }
      #expect(error == .transport(command: "PING", .busy(path)))
      peer.readAgain()
      try await stage.wait { peer.requests.count > 1 }
      try await session.ping(within: Self.patience)
    }
  }

  @Test func aRestartedPeerIsReachedByTheSameSession() throws {
    try Stage.play { stage in
      let session = stage.session()
      for _ in 0..<3 {
        unlink(stage.socket.string)
        let peer = try ScriptedPeer(stage.socket, on: stage.loop) { peer, _, sender in peer.send("PONG\n", to: sender) }
        try await session.ping(within: Self.patience)
        try await stage.kill(peer)
      }
    }
  }

  @Test func aCancelledRequestEndsAtOnce() throws {
    try Stage.play { stage in
      let peer = try ScriptedPeer(stage.socket, on: stage.loop) { _, _, _ in }
      let session = stage.session()
      withUnsafeCurrentTask { $0?.cancel() }
      await #expect(throws: ControlError.transport(command: "PING", .cancelled)) {
        try await session.ping(within: Self.patience)
      }
      withExtendedLifetime(peer) {}
    }
  }

  @Test func anotherUsersSocketIsNotSpokenTo() throws {
    try Stage.play { stage in
      let peer = try ScriptedPeer(stage.socket, on: stage.loop) { peer, _, sender in peer.send("PONG\n", to: sender) }
      let error = await #expect(throws: ControlError.self) {
        try await stage.session(owner: getuid() + 1).ping(within: Self.patience)
      }
      guard case .transport("PING", .failed(let failure)) = error else { throw try #require(error) }
      #expect(failure.code == .notPermitted)
      #expect(peer.requests.isEmpty)
    }
  }

  @Test func whatIsNoSocketIsNotSpokenTo() throws {
    try Stage.play { stage in
      try Sample.write([], to: stage.socket)
      let error = await #expect(throws: ControlError.self) { try await stage.session().ping(within: Self.patience) }
      guard case .transport("PING", .failed(let failure)) = error else { throw try #require(error) }
      #expect(failure.code == .notSocket)
    }
  }

  @Test func aCommandThatHostapdWouldCutIsNotSentAndNoErrorShowsItsArguments() throws {
    try Stage.play { stage in
      for command in [
        "SET wpa_passphrase sesame\0x", "SET wpa_passphrase sesame" + String(repeating: "x", count: 4096),
      ] {
        await #expect(throws: ControlError.unsendable(command: "SET")) {
          _ = try await stage.session().command(command, within: Self.patience)
        }
      }
      let error = await #expect(throws: ControlError.self) {
        _ = try await stage.session().command("SET wpa_passphrase sesame", within: Self.patience)
      }
      #expect(!String(describing: error).contains("sesame"))
    }
  }

  @Test func eventsReachTheHandlerAndNeverAnAnswer() throws {
    try Stage.play { stage in
      var monitor: ScriptedPeer.Address?
      let peer = try ScriptedPeer(stage.socket, on: stage.loop) { peer, request, sender in
        // Events may overtake the answer.
        if request == "ATTACH" {
          monitor = sender
          peer.send("<3>AP-ENABLED ", to: sender)
          peer.send("OK\n", to: sender)
        } else {
          peer.send("<3>AP-DISABLED ", to: sender)
          peer.send("PONG\n", to: sender)
        }
      }
      var events: [HostapdEvent] = []
      let session = stage.session()
      #expect(!session.isAttached)
      try await session.attach(within: Self.patience) { events.append($0) }
      try await session.ping(within: Self.patience)
      let address = try #require(monitor)
      for text in ["<3>INTERFACE-DISABLED ", "<3>", "garbage", "<3>X y"] { peer.send(text, to: address) }
      try await stage.wait { events.count == 3 }
      #expect(events == [.enabled, .interfaceDisabled, .other("X")])
      #expect(session.isAttached)
      session.detach()
      peer.send("<3>AP-ENABLED ", to: address)
      #expect(peer.failures == 1 && !session.isAttached)
    }
  }

  @Test func anAttachmentEndsWithThePeerItWasMadeTo() throws {
    try Stage.play { stage in
      let peer = try ScriptedPeer(stage.socket, on: stage.loop) { peer, _, sender in peer.send("OK\n", to: sender) }
      let session = stage.session()
      try await session.attach(within: Self.patience) { _ in }
      // Kept under another name, so that the next socket's inode is certainly another.
      rename(stage.socket.string, stage.socket.string + ".old")
      #expect(!session.isAttached)
      let next = try ScriptedPeer(stage.socket, on: stage.loop) { peer, _, sender in peer.send("FAIL\n", to: sender) }
      #expect(!session.isAttached)
      await #expect(throws: ControlError.self) { try await session.attach(within: Self.patience) { _ in } }
      #expect(!session.isAttached)
      withExtendedLifetime((peer, next)) {}
    }
  }
}
