import WiFiModel

extension SpecKey {
  /// The language of files with signatures: those that are compiled in, and those of /etc/wifi-ap/signatures.d.
  package static let signatureFile: Kind = .object(
    [
      SpecKey(
        "version", .number(1...1), required: true,
        Documentation("The version of the language that the file is written in.", examples: ["1"])),
      SpecKey(
        "drivers", .list(of: .text(.driver), least: 1),
        Documentation(
          "The modules whose lines these are, for each signature that does not name its own.",
          detail:
            "A name that ends in * stands for all modules that begin like it. Without any, the kernel itself says "
            + "the line, of any driver's card.",
          examples: ["[mwifiex_pcie, mwifiex_sdio]"])),
      SpecKey(
        "signatures", .named(.signatureName, .object(signature, oneOf: [])), required: true,
        Documentation(
          "The signatures, each under a name that no other has.",
          examples: [
            "{site-wedge: {patterns: [\"my driver is lost*\"], class: fatal, meaning: The firmware is dead.}}"
          ])),
    ], oneOf: [])

  /// The keys of one signature.
  static let signature = [
    SpecKey(
      "drivers", .list(of: .text(.driver), least: 1),
      Documentation("The modules whose lines these are.", default: "those of the file", examples: ["[ath9k_htc]"])),
    SpecKey(
      "patterns", .list(of: .text(.linePattern), least: 1), required: true,
      Documentation(
        "What the line looks like behind the device prefix.",
        detail: "Each is for the whole line: literals, * for anything or nothing, {name} for at least one character.",
        examples: ["[\"Timeout cmd id = {command}, act = {action}\"]"])),
    SpecKey(
      "class", .choice(Signature.Class.allCases.map(\.rawValue)), required: true,
      Documentation("What the line means for recovery.", examples: ["fatal"])),
    SpecKey(
      "milestone", .choice(Signature.Milestone.allCases.map(\.rawValue)),
      Documentation("What the driver does at that moment.", examples: ["downloads"])),
    SpecKey(
      "meaning", .text(.sentence), required: true,
      Documentation("What it means, in one sentence.", examples: ["The firmware left a command unanswered."])),
    SpecKey(
      "follows", .list(of: .text(.signatureName), least: 1),
      Documentation("The signatures that are its consequences when they come after it.", examples: ["[site-wedge]"])),
    SpecKey(
      "heals", .number(1...3600),
      Documentation(
        "How long the driver may take to heal this by itself.", unit: "seconds", default: "it does not",
        examples: ["60"])),
    SpecKey(
      "repeats",
      .object(
        [
          SpecKey(
            "count", .number(2...1000), required: true, Documentation("How often it must come.", examples: ["3"])),
          SpecKey(
            "within", .number(1...86400), required: true,
            Documentation("In how long.", unit: "seconds", examples: ["60"])),
        ], oneOf: []),
      Documentation(
        "What makes of single lines a dead firmware.", default: "nothing does",
        examples: ["{count: 3, within: 60}"])),
    SpecKey(
      "ladder", .choice(Rung.allCases.filter { $0.isDriverLevel && $0 != .reboot }.map(\.rawValue)),
      Documentation(
        "The gentlest rung that is of use; on USB the port's switch goes before it all the same.",
        default: "that of the fault's class", examples: ["reload-driver"])),
    SpecKey(
      "cost", .text(.sentence),
      Documentation(
        "What else a remedy costs.", default: "nothing", examples: ["Bluetooth on the same card goes away."])),
    SpecKey(
      "advice", .text(.sentence),
      Documentation(
        "What to do about it, where that is not what recovery does.", default: "nothing",
        examples: ["Install the firmware's package."])),
    SpecKey(
      "source", .text(.sentence),
      Documentation(
        "Where it is known from: a file and a function, or a project and a thread.", default: "nowhere",
        examples: ["drivers/net/wireless/marvell/mwifiex/cmdevt.c"])),
  ]
}

extension TextForm {
  static let driver = TextForm(
    "driver", example: "mwifiex_pcie", pattern: "^[A-Za-z0-9_]{1,55}\\*?$",
    check: { text throws(InvalidValue) in
      let name = text.hasSuffix("*") ? String(text.dropLast()) : text
      guard !name.contains("-"), (try? ModuleName(name)) != nil else {
        throw InvalidValue(
          "'\(text.prefix(60))' is not the name of a kernel module",
          hint: "write it as /proc/modules does, such as mwifiex_pcie; rtw88_* stands for all that begin with rtw88_")
      }
    })

  static let signatureName = TextForm(
    "signature", example: "site-wedge", pattern: "^[a-z][a-z0-9-]{0,59}$",
    check: { text throws(InvalidValue) in
      let isWord = text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
      }
      guard isWord, (1...60).contains(text.utf8.count), let first = text.utf8.first, first >= UInt8(ascii: "a") else {
        throw InvalidValue(
          "'\(text.prefix(60))' cannot name a signature",
          hint: "a name has 1 to 60 characters of a-z, 0-9 and '-', and begins with a letter, such as site-wedge")
      }
    })

  static let linePattern = TextForm(
    "pattern", example: "\"my driver is lost*\"", pattern: "^(?=.*[^*])[ -z|~]*(\\{[a-z][a-z0-9-]*\\}[ -z|~]*)*$",
    lengths: 1...200,
    check: { text throws(InvalidValue) in
      guard (1...200).contains(text.utf8.count) else {
        throw InvalidValue("the pattern has \(text.utf8.count) bytes", hint: "a pattern has 1 to 200 bytes")
      }
      guard text.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else {
        throw InvalidValue(
          "the pattern has characters that are not ASCII, or cannot be printed", hint: "write * in their place")
      }
      var rest = text[...]
      while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
        let name = rest[rest.index(after: brace)...].prefix { $0 != "}" && $0 != "{" }
        guard rest[brace] == "{", (try? signatureName.check(String(name))) != nil, rest[name.endIndex...].first == "}"
        else {
          throw InvalidValue(
            "a brace of the pattern is not the beginning or the end of a name",
            hint: "write {name} for at least one character, and * where the kernel prints a brace")
        }
        rest = rest[name.endIndex...].dropFirst()
      }
      if text.allSatisfy({ $0 == "*" }) {
        throw InvalidValue(
          "the pattern is of every line", hint: "write what the kernel prints, such as 'reset failed*'")
      }
    })

  static let sentence = TextForm(
    "sentence", example: "The firmware is dead.", pattern: "^\(printable)*$", lengths: 1...600,
    check: { text throws(InvalidValue) in
      guard (1...600).contains(text.unicodeScalars.count), !text.unicodeScalars.contains(where: \.isUnprintable) else {
        throw InvalidValue(
          "the text has \(text.unicodeScalars.count) characters, or some that cannot be printed",
          hint: "write 1 to 600 printable characters")
      }
    })
}
