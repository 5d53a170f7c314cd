package import WiFiModel

/// A change of a radio's part of the spec, from its first step until it is on the air as declared, or was found not to
/// come up.
package struct Trial: Hashable, Sendable {
  package internal(set) var stand = Stand.trying
  /// Since when it has had its time: nil while nothing was done for it yet that clients may notice.
  var since: Uptime?
  var hostapdFaults: UInt8 = 0
  var firmwareFaults: UInt8 = 0
  /// The last fault's; one clause.
  var evidence = ""

  init(_ stand: Stand = .trying) { self.stand = stand }

  package enum Stand: Hashable, Sendable {
    case trying
    /// It failed, and what was on the air before is served in its place.
    case back(String)
    /// It failed, and is worked on nevertheless; why it is not taken back.
    case kept(Condition.Reason, String)
  }

  /// How long a change may take from its last step on.
  static let period = Uptime.Span.seconds(60)
}
