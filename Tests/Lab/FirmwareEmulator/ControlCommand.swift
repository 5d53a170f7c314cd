/// What a test may tell a card.
enum ControlCommand {
  static let usage = """
    commands ('card N' in front chooses a card, the first is meant without):
      \(Rule.usage)
      \(DownloadFault.usage)
      clear                   forget all rules, and what was told of the download
      hang | nak | mute | die deaf | completes nothing | deaf with the radio alive | silent death
      break                   deaf, and so after each loss of power
      heal                    alive again, with the state it had
      replug [keep]           power cycle, or off and on the bus with the chip's state kept
      unplug | plug           off the bus and without power, back again
      \(ResetPolicy.usage)
      event ID TYPE[.NUMBER] [HEX]  send an event to the driver
      err ENDPOINT STATUS     fail the IN transfers that wait on an endpoint, for example: err 1 -71
      data on|off             whether data frames pass
      status                  lines of key=value
    """

  /// Does what the words say; the result is the answer's text.
  static func run(_ words: [Substring], on card: Card) throws(EmulatorError) -> String {
    let arguments = Array(words.dropFirst())
    switch words.first {
    case "rule": card.add(try Rule(words: arguments))
    case "download": card.fail(try DownloadFault(words: arguments))
    case "clear": card.clearRules()
    case "hang": card.setHealth(.deaf)
    case "nak": card.setHealth(.nak)
    case "mute": card.setHealth(.mute)
    case "die": card.setHealth(.dead)
    case "break": card.breakDown()
    case "heal": card.setHealth(.alive)
    case "replug":
      guard arguments.isEmpty || arguments == ["keep"] else { throw EmulatorError("replug takes 'keep' or nothing") }
      card.replug(keepsState: arguments == ["keep"])
    case "unplug":
      card.detach()
      card.powerOff()
    case "plug":
      guard card.device == nil else { throw EmulatorError("card \(card.number) is on the bus already") }
      card.attachWhenFree()
    case "policy": try card.changePolicy(arguments)
    case "event": card.send(try event(arguments))
    case "err":
      guard arguments.count == 2, let endpoint = UInt8(arguments[0]), let status = Int32(arguments[1]) else {
        throw EmulatorError("err needs an endpoint and a negative status, for example: err 1 -71")
      }
      card.failInput(endpoint: endpoint, status: status)
    case "data":
      guard arguments == ["on"] || arguments == ["off"] else { throw EmulatorError("data takes 'on' or 'off'") }
      card.setPassesData(arguments == ["on"])
    case "status": return card.status
    default: throw EmulatorError("unknown command '\(words.joined(separator: " "))'; \(usage)")
    }
    return ""
  }

  private static func event(_ arguments: [Substring]) throws(EmulatorError) -> FirmwareEvent {
    guard (2...3).contains(arguments.count), let id = UInt16(written: arguments[0]),
      let bss = BSSAddress(written: arguments[1]), let body = bytes(arguments.count > 2 ? arguments[2] : "")
    else { throw EmulatorError("event needs a number, an interface and bytes, for example: event 0x44 1.0 0000") }
    return FirmwareEvent(id: id, bss: bss, body: body)
  }

  private static func bytes(_ text: Substring) -> [UInt8]? {
    let digits = Array(text)
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(digits[index...(index + 1)]), radix: 16) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
