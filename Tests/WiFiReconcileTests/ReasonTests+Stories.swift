import WiFiModel

@testable import WiFiReconcile
@testable import WiFiSimulation

extension ReasonTests {
  /// Where each reason appears, and a case that makes it appear: a new reason does not compile without.
  static func story(of reason: Condition.Reason) -> (place: Place, story: Telling) {
    switch reason {
    case .onAir: (.condition(.ready, .yes), seeing { _ in })
    case .matched: (.condition(.ready, .yes), interface { $0.wireless = nil })
    case .drifted: (.condition(.ready, .no), interface { $0.addresses = .known([]) })
    case .disabled: (.condition(.ready, .no), { try seeing(disabled()) { _ in }() })
    case .notObserved: (.condition(.onAir, .unknown), seeing { $0.interfaces = .unknown("no answer") })
    case .notProbed: (.condition(.onAir, .unknown), interface { $0.wireless = nil })
    case .kernelSilent: (.condition(.onAir, .unknown), seeing { $0.radios[0].stuckRequest = stuck })
    case .answerOld: (.condition(.onAir, .unknown), oldAnswer)
    case .beaconing: (.condition(.onAir, .yes), seeing { _ in })
    case .channelOverridden: (.condition(.onAir, .yes), faults(.switchChannel))
    case .interfaceMissing:
      (
        .condition(.onAir, .no),
        seeing { state in
          state.interfaces = .known([])
          state.hostapds = .known([])
        }
      )
    case .hostapdNotRunning: (.condition(.onAir, .no), seeing { $0.hostapds = .known([]) })
    case .hostapdSilent:
      (
        .condition(.onAir, .unknown),
        seeing { state in
          state.radios[0].firmware = .notAsked
          Seen.hostapd(&state) { $0.answer = .silent }
        }
      )
    case .interfaceReplaced: (.condition(.onAir, .no), interface { $0.index = 9 })
    case .hostapdState: (.condition(.onAir, .no), hostapd(HostapdStatus(state: "DISABLED")))
    case .notServed: (.condition(.onAir, .no), status { $0.networks = [] })
    case .otherSSID: (.condition(.onAir, .no), status { $0.networks[0].ssid = [88] })
    case .otherInterface: (.condition(.onAir, .no), interface { $0.address = try Seen.mac(9) })
    case .linkDown: (.condition(.onAir, .no), interface { $0.isUp = false })
    case .firmwareSilent: (.condition(.onAir, .no), faults(.loseAnswer))
    case .kernelDisagrees: (.condition(.onAir, .no), interface { $0.wireless?.ssid = nil })
    case .channelDisagrees: (.condition(.onAir, .no), interface { $0.wireless?.frequency = 2412 })
    case .hostapdStarting: (.condition(.reconciling, .yes), hostapd(HostapdStatus(state: "UNINITIALIZED")))
    case .settingCountry: (.condition(.reconciling, .yes), hostapd(HostapdStatus(state: "COUNTRY_UPDATE")))
    case .choosingChannel: (.condition(.reconciling, .yes), hostapd(HostapdStatus(state: "ACS")))
    case .scanningForNeighbours: (.condition(.reconciling, .yes), hostapd(HostapdStatus(state: "HT_SCAN")))
    case .listeningForRadar: (.condition(.reconciling, .yes), hostapd(HostapdStatus(state: "DFS")))
    case .switchingChannel: (.condition(.reconciling, .yes), announced)
    case .noneDeclared: (.condition(.addressesReady, .yes), { try seeing(withoutAddresses()) { _ in }() })
    case .present: (.condition(.addressesReady, .yes), seeing { _ in })
    case .missing: (.condition(.addressesReady, .no), interface { $0.addresses = .known([]) })
    case .settled: (.condition(.reconciling, .no), seeing { _ in })
    case .working: (.condition(.reconciling, .yes), faults(.deafen))
    case .sound: (.condition(.degraded, .no), seeing { _ in })
    case .fault: (.condition(.degraded, .yes), faults(.stopHostapd))
    case .moving: (.condition(.stalled, .no), seeing { _ in })
    case .stepFailed: (.condition(.stalled, .yes), failedStep)
    case .contended: (.condition(.stalled, .yes), scenario("address-fought-over", 200))
    case .withheld: (.condition(.stalled, .yes), withheld)
    case .disruptionHeld: (.condition(.stalled, .yes), scenario("change-waits", 300))
    case .rolledBack: (.condition(.stalled, .yes), scenario("change-never-on-air", 600))
    case .rollbackRefused: (.condition(.stalled, .yes), scenario("change-to-stronger-security", 600))
    case .rollbackOff: (.condition(.stalled, .yes), scenario("change-taken-back-never", 600))
    case .radioInRecovery: (.condition(.reconciling, .yes), scenario("deaf-pcie-resets-itself", 100))
    case .budgetSpent: (.condition(.stalled, .yes), spent)
    case .recoveryBackoff: (.condition(.stalled, .yes), scenario("deaf-nothing-allowed", 300))
    case .driverResetting: (.condition(.stalled, .yes), scenario("deaf-pcie-resets-itself", 100))
    case .clientsServed: (.condition(.stalled, .yes), scenario("answer-lost-and-clients-served", 200))
    case .kernelUnsound: (.condition(.stalled, .yes), scenario("unload-crashes-the-kernel", 200))
    case .suspended: (.condition(.suspended, .yes), scenario("suspended", 200))
    case .attended: (.condition(.suspended, .no), seeing { _ in })
    case .answered: (.condition(.firmwareHealthy, .yes), seeing { _ in })
    case .silent: (.condition(.firmwareHealthy, .no), seeing { $0.radios[0].firmware = .silent })
    case .hung: (.condition(.firmwareHealthy, .no), faults(.deafen))
    case .starting: (.condition(.firmwareHealthy, .unknown), seeing { $0.radios[0].phy = .known(nil) })
    case .unprobed: (.condition(.firmwareHealthy, .unknown), seeing { $0.radios[0].firmware = .notAsked })
    case .valid: (.condition(.specValid, .yes), seeing { _ in })
    case .invalid: (.condition(.specValid, .no), faults(.invalidateSpec))
    case .notRead: (.condition(.specValid, .unknown), unread)
    case .noDevice: (.refusal, seeing { $0.radios[0].device = .known(nil) })
    case .rfkillBlocked: (.refusal, scenario("silenced", 100))
    case .rfkillHardBlocked: (.refusal, scenario("switched-off", 100))
    case .noFirmwareFile: (.condition(.stalled, .yes), scenario("firmware-missing", 100))
    case .noBridge: (.refusal, { try seeing(bridged()) { _ in }() })
    case .nameTaken: (.refusal, interface { $0.phy = 7 })
    case .notOwned: (.refusal, faults(.deleteInterface, .addForeignInterface))
    case .heldByOther: (.condition(.degraded, .yes), faults(.startSupplicant))
    case .renamed: (.remark, faults(.renameInterface))
    case .interfaceBusy: (.refusal, busy)
    case .noAccessPointType, .tooManyInterfaces, .otherChannel, .noSuchBand, .noSuchChannel, .channelDisabled,
      .channelNoInitiation, .channelRadar, .noSuchWidth, .noSuchStandard, .noSuchCipher,
      .noSuchKeyManagement, .noManagementFrameProtection, .noHostapd, .hostapdTooOld, .hostapdWithout:
      (.refusal, rule(reason))
    case .tooManyClients, .transmitPower: (.remark, rule(reason))
    case .moduleBusy: (.condition(.reconciling, .yes), seeing { $0.radios[0].module = .known(.loading) })
    case .firmwareStarting: (.condition(.reconciling, .yes), seeing { $0.radios[0].phy = .known(nil) })
    case .nextLoad: (.remark, otherParameter)
    case .noPowerLimit: (.remark, { try seeing(limited()) { _ in }() })
    }
  }

