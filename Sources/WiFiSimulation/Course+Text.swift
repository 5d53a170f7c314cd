package import WiFiModel

/// A course as statements, one a line, so that it stays what it is when seeds come to draw others.
extension Course {
  /// `safety` or `liveness`, `seed N`, `card` with `SimulatedCard.statement`,
  /// `recovery [no-reload-driver] [no-bus-reset] [power-hook] [reboot] actions-per-hour=N`, `access-points N [adopting] [rekeyed]`, `loss PERMILLE`,
  /// `crash before|unacknowledged EFFECT`, and `at SECONDS FAULT` for each event.
  package var text: String {
    var lines = [kind.rawValue, "seed \(seed)", "card \(card.statement)"]
    let forbidden = (recovery.reloadDriver ? "" : " no-reload-driver") + (recovery.busReset ? "" : " no-bus-reset")
    let more = (recovery.powerHook.isEmpty ? "" : " power-hook") + (recovery.reboot ? " reboot" : "")
    lines.append("recovery\(forbidden)\(more) actions-per-hour=\(recovery.actionsPerHour)")
    if accessPoints > 0 {
      lines.append("access-points \(accessPoints)\(isAdopting ? " adopting" : "")\(isRekeyed ? " rekeyed" : "")")
    }
    if lossPerMille > 0 { lines.append("loss \(lossPerMille)") }
    if let crash { lines.append("crash \(crash.moment.rawValue) \(crash.effect)") }
    for event in events {
      let milliseconds = (event.at - .seconds(10)).nanoseconds / 1_000_000
      let fraction = String(1000 + milliseconds % 1000).dropFirst()
      lines.append("at \(milliseconds / 1000).\(fraction) \(event.fault.rawValue)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Reads what `text` writes; a line with `#` is for people.
  ///
  /// - Throws: `InvalidValue` for the first statement that is none.
  package init(_ text: String) throws(InvalidValue) {
    self.init(seed: 0, kind: .safety, card: SimulatedCard(driver: try ModuleName("mwifiex_usb")))
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      let number = words.last.flatMap { UInt64($0) }
      switch (words[0], number) {
      case ("safety", _), ("liveness", _): kind = words[0] == "safety" ? .safety : .liveness
      case ("seed", let number?): seed = number
      case ("card", _): card = try SimulatedCard(statement: words.dropFirst())
      case ("recovery", _):
        recovery.reloadDriver = !words.contains("no-reload-driver")
        recovery.busReset = !words.contains("no-bus-reset")
        if words.contains("power-hook") { recovery.powerHook = Self.powerHook }
        recovery.reboot = words.contains("reboot")
        if let limit = words.last?.split(separator: "=").last.flatMap({ UInt8($0) }) { recovery.actionsPerHour = limit }
      case ("access-points", _):
        guard words.count > 1, let count = Int(words[1]) else { throw Self.invalid(line) }
        accessPoints = count
        isAdopting = words.contains("adopting")
        isRekeyed = words.contains("rekeyed")
      case ("loss", let number?): lossPerMille = number
      case ("crash", let number?):
        guard words.count == 3, let moment = Simulation.CrashPoint.Moment(rawValue: words[1]) else {
          throw Self.invalid(line)
        }
        crash = Simulation.CrashPoint(effect: number, moment: moment)
      case ("at", _):
        let parts = words.count == 3 ? words[1].split(separator: ".") : []
        guard parts.count == 2, let seconds = Int64(parts[0]), let milliseconds = Int64(parts[1]), parts[1].count == 3,
          let fault = SimulatedFault(rawValue: words[2])
        else { throw Self.invalid(line) }
        events.append(Event(at: .seconds(10 + seconds) + .milliseconds(milliseconds), fault: fault))
      default: throw Self.invalid(line)
      }
    }
  }

  /// Which program it is does not matter here.
  static let powerHook = ["/usr/libexec/power"]

  private static func invalid(_ line: Substring) -> InvalidValue {
    InvalidValue("'\(line)' is no statement of a course", hint: "see Specs/README.md for what there is")
  }
}
