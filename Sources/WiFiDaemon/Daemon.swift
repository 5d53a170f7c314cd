package import LinuxPlatform
import RadioHelper
package import SystemPackage
import Systemd
import WiFiApply
package import WiFiModel
import WiFiObserve
import WiFiReconcile
import WiFiSpec

/// The agent's one actor: performs the controller's effects and feeds what comes of them back as events. It decides
/// nothing.
package actor Daemon {
  package nonisolated let loop: EventLoop
  package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  private let paths: Paths
  let journal: Journal
  private let storage: Storage
  let archive: IncidentArchive
  private let observer: MachineObserver
  private let actuator: MachineActuator
  private let reader: SpecReader
  private let proven: ProvenSpec
  /// What came on the air by a spec that is not the one read last: kept once it is.
  private var unkept: [RadioID: DesiredState] = [:]
  /// The files to read in the place of the search path.
  private let files: [String]
  /// Where systemd put the agent's credentials.
  private let credentials: FilePath?
  private var reading: SpecReading?
  /// The warnings said already; a spec that is read again says them once.
  private var warned: Set<Diagnostic> = []
  private(set) var controller: Controller
  private var unwritten: Unwritten
  private var published = Status()
  private var publishedMetrics = ""
  private var timer: EventSource?
  private var wakeAt: Uptime?
  private var hostapds: HostapdWatch?
  private var sources: MachineEvents?
  private var control: ControlService?
  /// How long one pass in the foreground may take until everything is ready; nil for an agent that stays.
  private let passWait: Duration?
  /// What that pass may do in the place of what the settings say.
  private let limit: Disruption?
  private var passTimer: EventSource?
  /// How the pass ended; nil before that.
  package private(set) var outcome: PassOutcome?

  /// Makes the agent; nothing happens before `run`.
  ///
  /// - Throws: when the machine's boot id cannot be read.
  package init(
    on loop: EventLoop, paths: Paths, withheld: Set<String>, files: [String] = [], credentials: FilePath? = nil,
    passWait: Duration? = nil, limit: Disruption? = nil
  ) throws(PlatformError) {
    self.loop = loop
    self.paths = paths
    self.passWait = passWait
    journal = Journal()
    storage = Storage(paths: paths)
    unwritten = Unwritten(storage)
    archive = IncidentArchive(paths: paths, on: loop, journal: journal)
    let helpers = RadioHelperPool(on: loop)
    observer = MachineObserver(on: loop, paths: paths, helpers: helpers)
    let reports = ActuatorReports()
    actuator = MachineActuator(
      on: loop, paths: paths, helpers: helpers, onHostapdExit: { reports.report($0) },
      device: { reports.device(of: $0) })
    reader = SpecReader(
      root: paths.rootFolder, stateDirectory: FilePath(paths.state), credentials: credentials)
    proven = ProvenSpec(stateDirectory: FilePath(paths.state))
    self.files = files
    self.limit = limit
    self.credentials = credentials
    let signatures = SignatureReader(root: paths.rootFolder)
    for problem in signatures.diagnostics { journal.log(.error, "signatures: \(problem.summary)") }
    controller = Controller(
      paths: paths, withheld: withheld, bootID: try storage.bootID(), signatures: signatures.catalogue)
    reports.daemon = self
  }

  /// What the actuator reports and asks, before the actor exists as a whole.
  private final class ActuatorReports {
    weak var daemon: Daemon?

    func report(_ radio: RadioID) {
      daemon?.assumeIsolated { $0.feed(.machineChanged(radio)) }
    }

    func device(of radio: RadioID) -> String {
      daemon?.assumeIsolated { $0.incident(of: radio)?.devicePath } ?? ""
    }
  }

  /// Listens to everything, reads the spec and begins.
  package func run() {
    sources = MachineEvents(on: loop, paths: paths, journal: journal) { [weak self] event in
      self?.assumeIsolated { $0.feed(event) }
    }
    hostapds = HostapdWatch(on: loop, paths: paths) { [weak self] event in
      self?.assumeIsolated { $0.feed(event) }
    }
    if let passWait {
      passTimer = loop.timer(after: passWait) { [weak self] in self?.assumeIsolated { $0.endPass(isReady: false) } }
    } else {
      openControl()
    }
    storage.keepReserve()
    var memory = storage.readMemory(journal)
    // A memory that was lost shall not give numbers that folders have.
    memory.outages = max(memory.outages, archive.history().outages.map(\.record.outage.number).max() ?? 0)
    feed(.started(memory, storage.readLedger(journal), proven: proven.read()))
    if passWait != nil { feed(.applyRequested(upTo: limit)) }
  }

  private func openControl() {
    do {
      control = try ControlService(at: FilePath(paths.controlSocket), on: loop) { [weak self] request, caller in
        guard let self else { return ControlService.refusal("the agent is ending", exitCode: 69) }
        return self.assumeIsolated { $0.answer(request, caller) }
      }
    } catch {
      journal.log(.error, "no control socket: \(error)")
    }
  }

  /// Gives an event to the controller and performs what comes out.
  func feed(_ event: Event) {
    let effects = controller.handle(event, at: now)
    for effect in effects { perform(effect) }
    if passWait != nil, controller.isSettled { endPass(isReady: true) }
  }

  private func endPass(isReady: Bool) {
    guard outcome == nil else { return }
    if let reading, reading.desired == nil {
      outcome = .invalid(reading.diagnostics.rendered())
    } else {
      outcome = isReady ? .ready : .notReady(controller.status)
    }
    loop.stop(0)
  }

  var now: Uptime { Uptime(nanoseconds: Int64(clamping: loop.now)) }

  private func perform(_ effect: Effect) {
    switch effect {
    case .readSpec: readSpec()
    case .keepSpec:
      if let reading {
        do { try reader.keep(reading) } catch { journal.log(.warning, "the last good spec was not kept: \(error)") }
      }
    case .keepProven(let radio, let part):
      unkept[radio] = part
      keepProven()
    case .forgetProven(let radio):
      unkept[radio] = nil
      report { () throws(PlatformError) in try proven.forget(radio) }
    case .observe(let radio, let request):
      loop.start { await self.observe(radio, request) }
    case .perform(let step):
      loop.start { await self.perform(step) }
    case .askClients(let radio, let name, let address):
      loop.start { await self.askClients(radio, name, address) }
    case .wake(let time): wake(at: time)
    case .persistMemory(let memory): report { () throws(PlatformError) in try unwritten.write(memory) }
    case .persistLedger(let ledger): report { () throws(PlatformError) in try unwritten.write(ledger) }
    case .recordOutage(let outage): archive.record(outage, at: now)
    case .keepEvidence(let outage):
      // What a remedy takes away is taken down before the next effect.
      let knowledge = knowledge(of: outage.radio)
      loop.start { await self.keep(outage, knowledge) }
    case .publish(let status):
      for change in status.changes(since: published) { journal.log(change.level, change.message) }
      published = status
      report { () throws(PlatformError) in try storage.write(status, at: now) }
      publish(Metrics.text(of: status))
      Notify.status(Self.summary(of: status))
    case .ready: Notify.ready(status: Self.summary(of: controller.status))
    case .keepAlive:
      Notify.watchdog()
      storage.touchMetrics()
      unwritten.retry()
      hostapds?.trimLogs()
    case .log(let entry):
      let error = reading?.diagnostics.first { $0.severity == .error && $0.summary == entry.message }
      if let error, entry.kind == .spec {
        log(.error, error)
      } else {
        journal.log(Self.level(of: entry.kind), entry.message)
      }
    }
  }

  private func keep(_ outage: Outage, _ knowledge: IncidentArchive.Knowledge) async {
    await archive.keep(outage, knowledge, at: now)
  }

  /// What the agent knows of a radio whose fault was just found.
  private func knowledge(of radio: RadioID) -> IncidentArchive.Knowledge {
    let secrets = controller.desired.accessPoints.flatMap(\.security.secrets)
    return IncidentArchive.Knowledge(
      observed: controller.lanes.first { $0.radio == radio }?.observed, status: controller.status.json(at: now),
      log: FilePath(paths.log(of: radio)), card: incident(of: radio)?.device?.sysfs,
      keepsDump: controller.desired.radio(radio)?.recovery.keepsFirmwareDump ?? false, secrets: secrets)
  }

  /// The fault that recovery works on.
  private func incident(of radio: RadioID) -> Incident? { controller.memory.incidents.first { $0.radio == radio } }

  /// Most changes of the status are none of the metrics.
  private func publish(_ metrics: String) {
    guard metrics != publishedMetrics else { return }
    publishedMetrics = metrics
    report { () throws(PlatformError) in try storage.write(metrics: metrics) }
  }

  private func keepProven() {
    guard let reading else { return }
    for radio in unkept.keys.sorted() {
      guard let part = unkept[radio] else { continue }
      do {
        if try proven.keep(reading, of: radio, saying: part) { unkept[radio] = nil }
      } catch {
        journal.log(.warning, "what is on the air was not kept: \(error)")
        unkept[radio] = nil
      }
    }
  }

  /// The whole of what is wrong, with the place in the file, a line an entry.
  private func log(_ level: Journal.Level, _ diagnostic: Diagnostic) {
    for line in diagnostic.rendered().split(separator: "\n") { journal.log(level, String(line)) }
  }

  private static func level(of kind: HistoryEntry.Kind) -> Journal.Level {
    switch kind {
    case .evidence: .warning
    case .decision: .notice
    case .step, .spec, .condition: .info
    }
  }

  private func report(_ write: () throws(PlatformError) -> Void) {
    do { try write() } catch { journal.log(.error, "\(error)") }
  }

  private func readSpec() {
    let reading =
      files.isEmpty ? reader.read() : SpecReader.validate(files, root: paths.rootFolder, credentials: credentials)
    self.reading = reading
    keepProven()
    sources?.follow(secrets: reading.secretFiles)
    for diagnostic in reading.diagnostics where diagnostic.severity == .warning && !warned.contains(diagnostic) {
      log(.warning, diagnostic)
    }
    warned = Set(reading.diagnostics.filter { $0.severity == .warning })
    // Nothing can become ready: there is nothing to wait for.
    if passWait != nil, reading.desired == nil { return endPass(isReady: false) }
    let result = SpecResult(
      desired: reading.isApplicable && (files.isEmpty || reading.isValid) ? reading.desired : nil,
      isComplete: reading.isComplete, isUnchanged: reader.isKept(reading), files: reading.files.map(\.name),
      errors: reading.diagnostics.filter { $0.severity == .error }.map(\.summary))
    // An event of its own: the effects after this one belong to the state before it.
    loop.start { await self.feed(.specRead(result)) }
  }

  private func observe(_ radio: RadioID, _ request: ObservationRequest) async {
    let state = await observer.observe(request)
    hostapds?.follow(state)
    sources?.follow(state, radio: radio, names: request.interfaces)
    feed(.observed(radio, state))
    await hostapds?.attach(radio, state)
  }

  private func perform(_ step: Step) async {
    do throws(StepFailure) {
      try unwritten.write(before: step)
      try await actuator.perform(step)
      feed(.performed(step, nil))
    } catch {
      feed(.performed(step, error))
    }
  }

  private func askClients(_ radio: RadioID, _ name: InterfaceName, _ address: HardwareAddress?) async {
    await hostapds?.askClients(radio, name, address)
  }

  private func wake(at time: Uptime) {
    guard time != wakeAt else { return }
    wakeAt = time
    let nanoseconds = UInt64(clamping: time.nanoseconds)
    if let timer {
      timer.rearm(at: nanoseconds)
    } else {
      timer = loop.timer(at: nanoseconds, accuracy: .milliseconds(50)) { [weak self] in
        self?.assumeIsolated {
          $0.wakeAt = nil
          $0.feed(.due)
        }
      }
    }
  }

  /// Says goodbye to the service manager. Access points stay on the air.
  package func stop() {
    Notify.stopping()
  }

  private static func summary(of status: Status) -> String {
    let ready = status.accessPoints.count { $0.conditions.contains { $0.kind == .ready && $0.truth == .yes } }
    return "\(ready) of \(status.accessPoints.count) access points ready, generation \(status.generation)"
  }
}
