package import WiFiModel

extension Controller {
  /// Somebody wants a radio or an access point left alone from now on.
  mutating func suspend(_ suspension: Suspension, _ now: Uptime) -> [Effect] {
    memory.suspensions.removeAll { $0.subject == suspension.subject }
    memory.suspensions.append(suspension)
    memory.suspensions.sort { $0.subject < $1.subject }
    let why = suspension.reason.isEmpty ? "" : ": \(suspension.reason)"
    let end = suspension.until.map { " for \($0 - now)" } ?? ""
    return suspensionsChanged("\(suspension.subject) is suspended\(end)\(why)", now)
  }

  /// Somebody wants it kept as declared again.
  mutating func resume(_ subject: Suspension.Subject, _ now: Uptime) -> [Effect] {
    guard memory.suspensions.contains(where: { $0.subject == subject }) else { return [] }
    memory.suspensions.removeAll { $0.subject == subject }
    return suspensionsChanged("\(subject) is resumed", now)
  }

  /// Ends the suspensions whose time is over.
  mutating func expireSuspensions(_ now: Uptime) -> [Effect] {
    var effects: [Effect] = []
    for suspension in memory.suspensions where suspension.until.map({ $0 <= now }) ?? false {
      memory.suspensions.removeAll { $0.subject == suspension.subject }
      effects += suspensionsChanged("\(suspension.subject) is resumed: its time is over", now)
    }
    return effects
  }

  private mutating func suspensionsChanged(_ sentence: String, _ now: Uptime) -> [Effect] {
    lookEverywhere(at: now)
    return [.persistMemory(memory)] + say(.decision, sentence, now)
  }
}

extension Controller {
  /// What is to be left alone on a radio. Its access points share its hostapd and its card, so one that is suspended
  /// suspends the radio.
  func suspension(on radio: RadioID) -> Suspension? {
    memory.suspensions.first { suspension in
      switch suspension.subject {
      case .radio(let name): name == radio
      case .accessPoint(let name): desired.accessPoints.contains { $0.name == name && $0.radio == radio }
      }
    }
  }

  /// The radio whose remedy has the driver of this one in its hands.
  func rival(of radio: RadioID) -> RadioID? {
    guard lanes.count > 1, let driver = desired.radio(radio)?.driver else { return nil }
    return lanes.first { lane in
      guard lane.radio != radio, desired.radio(lane.radio)?.driver == driver, let incident = lane.incident else {
        return false
      }
      return incident.phase == .acting && incident.tried.last == .reloadDriver
    }?.radio
  }
}

extension Controller {
  /// Why a remedy that somebody asks for is not possible, as a sentence; nil when it is.
  package func objection(toRecovering radio: RadioID, by rung: Rung?) -> String? {
    guard let lane = lanes.first(where: { $0.radio == radio }), desired.radio(radio) != nil else {
      return "no radio \(radio) is declared"
    }
    return lane.objection(to: rung, desired, memory, suspension(on: radio))
  }
}
