package import WiFiModel

extension SimulatedCard {
  /// The words after `card`: `DRIVER BUS [port-switch] [resettable] [beside-disk] [CURE]... [dump=SECONDS] [needs=CURES] [region=COUNTRY]`, with the
  /// words of `Cure`.
  package var statement: String {
    var words = [driver.text, bus]
    if hasPortSwitch { words.append("port-switch") }
    if isResettable { words.append("resettable") }
    if isBesideDisk { words.append("beside-disk") }
    words += cures.map(\.rawValue).sorted()
    if dump != .seconds(2) { words.append("dump=\(dump.nanoseconds / 1_000_000_000)") }
    if stubbornness != 1 { words.append("needs=\(stubbornness)") }
    if let region { words.append("region=\(region)") }
    return words.joined(separator: " ")
  }

  /// Reads what `statement` writes.
  ///
  /// - Throws: `InvalidValue` where a word is none of these.
  package init(statement words: some Collection<String>) throws(InvalidValue) {
    let words = Array(words)
    guard words.count >= 2 else {
      throw InvalidValue("the card lacks a driver or a bus", hint: "write: card DRIVER BUS")
    }
    var cures: Set<Cure> = []
    var dump = Uptime.Span.seconds(2)
    var stubbornness: UInt8 = 1
    var region: CountryCode?
    let flags = ["port-switch", "resettable", "beside-disk"]
    for word in words.dropFirst(2) where !flags.contains(word) {
      if let cure = Cure(rawValue: word) {
        cures.insert(cure)
      } else if word.hasPrefix("dump="), let seconds = Int64(word.dropFirst(5)) {
        dump = .seconds(seconds)
      } else if word.hasPrefix("needs="), let count = UInt8(word.dropFirst(6)) {
        stubbornness = count
      } else if word.hasPrefix("region=") {
        region = try CountryCode(String(word.dropFirst(7)))
      } else {
        throw InvalidValue(
          "'\(word)' is nothing that a card has",
          hint: "there are port-switch, resettable, beside-disk, dump=, needs=, region= and cures")
      }
    }
    self.init(
      driver: try ModuleName(words[0]), bus: words[1], hasPortSwitch: words.contains("port-switch"), cures: cures,
      dump: dump, stubbornness: stubbornness, region: region, isResettable: words.contains("resettable"),
      isBesideDisk: words.contains("beside-disk"))
  }
}
