/// What is declared for the whole agent (`settings:`).
package struct Settings: Hashable, Sendable {
  /// What the agent may do to clients for the sake of a change of the spec. Recovery is not bound by it.
  package var maximumDisruption: Disruption
  /// When more than `maximumDisruption` may be done; nil: never.
  package var maintenance: MaintenanceWindow?
  package var rollback: Rollback

  package init(
    maximumDisruption: Disruption = .machine, maintenance: MaintenanceWindow? = nil, rollback: Rollback = .safe
  ) {
    self.maximumDisruption = maximumDisruption
    self.maintenance = maintenance
    self.rollback = rollback
  }

  /// Whether a change that does not come up is taken back.
  package enum Rollback: String, Hashable, Sendable, CaseIterable {
    /// To what was on the air before, unless its security is weaker or a credential of it was removed.
    case safe
    /// Whatever the security of what was on the air before.
    case always
    case never
  }
}

/// A span of each day.
package struct MaintenanceWindow: Hashable, Sendable {
  /// Minutes since midnight, 0 to 1439.
  package var from: UInt16
  /// Minutes since midnight, 0 to 1439; where it is before `from` the window ends on the next day.
  package var to: UInt16
  /// The time zone's name (tz database), such as `Europe/Paris`; `UTC`.
  package var zone: String

  package init(from: UInt16, to: UInt16, zone: String) {
    self.from = from
    self.to = to
    self.zone = zone
  }

  /// The minutes since midnight that `HH:MM` says; nil for another text.
  package static func minutes(_ text: String) -> UInt16? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2,
      parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let hour = UInt16(parts[0]), let minute = UInt16(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  /// A time of day as `HH:MM`.
  package static func text(minutes: UInt16) -> String {
    func two(_ number: UInt16) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minutes / 60)):\(two(minutes % 60))"
  }

  private static let day: Int64 = 86_400

  /// How long until the window opens.
  ///
  /// - Parameters:
  ///   - time: the civil time.
  ///   - offset: seconds by which the zone is ahead of UTC then.
  /// - Returns: zero while it is open.
  package func opens(after time: WallTime, offset: Int32) -> Uptime.Span {
    let local = time.seconds + Int64(offset)
    let second = (local % Self.day + Self.day) % Self.day
    let from = Int64(from) * 60
    let to = Int64(to) * 60
    let isOpen = from <= to ? (from..<to).contains(second) : second >= from || second < to
    return isOpen ? .seconds(0) : .seconds((from - second + Self.day) % Self.day)
  }
}
