/// A key of the spec that takes what somebody wrote, and how far its value gets.
struct HostileKey: Sendable {
  var name: String
  /// A value that nobody objects to.
  var harmless: String
  /// The options of hostapd that may differ with the value.
  var options: Set<String>
  /// Whether an option's value is the key's, byte for byte.
  var isVerbatim: Bool
  /// The spec around the value, which is YAML in double quotation marks.
  var spec: @Sendable (String) -> String

  private init(
    _ name: String, _ harmless: String, _ options: Set<String> = [], isVerbatim: Bool = false,
    _ spec: @escaping @Sendable (String) -> String
  ) {
    self.name = name
    self.harmless = harmless
    self.options = options
    self.isVerbatim = isVerbatim
    self.spec = spec
  }

  private static func whole(
    radio: String = "main", keys: String = "", accessPoint: String = "uap0", ssid: String = "ssid: quay",
    security: String = "{mode: wpa2-personal, passphrase: open sesame}", more: String = ""
  ) -> String {
    """
    version: 1
    radios:
      \(radio): {driver: mwifiex_pcie, country: FR, band: 2.4GHz, channel: 6\(keys)}
    access-points:
      \(accessPoint):
        radio: \(radio)
        \(ssid)
        security: \(security)
        \(more)

    """
  }

  private static func enterprise(address: String = "192.0.2.1", secret: String = "open sesame") -> String {
    whole(security: "{mode: wpa2-enterprise, radius: {authentication: [{address: \(address), secret: \(secret)}]}}")
  }

  /// Options that are passed through and take text.
  private static let texts = ["nas_identifier", "device_name", "manufacturer", "model_name", "friendly_name"]

  static let all: [HostileKey] =
    [
      HostileKey("ssid", "quay", ["ssid2"]) { whole(ssid: "ssid: \($0)") },
      HostileKey("ssid-hex", "71756179", ["ssid2"]) { whole(ssid: "ssid-hex: \($0)") },
      HostileKey("passphrase", "open sesame") { whole(security: "{mode: wpa2-personal, passphrase: \($0)}") },
      HostileKey("passphrase of SAE", "open sesame", ["wpa_passphrase"]) {
        whole(security: "{mode: wpa2-wpa3-personal, passphrase: \($0)}")
      },
      HostileKey("psk", String(repeating: "0a", count: 32)) { whole(security: "{mode: wpa2-personal, psk: \($0)}") },
      HostileKey("name of a passphrase", "crew") {
        whole(security: "{mode: wpa2-personal, passphrases: {\($0): {passphrase: open sesame}}}")
      },
      HostileKey("not-after", "2026-12-01T00:00:00Z") {
        whole(security: "{mode: wpa2-personal, passphrases: {a: {passphrase: open sesame, not-after: \($0)}}}")
      },
      HostileKey("mode", "wpa2-personal") { whole(security: "{mode: \($0), passphrase: open sesame}") },
      HostileKey("pmf", "optional", ["ieee80211w"]) {
        whole(security: "{mode: wpa2-personal, passphrase: open sesame, pmf: \($0)}")
      },
      HostileKey("RADIUS secret", "open sesame", ["auth_server_shared_secret"]) { enterprise(secret: $0) },
      HostileKey("RADIUS address", "192.0.2.1", ["auth_server_addr"]) { enterprise(address: $0) },
      HostileKey("label of a station", "printer") { whole(more: "mac-allow: {\"02:00:00:00:00:01\": \($0)}") },
      HostileKey("address of a station", "02:00:00:00:00:01") { whole(more: "mac-deny: {\($0): printer}") },
      HostileKey("mac-address", "02:00:00:00:00:01") { whole(more: "mac-address: \($0)") },
      HostileKey("bridge", "br0", ["bridge"]) { whole(more: "bridge: \($0)") },
      HostileKey("address", "192.0.2.1/24") { whole(more: "addresses: [\($0)]") },
      HostileKey("access point", "uap0", ["interface", "wpa_psk_file"]) { whole(accessPoint: $0) },
      HostileKey("radio", "main") { whole(radio: $0) },
      HostileKey("country", "FR", ["country_code"]) { whole().replacing("country: FR", with: "country: \($0)") },
      HostileKey("driver", "mwifiex_pcie") { whole().replacing("driver: mwifiex_pcie", with: "driver: \($0)") },
      HostileKey("match", "pci-0000:01:00.0") { whole(keys: ", match: {path: \($0)}") },
      HostileKey("module parameter", "FR") { whole(keys: ", module-parameters: {reg_alpha2: \($0)}") },
      HostileKey("name of a module parameter", "reg_alpha2") { whole(keys: ", module-parameters: {\($0): FR}") },
      HostileKey("name of an option", "ap_max_inactivity") { whole(more: "hostapd: {\($0): 300}") },
    ]
    + texts.map { option in
      HostileKey(option, "quay", [option], isVerbatim: true) { whole(more: "hostapd: {\(option): \($0)}") }
    }

  /// What means something to hostapd's reader, to a shell, to a path or to a terminal.
  static let hazards: [String] =
    [
      "", " ", "  leading", "trailing  ", "a\nwpa=0", "\nssid=other", "a\r", "a\r\nwpa=0", "a\0b", "\0", "#",
      "# comment",
      "a #b", "\"", "'", "\"quoted\"", "P\"a\\n\"", "P\"", "a\\", "\\n", "\\x0awpa=0", "%0awpa=0", "=", "wpa=0",
      "ssid2=61",
      "a|mac=02:00:00:00:00:01", "open sesame|id=x", "|pk=a", "open sesame|vlanid=2", "keyid=x", "wps=1 open sesame",
      "vlanid=2 open sesame", "00:00:00:00:00:00 open sesame", "../../etc/shadow", "/etc/shadow", "a/b", "..", ".",
      "-h",
      "--", "*", "%s%n", "$(id)", "`id`", "a;b", "a&b", "caf\u{e9}", "\u{1f4e1}", "\u{202e}", "\u{feff}a", "\u{7f}",
      "\u{85}", "\u{2028}", "\u{1b}[31m", "\t", "a\tb", "bss=x", "interface=x", "0", "-1", "null", "~", "<<",
    ] + [31, 32, 33, 63, 64, 65, 399, 400, 511, 512, 513, 4094, 4095, 4096].map { String(repeating: "a", count: $0) }
    + [4080, 4090].map { String(repeating: "a", count: $0) + "\nwpa=0" }

  /// Text as YAML in double quotation marks: every character has an escape.
  static func quoted(_ text: String) -> String {
    var yaml = "\""
    for scalar in text.unicodeScalars {
      let digits = String(scalar.value, radix: 16)
      switch scalar.value {
      case 0x20...0x7e where scalar != "\"" && scalar != "\\": yaml.unicodeScalars.append(scalar)
      default: yaml += "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
      }
    }
    return yaml + "\""
  }
}
