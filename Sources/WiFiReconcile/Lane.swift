package import WiFiModel

/// The reconciling of one radio: observe, plan, perform, verify, recover, one thing at a time.
package struct Lane: Hashable, Sendable {
  package let radio: RadioID
  package internal(set) var phase: Phase = .idle
  /// When to look next, and how far at least.
  package internal(set) var nextLook: Uptime?
  var reach: ObservedState.Reach = .gentle
  /// When the first of the hints that wait for their look came, and when that look is due.
  private var firstHint: Uptime?
  private var hintedLook: Uptime?

  @Boxed package internal(set) var observed: ObservedState?
  /// The last answers of nl80211 for the access points' interfaces, and when it was asked.
  var probes: [Probe] = []
  /// What was made of the last look, for those who ask again.
  @Boxed var judgements: [Judgement] = []
  /// What hostapd told of its channel.
  var channel = ChannelMemory()
  /// Since when something is under way to the air.
  private(set) var arriving: Arriving?
  /// The index of the interface when the hostapd that runs was started.
  var startIndex: UInt32?
  package internal(set) var expectation: Expectation?
  package internal(set) var suspicion = Suspicion()
  package internal(set) var incident: Incident?
  /// This radio's part of the spec as it was on the air last.
  @Boxed var proven: DesiredState?
  /// The change that is to take its place.
  package internal(set) var trial: Trial?
  /// What somebody lets the lane do in the place of what the settings say, until it is done.
  var released: Disruption?
  /// What is allowed now, as far as the plan asks for more.
  var allowance: Allowance?
  @Boxed package internal(set) var drift: Drift?
  @Boxed package internal(set) var plan: Plan?
  /// Means that the hostapd which serves was found not to take.
  var unusable: Set<Means> = []
  /// Why the plan's steps are not performed; nil when they are.
  package internal(set) var held: Condition.Reason?
  /// Giving back what a remedy took away, where that has failed.
  var restoration: Restoration?
  /// Why the remedy that is due is not performed yet.
  package internal(set) var recoveryHeld: Condition.Reason?
  /// The last comparison, whatever became of it.
  @Boxed var comparison: Comparison?
  /// What was corrected for this generation, for noticing that it fails, does not take, or is undone by somebody.
  var corrections: [Correction] = []
  /// The fields corrected since the firmware was asked last.
  var performed: Set<String> = []
  /// Whether the last look that saw everything found it to be as it is declared now.
  var isMatched = false
  /// Since when something was not seen that has to be known before anything is done.
  var unseenSince: Uptime?
  /// When recovery stopped or started hostapd: such restarts can hang the firmware of some cards.
  var restarts: [Uptime] = []
  /// Of the access points whose hostapd is listened to, in the order of their names.
  package internal(set) var clients: [ClientList] = []
  /// The DEVICE= ids under which this radio's card was seen.
  var kernelIDs: [String] = []
  /// The card seen last, also after it is gone.
  var device: BusDevice?
  /// Frames that came in from clients, and when more of them had come the last time.
  var received = Traffic()
  /// What was seen since the radio was last in order, oldest first: the beginning of an outage's story.
  var evidence: [HistoryEntry] = []
  /// What the kernel was before the remedy that is under way: sound or not.
  var wasKernelSound = true
  /// Since when it has been on the air without an incident.
  var soundSince: Uptime?
  var phyIndex: UInt32?

  package init(radio: RadioID, incident: Incident? = nil, proven: DesiredState? = nil) {
    self.radio = radio
    self.incident = incident
    self.proven = proven
  }

  package enum Phase: Hashable, Sendable {
    case idle
    /// `mayPlan`: this observation is as far as it goes; what drifted in it is planned from it.
    case observing(ObservedState.Reach, mayPlan: Bool)
    case performing(Step, rest: [Step], remedy: Bool)
  }

  struct Probe: Hashable, Sendable {
    var at: Uptime
    var index: UInt32
    var wireless: Interface.Wireless
  }

  /// Whether an access point was on the air at the last look, and what of the lane it was told by.
  struct Judgement: Hashable, Sendable {
    var accessPoint: AccessPoint
    var radio: Radio
    var isFirmwareSilent: Bool
    var channel: ChannelMemory
    var air: OnAir
  }

  /// The beginning of something that has an expected end.
  struct Arriving: Hashable, Sendable {
    var reason: Condition.Reason
    var frequency: UInt32?
    var isCountdown: Bool
    var since: Uptime
  }

  /// Something that was set going and has an expected end.
  package enum Expectation: Hashable, Sendable {
    /// A wiphy for the card.
    case radio(until: Uptime)
    /// hostapd on the air.
    case hostapd(until: Uptime)

    var until: Uptime {
      switch self {
      case .radio(let until), .hostapd(let until): until
      }
    }
  }

  /// How often in a row giving back has failed, and when it is tried next.
  struct Restoration: Hashable, Sendable {
    var failures: UInt8
    var next: Uptime
  }

  struct Traffic: Hashable, Sendable {
    var frames: UInt64?
    var movedAt: Uptime?
  }

  struct Correction: Hashable, Sendable {
    var subject: String
    var at: Uptime
    var failed: Bool
    /// Whether it brought the driver or the card.
    var isOfDriver: Bool
  }
}

