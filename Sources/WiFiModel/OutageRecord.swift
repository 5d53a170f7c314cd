/// An outage as it is kept on disk: over reboots, after which the clock of the boot begins anew, and with the civil time
/// where it was known.
package struct OutageRecord: Hashable, Sendable {
  /// Its times are of the boot in which it began, and go on over reboots.
  package private(set) var outage: Outage
  /// When it began; nil where nobody kept the clock right.
  package private(set) var beganAt: WallTime?
  /// The boot of what was told last.
  private var boot: Boot

  private struct Boot: Hashable, Sendable {
    var id: String
    /// What its clock lacks to the outage's.
    var lead: Uptime.Span
  }

  /// The first that is told of an outage.
  ///
  /// - Parameters:
  ///   - outage: what is told.
  ///   - now: the present on the boot's clock.
  ///   - time: the present in civil time, where it is known.
  package init(_ outage: Outage, at now: Uptime, time: WallTime?) {
    self.outage = outage
    beganAt = time.map { WallTime(seconds: $0.seconds - (now - outage.began).nanoseconds / 1_000_000_000) }
    boot = Boot(id: outage.bootID, lead: .seconds(0))
  }

  /// How long the radio was off the air; nil: it was not seen on the air again.
  package var offAir: Uptime.Span? { outage.ended.map { $0 - outage.began } }

  /// Whether what is told now is of this outage: its number alone may come again, after the counter was lost.
  package func continues(with later: Outage) -> Bool {
    // What is over does not begin again: that is another outage.
    later.number == outage.number && later.radio == outage.radio && (outage.ended == nil || later.ended != nil)
  }

  /// Takes in what is told later. How long the machine was off between two boots tells the civil time; where that is not
  /// known, no time counts as passed.
  package mutating func add(_ later: Outage, at now: Uptime, time: WallTime?) {
    var later = later
    if later.bootID != boot.id { begin(boot: later, at: now, time: time) }
    let shift = boot.lead
    later.began = outage.began
    later.bootID = outage.bootID
    later.device = later.device ?? outage.device
    later.ended = later.ended.map { ($0 + shift).clamped }
    later.entries = later.entries.map { HistoryEntry(at: ($0.at + shift).clamped, kind: $0.kind, message: $0.message) }
    outage.add(later)
  }

  private mutating func begin(boot later: Outage, at now: Uptime, time: WallTime?) {
    let last = max(outage.began, outage.entries.last?.at ?? outage.began)
    let first = later.entries.first?.at ?? now
    var lead = last - first
    if let time, let beganAt {
      // A machine that was off for longer had no clock that was right.
      let passed = min(max(time.seconds - beganAt.seconds, 0), 1 << 30)
      lead = max(lead, outage.began + .seconds(passed) - now)
    }
    lead = Uptime(nanoseconds: lead.nanoseconds).clamped - Uptime(nanoseconds: 0)
    boot = Boot(id: later.bootID, lead: lead)
    var seam = outage
    seam.entries = [
      HistoryEntry(
        at: max(last, Uptime(nanoseconds: 0) + lead), kind: .evidence, message: "the machine was started anew")
    ]
    outage.add(seam)
  }
}

extension OutageRecord {
  /// The document that is kept with each incident.
  package var json: JSON {
    guard case .object(let members) = outage.json else { return outage.json }
    return .object(
      members + [
        JSON.Member("beganTime", .text(beganAt)),
        JSON.Member("boot", ["id": .string(boot.id), "leadNanoseconds": .number(boot.lead.nanoseconds)]),
      ])
  }

  /// - Throws: `JSONError` when the document is no outage of this version.
  package init(json: JSON) throws(JSONError) {
    outage = try Outage(json: json)
    let document = try JSONCursor(json, expecting: .outage)
    beganAt = try document["beganTime"].optional?.noun(WallTime.init)
    let boot = try document["boot"]
    self.boot = Boot(
      id: try boot["id"].string(),
      lead: Uptime.Span(nanoseconds: try boot["leadNanoseconds"].uptime().nanoseconds))
  }
}
