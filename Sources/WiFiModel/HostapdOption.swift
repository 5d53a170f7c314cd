/// One line of hostapd.conf: an option and its value.
package struct HostapdOption: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether hostapd 2.10 takes a secret under this name (hostapd/config_file.c). None is ever written by the agent into
  /// a configuration; one that somebody else wrote there is not shown.
  package var isSecret: Bool { Self.secrets.contains(name) }

  private static let secrets: Set<String> = [
    "acct_server_shared_secret", "ap_pin", "auth_server_shared_secret", "dpp_netaccesskey", "mka_cak",
    "multi_ap_backhaul_wpa_passphrase", "multi_ap_backhaul_wpa_psk", "pac_opaque_encr_key", "private_key_passwd",
    "private_key_passwd2", "r0kh", "r1kh", "radius_das_client", "sae_password", "wep_key0", "wep_key1", "wep_key2",
    "wep_key3", "wpa_passphrase", "wpa_psk",
  ]
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
