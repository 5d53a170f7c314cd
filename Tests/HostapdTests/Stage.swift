import Glibc
import LinuxPlatform
import SystemPackage
import Testing

@testable import Hostapd

/// An actor on a loop of its own with a private directory: where a test's story plays.
actor Stage {
  nonisolated let loop: EventLoop
  nonisolated let directory: FilePath
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  private init(_ loop: EventLoop, _ directory: FilePath) {
    self.loop = loop
    self.directory = directory
  }

  /// Runs a story on a new loop of this thread, and the loop until the story ends.
  static func play(_ story: @escaping @Sendable (isolated Stage) async throws -> Void) throws {
    var template = Array("/tmp/hostapd-tests-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let directory = FilePath(platformString: template)
    defer { remove(directory) }
    let loop = try EventLoop()
    let stage = Stage(loop, directory)
    loop.start {
      do { try await story(stage) } catch { Issue.record(error) }
      loop.stop()
    }
    try loop.run()
  }

  private static func remove(_ directory: FilePath) {
    _ = try? ChildProcess.runAndWait(Command("/bin/rm", ["-rf", directory.string]))
  }

  var socket: FilePath { directory.appending("wlan9") }

  func session(owner: UInt32 = getuid()) -> ControlSession {
    ControlSession(path: socket, clients: directory, owner: owner, on: loop)
  }

  var entries: [String] {
    let names = (try? ChildProcess.runAndWait(Command("/bin/ls", [directory.string])).output) ?? []
    return String(decoding: names, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Ends a peer that leaves its socket's file behind, as a hostapd that was killed does. Between fork and exec, a child
  /// that another test starts holds all descriptors: the peer is dead only when the kernel says so.
  func kill(_ peer: ScriptedPeer) async throws {
    peer.die()
    try await wait {
      do throws(TransportError) {
        _ = try DatagramSocket(to: socket, bindingIn: directory)
        return false
      } catch {
        return error == .refused(socket.string)
      }
    }
  }

  /// Waits until something is true, at most 20 s.
  func wait(until condition: () -> Bool) async throws {
    for _ in 0..<4000 where !condition() { try await loop.sleep(for: .milliseconds(5)) }
    try #require(condition())
  }
}

/// A datagram socket that plays hostapd by a script.
final class ScriptedPeer {
  typealias Address = [UInt8]

  private let descriptor: FileDescriptor
  private var isDead = false
  private var source: EventSource?
  private var script: (ScriptedPeer, String, Address) -> Void
  private(set) var requests: [String] = []

  init(
    _ path: FilePath, on loop: EventLoop, script: @escaping (ScriptedPeer, String, Address) -> Void
  ) throws {
    self.script = script
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    try #require(socket >= 0)
    descriptor = FileDescriptor(rawValue: socket)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.string.utf8) }
    let bound = withUnsafeBytes(of: &address) {
      bind(socket, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
    }
    try #require(bound == 0)
    source = try loop.onReadable(descriptor) { [weak self] in self?.read() }
  }

  deinit { die() }

  /// Closes the socket and leaves its file. Once only: the number may be another's by then.
  func die() {
    guard !isDead else { return }
    isDead = true
    source = nil
    try? descriptor.close()
  }

  func stopReading() { source?.suspend() }
  func readAgain() { source?.resume() }

  func send(_ text: String, to address: Address) {
    let bytes = Array(text.utf8)
    let sent = address.withUnsafeBytes {
      sendto(
        descriptor.rawValue, bytes, bytes.count, 0, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        socklen_t($0.count))
    }
    failures += sent == bytes.count ? 0 : 1
  }

  /// Datagrams that nobody was there to take.
  private(set) var failures = 0

  private func read() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    var address = Address(repeating: 0, count: MemoryLayout<sockaddr_un>.size)
    var length = socklen_t(address.count)
    let count = address.withUnsafeMutableBytes {
      recvfrom(
        descriptor.rawValue, &buffer, buffer.count, 0, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
    }
    guard count >= 0 else { return }
    let request = String(decoding: buffer[..<count], as: UTF8.self)
    requests.append(request)
    script(self, request, Array(address[..<Int(length)]))
  }
}
