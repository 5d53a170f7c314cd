import ArgumentParser
import WiFiDaemon
import WiFiModel
import WiFiSpec

/// `wifi-ap validate`: checks specs; it needs no root and no radio, unless it is to ask one.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check specs and say what is wrong, and where.",
    discussion: """
      By itself it checks what the files say. With --snapshot or --device it also checks whether that machine can do \
      it: channels and widths under the country in force, security, the number of access points, the installed hostapd.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var spec: SpecArguments
  @Option(help: "How to print.") var format = Format.text
  @Option(
    help: ArgumentHelp("Check against the machine in this file, as 'wifi-ap snapshot' wrote it.", valueName: "file"))
  var snapshot: String?
  @Flag(help: "Check against this machine; its radios are asked what they can do.") var device = false

  func validate() throws {
    if snapshot != nil, device {
      throw ValidationError("--snapshot and --device name two machines; give one of them.")
    }
  }

  func run() throws {
    var reading = spec.reading(root: common.root)
    if let desired = reading.desired, reading.isValid, let machine = try machine(for: desired) {
      let judgement = Judgement(of: reading, desired, on: machine)
      reading.diagnostics += judgement.diagnostics
      for unknown in judgement.unknowns { Console.err("note: \(unknown); nothing is refused for it\n") }
    }
    switch format {
    case .json: Console.out(reading.json.text(.pretty))
    case .text: SpecArguments.print(reading)
    }
    guard let desired = reading.desired, reading.isValid else { throw ExitCode(65) }
    guard format == .text else { return }
    let enabled = desired.accessPoints.count { $0.enabled }
    guard !desired.radios.isEmpty || !desired.accessPoints.isEmpty else {
      Console.out("valid, and nothing is declared: there is no file *.yaml with a radio in it\n")
      return
    }
    Console.out("valid: \(desired.radios.count) radio(s), \(enabled) access point(s) to be on the air\n")
  }

  /// The machine to check against, if there shall be one.
  private func machine(for desired: DesiredState) throws -> ObservedState? {
    if let snapshot { return try SnapshotFile.read(snapshot, to: "check against") }
    guard device else { return nil }
    do {
      return try Survey.take(desired, paths: Paths(root: common.root), isWhole: true).observed
    } catch {
      throw Console.fail(error)
    }
  }
}
