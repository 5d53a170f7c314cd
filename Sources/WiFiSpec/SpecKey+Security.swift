import WiFiModel

extension SpecKey {
  /// The keys of which one says what opens an access point.
  static let passphraseSources = [
    "passphrase", "passphrase-file", "passphrase-credential", "psk", "passphrases",
  ]

  /// The keys of which one gives a single secret for an access point.
  private static let passphrase = [
    SpecKey(
      "passphrase", .secret(.passphrase), guarded: true,
      Documentation(
        "The passphrase: 8 to 63 printable ASCII characters.",
        detail: "A file that holds one must not be readable by others. Better keep it in a file of its own.",
        examples: ["choose-your-own"], options: ["wpa_psk_file", "sae_password"])),
    SpecKey(
      "passphrase-file", .text(.secretPath), guarded: true,
      Documentation(
        "The absolute path of a file that holds the passphrase alone.",
        detail: "It belongs to root, and nobody else may read or write it: 'install -m 600' makes it so.",
        examples: ["/etc/wifi-ap/secrets/lobby"], options: ["wpa_psk_file", "sae_password"])),
    SpecKey(
      "passphrase-credential", .text(.credentialName), guarded: true,
      Documentation(
        "The name of a systemd credential that holds the passphrase alone.",
        detail: "wifi-apd.service gets it by a drop-in with LoadCredential= or LoadCredentialEncrypted=.",
        examples: ["lobby"], options: ["wpa_psk_file", "sae_password"])),
    SpecKey(
      "psk", .secret(.key), guarded: true,
      Documentation(
        "The key itself, in 64 hexadecimal digits.",
        detail: "Not with WPA3, which needs the passphrase.",
        examples: [TextForm.key.example], options: ["wpa_psk_file"])),
  ]

  /// The keys of an access point's security.
  static let security =
    [
      SpecKey(
        "mode", .choice(["wpa2-personal"] + Security.Mode.allCases.map(\.rawValue).filter { $0 != "wpa2-personal" }),
        required: true, guarded: true,
        Documentation(
          "How stations prove who they are, and how the air is encrypted.",
          detail: """
            open: anybody, in the clear. owe: anybody, encrypted. wpa2-personal: a passphrase. wpa3-personal: a \
            passphrase, by SAE. wpa2-wpa3-personal: either of the two, for the years between. wpa2-enterprise: each user by \
            his own account, asked of RADIUS servers. WEP and TKIP alone are broken, and cannot be declared.
            """,
          examples: ["wpa2-personal", "wpa2-wpa3-personal", "open"],
          options: ["wpa", "wpa_key_mgmt", "rsn_pairwise", "auth_algs", "ieee8021x"]))
    ] + passphrase + [
      SpecKey(
        "passphrases",
        .named(
          .passphraseName,
          .object(
            passphrase + [
              SpecKey(
                "not-after", .text(.moment), guarded: true,
                Documentation(
                  "The moment from which this passphrase opens no more (RFC 3339).",
                  detail: """
                    It counts once the clock was synchronised since the machine was started. The passphrase that lives \
                    longest never ends, so that nobody is locked out for ever.
                    """,
                  examples: ["2026-12-01T00:00:00Z"]))
            ], oneOf: [OneOf("passphrase", "passphrase-file", "passphrase-credential", "psk", required: true)])),
        guarded: true,
        Documentation(
          "Several passphrases that open the access point, each under a name.",
          detail: """
            To replace a passphrase without locking anybody out, add the new one, give the old one 'not-after', and \
            remove it later. The log names the passphrase that a station came with. With WPA3 there can be but one.
            """,
          examples: ["{staff: {passphrase-file: /etc/wifi-ap/secrets/lobby}}"], options: ["wpa_psk_file"])),
      SpecKey(
        "pmf", .choice(ManagementFrameProtection.allCases.map(\.rawValue)), guarded: true,
        Documentation(
          "Protection of management frames (802.11w).",
          detail: "open: disabled. owe and wpa3-personal: required. wpa2-wpa3-personal: optional or required.",
          default: "disabled with open and WPA2, optional with wpa2-wpa3-personal, required with owe and WPA3",
          examples: ["optional"], options: ["ieee80211w", "sae_require_mfp"])),
      SpecKey(
        "radius",
        .object(
          [
            SpecKey(
              "authentication",
              .list(of: .object(server(port: 1812), oneOf: [serverSecret]), least: 1), required: true, guarded: true,
              Documentation(
                "The servers that say who may join, in the order in which they are asked.",
                examples: ["[{address: 192.0.2.1, secret-file: /etc/wifi-ap/secrets/radius}]"],
                options: ["auth_server_addr", "auth_server_port", "auth_server_shared_secret"])),
            SpecKey(
              "accounting", .list(of: .object(server(port: 1813), oneOf: [serverSecret]), least: 1), guarded: true,
              Documentation(
                "The servers that are told who came and went, in the order in which they are tried.",
                default: "none", examples: ["[{address: 192.0.2.1, secret-file: /etc/wifi-ap/secrets/radius}]"],
                options: ["acct_server_addr", "acct_server_port", "acct_server_shared_secret"])),
          ], oneOf: []),
        Documentation(
          "The RADIUS servers of wpa2-enterprise.",
          examples: ["{authentication: [{address: 192.0.2.1, secret-file: /etc/wifi-ap/secrets/radius}]}"])),
    ]

  private static let serverSecret = OneOf("secret", "secret-file", "secret-credential", required: true)

  private static func server(port: Int) -> [SpecKey] {
    [
      SpecKey(
        "address", .text(.serverAddress), required: true,
        Documentation("Its IPv4 or IPv6 address.", examples: ["192.0.2.1", "\"2001:db8::1\""])),
      SpecKey(
        "port", .number(1...65535), Documentation("Its UDP port.", default: "\(port)", examples: ["\(port)"])),
      SpecKey(
        "secret", .secret(.radiusSecret),
        Documentation("What it shares with this access point.", examples: ["choose-your-own"])),
      SpecKey(
        "secret-file", .text(.secretPath),
        Documentation(
          "The absolute path of a file that holds the shared secret alone, readable by root alone.",
          examples: ["/etc/wifi-ap/secrets/radius"])),
      SpecKey(
        "secret-credential", .text(.credentialName),
        Documentation(
          "The name of a systemd credential that holds the shared secret alone.", examples: ["radius"])),
    ]
  }
}
