import Hostapd

/// What must hold of any bytes that are read as hostapd's configuration.
package enum ConfigurationProperty {
  /// What does not hold, in words; nothing where all is well.
  package static func violations(_ bytes: [UInt8]) -> [String] {
    var found: [String] = []
    let text = ConfigurationText(reading: bytes)
    let numbers = text.lines.map(\.number) + text.malformed
    if Set(numbers).count != numbers.count { found.append("a line is read twice") }
    let most = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).count + bytes.count / 4095
    if numbers.contains(where: { $0 < 1 || Int($0) > most }) { found.append("a line lies outside the file") }
    if text.lines.map(\.number) != text.lines.map(\.number).sorted() { found.append("lines are out of order") }
    do {
      let rendered = try ConfigurationText.render(text.options)
      let again = ConfigurationText(reading: rendered)
      if again.options != text.options || !again.malformed.isEmpty {
        found.append("written options are read as others")
      }
      if try ConfigurationText.render(again.options) != rendered { found.append("writing is not stable") }
    } catch {
      // Only what hostapd itself would read in another way, or at a length that nothing needs, is refused.
      let isHarmless = text.options.allSatisfy { option in
        !option.name.isEmpty && option.name.utf8.allSatisfy(isNameByte)
          && option.value.allSatisfy { ![0x00, 0x0a, 0x0d].contains($0) }
          && option.name.utf8.count + option.value.count < ConfigurationText.longestLine
      }
      if isHarmless { found.append("harmless options are refused: \(error)") }
      if "\(error)".utf8.count > 300 { found.append("a refusal quotes too much") }
    }
    for option in text.options {
      guard let ssid = SSIDOption.decode(option) else { continue }
      if (try? SSIDOption.encode(ssid)).flatMap({ SSIDOption.decode($0) }) != ssid {
        found.append("an SSID changes when it is written again")
      }
    }
    return found + ImportProperty.violations(bytes)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5f
  }
}
