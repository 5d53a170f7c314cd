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
      Plan(
        for: Drift(of: radio.id, from: observed, to: desired, ledger: ledger, paths: paths),
        upTo: Allowance(desired.settings, clock: observed.clock, offset: observed.zoneOffset).limit)
    }
  }
}
