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
