import Glibc
import SystemPackage
import WiFiModel
import WiFiSimulation

/// A story in Specs/recovery: a card, faults at times, an end.
///
/// One statement a line: `card DRIVER BUS [port-switch] [resettable] [CURE]... [dump=SECONDS] [needs=CURES]
/// [region=COUNTRY]` (`SimulatedCard.Cure`),
/// `radar-channel` (5 GHz, channel 52),
/// `access-points N [adopting] [rekeyed]` (several on the radio in the place of the story's one; an edit changes their
/// passphrases),
/// `edit beacon-interval|radar-channel|channel|wpa3|passphrase` (in the place of another SSID), `rollback safe|always|never`,
/// `max-disruption D [FROM TO ZONE]`, `clock TIME` (at the beginning, RFC 3339),
/// `recovery [no-reload-driver] [no-bus-reset] [reboot] [power-hook]`, `withhold NAME`, `at SECONDS FAULT` (seconds may have decimals),
/// `until SECONDS`, `expect converged|not-converged|rolled-back`; a line with `#` is for people.
struct Scenario {
  var card: SimulatedCard
  var recovery = RecoveryPolicy()
  var accessPoints = 0
  var hearsRadar = false
  var adopting = false
  var isRekeyed = false
  var withheld: Set<String> = []
  var faults: [(at: Uptime.Span, fault: SimulatedFault)] = []
  var end: Int64 = 60
  var outcome = Outcome.converged
  var edit: Story.Edit?
  var settings = Settings()
  var clock: WallTime?

  enum Outcome: String {
    case converged
    case notConverged = "not-converged"
    case rolledBack = "rolled-back"
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  init(_ text: String) throws {
    card = SimulatedCard(driver: try ModuleName("mwifiex_usb"))
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      switch (words.first, words.dropFirst().first) {
      case ("card", _):
        card = try SimulatedCard(statement: words.dropFirst())
      case ("recovery", _):
        if words.contains("no-reload-driver") { recovery.reloadDriver = false }
        if words.contains("no-bus-reset") { recovery.busReset = false }
        if words.contains("reboot") { recovery.reboot = true }
        if words.contains("power-hook") { recovery.powerHook = ["/usr/libexec/card-power"] }
      case ("radar-channel", nil): hearsRadar = true
      case ("access-points", let count?):
        accessPoints = Int(count) ?? 0
        adopting = words.contains("adopting")
        isRekeyed = words.contains("rekeyed")
      case ("withhold", let name?): withheld.insert(name)
      case ("at", let seconds?):
        guard let at = Double(seconds), words.count == 3, let fault = SimulatedFault(rawValue: words[2]) else {
          throw Failure(description: "not a fault at a time: \(line)")
        }
        faults.append((.milliseconds(Int64(at * 1000)), fault))
      case ("until", let seconds?):
        guard let seconds = Int64(seconds) else { throw Failure(description: "not a time: \(line)") }
        end = seconds
      case ("expect", let what?):
        guard let known = Outcome(rawValue: what) else { throw Failure(description: "not an outcome: \(line)") }
        outcome = known
      case ("edit", let what?):
        guard let known = Story.Edit(rawValue: what) else { throw Failure(description: "not an edit: \(line)") }
        edit = known
      case ("max-disruption", let what?):
        guard let limit = Disruption(rawValue: what) else { throw Failure(description: "not a word: \(line)") }
        settings.maximumDisruption = limit
        if words.count == 5, let from = MaintenanceWindow.minutes(words[2]),
          let to = MaintenanceWindow.minutes(words[3])
        {
          settings.maintenance = MaintenanceWindow(from: from, to: to, zone: words[4])
        }
      case ("clock", let time?): clock = try WallTime(time)
      case ("rollback", let what?):
        guard let known = Settings.Rollback(rawValue: what) else { throw Failure(description: "not a word: \(line)") }
        settings.rollback = known
      default: throw Failure(description: "not a statement: \(line)")
      }
    }
  }

  /// What happened, with the count of the agent's doings under it.
  func play() throws -> (timeline: String, simulation: Simulation) {
    var simulation = try begin()
    simulation.run(until: .seconds(10 + end))
    let timeline = simulation.timeline
    let counts = simulation.counts
    simulation.endLook()
    let sum = "steps \(counts.steps), driver-level actions \(counts.driverActions), crashes \(counts.crashes)"
    return (timeline.joined(separator: "\n") + "\n\(sum)\n", simulation)
  }

  /// The machine before anything happened, with all that is to happen.
  func begin() throws -> Simulation {
    var simulation = try Story.simulation(
      card: card, recovery: recovery, accessPoints: accessPoints, adopting: adopting,
      isRekeyed: isRekeyed, channel: hearsRadar ? Channel(52, in: .ghz5) : nil, edit: edit,
      settings: settings)
    simulation.isRecording = true
    if let clock { simulation.synchronise(clock) }
    simulation.withheld = withheld
    for (at, fault) in faults { simulation.inject(fault, at: .seconds(10) + at) }
    return simulation
  }
}

/// The folders of Specs/recovery.
enum ScenarioFolder {
  static let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
    .appending("Specs/recovery")

  static let names = entries(of: root)

  /// The names of what is in a folder, in order.
  static func entries(of folder: FilePath) -> [String] {
    guard let folder = opendir(folder.string) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  static func text(_ name: String, _ file: String) throws -> String { try Text.read(root.appending("\(name)/\(file)")) }

  static func write(_ text: String, _ name: String, _ file: String) throws {
    try Text.write(text, to: root.appending("\(name)/\(file)"))
  }
}
