/// One incident as it is told afterwards: what was seen, decided and done, and how long the radio was off the air.
package struct Outage: Hashable, Sendable {
  /// Counts the incidents of this machine, over restarts and reboots, from 1.
  package var number: UInt64
  package var radio: RadioID
  /// The card's bus path.
  package var device: String?
  /// The access points that were declared on the radio, in the order of their names.
  package var accessPoints: [InterfaceName]
  package var fault: Fault
  /// The boot that the times belong to.
  package var bootID: String
  /// The first evidence.
  package var began: Uptime
  /// When the radio was seen on the air again; nil: not yet.
  package var ended: Uptime?
  /// The rungs tried, in order.
  package var rungs: [Rung]
  /// What was seen, decided and done, oldest first, at most `most` of them.
  package var entries: [HistoryEntry]

  /// More entries than a recovery in its whole backoff ladder makes in a day; the middle goes first.
  package static let most = 400

  package init(
    number: UInt64, radio: RadioID, device: String? = nil, accessPoints: [InterfaceName], fault: Fault, bootID: String,
    began: Uptime, ended: Uptime? = nil, rungs: [Rung] = [], entries: [HistoryEntry] = []
  ) {
    self.number = number
    self.radio = radio
    self.device = device
    self.accessPoints = accessPoints
    self.fault = fault
    self.bootID = bootID
    self.began = began
    self.ended = ended
    self.rungs = rungs
    self.entries = entries
  }

  /// Whether a remedy took the driver off the card.
  package var isDriverLevel: Bool { rungs.contains(where: \.isDriverLevel) }

  /// Takes in what is told later of the same outage.
  package mutating func add(_ later: Outage) {
    let entries = entries + later.entries
    let began = min(began, later.began)
    self = later
    self.began = began
    self.entries = entries
    if entries.count > Self.most {
      self.entries = Array(entries.prefix(Self.most / 2) + entries.suffix(Self.most / 2))
    }
  }
}
