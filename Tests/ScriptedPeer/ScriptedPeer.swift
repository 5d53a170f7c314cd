import Glibc
package import LinuxPlatform
package import SystemPackage

/// A datagram socket that plays hostapd by a script.
package final class ScriptedPeer {
  package typealias Address = [UInt8]

  private let descriptor: FileDescriptor
  private var isDead = false
  private var source: EventSource?
  private var script: (ScriptedPeer, String, Address) -> Void
  package private(set) var requests: [String] = []

  /// - Throws: when the socket cannot be made there.
  package init(
    _ path: FilePath, on loop: EventLoop, script: @escaping (ScriptedPeer, String, Address) -> Void
  ) throws {
    self.script = script
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw Errno(rawValue: errno) }
    descriptor = FileDescriptor(rawValue: socket)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.string.utf8) }
    let bound = withUnsafeBytes(of: &address) {
      bind(socket, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
    }
    guard bound == 0 else { throw Errno(rawValue: errno) }
    source = try loop.onReadable(descriptor) { [weak self] in self?.read() }
  }

  deinit { die() }

  /// Closes the socket and leaves its file. Once only: the number may be another's by then.
  package func die() {
    guard !isDead else { return }
    isDead = true
    source = nil
    try? descriptor.close()
  }

  package func stopReading() { source?.suspend() }
  package func readAgain() { source?.resume() }

  package func send(_ text: String, to address: Address) {
    let bytes = Array(text.utf8)
    let sent = address.withUnsafeBytes {
      sendto(
        descriptor.rawValue, bytes, bytes.count, 0, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        socklen_t($0.count))
    }
    failures += sent == bytes.count ? 0 : 1
  }

  /// Datagrams that nobody was there to take.
  package private(set) var failures = 0

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
