import Testing
import WiFiModel
import WiFiSimulation
import WiFiSpec

/// Every state of the recovery ladder against every evidence; `wifi-ap-prove ladder` goes further.
@Suite struct LadderSearchTests {
  @Test func everyEvidenceComesUp() throws {
    let root = try LadderRoot("USB", "mwifiex_usb", "usb")
    let evidence = LadderEvidence.all(for: root.card.driver)
    #expect(Set(evidence).count == evidence.count)
    let result = try LadderSearch(root, .builtIn, healing: 10).run(depth: 1)
    #expect(result.wrong == [])
    #expect(result.states.count == 2 && result.states[1] > 25, "\(result.states)")
    // What undoes something has nothing to undo where all is well.
    let undoing: [SimulatedFault] = [
      .addForeignInterface, .plug, .releaseUnload, .continueHostapd, .mendHostapd, .showAll, .mendDisk,
    ]
    let never = evidence.filter { result.evidence[$0.name] == nil }
    #expect(Set(never) == Set(undoing.map { .fault($0) }))
  }

  @Test func everyRungIsReachedAndEverythingIsChecked() throws {
    let root = try LadderRoot(
      "PCI", "mwifiex_pcie", "pci", isResettable: true,
      policy: RecoveryPolicy(powerHook: ["/usr/libexec/power"], reboot: true))
    let evidence: [LadderEvidence] = [
      .fault(.deafen), .fault(.hangHostapd), .fault(.killAgent), .asked(.recreateInterface),
      .asked(.reloadDriver),
    ]
    let result = try LadderSearch(root, .builtIn, evidence: evidence, healing: 50).run(depth: 2)
    #expect(result.wrong == [])
    #expect(result.states.reduce(0, +) > 200, "\(result.states)")
    #expect(Set(result.evidence.keys) == Set(evidence.map(\.name) + [LadderEvidence.time.name]))
    #expect(Set(result.rungs.keys) == Set(Rung.allCases))
    #expect(result.checked.keys.sorted() == ["budget", "heals", "never-silent", "order", "possible", "properties"])
  }

  @Test func aBudgetThatIsNotKeptIsFound() throws {
    let root = try LadderRoot("PCI", "mwifiex_pcie", "pci", policy: RecoveryPolicy(actionsPerHour: 1))
    let evidence: [LadderEvidence] = [.fault(.deafen), .fault(.killAgent)]
    #expect(try LadderSearch(root, .builtIn, evidence: evidence, healing: 50).run(depth: 3).wrong == [])
    let without = try LadderSearch(
      root, .builtIn, evidence: evidence, healing: 50, weaknesses: [.keepsNoBudget]
    ).run(depth: 3)
    let found = try #require(without.wrong.first { $0.contains("actions in an hour") }, "\(without.wrong)")
    // It can be played again.
    let lines = found.split(separator: "\n").drop { $0 != "  as a course:" }.dropFirst()
    let course = try Course(lines.joined(separator: "\n"))
    #expect(course.events.map(\.fault).prefix(2) == [.deafen, .killAgent])
    #expect(course.card == root.card && course.recovery == root.policy)
  }

  @Test func whatIsToldOfACourseIsReadAgain() throws {
    var course = try Course(seed: 9)
    course.card = SimulatedCard(driver: try ModuleName("mwifiex_sdio"), bus: "sdio", isBesideDisk: true)
    course.recovery = RecoveryPolicy(actionsPerHour: 2, powerHook: ["/usr/libexec/power"], reboot: true)
    #expect(try Course(course.text) == course)
  }
}
