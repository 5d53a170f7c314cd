import Glibc
import LinuxPlatform
import SystemPackage
import Testing
import WiFiModel

@testable import WiFiObserve

/// The machine's tz database, as Debian's package tzdata installs it.
@Suite(.serialized) struct TimeZoneTests {
  private let root: FilePath = "/"

  private func offset(_ zone: String?, _ time: String) throws -> Int32? {
    TimeZone.offset(of: zone, at: try WallTime(time), root: root).value
  }

  @Test(.enabled(if: access("/usr/share/zoneinfo/Europe/Paris", R_OK) == 0))
  func `a zone is ahead of UTC by what its rules say at that time`() throws {
    let before = getenv("TZ").map { String(cString: $0) }
    #expect(try offset("Europe/Paris", "2026-12-01T00:00:00Z") == 3600)
    #expect(try offset("Europe/Paris", "2026-07-01T00:00:00Z") == 7200)
    #expect(try offset("Europe/Paris", "2026-03-29T00:59:59Z") == 3600)
    #expect(try offset("Europe/Paris", "2026-03-29T01:00:00Z") == 7200)
    #expect(try offset("America/St_Johns", "2026-12-01T00:00:00Z") == -12_600)
    #expect(try offset("Asia/Kathmandu", "2060-07-01T00:00:00Z") == 20_700)
    #expect(getenv("TZ").map { String(cString: $0) } == before)
  }

  @Test func `UTC needs no database`() throws {
    #expect(TimeZone.offset(of: "UTC", at: nil, root: "/nowhere") == .known(0))
  }

  @Test(arguments: ["Europe/Pariss", "Europe", "Europe/../../../../etc/passwd"])
  func `a zone that the machine does not have is unknown, and never UTC`(_ zone: String) throws {
    guard case .unknown(let why) = TimeZone.offset(of: zone, at: try WallTime("2026-12-01T00:00:00Z"), root: root)
    else {
      Issue.record("it is known")
      return
    }
    #expect(why.contains(zone))
  }

  @Test func `without the time, or without a question, nothing is known`() throws {
    #expect(try offset(nil, "2026-12-01T00:00:00Z") == nil)
    #expect(TimeZone.offset(of: "Europe/Paris", at: nil, root: root).value == nil)
  }
}
