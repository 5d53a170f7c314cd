import WiFiModel
import WiFiSimulation

/// A simulation as a person reads it: for each radio a timeline, and what became of it.
struct SimulationText {
  private let palette: Palette

  init(_ palette: Palette) { self.palette = palette }

  /// Every fault with its meaning.
  static var list: String {
    let width = SimulatedFault.allCases.map(\.rawValue.count).max() ?? 0
    return SimulatedFault.allCases.map { fault in
      let name = fault.rawValue
      let whose = fault.isOfFirmware ? " (mwifiex alone)" : ""
      return "\(name)\(String(repeating: " ", count: width + 2 - name.count))\(fault.meaning)\(whose)\n"
    }.joined()
  }

  func render(_ played: [(Rehearsal, Rehearsal.Outcome)], seed: UInt64) -> String {
    var text = played.map { render($0, $1, seed) }.joined(separator: "\n")
    guard played.count > 1 else { return text }
    let wrong = played.filter { !$0.1.isAsDeclared }.map(\.0.radio.text)
    text += "\n" + palette.bold("\(played.count) radios, each simulated by itself") + ": "
    return text
      + (wrong.isEmpty
        ? palette.green("as declared") : palette.red("not as declared: \(wrong.joined(separator: ", "))")) + "\n"
  }

  private func render(_ rehearsal: Rehearsal, _ outcome: Rehearsal.Outcome, _ seed: UInt64) -> String {
    let card = rehearsal.card
    let cures = card.cures.map(\.rawValue).sorted().joined(separator: ", ")
    var text = palette.bold("radio \(rehearsal.radio)") + "  \(card.driver) on \(card.bus.uppercased()), simulated; "
    if Rehearsal.knowsFirmware(of: card.driver) { text += "heals by: \(cures.isEmpty ? "nothing" : cures); " }
    text += "seed \(seed)\n"
    for entry in outcome.entries { text += line(for: entry) }
    for violation in outcome.violations {
      let place = "violation at \(Self.time(violation.at))"
      text += "    " + palette.red("\(place): \(violation.property.rawValue): \(violation.text)") + "\n"
    }
    let verdict = outcome.isAsDeclared ? palette.green("as declared") : palette.red("not as declared")
    text += "    \(verdict) at the end, after \(Self.time(outcome.end))\n"
    for times in outcome.airTimes { text += render(times) }
    let remedies = outcome.begun.map { "\($0.rung.rawValue)\($0.count > 1 ? " (\($0.count) times)" : "")" }
    text += "    remedies: \(remedies.isEmpty ? "none" : remedies.joined(separator: ", "))"
    text += "; driver-level actions: \(outcome.counts.driverActions); steps: \(outcome.counts.steps)\n"
    guard !outcome.isAsDeclared else { return text }
    // In the words of 'wifi-ap status'.
    return text + "\n" + StatusText(palette).render(StatusView(outcome.status.json(at: outcome.end)))
  }

  private func render(_ times: AirTimes) -> String {
    let ended = times.breaks.compactMap(\.ended).last
    var text = "    \(times.name)  "
    if times.isOnAir, let since = ended ?? times.first {
      text += palette.green("on the air") + " since \(Self.time(since))"
    } else if !times.isWanted {
      text += "not to be on the air"
    } else {
      text += palette.red(times.breaks.last.map { "off the air since \(Self.time($0.began))" } ?? "never on the air")
    }
    let breaks = times.breaks.compactMap { stretch in
      stretch.span.map { "for \(HistoryText.seconds($0)) from \(Self.time(stretch.began))" }
    }
    return text + (breaks.isEmpty ? "" : "; was off \(breaks.joined(separator: ", "))") + "\n"
  }

  private func line(for entry: TimelineEntry) -> String {
    let word = Self.word(entry.kind)
    let after = Self.time(entry.at)
    let message = entry.message.replacingControlCharacters
    return String(repeating: " ", count: max(2, 11 - after.count)) + after + "  " + colour(entry.kind, word)
      + String(repeating: " ", count: 8 - word.count)
      + (entry.kind == .fault ? palette.bold(message) : entry.kind == .kernel ? palette.dim(message) : message) + "\n"
  }

  /// Since the agent's start.
  private static func time(_ moment: Uptime) -> String { HistoryText.seconds(moment - Rehearsal.start) }

  private static func word(_ kind: TimelineEntry.Kind) -> String {
    switch kind {
    case .fault: "FAULT"
    case .agent: "agent"
    case .machine: "machine"
    case .kernel: "kernel"
    case .status: HistoryText.word(.condition)
    case .spec: HistoryText.word(.spec)
    case .step: HistoryText.word(.step)
    case .evidence: HistoryText.word(.evidence)
    case .decision: HistoryText.word(.decision)
    case .condition: HistoryText.word(.condition)
    }
  }

  private func colour(_ kind: TimelineEntry.Kind, _ word: String) -> String {
    switch kind {
    case .fault, .evidence: palette.red(word)
    case .decision: palette.yellow(word)
    case .kernel: palette.dim(word)
    case .agent, .machine, .status, .spec, .step, .condition: word
    }
  }
}
