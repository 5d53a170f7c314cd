import Glibc
import LinuxPlatform
import SystemPackage
import Testing

@Suite struct SocketTests {
  private let place: TemporaryDirectory

  init() throws { place = try TemporaryDirectory() }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func `a message and its answer go round, with the credentials of both ends`() throws {
    let path = place.path.appending("control")
    let listener = try SeqpacketListener(at: path, mode: 0o666)
    #expect(try listener.accept() == nil)
    let client = try SeqpacketSocket.connect(to: path, timeout: .seconds(5))
    let server = try #require(try listener.accept())
    #expect(try server.receive() == .nothing)
    #expect(try client.send(bytes("first")))
    #expect(try client.send(bytes("second")))
    #expect(try server.receive() == .message(bytes("first")))
    #expect(try server.receive() == .message(bytes("second")))
    #expect(try server.send(bytes("answer")))
    #expect(try client.receive() == .message(bytes("answer")))
    let own = PeerCredentials(uid: geteuid(), gid: getegid(), pid: getpid())
    #expect(try server.peer() == own)
    #expect(try client.peer() == own)
  }

  @Test func `a closed peer is told from a silent one`() throws {
    let path = place.path.appending("control")
    let listener = try SeqpacketListener(at: path, mode: 0o600)
    let client = try SeqpacketSocket.connect(to: path, timeout: .milliseconds(20))
    #expect(try client.receive() == .nothing)
    var server = try listener.accept()
    #expect(server != nil)
    server = nil
    #expect(try client.receive() == .closed)
    let error = #expect(throws: PlatformError.self) { try client.send([1]) }
    #expect(error?.code == .brokenPipe)
  }

  @Test(.enabled(if: geteuid() == 0))
  func `the longest message passes and a longer one is refused`() throws {
    let (first, second) = try SeqpacketSocket.pair()
    let longest = [UInt8](repeating: 7, count: SeqpacketSocket.longestMessage)
    #expect(try first.send(longest))
    #expect(try second.receive() == .message(longest))
    let error = #expect(throws: PlatformError.self) { try first.send(longest + [7]) }
    #expect(error?.code == .messageTooLong)
  }

  @Test func `a full queue is no error`() throws {
    let (first, second) = try SeqpacketSocket.pair()
    let message = [UInt8](repeating: 0, count: 32_768)
    var sent = 0
    while try first.send(message), sent < 10_000 { sent += 1 }
    #expect(sent > 0 && sent < 10_000)
    #expect(try second.receive() == .message(message))
  }

