package import LinuxPlatform
import RadioHelper
import SystemPackage
import Systemd
package import WiFiModel
import WiFiObserve
package import WiFiReconcile

/// One look at the machine, for commands that read: no daemon, no lock, no change.
package actor Survey {
  package nonisolated let loop: EventLoop
  package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  private let observer: MachineObserver
  private let paths: Paths
  private let ledger: Ledger
  private var result: Result?

  /// What was seen and what follows from it.
  package struct Result: Sendable {
    package var observed: ObservedState
    /// One for each radio that is declared or of which something is left, in order of their names.
    package var plans: [Plan]
  }

  private init(on loop: EventLoop, paths: Paths) throws(PlatformError) {
    // Without it all that is the agent's would look like somebody else's.
    if let error = Self.unreadable(paths.ledger) { throw error }
    self.loop = loop
    self.paths = paths
    observer = MachineObserver(on: loop, paths: paths, helpers: RadioHelperPool(on: loop))
    ledger = Storage(paths: paths).readLedger(Journal(leastLevel: .error))
  }

  /// Why a file that exists cannot be read.
  private static func unreadable(_ path: String) -> PlatformError? {
    do {
      try FileDescriptor.open(FilePath(path), .readOnly).close()
      return nil
    } catch {
      guard let code = error as? Errno, code == .permissionDenied else { return nil }
      return PlatformError("open", on: path, code, advice: "only root can tell what the agent made; try: sudo wifi-ap")
    }
  }

  /// Looks at the machine: gently, and where that shows drift again with a question to the firmware, since only drift
  /// makes the difference worth a command to it.
  ///
  /// - Parameters:
  ///   - desired: whose radios are looked at, with those of which something is left.
  ///   - paths: where the agent's files are.
  ///   - isWhole: whether to ask each radio what it can do in any case, and to look at the installed hostapd.
  /// - Returns: what was seen, and the plans for it.
  /// - Throws: when the loop cannot be made or run; EACCES for others than root where an agent has been at work.
  package static func take(
    _ desired: DesiredState, paths: Paths, isWhole: Bool = false
  ) throws(PlatformError) -> Result {
    let loop = try EventLoop()
    let survey = try Survey(on: loop, paths: paths)
    loop.start {
      await survey.run(desired, isWhole: isWhole)
      loop.stop(0)
    }
    try loop.run()
    // The task ended with the loop: the result is there.
    guard let result = survey.assumeIsolated({ $0.result }) else {
      throw PlatformError("look at", on: "the machine", .canceled)
    }
    return result
  }

  private func run(_ desired: DesiredState, isWhole: Bool) async {
    let left = ledger.interfaces.map(\.radio) + ledger.hostapds.map(\.radio) + ledger.files
    let radios = Set(desired.radios.map(\.id) + left).sorted()
    var states: [ObservedState] = []
    var plans: [Plan] = []
    for radio in radios {
      var state = await observe(radio, desired, .gentle)
      var plan = plan(radio, desired, state)
      if !plan.steps.isEmpty || isWhole {
        state = await observe(radio, desired, .probing)
        plan = self.plan(radio, desired, state)
      }
      states.append(state)
      plans.append(plan)
    }
    var observed = ObservedState(merging: states)
    if isWhole { observed.hostapdSoftware = await InstalledHostapd(on: loop, paths: paths).look() }
    result = Result(observed: observed, plans: plans)
  }

  private func plan(_ radio: RadioID, _ desired: DesiredState, _ state: ObservedState) -> Plan {
    Plan(
      for: Drift(of: radio, from: state, to: desired, ledger: ledger, paths: paths),
      upTo: Allowance(desired.settings, clock: state.clock, offset: state.zoneOffset).limit)
  }

  private func observe(_ radio: RadioID, _ desired: DesiredState, _ reach: ObservedState.Reach) async -> ObservedState {
    await observer.observe(ObservationRequest(of: radio, reach: reach, desired: desired, ledger: ledger))
  }
}