  private static let stuck = StuckRequest(
    operation: "GET_INTERFACE", since: .seconds(99), process: ProcessIdentity(pid: 3, startTime: 7), state: "D")

  private static func disabled() throws -> DesiredState {
    var desired = try Story.desired()
    desired.accessPoints[0].enabled = false
    return desired
  }

  private static func withoutAddresses() throws -> DesiredState {
    var desired = try Story.desired()
    desired.accessPoints[0].addresses = []
    return desired
  }

  private static func bridged() throws -> DesiredState {
    var desired = try Story.desired()
    desired.accessPoints[0].bridge = try InterfaceName("br0")
    return desired
  }

  private static func limited() throws -> DesiredState {
    var desired = try Story.desired()
    desired.radios[0].transmitPower = 17
    return desired
  }

  /// A controller that has read the story's spec, and looks.
  private static func looking(_ desired: DesiredState? = nil, _ ledger: Ledger? = nil) throws -> Controller {
    var controller = Controller(bootID: "now")
    _ = controller.handle(.started(Memory(bootID: "now"), try ledger ?? Seen.ledger()), at: .seconds(90))
    let desired = try desired ?? Story.desired()
    _ = controller.handle(.specRead(SpecResult(desired: desired, files: ["a"])), at: .seconds(99))
    return controller
  }

