import Hostapd
import WiFiSpec

/// What a hostapd configuration means, option by option: hostapd's defaults filled in, what has no effect left out.
struct Meaning {
  struct Section {
    var interface: String
    var values: [String: String]
    /// Keys of WPA2.
    var keyCount: Int { (values["keys"] ?? "").split(separator: "\n").count { $0.hasPrefix("WPA2") } }
  }

  var radio: [String: String] = [:]
  var sections: [Section] = []

  /// - Parameters:
  ///   - options: in order of their lines.
  ///   - read: the bytes of a file that is named; nil where it is absent.
  init(_ options: [ConfigurationOption], read: (String) -> [UInt8]?) {
    var parts: [[ConfigurationOption]] = [[]]
    var names = [""]
    var radioOptions: [ConfigurationOption] = []
    for option in options {
      switch option.name {
      case "interface": names[0] = option.text
      case "bss":
        names.append(option.text)
        parts.append([])
      default:
        if HostapdOptionRule.rule(of: Self.today(option.name))?.level == .radio {
          radioOptions.append(option)
        } else {
          parts[parts.count - 1].append(option)
        }
      }
    }
    radio = Self.values(radioOptions, defaults: Self.radioDefaults)
    completeRadio()
    for (name, part) in zip(names, parts) {
      var values = Self.values(part, defaults: Self.sectionDefaults)
      values["stations"] = Self.stations(values, part, read)
      values["keys"] = Self.keys(values, part, read)
      for (kind, port) in [("auth", "1812"), ("acct", "1813")] {
        let servers = Self.servers(part, "\(kind)_server_", port: port)
        // Nobody asks them where passphrases open the network.
        values["\(kind)_servers"] = values["keys"] == "none" ? servers : servers.isEmpty ? "" : "unused"
        for name in values.keys where name.hasPrefix("\(kind)_server_") { values[name] = nil }
      }
      for spent in ["macaddr_acl", "accept_mac_file", "deny_mac_file"] + Self.secrets { values[spent] = nil }
      complete(&values)
      sections.append(Section(interface: name, values: values))
    }
  }

  private static let secrets = ["wpa_passphrase", "wpa_psk", "wpa_psk_file", "sae_password"]

  private static func today(_ name: String) -> String { name.hasPrefix("wme_") ? "wmm_" + name.dropFirst(4) : name }

  // MARK: - Values

  private static func values(_ options: [ConfigurationOption], defaults: [String: String]) -> [String: String] {
    var values = defaults
    for option in options {
      let name = today(option.name)
      switch name {
      case "ssid", "ssid2":
        values["ssid"] = SSIDOption.decode(option).map { $0.map { String($0, radix: 16) }.joined(separator: " ") }
      case "ht_capab", "vht_capab":
        let words = Set(
          option.text.split(separator: "[").compactMap { $0.contains("]") ? $0.split(separator: "]").first : nil })
        let earlier = Set((values[name] ?? "").split(separator: " "))
        values[name] = earlier.union(words).sorted().joined(separator: " ")
      case "radius_auth_req_attr", "radius_acct_req_attr":
        values[name] = (values[name].map { $0 + "; " } ?? "") + option.text
      case "chanlist":
        values[name] = option.text.split(whereSeparator: { " ,".contains($0) }).flatMap { part -> [String] in
          let ends = part.split(separator: "-").compactMap { Int($0) }
          guard let first = ends.first, let last = ends.last, first <= last else { return [String(part)] }
          return (first...last).map { String($0) }
        }.joined(separator: " ")
      default: values[name] = number(option.value).flatMap { isNumber(name) ? String($0) : nil } ?? option.text
      }
    }
    return values
  }

  private static func isNumber(_ name: String) -> Bool {
    if name == "channel" || name == "wpa" || name.hasPrefix("ieee80211") || defaultNumbers.contains(name) {
      return true
    }
    return HostapdOptionRule.rule(of: name)?.isNumber ?? false
  }

  /// As C's `atoi`.
  private static func number(_ bytes: [UInt8]) -> Int? {
    let digits = bytes.drop { $0 == UInt8(ascii: " ") }
    let body = digits.first == UInt8(ascii: "-") ? digits.dropFirst() : digits
    let text = String(decoding: body.prefix { (0x30...0x39).contains($0) }, as: UTF8.self)
    return Int(text).map { digits.first == UInt8(ascii: "-") ? -$0 : $0 }
  }

  /// hostapd's own (src/ap/ap_config.c of 2.10).
  private static let radioDefaults: [String: String] = {
    var values = [
      "driver": "nl80211", "hw_mode": "b", "channel": "0", "beacon_int": "100", "country_code": "", "ieee80211d": "0",
      "ieee80211h": "0", "ieee80211n": "0", "ieee80211ac": "0", "ieee80211ax": "0", "vht_oper_chwidth": "0",
      "he_oper_chwidth": "0", "rts_threshold": "-1", "fragm_threshold": "-1", "preamble": "0", "require_ht": "0",
      "require_vht": "0", "ht_capab": "", "vht_capab": "", "op_class": "0",
    ]
    let queues = [("bk", 4, 10, 7, 0), ("be", 4, 10, 3, 0), ("vi", 3, 4, 2, 94), ("vo", 2, 3, 2, 47)]
    for (queue, least, most, spaces, limit) in queues {
      values["wmm_ac_\(queue)_cwmin"] = String(least)
      values["wmm_ac_\(queue)_cwmax"] = String(most)
      values["wmm_ac_\(queue)_aifs"] = String(spaces)
      values["wmm_ac_\(queue)_txop_limit"] = String(limit)
      values["wmm_ac_\(queue)_acm"] = "0"
    }
    return values
  }()

