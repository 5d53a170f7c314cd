package import WiFiModel
import WiFiReconcile

/// One thing that may come up while recovery is at work.
package enum LadderEvidence: Hashable, Sendable {
  case fault(SimulatedFault)
  /// A line in the kernel log, which nothing else bears out.
  case line(String)
  /// The driver put the memory of crashed firmware up for reading.
  case dump
  /// Somebody asks for a remedy by hand.
  case asked(Rung)
  /// Everything that was broken is mended.
  case mended
  /// Time passes until the ladder's next move.
  case time

  /// Its word in the output.
  package var name: String {
    switch self {
    case .fault(let fault): fault.rawValue
    case .line(let text): "line '\(text)'"
    case .dump: "dump"
    case .asked(let rung): "asked for \(rung.rawValue)"
    case .mended: "everything is mended"
    case .time: "time passes"
    }
  }

  /// What comes up with a card, but for the time: in the firmware, on its bus, in its driver's leave, of hostapd, in
  /// steps that fail, of the agent, by others, of what can be seen and written, and by hand.
  ///
  /// Left out is what changes the spec or how the agent is told of the world: courses of events have both.
  package static func all(for driver: ModuleName) -> [LadderEvidence] {
    let faults: [SimulatedFault] = [
      .resetCard, .unplug, .plug, .powerCycle, .removeModule, .hideFirmware, .stickUnload, .releaseUnload,
      .crashOnUnload, .killHostapd, .stopHostapd, .hangHostapd, .continueHostapd, .breakHostapd, .mendHostapd,
      .lieEnabled, .refuseBusy, .refuseFull, .refuseGone, .refuseLate, .killHelper, .killAgent, .rebootMachine,
      .suspendMachine, .startNetworkManager, .startSupplicant, .deleteInterface, .renameInterface, .takeLinkDown,
      .removeAddress, .addForeignInterface, .changeType, .reuseIndex, .blockRadio, .switchOff, .changeCountry,
      .hideHostapd, .hideCard, .interruptDumps, .showAll, .fillDisk, .mendDisk, .serveClients, .floodLog,
      .suspendRadio, .requestRecovery, .requestApply,
    ]
    // Nothing tells a driver that cannot be probed that its firmware is deaf.
    let deaths: [SimulatedFault] = answers(driver) ? [.loseAnswer, .deafen] : []
    return (deaths + faults).map { .fault($0) } + lines(of: driver).map { .line($0) } + [.dump]
      + Rung.allCases.map { .asked($0) } + [.mended]
  }

  private static func answers(_ driver: ModuleName) -> Bool { driver.text.hasPrefix("mwifiex") }

  /// That the firmware died, that the driver begins to reset the card by itself, that the card kept its firmware.
  private static func lines(of driver: ModuleName) -> [String] {
    answers(driver)
      ? [
        "mwifiex_cmd_timeout_func: Timeout cmd id = 0x20, act = 0x1", "info: shutdown mwifiex...",
        "WLAN FW already running! Skip FW dnld",
      ] : ["firmware crashed! (guid 5a0cd4b6)", "device successfully recovered"]
  }
}

extension LadderEvidence {
  /// Whether it can come up, and is not what is so already. A second reboot is not asked for by hand: those that are
  /// count for the agent's own, too.
  func applies(to simulation: Simulation, _ radio: RadioID) -> Bool {
    switch self {
    case .asked(.reboot): (simulation.controller?.memory.reboots[radio] ?? 0) == 0
    case .fault(let fault): Self.isFelt(fault, simulation.machine, simulation.story.accessPoints[0])
    case .line, .dump, .asked, .mended, .time: true
    }
  }

  private static func isFelt(_ fault: SimulatedFault, _ machine: SimulatedMachine, _ accessPoint: AccessPoint) -> Bool {
    switch fault {
    // What is not the machine's, or takes its time.
    case .killAgent, .suspendRadio, .requestRecovery, .requestApply, .suspendMachine: return true
    default: break
    }
    var after = machine
    after.suffer(fault, accessPoint: accessPoint)
    if after.signals == [.changed] { after.signals = [] }
    return after != machine
  }

  /// Lets it come up at a time.
  func happen(in simulation: inout Simulation, _ radio: RadioID, at time: Uptime) {
    let machine = simulation.machine
    let device = machine.card.device(enumeration: machine.enumeration)
    switch self {
    case .fault(let fault): simulation.inject(fault, at: time)
    case .line(let text):
      simulation.tell(.kernelRecord(device: device.kernelID, message: machine.card.logPrefix + text), at: time)
    case .dump: simulation.tell(.firmwareDumped(device: device.sysfs), at: time)
    case .asked(let rung): simulation.tell(.recoveryRequested(radio, rung), at: time)
    case .mended:
      for fault in Course.mending { simulation.inject(fault, at: time) }
      if machine.isCrashed { simulation.inject(.rebootMachine, at: time) }
    case .time: break
    }
  }
}
