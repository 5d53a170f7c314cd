import Hostapd
import WiFiModel
import WiFiReconcile
import WiFiSpec

/// The hostapd configuration and the addresses that stand in a paste among other things, as a spec.
struct PastedConfiguration {
  /// A spec that `wifi-ap validate` accepts, without any secret; nil where the paste has no configuration.
  let spec: String?

  /// - Parameters:
  ///   - text: the paste.
  ///   - driver: the module of the card, as the log says.
  init(in text: String, driver: String?) {
    var options: [(number: UInt32, text: String)] = []
    var addresses: [(address: String?, mask: String?)] = []
    for line in LogLine.lines(of: text) where line.speaker == .unknown {
      let words = line.text.split(separator: " ").map(String.init)
      if let name = line.text.split(separator: "=", maxSplits: 1).first, line.text.contains("="),
        HostapdOptionRule.rule(of: String(name)) != nil
      {
        // Another file begins; what is pasted twice counts once.
        if !options.contains(where: { $0.text == line.text }) { options.append((UInt32(line.number), line.text)) }
      } else if words.count == 2, words[0] == "address" {
        addresses.append((words[1], nil))
      } else if words.count == 2, words[0] == "netmask", !addresses.isEmpty {
        addresses[addresses.count - 1].mask = words[1]
      }
    }
    let isComplete = options.contains { $0.text.hasPrefix("ssid=") }
    guard isComplete, var spec = Self.imported(options.map(\.text), driver) else {
      self.spec = nil
      return
    }
    let chosen = addresses.lazy.compactMap { Self.prefixed($0.address, $0.mask) }.first
    if let chosen, !spec.contains("addresses:"), let place = spec.firstRange(of: "    security:\n") {
      spec.replaceSubrange(place.lowerBound..<place.lowerBound, with: "    addresses: [\(chosen)]\n")
    }
    self.spec = spec
  }

  private static func imported(_ options: [String], _ driver: String?) -> String? {
    var options = options
    let module = driver.flatMap { try? ModuleName($0) }
    for _ in 0..<10 {
      let text = ConfigurationText(reading: Array(options.joined(separator: "\n").utf8) + [UInt8(ascii: "\n")])
      let lines = text.lines.map { line in
        HostapdImport.Line(
          number: line.number, name: line.option.name, value: line.option.value, ssid: SSIDOption.decode(line.option))
      }
      let result = HostapdImport(
        HostapdImport.Request(
          lines: lines, malformed: text.malformed, module: { _ in module },
          country: nil, secrets: "/etc/wifi-ap/secrets", read: { _ in .unreadable("it is not in the log") }))
      if let spec = result.spec { return spec }
      let refused = Set(
        result.findings.compactMap { finding -> UInt32? in
          if case .refused = finding.outcome { finding.line } else { nil }
        })
      guard !refused.isEmpty else { return nil }
      options = options.enumerated().filter { !refused.contains(UInt32($0.offset + 1)) }.map(\.element)
    }
    return nil
  }

  private static func prefixed(_ address: String?, _ mask: String?) -> String? {
    guard let address else { return nil }
    if address.contains("/") { return (try? InterfaceAddress(address)).map { _ in address } }
    let parts = (mask ?? "").split(separator: ".").compactMap { UInt8($0) }
    guard parts.count == 4 else { return nil }
    let bits = parts.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard bits.leadingZeroBitCount == 0, (~bits).leadingZeroBitCount + (~bits).nonzeroBitCount == 32 else { return nil }
    let text = "\(address)/\(bits.nonzeroBitCount)"
    return (try? InterfaceAddress(text)).map { _ in text }
  }
}
