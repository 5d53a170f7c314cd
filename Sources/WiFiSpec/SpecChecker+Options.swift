import WiFiModel

/// hostapd's own options.
extension SpecChecker {
  mutating func checkOption(_ entry: YAMLNode.Entry, _ level: HostapdOptionRule.Level) {
    let name = entry.key
    let removal: [Fix] = [.remove(key: entry.keyRange)]
    guard let rule = HostapdOptionRule.rule(of: name) else {
      secrets.append(entry.value.range)
      if diagnostics.isFull { return }
      let meant = nearest(to: name, in: HostapdOptionRule.names)
      diagnostics.add(
        .unknownOption, at: entry.keyRange, "hostapd 2.10 has no option '\(name.prefix(60))'",
        hint: meant.map { "did you mean '\($0)'?" } ?? "its options are described in hostapd.conf's example file",
        fixes: meant.map { [.replace(entry.keyRange, $0)] } ?? removal)
      return
    }
    switch rule.use {
    case .free:
      if rule.level == .accessPoint, level == .radio {
        diagnostics.add(
          .misplacedOption, at: entry.keyRange, "'\(name)' is about one access point, not about the radio",
          hint: "write it below 'hostapd:' of the access point", fixes: removal)
      } else if !entry.value.isNull {
        checkOptionValues(entry, rule)
      }
    case .typed(let key):
      diagnostics.add(
        .typedOption, at: entry.keyRange, "'\(name)' is not passed through: the spec has a key for it",
        hint: Habit.hint(for: name, value: entry.value.text, key: key), fixes: removal)
    case .agent:
      diagnostics.add(
        .typedOption, at: entry.keyRange, "'\(name)' is set by wifi-ap itself, which would lose hostapd otherwise",
        hint: "leave it out", fixes: removal)
    case .secret(let key):
      secrets.append(entry.value.range)
      diagnostics.add(
        .secretOption, at: entry.keyRange, "'\(name)' holds a secret, which may not stand among options",
        hint: key.map { "write it as \($0)" } ?? "leave it out: this version has no key for it", fixes: removal)
    case .file(let key):
      diagnostics.add(
        .fileOption, at: entry.keyRange, "'\(name)' makes hostapd open a file, which may not stand among options",
        hint: key.map { "write it as \($0)" } ?? "leave it out: this version has no key for it", fixes: removal)
    case .wep:
      secrets.append(entry.value.range)
      diagnostics.add(
        .weakCipher, at: entry.keyRange, "'\(name)' belongs to WEP, which anybody near can break within minutes",
        hint: "leave it out, and protect the access point by 'security: {mode: wpa2-personal, ...}'", fixes: removal)
    }
  }

  private mutating func checkOptionValues(_ entry: YAMLNode.Entry, _ rule: HostapdOptionRule) {
    guard case .sequence(let elements) = entry.value.content, rule.isRepeatable else {
      checkOptionValue(entry.value, of: entry, rule)
      return
    }
    for element in elements { checkOptionValue(element, of: entry, rule) }
  }

