import WiFiModel

extension HostapdTranslation {
  /// What is left of a section, as the entries of `hostapd:`; unknown options and impossible values are refused.
  mutating func passedThrough(
    _ lines: inout HostapdSection, adding options: [HostapdOption]
  ) -> [SpecText.Entry] {
    // Each by itself; of names that are known there are some hundreds.
    let unknown = lines.take { HostapdOptionRule.rule(of: $0) == nil }
    for (index, line) in unknown.enumerated() { reportUnknown(line, isEarly: index < 20) }
    var entries = options.map { SpecText.Entry(key: $0.name, value: .text($0.text ?? "")) }
    while let name = lines.lines.first?.name {
      let same = lines.take(name)
      if case .ignored = ForeignHostapdOption.origin(of: name) {
        note(same, .dropped, "hostapd takes it and does nothing")
        continue
      }
      guard let rule = HostapdOptionRule.rule(of: name) else { continue }
      switch rule.use {
      case .free where rule.isRepeatable && same.count > 1:
        entries.append(SpecText.Entry(key: name, value: .list(same.compactMap { value($0, rule) })))
      case .free:
        if let line = last(same), let value = value(line, rule) {
          entries.append(SpecText.Entry(key: name, value: .text(value)))
        }
      case .agent: note(same, .dropped, "the agent sets it itself")
      case .secret: note(same, .dropped, "it holds a secret for which a spec has no key")
      case .file: note(same, .dropped, "it names a file for which a spec has no key")
      case .typed(let key): note(same, .refused(.unsupported), "it could not be said as \(key)")
      case .wep: note(same, .refused(.unsupported), "WEP is broken, and a spec cannot declare it")
      }
    }
    return entries.sorted { $0.key < $1.key }
  }

  /// Of an early one the name that could be meant is looked for, which takes a while.
  private mutating func reportUnknown(_ line: Line, isEarly: Bool) {
    switch ForeignHostapdOption.origin(of: line.name) {
    case .ignored: note(line, .dropped, "hostapd takes it and does nothing")
    case .removed: note(line, .refused(.outdated), "hostapd no longer knows it, and does not start with it")
    case .variant(let which): note(line, .refused(.unsupported), which)
    case nil:
      let name = line.name
      let trimmed = String(name.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" })
      if trimmed != name, HostapdOptionRule.rule(of: trimmed) != nil {
        note(line, .refused(.malformed), "hostapd takes no space before or after the name")
      } else if isEarly, let meant = Suggestion.nearest(to: name, in: HostapdOptionRule.names) {
        note(line, .refused(.malformed), "hostapd does not know it; did you mean '\(meant)'?")
      } else {
        note(line, .refused(.malformed), "hostapd does not know it")
      }
    }
  }

  /// The text of a value that is passed through; nil, with a finding, where hostapd would refuse it.
  private mutating func value(_ line: Line, _ rule: HostapdOptionRule) -> String? {
    if let range = HostapdValueForm.range(of: line.name) {
      guard let value = number(line, range) else { return nil }
      if line.name == "fragm_threshold", (0..<256).contains(value) {
        note(line, .refused(.malformed), "hostapd takes -1 or 256 to 2346, not \(value)")
      }
      return String(value)
    }
    if rule.isNumber { return number(line).map { String($0) } }
    guard let text = String(validating: line.value, as: UTF8.self),
      !text.unicodeScalars.contains(where: \.isUnprintable)
    else {
      note(line, .refused(.unsupported), "it holds bytes that a spec cannot: control characters, or what is not UTF-8")
      return nil
    }
    if let problem = HostapdValueForm.problem(with: text, of: line.name) {
      note(line, .refused(.malformed), problem)
      return nil
    }
    guard !text.isEmpty else {
      note(line, .dropped, "it is empty")
      return nil
    }
    return text
  }
}
