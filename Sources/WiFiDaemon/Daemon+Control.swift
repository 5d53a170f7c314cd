import LinuxPlatform
import Systemd
import WiFiModel
import WiFiReconcile

/// A request of the command line that is not done, and the exit code that goes with it.
private struct Refusal: Error {
  var message: String
  var exitCode: Int64

  init(_ message: String, _ exitCode: Int64) {
    self.message = message
    self.exitCode = exitCode
  }
}

extension Daemon {
  private static let commands = ["status", "history", "apply", "suspend", "resume", "recover"]

  /// Answers a request of the command line: everybody may read.
  func answer(_ request: JSON, _ caller: ControlService.Caller) -> JSON {
    do throws(Refusal) {
      switch request["command"] {
      case .string("status")?: return controller.status.json(at: now)
      case .string("history")?: return try history(request)
      case .string(let command)? where Self.commands.contains(command):
        guard caller.mayAct else {
          throw Refusal("only root and members of the group wifi-ap may ask for this", 77)
        }
        return try act(command, request, caller)
      default:
        let known = Self.commands.joined(separator: ", ")
        throw Refusal("unknown command; this agent knows \(known)", 64)
      }
    } catch {
      return ControlService.refusal(error.message, exitCode: error.exitCode)
    }
  }

  private func act(_ command: String, _ request: JSON, _ caller: ControlService.Caller) throws(Refusal) -> JSON {
    func asked(_ what: String) {
      let who = "user \(caller.credentials.uid) (process \(caller.credentials.pid))"
      journal.log(.notice, "\(who) asks: \(what)")
    }
    switch command {
    case "suspend":
      let suspension = try suspension(request)
      asked("suspend \(suspension.subject)")
      feed(.suspended(suspension))
      let end = suspension.until.map { " for \($0 - suspension.since)" } ?? ""
      return Self.accepted("\(suspension.subject) is suspended\(end): it is watched, and not touched")
    case "resume":
      let subject = try subject(request)
      let isSuspended = controller.memory.suspensions.contains { $0.subject == subject }
      asked("resume \(subject)")
      feed(.resumed(subject))
      return Self.accepted(isSuspended ? "\(subject) is resumed" : "\(subject) was not suspended")
    case "recover":
      guard case .radio(let radio) = try subject(request) else {
        throw Refusal("only radios are recovered; 'wifi-ap status' shows them", 64)
      }
      let rung: Rung? = try word(request, "rung")
      asked("recover radio \(radio)\(rung.map { " by \($0.rawValue)" } ?? "")")
      if let objection = controller.objection(toRecovering: radio, by: rung) { throw Refusal(objection, 1) }
      feed(.recoveryRequested(radio, rung))
      let incident = controller.memory.incidents.first { $0.radio == radio }
      guard let taken = rung ?? incident?.asked ?? incident?.tried.last else {
        throw Refusal("no remedy was begun; see: wifi-ap status", 1)
      }
      return Self.accepted("radio \(radio): \(taken.rawValue): \(taken.meaning)")
    default:
      let limit: Disruption? = try word(request, "maxDisruption")
      asked("apply\(limit.map { " up to disruption \($0.rawValue)" } ?? "")")
      feed(.applyRequested(upTo: limit))
      return Self.accepted("a pass has begun")
    }
  }

  private static func accepted(_ message: String) -> JSON { ["accepted": true, "message": .string(message)] }

  // MARK: - Arguments

  /// One of the words of an enumeration; nil where nothing is said.
  private func word<Word: RawRepresentable & CaseIterable>(
    _ request: JSON, _ key: String
  ) throws(Refusal) -> Word? where Word.RawValue == String {
    guard let value = request[key], value != .null else { return nil }
    guard case .string(let text) = value, let word = Word(rawValue: text) else {
      throw Refusal("\(key) is not one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))", 64)
    }
    return word
  }

  /// What is called by a name: a radio or an access point that is declared, or that is suspended still. `radio/NAME` and
  /// `access-point/NAME` tell two of the same name apart.
  private func subject(_ request: JSON) throws(Refusal) -> Suspension.Subject {
    guard case .string(let text)? = request["name"] else { throw Refusal("the request names nothing", 64) }
    let all =
      controller.desired.radios.map { Suspension.Subject.radio($0.id) }
      + controller.desired.accessPoints.map { .accessPoint($0.name) } + controller.memory.suspensions.map(\.subject)
    let named = Set(all).sorted().filter { [$0.name, $0.path].contains(text) }
    guard let subject = named.first else {
      let known = Set(all.map(\.name)).sorted().joined(separator: ", ")
      throw Refusal(
        "no access point or radio is called '\(text.prefix(40).description.replacingControlCharacters)'; known: \(known)",
        64)
    }
    guard named.count == 1 else {
      throw Refusal("'\(text)' is both; write \(named.map(\.path).joined(separator: " or "))", 64)
    }
    return subject
  }

  private func suspension(_ request: JSON) throws(Refusal) -> Suspension {
    let subject = try subject(request)
    var reason = ""
    if case .string(let text)? = request["reason"] { reason = text }
    guard reason.utf8.count <= 200, reason == reason.replacingControlCharacters else {
      throw Refusal("the reason has more than 200 bytes, or some that cannot be printed", 64)
    }
    let now = now
    var until: Uptime?
    switch request["seconds"] {
    case nil, .null?: break
    case .integer(let seconds)? where (1...31_536_000).contains(seconds): until = now + .seconds(seconds)
    default: throw Refusal("a suspension lasts from a second to a year, or until somebody ends it", 64)
    }
    return Suspension(subject, reason: reason, since: now, until: until)
  }

  // MARK: - History

  /// Half of the longest message: what does not fit is asked for again, by the number that it is older than.
  private static let longestReply = 512 << 10

  private func history(_ request: JSON) throws(Refusal) -> JSON {
    var before = UInt64.max
    switch request["before"] {
    case nil, .null?: break
    case .integer(let number)? where number >= 0: before = UInt64(number)
    default: throw Refusal("before is no number of an outage", 64)
    }
    let all = archive.history().outages.filter { $0.record.outage.number < before }
    var told: [JSON] = []
    var size = 0
    for entry in all.reversed() {
      let json: JSON = ["folder": .string(entry.folder), "record": entry.record.json]
      size += json.bytes().count
      if size > Self.longestReply, !told.isEmpty { break }
      told.append(json)
    }
    let rest = told.count < all.count ? all[all.count - told.count].record.outage.number : nil
    return ["outages": .array(told.reversed()), "before": .number(rest)]
  }
}
