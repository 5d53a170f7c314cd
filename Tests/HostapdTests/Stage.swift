import Glibc
import LinuxPlatform
import ScriptedPeer
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
