import Foundation
import Glibc
import Synchronization

/// An agent that answers each request with the next of some documents, and with the last one ever after.
///
/// It serves one connection at a time on a thread of its own: the programs under test are other processes.
final class ScriptedAgent: Sendable {
  private let listener: Int32
  private let answers: [Data]
  private let requests = Mutex([String]())

  /// Listens where the agent of that root would.
  init(root: URL, answers: [Data]) throws {
    self.answers = answers
    let folder = root.appending(path: "run/wifi-ap")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    listener = socket(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array(folder.appending(path: "control").path.utf8CString)
    precondition(path.count <= MemoryLayout.size(ofValue: address.sun_path), "the path of the socket is too long")
    withUnsafeMutableBytes(of: &address.sun_path) { room in path.withUnsafeBytes { room.copyMemory(from: $0) } }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard listener >= 0, bound == 0, listen(listener, 8) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    Thread.detachNewThread { self.serve() }
  }

  /// What was asked so far.
  var heard: [String] { requests.withLock { $0 } }

  /// Nobody answers any more.
  func end() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve() {
    defer { close(listener) }
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      var request = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(connection, &request, request.count, 0)
      if count > 0 {
        let number = requests.withLock { requests in
          requests.append(String(decoding: request.prefix(count), as: UTF8.self))
          return requests.count - 1
        }
        let answer = [UInt8](answers[min(number, answers.count - 1)])
        _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
      }
      close(connection)
    }
  }
}