  private static func unread() throws -> Set<Sighting> {
    var controller = Controller(bootID: "now")
    _ = controller.handle(.started(Memory(bootID: "now"), Ledger()), at: .seconds(90))
    return said(controller)
  }

  /// The firmware answered, and nobody could ask it again for a while.
  private static func oldAnswer() throws -> Set<Sighting> {
    var controller = try looking()
    let main = try RadioID("main")
    _ = controller.handle(.observed(main, try Seen.onAir()), at: .seconds(100))
    _ = controller.handle(.due, at: .seconds(140))
    var state = try Seen.onAir(at: .seconds(140), firmware: .notAsked)
    state.reach = .gentle
    Seen.interface(&state) { $0.wireless = nil }
    _ = controller.handle(.observed(main, state), at: .seconds(140))
    return said(controller)
  }

  private static func announced() throws -> Set<Sighting> {
    var controller = try looking()
    let main = try RadioID("main")
    _ = controller.handle(.channelChanged(main, .switchStarted(2412)), at: .seconds(99))
    _ = controller.handle(.observed(main, try Seen.onAir()), at: .seconds(100))
    return said(controller)
  }

  private static func failedStep() throws -> Set<Sighting> {
    var controller = try looking()
    let main = try RadioID("main")
    var state = try Seen.onAir()
    Seen.interface(&state) { $0.addresses = .known([]) }
    var effects = controller.handle(.observed(main, state), at: .seconds(100))
    // It looks closer, tries, looks again, and waits a moment before it tries anew.
    for _ in 0..<4 {
      for effect in effects {
        switch effect {
        case .observe: effects = controller.handle(.observed(main, state), at: .seconds(100))
        case .perform(let step):
          let failure = StepFailure(.refused, "the kernel said no")
          effects = controller.handle(.performed(step, failure), at: .seconds(100))
        default: continue
        }
      }
    }
    return said(controller)
  }

  private static func withheld() throws -> Set<Sighting> {
    try running(30) {
      var simulation = try Story.simulation()
      simulation.withheld = ["start-hostapd"]
      return simulation
    }()
  }

  private static func spent() throws -> Set<Sighting> {
    try running(600) {
      var simulation = try Story.simulation(recovery: RecoveryPolicy(actionsPerHour: 1))
      simulation.inject(.deafen, at: .seconds(40))
      return simulation
    }()
  }

  /// Somebody's station, lent and still connected.
  private static func busy() throws -> Set<Sighting> {
    var desired = try Story.desired()
    desired.accessPoints[0].adopt = true
    var controller = try looking(desired, Ledger())
    var state = try Seen.onAir()
    state.hostapds = .known([])
    Seen.interface(&state) { $0.wireless = Interface.Wireless(type: .station) }
    _ = controller.handle(.observed(try RadioID("main"), state), at: .seconds(100))
    return said(controller)
  }

  private static func otherParameter() throws -> Set<Sighting> {
    var desired = try Story.desired()
    desired.radios[0].moduleParameters = [try ModuleParameter("driver_mode", "3")]
    return try seeing(desired) { $0.radios[0].moduleParameters = [try ModuleParameter("driver_mode", "1")] }()
  }
}
