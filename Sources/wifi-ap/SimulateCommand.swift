import ArgumentParser
import Glibc
import WiFiModel
import WiFiSimulation
import WiFiSpec

/// `wifi-ap simulate`: the agent on a machine that exists in memory only.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Try a spec on a simulated machine, with faults at times.",
    discussion: """
      The agent that ships keeps the spec on a machine in memory, under a clock of its own: neither root nor a radio is \
      needed. Each radio has a machine to itself. It ends a minute after everything is as declared, or two hours after \
      the last fault. The same spec, faults and seed print the same.

      Exit codes: 0 everything is as declared at the end, 1 the agent did what it must never do, 75 something is not as \
      declared.

      What may bring hung firmware back (--heals-by):

      """
        + SimulatedCard.Cure.allCases.map { "  \($0.rawValue): \($0.meaning)." }.joined(separator: "\n")
        + "\n  \(Cure.none).")

  @OptionGroup var common: CommonOptions
  @OptionGroup var spec: SpecArguments
  @Option(
    name: .customLong("fault"), parsing: .singleValue,
    help: ArgumentHelp(
      "What happens, and how long after the agent's start, such as lose-answer@60s or unplug@1h30m. Repeatable.",
      valueName: "fault@time"),
    completion: .list(SimulatedFault.allCases.map { "\($0.rawValue)@60s" }),
    transform: TimedFault.init(reading:))
  var faults: [TimedFault] = []
  @Option(
    help: ArgumentHelp("What is declared after the fault edit-spec: a spec file or directory.", valueName: "path"),
    completion: .file())
  var edit: String?
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "What brings hung firmware back, in the place of resets-on-unload. Repeatable.", valueName: "cure"),
    completion: .list(Cure.names),
    transform: Cure.init(reading:))
  var healsBy: [Cure] = []
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How long: 90s, 30m, 2h or 7d; without it, until it is over.", valueName: "time"))
  var span: TimeSpan?
  @Option(
    help: ArgumentHelp(
      "The time at the start, such as 2026-11-20T01:50:00Z; without it nobody knows it.", valueName: "time"),
    transform: { text in
      do { return try WallTime(text) } catch { throw ValidationError("\(error)") }
    })
  var clock: WallTime?
  @Option(help: ArgumentHelp("Draws what chance decides: times, and which of several is hit.", valueName: "number"))
  var seed: UInt64 = 1
  @Flag(help: "List the faults, and do nothing else.") var listFaults = false
  @Option(help: "How to print.") var format = Format.text

  /// What heals, or that nothing does.
  struct Cure: Hashable, Sendable {
    let kind: SimulatedCard.Cure?

    static let none = "nothing"
    static let names = SimulatedCard.Cure.allCases.map(\.rawValue) + [none]

    init(reading text: String) throws {
      kind = SimulatedCard.Cure(rawValue: text)
      guard kind == nil, text != Self.none else { return }
      throw ValidationError("it is one of \(Self.names.joined(separator: ", "))")
    }
  }

  func validate() throws {
    if listFaults {
      guard spec.files.isEmpty, faults.isEmpty, edit == nil, healsBy.isEmpty, span == nil, clock == nil else {
        throw ValidationError("--list-faults stands alone.")
      }
      return
    }
    let edits = faults.contains { $0.fault == .editSpec }
    if edits, edit == nil {
      throw ValidationError("The fault edit-spec needs the spec that is declared after it; give --edit PATH.")
    }
    if !edits, edit != nil {
      throw ValidationError("--edit is for the fault edit-spec; give --fault edit-spec@TIME, too.")
    }
    if let span, let late = faults.first(where: { $0.seconds > span.seconds }) {
      throw ValidationError("\(late.fault.rawValue) happens after the end, which --for sets.")
    }
    if healsBy.contains(where: { $0.kind == nil }), Set(healsBy).count > 1 {
      throw ValidationError("--heals-by nothing stands alone.")
    }
  }

  func run() throws {
    guard !listFaults else {
      switch format {
      case .json: Console.out(Rehearsal.listJSON.text(.pretty))
      case .text: Console.out(SimulationText.list)
      }
      return
    }
    let rehearsals = try rehearsals()
    let catalogue = common.catalogue
    let outcomes = rehearsals.map { rehearsal in
      (rehearsal, rehearsal.play(from: clock, for: span.map { .seconds($0.seconds) }, seed: seed, catalogue))
    }
    switch format {
    case .json: Console.out(Rehearsal.json(outcomes, seed: seed).text(.pretty))
    case .text:
      Console.out(SimulationText(Palette(isOn: Console.isColoured(STDOUT_FILENO))).render(outcomes, seed: seed))
    }
    if outcomes.contains(where: { !$0.1.violations.isEmpty }) { throw ExitCode(1) }
    if outcomes.contains(where: { !$0.1.isAsDeclared }) { throw ExitCode(75) }
  }

  /// One for each radio that carries anything.
  private func rehearsals() throws -> [Rehearsal] {
    let declared = try spec.read(root: common.root, quiet: true)
    let edited = try edit.map { try SpecArguments.read([$0], root: common.root, quiet: true) } ?? declared
    let radios = declared.radios.filter { radio in declared.accessPoints.contains { $0.radio == radio.id } }
    guard !radios.isEmpty else {
      throw Console.fail("the spec is valid, and declares no access point: there is nothing to simulate", code: 64)
    }
    for radio in radios {
      guard let after = edited.radio(radio.id)?.driver, after != radio.driver else { continue }
      throw Console.fail(
        "\(edit ?? "") gives radio \(radio.id) the driver \(after), and its simulated card is for \(radio.driver); "
          + "simulate that spec by itself", code: 64)
    }
    let cures = healsBy.isEmpty ? [.unload] : Set(healsBy.compactMap(\.kind))
    let rehearsals = radios.map { radio in
      Rehearsal(
        of: radio, in: declared, edited: edited, cures: cures,
        faults: faults.map { ($0.fault, .seconds($0.seconds)) })
    }
    for fault in faults.map(\.fault) where !rehearsals.contains(where: { $0.events.contains { $0.fault == fault } }) {
      throw Console.fail(
        "\(fault.rawValue) is of the firmware of mwifiex cards, and no radio has one; how other firmware dies is not "
          + "simulated", code: 64)
    }
    let buses = Set(rehearsals.map(\.card.bus)).sorted()
    for cure in SimulatedCard.Cure.allCases where cures.contains(cure) && !buses.contains(where: cure.isOf(bus:)) {
      throw Console.fail(
        "\(cure.rawValue) is \(cure.meaning), and what is declared is on \(buses[0].uppercased())", code: 64)
    }
    return rehearsals
  }
}

/// A fault as it is asked for: NAME@TIME.
struct TimedFault: Hashable, Sendable {
  let fault: SimulatedFault
  /// After the agent's start.
  let seconds: Int64

  init(reading text: String) throws {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let fault = SimulatedFault(rawValue: parts[0]) else {
      let near = Suggestion.nearest(to: parts[0], in: SimulatedFault.allCases.map(\.rawValue))
      throw ValidationError(
        "there is no fault '\(parts[0])'; " + (near.map { "did you mean '\($0)'? " } ?? "")
          + "'wifi-ap simulate --list-faults' lists them all")
    }
    guard parts.count == 2 else { throw ValidationError("it has no time; write \(parts[0])@60s") }
    guard let seconds = TimeSpan.seconds(parts[1]) else {
      throw ValidationError("'\(parts[1])' is no time; write 90s, 30m or 1h30m after the @")
    }
    self.fault = fault
    self.seconds = seconds
  }
}
