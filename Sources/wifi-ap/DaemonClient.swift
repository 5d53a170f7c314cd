import LinuxPlatform
import SystemPackage
import WiFiModel

/// The daemon, over its control socket.
struct DaemonClient {
  let paths: Paths

  /// Why a request has no answer.
  enum Failure: Error {
    /// Nobody listens.
    case absent
    /// The daemon said no, with the exit code that goes with it.
    case refused(String, exitCode: Int32)
    case broken(String)
  }

  /// Sends one request and waits for its answer, at most five seconds.
  func ask(_ command: String, _ arguments: [JSON.Member] = []) throws(Failure) -> JSON {
    let reply: JSON
    do {
      let socket = try SeqpacketSocket.connect(to: FilePath(paths.controlSocket), timeout: .seconds(5))
      let request = JSON.object([JSON.Member("command", .string(command))] + arguments)
      let received = try socket.send(request.bytes()) ? try socket.receive() : .nothing
      switch received {
      case .message(let bytes): reply = try JSON(parsing: bytes)
      case .closed: throw Failure.broken("the daemon closed the connection; see: journalctl -u wifi-apd")
      case .nothing: throw Failure.broken("the daemon did not answer within 5 s; see: systemctl status wifi-apd")
      }
    } catch let failure as Failure {
      throw failure
    } catch let error as TransportError {
      switch error {
      case .absent, .refused: throw .absent
      default: throw .broken("\(error)")
      }
    } catch {
      throw .broken("\(error)")
    }
    if case .string(let message)? = reply["error"], case .integer(let code)? = reply["exitCode"] {
      throw .refused(message, exitCode: Int32(clamping: code))
    }
    return reply
  }
}
