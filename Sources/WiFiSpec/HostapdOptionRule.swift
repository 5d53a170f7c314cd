/// What is known of an option of hostapd 2.10: whether it may stand under `hostapd:`, where, and with what value.
///
/// The names were read from Debian's hostapd 2.10 and tried on it; levels follow hostapd's own configuration, which has
/// one part for the radio and one for each BSS. Options that exist to break the protocol in tests are left out.
package struct HostapdOptionRule: Hashable, Sendable {
  package var name: String
  package var level: Level
  package var use: Use
  /// Whether hostapd reads a decimal number, so that anything behind its digits would be dropped without a word.
  package var isNumber: Bool
  /// Whether it may be given several times, each time adding a value: then the spec takes a list.
  package var isRepeatable: Bool

  /// What an option is about.
  package enum Level: String, Hashable, Sendable {
    case radio
    case accessPoint
  }

  package enum Use: Hashable, Sendable {
    /// Passed through as it is.
    case free
    /// The key that says it in the spec.
    case typed(key: String)
    /// Set by the agent alone: it could not find or control hostapd otherwise.
    case agent
    /// Holds a secret, which never stands among options; the key that takes it, where there is one.
    case secret(key: String?)
    /// Makes hostapd open a file that the spec does not know of; the key that says the same, where there is one.
    case file(key: String?)
    /// Belongs to WEP, which protects nothing.
    case wep
  }

  /// The rule of an option; `nil` for a name that hostapd does not know.
  package static func rule(of option: String) -> HostapdOptionRule? { table[option] }

  /// Every known name, sorted.
  package static let names: [String] = table.keys.sorted()

  /// The names that may be passed through at a level, sorted. Those about the radio may stand at an access point too.
  package static func freeNames(at level: Level) -> [String] {
    names.filter { name in
      guard let rule = table[name], rule.use == .free else { return false }
      return rule.level == .radio || level == .accessPoint
    }
  }
}
