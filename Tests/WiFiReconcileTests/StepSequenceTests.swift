import SystemPackage
import Testing
import WiFiSimulation

/// The simulator is held to the real thing: the same record is compared with what the agent did in the lab, where a case
/// says `steps_are NAME`.
@Suite struct StepSequenceTests {
  @Test("The simulated agent does as recorded", arguments: StepSequence.names)
  func sequence(_ name: String) throws {
    let sequence = try StepSequence(name)
    let (_, simulation) = try sequence.scenario.play()
    #expect(simulation.violations == [])
    #expect(simulation.isConverged)
    let lines = StepSequence.lines(of: simulation.timeline)
    if Text.isRecording {
      try sequence.record(lines)
    } else {
      #expect(lines == sequence.recorded)
    }
  }

  @Test func eachIsComparedInTheLab() throws {
    let cases = ScenarioFolder.root.removingLastComponent().removingLastComponent().appending("Tests/Lab/cases")
    var compared: [String] = []
    for group in ScenarioFolder.entries(of: cases) {
      for file in ScenarioFolder.entries(of: cases.appending(group)) where file.hasSuffix(".sh") {
        let words = try Text.read(cases.appending("\(group)/\(file)")).split { $0 == " " || $0 == "\n" }
        compared += zip(words, words.dropFirst()).filter { $0.0 == "steps_are" }.map { String($0.1) }
      }
    }
    #expect(compared.sorted() == StepSequence.names)
    #expect(compared.count >= 10)
  }
}
