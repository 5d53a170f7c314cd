import WiFiModel

/// A key of the spec: one row of the language's table. The checker, the merge and the published schema follow it.
struct SpecKey: Sendable {
  var name: String
  var kind: Kind
  /// Whether the merged spec must have it.
  var isRequired = false
  /// Whether a later file that changes it is worth a warning: who may join, and under which name.
  var isGuarded = false

  init(_ name: String, _ kind: Kind, required: Bool = false, guarded: Bool = false) {
    self.name = name
    self.kind = kind
    isRequired = required
    isGuarded = guarded
  }

  /// Says why a text is not a value.
  typealias Check = @Sendable (String) throws(InvalidValue) -> Void

  indirect enum Kind: Sendable {
    /// Text, whatever YAML would make of it: `NO`, `0123` and `on` are text here. The example is for messages.
    case text(example: String, Check)
    /// Text that is never shown.
    case secret(Check)
    /// `true` or `false`, nothing else.
    case boolean
    /// A plain decimal number.
    case number(ClosedRange<Int>)
    /// One of some words.
    case choice([String])
    case list(example: String, Check)
    /// A mapping with known keys; of `oneOf` a file may give one, which replaces those of earlier files.
    case object([SpecKey], oneOf: [String])
    /// A mapping whose keys are names.
    case named(what: String, Check, [SpecKey])
    /// A mapping of hostapd's options.
    case options
  }
}

extension SpecKey {
  /// The whole language of `version: 1`, as far as this version of the program knows it.
  static let root: Kind = .object(
    [
      SpecKey("version", .number(1...1)),
      SpecKey("radios", .named(what: "radio", { text throws(InvalidValue) in _ = try RadioID(text) }, radio)),
      SpecKey(
        "access-points",
        .named(what: "access point", { text throws(InvalidValue) in _ = try InterfaceName(text) }, accessPoint)),
    ], oneOf: [])

  private static let radio = [
    SpecKey(
      "driver", .text(example: "mwifiex_pcie", { text throws(InvalidValue) in _ = try ModuleName(text) }),
      required: true),
    SpecKey(
      "match",
      .object(
        [
          SpecKey("path", .text(example: "pci-0000:01:00.0", busPath)),
          SpecKey(
            "mac", .text(example: "02:00:00:00:00:01", { text throws(InvalidValue) in _ = try HardwareAddress(text) })),
        ], oneOf: ["path", "mac"])),
    SpecKey(
      "country", .text(example: "FR", { text throws(InvalidValue) in _ = try CountryCode(text) }), required: true),
    SpecKey("band", .choice(Band.allCases.map(\.rawValue)), required: true),
    SpecKey("channel", .number(1...233), required: true),
    SpecKey(
      "recovery",
      .object(
        [
          SpecKey("reload-driver", .boolean),
          SpecKey("bus-reset", .boolean),
          SpecKey("actions-per-hour", .number(1...60)),
        ], oneOf: [])),
  ]

  private static let accessPoint = [
    SpecKey("radio", .text(example: "main", { text throws(InvalidValue) in _ = try RadioID(text) }), required: true),
    SpecKey("enabled", .boolean),
    SpecKey(
      "ssid", .text(example: "lobby", { text throws(InvalidValue) in _ = try SSID(Array(text.utf8)) }),
      required: true, guarded: true),
    SpecKey(
      "security",
      .object(
        [
          SpecKey("mode", .choice(["wpa2-personal", "open"]), required: true, guarded: true),
          SpecKey(
            "passphrase",
            .secret({ text throws(InvalidValue) in _ = try Credential(passphrase: Array(text.utf8)) }), guarded: true),
          SpecKey("passphrase-file", .text(example: "/etc/wifi-ap/secrets/lobby", secretPath), guarded: true),
        ], oneOf: ["passphrase", "passphrase-file"]), required: true),
    SpecKey(
      "addresses",
      .list(example: "192.168.0.5/24", { text throws(InvalidValue) in _ = try InterfaceAddress(text) })),
    SpecKey("max-clients", .number(1...2007)),
    SpecKey("hostapd", .options),
  ]

  private static let busPath: Check = { text throws(InvalidValue) in
    guard (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      throw InvalidValue(
        "'\(text.prefix(40))' is not a bus path", hint: "write it as udev's ID_PATH says it, such as pci-0000:01:00.0")
    }
  }

  private static let secretPath: Check = { text throws(InvalidValue) in
    let parts = text.split(separator: "/")
    guard text.hasPrefix("/"), !parts.isEmpty, !parts.contains(".."), text.utf8.count < 4096,
      !text.unicodeScalars.contains(where: \.isUnprintable)
    else {
      throw InvalidValue(
        "'\(text.prefix(60))' is not an absolute path",
        hint: "write the whole path without '..', such as /etc/wifi-ap/secrets/lobby")
    }
  }
}
