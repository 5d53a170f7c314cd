import WiFiModel

extension HostapdTranslation {
  /// What stands below `security:` for an access point, and options that go with it.
  struct Protection {
    var entries: [SpecText.Entry]
    var options: [HostapdOption] = []
  }

  mutating func security(_ lines: inout HostapdSection, name: String) -> Protection {
    let isServer = refuseWhatDecidesOtherwise(&lines)
    let line = last(lines.take("wpa"))
    let version = line.flatMap { number($0) } ?? 0
    let isAuthenticated = flag(lines.take("ieee8021x")) == true
    switch version {
    case 0:
      if isAuthenticated {
        note(option: "ieee8021x", .refused(.unsupported), "802.1X without WPA2 protects nothing, or with WEP alone")
      }
      note(
        lines.take(where: Self.isOfWPA), .dropped,
        line == nil
          ? "no line says wpa=2, so hostapd serves an open network" : "wpa=0 makes an open network")
      dropServers(&lines)
      return Protection(entries: mode(.open))
    case 2: break
    case 3:
      if let line {
        note(line, .changed, "WPA1 is not offered: its cipher, TKIP, is broken; stations without WPA2 no longer join")
      }
    case 1:
      if let line { note(line, .refused(.unsupported), "WPA1 alone cannot be declared: its cipher, TKIP, is broken") }
    default:
      if let line { note(line, .refused(.malformed), "hostapd takes 0 to 3, not \(version)") }
    }
    let ciphers = ciphers(&lines, version: version)
    let mode = mode(lines.take("wpa_key_mgmt"))
    let frames = frames(&lines, mode)
    if isAuthenticated, mode != .wpa2Enterprise, !isServer,
      !lines.lines.contains(where: { $0.name == "auth_server_addr" })
    {
      note(option: "ieee8021x", .refused(.malformed), "no line names a RADIUS server, and hostapd does not start")
    }
    var entries = self.mode(mode)
    switch mode {
    case .open, .owe: note(lines.take(where: Self.isOfSecret), .dropped, "nobody is asked for a secret in this mode")
    case .wpa2Enterprise:
      note(lines.take(where: Self.isOfSecret), .dropped, "the RADIUS servers alone know who may join")
      if !isServer, let servers = servers(&lines, name: name) { entries.append(servers) }
    case .wpa2Personal, .wpa2WPA3Personal, .wpa3Personal: entries += secrets(&lines, mode: mode, name: name)
    }
    let offered = frames ?? mode.protection
    if offered == .disabled, let line = lines.lines.last(where: { ["mbo", "ocv"].contains($0.name) }),
      HostapdNumber(line.value)?.value ?? 0 != 0
    {
      note(
        line, .refused(.malformed), "hostapd does not start with it without protected management frames (ieee80211w)")
    }
    if let frames { entries.append(SpecText.Entry(key: "pmf", value: .word(frames.rawValue))) }
    dropServers(&lines)
    return Protection(entries: entries, options: ciphers)
  }

  private func mode(_ mode: Security.Mode) -> [SpecText.Entry] {
    [SpecText.Entry(key: "mode", value: .word(mode.rawValue))]
  }

  private static func isOfWPA(_ name: String) -> Bool {
    ["wpa_key_mgmt", "wpa_pairwise", "rsn_pairwise", "group_cipher", "ieee80211w", "sae_require_mfp"].contains(name)
      || isOfSecret(name)
  }

  private static func isOfSecret(_ name: String) -> Bool {
    ["wpa_passphrase", "wpa_psk", "wpa_psk_file", "sae_password"].contains(name)
  }

  // MARK: - What a spec cannot say

