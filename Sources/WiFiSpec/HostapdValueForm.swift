import WiFiModel

/// What hostapd 2.10 refuses of the values of options that are passed through (hostapd/config_file.c, and tried on it).
enum HostapdValueForm {
  /// The numbers that an option takes; nil where hostapd looks at no range.
  static func range(of name: String) -> ClosedRange<Int64>? {
    if let range = ranges[name] { return range }
    if name.hasPrefix("wmm_ac_") {
      switch name.split(separator: "_", maxSplits: 3).last {
      case "aifs": return 1...255
      case "cwmin", "cwmax": return 0...15
      case "txop_limit": return 0...65535
      case "acm": return 0...1
      default: return nil
      }
    }
    if name.hasPrefix("tx_queue_"), name.hasSuffix("_aifs") { return 0...255 }
    return nil
  }

  private static let ranges: [String: ClosedRange<Int64>] = [
    "access_network_type": 0...15, "acs_num_scans": 1...100, "airtime_mode": 0...3,
    "assoc_sa_query_max_timeout": 1...Int64(Int32.max), "assoc_sa_query_retry_timeout": 1...Int64(Int32.max),
    "bss_load_update_period": 0...100,
    "chan_util_avg_period": 0...Int64(Int32.max), "eap_reauth_period": 0...Int64(Int32.max), "eapol_version": 1...2,
    "extended_key_id": 0...2, "fragm_threshold": -1...2346, "hs20_release": 1...3, "local_pwr_constraint": 0...255,
    "min_tx_power": 0...255, "multi_ap": 0...3, "rts_threshold": -1...65535,
    "send_probe_response": 0...1, "unsol_bcast_probe_resp_interval": 0...20,
    "wpa_deny_ptk0_rekey": 0...2, "wpa_group_update_count": 1...Int64(Int32.max),
    "wpa_pairwise_update_count": 1...Int64(Int32.max), "wps_state": 0...2,
  ]

  /// Why hostapd refuses a text; nil where it takes it.
  static func problem(with text: String, of name: String) -> String? {
    switch name {
    case _ where name.hasPrefix("tx_queue_") && (name.hasSuffix("_cwmin") || name.hasSuffix("_cwmax")):
      guard let number = HostapdNumber(Array(text.utf8)), (1...32767).contains(number.value),
        (number.value + 1) & number.value == 0
      else { return "hostapd takes 1, 3, 7, 15 ... 32767" }
    case "own_ip_addr", "radius_client_addr":
      guard (try? InterfaceAddress(observed: "\(text)/\(text.contains(":") ? 128 : 32)")) != nil else {
        return "it is not an IP address"
      }
    case "hessid", "owe_transition_bssid":
      guard (try? HardwareAddress(text)) != nil else { return "it is not a MAC address" }
    case "owe_transition_ssid", "multi_ap_backhaul_ssid":
      let isQuoted = text.utf8.count > 2 && text.hasSuffix("\"") && (text.hasPrefix("\"") || text.hasPrefix("P\""))
      guard isQuoted || isHexadecimal(text) else {
        return "hostapd takes it in quotes or in pairs of hexadecimal digits"
      }
    case "wps_rf_bands":
      guard ["a", "b", "g", "ad", "ag", "ga"].contains(text) else { return "hostapd takes a, b, g, ag or ad" }
    case "group_mgmt_cipher":
      guard ["AES-128-CMAC", "BIP-GMAC-128", "BIP-GMAC-256", "BIP-CMAC-256"].contains(text) else {
        return "hostapd takes AES-128-CMAC, BIP-GMAC-128, BIP-GMAC-256 or BIP-CMAC-256"
      }
    case "vendor_elements", "assocresp_elements":
      guard isHexadecimal(text) else { return "it is not in pairs of hexadecimal digits" }
    default:
      if let most = lengths[name], text.utf8.count > most { return "hostapd takes at most \(most) bytes" }
    }
    return nil
  }

  /// A regular expression (ECMA-262) for the texts that have no problem, where there is one; it may take a few more.
  static func pattern(of name: String) -> String? {
    switch name {
    case _ where name.hasPrefix("tx_queue_") && (name.hasSuffix("_cwmin") || name.hasSuffix("_cwmax")):
      "^(1|3|7|15|31|63|127|255|511|1023|2047|4095|8191|16383|32767)$"
    case "own_ip_addr", "radius_client_addr":
      "^([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)$"
    case "hessid", "owe_transition_bssid": TextForm.hardwareAddress.pattern
    case "owe_transition_ssid", "multi_ap_backhaul_ssid": "^(P?\".+\"|([0-9A-Fa-f]{2})*)$"
    case "wps_rf_bands": "^(a|b|g|ad|ag|ga)$"
    case "group_mgmt_cipher": "^(AES-128-CMAC|BIP-GMAC-128|BIP-GMAC-256|BIP-CMAC-256)$"
    case "vendor_elements", "assocresp_elements": "^([0-9A-Fa-f]{2})*$"
    default: lengths[name].map { "^\(TextForm.printable){0,\($0)}$" }
    }
  }

  /// Whether only the length of a value matters.
  static func isAnyText(_ name: String) -> Bool { lengths[name] != nil }

  private static func isHexadecimal(_ text: String) -> Bool {
    text.utf8.count.isMultiple(of: 2) && text.allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  private static let lengths = [
    "device_name": 32, "manufacturer": 64, "model_name": 32, "model_number": 32, "serial_number": 32,
  ]
}
