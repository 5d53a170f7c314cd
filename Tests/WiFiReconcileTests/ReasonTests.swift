import SystemPackage
import Testing
import WiFiModel

@testable import WiFiReconcile
@testable import WiFiSimulation

/// Each reason is produced by a case, and docs/conditions.md says where. `WIFI_AP_RECORD=1` writes the page anew.
@Suite struct ReasonTests {
  /// Where a reason appears.
  enum Place: Hashable {
    case condition(Condition.Kind, Condition.Truth)
    case refusal
    case remark

    var text: String {
      switch self {
      case .condition(let kind, let truth): "\(kind.rawValue) \(truth.rawValue)"
      case .refusal: "Stalled True, Ready False"
      case .remark: "a remark"
      }
    }
  }

  @Test(arguments: Condition.Reason.allCases)
  func `A reason appears where the page says`(_ reason: Condition.Reason) throws {
    let (place, story) = Self.story(of: reason)
    let seen = try story()
    #expect(seen.contains(Sighting(place, reason)), "\(reason) is not \(place.text): \(seen)")
    #expect(!reason.meaning.says.isEmpty && !reason.meaning.remedy.isEmpty)
  }

  @Test func `docs conditions is written from the code`() throws {
    var page = """
      # Conditions and their reasons

      `wifi-ap status` and `/run/wifi-ap/status.json` give each condition a truth (True, False or Unknown) and a reason.
      Reasons are stable words for programs; the message beside one says it for the case at hand. A test writes this
      page, and has a case that produces each reason where the page says.

      | reason | appears as | means | what to do |
      |---|---|---|---|

      """
    for reason in Condition.Reason.allCases {
      let (place, _) = Self.story(of: reason)
      page += "| `\(reason.rawValue)` | \(place.text) | \(reason.meaning.says) | \(reason.meaning.remedy) |\n"
    }
    let path = ScenarioFolder.root.removingLastComponent().removingLastComponent().appending("docs/conditions.md")
    if Text.isRecording { try Text.write(page, to: path) }
    #expect(try Text.read(path) == page)
  }

  // MARK: seeing

  struct Sighting: Hashable {
    var place: Place
    var reason: Condition.Reason

    init(_ place: Place, _ reason: Condition.Reason) {
      self.place = place
      self.reason = reason
    }
  }

  typealias Telling = () throws -> Set<Sighting>

  /// All that a controller says now.
  static func said(_ controller: Controller) -> Set<Sighting> {
    let status = controller.status
    let conditions =
      status.agent + status.radios.flatMap(\.conditions) + status.accessPoints.flatMap(\.conditions)
    let remarks = controller.lanes.flatMap { $0.drift?.remarks ?? [] }
    let refusals = controller.lanes.flatMap { $0.drift?.refusals ?? [] }
    return Set(
      conditions.map { Sighting(.condition($0.kind, $0.truth), $0.reason) }
        + remarks.map { Sighting(.remark, $0.reason) } + refusals.map { Sighting(.refusal, $0.reason) })
  }

  /// The story's machine as it is on the air, with one thing changed.
  static func seeing(
    _ desired: DesiredState? = nil, _ change: @escaping (inout ObservedState) throws -> Void
  ) -> Telling {
    {
      var controller = Controller(bootID: "now")
      _ = controller.handle(.started(Memory(bootID: "now"), try Seen.ledger()), at: .seconds(90))
      let desired = try desired ?? Story.desired()
      _ = controller.handle(.specRead(SpecResult(desired: desired, files: ["a"])), at: .seconds(99))
      var state = try Seen.onAir()
      try change(&state)
      _ = controller.handle(.observed(try RadioID("main"), state), at: .seconds(100))
      return said(controller)
    }
  }

  /// hostapd in a state.
  static func hostapd(_ status: HostapdStatus) -> Telling {
    seeing { state in Seen.hostapd(&state) { $0.answer = .status(status) } }
  }

  static func status(_ change: @escaping (inout HostapdStatus) throws -> Void) -> Telling {
    seeing { state in
      guard case .status(var status) = state.hostapds.value?.first?.answer else { return }
      try change(&status)
      Seen.hostapd(&state) { $0.answer = .status(status) }
    }
  }

  static func interface(_ change: @escaping (inout Interface) throws -> Void) -> Telling {
    seeing { state in
      var all = state.interfaces.value ?? []
      try change(&all[0])
      state.interfaces = .known(all)
    }
  }

  /// Everything that is said while a simulation runs so many seconds.
  static func running(_ seconds: Int64, _ make: @escaping () throws -> Simulation) -> Telling {
    {
      var simulation = try make()
      var seen: Set<Sighting> = []
      var time = simulation.now
      while simulation.now < .seconds(10 + seconds) {
        time = time + .milliseconds(250)
        simulation.run(until: time)
        if let controller = simulation.controller { seen.formUnion(said(controller)) }
      }
      return seen
    }
  }

  static func faults(_ faults: SimulatedFault...) -> Telling {
    running(120) {
      var simulation = try Story.simulation()
      for (number, fault) in faults.enumerated() {
        simulation.inject(fault, at: .seconds(40) + .milliseconds(Int64(number)))
      }
      return simulation
    }
  }

  static func scenario(_ name: String, _ seconds: Int64) -> Telling {
    running(seconds) { try Scenario(ScenarioFolder.text(name, "scenario.txt")).begin() }
  }

  /// A rule of feasibility, by the cases that its own tests have.
  static func rule(_ reason: Condition.Reason) -> Telling {
    {
      let all =
        FeasibilityTests.interfaces + FeasibilityTests.channels + FeasibilityTests.widths
        + FeasibilityTests.security + FeasibilityTests.software
      var seen: Set<Sighting> = []
      for each in all
      where each.expected.contains(where: { $0.split(separator: " ").contains(Substring(reason.rawValue)) }) {
        var stage = try FeasibilityStage()
        try each.spoil(&stage)
        let desired = DesiredState(radios: [stage.radio], accessPoints: stage.accessPoints)
        let drift = Drift(of: stage.radio.id, from: try stage.observed(), to: desired, ledger: Ledger(), paths: Paths())
        seen.formUnion(drift.refusals.map { Sighting(.refusal, $0.reason) })
        seen.formUnion(drift.remarks.map { Sighting(.remark, $0.reason) })
      }
      return seen
    }
  }
}
