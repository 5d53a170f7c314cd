import WiFiModel

extension HostapdConfiguration.Section {
  /// What stands before the SSID: the opening lines, and in the first part all that is said of the radio.
  var radioOptions: [HostapdOption] { Array(options.prefix { $0.name != "ssid2" }) }
  /// What is said of the access point, from its SSID on.
  var ownOptions: [HostapdOption] { Array(options.drop { $0.name != "ssid2" }) }

  func names(
    differingFrom other: HostapdConfiguration.Section, in part: KeyPath<HostapdConfiguration.Section, [HostapdOption]>
  ) -> Set<String> {
    let mine = self[keyPath: part]
    let theirs = other[keyPath: part]
    return Set((mine + theirs).map(\.name)).filter { name in
      let left = mine.filter { $0.name == name }.map(\.value)
      let right = theirs.filter { $0.name == name }.map(\.value)
      return left.count != right.count || !zip(left, right).allSatisfy { $0.matches($1) ?? true }
    }
  }

  /// The values of options, each once: as given, or as hostapd takes them when they are not; nil where one is given more
  /// than once, or nobody knows what its absence means.
  func given(_ names: [(name: String, default: String?)]) -> [HostapdOption]? {
    var options: [HostapdOption] = []
    for (name, fallback) in names {
      let present = self.options.filter { $0.name == name }
      switch (present.count, fallback) {
      case (1, .some): options += present
      case (0, let fallback?) where !fallback.isEmpty:
        options.append(HostapdOption(name, fallback))
      default: return nil
      }
    }
    return options
  }

  func number(_ name: String) -> UInt8? {
    options.first { $0.name == name }?.text.flatMap { UInt8($0) }
  }

  /// What the radio announces besides its channel.
  var capabilities: String {
    var text = options.first { $0.name == "ht_capab" }?.text ?? ""
    for half in ["[HT40+]", "[HT40-]"] where text.hasPrefix(half) { text.removeFirst(half.count) }
    return text
  }
}
