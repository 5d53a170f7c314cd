import LinuxPlatform

/// One client address at hostapd's: requests in a row, their answers in the same order, and events between them.
final class ControlChannel {
  typealias Answer = Result<[UInt8], TransportError>

  /// Which socket it was connected to: another hostapd at the same path has another. Inode numbers are used again at
  /// once, so the time of the inode's last change belongs to it.
  struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
    var changed: Int64
    var nanoseconds: Int64
  }

  let identity: Identity
  /// True after the socket failed; nothing more comes.
  private(set) var isBroken = false

  private let socket: DatagramSocket
  private let peer: String
  private let handler: (HostapdEvent) -> Void
  private var source: EventSource?
  private var waiting: [Settlement<Answer>] = []

  init(
    _ socket: DatagramSocket, to peer: String, _ identity: Identity, on loop: EventLoop,
    _ handler: @escaping (HostapdEvent) -> Void
  ) throws(PlatformError) {
    self.socket = socket
    self.peer = peer
    self.identity = identity
    self.handler = handler
    source = try loop.onReadable(socket.descriptor) { [weak self] in self?.read() }
  }

  deinit {
    // Before the descriptor is closed: the loop must not know a number that is nobody's.
    source = nil
  }

  /// Sends a request; its settlement gets the answer or the reason why none will come.
  func send(_ message: [UInt8], _ settlement: Settlement<Answer>) {
    do {
      guard try socket.send(message) else {
        settlement.reply(.failure(.busy(peer)))
        return
      }
      waiting.append(settlement)
    } catch {
      isBroken = true
      settlement.reply(.failure(error))
    }
  }

  private func read() {
    do {
      while !isBroken, let message = try socket.receive() {
        if HostapdEvent.isEvent(message) {
          if let event = HostapdEvent(message: message) { handler(event) }
        } else if !waiting.isEmpty {
          // One that is settled already was late: this is its answer, and nobody waits for it.
          waiting.removeFirst().reply(.success(message))
        }
      }
    } catch {
      isBroken = true
      source = nil
      let waiting = self.waiting
      self.waiting = []
      for settlement in waiting { settlement.reply(.failure(error)) }
    }
  }
}
