package import WiFiModel

/// What may be done to clients now for the sake of a change of the spec, and what lets more of it happen.
package struct Allowance: Hashable, Sendable {
  /// Steps that do more are held back.
  package var limit: Disruption
  /// How long until a window opens in which more is allowed; nil: none will, as far as can be told.
  package var opensIn: Uptime.Span?
  /// What lets the steps go that are held back; one clause.
  package var remedy: String

  /// - Parameters:
  ///   - settings: what is declared.
  ///   - released: what somebody asked for by hand: it stands in the place of `max-disruption`, be it more or less.
  ///   - clock: the civil time, where it can be trusted.
  ///   - offset: seconds by which the window's zone is ahead of UTC.
  package init(
    _ settings: Settings, released: Disruption? = nil, clock: Knowledge<WallTime?> = .unknown("not asked"),
    offset: Knowledge<Int32> = .unknown("not asked")
  ) {
    remedy = "'wifi-ap apply --max-disruption MORE' does it now"
    if let released {
      limit = released
      return
    }
    limit = settings.maximumDisruption
    guard let window = settings.maintenance, limit < .machine else { return }
    guard let time = clock.value ?? nil else {
      remedy += "; the maintenance window stays shut until the clock is synchronised"
      return
    }
    guard case .known(let offset) = offset else {
      let why = if case .unknown(let why) = offset { why } else { "" }
      remedy += "; the maintenance window stays shut: \(why)"
      return
    }
    let opens = window.opens(after: time, offset: offset)
    if opens == .seconds(0) {
      limit = .machine
    } else {
      opensIn = opens
      remedy += "; the maintenance window opens at \(MaintenanceWindow.text(minutes: window.from)) (\(window.zone))"
    }
  }
}

extension Allowance {
  /// Steps that wait, whom they would hurt, and what lets them go: for people.
  func sentence(of waiting: [Step]) -> String {
    let steps = waiting.filter { $0.disruption > limit }.map { step in
      let clients = step.clients.map { ", \($0) \($0 == 1 ? "client" : "clients")" } ?? ""
      return "\(step.title) (\(step.disruption.rawValue)\(clients)): \(step.reason)"
    }
    return "more than \(limit.rawValue) is not allowed now, so this waits: \(steps.joined(separator: "; ")); "
      + remedy
  }
}
