import Testing
import WiFiModel
import WiFiSpec

@testable import WiFiSimulation

/// Each guard is missed when it is taken out: the same seeds that show nothing with it show a violation without it.
@Suite struct GuardTests {
  /// What a guard's lack breaks, and the courses that show it.
  struct Proof: Sendable, CustomTestStringConvertible {
    var weakness: Simulation.Weakness
    var property: Property
    /// So many seeds must be enough.
    var seeds: [UInt64]
    /// What the guard is about is made to happen in each of them.
    var change: @Sendable (inout Course) throws -> Void = { _ in }

    var testDescription: String { weakness.rawValue }

    /// What must not be in the course of a seed.
    func violations(_ seed: UInt64, without weaknesses: Set<Simulation.Weakness>) throws -> [Violation] {
      var course = try Course(seed: seed)
      try change(&course)
      var simulation = try course.begin(.builtIn)
      simulation.weaknesses = weaknesses
      simulation.run(until: min(course.mended, .seconds(3000))) { [property] in
        !weaknesses.isEmpty
          && ($0.violations.contains { $0.property == property } || !$0.machine.trespasses.isEmpty)
      }
      return simulation.violations
        + simulation.machine.trespasses.map { Violation(property: .owns, at: simulation.now, text: $0) }
    }
  }

  static let proofs = [
    Proof(weakness: .takesUnknownForAbsent, property: .unknownIsNotAbsent, seeds: Array(0..<100)),
    Proof(weakness: .claimsOthers, property: .owns, seeds: Array(0..<100)),
    // The firmware hangs for ever, and the agent dies every few minutes.
    Proof(weakness: .keepsNoBudget, property: .boundedHarm, seeds: hours) { course in
      course.card = try broken()
      course.events = [Course.Event(at: .seconds(70), fault: .deafen)]
      for minute in Int64(1)...5 {
        course.events.append(Course.Event(at: .seconds(300 * minute), fault: .killAgent))
      }
    },
    // The firmware hangs for ever, and the machine may be rebooted for it, in which it loses its power.
    Proof(weakness: .syncsNothing, property: .boundedHarm, seeds: hours) { course in
      course.card = try broken()
      course.recovery.reboot = true
      course.events = [Course.Event(at: .seconds(70), fault: .deafen)]
    },
  ]

  /// Those that draw a course of hours.
  private static let hours = Array(stride(from: UInt64(9), to: 100, by: 10))

  /// A card that nothing heals.
  private static func broken() throws -> SimulatedCard {
    SimulatedCard(driver: try ModuleName("mwifiex_pcie"), bus: "pci")
  }

  @Test(arguments: proofs)
  func aGuardIsMissed(_ proof: Proof) throws {
    var shown: UInt64?
    for seed in proof.seeds {
      #expect(try proof.violations(seed, without: []) == [], "with every guard, seed \(seed)")
      let violations = try proof.violations(seed, without: [proof.weakness])
      guard violations.contains(where: { $0.property == proof.property }) else { continue }
      shown = seed
      break
    }
    #expect(shown != nil, "nothing misses the guard")
  }

  @Test func everyGuardHasItsProof() {
    #expect(Set(Self.proofs.map(\.weakness)) == Set(Simulation.Weakness.allCases))
  }
}
