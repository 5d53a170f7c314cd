extension SpecKey {
  /// The whole language of `version: 1`.
  package static let root: Kind = .object(
    [
      SpecKey(
        "version", .number(1...1), required: true,
        Documentation(
          "The version of the language that the file is written in.",
          detail: "Every file says it, so that a later version of the program can tell what the file means.",
          examples: ["1"])),
      SpecKey(
        "radios", .named(.radioID, .object(radio, oneOf: [])),
        Documentation(
          "The radios of this machine, each under a name of your choice.",
          detail: "A radio is a wireless card with the channel that it works on. Access points name it.",
          examples: ["{main: {driver: mwifiex_pcie, country: FR, band: 2.4GHz, channel: 6}}"])),
      SpecKey(
        "access-points",
        .named(.interfaceName, .object(accessPoint, oneOf: [OneOf("ssid", "ssid-hex", required: true)])),
        Documentation(
          "The access points of this machine, each under the name of its interface.",
          detail: """
            The interface is made if it is missing. On mwifiex cards it must not be mlan0, mlan1 and so on: these are the \
            driver's own station interfaces, and an access point on one of them wedges the firmware. Take uap0.
            """,
          examples: ["{uap0: {radio: main, ssid: lobby, security: {mode: open}}}"])),
      SpecKey(
        "settings", .object(settings, oneOf: []),
        Documentation(
          "What holds for the whole agent, in whichever file it stands.",
          examples: ["{max-disruption: some-clients}"])),
    ], oneOf: [])
}
