import WiFiModel

extension HostapdTranslation {
  /// An access point's keys and values.
  mutating func accessPoint(_ lines: inout HostapdSection, name: String) -> [SpecText.Entry] {
    var entries = [SpecText.Entry(key: "radio", value: .word(Self.radioName))]
    if flag(lines.take("start_disabled")) == true {
      entries.append(SpecText.Entry(key: "enabled", value: .word("false")))
    }
    entries.append(network(&lines, name: name))
    if let hidden = hidden(&lines) { entries.append(hidden) }
    let protection = security(&lines, name: name)
    entries.append(SpecText.Entry(key: "security", value: .map(protection.entries)))
    entries += interface(&lines)
    entries += limits(&lines)
    entries += stations(&lines)
    note(
      lines.take("ctrl_interface", "ctrl_interface_group"), .dropped, "the agent has a control socket of its own")
    let options = passedThrough(&lines, adding: protection.options)
    if !options.isEmpty { entries.append(SpecText.Entry(key: "hostapd", value: .map(options))) }
    return entries
  }

  private mutating func network(_ lines: inout HostapdSection, name: String) -> SpecText.Entry {
    guard let line = last(lines.take("ssid", "ssid2")) else {
      note(
        option: "ssid", .refused(.malformed),
        "no line gives the network's name\(name.isEmpty ? "" : " of \(name)"); add ssid=")
      return SpecText.Entry(key: "ssid", value: .text(""))
    }
    guard let bytes = line.ssid else {
      let length = line.name == "ssid" ? "it has \(line.value.count) bytes, and " : ""
      note(line, .refused(.malformed), "\(length)an SSID has 1 to 32 bytes")
      return SpecText.Entry(key: "ssid", value: .text(""))
    }
    if line.hasTrailingComment, line.name == "ssid" {
      note(line, .carried, "hostapd takes all of it for the name, '#' too; a comment has a line of its own")
    } else if line.looksUnfilled {
      note(line, .carried, "it looks like a placeholder")
    }
    if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(where: \.isUnprintable) {
      return SpecText.Entry(key: "ssid", value: .text(text))
    }
    return SpecText.Entry(key: "ssid-hex", value: .text(SSID.hex(of: bytes)))
  }

  private mutating func hidden(_ lines: inout HostapdSection) -> SpecText.Entry? {
    guard let line = last(lines.take("ignore_broadcast_ssid")), let value = number(line), value != 0 else { return nil }
    if value != 1 { note(line, .changed, "1: beacons do not tell the length of the name either") }
    return SpecText.Entry(key: "hidden", value: .word("true"))
  }

  private mutating func interface(_ lines: inout HostapdSection) -> [SpecText.Entry] {
    var entries: [SpecText.Entry] = []
    if let line = last(lines.take("bssid")) {
      if let address = try? HardwareAddress(line.text), address.bytes.first.map({ $0 & 1 == 0 }) == true {
        entries.append(SpecText.Entry(key: "mac-address", value: .text(address.description)))
      } else {
        note(line, .refused(.malformed), "\(line.shown) is not the MAC address of an interface")
      }
    }
    if let line = last(lines.take("bridge")), !line.value.isEmpty {
      do throws(InvalidValue) {
        entries.append(SpecText.Entry(key: "bridge", value: .text(try InterfaceName(line.text).text)))
      } catch {
        note(line, .refused(.malformed), error.description)
      }
    }
    return entries
  }

  private mutating func limits(_ lines: inout HostapdSection) -> [SpecText.Entry] {
    var entries: [SpecText.Entry] = []
    if let line = last(lines.take("max_num_sta")), let value = number(line, 0...2007) {
      if value == 0 {
        note(
          line, .refused(.unsupported), "with 0 nobody can join; leave the access point out, or write 'enabled: false'")
      }
      entries.append(SpecText.Entry(key: "max-clients", value: .word(String(value))))
    }
    if let line = last(lines.take("dtim_period")), let value = number(line, 1...255) {
      entries.append(SpecText.Entry(key: "dtim-period", value: .word(String(value))))
    }
    if flag(lines.take("ap_isolate")) == true {
      entries.append(SpecText.Entry(key: "client-isolation", value: .word("true")))
    }
    return entries
  }

  // MARK: - Who may join, by MAC address

  private mutating func stations(_ lines: inout HostapdSection) -> [SpecText.Entry] {
    let policy = last(lines.take("macaddr_acl"))
    let accepting = lines.take("accept_mac_file")
    let denying = lines.take("deny_mac_file")
    switch policy.flatMap({ number($0, 0...2) }) ?? 0 {
    case 1:
      note(denying, .dropped, "it has no effect where only those of accept_mac_file may join")
      let stations = stations(accepting, missing: "nobody may join until their addresses are added to 'mac-allow'")
      if accepting.isEmpty, let policy { note(policy, .changed, "no accept_mac_file is given: nobody may join") }
      return [SpecText.Entry(key: "mac-allow", value: .map(stations))]
    case 2:
      if let policy { note(policy, .refused(.unsupported), "a spec cannot ask RADIUS servers for MAC addresses") }
      note(accepting + denying, .dropped, "see macaddr_acl")
    default:
      guard !denying.isEmpty else {
        note(accepting, .dropped, "it has no effect while macaddr_acl=0 lets everybody join")
        return []
      }
      note(accepting, .changed, "its stations are left out of 'mac-deny', since hostapd looks here first")
      let accepted = Set(stations(accepting, missing: "it may name some that are denied all the same").map(\.key))
      let denied = stations(denying, missing: "nobody is denied until their addresses are added to 'mac-deny'")
      return [
        SpecText.Entry(key: "mac-deny", value: .map(denied.filter { !accepted.contains($0.key) }))
      ]
    }
    return []
  }

  /// The addresses in some lists of hostapd's: one a line, with the number of a VLAN behind it perhaps; `-` removes one.
  private mutating func stations(_ lines: [Line], missing: String) -> [SpecText.Entry] {
    var labels: [HardwareAddress: String] = [:]
    for line in lines {
      let content: [UInt8]
      switch request.read(line.text) {
      case .unreadable(let reason):
        note(line, .changed, "\(line.shown) cannot be read (\(reason)): \(missing)")
        continue
      case .bytes(let bytes): content = bytes
      }
      for (index, row) in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
        guard let first = row.first, first != UInt8(ascii: "#") else { continue }
        let isRemoval = first == UInt8(ascii: "-")
        let words = row.dropFirst(isRemoval ? 1 : 0).split { " \t\r".utf8.contains($0) }
        guard let word = words.first, let address = try? HardwareAddress(String(decoding: word, as: UTF8.self)) else {
          note(line, .refused(.malformed), "line \(index + 1) of \(line.shown) does not begin with a MAC address")
          continue
        }
        if words.count > 1, let number = HostapdNumber(Array(words[1])), number.value > 0 {
          note(line, .refused(.unsupported), "line \(index + 1) of \(line.shown) puts a station into a VLAN")
        }
        labels[address] = isRemoval ? nil : "line \(index + 1)"
      }
    }
    return labels.sorted { $0.key < $1.key }.map { SpecText.Entry(key: $0.key.description, value: .text($0.value)) }
  }
}
