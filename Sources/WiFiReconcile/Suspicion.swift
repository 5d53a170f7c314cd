package import WiFiModel

/// What speaks for a fault and is not yet enough for one. One attributed kernel line is one signal; a remedy that takes
/// the driver off the card also needs an observation made after it.
package struct Suspicion: Hashable, Sendable {
  /// The first fatal kernel line since the firmware last answered.
  package var fatalLine: Sighting?
  /// Whether the firmware ever answered on this wiphy.
  package var hasAnswered = false
  /// Until when the driver may be resetting the card by itself.
  package var ownReset: Uptime?
  /// The file of firmware that the driver did not find, below the folders of firmware.
  package var missingFile: String?
  /// When lines came that mean something only where they come often, by the signature's name.
  private var repeated: [String: [Uptime]] = [:]
  /// Probes in a row that the firmware left unanswered.
  package var silentProbes: UInt8 = 0

  /// A kernel line, when it was read, and the rung at which its signature enters the ladder, where it names one.
  package struct Sighting: Hashable, Sendable {
    package var at: Uptime
    package var text: String
    package var entry: Rung?

    package init(at: Uptime, text: String, entry: Rung? = nil) {
      self.at = at
      self.text = text
      self.entry = entry
    }
  }

  package init() {}

  /// Takes in what an observation says of the firmware.
  package mutating func take(_ answer: FirmwareAnswer, observedAt: Uptime) {
    switch answer {
    case .answered:
      silentProbes = 0
      hasAnswered = true
      if let line = fatalLine, line.at < observedAt { fatalLine = nil }
    case .silent: silentProbes = min(silentProbes + 1, 100)
    case .late, .notAsked: break
    }
  }

  /// Notes a line that means something only where it comes often; whether it has come often enough now.
  package mutating func note(_ name: String, _ repetition: Signature.Repetition, at now: Uptime) -> Bool {
    let times = repeated[name, default: []].filter { now - $0 < repetition.within } + [now]
    repeated[name] = times.suffix(Int(repetition.count))
    return times.count >= Int(repetition.count)
  }

  /// Whether the firmware is dead, with the evidence.
  package func firmwareFault(in observed: ObservedRadio) -> Fault? {
    guard observed.firmware == .silent else { return nil }
    if let line = fatalLine {
      return Fault(.firmware, evidence: "the kernel said \"\(line.text)\" and the firmware did not answer after it")
    }
    guard silentProbes >= 2 else { return nil }
    return Fault(.firmware, evidence: "the firmware left \(silentProbes) probes in a row unanswered")
  }
}
