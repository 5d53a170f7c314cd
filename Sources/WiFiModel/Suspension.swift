/// Somebody's word to leave a radio, or one access point, as it is: it is watched and not touched.
package struct Suspension: Hashable, Sendable {
  /// What is suspended.
  package enum Subject: Hashable, Sendable, Comparable, CustomStringConvertible {
    case radio(RadioID)
    case accessPoint(InterfaceName)

    /// The name alone.
    package var name: String {
      switch self {
      case .radio(let radio): radio.text
      case .accessPoint(let name): name.text
      }
    }

    /// The name as it is clear whatever else has it: `radio/main`.
    package var path: String {
      switch self {
      case .radio: "radio/\(name)"
      case .accessPoint: "access-point/\(name)"
      }
    }

    package var description: String {
      switch self {
      case .radio(let radio): "radio \(radio)"
      case .accessPoint(let name): "access point \(name)"
      }
    }
  }

  package var subject: Subject
  /// Why, in the words of who asked for it; empty where nothing was said. At most 200 bytes.
  package var reason: String
  package var since: Uptime
  /// When it ends by itself; nil: not before somebody says so. After a reboot its whole length counts anew, for nobody
  /// knows how long the machine was off.
  package var until: Uptime?

  package init(_ subject: Subject, reason: String, since: Uptime, until: Uptime?) {
    self.subject = subject
    self.reason = reason
    self.since = since
    self.until = until
  }
}
