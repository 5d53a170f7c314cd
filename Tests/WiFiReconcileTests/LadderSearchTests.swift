import Testing
import WiFiModel
import WiFiSimulation
import WiFiSpec

/// Every state of the recovery ladder against every evidence; `wifi-ap-prove ladder` goes further.
@Suite struct LadderSearchTests {
  @Test func nothingIsWrongAfterOnePieceOfEvidence() throws {
    let root = try LadderRoot("PCI", "mwifiex_pcie", "pci", isResettable: true)
    let result = try LadderSearch(root, .builtIn, healing: 10).run(depth: 1)
    #expect(result.wrong == [])
    #expect(result.states.count == 2 && result.states[1] > 150, "\(result.states)")
    #expect(result.edges[1] > result.states[1])
    let came = Set(result.evidence.keys)
    // What undoes something has nothing to undo where all is well.
    let undoing: [SimulatedFault] = [.plug, .releaseUnload, .continueHostapd, .mendHostapd, .showAll, .mendDisk]
    let never = LadderEvidence.all(for: root.card.driver).filter { !came.contains($0.name) }
    #expect(Set(never).isSubset(of: undoing.map { .fault($0) }), "\(never.map(\.name))")
    #expect(result.rungs.count == Rung.allCases.count - 1, "\(result.rungs)")
    #expect(result.checked.keys.sorted() == ["budget", "heals", "never-silent", "order", "possible", "properties"])
  }

  @Test func everyRungOfEveryCardIsReached() throws {
    var reached: Set<Rung> = []
    for root in try LadderRoot.all() {
      let deaths: [LadderEvidence] = [
        root.card.driver.text == "ath10k_pci" ? .line("firmware crashed! (guid 5a0cd4b6)") : .fault(.deafen),
        .fault(.hangHostapd), .asked(.recreateInterface),
      ]
      let result = try LadderSearch(root, .builtIn, evidence: deaths, healing: 20).run(depth: 1)
      #expect(result.wrong == [], "\(root.name)")
      reached.formUnion(result.rungs.keys)
    }
    #expect(reached == Set(Rung.allCases), "\(reached)")
  }

  @Test func aBudgetThatIsNotKeptIsFound() throws {
    let root = try LadderRoot("PCI", "mwifiex_pcie", "pci", policy: RecoveryPolicy(actionsPerHour: 1))
    let evidence: [LadderEvidence] = [.fault(.deafen), .fault(.killAgent)]
    #expect(try LadderSearch(root, .builtIn, evidence: evidence, healing: 50).run(depth: 2).wrong == [])
    let without = try LadderSearch(
      root, .builtIn, evidence: evidence, healing: 50, weaknesses: [.keepsNoBudget]
    ).run(depth: 2)
    let found = try #require(without.wrong.first { $0.contains("actions in an hour") }, "\(without.wrong)")
    #expect(found.contains("as a course:"))
    let text = try #require(found.split(separator: "as a course:\n").last)
    #expect(try Course(String(text)).events.map(\.fault).prefix(2) == [.deafen, .killAgent])
  }
}
