/// The ways in which a change reaches a hostapd that serves, the least harmful first.
package enum Means: String, Hashable, Comparable, Sendable, CaseIterable {
  /// hostapd need not know: the change is for its next start.
  case record
  /// SET, of what hostapd looks up when it needs it or tells in its next beacon (UPDATE_BEACON).
  case setOptions = "set-options"
  /// RELOAD_WPA_PSK.
  case reloadPassphrases = "reload-passphrases"
  /// ACCEPT_ACL and DENY_ACL.
  case reloadStations = "reload-stations"
  /// CHAN_SWITCH: announced in beacons, so that clients follow.
  case switchChannel = "switch-channel"
  /// ADD of one BSS.
  case addBSS = "add-bss"
  /// SET, DEAUTHENTICATE, STOP_AP, RELOAD_BSS. Never to a hostapd that was not found to know it: to hostapd 2.10 every command that begins
  /// with RELOAD means RELOAD, which drops the clients of all BSSs (hostapd_ctrl_iface_receive_process).
  case reloadBSS = "reload-bss"
  /// SET, DEAUTHENTICATE, RELOAD_WPA_PSK, STOP_AP, UPDATE_BEACON, REKEY_GTK: what stands in the beacon's beginning.
  case renewBSS = "renew-bss"
  /// REMOVE of one BSS.
  case removeBSS = "remove-bss"
  /// REMOVE and ADD of one BSS.
  case replaceBSS = "replace-bss"
  /// hostapd ends and is started on its new files.
  case restart

  package static func < (left: Means, right: Means) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.prefix { $0 != self }.count }
}