  @Test func `a path without a socket is absent and a dead one refuses`() throws {
    let path = place.path.appending("control")
    #expect(throws: TransportError.absent(path.string)) {
      try SeqpacketSocket.connect(to: path, timeout: .seconds(1))
    }
    try leaveDeadSocket(at: path, SOCK_SEQPACKET)
    #expect(throws: TransportError.refused(path.string)) {
      try SeqpacketSocket.connect(to: path, timeout: .seconds(1))
    }
  }

  @Test func `a listener replaces a dead one's socket, respects a living one, and cleans up`() throws {
    let path = place.path.appending("control")
    try leaveDeadSocket(at: path, SOCK_SEQPACKET)
    var listener: SeqpacketListener? = try SeqpacketListener(at: path, mode: 0o660)
    let error = #expect(throws: PlatformError.self) { _ = try SeqpacketListener(at: path, mode: 0o660) }
    #expect(error?.code == .addressInUse)
    var status = stat()
    path.withPlatformString { _ = stat($0, &status) }
    #expect(status.st_mode & 0o777 == 0o660)
    #expect(try SeqpacketSocket.connect(to: path, timeout: .seconds(1)).peer().pid == getpid())
    withExtendedLifetime(listener) {}
    listener = nil
    #expect(place.names() == [])
  }

  @Test func `a listener does not remove a file that is no socket`() throws {
    let path = try place.file("control", "precious")
    #expect(throws: PlatformError.self) { _ = try SeqpacketListener(at: path, mode: 0o600) }
    #expect(try SmallFile(reading: path, limit: 20).bytes == bytes("precious"))
  }

  @Test func `a path beyond the kernel's room is refused`() throws {
    let path = place.path.appending(String(repeating: "x", count: 108))
    let error = #expect(throws: PlatformError.self) { _ = try SeqpacketListener(at: path, mode: 0o600) }
    #expect(error?.code == .fileNameTooLong)
  }

  @Test func `a datagram client is answered at its own address and removes it`() throws {
    let peer = try DatagramPeer(at: place.path.appending("peer"))
    let home = place.directory("home")
    var client: DatagramSocket? = try DatagramSocket(to: peer.path, bindingIn: home)
    #expect(try client?.receive() == nil)
    #expect(try client?.send(bytes("PING")) == true)
    #expect(peer.answer(bytes("PONG\n")) == bytes("PING"))
    #expect(try client?.receive() == bytes("PONG\n"))
    #expect(place.names("home").count == 1)
    client = nil
    #expect(place.names("home") == [])
  }

  @Test func `a missing peer, a dead peer and one that dies are told apart`() throws {
    let path = place.path.appending("peer")
    let home = place.directory("home")
    #expect(throws: TransportError.absent(path.string)) { _ = try DatagramSocket(to: path, bindingIn: home) }
    try leaveDeadSocket(at: path, SOCK_DGRAM)
    #expect(throws: TransportError.refused(path.string)) { _ = try DatagramSocket(to: path, bindingIn: home) }
    path.withPlatformString { _ = unlink($0) }
    var peer: DatagramPeer? = try DatagramPeer(at: path)
    let client = try DatagramSocket(to: path, bindingIn: home)
    #expect(try client.send([1]))
    withExtendedLifetime(peer) {}
    peer = nil
    #expect(throws: TransportError.refused(path.string)) { _ = try client.send([1]) }
    withExtendedLifetime(client) { #expect(place.names("home").count == 1) }
  }

  @Test func `a peer that does not read is told from one that is gone`() throws {
    let peer = try DatagramPeer(at: place.path.appending("peer"))
    let client = try DatagramSocket(to: peer.path, bindingIn: place.path)
    var sent = 0
    while try client.send([1]), sent < 10_000 { sent += 1 }
    #expect(sent > 0 && sent < 10_000)
    #expect(peer.answer([2]) == [1])
  }

  @Test func `a datagram that is too long is an error and not a part of one`() throws {
    let peer = try DatagramPeer(at: place.path.appending("peer"))
    let client = try DatagramSocket(to: peer.path, bindingIn: place.path, longest: 4)
    #expect(try client.send([1]))
    #expect(peer.answer([1, 2, 3, 4, 5]) == [1])
    #expect(throws: TransportError.self) { _ = try client.receive() }
    #expect(try client.receive() == nil)
  }

  /// Binds a socket at the path and closes it, as a killed process does.
  private func leaveDeadSocket(at path: FilePath, _ kind: __socket_type) throws {
    let descriptor = socket(AF_UNIX, Int32(kind.rawValue), 0)
    defer { close(descriptor) }
    try #require(bindUnix(descriptor, path) == 0)
  }
}

private func bindUnix(_ descriptor: Int32, _ path: FilePath) -> Int32 {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.string.utf8)) }
  return withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
}

/// A server on a datagram socket.
private final class DatagramPeer {
  let path: FilePath
  private let descriptor: Int32

  init(at path: FilePath) throws {
    self.path = path
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    try #require(bindUnix(descriptor, path) == 0)
  }

  deinit { close(descriptor) }

  /// Receives one datagram, sends the answer to its sender, and returns what came.
  func answer(_ bytes: [UInt8]) -> [UInt8] {
    var sender = sockaddr_un()
    var length = socklen_t(MemoryLayout<sockaddr_un>.size)
    var buffer = [UInt8](repeating: 0, count: 1024)
    return withUnsafeMutablePointer(to: &sender) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        let count = recvfrom(descriptor, &buffer, buffer.count, 0, $0, &length)
        sendto(descriptor, bytes, bytes.count, 0, $0, length)
        return Array(buffer[..<max(0, count)])
      }
    }
  }
}
