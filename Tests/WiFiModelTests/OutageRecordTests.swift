import Testing
import WiFiModel

/// Outages over reboots, whose clocks begin anew.
@Suite struct OutageRecordTests {
  private func outage(_ boot: String, began: Int64, ended: Int64? = nil, entries: (Int64, String)...) throws -> Outage {
    Outage(
      number: 3, radio: try RadioID("main"), accessPoints: [], fault: Fault(.firmware, evidence: "dead"), bootID: boot,
      began: .seconds(began), ended: ended.map { .seconds($0) },
      entries: entries.map { HistoryEntry(at: .seconds($0.0), kind: .decision, message: $0.1) })
  }

  private func story(of record: OutageRecord) -> [String] {
    record.outage.entries.map { "\($0.at.nanoseconds / 1_000_000_000) \($0.message)" }
  }

  @Test func `an outage goes on over a reboot, by the civil time where it is known`() throws {
    var record = OutageRecord(
      try outage("a", began: 1000, entries: (1000, "seen")), at: .seconds(1010), time: WallTime(seconds: 5010))
    #expect(record.beganAt == WallTime(seconds: 5000))
    record.add(try outage("a", began: 1000, entries: (1020, "reboot")), at: .seconds(1020), time: nil)
    // Two minutes later, half a minute after a boot.
    record.add(
      try outage("b", began: 0, entries: (20, "back")), at: .seconds(30), time: WallTime(seconds: 5150))
    record.add(try outage("b", began: 0, ended: 40, entries: (40, "healed")), at: .seconds(40), time: nil)
    #expect(
      story(of: record) == [
        "1000 seen", "1020 reboot", "1120 the machine was started anew", "1140 back", "1160 healed",
      ])
    #expect(record.offAir == .seconds(160))
    #expect(record.outage.bootID == "a")
    #expect(try OutageRecord(json: record.json) == record)
  }

  @Test func `without it no time counts as passed, and the order is kept`() throws {
    var record = OutageRecord(try outage("a", began: 1000, entries: (1020, "reboot")), at: .seconds(1020), time: nil)
    record.add(try outage("b", began: 0, ended: 40, entries: (15, "back"), (40, "healed")), at: .seconds(40), time: nil)
    #expect(
      story(of: record) == ["1020 reboot", "1020 the machine was started anew", "1020 back", "1045 healed"])
    #expect(record.offAir == .seconds(45))
    #expect(try OutageRecord(json: record.json) == record)
  }

  @Test func `what is over counts into the totals, to the nanosecond`() throws {
    func record(_ ended: Int64?) throws -> History.Entry {
      History.Entry(OutageRecord(try outage("a", began: 10, ended: ended), at: .seconds(10), time: nil), folder: "")
    }
    #expect(History().offAir == .seconds(0))
    #expect(try History([record(15), record(nil), record(12)]).offAir == .seconds(7))
  }

  @Test func `what is over does not begin again`() throws {
    let record = OutageRecord(try outage("a", began: 1, ended: 2), at: .seconds(2), time: nil)
    #expect(!record.continues(with: try outage("a", began: 9)))
    #expect(record.continues(with: try outage("a", began: 1, ended: 2)))
  }

  @Test(arguments: [Int64(-1) << 61, 0, 1 << 61], ["1970-01-01", "2026-11-23", "9999-12-31"])
  func `no time on disk is too far to go on from`(_ nanoseconds: Int64, _ day: String) throws {
    var far = try outage("a", began: 1, ended: 2, entries: (1, "seen"))
    far.began = Uptime(nanoseconds: -nanoseconds)
    far.ended = Uptime(nanoseconds: nanoseconds)
    far.entries[0].at = far.began
    let time = try WallTime("\(day)T00:00:00Z")
    var record = OutageRecord(far, at: far.began, time: time)
    for boot in ["b", "c", "d"] {
      far.bootID = boot
      record.add(far, at: .seconds(30), time: WallTime(seconds: 1_793_000_000))
    }
    #expect(try OutageRecord(json: record.json) == record)
    let entry = History.Entry(record, folder: "000003-a")
    #expect(History([entry, entry, entry]).json["totals"] != nil)
  }
}
