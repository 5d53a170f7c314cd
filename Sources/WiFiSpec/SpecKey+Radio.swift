import WiFiModel

extension SpecKey {
  /// The keys of a radio.
  static let radio = [
    SpecKey(
      "driver", .text(.moduleName), required: true,
      Documentation(
        "The kernel module that drives the card; it is loaded where it is missing, and kept healthy.",
        detail:
          "'lsmod' lists the loaded modules; 'udevadm info /sys/class/net/wlan0' names the driver of an interface.",
        examples: ["mwifiex_pcie", "ath10k_pci", "brcmfmac"])),
    SpecKey(
      "module-parameters", .named(.moduleParameterName, .text(.moduleParameterValue)),
      Documentation(
        "Parameters that the module is given when the agent loads it.",
        detail: """
          A module that is loaded already keeps what it was loaded with until the driver is next loaded; the plan says \
          where the two differ. Parameters are of the driver's own module and not of those that it needs: 'modinfo -p \
          MODULE' lists what a module takes.
          """,
        default: "none", examples: ["{disable_aspm: Y}"])),
    SpecKey(
      "match",
      .object(
        [
          SpecKey(
            "path", .text(.busPath),
            Documentation(
              "Where the card is plugged in, as udev's ID_PATH.",
              detail: "The path stays the same over reboots and new kernels, as long as the card stays in its slot.",
              examples: ["\"pci-0000:01:00.0\"", "\"platform-vhci_hcd.0-usb-0:1:1.0\""])),
          SpecKey(
            "mac", .text(.hardwareAddress),
            Documentation(
              "The card's permanent MAC address.", examples: ["\"02:00:00:00:00:01\""])),
        ], oneOf: [OneOf("path", "mac", required: true)]),
      Documentation(
        "Which card it is; needed only where several cards share the driver.",
        default: "the only card of the driver", examples: ["{path: \"pci-0000:01:00.0\"}"])),
    SpecKey(
      "country", .text(.country), required: true,
      Documentation(
        "The country that the device stands in (ISO 3166-1): its law says which channels and powers are allowed.",
        detail: """
          It needs no quotation marks, not even NO. The kernel has one country for the whole machine, so all radios \
          say the same.
          """,
        examples: ["FR", "US", "NO"], options: ["country_code", "ieee80211d"])),
    SpecKey(
      "band", .choice(Band.allCases.map(\.rawValue)), required: true,
      Documentation(
        "The frequency band.", detail: "The unit is part of the word, without a space.", examples: ["2.4GHz", "5GHz"],
        options: ["hw_mode", "op_class"])),
    SpecKey(
      "channel", .numberOrWord(1...233, ["auto"]), required: true,
      Documentation(
        "The number of the primary 20 MHz channel, or auto for the least busy one.",
        detail: """
          Which channels may be used here and now is for the kernel to say: 'wifi-ap validate' on the device tells. With \
          auto, hostapd listens on each channel before it starts (ACS); not every driver can.
          """,
        examples: ["6", "36", "auto"], options: ["channel"])),
    SpecKey(
      "channels", .list(of: .number(1...233), least: 1),
      Documentation(
        "The channels that 'channel: auto' may choose from.",
        default: "every channel of the band that the country allows", examples: ["[1, 6, 11]"], options: ["chanlist"])),
    SpecKey(
      "width", .numberChoice(ChannelWidth.allCases.map { Int($0.rawValue) }),
      Documentation(
        "The width of the channel.",
        detail: """
          40 needs the standard n (in the 6 GHz band ax), 80 and 160 need ac or ax; in the 2.4 GHz band 40 is the most. \
          On which side of the primary channel the others lie follows from the channel.
          """,
        unit: "MHz", default: "20", examples: ["20", "80"],
        options: ["ht_capab", "vht_oper_chwidth", "he_oper_chwidth"])),
    SpecKey(
      "tx-power", .number(0...36),
      Documentation(
        "The upper limit of the transmit power; the country's own limit stays in force.",
        unit: "dBm", default: "what driver and country allow", examples: ["20"])),
    SpecKey(
      "standards", .list(of: .choice(Standard.allCases.map(\.rawValue)), least: 0),
      Documentation(
        "Which generations of 802.11 are offered above the legacy rates; [] is none.",
        detail: "ac is not for the 2.4 GHz band; the 6 GHz band needs ax.",
        default: "[n]; [n, ac] in the 5 GHz band with a width of 80 or more; [ax] in the 6 GHz band",
        examples: ["[n]", "[n, ac, ax]", "[]"], options: ["ieee80211n", "ieee80211ac", "ieee80211ax"])),
    SpecKey(
      "beacon-interval", .number(15...65535),
      Documentation(
        "The time between two beacons.", unit: "TU (1.024 ms)", default: "100", examples: ["100"],
        options: ["beacon_int"])),
    SpecKey(
      "recovery",
      .object(
        [
          SpecKey(
            "reload-driver", .boolean,
            Documentation(
              "Whether the driver may be unloaded and loaded again when the firmware is dead.", default: "true",
              examples: ["true"])),
          SpecKey(
            "bus-reset", .boolean,
            Documentation(
              "Whether the card may be reset by its bus; on USB, its port switched off and on.", default: "true",
              examples: ["true"])),
          SpecKey(
            "actions-per-hour", .number(1...60),
            Documentation(
              "How often recovery may act on the driver in an hour.", unit: "actions in a rolling hour of uptime",
              default: "4", examples: ["4"])),
          SpecKey(
            "power-hook", .command,
            Documentation(
              "A program that takes the card's power and gives it back, and its arguments.",
              detail: """
                It is run where nothing gentler helped, without a shell, as root, in a session of its own, with the \
                radio's name and the card's bus path as WIFI_AP_RADIO and WIFI_AP_DEVICE in an otherwise empty \
                environment. It returns 0 once the card has power again, and has 30 seconds. Program and folders must \
                belong to root, and nobody else may be able to write them.
                """,
              default: "none", examples: ["[/usr/local/libexec/wifi-power]", "[/usr/bin/gpioset, gpiochip2, 5=0]"])),
          SpecKey(
            "reboot", .boolean,
            Documentation(
              "Whether the machine may be rebooted when nothing else helped.",
              detail: """
                Not before a quarter of an hour after the first failure, not twice in six hours of uptime, and after two \
                reboots in vain not again until the radio has been healthy for a day.
                """,
              default: "false", examples: ["true"])),
          SpecKey(
            "keep-firmware-dump", .boolean,
            Documentation(
              "Whether the memory of crashed firmware is kept with the incident, where the driver reads it out.",
              detail: "It holds keys of the network: whoever gets it can read traffic.", default: "false",
              examples: ["true"])),
        ], oneOf: []),
      Documentation(
        "What may be done to a radio whose firmware no longer answers.", examples: ["{reload-driver: true}"])),
    SpecKey(
      "hostapd", .options(.radio),
      Documentation(
        "Any other option of hostapd.conf that is about the whole radio, under hostapd's own name.",
        detail: "Options that a key of the spec owns, hold a secret or open a file are refused, with the key to use.",
        examples: ["{fragm_threshold: 2346}"])),
  ]
}
