import WiFiModel
import WiFiReconcile

/// A plan as a person reads it at one glance.
struct PlanText {
  private let palette: Palette

  init(_ palette: Palette) { self.palette = palette }

  func render(_ plans: [Plan]) -> String {
    var text = ""
    for plan in plans {
      func line(_ sign: String, _ message: String) -> String {
        "\(sign) radio \(plan.radio): \(message.replacingControlCharacters)"
      }
      for refusal in plan.refusals { text += palette.red(line("!", refusal.message)) + "\n" }
      for wait in plan.waits { text += palette.yellow(line("…", wait.message)) + "\n" }
      for unknown in plan.unknowns { text += palette.yellow(line("?", unknown)) + "\n" }
      for remark in plan.remarks { text += palette.yellow(line("·", remark.message)) + "\n" }
      for step in plan.steps { text += self.line(for: step) }
    }
    let waiting = plans.flatMap(\.waiting)
    if !waiting.isEmpty {
      text += (text.isEmpty ? "" : "\n") + palette.yellow("These wait: they would do more than is allowed now.") + "\n"
      for step in waiting { text += line(for: step) }
    }
    let steps = plans.flatMap(\.steps)
    guard !steps.isEmpty else {
      let clear =
        waiting.isEmpty && plans.allSatisfy { $0.refusals.isEmpty && $0.waits.isEmpty && $0.unknowns.isEmpty }
      return text + (clear ? "Everything is as declared.\n" : "Nothing can be done now.\n")
    }
    let count = steps.count == 1 ? "1 step" : "\(steps.count) steps"
    let worst = steps.max { $0.disruption < $1.disruption }
    let clients = steps.filter { $0.disruption == worst?.disruption }.compactMap(\.clients).max()
    return text + "\n" + palette.bold("\(count), disruption: \(harm(worst?.disruption ?? .none, clients))") + "\n"
  }

  private func harm(_ disruption: Disruption, _ clients: UInt16?) -> String {
    guard disruption > .none, let clients else { return disruption.rawValue }
    return "\(disruption.rawValue), \(clients == 0 ? "no" : "\(clients)") \(clients == 1 ? "client" : "clients")"
  }

  private func line(for step: Step) -> String {
    let action = step.action.name
    let sign: String
    switch step.action {
    case .removeExemption, .removeInterface, .removeAddress, .removeFiles, .removeBSS, .stopHostapd, .killHostapd,
      .unloadModule, .unbindDevice, .unbindHost, .removeDevice, .disablePort:
      sign = palette.red("-")
    case .writeConfiguration, .writeFile, .setRegulatoryDomain, .unblockRadio, .setLinkUp, .setLinkDown,
      .setHardwareAddress,
      .limitPower, .writeExemption, .reloadNetworkManager, .reloadPassphrases, .reloadStations, .setOptions,
      .switchChannel, .reloadBSS, .renewBSS, .recordConfiguration, .resetDevice, .runPowerHook, .reboot:
      sign = palette.yellow("~")
    case .loadModule, .bindDevice, .bindHost, .rescanBus, .enablePort, .addInterface, .addAddress, .addBSS,
      .startHostapd:
      sign = palette.green("+")
    }
    let target = step.action.target.map { " \($0.replacingControlCharacters)" } ?? ""
    let harm = step.disruption == .none ? "" : palette.red("  [\(harm(step.disruption, step.clients))]")
    let name = action + target
    let padding = String(repeating: " ", count: max(1, 44 - name.count))
    return "\(sign) \(name)\(padding)\(palette.dim(step.reason.replacingControlCharacters))\(harm)\n"
  }
}
