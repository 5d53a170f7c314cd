extension SpecKey {
  /// The keys of an access point.
  static let accessPoint = [
    SpecKey(
      "radio", .text(.radioID), required: true,
      Documentation("The radio that it is on, by its name under 'radios'.", examples: ["main"])),
    SpecKey(
      "enabled", .boolean,
      Documentation("Whether it shall be on the air.", default: "true", examples: ["false", "true"])),
    SpecKey(
      "adopt", .boolean,
      Documentation(
        "Whether an interface of that name that somebody else made may be used.",
        detail:
          "Without it such an interface is left alone, and the access point waits. An adopted one is never deleted.",
        default: "false", examples: ["true"])),
    SpecKey(
      "ssid", .text(.ssid), guarded: true,
      Documentation(
        "The name that stations see: 1 to 32 bytes of UTF-8.",
        detail: "It is text, whatever it looks like: on, 0123 and null in quotation marks are names.",
        examples: ["lobby", "\"Café du Port\""], options: ["ssid2"])),
    SpecKey(
      "ssid-hex", .text(.ssidHex), guarded: true,
      Documentation(
        "The name that stations see, in hexadecimal: for bytes that are not text.", examples: ["6c6f626279"],
        options: ["ssid2"])),
    SpecKey(
      "hidden", .boolean,
      Documentation(
        "Whether beacons leave the name out.",
        detail: "It hides nothing from those who look for it, and stations that know it ask for it everywhere.",
        default: "false", examples: ["true"], options: ["ignore_broadcast_ssid"])),
    SpecKey(
      "security", .object(security, oneOf: [OneOf(passphraseSources)]), required: true,
      Documentation(
        "Who may join, and how the air is protected.",
        examples: ["{mode: wpa2-personal, passphrase-file: /etc/wifi-ap/secrets/lobby}", "{mode: open}"])),
    SpecKey(
      "addresses", .list(of: .text(.interfaceAddress), least: 0),
      Documentation(
        "IPv4 and IPv6 addresses of the interface, each with its prefix length.",
        detail: """
          The prefix length stands in the place of a netmask: /24 is 255.255.255.0. A gateway and name servers belong to \
          the interface that leads to the Internet, not to this one.
          """,
        default: "[]", examples: ["[192.168.0.5/24]", "[192.168.0.5/24, \"fd00::1/64\"]"])),
    SpecKey(
      "mac-address", .text(.unicastAddress),
      Documentation(
        "The MAC address of the interface, and so the BSSID.",
        default: "the driver's choice", examples: ["\"02:00:00:00:00:01\""], options: ["bssid"])),
    SpecKey(
      "bridge", .text(.interfaceName),
      Documentation(
        "A bridge that the interface becomes a port of.",
        detail:
          "It is made by others; while it is missing the access point waits. Addresses then belong to the bridge.",
        examples: ["br0"], options: ["bridge"])),
    SpecKey(
      "max-clients", .number(1...2007),
      Documentation(
        "How many stations may be joined at once.", detail: "The firmware may serve fewer: 8 on a Marvell 88W8997.",
        unit: "stations", default: "what hostapd and the driver allow", examples: ["8"], options: ["max_num_sta"])),
    SpecKey(
      "dtim-period", .number(1...255),
      Documentation(
        "Every which beacon tells sleeping stations of broadcasts that wait for them.", unit: "beacons", default: "2",
        examples: ["2"], options: ["dtim_period"])),
    SpecKey(
      "client-isolation", .boolean,
      Documentation(
        "Whether stations of this access point are kept from reaching each other.", default: "false",
        examples: ["true"], options: ["ap_isolate"])),
    SpecKey(
      "mac-allow", .named(.unicastAddress, .text(.stationLabel)),
      Documentation(
        "The only stations that may join: their MAC addresses, each with a label for people.",
        detail: """
          {} lets nobody in. An address is no proof: whoever hears a station can take it. Many phones change theirs for \
          each network.
          """,
        default: "every station may join", examples: ["{\"02:00:00:00:00:01\": printer}"],
        options: ["macaddr_acl", "accept_mac_file"])),
    SpecKey(
      "mac-deny", .named(.unicastAddress, .text(.stationLabel)),
      Documentation(
        "Stations that may not join: their MAC addresses, each with a label for people.", default: "{}",
        examples: ["{\"02:00:00:00:00:01\": printer}"], options: ["deny_mac_file"])),
    SpecKey(
      "hostapd", .options(.accessPoint),
      Documentation(
        "Any other option of hostapd.conf, under hostapd's own name.",
        detail: """
          Options that a key of the spec owns, hold a secret or open a file are refused, with the key to use. Those \
          about the whole radio may stand here too, as long as nobody on the same radio says otherwise.
          """,
        examples: ["{ieee80211d: 1}"])),
  ]
}