  /// - Returns: whether hostapd was to be the RADIUS server itself.
  private mutating func refuseWhatDecidesOtherwise(_ lines: inout HostapdSection) -> Bool {
    note(lines.take { $0.hasPrefix("wep_") }, .refused(.unsupported), "WEP is broken, and a spec cannot declare it")
    if let line = last(lines.take("auth_algs")), let value = number(line) {
      switch value {
      case 1: break
      case 3: note(line, .changed, "1: shared-key authentication belongs to WEP")
      case 0: note(line, .refused(.malformed), "hostapd takes no 0: nobody could join")
      default: note(line, .refused(.unsupported), "shared-key authentication belongs to WEP, which is broken")
      }
    }
    for line in lines.take("dynamic_vlan", "per_sta_vif", "wpa_psk_radius") where (number(line) ?? 0) != 0 {
      let what = line.name == "wpa_psk_radius" ? "ask RADIUS servers for passphrases" : "put stations into VLANs"
      note(line, .refused(.unsupported), "a spec cannot \(what)")
    }
    note(lines.take { $0.hasPrefix("vlan_") }, .dropped, "a spec puts no stations into VLANs")
    let fast = lines.take { $0.hasPrefix("ft_") || Self.roaming.contains($0) }
    note(fast, .dropped, "it belongs to fast roaming (802.11r), which a spec does not offer")
    let isWPS = lines.lines.contains { $0.name == "wps_state" && (HostapdNumber($0.value)?.value ?? 0) != 0 }
    let isEAP = lines.lines.contains {
      $0.name == "ieee8021x" && (HostapdNumber($0.value)?.value ?? 0) != 0
        || $0.name == "wpa_key_mgmt" && $0.text.contains("EAP")
    }
    var isServer = false
    if let line = lines.lines.last(where: { $0.name == "eap_server" }), HostapdNumber(line.value)?.value != 0, !isWPS {
      note(Array(lines.take("eap_server").dropLast()), .dropped, "line \(line.number) says it again")
      if isEAP {
        isServer = true
        note(line, .refused(.unsupported), "a spec has no RADIUS server inside hostapd: it names servers elsewhere")
      } else {
        note(line, .dropped, "it has no effect without 802.1X and WPS")
      }
    }
    let internalServer = lines.take { Self.internalServer.contains($0) }
    note(internalServer, .dropped, "it belongs to a RADIUS server inside hostapd")
    return isServer
  }

  /// Options of 802.11r that do not begin with `ft_`.
  private static let roaming: Set<String> = [
    "mobility_domain", "pmk_r1_push", "r0_key_lifetime", "r0kh", "r1_key_holder", "r1_max_key_lifetime", "r1kh",
    "reassociation_deadline", "rkh_neg_timeout", "rkh_pos_timeout", "rkh_pull_retries", "rkh_pull_timeout",
  ]

  private static let internalServer: Set<String> = [
    "ca_cert", "check_cert_subject", "check_crl", "check_crl_strict", "crl_reload_interval", "dh_file",
    "eap_fast_a_id", "eap_fast_a_id_info", "eap_fast_prov", "eap_sim_aka_result_ind", "eap_sim_db",
    "eap_sim_db_timeout", "eap_sim_id", "eap_user_file", "fragment_size", "ocsp_stapling_response",
    "ocsp_stapling_response_multi", "openssl_ciphers", "openssl_ecdh_curves", "pac_key_lifetime",
    "pac_key_refresh_time", "pac_opaque_encr_key", "private_key", "private_key2", "private_key_passwd",
    "private_key_passwd2", "pwd_group", "radius_server_acct_port", "radius_server_auth_port",
    "radius_server_clients", "radius_server_ipv6", "server_cert", "server_cert2", "tls_flags",
    "tls_session_lifetime", "tnc",
  ]

  // MARK: - Mode

  private mutating func mode(_ lines: [Line]) -> Security.Mode {
    guard let line = last(lines) else { return .wpa2Personal }
    var kinds: Set<String> = []
    for word in line.words {
      switch word {
      case "WPA-PSK": kinds.insert("PSK")
      case "WPA-PSK-SHA256":
        kinds.insert("PSK")
        note(line, .changed, "which hash protects the keys (WPA-PSK-SHA256) is left to the mode")
      case "SAE": kinds.insert("SAE")
      case "OWE": kinds.insert("OWE")
      case "WPA-EAP": kinds.insert("EAP")
      case "WPA-EAP-SHA256":
        kinds.insert("EAP")
        note(line, .changed, "which hash protects the keys (WPA-EAP-SHA256) is left to the mode")
      case "FT-PSK", "FT-SAE", "FT-EAP", "FT-EAP-SHA384", "FT-FILS-SHA256", "FT-FILS-SHA384":
        note(line, .refused(.unsupported), "a spec cannot declare fast roaming (\(word), 802.11r)")
      case "WPA-EAP-SUITE-B", "WPA-EAP-SUITE-B-192", "FILS-SHA256", "FILS-SHA384", "DPP", "OSEN", "PASN",
        "SAE-EXT-KEY", "FT-SAE-EXT-KEY", "WPA-EAP-SHA384", "FT-PSK-SHA384", "WPA-PSK-SHA384":
        note(line, .refused(.unsupported), "no mode of a spec has \(word)")
      default:
        let advice = line.hasTrailingComment ? "; a comment has a line of its own" : ""
        note(
          line, .refused(.malformed), "hostapd has no key management '\(word.prefix(40))'\(advice)")
        return .wpa2Personal
      }
    }
    switch kinds {
    case ["PSK"]: return .wpa2Personal
    case ["SAE"]: return .wpa3Personal
    case ["PSK", "SAE"]: return .wpa2WPA3Personal
    case ["EAP"]: return .wpa2Enterprise
    case ["OWE"]: return .owe
    case []:
      if line.words.isEmpty { note(line, .refused(.malformed), "it names none") }
    default: note(line, .refused(.unsupported), "no mode of a spec has \(line.shown) at once")
    }
    return .wpa2Personal
  }