  private mutating func checkOptionValue(_ node: YAMLNode, of entry: YAMLNode.Entry, _ rule: HostapdOptionRule) {
    let name = rule.name
    let removal: [Fix] = [.remove(key: entry.keyRange)]
    guard case .scalar(let text, let quoted) = node.content, !node.isEmpty, !node.isNull else {
      diagnostics.add(
        .badOptionValue, at: node.isEmpty ? entry.keyRange : node.range,
        "'\(name)' is \(node.isEmpty ? "nothing" : node.kindInWords)",
        hint: "write one line of text, as in hostapd.conf behind '\(name)=', or leave it out", fixes: removal)
      return
    }
    if text.unicodeScalars.contains(where: \.isUnprintable) {
      diagnostics.add(
        .badOptionValue, at: node.range, "the value of '\(name)' holds a newline or control character",
        hint: "write one line of printable text, or leave it out", fixes: removal)
    } else if text.utf8.count >= 400 {
      diagnostics.add(
        .badOptionValue, at: node.range, "the value of '\(name)' has \(text.utf8.count) bytes",
        hint: "hostapd takes lines of limited length: write fewer than 400 bytes, or leave it out", fixes: removal)
    } else if !quoted, let meant = Habit.booleans[text.lowercased()] {
      diagnostics.add(
        .badOptionValue, at: node.range, "'\(text)' is no value that hostapd understands",
        hint: "write '\(name): \(meant ? 1 : 0)'", fixes: [replacement(of: node, by: meant ? "1" : "0")])
    } else if rule.isNumber, !Self.isNumber(text) {
      let meant = Habit.number(in: text)
      diagnostics.add(
        .badOptionValue, at: node.range, "'\(name)' is a number, not '\(text.prefix(40))'",
        hint: meant.map { "write '\(name): \($0)': hostapd would drop the rest without a word" }
          ?? "write a number, or leave it out",
        fixes: meant.map { [replacement(of: node, by: "\($0)")] } ?? removal)
    } else if let range = HostapdValueForm.range(of: name), !(Int64(text).map { range.contains($0) } ?? false) {
      diagnostics.add(
        .badOptionValue, at: node.range,
        "hostapd does not take '\(text.prefix(40))' for '\(name)', and would not start",
        hint: "write a number from \(range.lowerBound) to \(range.upperBound), or leave it out", fixes: removal)
    } else if let problem = HostapdValueForm.problem(with: text, of: name) {
      diagnostics.add(
        .badOptionValue, at: node.range, "hostapd does not take this for '\(name)', and would not start: \(problem)",
        hint: "write what it takes, or leave it out", fixes: removal)
    } else {
      checkCiphers(text, node, of: entry, rule)
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    return (1...10).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Says what is too weak to be passed through, or has no effect.
  private mutating func checkCiphers(
    _ text: String, _ node: YAMLNode, of entry: YAMLNode.Entry, _ rule: HostapdOptionRule
  ) {
    let words = text.split(separator: " ").map(String.init)
    let removal: [Fix] = [.remove(key: entry.keyRange)]
    switch rule.name {
    case "rsn_pairwise":
      if words.contains(where: { $0.contains("CCMP") || $0.contains("GCMP") }) {
        guard words.contains("TKIP") else { return }
        let rest = words.filter { $0 != "TKIP" }.joined(separator: " ")
        diagnostics.add(
          .tkipBeside, at: node.range, "TKIP is offered beside a sound cipher: it slows the network and is broken",
          hint: "write 'rsn_pairwise: \(rest)' unless a station of before 2006 needs it",
          fixes: [replacement(of: node, by: rest)])
      } else {
        diagnostics.add(
          .weakCipher, at: node.range,
          "'\(text.prefix(40))' offers no sound cipher: TKIP is broken, and 802.11n forbids it",
          hint: "leave it out for CCMP, which every station of WPA2 can", fixes: removal)
      }
    case "group_cipher" where words.contains { $0.contains("TKIP") || $0.contains("WEP") }:
      diagnostics.add(
        .weakCipher, at: node.range, "'\(text.prefix(40))' protects broadcasts by a broken cipher",
        hint: "leave it out: hostapd takes the cipher that every station can", fixes: removal)
    case "wpa_pairwise":
      diagnostics.add(
        .withoutEffect, at: entry.keyRange, "'wpa_pairwise' has no effect: it is for WPA1, which is never offered",
        hint: "leave it out; the ciphers of WPA2 are 'rsn_pairwise', CCMP where nothing is said", fixes: removal)
    case "auth_algs" where text == "2":
      diagnostics.add(
        .weakCipher, at: node.range, "shared-key authentication alone belongs to WEP, which is broken",
        hint: "write 'auth_algs: 1', or leave it out", fixes: [replacement(of: node, by: "1")])
    case "auth_algs" where text == "3":
      diagnostics.add(
        .withoutEffect, at: node.range, "shared-key authentication has no effect: it belongs to WEP",
        hint: "write 'auth_algs: 1', or leave it out", fixes: [replacement(of: node, by: "1")])
    default: return
    }
  }
}
