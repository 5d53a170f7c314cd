import Testing
import WiFiSimulation

/// Each story in Specs/recovery is told again by the real controller; `WIFI_AP_RECORD=1` writes what it now tells.
@Suite struct ScenarioTests {
  @Test("A story goes as recorded", arguments: ScenarioFolder.names)
  func storyGoesAsRecorded(_ name: String) throws {
    let scenario = try Scenario(ScenarioFolder.text(name, "scenario.txt"))
    let (timeline, simulation) = try scenario.play()
    #expect(simulation.violations == [])
    #expect(simulation.machine.trespasses == [])
    #expect(simulation.isConverged == (scenario.outcome != .notConverged))
    #expect(simulation.isRolledBack == (scenario.outcome == .rolledBack))
    if Text.isRecording {
      try ScenarioFolder.write(timeline, name, "timeline.txt")
    } else {
      #expect(try ScenarioFolder.text(name, "timeline.txt") == timeline)
    }
  }

  @Test func thereAreStories() { #expect(ScenarioFolder.names.count >= 20) }
}
