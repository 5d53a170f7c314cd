import Glibc
package import LinuxPlatform
package import SystemPackage

/// How hostapd answered a command.
package enum ControlReply: Hashable, Sendable {
  case ok
  case failed
  /// The command does not exist in this version.
  case unknownCommand
  /// Anything else, also nothing at all (the end of the stations). `GET_CONFIG` answers with secrets: never log it.
  case text([UInt8])

  init(_ bytes: [UInt8]) {
    self =
      if bytes.elementsEqual("OK\n".utf8) {
        .ok
      } else if bytes.elementsEqual("FAIL\n".utf8) {
        .failed
      } else if bytes.elementsEqual("UNKNOWN COMMAND\n".utf8) {
        .unknownCommand
      } else {
        .text(bytes)
      }
  }
}

/// Why a command to hostapd has no result. It names the command's verb only: arguments may be secrets.
package enum ControlError: Error, Equatable, CustomStringConvertible {
  /// No answer at all: no such socket, nobody behind it, too late, ...
  case transport(command: String, TransportError)
  /// An answer, but not that of the command.
  case reply(ReplyRefusal)
  /// A command over 4095 bytes or with a zero byte, which hostapd would read in part.
  case unsendable(command: String)

  package var description: String {
    switch self {
    case .transport(let command, let error): "hostapd was not asked for \(command): \(error)"
    case .reply(let error): error.description
    case .unsendable(let command):
      "the command \(command) cannot be sent to hostapd: it has a zero byte or more than \(Self.longestCommand) bytes"
    }
  }

  /// What hostapd 2.10 reads of one datagram.
  static let longestCommand = 4095
}

