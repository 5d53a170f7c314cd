/// A fault that waits for a command.
struct Rule: Equatable {
  /// What happens instead of a plain answer.
  enum Effect: Equatable {
    /// Deaf from this command on.
    case hang
    /// The command is executed; its answer is lost.
    case drop
    /// From this command on, transfers of the host are not even completed.
    case nak
    /// The command is executed; its answer comes later (microseconds).
    case delay(UInt64)
    /// The command is refused with this result.
    case result(UInt16)
  }

  var command: UInt16
  var effect: Effect
  /// First 16-bit field of the parameters, type of the interface, first byte of the parameters; nil matches any.
  var action: UInt16?
  var bssType: UInt8?
  var firstByte: UInt8?
  /// How many more commands it hits; nil is no limit.
  var remaining: Int?

  static let usage = """
    rule COMMAND hang|drop|nak|delay SECONDS|result N [act=N] [bss=TYPE] [p0=BYTE] [n=COUNT|n=all]
    """

  /// Reads what follows the word `rule`. Faults that end in silence hit once, refusals and delays always, unless told.
  init(words: [Substring]) throws(EmulatorError) {
    guard words.count >= 2, let command = UInt16(written: words[0]) else {
      throw EmulatorError("a rule needs a command number and an effect: \(Self.usage)")
    }
    self.command = command
    var options = words.dropFirst(2)
    switch words[1] {
    case "hang": (effect, remaining) = (.hang, 1)
    case "drop": (effect, remaining) = (.drop, 1)
    case "nak": (effect, remaining) = (.nak, 1)
    case "delay":
      guard let text = options.popFirst(), let seconds = Double(text), seconds >= 0, seconds <= 3600 else {
        throw EmulatorError("delay needs seconds from 0 to 3600: \(Self.usage)")
      }
      effect = .delay(UInt64(seconds * 1_000_000))
    case "result":
      guard let text = options.popFirst(), let result = UInt16(written: text) else {
        throw EmulatorError("result needs a number: \(Self.usage)")
      }
      effect = .result(result)
    default:
      throw EmulatorError("unknown effect '\(words[1])': \(Self.usage)")
    }
    for option in options {
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, try set(parts[0], parts[1]) else {
        throw EmulatorError("cannot read '\(option)': \(Self.usage)")
      }
    }
  }

  private mutating func set(_ name: Substring, _ text: Substring) throws(EmulatorError) -> Bool {
    switch name {
    case "act":
      action = UInt16(written: text)
      return action != nil
    case "bss":
      bssType = UInt8(written: text)
      return bssType != nil
    case "p0":
      firstByte = UInt8(written: text)
      return firstByte != nil
    case "n":
      remaining = text == "all" ? nil : Int(written: text)
      return text == "all" || remaining ?? 0 > 0
    default: return false
    }
  }

  func matches(_ command: FirmwareCommand) -> Bool {
    command.id == self.command && remaining != 0
      && (action == nil || action == command.action)
      && (bssType == nil || bssType == command.bss.type)
      && (firstByte == nil || firstByte == command.body.u8(at: 0))
  }
}

extension [Rule] {
  /// The effect of the first rule that matches, which has then hit once more.
  mutating func effect(on command: FirmwareCommand) -> Rule.Effect? {
    guard let index = firstIndex(where: { $0.matches(command) }) else { return nil }
    let effect = self[index].effect
    if let remaining = self[index].remaining {
      self[index].remaining = remaining - 1
      if remaining == 1 { remove(at: index) }
    }
    return effect
  }
}
