import ArgumentParser
import Glibc
import WiFiDaemon
import WiFiModel
import WiFiReconcile

/// `wifi-ap plan`: what differs and what would be done about it. It changes nothing.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what differs from the spec and the steps that would close it.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var spec: SpecArguments
  @Option(help: ArgumentHelp("Plan for the machine in this file, as 'wifi-ap snapshot' wrote it.", valueName: "file"))
  var snapshot: String?
  @Option(help: "How to print.") var format = Format.text
  @Flag(help: "Exit with 2 when there is something to do.") var detailedExitcode = false

  func run() throws {
    let paths = Paths(root: common.root)
    let desired = try spec.read(root: common.root, quiet: true)
    let plans: [Plan]
    if let snapshot {
      plans = try PlanCommand.plans(for: desired, from: snapshot, paths: paths)
    } else {
      do {
        plans = try Survey.take(desired, paths: paths).plans
      } catch {
        throw Console.fail(error)
      }
    }
    switch format {
    case .json: Console.out(Plan.json(plans).text(.pretty))
    case .text: Console.out(PlanText(Palette(isOn: Console.isColoured(STDOUT_FILENO))).render(plans))
    }
    if detailedExitcode, plans.contains(where: { !$0.steps.isEmpty }) { throw ExitCode(2) }
  }

  private static func plans(for desired: DesiredState, from file: String, paths: Paths) throws -> [Plan] {
    let observed = try SnapshotFile.read(file, to: "plan from")
    // A snapshot does not say who made what: an interface that bears a declared name is taken for the agent's.
    var ledger = Ledger()
    for accessPoint in desired.accessPoints {
      guard let interface = observed.interface(accessPoint.name) else { continue }
      let first = observed.configuration(of: accessPoint.radio)?.configuration?["interface"]
      ledger.interfaces.append(
        Ledger.OwnedInterface(
          name: accessPoint.name, radio: accessPoint.radio, index: interface.index,
          origin: first == nil || first == accessPoint.name.text ? .agent : .hostapd))
    }
    return desired.radios.map { radio in
      Plan(for: Drift(of: radio.id, from: observed, to: desired, ledger: ledger, paths: paths))
    }
  }
}

/// A plan as a person reads it at one glance.
struct PlanText {
  private let palette: Palette

  init(_ palette: Palette) { self.palette = palette }

  func render(_ plans: [Plan]) -> String {
    var text = ""
    for plan in plans {
      for refusal in plan.refusals { text += palette.red("! radio \(plan.radio): \(refusal.message)") + "\n" }
      for wait in plan.waits { text += palette.yellow("… radio \(plan.radio): \(wait.message)") + "\n" }
      for unknown in plan.unknowns { text += palette.yellow("? radio \(plan.radio): \(unknown)") + "\n" }
      for remark in plan.remarks { text += palette.yellow("· radio \(plan.radio): \(remark.message)") + "\n" }
      for step in plan.steps { text += line(for: step) }
    }
    let steps = plans.flatMap(\.steps)
    guard !steps.isEmpty else {
      let clear = plans.allSatisfy { $0.refusals.isEmpty && $0.waits.isEmpty && $0.unknowns.isEmpty }
      return text + (clear ? "Everything is as declared.\n" : "Nothing can be done now.\n")
    }
    let worst = steps.map(\.disruption).max() ?? .none
    return text + "\n" + palette.bold("\(steps.count) step(s), disruption: \(worst.rawValue)") + "\n"
  }

  private func line(for step: Step) -> String {
    let action = step.action.name
    let sign: String
    switch step.action {
    case .removeInterface, .removeAddress, .removeFiles, .removeBSS, .stopHostapd, .killHostapd, .unloadModule,
      .unbindDevice, .disablePort:
      sign = palette.red("-")
    case .writeConfiguration, .writeFile, .setRegulatoryDomain, .setLinkUp, .setLinkDown, .setHardwareAddress,
      .limitPower, .reloadPassphrases, .reloadStations, .setOptions, .switchChannel, .reloadBSS, .renewBSS,
      .recordConfiguration:
      sign = palette.yellow("~")
    case .loadModule, .bindDevice, .enablePort, .addInterface, .addAddress, .addBSS, .startHostapd:
      sign = palette.green("+")
    }
    let target = step.action.target.map { " \($0)" } ?? ""
    let harm = step.disruption == .none ? "" : palette.red("  [\(step.disruption.rawValue)]")
    let name = action + target
    let padding = String(repeating: " ", count: max(1, 44 - name.count))
    return "\(sign) \(name)\(padding)\(palette.dim(step.reason))\(harm)\n"
  }
}
