import Hostapd
import WiFiModel
import WiFiSpec

/// What must hold of any configuration of hostapd's that is said in the words of a spec.
enum ImportProperty {
  static func violations(_ bytes: [UInt8]) -> [String] {
    var found = violations(bytes, secret: nil)
    guard bytes.count < 4096, !String(decoding: bytes, as: UTF8.self).contains(canary) else { return found }
    found += violations(Array(prefixes[bytes.count % prefixes.count].utf8) + bytes, secret: canary)
    return found
  }

  private static let canary = "zQ7-canary-zQ7"

  private static let prefixes = [
    "wpa=2\nwpa_key_mgmt=WPA-PSK\nrsn_pairwise=CCMP\nwpa_passphrase=\(canary)\n",
    "wpa=2\nwpa_key_mgmt=SAE\nrsn_pairwise=CCMP\nieee80211w=2\nsae_password=\(canary)\n",
    "wpa=2\nwpa_key_mgmt=WPA-EAP\nrsn_pairwise=CCMP\nieee8021x=1\nauth_server_addr=192.0.2.1\n"
      + "auth_server_shared_secret=\(canary)\n", "wep_key0=\"\(canary)\"\n", "ap_pin=\(canary)\n",
  ].map { "interface=wlan0\ndriver=nl80211\nssid=quay\nhw_mode=g\nchannel=6\ncountry_code=FR\n" + $0 }

  private static func violations(_ bytes: [UInt8], secret: String?) -> [String] {
    let text = ConfigurationText(reading: bytes)
    let lines = text.lines.map { line in
      HostapdImport.Line(
        number: line.number, name: line.option.name, value: line.option.value, ssid: SSIDOption.decode(line.option))
    }
    let result = HostapdImport(
      HostapdImport.Request(
        lines: lines, malformed: text.malformed, module: { _ in try? ModuleName("mwifiex_pcie") },
        country: try? CountryCode("FR"), secrets: "/etc/wifi-ap/secrets"
      ) { _ in .unreadable("it does not exist") })
    var found: [String] = []
    let numbers = Set(lines.map(\.number) + text.malformed)
    for finding in result.findings {
      if let line = finding.line, !numbers.contains(line) {
        found.append("a finding is about line \(line), which is none")
      }
      let told = "\(finding.option ?? ""): \(finding.reason)"
      if told.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) {
        found.append("a finding holds control characters")
      }
      if let secret, told.contains(secret) {
        found.append("a secret is shown by the finding of line \(finding.line ?? 0)")
      }
    }
    guard let spec = result.spec else { return found }
    if let secret, spec.contains(secret) { found.append("a secret stands in the spec, not in its file") }
    let reading = SpecReading(
      [SpecSource(name: "imported.yaml", bytes: Array(spec.utf8))], secret: Array("open sesame".utf8))
    guard let desired = reading.desired else { return found + ["an imported spec is refused"] }
    return found + WritingProperty.violations(desired)
  }
}
