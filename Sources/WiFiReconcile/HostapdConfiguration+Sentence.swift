import WiFiModel

extension HostapdConfiguration.Section {
  /// What a part of it says otherwise than before, for people: no secret, at most three options.
  func sentence(
    since before: HostapdConfiguration.Section, in part: KeyPath<HostapdConfiguration.Section, [HostapdOption]>
  ) -> String {
    let new = self[keyPath: part]
    let old = before[keyPath: part]
    var names: [String] = []
    for name in (new + old).map(\.name) where !names.contains(name) { names.append(name) }
    let sentences = names.compactMap { name in
      Self.sentence(name, old.filter { $0.name == name }.map(\.value), new.filter { $0.name == name }.map(\.value))
    }
    let rest = sentences.count - 3
    return sentences.prefix(3).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
  }

  private static func sentence(
    _ name: String, _ old: [HostapdOption.Value], _ new: [HostapdOption.Value]
  ) -> String? {
    guard old.count != new.count || !zip(old, new).allSatisfy({ $0.matches($1) ?? true }) else { return nil }
    switch (old.first, new.first) {
    case (.text(let old)?, .text(let new)?): return "\(title(name)) is \(shown(name, old)), desired \(shown(name, new))"
    case (nil, .text(let new)?): return "\(title(name)) is not set, desired \(shown(name, new))"
    case (.text(let old)?, nil): return "\(title(name)) is \(shown(name, old)), desired is none"
    default: return "\(title(name)) is another"
    }
  }

  private static func title(_ name: String) -> String { name == "ssid2" ? "SSID" : name }

  private static func shown(_ name: String, _ value: String) -> String {
    name == "ssid2" ? SSID(hex: value)?.description ?? value : value
  }
}

extension HostapdFile {
  /// What it says otherwise than before, for people: names and addresses, no secret.
  func sentence(since before: HostapdFile?) -> String {
    let (new, old): ([String], [String])
    switch (content, before?.content) {
    case (.passphrases(let mine), .passphrases(let theirs)?): (new, old) = (Self.titles(mine), Self.titles(theirs))
    case (.allowed(let mine), .allowed(let theirs)?), (.denied(let mine), .denied(let theirs)?):
      (new, old) = (mine.map(\.description), theirs.map(\.description))
    default: return "hostapd has no \(kind.title)"
    }
    let differences =
      new.filter { !old.contains($0) }.map { "\($0) is new" } + old.filter { !new.contains($0) }.map { "\($0) is gone" }
    let rest = differences.count - 3
    guard rest > -3 else { return "hostapd's \(kind.title) is not as declared" }
    return differences.prefix(3).joined(separator: ", ") + (rest > 0 ? ", and \(rest) more" : "")
  }

  private static func titles(_ passphrases: [Security.Passphrase]) -> [String] {
    passphrases.map { $0.name.map { "passphrase \($0)" } ?? "the passphrase" }
  }
}