/// One control socket of hostapd's (`ctrl_interface` directory, then the interface's name), spoken to from the loop.
///
/// It belongs to the loop's thread and never blocks it: each request has a deadline, after which the caller goes on and
/// the answer, should it still come, is dropped. Sockets are made when needed, so a session outlives hostapd's restarts.
package final class ControlSession: Transport {
  /// The path of hostapd's socket.
  package let path: FilePath

  private let loop: EventLoop
  private let clients: FilePath
  private let owner: UInt32
  private var channel: ControlChannel?
  private var monitor: ControlChannel?

  /// - Parameters:
  ///   - path: of hostapd's socket; need not exist yet.
  ///   - clients: a directory of mode 0700 for our own addresses: who can write there could answer in hostapd's name.
  ///   - owner: the user that must own hostapd's socket.
  ///   - loop: on whose thread the session lives.
  package init(path: FilePath, clients: FilePath, owner: UInt32 = 0, on loop: EventLoop) {
    self.path = path
    self.clients = clients
    self.owner = owner
    self.loop = loop
  }

  /// Sends a message as it is.
  ///
  /// - Throws: `absent` where there is no socket, `refused` where hostapd died and left it, `late` without an answer in
  ///   time, `busy` when hostapd has not read its earlier requests, `cancelled`, or `failed`: with EPERM where the
  ///   socket belongs to somebody else.
  package func exchange(_ message: [UInt8], within deadline: Duration) async throws(TransportError) -> [UInt8] {
    if let channel, !channel.isBroken, try socketIdentity() == channel.identity {
      do {
        return try await exchange(message, over: channel, within: deadline)
      } catch {
        // Nothing was delivered: the peer went away unseen, and another may stand in its place.
        guard case .refused = error else { throw error }
      }
    }
    let fresh = try makeChannel { _ in }
    channel = fresh
    return try await exchange(message, over: fresh, within: deadline)
  }

  private func exchange(
    _ message: [UInt8], over channel: ControlChannel, within deadline: Duration
  ) async throws(TransportError) -> [UInt8] {
    let outcome = await loop.withDeadline(deadline) { channel.send(message, $0) }
    switch outcome {
    case .reply(let result):
      if case .failure = result { forget(channel) }
      return try result.get()
    case .late:
      // A lost answer would shift all later ones by one: the next request takes a new address.
      forget(channel)
      throw .late(path.string)
    case .cancelled:
      forget(channel)
      throw .cancelled
    }
  }

  /// Sends a command and tells the plain answers apart.
  ///
  /// - Parameters:
  ///   - command: the verb and its arguments, as hostapd takes them: at most 4095 bytes.
  ///   - deadline: how long to wait for the answer.
  /// - Returns: the answer, which may be a refusal.
  /// - Throws: where there is no answer.
  package func command(_ command: String, within deadline: Duration) async throws(ControlError) -> ControlReply {
    let verb = String(command.prefix { $0 != " " && $0 != "\0" })
    guard command.utf8.count <= ControlError.longestCommand, !command.utf8.contains(0) else {
      throw .unsendable(command: verb)
    }
    do {
      return ControlReply(try await exchange(Array(command.utf8), within: deadline))
    } catch {
      throw .transport(command: verb, error)
    }
  }

  /// Asks for a sign of life of hostapd's main loop. It says nothing of the firmware.
  package func ping(within deadline: Duration) async throws(ControlError) {
    guard case .text(let answer) = try await command("PING", within: deadline), answer.elementsEqual("PONG\n".utf8)
    else { throw .reply(ReplyRefusal(command: "PING", fault: "it is not PONG")) }
  }

  package func status(within deadline: Duration) async throws(ControlError) -> StatusReply {
    let reply = try await text("STATUS", within: deadline)
    do { return try StatusReply(reply: reply) } catch { throw .reply(error) }
  }

  /// The stations that hostapd knows, in its order. The deadline is of each request.
  ///
  /// A station that leaves meanwhile ends the list early: hostapd finds the next only by the last.
  package func stations(within deadline: Duration) async throws(ControlError) -> [StationReply] {
    var stations: [StationReply] = []
    var seen: Set<HardwareAddress> = []
    var request = "STA-FIRST"
    while true {
      let answer: StationReply?
      switch try await command(request, within: deadline) {
      case .failed: answer = nil
      case .text(let reply): do { answer = try StationReply.parse(reply) } catch { throw .reply(error) }
      case .ok, .unknownCommand: throw .reply(ReplyRefusal(command: "STA-FIRST", fault: "it is no station"))
      }
      guard let station = answer, seen.insert(station.address).inserted else { return stations }
      stations.append(station)
      request = "STA-NEXT \(station.address)"
    }
  }

  /// What hostapd knows of one station; nil where it knows none of that address.
  package func station(_ address: HardwareAddress, within deadline: Duration) async throws(ControlError)
    -> StationReply?
  {
    guard case .text(let reply) = try await command("STA \(address)", within: deadline) else { return nil }
    do { return try StationReply.parse(reply) } catch { throw .reply(error) }
  }

  private func text(_ request: String, within deadline: Duration) async throws(ControlError) -> [UInt8] {
    guard case .text(let reply) = try await command(request, within: deadline) else {
      throw .reply(ReplyRefusal(command: request, fault: "it is only a result code"))
    }
    return reply
  }

  // MARK: Events

  /// True while events can be expected: the attachment was made to the socket that stands at the path now, and has not
  /// failed. hostapd that was killed says no farewell: ask at each tick, and attach again.
  package var isAttached: Bool {
    guard let monitor, !monitor.isBroken else { return false }
    return (try? socketIdentity()) == monitor.identity
  }

  /// Has hostapd send its events, from now on, to the handler, which is called on the loop. A former attachment ends.
  package func attach(
    within deadline: Duration, _ handler: @escaping (HostapdEvent) -> Void
  ) async throws(ControlError) {
    monitor = nil
    let channel: ControlChannel
    do { channel = try makeChannel(handler) } catch { throw .transport(command: "ATTACH", error) }
    switch await loop.withDeadline(deadline, { channel.send(Array("ATTACH".utf8), $0) }) {
    case .reply(.success(let answer)):
      guard ControlReply(answer) == .ok else {
        throw .reply(ReplyRefusal(command: "ATTACH", fault: "it is not OK"))
      }
      monitor = channel
    case .reply(.failure(let error)): throw .transport(command: "ATTACH", error)
    case .late: throw .transport(command: "ATTACH", .late(path.string))
    case .cancelled: throw .transport(command: "ATTACH", .cancelled)
    }
  }

  /// Ends the attachment: hostapd finds the address gone and forgets it.
  package func detach() {
    monitor = nil
  }

  // MARK: Sockets

  private func forget(_ channel: ControlChannel) {
    if self.channel === channel { self.channel = nil }
  }

  private func makeChannel(_ handler: @escaping (HostapdEvent) -> Void) throws(TransportError) -> ControlChannel {
    let identity = try socketIdentity()
    let socket = try DatagramSocket(to: path, bindingIn: clients)
    do { return try ControlChannel(socket, to: path.string, identity, on: loop, handler) } catch {
      throw .failed(error)
    }
  }

  /// Which socket stands at the path, provided that it is one and belongs to the right user.
  private func socketIdentity() throws(TransportError) -> ControlChannel.Identity {
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0 else {
      let error = PlatformError("look at", on: path.string, Errno(rawValue: errno))
      throw error.isAbsent ? .absent(path.string) : .failed(error)
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw .failed(PlatformError("speak to", on: path.string, .notSocket, advice: "remove what is in hostapd's place"))
    }
    guard status.st_uid == owner else {
      let advice = "it belongs to user \(status.st_uid), and hostapd runs as user \(owner); find out who made it"
      throw .failed(PlatformError("trust", on: path.string, .notPermitted, advice: advice))
    }
    return ControlChannel.Identity(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
      changed: Int64(status.st_ctim.tv_sec), nanoseconds: Int64(status.st_ctim.tv_nsec))
  }
}
