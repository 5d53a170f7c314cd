import WiFiModel
import WiFiReconcile

/// Watches what the ladder does from one state to the next, with a memory of its own.
struct LadderWatch: Hashable, Sendable {
  /// What must hold on each way from a state to the next.
  enum Invariant: String, Hashable, Sendable, CaseIterable {
    /// Whatever the simulation watches while it runs: ownership, honesty, security, bounded harm and more (`Property`).
    case properties
    /// No remedy that takes the driver away is begun beyond the budget.
    case budget
    /// A radio that is off the air for a fault has a step, a next look or a reason, and it is said which.
    case neverSilent = "never-silent"
    /// In a round no rung comes twice, but for the restart of hostapd, and none comes after a more harmful one.
    case order
    /// No rung is taken that the card or the policy does not have.
    case possible
    /// With everything mended, what was broken is on the air and left alone within an hour and the longest pause.
    case heals
  }

  /// The incident and the round that is climbed, and its rungs so far, for each class of fault and without those that
  /// somebody asked for.
  private var round: [UInt64] = []
  private var climbed: [Fault.Class: [Rung]] = [:]
  /// When remedies that take the driver away were begun in this boot without anybody asking.
  private var spent: [Uptime] = []
  private var wasDiskBroken = false
  private let root: LadderRoot
  private let radio: RadioID

  init(_ root: LadderRoot, _ radio: RadioID) {
    self.root = root
    self.radio = radio
  }

  /// What the way from one state to the next came to.
  struct Report: Sendable {
    /// How often what was looked at.
    var checked: [Invariant: UInt64] = [:]
    var wrong: [Wrong] = []
    var begun: Rung?

    mutating func check(_ invariant: Invariant, _ wrong: String?) {
      checked[invariant, default: 0] += 1
      if let wrong { self.wrong.append(Wrong(invariant: invariant, text: wrong)) }
    }
  }

  struct Wrong: Hashable, Sendable {
    var invariant: Invariant
    var text: String
  }

  /// What the ladder did from one state to the next, in which at most one more rung was begun.
  mutating func look(from before: Simulation, to after: Simulation) -> Report {
    var report = Report()
    report.check(.properties, after.violations.first?.description ?? after.machine.trespasses.first)
    forget(from: before, to: after)
    guard let lane = self.lane(of: after), lane.observed != nil else { return report }
    let earlier = self.lane(of: before)?.incident
    report.check(.neverSilent, silence(of: lane, after))
    guard let incident = lane.incident else { return report }
    let now = [incident.number, UInt64(incident.rounds)]
    // Rounds are counted up to some number only.
    let isLast = incident.rounds == Incident.mostRounds && incident.tried.count < earlier?.tried.count ?? 0
    // A card that takes fresh firmware again has its gentler rungs again.
    let isFresh = (earlier?.keepsFirmware ?? false) && !incident.keepsFirmware
    if now != round || isLast || isFresh {
      round = now
      climbed = [:]
    }
    guard let rung = Self.begun(in: incident, since: earlier) else {
      // What was not even begun is not used up.
      if let last = earlier?.tried.last, incident.tried.count < earlier?.tried.count ?? 0,
        climbed[incident.fault.kind]?.last == last
      {
        climbed[incident.fault.kind]?.removeLast()
      }
      return report
    }
    report.begun = rung
    let isAsked = incident.asked == rung || earlier?.asked == rung
    report.check(.possible, isAsked ? root.impossibility(of: rung) : root.objection(to: rung))
    guard !isAsked else { return report }
    if rung != .reboot {
      let before = climbed[incident.fault.kind, default: []]
      report.check(.order, disorder(of: rung, after: before, isCardGone: after.machine.isGone))
      climbed[incident.fault.kind] = before + [rung]
    }
    guard rung.isDriverLevel, rung != .reboot else { return report }
    spent = spent.filter { after.now - $0 < .seconds(3600) } + [after.now]
    let allowed = Int(root.policy.actionsPerHour)
    report.check(.budget, spent.count > allowed ? "\(spent.count) actions in an hour, of \(allowed)" : nil)
    return report
  }

  private func lane(of simulation: Simulation) -> Lane? { simulation.controller?.lanes.first { $0.radio == radio } }

  /// A boot begins the hour anew; what no disk took is known to no new agent.
  private mutating func forget(from before: Simulation, to after: Simulation) {
    let isBooted = before.controller?.memory.bootID != after.controller?.memory.bootID
    let isNew = after.counts.crashes != before.counts.crashes
    let isBroken = before.machine.disk != .sound || after.machine.disk != .sound
    wasDiskBroken = wasDiskBroken || isBroken
    if isBooted { spent = [] }
    guard isNew, wasDiskBroken else { return }
    spent = []
    round = []
    wasDiskBroken = isBroken
  }

  /// Why a radio that is being recovered is given up in silence; nil where it is not.
  private func silence(of lane: Lane, _ simulation: Simulation) -> String? {
    guard let incident = lane.incident, incident.isFenced, !simulation.machine.isOnAir(simulation.story) else {
      return nil
    }
    guard let said = simulation.lastStatus?.accessPoints, said.allSatisfy(\.saysWhy) else {
      return "nobody says what is done or waited for"
    }
    let isHeld = said.contains { status in
      status.conditions.contains { [.stalled, .suspended].contains($0.kind) && $0.truth == .yes }
    }
    if case .idle = lane.phase, lane.nextLook == nil, !isHeld {
      return "there is neither a step nor a next look nor a reason"
    }
    return nil
  }

  /// Why a rung must not come now; nil where it may.
  private func disorder(of rung: Rung, after climbed: [Rung], isCardGone: Bool) -> String? {
    let same = climbed.filter { $0 == rung }.count
    if same >= (rung == .restartHostapd ? 2 : 1) { return "\(rung.rawValue) comes \(same + 1) times in a round" }
    // Without a card there is another ladder: a driver that begins anew, and the operator's program.
    guard !isCardGone, let place = root.order.firstIndex(of: rung) else { return nil }
    return climbed.contains { root.order.firstIndex(of: $0) ?? 0 > place }
      ? "\(rung.rawValue) comes after \(climbed.map(\.rawValue).joined(separator: ", "))" : nil
  }

  private static func begun(in incident: Incident, since earlier: Incident?) -> Rung? {
    let old = earlier?.number == incident.number ? earlier?.history ?? [] : []
    guard incident.history != old, incident.history.count >= old.count else { return nil }
    return incident.history.last
  }
}

extension SimulatedMachine {
  fileprivate var isGone: Bool { !isPlugged || !isPortOn || !isBound && card.bus == "usb" }
}
