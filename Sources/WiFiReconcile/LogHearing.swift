package import WiFiModel

/// What the lines of a paste say of Wi-Fi cards: each is attributed to a driver by its prefix, else by what the rest of the
/// paste is about, and one that a mail has wrapped is put together again.
package struct LogHearing {
  /// In order of lines.
  package private(set) var words: [Word] = []

  /// A line that is known.
  package struct Word: Hashable, Sendable {
    package var line: Int
    package var signature: Signature
    package var captures: [String: String]
    /// The module that said it, where the line or its surroundings tell.
    package var driver: String?
    /// What the line says, without what logs write around it.
    package var text: String
    package var milliseconds: Int64?
  }

  private let catalogue: SignatureCatalogue
  /// The modules that prefixes name, in order of their first mention.
  private var named: [String] = []

  /// Drivers whose lines come without any prefix, or with that of a bus alone.
  private static let unprefixed = ["moal", "brcmfmac", "ath9k_htc", "ath9k", "88x2bu", "aic8800_fdrv", "rtl8xxxu"]

  package init(_ lines: [LogLine], _ catalogue: SignatureCatalogue) {
    self.catalogue = catalogue
    for line in lines where line.speaker == .kernel || line.speaker == .unknown {
      if let driver = driver(in: line.text), !named.contains(driver) { named.append(driver) }
    }
    for (position, line) in lines.enumerated() {
      if let word = word(line, rest: wrapped(lines, at: position)) { words.append(word) }
    }
  }

  /// The words of the present life of each card: what was said before its driver last said that its firmware works is
  /// history.
  ///
  /// - Returns: nil where no driver said so.
  package var ofPresentLives: [Word]? {
    var starts: [Substring: Int] = [:]
    for (place, word) in words.enumerated() where word.signature.milestone == .firmwareActive {
      starts[word.card] = place
    }
    guard let first = starts.values.min() else { return nil }
    return words.enumerated().filter { $0.offset >= starts[$0.element.card] ?? first }.map(\.element)
  }

  /// What of the next lines may be the end of this one.
  private func wrapped(_ lines: [LogLine], at position: Int) -> [String] {
    let line = lines[position]
    guard line.text.utf8.count >= 24, line.isMarked || driver(in: line.text) != nil else { return [] }
    var text = line.text
    var joined: [String] = []
    for next in lines.dropFirst(position + 1).prefix(3) {
      guard !next.isMarked, !next.text.isEmpty, driver(in: next.text) == nil, !"$#".contains(next.text.first ?? "$"),
        !next.text.hasPrefix("root@")
      else { break }
      text += " " + next.text
      joined.append(text)
    }
    return joined
  }

  private func word(_ line: LogLine, rest: [String]) -> Word? {
    let alone = recognised(line.text, line)
    if let alone, alone.signature.kind != .benign { return alone }
    for text in rest {
      guard let whole = recognised(text, line), whole.signature != alone?.signature, whole.signature.kind != .benign
      else { continue }
      return whole
    }
    return alone
  }

  private func recognised(_ text: String, _ line: LogLine) -> Word? {
    let prefix = driver(in: text)
    var candidates = prefix.map { [$0] } ?? []
    switch line.speaker {
    case .program(let name):
      guard name == "hostapd" else { return nil }
      candidates = [name]
    case .unknown where prefix == nil: candidates = ["hostapd"] + others(text)
    case .kernel where prefix == nil: candidates = others(text)
    case .kernel, .unknown: break
    }
    for candidate in candidates {
      guard let driver = try? ModuleName(candidate), let found = catalogue.recognition(of: text, driver: driver),
        !found.signature.drivers.isEmpty || prefix != nil || Self.isAboutWireless(text)
      else { continue }
      var said: String? = found.signature.drivers.isEmpty ? prefix ?? named.first : candidate
      if candidate == "hostapd" { said = named.first }
      return Word(
        line: line.number, signature: found.signature, captures: found.captures, driver: said,
        text: String(text.map { $0 == "\t" ? " " : $0 }).replacingControlCharacters, milliseconds: line.milliseconds)
    }
    return nil
  }

  /// Who may have said a line that names no driver, the most likely first.
  private func others(_ text: String) -> [String] {
    named + (text.hasPrefix("usb ") ? ["mwifiex_usb"] : []) + Self.unprefixed
  }

  /// Whether a line of the kernel's own, without a driver's name, is about a wireless card.
  private static func isAboutWireless(_ text: String) -> Bool {
    if text.hasPrefix("ieee80211 ") { return true }
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    return words.contains { word in
      ["wlan", "wlp", "wlx", "mlan", "uap", "mwifiex", "brcmfmac", "ath", "iwl", "rtw", "mt7"].contains {
        word.hasPrefix($0)
      }
    }
  }

  /// The module that a line names at its beginning: `mwifiex_pcie 0000:01:00.0: `, `usb 1-1: ath9k_htc: `.
  private func driver(in text: String) -> String? {
    var rest = text[...]
    for _ in 0..<2 {
      guard let word = rest.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == ":" }).first else { return nil }
      let name = word == "ath" ? "ath9k" : word == "RTW" ? "88x2bu" : String(word)
      let isDriver = catalogue.signatures.contains { !$0.drivers.isEmpty && $0.isOf(name) }
      // It stands in commands that people are told to type.
      if isDriver, name != "hostapd", let module = try? ModuleName(name) { return module.text }
      guard let end = rest.firstIndex(of: ":"), rest[end...].hasPrefix(": ") || rest[end...].dropFirst().contains(": ")
      else { return nil }
      // A bus address has colons of its own.
      rest = rest[end...].dropFirst()
      while let first = rest.first, first != " ", let next = rest.firstIndex(of: ":") {
        rest = rest[next...].dropFirst()
      }
      rest = rest.trimmed
    }
    return nil
  }
}

extension LogHearing.Word {
  /// What stands before the message, as the kernel names a device: `usb 1-1`, `mwifiex_pcie 0000:01:00.0`.
  fileprivate var card: Substring {
    guard let end = text.firstRange(of: ": ") else { return text[..<text.startIndex] }
    return text[..<end.lowerBound]
  }
}
