package import WiFiModel

/// What can be gone through to the last case: every way from one of the specs to another, every moment in which the agent
/// may die on its way from a bare machine to each of them, and a day on which nothing happens with each.
package struct Exhaustion: Sendable {
  package let driver: ModuleName
  package let specs: [NamedSpec]
  private let signatures: SignatureCatalogue

  /// - Throws: `InvalidValue`, were a name in the specs none.
  package init(_ driver: ModuleName, _ signatures: SignatureCatalogue) throws {
    self.driver = driver
    self.signatures = signatures
    specs = try NamedSpec.all(driver)
  }

  /// How many cases there were, and in which of them something did not hold.
  package struct Count: Hashable, Sendable {
    package var cases: UInt64 = 0
    package var wrong: [String] = []

    package init(cases: UInt64 = 0, wrong: [String] = []) {
      self.cases = cases
      self.wrong = wrong
    }

    package static func + (left: Count, right: Count) -> Count {
      Count(cases: left.cases + right.cases, wrong: left.wrong + right.wrong)
    }
  }

  /// Every way to a spec from another one ends in the machine that a fresh start makes of it
  /// (`Property.pathIndependent`), and on it what is the same in both stays on the air as long as its hostapd runs
  /// (`Property.leastDisruption`).
  package func ways(to goal: NamedSpec) -> Count {
    var count = Count()
    var fresh = begin(goal, goal)
    settle(&fresh)
    let shape = fresh.machine.shape(of: goal.desired.accessPoints)
    note(fresh, "a bare machine -> \(goal.name)", &count)
    for start in specs where start.name != goal.name {
      var simulation = begin(start, goal)
      simulation.run(until: .seconds(60)) { $0.isConverged }
      simulation.inject(.editSpec, at: simulation.now + .seconds(1))
      leaveAlone(start.desired.unchanged(in: goal.desired), &simulation, "\(start.name) -> \(goal.name)", &count)
      settle(&simulation)
      note(simulation, "\(start.name) -> \(goal.name)", &count)
      compare(simulation, shape, goal, "\(start.name) -> \(goal.name)", &count)
    }
    return count
  }

  /// The agent dies before, and unheard in, each of its effects on the way to a spec: after one is before the next.
  package func crashPoints(of spec: NamedSpec) -> Count {
    var count = Count()
    let bare = begin(spec, spec)
    var whole = bare
    settle(&whole)
    let shape = whole.machine.shape(of: spec.desired.accessPoints)
    var short = bare
    short.run(until: .seconds(60)) { $0.isConverged }
    for effect in 1...max(short.counts.effects, 1) {
      for moment in Simulation.CrashPoint.Moment.allCases {
        var simulation = bare
        simulation.crash = Simulation.CrashPoint(effect: effect, moment: moment)
        settle(&simulation)
        let name = "\(spec.name), dead \(moment.rawValue) effect \(effect)"
        note(simulation, name, &count)
        if simulation.counts.crashes != 1 { count.wrong.append("\(driver), \(name): the agent did not die") }
        compare(simulation, shape, spec, name, &count)
      }
    }
    return count
  }

  /// What is as declared is left alone for a day: no step, no write, no word (`Property.quiet`).
  package func day(with spec: NamedSpec) -> Count {
    var count = Count()
    var simulation = begin(spec, spec)
    settle(&simulation)
    let before = simulation.counts
    simulation.run(until: simulation.now + .seconds(24 * 3600))
    simulation.endLook()
    let after = simulation.counts
    let name = "a day with \(spec.name)"
    note(simulation, name, &count)
    func compare(_ number: KeyPath<Simulation.Counts, UInt64>, _ what: String) {
      let more = after[keyPath: number] - before[keyPath: number]
      if more > 0 { count.wrong.append("\(driver), \(name): \(more) \(what)") }
    }
    compare(\.steps, "steps")
    compare(\.persists, "writes of memory or ledger")
    compare(\.keptSpecs, "writes of the spec")
    compare(\.publications, "changes of the status")
    return count
  }

  /// Lets a change come about, and looks all the while at what it is not about.
  func leaveAlone(
    _ others: [AccessPoint], _ simulation: inout Simulation, _ name: String, _ count: inout Count
  ) {
    let before = simulation.machine.processes
    var lost: AccessPoint?
    simulation.run(until: simulation.now + .seconds(20)) { simulation in
      guard simulation.machine.processes == before else { return true }
      lost = others.first { !simulation.machine.isOnAir($0) }
      return lost != nil
    }
    if let lost { count.wrong.append("\(driver), \(name): \(lost.name), which is not changed, goes off the air") }
  }

  func begin(_ story: NamedSpec, _ edited: NamedSpec) -> Simulation {
    let bus = driver.text.hasSuffix("usb") ? "usb" : "pci"
    return Simulation(
      card: SimulatedCard(driver: driver, bus: bus), story: story.desired, edited: edited.desired, seed: 7,
      signatures: signatures)
  }

  /// Until it is as declared, and what is left has come and gone by itself.
  private func settle(_ simulation: inout Simulation) {
    simulation.run(until: simulation.now + .seconds(300)) { $0.isConverged && $0.crash == nil }
    simulation.run(until: simulation.now + .seconds(40))
    simulation.endLook()
  }

  private func compare(
    _ simulation: Simulation, _ shape: [String], _ goal: NamedSpec, _ name: String, _ count: inout Count
  ) {
    let seen = simulation.machine.shape(of: goal.desired.accessPoints)
    guard seen != shape else { return }
    let more = seen.filter { !shape.contains($0) }
    let less = shape.filter { !seen.contains($0) }
    count.wrong.append("\(driver), \(name): there is \(more), a fresh start makes \(less)")
  }

  private func note(_ simulation: Simulation, _ name: String, _ count: inout Count) {
    count.cases += 1
    if !simulation.isConverged { count.wrong.append("\(driver), \(name): it is not as declared") }
    for violation in simulation.violations { count.wrong.append("\(driver), \(name): \(violation)") }
    for trespass in simulation.machine.trespasses { count.wrong.append("\(driver), \(name): \(trespass)") }
  }
}

extension DesiredState {
  /// The access points that are declared alike in another state, on a radio that is.
  fileprivate func unchanged(in other: DesiredState) -> [AccessPoint] {
    accessPoints.filter { point in
      point.enabled && other.accessPoints.contains(point) && radio(point.radio) == other.radio(point.radio)
    }
  }
}

extension SimulatedMachine {
  /// The hostapds that run.
  fileprivate var processes: [ProcessIdentity] { hostapds.map(\.process) }
}
