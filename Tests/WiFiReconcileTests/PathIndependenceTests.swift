import Testing
import WiFiModel
import WiFiSpec

@testable import WiFiSimulation

/// However a machine came to a spec, it is the machine that a fresh start makes of it. `wifi-ap-prove exhaustive` goes
/// through all; here are some of each.
@Suite struct PathIndependenceTests {
  static let drivers = ["ath10k_pci", "mwifiex_usb"]

  @Test(arguments: drivers) func `every way to a spec from another one ends in the same machine`(driver: String) throws
  {
    let exhaustion = try Exhaustion(ModuleName(driver), .builtIn)
    #expect(exhaustion.specs.count >= 40)
    #expect(Set(exhaustion.specs.map(\.desired)).count == exhaustion.specs.count)
    for goal in exhaustion.specs.enumerated() where goal.offset % 4 == 0 {
      let count = exhaustion.ways(to: goal.element)
      #expect(count.wrong == [])
      #expect(count.cases == exhaustion.specs.count)
    }
  }

  @Test func `what goes off the air in a change is missed`() throws {
    let exhaustion = try Exhaustion(ModuleName("ath10k_pci"), .builtIn)
    let two = try #require(exhaustion.specs.first { $0.name == "two" })
    let other = try #require(exhaustion.specs.first { $0.name == "another SSID of the second" })
    var simulation = exhaustion.begin(two, other)
    simulation.run(until: .seconds(60)) { $0.isConverged }
    simulation.inject(.editSpec, at: simulation.now + .seconds(1))
    var same = simulation
    var count = Exhaustion.Count()
    exhaustion.leaveAlone([two.desired.accessPoints[0]], &same, "the first", &count)
    #expect(count.wrong == [])
    exhaustion.leaveAlone([two.desired.accessPoints[1]], &simulation, "the second", &count)
    #expect(count.wrong == ["ath10k_pci, the second: uap1, which is not changed, goes off the air"])
  }

  @Test(arguments: drivers) func `whenever the agent dies, it is the same machine in the end`(driver: String) throws {
    let exhaustion = try Exhaustion(ModuleName(driver), .builtIn)
    let count = exhaustion.crashPoints(of: try #require(exhaustion.specs.first { $0.name == "two" }))
    #expect(count.wrong == [])
    #expect(count.cases > 100)
  }
}