  private static let sectionDefaults = [
    "logger_syslog": "-1", "logger_syslog_level": "2", "logger_stdout": "-1", "logger_stdout_level": "2",
    "auth_algs": "1", "max_num_sta": "2007", "dtim_period": "2", "ap_isolate": "0", "ignore_broadcast_ssid": "0",
    "macaddr_acl": "0", "ieee80211w": "0", "ieee8021x": "0", "wpa": "0", "wpa_key_mgmt": "WPA-PSK",
    "wpa_pairwise": "TKIP", "eap_server": "0", "utf8_ssid": "0", "wps_state": "0", "ap_max_inactivity": "300",
    "disassoc_low_ack": "0", "uapsd_advertisement_enabled": "0", "eapol_key_index_workaround": "0",
    "eapol_version": "2", "bridge": "", "sae_require_mfp": "0", "own_ip_addr": "",
  ]

  private static let defaultNumbers = Set(
    (Array(radioDefaults) + Array(sectionDefaults)).filter { Int($0.value) != nil && $0.key != "op_class" }.map(\.key))

  // MARK: - Effects

  private mutating func completeRadio() {
    // What is off has no parameters.
    if radio["ieee80211n"] == "0" { radio["ht_capab"] = "" }
    for (standard, prefix) in [("ieee80211ac", "vht_"), ("ieee80211ax", "he_")] where radio[standard] == "0" {
      for name in radio.keys where name.hasPrefix(prefix) { radio[name] = Self.radioDefaults[name] }
    }
    // The largest frame is no limit (IEEE 802.11).
    if let limit = radio["rts_threshold"].flatMap({ Int($0) }), limit >= 2347 { radio["rts_threshold"] = "-1" }
    if radio["fragm_threshold"] == "2346" { radio["fragm_threshold"] = "-1" }
    if radio["channel"] == "acs_survey" { radio["channel"] = "0" }
  }

  private func complete(_ values: inout [String: String]) {
    // Shared-key authentication needs keys of WEP.
    if values["auth_algs"] == "3" { values["auth_algs"] = "1" }
    if values["wmm_enabled"] == nil {
      values["wmm_enabled"] = radio["ieee80211n"] == "1" || radio["ieee80211ax"] == "1" ? "1" : "0"
    }
    let given = values
    func words(_ name: String) -> String? {
      given[name].map { $0.split(separator: " ").sorted().joined(separator: " ") }
    }
    if values["wpa"] == "0" {
      for name in ["wpa_key_mgmt", "wpa_pairwise", "rsn_pairwise", "group_cipher", "ieee80211w", "sae_require_mfp"] {
        values[name] = "none"
      }
    } else {
      values["rsn_pairwise"] = words("rsn_pairwise") ?? words("wpa_pairwise")
      values["wpa_pairwise"] = values["wpa"] == "2" ? "none" : words("wpa_pairwise")
      values["wpa_key_mgmt"] = words("wpa_key_mgmt")
    }
  }

  /// Who may join, by address.
  private static func stations(
    _ values: [String: String], _ options: [ConfigurationOption], _ read: (String) -> [UInt8]?
  ) -> String {
    func list(_ name: String) -> Set<String> {
      var addresses: Set<String> = []
      for option in options where option.name == name {
        for line in String(decoding: read(option.text) ?? [], as: UTF8.self).split(separator: "\n")
        where !line.hasPrefix("#") {
          let word = line.split(whereSeparator: \.isWhitespace).first.map { $0.lowercased() } ?? ""
          if word.hasPrefix("-") { addresses.remove(String(word.dropFirst())) } else { addresses.insert(word) }
        }
      }
      return addresses
    }
    let accepted = list("accept_mac_file")
    switch values["macaddr_acl"] {
    case "1": return "only " + accepted.sorted().joined(separator: " ")
    case "0":
      let denied = list("deny_mac_file").subtracting(accepted)
      return denied.isEmpty ? "all" : "all but " + denied.sorted().joined(separator: " ")
    default: return "by RADIUS"
    }
  }

  private static func servers(_ options: [ConfigurationOption], _ prefix: String, port: String) -> String {
    var servers: [(address: String, port: String, secret: String)] = []
    for option in options where option.name.hasPrefix(prefix) {
      switch option.name.dropFirst(prefix.count) {
      case "addr": servers.append((option.text, port, ""))
      case "port" where !servers.isEmpty: servers[servers.count - 1].port = option.text
      case "shared_secret" where !servers.isEmpty: servers[servers.count - 1].secret = option.text
      default: break
      }
    }
    return servers.map { "\($0.address) \($0.port) \($0.secret)" }.joined(separator: "\n")
  }

  /// What opens the network: for WPA2, then for WPA3. It is compared and never printed.
  private static func keys(
    _ values: [String: String], _ options: [ConfigurationOption], _ read: (String) -> [UInt8]?
  ) -> String {
    let modes = (values["wpa_key_mgmt"] ?? "").split(separator: " ")
    guard values["wpa"] != "0", !modes.contains(where: { $0.contains("EAP") || $0 == "OWE" }) else { return "none" }
    let last = options.last { ["wpa_passphrase", "wpa_psk"].contains($0.name) }
    let password = options.last { $0.name == "sae_password" } ?? last
    var keys: [String] = []
    if modes.contains(where: { $0.hasPrefix("WPA-PSK") }) {
      if let last { keys.append("WPA2 \(last.text)") }
      if let file = values["wpa_psk_file"].flatMap(read) {
        for line in String(decoding: file, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
          keys.append(
            "WPA2 " + line.split(separator: " ").drop { !$0.contains(":") }.dropFirst().joined(separator: " "))
        }
      }
    }
    if modes.contains("SAE"), let password { keys.append("WPA3 \(password.text)") }
    return keys.sorted().joined(separator: "\n")
  }
}
