import SystemPackage
import WiFiModel
import WiFiSimulation
import WiFiSpec

/// A course in Specs/courses: what happens, an empty line, and what the agent was told and wanted done from shortly before
/// the first fault on.
///
/// What happens is a course as `Course.text` writes it; or `story NAME`, one of Specs/recovery; or `way DRIVER`, `from NAME`
/// and `to NAME`, one spec of `NamedSpec` after another.
struct RecordedCourse {
  let name: String
  private let head: String
  /// As it was written down.
  let recorded: String

  static let root = ScenarioFolder.root.removingLastComponent().appending("courses")
  static let names = ScenarioFolder.entries(of: root).filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }

  init(_ name: String) throws {
    self.name = name
    let text = try Text.read(Self.root.appending("\(name).txt"))
    let end = text.firstRange(of: "\n\n")
    head = String(text[..<(end?.lowerBound ?? text.endIndex)]) + "\n"
    recorded = String(text[(end?.upperBound ?? text.endIndex)...])
  }

  init(_ name: String, head: String) {
    self.name = name
    self.head = head
    recorded = ""
  }

  func record(_ transcript: String) throws {
    try Text.write(head + "\n" + transcript, to: Self.root.appending("\(name).txt"))
  }

  /// - Returns: what the agent was told and wanted done.
  func play() throws -> String {
    var (simulation, begin, end) = try begin()
    simulation.keepsExchanges = true
    simulation.run(until: end)
    var transcript = Transcript(from: begin)
    for exchange in simulation.exchanges { transcript.add(exchange) }
    return transcript.end()
  }

  private func begin() throws -> (Simulation, from: Uptime, to: Uptime) {
    let lines = head.split(separator: "\n").filter { !$0.hasPrefix("#") }
    func value(_ key: String) -> String? {
      lines.first { $0.hasPrefix(key + " ") }.map { String($0.dropFirst(key.count + 1)) }
    }
    if let story = value("story") {
      let scenario = try Scenario(ScenarioFolder.text(story, "scenario.txt"))
      let first = scenario.faults.map(\.at).min().map { Uptime.seconds(10) + $0 } ?? .seconds(10)
      return (try scenario.begin(), first, .seconds(10 + scenario.end))
    }
    if let driver = value("way"), let from = value("from"), let to = value("to") {
      let module = try ModuleName(driver)
      let specs = try NamedSpec.all(module)
      guard let story = specs.first(where: { $0.name == from }), let edited = specs.first(where: { $0.name == to })
      else { throw Scenario.Failure(description: "no such spec in \(name)") }
      var simulation = Simulation(
        card: SimulatedCard(driver: module, bus: driver.hasSuffix("usb") ? "usb" : "pci"), story: story.desired,
        edited: edited.desired, seed: 7)
      simulation.inject(.editSpec, at: .seconds(25))
      return (simulation, .seconds(25), .seconds(40))
    }
    let course = try Course(head)
    let first = course.events.first?.at ?? .seconds(10)
    let last = course.events.last?.at ?? .seconds(10)
    let simulation = try course.begin(.builtIn)
    return (
      simulation, course.crash == nil ? first : .seconds(10),
      min(last + .seconds(45), course.mended + Uptime.Span.seconds(-1))
    )
  }
}
