import Testing
import WiFiModel
import WiFiSimulation
import WiFiSpec

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

  @Test(arguments: drivers) func `whenever the agent dies, it is the same machine in the end`(driver: String) throws {
    let exhaustion = try Exhaustion(ModuleName(driver), .builtIn)
    let count = exhaustion.crashPoints(of: try #require(exhaustion.specs.first { $0.name == "two" }))
    #expect(count.wrong == [])
    #expect(count.cases > 100)
  }
}
