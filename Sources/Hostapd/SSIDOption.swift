/// The network's name as a configuration option.
package enum SSIDOption {
  /// An SSID has at most this many bytes (IEEE 802.11), and at least one in an access point.
  package static let longest = 32

  /// `ssid2=` with the bytes in hexadecimal: the one form that carries every byte through hostapd's reader.
  ///
  /// - Throws: ``ConfigurationRefusal`` unless there are 1 to 32 bytes.
  package static func encode(_ ssid: [UInt8]) throws(ConfigurationRefusal) -> ConfigurationOption {
    guard (1...longest).contains(ssid.count) else {
      throw ConfigurationRefusal(option: "ssid2", reason: .ssidLength(ssid.count))
    }
    return ConfigurationOption("ssid2", bytes: Hexadecimal.encode(ssid))
  }

  /// The SSID that hostapd takes from an option: `ssid` as it stands, `ssid2` as `"text"`, `P"escaped"` or hexadecimal.
  ///
  /// Nil for any other option, and for a value that hostapd refuses.
  package static func decode(_ option: ConfigurationOption) -> [UInt8]? {
    let ssid: [UInt8]?
    switch option.name {
    case "ssid": ssid = option.value
    case "ssid2": ssid = parse(option.value)
    default: return nil
    }
    guard let ssid, (1...longest).contains(ssid.count) else { return nil }
    return ssid
  }

  private static func parse(_ value: [UInt8]) -> [UInt8]? {
    let quote = UInt8(ascii: "\"")
    let escaped = value.starts(with: [UInt8(ascii: "P"), quote])
    guard escaped || value.first == quote else { return Hexadecimal.decode(value) }
    let body = value.dropFirst(escaped ? 2 : 1)
    guard body.last == quote else { return nil }
    return escaped ? EscapedText.decode(body.dropLast()) : Array(body.dropLast())
  }
}
