/// A whole hostapd configuration, as an ordered list of options: the radio with its first access point, which
/// `interface` opens, then each further one, which `bss` opens.
package struct HostapdConfiguration: Hashable, Sendable {
  package var options: [HostapdOption]

  package init(options: [HostapdOption]) { self.options = options }

  /// The first value of an option; nil where there is none, or it is a secret.
  package subscript(name: String) -> String? { options.first { $0.name == name }?.text }

  /// The part of one interface.
  package struct Section: Hashable, Sendable {
    /// The interface's name, as the opening option has it.
    package var interface: String
    package var options: [HostapdOption]

    package init(interface: String, options: [HostapdOption]) {
      self.interface = interface
      self.options = options
    }
  }

  /// The parts in their order.
  package var sections: [Section] {
    var sections: [Section] = []
    for option in options {
      if option.name == "interface" || option.name == "bss" || sections.isEmpty {
        sections.append(Section(interface: option.text ?? "", options: []))
      }
      sections[sections.count - 1].options.append(option)
    }
    return sections
  }

  /// What hostapd is started on, and what it is given afterwards: each part that a second `interface` opens is a
  /// configuration of its own, of which hostapd reads but one from a file.
  package var apart: (first: HostapdConfiguration, further: HostapdConfiguration) {
    let second = options.indices.dropFirst().first { options[$0].name == "interface" } ?? options.endIndex
    return (
      HostapdConfiguration(options: Array(options[..<second])), HostapdConfiguration(options: Array(options[second...]))
    )
  }

  /// Whether hostapd would read the same from both, as far as can be told: a withheld secret may be any.
  package func matches(_ other: HostapdConfiguration) -> Bool {
    options.count == other.options.count
      && zip(options, other.options).allSatisfy { $0.name == $1.name && $0.value.matches($1.value) ?? true }
  }

  /// The names of options in which two configurations differ, sorted, each once; where there are several access points,
  /// with the interface, which stands alone where a whole part is new or gone.
  package func differences(from other: HostapdConfiguration) -> [String] {
    let mine = sections
    let theirs = other.sections
    var names: Set<String> = []
    for interface in Set((mine + theirs).map(\.interface)) {
      guard let left = mine.first(where: { $0.interface == interface })?.options,
        let right = theirs.first(where: { $0.interface == interface })?.options
      else {
        names.insert(interface)
        continue
      }
      for name in Set((left + right).map(\.name)) {
        let values = left.filter { $0.name == name }.map(\.value)
        let others = right.filter { $0.name == name }.map(\.value)
        if values.count == others.count, zip(values, others).allSatisfy({ $0.matches($1) ?? true }) { continue }
        names.insert(max(mine.count, theirs.count) > 1 ? "\(interface): \(name)" : name)
      }
    }
    if names.isEmpty, !matches(other) { names = ["the order of its lines"] }
    return names.sorted()
  }
}
