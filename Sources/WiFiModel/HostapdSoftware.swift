/// The installed hostapd: its version, and what its parser takes.
package struct HostapdSoftware: Hashable, Sendable {
  /// As `hostapd -v` prints it, without the `v`: `2.10`.
  package var version: String
  /// Built in, as far as it was looked for.
  package var features: Set<Feature>

  package init(version: String, features: Set<Feature>) {
    self.version = version
    self.features = features
  }

  /// What hostapd can be built without.
  package enum Feature: String, Hashable, Sendable, CaseIterable {
    case pmf
    case sae
    case owe
    case enterprise
    /// 802.11ac (VHT).
    case ac
    /// 802.11ax (HE).
    case ax
    /// The choice of a channel by itself.
    case acs
  }

  /// Whether it is of that version or a later one; `nil` where the version cannot be read.
  package func isAtLeast(_ major: UInt16, _ minor: UInt16) -> Bool? {
    let numbers = version.prefix { $0 == "." || ("0"..."9").contains($0) }.split(separator: ".").map { UInt16($0) }
    guard numbers.count >= 2, let first = numbers[0], let second = numbers[1] else { return nil }
    return (first, second) >= (major, minor)
  }
}