/// What a lane shares with the rest of the controller while it handles an event.
struct LaneContext {
  let now: Uptime
  /// What the spec declares.
  let spec: DesiredState
  /// What the lane works towards.
  let desired: DesiredState
  let paths: Paths
  let withheld: Set<String>
  /// What somebody wants left alone here: the radio, or an access point on it.
  let suspension: Suspension?
  /// Another radio's remedy that has the same driver in its hands, or a module in the kernel's.
  let rival: RadioID?
  var ledger: Ledger
  var memory: Memory
  var effects: [Effect] = []
  var history: [HistoryEntry] = []

  mutating func say(_ kind: HistoryEntry.Kind, _ message: String) {
    let entry = HistoryEntry(at: now, kind: kind, message: message)
    history.append(entry)
    effects.append(.log(entry))
  }
}

extension Lane {
  static let healthPeriod = Uptime.Span.seconds(15)
  /// What could not be seen for a moment is nothing to speak of; after that it is said.
  static let unseenPatience = Uptime.Span.seconds(30)
  /// How old an answer of the firmware may be: two ticks, and what a look may take.
  static let longestSilence = Uptime.Span.seconds(2 * 15 + 5)
  /// The hour of the budgets, and what may lie between a remedy's beginning and its first harm.
  static let budgetPeriod = Uptime.Span.seconds(3630)

  /// Asks for a look at that time at the latest.
  mutating func look(at time: Uptime, reach: ObservedState.Reach = .gentle) {
    nextLook = nextLook.map { min($0, time) } ?? time
    if reach == .probing { self.reach = .probing }
  }

  /// A hint: looked into after 200 ms of quiet, after 2 s at the latest. While the radio is off the air for a fault, each
  /// moment counts: a tenth of that.
  mutating func hint(at now: Uptime) {
    let first = firstHint ?? now
    firstHint = first
    let isUrgent = incident.map { !$0.isHealed } ?? false
    hintedLook = min(now + .milliseconds(isUrgent ? 20 : 200), first + .milliseconds(isUrgent ? 200 : 2000))
  }

  /// What was asked of the air before is not to be relied upon.
  mutating func airChanged(at now: Uptime) {
    probes = []
    hint(at: now)
  }

  /// The next moment at which this lane wants to be woken.
  var deadline: Uptime? {
    guard case .idle = phase else { return nil }
    return [nextLook, hintedLook].compactMap { $0 }.min()
  }

  /// Something is under way by itself: it gets the time that it is known to take.
  mutating func arrive(_ arrival: OnAir.Arrival?, at now: Uptime) {
    guard let arrival else {
      arriving = nil
      return
    }
    let isSame =
      arriving.map {
        $0.reason == arrival.reason && $0.frequency == arrival.frequency && $0.isCountdown == arrival.isCountdown
      } ?? false
    if !isSame {
      arriving = Arriving(
        reason: arrival.reason, frequency: arrival.frequency, isCountdown: arrival.isCountdown, since: now)
    }
    let since = arrival.isCountdown ? now : arriving?.since ?? now
    expectation = .hostapd(until: since + arrival.takes)
  }

  /// hostapd told of its channel.
  mutating func channelEvent(_ event: ChannelEvent, _ context: inout LaneContext) {
    channel.take(event, at: context.now)
    if case .radar(let frequency) = event {
      context.say(.evidence, "hostapd heard radar\(frequency.map { " on \($0) MHz" } ?? "")")
    }
    hint(at: context.now)
    if let announced = channel.announcement(at: context.now) { look(at: announced.until) }
  }

  /// Begins the look that is due.
  mutating func advance(_ context: inout LaneContext) {
    guard let time = deadline, time <= context.now else { return }
    begin(reach, mayPlan: reach == .probing, &context)
  }

  mutating func begin(_ reach: ObservedState.Reach, mayPlan: Bool, _ context: inout LaneContext) {
    nextLook = nil
    firstHint = nil
    hintedLook = nil
    self.reach = .gentle
    phase = .observing(reach, mayPlan: mayPlan)
    let request = ObservationRequest(
      of: radio, reach: reach, desired: context.desired, ledger: context.ledger, recovery: recoveryRequest)
    context.effects.append(.observe(radio, request))
  }

  /// The spec changed: what was held back for its old meaning is tried anew, and the rest of a plan made for it is not
  /// performed.
  mutating func specChanged(at now: Uptime) {
    corrections = []
    unusable = []
    // What hostapd is on its way to, it is from now on.
    arriving = nil
    // What was seen was compared with another spec: nothing is known yet of this one.
    drift = nil
    plan = nil
    isMatched = false
    if case .performing(let step, _, remedy: false) = phase { phase = .performing(step, rest: [], remedy: false) }
    if var current = incident, current.fault.kind != .firmware, case .due = current.phase {
      // What the operator wants tried is an ordinary start, and no remedy.
      current.phase = .rebuilding(until: now + .seconds(60))
      current.rounds = 0
      current.tried = []
      incident = current
    }
    look(at: now)
  }

  /// The health tick.
  mutating func tick(_ context: inout LaneContext) {
    guard let declared = context.desired.radio(radio), !context.desired.enabledAccessPoints(on: radio).isEmpty else {
      return
    }
    tickClients(&context)
    // While hostapd is starting the firmware is busy with it: a probe would queue behind and say nothing.
    if case .hostapd = expectation, suspicion.fatalLine == nil { return }
    // Where nothing is gained by asking again and again, it is asked until it was once.
    let isUnasked = judgements.contains { $0.air.reason == .notProbed }
    let asks = DriverProfile(of: declared.driver).answersProbe || isUnasked
    look(at: context.now, reach: asks ? .probing : .gentle)
  }
}
