/// Names that stand in hostapd configurations and that hostapd 2.10 does not know, or no longer heeds.
enum ForeignHostapdOption {
  /// Where a name comes from.
  enum Origin {
    /// From some other hostapd: a clause that says which.
    case variant(String)
    /// Removed from hostapd, and a start fails with it.
    case removed
    /// Still taken, and without any effect.
    case ignored
  }

  static func origin(of name: String) -> Origin? {
    if ignored.contains(name) || name.hasPrefix("tx_queue_after_beacon_") || name.hasPrefix("tx_queue_beacon_") {
      return .ignored
    }
    if removed.contains(name) { return .removed }
    if newer.contains(name) || name.hasPrefix("eht_") || name.hasPrefix("rsn_override_") {
      return .variant("only hostapd 2.11 and later know it")
    }
    if patched.contains(name) || patchedPrefixes.contains(where: { name.hasPrefix($0) }) {
      return .variant("only a patched hostapd knows it")
    }
    return nil
  }

  private static let ignored: Set<String> = ["debug", "dump_file", "peerkey"]

  private static let removed: Set<String> = [
    "assoc_ap_addr", "iapp_interface", "passive_scan_interval", "passive_scan_listen", "passive_scan_mode", "stakey",
  ]

  private static let newer: Set<String> = [
    "bss_max_idle", "channel_usage", "config_id", "disable_11be", "dpp_relay_port", "enable_background_radar",
    "he_6ghz_reg_pwr_type", "i2r_lmr_policy", "ieee80211be", "max_acceptable_idle_period", "mbssid", "mld_addr",
    "mld_ap", "peer_to_peer_twt", "punct_acs_threshold", "punct_bitmap", "radius_require_message_authenticator",
    "sae_password_file", "sae_track_password", "ssid_protection",
  ]

  /// Of OpenWrt and Armbian, and of tools that attack networks.
  private static let patched: Set<String> = [
    "apup", "apup_peer_ifname_prefix", "dynamic_own_ip_addr", "enable_karma", "enable_mana", "enable_sycophant",
    "ht_coex", "noscan", "radio_config_id", "sycophant_dir", "vlan_no_bridge",
  ]
  private static let patchedPrefixes = ["karma_", "mana_"]
}
