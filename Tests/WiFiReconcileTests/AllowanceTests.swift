import Testing
import WiFiModel
import WiFiReconcile

/// What may be done now: by the settings, in the window, and by hand.
@Suite struct AllowanceTests {
  private let settings = Settings(
    maximumDisruption: .someClients, maintenance: MaintenanceWindow(from: 120, to: 240, zone: "Europe/Paris"))

  private func allowance(_ time: String?, offset: Knowledge<Int32> = .known(3600), released: Disruption? = nil) throws
    -> Allowance
  {
    Allowance(settings, released: released, clock: .known(try time.map { try WallTime($0) }), offset: offset)
  }

  @Test func `without settings everything may be done`() {
    #expect(Allowance(Settings()).limit == .machine)
    #expect(Allowance(Settings()).opensIn == nil)
  }

  @Test func `outside the window the limit holds, and the opening is known`() throws {
    let before = try allowance("2026-12-01T00:59:00Z")
    #expect(before.limit == .someClients)
    #expect(before.opensIn == .seconds(60))
    #expect(before.remedy.contains("the maintenance window opens at 02:00 (Europe/Paris)"))
    #expect(try allowance("2026-12-01T03:00:00Z").opensIn == .seconds(22 * 3600))
  }

  @Test func `in the window everything may be done`() throws {
    #expect(try allowance("2026-12-01T01:00:00Z").limit == .machine)
    #expect(try allowance("2026-12-01T02:59:59Z").limit == .machine)
  }

  @Test func `a clock that is not synchronised keeps the window shut`() throws {
    let unset = try allowance(nil)
    #expect(unset.limit == .someClients)
    #expect(unset.opensIn == nil)
    #expect(unset.remedy.contains("until the clock is synchronised"))
    #expect(Allowance(settings, clock: .unknown("why"), offset: .known(3600)).limit == .someClients)
  }

  @Test func `an unknown zone keeps the window shut`() throws {
    let unknown = try allowance("2026-12-01T01:30:00Z", offset: .unknown("no such zone"))
    #expect(unknown.limit == .someClients)
    #expect(unknown.opensIn == nil)
    #expect(unknown.remedy.hasSuffix("the maintenance window stays shut: no such zone"))
  }

  @Test func `what is released by hand holds in the place of the settings, be it more or less`() throws {
    #expect(try allowance("2026-12-01T12:00:00Z", released: .radio).limit == .radio)
    // Also in the window: who asks for less gets less.
    #expect(try allowance("2026-12-01T01:30:00Z", released: Disruption.none).limit == .none)
    #expect(Allowance(Settings(), released: .accessPoint).limit == .accessPoint)
  }
}
