package import WiFiModel
import WiFiReconcile

/// Goes through the states of the recovery ladder, breadth first: from an access point on the air, every evidence at
/// every state, and what follows each. The brain in it is the real `Controller`; a state is a copied `Simulation`.
///
/// From a state the time goes on to the ladder's next move (`Lane.Stand`): a rung begins or ends, one of its steps does,
/// its effect is waited for or seen, suspicion comes or goes, a pause begins or is over. Each of these is a state of its
/// own, in which every evidence comes up. The depth counts the pieces of evidence, not the time between them: states that
/// fewer of them lead to are followed in time until they were known before, those of the last one end the search.
package struct LadderSearch: Sendable {
  private let root: LadderRoot
  private let evidence: [LadderEvidence]
  private let bare: Simulation
  private let radio: RadioID
  /// Of so many new states, one is mended and must heal.
  private let healing: UInt64

  /// - Parameters:
  ///   - root: the card and the policy.
  ///   - signatures: what the agent recognises in the kernel log.
  ///   - evidence: what comes up at each state; nil: everything.
  ///   - healing: of so many new states one is mended, and must heal; at least 1.
  ///   - weaknesses: the guards that a test takes out.
  /// - Throws: `InvalidValue`, were a name in the spec none.
  package init(
    _ root: LadderRoot, _ signatures: SignatureCatalogue, evidence: [LadderEvidence]? = nil, healing: UInt64 = 1,
    weaknesses: Set<Simulation.Weakness> = []
  ) throws {
    self.root = root
    self.evidence = evidence ?? LadderEvidence.all(for: root.card.driver)
    self.healing = max(healing, 1)
    let (story, edited) = try Story.specs(Story.radio(root.card.driver.text, recovery: root.policy))
    radio = story.radios[0].id
    var bare = Simulation(card: root.card, story: story, edited: edited, seed: Self.seed, signatures: signatures)
    bare.weaknesses = weaknesses
    self.bare = bare
  }

  private static let seed: UInt64 = 1

  /// What comes up in silence is found within it; what it leads to later, time tells.
  private static let discovery = Uptime.Span.seconds(35)

  /// What a search came to.
  package struct Result: Hashable, Sendable {
    /// New states and ways gone, by the pieces of evidence that lead there.
    package var states: [UInt64] = []
    package var edges: [UInt64] = []
    package var checked: [String: UInt64] = [:]
    package var evidence: [String: UInt64] = [:]
    package var rungs: [Rung: UInt64] = [:]
    package var wrong: [String] = []
  }

  /// A state, and how it was come to.
  private struct Node {
    var simulation: Simulation
    var watch: LadderWatch
    var path: [Move] = []
  }

  private struct Move: Hashable {
    var at: Uptime
    var evidence: LadderEvidence
  }

  /// What is known while it goes on.
  private struct Progress {
    var result = Result()
    var known: Set<LadderState> = []
    var count: UInt64 = 0

    mutating func add(_ report: LadderWatch.Report) {
      for (invariant, count) in report.checked { result.checked[invariant.rawValue, default: 0] += count }
      if let rung = report.begun { result.rungs[rung, default: 0] += 1 }
    }
  }

  /// Goes through it.
  ///
  /// - Parameter depth: pieces of evidence on each way.
  /// - Returns: what it came to.
  package func run(depth: Int) -> Result {
    var progress = Progress()
    var start = Node(simulation: bare, watch: LadderWatch(root, radio))
    start.simulation.run(until: .seconds(120)) { $0.isConverged && $0.now > .seconds(60) }
    if !start.simulation.isConverged { progress.result.wrong.append("\(root.name): it is not on the air at first") }
    var layer: [Node] = []
    progress.result.states = Array(repeating: 0, count: depth + 1)
    progress.result.edges = Array(repeating: 0, count: depth + 1)
    take(start, 0, isFollowed: depth > 0, &layer, &progress)
    for level in 1..<max(depth + 1, 1) {
      var next: [Node] = []
      for node in layer {
        for piece in evidence where piece.applies(to: node.simulation, radio) {
          guard let reached = follow(node, piece, level, &progress) else { continue }
          take(reached, level, isFollowed: level < depth, &next, &progress)
        }
      }
      layer = next
    }
    return progress.result
  }

  /// Enters a state, and where it is followed those that time alone leads to from it, as far as they are new.
  private func take(_ node: Node, _ level: Int, isFollowed: Bool, _ layer: inout [Node], _ progress: inout Progress) {
    var node = node
    var state = LadderState(node.simulation, radio, root.policy)
    var chain: Set<LadderState> = []
    while progress.known.insert(state).inserted {
      chain.insert(state)
      progress.result.states[level] += 1
      progress.count += 1
      if progress.count % healing == 0 { mend(node, &progress) }
      guard isFollowed else { return }
      layer.append(node)
      guard let reached = follow(node, .time, level, &progress, leaving: chain) else { return }
      node = reached
      state = LadderState(node.simulation, radio, root.policy)
    }
  }

  /// Goes one way. What only looks like a state of the chain that time alone has led through is not where it stops.
  ///
  /// - Returns: where it leads; nil where something was wrong on it.
  private func follow(
    _ node: Node, _ piece: LadderEvidence, _ level: Int, _ progress: inout Progress,
    leaving chain: Set<LadderState> = []
  ) -> Node? {
    var next = node
    let start = stand(of: node.simulation)
    let isResting = start?.incident == nil
    // To the millisecond, as courses have their events.
    let moment = Uptime(nanoseconds: (node.simulation.now.nanoseconds / 1_000_000 + 1) * 1_000_000)
    if piece != .time {
      next.path.append(Move(at: moment, evidence: piece))
      piece.happen(in: &next.simulation, radio, at: moment)
      next.simulation.run(until: moment)
    }
    let end = next.simulation.now + (piece == .time ? isResting ? .seconds(1200) : .seconds(4200) : Self.discovery)
    progress.result.edges[level] += 1
    progress.result.evidence[piece.name, default: 0] += 1
    var last = node.simulation
    repeat {
      let stand = stand(of: last)
      if piece == .time || self.stand(of: next.simulation) == stand {
        next.simulation.run(until: end) { simulation in self.stand(of: simulation).map { $0 != stand } ?? false }
      }
      let report = next.watch.look(from: last, to: next.simulation)
      progress.add(report)
      for wrong in report.wrong { progress.result.wrong.append(tell(wrong, next)) }
      guard report.wrong.isEmpty else { return nil }
      last = next.simulation
    } while last.now < end && chain.contains(LadderState(last, radio, root.policy))
    return next
  }

  /// Mends everything, and sees whether it heals and is left alone.
  private func mend(_ node: Node, _ progress: inout Progress) {
    var simulation = node.simulation
    let moment = simulation.now + .milliseconds(1)
    LadderEvidence.mended.happen(in: &simulation, radio, at: moment)
    simulation.run(until: moment + .seconds(1))
    let violations = simulation.settle(since: simulation.now, withNewAgent: false).violations + simulation.violations
    progress.result.checked[LadderWatch.Invariant.heals.rawValue, default: 0] += 1
    guard let first = violations.first else { return }
    var mended = node
    mended.path.append(Move(at: moment, evidence: .mended))
    progress.result.wrong.append(tell(LadderWatch.Wrong(invariant: .heals, text: "\(first)"), mended))
  }

  private func stand(of simulation: Simulation) -> Lane.Stand? {
    simulation.controller?.lanes.first { $0.radio == radio }?.stand
  }

  /// What is wrong, and how it was come to.
  private func tell(_ wrong: LadderWatch.Wrong, _ node: Node) -> String {
    var text = "\(root.name): \(wrong.invariant.rawValue): \(wrong.text)"
    for move in node.path { text += "\n  at \(move.at - .seconds(10)) \(move.evidence.name)" }
    if let course = course(of: node) { text += "\n  as a course:\n\(course.text)" }
    return text
  }

  /// The same as a course that can be played again; nil where it has something that no course has.
  private func course(of node: Node) -> Course? {
    var course = Course(seed: Self.seed, kind: .liveness, card: root.card)
    course.recovery = root.policy
    for move in node.path {
      switch move.evidence {
      case .fault(let fault): course.events.append(Course.Event(at: move.at, fault: fault))
      case .mended: course.events += course.mending.map { Course.Event(at: move.at, fault: $0) }
      case .line, .dump, .asked, .time: return nil
      }
    }
    return course.events.allSatisfy { $0.at < course.mended } ? course : nil
  }
}
