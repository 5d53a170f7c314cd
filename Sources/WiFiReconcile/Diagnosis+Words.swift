package import WiFiModel

extension Diagnosis {
  /// The same facts as the text has, for programs.
  ///
  /// - Parameter advice: what to do, with what only the caller knows.
  /// - Returns: a document of Specs/schema/doctor.schema.json.
  package func json(advice: [String]) -> JSON {
    [
      "verdict": .string(verdict.rawValue),
      "driver": .text(driver),
      "findings": .array(
        findings.map { finding in
          [
            "line": .number(finding.word.line), "signature": .string(finding.word.signature.name),
            "class": .string(finding.word.signature.kind.rawValue), "message": .string(finding.word.signature.meaning),
          ]
        }),
      "advice": .array(advice.map { .string($0) }),
    ]
  }

  /// The verdict as one sentence.
  package var summary: String {
    let card = driver.map { "the card of \($0)" } ?? "the card"
    switch verdict {
    case .healthy: return "nothing is wrong with \(card) in this log"
    case .transient: return "\(card) works; something went wrong on the way"
    case .recovered: return "the firmware of \(card) failed, and works again since line \(healedAt ?? 0)"
    case .configuration: return "\(card) cannot work as it is configured; no remedy of the driver helps"
    case .recovering:
      return "the firmware of \(card) failed, and the driver is resetting it; the log ends before it is done"
    case .wedged:
      let hung = isStationInterface ? ", because hostapd served on the station interface \(stationInterface)" : ""
      let didStart = findings.contains { $0.word.signature.milestone == .gaveUp && $0.word == findings.first?.word }
      return didStart ? "\(card) did not start" : "the firmware of \(card) hangs\(hung)"
    }
  }

  /// Whether the log shows hostapd on the station interface that mwifiex makes for itself.
  package var isStationInterface: Bool {
    findings.contains { ["mwifiex-mode-refused", "mwifiex-type-stuck"].contains($0.word.signature.name) }
  }

  /// The station interface that the log names.
  package var stationInterface: String {
    for finding in findings where finding.word.signature.name == "mwifiex-type-stuck" {
      let words = finding.word.text.split { $0 == " " || $0 == ":" }
      // It stands in a command that people are told to type.
      for word in words where word.hasPrefix("mlan") {
        if let name = try? InterfaceName(String(word)) { return name.text }
      }
    }
    return "mlan0"
  }

  /// What to do, the most useful first, with exact commands.
  package var advice: [String] {
    var advice: [String] = []
    if isStationInterface {
      advice += [
        "give the access point an interface of its own: iw dev \(stationInterface) interface add uap0 type __ap",
        "let hostapd use it: write 'interface=uap0' in the place of 'interface=\(stationInterface)'",
      ]
    }
    for finding in findings where !finding.isConsequence || finding.word == findings.first?.word {
      let text = finding.word.signature.advice
      if !text.isEmpty, !(isStationInterface && finding.word.signature.family == "mwifiex"), !advice.contains(text) {
        advice.append(text)
      }
    }
    switch verdict {
    case .wedged: advice += remedies
    case .recovering: advice.append("wait a minute; look again with: dmesg")
    case .recovered: advice.append("nothing now: hostapd may have to be started again, which wifi-ap does by itself")
    case .healthy, .transient, .configuration: break
    }
    return advice
  }

  /// What gets a card that hangs back, by its driver.
  private var remedies: [String] {
    let modules: [String] =
      switch driver {
      case "mwifiex_pcie"?, "mwifiex_sdio"?, "mwifiex_usb"?: [driver ?? "", "mwifiex"]
      case "moal"?: ["moal", "mlan"]
      case "iwlwifi"?: ["iwlmvm", "iwlwifi"]
      case let name?: [name]
      case nil: []
      }
    guard let last = driver == "iwlwifi" ? modules.last : modules.first else { return [] }
    var lines: [String] = []
    if driver == "mwifiex_usb" {
      lines.append(
        "take the card off its USB port and put it back: unloading mwifiex_usb while its firmware hangs may crash the "
          + "kernel")
    } else {
      lines.append(
        "to get the card back: modprobe -r \(modules.joined(separator: " ")) && modprobe \(last); if the log then says the "
          + "same again, take the power off the card, for which a restart may not be enough")
    }
    lines.append("wifi-apd does this by itself, and waits for what the driver mends alone")
    return lines
  }
}
