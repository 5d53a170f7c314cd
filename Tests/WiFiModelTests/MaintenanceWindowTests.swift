import Testing
import WiFiModel

/// A window of each day, by the clock on the wall of its zone.
@Suite struct MaintenanceWindowTests {
  private func window(_ from: String, _ to: String) throws -> MaintenanceWindow {
    MaintenanceWindow(
      from: try #require(MaintenanceWindow.minutes(from)), to: try #require(MaintenanceWindow.minutes(to)),
      zone: "Europe/Paris")
  }

  @Test(
    arguments: [
      ("02:00", "04:00", "01:59:59", 1), ("02:00", "04:00", "02:00:00", 0), ("02:00", "04:00", "03:59:59", 0),
      ("02:00", "04:00", "04:00:00", 22 * 3600), ("22:30", "04:00", "22:29:00", 60), ("22:30", "04:00", "22:30:00", 0),
      ("22:30", "04:00", "00:00:00", 0), ("22:30", "04:00", "03:59:59", 0),
      ("22:30", "04:00", "04:00:00", 18 * 3600 + 1800), ("00:00", "00:01", "00:01:00", 86_340),
    ] as [(String, String, String, Int64)])
  func `a window is open from its beginning to just before its end`(
    _ from: String, _ to: String, _ time: String, _ seconds: Int64
  ) throws {
    let moment = try WallTime("2026-12-01T\(time)Z")
    #expect(try window(from, to).opens(after: moment, offset: 0) == .seconds(seconds))
  }

  @Test func `the zone's offset moves it`() throws {
    let window = try window("02:00", "04:00")
    // In Paris it is an hour later in winter, two in summer.
    #expect(window.opens(after: try WallTime("2026-12-01T01:30:00Z"), offset: 3600) == .seconds(0))
    #expect(window.opens(after: try WallTime("2026-12-01T03:30:00Z"), offset: 3600) == .seconds(21 * 3600 + 1800))
    #expect(window.opens(after: try WallTime("2026-07-01T00:00:00Z"), offset: 7200) == .seconds(0))
    #expect(window.opens(after: try WallTime("2026-07-01T09:00:00Z"), offset: -25_200) == .seconds(0))
    #expect(window.opens(after: WallTime(seconds: 0), offset: -3600) == .seconds(3 * 3600))
  }

  @Test(arguments: ["", "2:00", "24:00", "02:60", "02-00", "02:00:00", "+2:00", "0200", " 2:00", "02:0x"])
  func `what is no time of day is none`(_ text: String) { #expect(MaintenanceWindow.minutes(text) == nil) }

  @Test(arguments: ["00:00", "02:05", "23:59"]) func `a time of day is written as it is read`(_ text: String) throws {
    #expect(MaintenanceWindow.text(minutes: try #require(MaintenanceWindow.minutes(text))) == text)
  }
}
