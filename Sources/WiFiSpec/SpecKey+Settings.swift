import WiFiModel

extension SpecKey {
  /// The keys of what is declared for the whole agent.
  static let settings = [
    SpecKey(
      "max-disruption", .choice(Disruption.allCases.map(\.rawValue)),
      Documentation(
        "The most that a change of the spec may do to clients; a step that would do more is held back.",
        detail: """
          What each word allows: none disturbs nobody; some-clients drops single clients; access-point takes one access \
          point off the air for a moment; radio all those of a radio; driver reloads a driver; machine reboots. What is \
          held back is told by the conditions, and let go by the maintenance window, or by 'wifi-ap apply \
          --max-disruption'. Recovery of a radio that is dead is not bound by it.
          """,
        default: "machine", examples: ["some-clients", "none"])),
    SpecKey(
      "maintenance",
      .object(
        [
          SpecKey(
            "from", .text(.timeOfDay), required: true,
            Documentation("When the window opens each day.", examples: ["\"02:00\""])),
          SpecKey(
            "to", .text(.timeOfDay), required: true,
            Documentation(
              "When the window closes each day; where it is earlier than 'from', on the next one.",
              examples: ["\"04:00\""])),
          SpecKey(
            "zone", .text(.timeZone), required: true,
            Documentation(
              "The time zone of both times: UTC, or a name of the tz database.",
              detail: """
                The machine must have the tz database (Debian's package tzdata) for another than UTC: while it does not \
                know the zone, the window stays shut.
                """,
              examples: ["Europe/Paris", "UTC"])),
        ], oneOf: []),
      Documentation(
        "A span of each day in which steps may do more than 'max-disruption'.",
        detail:
          "It opens only while the clock is known to be right: synchronised at some time since the machine started.",
        default: "none", examples: ["{from: \"02:00\", to: \"04:00\", zone: Europe/Paris}"])),
    SpecKey(
      "rollback", .choice(Settings.Rollback.allCases.map(\.rawValue)),
      Documentation(
        "Whether a change that does not come on the air is taken back.",
        detail: """
          safe goes back to what was on the air before, unless its security is weaker or one of its passphrases is \
          declared no more; always goes back in these cases too; never leaves the access point as the spec says. The \
          spec stays as it is, and the conditions say what happened; it is tried again when it is edited, or by 'wifi-ap \
          apply'.
          """,
        default: "safe", examples: ["safe"])),
  ]
}
