import Testing
import WiFiModel

@Suite struct WallTimeTests {
  @Test(
    "A moment of RFC 3339 is read and written in UTC",
    arguments: [
      ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
      ("2000-02-29T23:59:59Z", 951_868_799, "2000-02-29T23:59:59Z"),
      ("2026-12-01T01:00:00+01:00", 1_796_083_200, "2026-12-01T00:00:00Z"),
      ("2026-11-30T19:00:00.25-05:00", 1_796_083_200, "2026-12-01T00:00:00Z"),
      ("2100-03-01t00:00:00z", 4_107_542_400, "2100-03-01T00:00:00Z"),
      ("9999-12-31T23:59:59Z", 253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
  func moments(text: String, seconds: Int64, written: String) throws {
    let moment = try WallTime(text)
    #expect(moment.seconds == seconds)
    #expect(moment.description == written)
  }

  @Test("Every day of four centuries is written and read back") func days() throws {
    for day in Int64(0)..<146_097 {
      let moment = WallTime(seconds: day * 86_400 + day % 86_400)
      #expect(try WallTime(moment.description) == moment)
    }
  }

  @Test(
    "What is no moment is refused",
    arguments: [
      "", "2026-12-01", "2026-12-01 00:00:00Z", "2026-12-01T00:00:00", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
      "2026-12-01T24:00:00Z", "2026-12-01T00:00:00+1:00", "2026-12-01T00:00:00.Z", "2026-12-01T00:00:00Zx", "tomorrow",
    ])
  func refused(text: String) {
    #expect(throws: InvalidValue.self) { try WallTime(text) }
  }
}
