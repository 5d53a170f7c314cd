import LinuxPlatform
import SystemPackage
import WiFiModel

/// The agent's control socket: one JSON object in, one out, over SOCK_SEQPACKET. Everyone may read; root and the group
/// `wifi-ap` may act.
final class ControlService {
  /// Who asks.
  struct Caller {
    var credentials: PeerCredentials
    /// Looked up only where somebody wants to act: the system's user database may be slow.
    var mayAct: Bool { credentials.uid == 0 || Group.contains(credentials, name: "wifi-ap") }
  }

  private let loop: EventLoop
  private let listener: SeqpacketListener
  private let answer: (JSON, Caller) -> JSON
  private var source: EventSource?
  /// In order of their arrival.
  private var connections: [(number: Int32, source: EventSource)] = []

  /// More at once than any person or script needs. One more ends the oldest: whoever holds connections open must neither
  /// shut others out nor keep the listener readable, and the loop awake with it.
  private static let most = 32

  init(
    at path: FilePath, on loop: EventLoop, answer: @escaping (JSON, Caller) -> JSON
  ) throws(PlatformError) {
    self.loop = loop
    self.answer = answer
    listener = try SeqpacketListener(at: path, mode: 0o666)
    source = try loop.onReadable(listener.descriptor) { [weak self] in self?.accept() }
  }

  deinit {
    connections = []
    source = nil
  }

  /// What a request that is refused gets.
  static func refusal(_ message: String, exitCode: Int64) -> JSON {
    .object([JSON.Member("error", .string(message)), JSON.Member("exitCode", .integer(exitCode))])
  }

  private func accept() {
    guard let socket = try? listener.accept() else { return }
    // The handler owns the socket: it is closed after the loop has let go of it, never before.
    guard let source = try? loop.onReadable(socket.descriptor, { [weak self] in self?.serve(socket) }) else { return }
    if connections.count >= Self.most { connections.removeFirst() }
    connections.append((socket.descriptor.rawValue, source))
  }

  private func close(_ socket: SeqpacketSocket) {
    connections.removeAll { $0.number == socket.descriptor.rawValue }
  }

  private func serve(_ socket: SeqpacketSocket) {
    guard case .message(let bytes)? = try? socket.receive(), let credentials = try? socket.peer() else {
      return close(socket)
    }
    let caller = Caller(credentials: credentials)
    let reply: JSON
    do {
      reply = answer(try JSON(parsing: bytes), caller)
    } catch {
      reply = Self.refusal("the request is not a JSON object: \(error)", exitCode: 64)
    }
    if (try? socket.send(reply.bytes())) != true { close(socket) }
  }
}
