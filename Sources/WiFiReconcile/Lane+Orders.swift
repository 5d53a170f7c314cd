import WiFiModel

extension Lane {
  /// Somebody asks for a remedy by hand: it does not wait for evidence, a budget or a backoff.
  mutating func recover(by rung: Rung?, _ context: inout LaneContext) {
    guard let declared = context.desired.radio(radio),
      objection(to: rung, context.desired, context.memory, context.suspension) == nil
    else { return }
    let wanted =
      rung ?? Ladder.rungs(for: Fault(.firmware, evidence: ""), device: device, policy: declared.recovery).first
    guard let wanted else { return }
    let fault = Fault(wanted.faultClass, evidence: "somebody asked for \(wanted.rawValue)")
    if incident == nil || incident?.isHealed ?? false || incident?.phase.isRebuilding ?? false {
      openAnew(fault, declared, "\(fault.evidence) on radio \(radio)", &context)
    } else {
      context.say(.decision, "\(fault.evidence) on radio \(radio)")
    }
    incident?.asked = wanted
    incident?.ownReset = nil
    incident?.phase = .due(context.now)
    keep(&context)
    look(at: context.now, reach: .probing)
  }

  /// Why a remedy that is asked for by hand is not possible; nil when it is.
  func objection(to rung: Rung?, _ desired: DesiredState, _ memory: Memory, _ suspension: Suspension?) -> String? {
    guard let declared = desired.radio(radio) else { return "no radio \(radio) is declared" }
    if let suspension { return "\(suspension.subject) is suspended" }
    if let stuck = observed?.radio(radio)?.stuckRequest {
      return "\(stuck.operation) has not returned (process \(stuck.process.pid), state \(stuck.state)): "
        + "nothing can be done before it does"
    }
    if memory.crashed.contains(radio) {
      return "the driver crashed the kernel: only a reboot of the machine helps"
    }
    if incident?.phase == .acting { return "a remedy is being performed" }
    if let rung { return Ladder.objection(to: rung, device: device, policy: declared.recovery) }
    return Ladder.rungs(for: Fault(.firmware, evidence: ""), device: device, policy: declared.recovery).isEmpty
      ? "the spec allows no remedy for this card" : nil
  }
}

extension Rung {
  /// The class of fault that it is a remedy for.
  fileprivate var faultClass: Fault.Class {
    switch self {
    case .restartHostapd: .hostapd
    case .recreateInterface: .interface
    case .rebindDevice, .reloadDriver, .resetDevice, .resetBus, .powerHook, .reboot: .firmware
    }
  }
}
