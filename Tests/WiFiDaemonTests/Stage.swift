import Glibc
import LinuxPlatform
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

/// An actor on a loop of its own, with a machine of its own: where a test's story plays.
actor Stage {
  nonisolated let loop: EventLoop
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
  let machine: TemporaryMachine
  let paths: Paths

  private init(_ loop: EventLoop) throws {
    self.loop = loop
    machine = try TemporaryMachine()
    paths = Paths(root: machine.root.string)
    try machine.file("proc/sys/kernel/random/boot_id", "this-boot\n")
  }

  /// Runs a story on a new loop of this thread, and the loop until the story ends.
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

  /// A loop that is stopped may keep its tasks, and with them this object.
  private func dismiss() { machine.remove() }

  /// A connection to the control socket, which never holds up the loop for long.
  func connect() throws -> SeqpacketSocket {
    try SeqpacketSocket.connect(to: FilePath(paths.controlSocket), timeout: .milliseconds(1))
  }

  /// Sends a message and waits for what comes back, while the loop serves it.
  func ask(_ text: String, over socket: SeqpacketSocket) async throws -> SeqpacketSocket.Received {
    #expect(try socket.send(Array(text.utf8)))
    return try await hear(socket)
  }

  func hear(_ socket: SeqpacketSocket) async throws -> SeqpacketSocket.Received {
    for _ in 0..<2000 {
      let received = try socket.receive()
      guard received == .nothing else { return received }
      try await loop.sleep(for: .milliseconds(5))
    }
    return .nothing
  }

  /// Asks as the user nobody, from a process of its own.
  func askAsNobody(_ text: String) async throws -> JSON {
    let script = """
      use Socket; $) = "65534 65534"; $> = 65534;
      socket(S, AF_UNIX, SOCK_SEQPACKET, 0) or die "socket: $!";
      connect(S, sockaddr_un($ARGV[0])) or die "connect: $!";
      send(S, $ARGV[1], 0) or die "send: $!"; recv(S, $reply, 65536, 0); syswrite(STDOUT, $reply);
      """
    machine.root.withPlatformString { _ = chmod($0, 0o755) }
    try machine.file("reply", "")
    let output = try FileDescriptor.open(machine.root.appending("reply"), .writeOnly, options: .closeOnExec)
    defer { try? output.close() }
    var command = Command("/usr/bin/perl", ["-e", script, paths.controlSocket, text])
    command.output = output
    let outcome = try await ChildProcess(command, on: loop).exit(within: .seconds(20))
    #expect(outcome == .reply(.exited(0)))
    return try JSON(parsing: Array((machine.text("reply") ?? "").utf8))
  }
}

extension SeqpacketSocket.Received {
  /// The message, parsed.
  var json: JSON? {
    guard case .message(let bytes) = self else { return nil }
    return try? JSON(parsing: bytes)
  }
}
