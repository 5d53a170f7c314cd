/// An option of hostapd's that a BSS takes up while it serves, its clients staying.
package struct LiveOption: Hashable, Sendable {
  package var name: String
  /// What hostapd takes for it where it is not given; empty where it cannot be taken back.
  package var defaultValue: String
  /// Whether it stands in the beacon, or is given to the driver with it.
  package var isInBeacon: Bool

  /// What hostapd 2.10 and 2.11 look up when they need it, or take over with the next beacon
  /// (`hostapd_config_fill`, `ieee802_11_set_beacon`, `hostapd_set_iface`).
  package static let all: [LiveOption] = [
    LiveOption(name: "max_num_sta", defaultValue: "2007", isInBeacon: false),
    LiveOption(name: "ap_max_inactivity", defaultValue: "300", isInBeacon: false),
    LiveOption(name: "disassoc_low_ack", defaultValue: "1", isInBeacon: false),
    LiveOption(name: "skip_inactivity_poll", defaultValue: "0", isInBeacon: false),
    LiveOption(name: "ignore_broadcast_ssid", defaultValue: "0", isInBeacon: true),
    LiveOption(name: "ap_isolate", defaultValue: "0", isInBeacon: true),
    LiveOption(name: "bss_transition", defaultValue: "0", isInBeacon: true),
    LiveOption(name: "rrm_beacon_report", defaultValue: "0", isInBeacon: true),
    LiveOption(name: "rrm_neighbor_report", defaultValue: "0", isInBeacon: true),
    // hostapd cannot be made to forget it.
    LiveOption(name: "vendor_elements", defaultValue: "", isInBeacon: true),
  ]

  package static func of(_ name: String) -> LiveOption? { all.first { $0.name == name } }
}
