/// One line of hostapd.conf: an option and its value.
package struct HostapdOption: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A whole hostapd configuration, as an ordered list of options. It holds no secret: those stand in a file of their own.
package struct HostapdConfiguration: Hashable, Sendable {
  package var options: [HostapdOption]

  package init(options: [HostapdOption]) { self.options = options }

  /// The first value of an option.
  package subscript(name: String) -> String? { options.first { $0.name == name }?.value }

  /// The names of options in which two configurations differ, sorted, each once.
  package func differences(from other: HostapdConfiguration) -> [String] {
    Set(options).symmetricDifference(other.options).map(\.name).reduce(into: Set<String>()) { $0.insert($1) }.sorted()
  }
}
