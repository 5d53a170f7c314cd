import WiFiModel
import WiFiReconcile
import WiFiSpec

/// A controller whose machine is what a test says it sees: looks and steps are answered after a moment, each step as if
/// it had been done.
struct Bench {
  private(set) var controller: Controller
  private(set) var now = Uptime.seconds(10)
  private(set) var transcript = Transcript()
  /// Whether it is written down what is told and wanted.
  var isTold = true
  /// What a look at a radio sees, apart from its time.
  var see: (RadioID, ObservedState.Reach) -> ObservedState
  /// What becomes of a step.
  var outcome: (Step) -> StepFailure? = { _ in nil }
  private var queue: [(at: Uptime, event: Event)] = []
  private var due: Uptime?

  init(
    _ desired: DesiredState, _ ledger: Ledger, memory: Memory = Memory(bootID: "now"), isProven: Bool = true,
    isUnchanged: Bool = true, isComplete: Bool = true,
    seeing see: @escaping (RadioID, ObservedState.Reach) -> ObservedState
  ) {
    self.see = see
    controller = Controller(bootID: "now", signatures: .builtIn)
    var proven: [RadioID: DesiredState] = [:]
    if isProven { for radio in desired.radios.map(\.id) { proven[radio] = desired.part(of: radio) } }
    handle(.started(memory, ledger, proven: proven))
    handle(
      .specRead(
        SpecResult(
          desired: desired, isComplete: isComplete, isUnchanged: isUnchanged, files: ["/etc/wifi-ap.d/a.yaml"])))
  }

  /// The same ten seconds later, with nothing told before.
  func calm() -> Bench {
    var bench = self
    bench.run(until: .seconds(20))
    bench.transcript = bench.transcript.continued(from: .seconds(20))
    return bench
  }

  mutating func handle(_ event: Event) {
    let effects = controller.handle(event, at: now)
    if isTold { transcript.add(event, effects, at: now) }
    for effect in effects {
      switch effect {
      case .observe(let radio, let request):
        var state = see(radio, request.reach)
        state.reach = request.reach
        state.at = now + .milliseconds(5)
        queue.append((state.at, .observed(radio, state)))
      case .perform(let step): queue.append((now + .milliseconds(30), .performed(step, outcome(step))))
      case .wake(let time): due = time
      default: break
      }
    }
  }

  /// Lets time pass until then.
  mutating func run(until end: Uptime) {
    while true {
      let next = queue.indices.min { queue[$0].at < queue[$1].at }
      let time = min(next.map { queue[$0].at } ?? end + .seconds(1), due ?? end + .seconds(1))
      guard time <= end else { break }
      now = max(now, time)
      if let next, queue[next].at == time {
        handle(queue.remove(at: next).event)
      } else {
        due = nil
        handle(.due)
      }
    }
    now = end
  }

  /// What was wanted since, in so many lines at most.
  func told(_ most: Int) -> [String] {
    var transcript = transcript
    let lines = transcript.end().split(separator: "\n").map(String.init)
    return lines.count > most ? lines.prefix(most) + ["…"] : lines
  }
}
