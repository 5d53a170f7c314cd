import WiFiModel
import WiFiReconcile
import WiFiSpec

/// What must hold of any bytes that are read as a spec.
package enum SpecProperty {
  /// What does not hold, in words; nothing where all is well.
  package static func violations(_ bytes: [UInt8]) -> [String] {
    let source = SpecSource(name: "fuzz.yaml", bytes: bytes)
    var found = violations(SpecReading([source], secret: secret), bytes)
    // After lines that hold a secret, whatever follows.
    let prefix = prefixes[bytes.count % prefixes.count]
    guard bytes.count < 4096, !String(decoding: bytes, as: UTF8.self).contains(canary) else { return found }
    let whole = Array(prefix.utf8) + bytes
    let reading = SpecReading([SpecSource(name: "fuzz.yaml", bytes: whole)], secret: secret)
    found += violations(reading, whole)
    if reading.diagnostics.rendered().contains(canary) { found.append("a secret is shown by a diagnostic") }
    if reading.diagnostics.contains(where: { $0.json.text().contains(canary) || $0.summary.contains(canary) }) {
      found.append("a secret is shown by a diagnostic's other forms")
    }
    if reading.merged.rendered.contains(canary) { found.append("a secret is shown in the merged spec") }
    return found
  }

  private static let secret = Array("open sesame\n".utf8)
  private static let canary = "zQ7-canary-zQ7"

  private static let prefixes = [
    "passphrase: \(canary)", "passphrase: \"\(canary)\"",
    "passphrases:\n        crew:\n          passphrase: \(canary)",
    "radius:\n        authentication:\n          - address: 192.0.2.1\n            secret: \(canary)",
    "pasphrase: \(canary)",
  ].map { security in
    """
    version: 1
    radios:
      main:
        driver: mwifiex_pcie
        country: FR
        band: 2.4GHz
        channel: 6
    access-points:
      uap0:
        radio: main
        ssid: lobby
        security:
          mode: wpa2-\(security.hasPrefix("radius") ? "enterprise" : "personal")
          \(security)

    """
  }

  private static func violations(_ reading: SpecReading, _ bytes: [UInt8]) -> [String] {
    var found = DiagnosticProperty.violations(of: reading.diagnostics, in: bytes)
    if reading.diagnostics.hasErrors != (reading.desired == nil) {
      found.append("a spec has errors and a meaning, or neither")
    }
    if let desired = reading.desired { found += WritingProperty.violations(desired) }
    return found
  }
}
