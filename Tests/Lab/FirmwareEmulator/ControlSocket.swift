import Glibc

/// The unix socket of the emulator's commands: one request in a connection, up to its end of file, and one answer. The
/// answer begins with a line `ok` or `error`; the text follows.
struct ControlSocket {
  let listener: Descriptor

  /// Listens; a socket that an earlier run left is replaced.
  init(path: String) throws(EmulatorError) {
    listener = try Self.socket()
    unlink(path)
    let bound = try Self.withAddress(path) { bind(listener.raw, $0, $1) }
    guard bound == 0, listen(listener.raw, 8) == 0 else {
      throw EmulatorError("cannot listen on \(path): \(systemError())")
    }
  }

  /// Serves one client. A request is a line, so the client cannot keep the emulator waiting for long.
  func serve(_ answer: (String) throws(EmulatorError) -> String) {
    let client = Descriptor(raw: accept(listener.raw, nil, nil))
    guard client.raw >= 0 else { return }
    defer { client.close() }
    var limit = timeval(tv_sec: 1, tv_usec: 0)
    setsockopt(client.raw, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let request = String(decoding: client.readAll(), as: UTF8.self)
    let text: String
    do throws(EmulatorError) {
      let body = try answer(request)
      text = body.isEmpty ? "ok\n" : "ok\n\(body)\n"
    } catch {
      text = "error\n\(error)\n"
    }
    text.withCString { _ = send(client.raw, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
  }

  /// Sends one request; the result is whether it was well received, and the answer's text.
  static func ask(path: String, _ request: String) throws(EmulatorError) -> (isGood: Bool, text: String) {
    let connection = try socket()
    defer { connection.close() }
    guard try withAddress(path, { connect(connection.raw, $0, $1) }) == 0 else {
      throw EmulatorError("cannot reach the emulator at \(path): \(systemError()); is it running?")
    }
    guard connection.writeAll(Array(request.utf8)), shutdown(connection.raw, Int32(SHUT_WR)) == 0 else {
      throw EmulatorError("the emulator at \(path) went away: \(systemError())")
    }
    let answer = String(decoding: connection.readAll(), as: UTF8.self)
    guard let end = answer.firstIndex(of: "\n") else {
      throw EmulatorError("the emulator at \(path) ended before it answered")
    }
    return (answer[..<end] == "ok", String(answer[answer.index(after: end)...]))
  }

  private static func socket() throws(EmulatorError) -> Descriptor {
    let raw = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard raw >= 0 else { throw EmulatorError("cannot make a socket: \(systemError())") }
    return Descriptor(raw: raw)
  }

  private static func withAddress(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws(EmulatorError) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard bytes.count < room else { throw EmulatorError("\(path) is too long for a socket: \(room - 1) bytes at most") }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}
