package import WiFiModel
import WiFiReconcile

/// When an access point was on the air as declared.
package struct AirTimes: Hashable, Sendable {
  package var name: InterfaceName
  /// Whether it is to be on the air at the end.
  package var isWanted = false
  package var isOnAir = false
  /// When it was so first; nil: never.
  package var first: Uptime?
  /// When it was not, though it was to be and had been, oldest first.
  package var breaks: [Break] = []

  package struct Break: Hashable, Sendable {
    package var began: Uptime
    /// Nil: it goes on.
    package var ended: Uptime?
  }
}

/// Sees a simulation from outside as somebody with a watch would: what is on the air, what the agent says and does.
struct Spectator {
  private(set) var entries: [TimelineEntry] = []
  private(set) var airTimes: [AirTimes]
  private(set) var remedies: [Rung: UInt64] = [:]
  /// When anything last happened or changed.
  private(set) var changed = Rehearsal.start

  private let radio: RadioID
  private let declared: [AccessPoint]
  private let hearsKernel: Bool
  private var taken = 0
  private var steps: UInt64 = 0
  private var goal = DesiredState()
  /// What was told of conditions, by whose and which.
  private var told: [String: Condition.Truth] = [:]
  private var counted: [Rung: UInt64] = [:]

  /// - Parameters:
  ///   - radio: the one that is simulated.
  ///   - declared: every spec that may be in force.
  ///   - hearsKernel: whether what the driver says is simulated.
  init(of radio: RadioID, _ declared: [DesiredState], hearsKernel: Bool) {
    self.radio = radio
    self.declared = declared.flatMap(\.accessPoints)
    self.hearsKernel = hearsKernel
    airTimes = Set(self.declared.map(\.name)).sorted().map { AirTimes(name: $0) }
  }

  /// Looks at it after something happened.
  mutating func look(at simulation: Simulation) {
    let before = (entries.count, steps)
    take(simulation.entries)
    if let status = simulation.lastStatus { hear(status, at: simulation.now) }
    steps = simulation.counts.steps
    if before != (entries.count, steps) { changed = simulation.now }
    if let controller = simulation.controller, controller.isSpecAccepted { goal = controller.goal }
    for place in airTimes.indices { time(at: place, simulation) }
  }

  private mutating func take(_ seen: [TimelineEntry]) {
    for entry in seen[taken...] {
      var entry = entry
      switch entry.kind {
      // What is said with its message is told in its place.
      case .status: continue
      case .kernel where !hearsKernel: continue
      case .fault: entry.message += SimulatedFault(rawValue: entry.message).map { ": \($0.meaning)" } ?? ""
      default: break
      }
      entries.append(entry)
    }
    taken = seen.count
  }

  private mutating func hear(_ status: Status, at now: Uptime) {
    func tell(_ owner: String, _ conditions: [Condition], _ kinds: Set<Condition.Kind>) {
      for condition in conditions where kinds.contains(condition.kind) && condition.truth != .unknown {
        let key = "\(owner) \(condition.kind.rawValue)"
        // That nothing is wrong is told of what was wrong.
        let right: Condition.Truth? =
          switch condition.kind {
          case .ready: nil
          case .stalled, .suspended: .no
          default: .yes
          }
        guard (told[key] ?? right) != condition.truth else { continue }
        told[key] = condition.truth
        entries.append(
          TimelineEntry(
            at: now, kind: .condition,
            message: "\(key) \(condition.truth.rawValue) (\(condition.reason.rawValue)): \(condition.message)"))
      }
    }
    tell("agent", status.agent, [.specValid])
    for radio in status.radios {
      tell("radio \(radio.id)", radio.conditions, [.firmwareHealthy, .suspended])
      for (rung, count) in radio.chronicle.recoveries where count != counted[rung] {
        // A reboot of the machine begins the agent's count anew.
        let known = counted[rung] ?? 0
        remedies[rung, default: 0] += count > known ? count - known : count
      }
      counted = radio.chronicle.recoveries
    }
    for accessPoint in status.accessPoints {
      tell(accessPoint.name.text, accessPoint.conditions, [.ready, .stalled, .suspended])
    }
  }

  private mutating func time(at place: Int, _ simulation: Simulation) {
    let name = airTimes[place].name
    let isOnAir = declared.contains { $0.name == name && simulation.machine.isOnAir($0) }
    let isWanted = goal.accessPoints.contains { $0.name == name && $0.enabled }
    guard isOnAir != airTimes[place].isOnAir || isWanted != airTimes[place].isWanted else { return }
    changed = simulation.now
    airTimes[place].isOnAir = isOnAir
    airTimes[place].isWanted = isWanted
    let isOpen = airTimes[place].breaks.last.map { $0.ended == nil } ?? false
    if isOnAir, airTimes[place].first == nil { airTimes[place].first = simulation.now }
    if isOpen, isOnAir || !isWanted {
      airTimes[place].breaks[airTimes[place].breaks.count - 1].ended = simulation.now
    } else if !isOpen, !isOnAir, isWanted, airTimes[place].first != nil {
      airTimes[place].breaks.append(AirTimes.Break(began: simulation.now))
    }
  }
}
