/// Why the service manager did not do what it was asked for.
package enum UnitError: Error, Equatable, CustomStringConvertible {
  /// No connection to the manager, or it ended before the answer; what has become of the request is unknown.
  case lost(String)

  /// The manager refused: a D-Bus error name and the manager's sentence.
  case refused(unit: String, name: String, message: String)

  /// The job ended otherwise than done: `failed`, `timeout`, `dependency`, `canceled`.
  case failed(unit: String, result: String)

  /// No answer within the deadline; the job may still go on.
  case late(unit: String)

  /// The waiting task was cancelled; the job may still go on.
  case cancelled

  package var description: String {
    switch self {
    case .lost(let reason): "no connection to systemd: \(reason)"
    case .refused(let unit, let name, let message): "systemd refused \(unit): \(message) (\(name))"
    case .failed(let unit, let result):
      "the job of \(unit) ended with \(result); see: systemctl status \(unit)"
    case .late(let unit): "systemd did not finish \(unit) in time"
    case .cancelled: "the request to systemd was cancelled"
    }
  }
}
