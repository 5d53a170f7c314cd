/// One line of hostapd.conf: an option and its value.
package struct HostapdOption: Hashable, Sendable {
  package var name: String
  package var value: Value

  /// An option's value; a secret one is written into hostapd's private file, and never shown.
  package enum Value: Hashable, Sendable {
    case text(String)
    case secret(Credential)

    /// Whether two values are the same; nil where one of them is withheld, so that nobody can tell.
    package func matches(_ other: Value) -> Bool? {
      switch (self, other) {
      case (.text(let mine), .text(let theirs)): mine == theirs
      case (.secret(let mine), .secret(let theirs)): mine.matches(theirs)
      default: false
      }
    }
  }

  /// An option as it stands in a file; where hostapd takes a secret under that name, the value is one.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = Self.secrets.contains(name) ? .secret(Credential(readBack: Array(value.utf8))) : .text(value)
  }

  package init(_ name: String, _ value: some FixedWidthInteger) { self.init(name, String(value)) }

  package init(_ name: String, secret: Credential) {
    self.name = name
    value = .secret(secret)
  }

  /// The value, unless it is a secret.
  package var text: String? { if case .text(let text) = value { text } else { nil } }

  /// Whether hostapd 2.10 takes a secret under this name (hostapd/config_file.c).
  package var isSecret: Bool { Self.secrets.contains(name) }

  private static let secrets: Set<String> = [
    "acct_server_shared_secret", "ap_pin", "auth_server_shared_secret", "dpp_netaccesskey", "mka_cak",
    "multi_ap_backhaul_wpa_passphrase", "multi_ap_backhaul_wpa_psk", "pac_opaque_encr_key", "private_key_passwd",
    "private_key_passwd2", "r0kh", "r1kh", "radius_das_client", "sae_password", "wep_key0", "wep_key1", "wep_key2",
    "wep_key3", "wpa_passphrase", "wpa_psk",
  ]
}