  private mutating func frames(
    _ lines: inout HostapdSection, _ mode: Security.Mode
  ) -> ManagementFrameProtection? {
    let demand = "WPA3 demands protected management frames"
    let required = last(lines.take("sae_require_mfp"))
    if mode != .wpa2WPA3Personal {
      if let required { note(required, .dropped, "it is for networks with both WPA2 and WPA3") }
    } else if let required {
      if number(required) == 0 { note(required, .changed, demand) }
    } else {
      note(option: "sae_require_mfp", .changed, "no line gives it: \(demand)")
    }
    guard let line = last(lines.take("ieee80211w")), let value = number(line) else {
      if mode.hasSAE {
        note(option: "ieee80211w", .changed, "no line gives it, and WPA3 demands protection: pmf is \(mode.protection)")
      }
      return nil
    }
    let asked: ManagementFrameProtection
    switch value {
    case 0: asked = .disabled
    case 1: asked = .optional
    case 2: asked = .required
    default:
      note(line, .refused(.malformed), "hostapd takes 0 to 2, not \(value)")
      return nil
    }
    guard mode.protections.contains(asked) else {
      note(line, .changed, "\(mode.rawValue) demands protected management frames: pmf is \(mode.protection)")
      return nil
    }
    return asked == mode.protection ? nil : asked
  }

  // MARK: - Ciphers

  private mutating func ciphers(_ lines: inout HostapdSection, version: Int64) -> [HostapdOption] {
    var options: [HostapdOption] = []
    if let line = last(lines.take("group_cipher")) {
      if line.text.hasPrefix("TKIP") || line.text.hasPrefix("WEP") {
        note(line, .dropped, "it is broken; hostapd chooses a cipher that every station can")
      } else if !Self.ciphers.contains(line.text) {
        note(line, .refused(.malformed), "hostapd has no group cipher \(line.shown)")
      } else if line.text != "CCMP" {
        options.append(HostapdOption(line.name, line.text))
      }
    }
    let older = last(lines.take("wpa_pairwise"))
    if version == 1 { return options }
    let newer = last(lines.take("rsn_pairwise"))
    guard let line = newer ?? older else {
      note(option: "rsn_pairwise", .changed, "no line gives it, and hostapd then offers TKIP, which is broken: CCMP")
      return options
    }
    if let older, newer != nil {
      note(older, .dropped, version == 3 ? "WPA1 is not offered" : "it is for WPA1, which is not offered")
    }
    let words = line.words
    if let strange = words.first(where: { !Self.ciphers.contains($0) }) {
      let advice = line.hasTrailingComment ? "; a comment has a line of its own" : ""
      note(line, .refused(.malformed), "hostapd has no pairwise cipher '\(strange.prefix(40))'\(advice)")
      return options
    }
    let sound = words.filter { $0 != "TKIP" }
    if sound.isEmpty {
      note(
        line, .refused(words.isEmpty ? .malformed : .unsupported),
        "TKIP alone cannot be declared: it is broken, and every station with WPA2 takes CCMP")
    } else if sound != words {
      note(line, .changed, "TKIP is not offered: it is broken, and every station with WPA2 takes CCMP")
    }
    if !sound.isEmpty, sound != ["CCMP"] {
      options.append(HostapdOption("rsn_pairwise", sound.joined(separator: " ")))
    }
    return options
  }

  private static let ciphers: Set<String> = ["CCMP", "CCMP-256", "GCMP", "GCMP-256", "TKIP"]
}
