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
    var found: [String] = []
    if reading.diagnostics.hasErrors != (reading.desired == nil) {
      found.append("a spec has errors and a meaning, or neither")
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for diagnostic in reading.diagnostics {
      let name = "the diagnostic '\(diagnostic.message)' (\(diagnostic.code.rawValue))"
      if diagnostic.message.isEmpty { found.append("\(name) says nothing") }
      if diagnostic.rendered().unicodeScalars.contains(where: movesCursor) {
        found.append("\(name) holds control characters")
      }
      var ranges = [diagnostic.range].compactMap { $0 }
      if let correction = diagnostic.correction { ranges += correction.edits.map(\.range) }
      for range in ranges where !isInside(range, lines) {
        found.append(
          "\(name) lies outside the file, at \(range.line):\(range.column)-\(range.endLine):\(range.endColumn)")
      }
      if let excerpt = diagnostic.excerpt {
        let length = excerpt.text.unicodeScalars.count
        if excerpt.offset < 0 || excerpt.length < 1 || excerpt.offset + excerpt.length > length + 1 {
          found.append("\(name) underlines what is not in its line")
        }
      }
    }
    if let desired = reading.desired { found += WritingProperty.violations(desired) }
    return found
  }

  private static func isInside(_ range: SourceRange, _ lines: [ArraySlice<UInt8>]) -> Bool {
    func length(_ line: Int) -> Int {
      lines.indices.contains(line - 1) ? String(decoding: lines[line - 1], as: UTF8.self).unicodeScalars.count : 0
    }
    // The end of the file is a place too, behind its last line feed.
    return (1...(lines.count + 1)).contains(range.line) && (range.line...(lines.count + 1)).contains(range.endLine)
      && (1...(length(range.line) + 2)).contains(range.column)
      && (1...(length(range.endLine) + 2)).contains(range.endColumn)
      && (range.line < range.endLine || range.column <= range.endColumn)
  }

  private static func movesCursor(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0a: false
    case 0...0x1f, 0x7f...0x9f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff: true
    default: false
    }
  }
}
