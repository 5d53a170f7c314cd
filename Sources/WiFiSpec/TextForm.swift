import WiFiModel

/// The form of a text: what it may be, for the checker, the schema and the documentation.
package struct TextForm: Sendable {
  /// What it is, without article: `country`.
  package var what: String
  /// A valid one, as it is written in YAML.
  package var example: String
  /// A regular expression (ECMA-262) that every valid text matches in whole; `nil` where any text may be valid.
  package var pattern: String?
  /// How many characters there may be, where that is a matter of their number.
  package var lengths: ClosedRange<Int>?
  /// Says why a text is not of this form.
  var check: Check
  /// Whether a text of another form may be a secret in the wrong place, so that it is not shown.
  var standsForSecret = false
  /// Makes texts that mean the same equal.
  var canonical: @Sendable (String) -> String = { $0 }
  /// What was probably meant by a text that is not of this form.
  var repair: @Sendable (String) -> String? = { _ in nil }

  typealias Check = @Sendable (String) throws(InvalidValue) -> Void

  init(
    _ what: String, example: String, pattern: String? = nil, lengths: ClosedRange<Int>? = nil, check: @escaping Check
  ) {
    self.what = what
    self.example = example
    self.pattern = pattern
    self.lengths = lengths
    self.check = check
  }
}

extension TextForm {
  /// The valid text that was probably meant, where there is one.
  func repaired(_ text: String) -> String? {
    guard text.utf8.count < 256, let candidate = repair(text), candidate != text, (try? check(candidate)) != nil else {
      return nil
    }
    return candidate
  }

  /// This form in a place where people write the secret itself. Its check quotes nothing.
  private var standingForSecret: TextForm {
    var form = self
    form.standsForSecret = true
    return form
  }

  private func repairing(_ repair: @escaping @Sendable (String) -> String?) -> TextForm {
    var form = self
    form.repair = repair
    return form
  }

  static let radioID = TextForm(
    "radio", example: "main", pattern: "^[a-z][a-z0-9-]{0,30}$",
    check: { text throws(InvalidValue) in _ = try RadioID(text) }
  ).repairing { text in String(text.lowercased().map { $0 == "_" || $0 == " " || $0 == "." ? "-" : $0 }) }

  static let interfaceName = TextForm(
    "interface name", example: "uap0", pattern: "^(?!(all|default|lo|\\.|\\.\\.)$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$",
    check: { text throws(InvalidValue) in _ = try InterfaceName(text) })

  static let moduleName = TextForm(
    "kernel module", example: "mwifiex_pcie", pattern: "^[A-Za-z0-9_][A-Za-z0-9_-]{0,54}$",
    check: { text throws(InvalidValue) in _ = try ModuleName(text) }
  ).repairing { text in
    let name = text.hasSuffix(".ko") ? text.dropLast(3) : text[...]
    return String(name.map { $0 == " " ? "_" : $0 })
  }

  static let country = TextForm(
    "country", example: "FR", pattern: "^[A-Z]{2}$",
    check: { text throws(InvalidValue) in _ = try CountryCode(text) }
  ).repairing { $0.uppercased() }

  static let hardwareAddress: TextForm = {
    var form = TextForm(
      "MAC address", example: "\"02:00:00:00:00:01\"", pattern: "^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$",
      check: { text throws(InvalidValue) in _ = try HardwareAddress(text) })
    form.canonical = { (try? HardwareAddress($0))?.description ?? $0 }
    form.repair = { text in
      let digits = text.filter(\.isHexDigit)
      guard digits.count == 12, text.allSatisfy({ $0.isHexDigit || "-.: ".contains($0) }) else { return nil }
      let pairs = stride(from: 0, to: 12, by: 2).map { String(digits.dropFirst($0).prefix(2)) }
      return pairs.joined(separator: ":")
    }
    return form
  }()

  /// The address of an interface or of a station: not of a group.
  static let unicastAddress: TextForm = {
    var form = hardwareAddress
    form.pattern = "^(?!00(:00){5}$)[0-9A-Fa-f][02468ACEace](:[0-9A-Fa-f]{2}){5}$"
    form.check = { text throws(InvalidValue) in
      let address = try HardwareAddress(text)
      guard let first = address.bytes.first, first & 1 == 0, address.bytes.contains(where: { $0 != 0 }) else {
        throw InvalidValue(
          "\(text) is no address of one station", hint: "the second digit of a station's address is even, as in 02:...")
      }
    }
    return form
  }()

  static let interfaceAddress = TextForm(
    "address", example: "192.168.0.5/24",
    pattern: "^(\(ipv4)/([0-9]|[12][0-9]|3[0-2])|\(ipv6)/([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))$",
    check: { text throws(InvalidValue) in _ = try InterfaceAddress(text) }
  ).repairing { text in (try? serverAddress(text)).map { $0 + ($0.contains(":") ? "/64" : "/24") } }

  static let ssid = TextForm(
    "SSID", example: "lobby", lengths: 1...32, check: { text throws(InvalidValue) in _ = try SSID(Array(text.utf8)) })

  static let ssidHex = TextForm(
    "SSID in hexadecimal", example: "6c6f626279", pattern: "^([0-9A-Fa-f]{2}){1,32}$",
    check: { text throws(InvalidValue) in _ = try SSID(hexadecimal: text) }
  ).repairing { text in
    let digits = text.lowercased().hasPrefix("0x") ? text.dropFirst(2) : text[...]
    return String(digits.filter { $0 != ":" && $0 != " " })
  }

  static let busPath = TextForm(
    "bus path", example: "\"pci-0000:01:00.0\"", pattern: "^[!-~]+$", lengths: 1...200,
    check: { text throws(InvalidValue) in
      guard (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
        throw InvalidValue(
          "'\(text.prefix(40))' is not a bus path",
          hint: "write it as udev's ID_PATH says it, such as pci-0000:01:00.0")
      }
    })

  static let moduleParameterName = TextForm(
    "module parameter", example: "disable_aspm", pattern: "^[A-Za-z0-9_]{1,64}$",
    check: { text throws(InvalidValue) in _ = try ModuleParameter(text, "1") })

  static let moduleParameterValue = TextForm(
    "value of a module parameter", example: "Y", pattern: "^[!#-&(-\\[\\]-~]+$", lengths: 1...200,
    check: { text throws(InvalidValue) in
      do throws(InvalidValue) { _ = try ModuleParameter("name", text) } catch {
        throw InvalidValue("the value cannot be given to the kernel", hint: error.hint)
      }
    })

  /// What hostapd calls a passphrase by (`keyid`), and so what the log and the status show of a station.
  static let passphraseName = TextForm(
    "passphrase's name", example: "staff", pattern: "^[A-Za-z0-9._-]{1,31}$",
    check: { text throws(InvalidValue) in
      guard (1...31).contains(text.utf8.count), text.utf8.allSatisfy(isWord) else {
        throw InvalidValue(
          "this cannot name a passphrase",
          hint: "a name has 1 to 31 characters of a-z, A-Z, 0-9, '.', '_' and '-', such as staff")
      }
    }
  ).standingForSecret

  static let secretPath = TextForm(
    "file of a secret", example: "/etc/wifi-ap/secrets/lobby",
    pattern: "^/(?!(.*/)?\\.\\.(/|$))(?=/*[^/])\(printable)*$",
    lengths: 2...4095,
    check: { text throws(InvalidValue) in
      let parts = text.split(separator: "/")
      guard text.hasPrefix("/"), !parts.isEmpty, !parts.contains(".."), text.utf8.count < 4096,
        !text.unicodeScalars.contains(where: \.isUnprintable)
      else {
        throw InvalidValue(
          "the file of a secret is not named by an absolute path",
          hint: "write the whole path without '..', such as /etc/wifi-ap/secrets/lobby")
      }
    }
  ).standingForSecret

  static let program = TextForm(
    "absolute path of a program", example: "/usr/local/libexec/wifi-power",
    pattern: "^/(?!(.*/)?\\.\\.(/|$))(?=/*[^/])\(printable)*$", lengths: 2...4095,
    check: { text throws(InvalidValue) in
      let parts = text.split(separator: "/")
      guard text.hasPrefix("/"), !parts.isEmpty, !parts.contains(".."), text.utf8.count < 4096,
        !text.unicodeScalars.contains(where: \.isUnprintable)
      else {
        throw InvalidValue(
          "'\(text.prefix(40))' is not the absolute path of a program",
          hint: "write the whole path without '..', such as /usr/local/libexec/wifi-power; no shell is asked for it")
      }
    })

  static let programArgument = TextForm(
    "argument", example: "main", pattern: "^\(printable)*$", lengths: 0...255,
    check: { text throws(InvalidValue) in
      guard text.unicodeScalars.count < 256, !text.unicodeScalars.contains(where: \.isUnprintable) else {
        throw InvalidValue(
          "the argument has \(text.unicodeScalars.count) characters, or some that cannot be printed",
          hint: "an argument has at most 255 printable characters; it is given to the program as it is")
      }
    })

  static let credentialName = TextForm(
    "systemd credential", example: "lobby", pattern: "^(?!\\.{1,2}$)[A-Za-z0-9._-]{1,255}$",
    check: { text throws(InvalidValue) in
      guard (1...255).contains(text.utf8.count), text.utf8.allSatisfy(isWord), text != ".", text != ".." else {
        throw InvalidValue(
          "this cannot name a systemd credential",
          hint: "write its name in LoadCredential= of wifi-apd.service: 1 to 255 characters of a-z, A-Z, 0-9, '.', '_'"
            + " and '-'")
      }
    }
  ).standingForSecret

  static let passphrase = TextForm(
    "passphrase", example: "choose-your-own", pattern: "^[ -~]{8,63}$",
    check: { text throws(InvalidValue) in _ = try Credential(passphrase: Array(text.utf8)) })

  static let key = TextForm(
    "psk", example: String(repeating: "0123456789abcdef", count: 4), pattern: "^[0-9A-Fa-f]{64}$",
    check: { text throws(InvalidValue) in _ = try Credential(psk: Array(text.utf8)) })

  static let radiusSecret = TextForm(
    "RADIUS secret", example: "choose-your-own", pattern: "^[!-~]([ -~]{0,126}[!-~])?$",
    check: { text throws(InvalidValue) in _ = try Credential(radiusSecret: Array(text.utf8)) })

  static let serverAddress = TextForm(
    "address of a server", example: "192.0.2.1", pattern: "^(\(ipv4)|\(ipv6))$",
    check: { text throws(InvalidValue) in _ = try serverAddress(text) })

  static let moment = TextForm(
    "moment", example: "2026-12-01T00:00:00Z",
    pattern:
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$",
    check: { text throws(InvalidValue) in _ = try WallTime(text) })

  static let timeOfDay = TextForm(
    "time of day", example: "\"02:00\"", pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$",
    check: { text throws(InvalidValue) in
      guard MaintenanceWindow.minutes(text) != nil else {
        throw InvalidValue(
          "'\(text.prefix(40))' is no time of day",
          hint: "write hours and minutes from 00:00 to 23:59, such as \"02:00\"")
      }
    }
  ).repairing { text in
    let parts = text.split(separator: ":").prefix(2).map { $0.utf8.count == 1 ? "0\($0)" : String($0) }
    let time = parts.count == 2 ? parts.joined(separator: ":") : text
    return time == "24:00" ? "00:00" : time
  }

  /// A name of the tz database as it is written today: a region and a place. Whether a machine has it, the machine says.
  static let timeZone = TextForm(
    "time zone", example: "Europe/Paris", pattern: "^(UTC|[A-Z][A-Za-z]{1,19}(/[A-Za-z][A-Za-z0-9_+-]{0,29}){1,2})$",
    check: { text throws(InvalidValue) in
      let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Array($0.utf8) }
      func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte & ~0x20) && byte < 0x80 }
      let isName =
        (2...3).contains(parts.count) && (2...20).contains(parts[0].count) && parts[0][0] & 0x20 == 0
        && parts[0].allSatisfy(isLetter)
        && parts.dropFirst().allSatisfy { part in
          (1...30).contains(part.count) && isLetter(part[0])
            && part.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "_+-".utf8.contains($0) }
        }
      guard isName || text == "UTC" else {
        throw InvalidValue(
          "'\(text.prefix(40))' is no name of a time zone",
          hint: "write UTC, or region and place as 'timedatectl list-timezones' shows them, such as Europe/Paris")
      }
    }
  ).repairing { text in
    if ["Z", "GMT", "UTC"].contains(text.uppercased()) { return "UTC" }
    let words = text.split(separator: "/").map { $0.split { $0 == " " || $0 == "_" } }
    return words.map { part in
      part.map { word in word.prefix(1).uppercased() + word.dropFirst() }.joined(separator: "_")
    }.joined(separator: "/")
  }

  static let stationLabel = TextForm(
    "label", example: "printer", pattern: "^\(printable)*$", lengths: 1...64,
    check: { text throws(InvalidValue) in
      guard (1...64).contains(text.unicodeScalars.count), !text.unicodeScalars.contains(where: \.isUnprintable) else {
        throw InvalidValue(
          "the label has \(text.unicodeScalars.count) characters, or some that cannot be printed",
          hint: "a label is for people alone: write 1 to 64 printable characters, such as printer")
      }
    })

  private static let isWord: @Sendable (UInt8) -> Bool = { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// The canonical text of an IPv4 or IPv6 address that packets can be sent to.
  static func serverAddress(_ text: String) throws(InvalidValue) -> String {
    let host = text + (text.contains(":") ? "/128" : "/32")
    guard !text.contains("/"), let address = try? InterfaceAddress(host) else {
      throw InvalidValue(
        "'\(text.prefix(60))' is not the address of a server",
        hint: "write an IPv4 or IPv6 address, such as 192.0.2.1: hostapd looks up no names")
    }
    return String(address.description.prefix { $0 != "/" })
  }
}

extension SSID {
  /// - Throws: `InvalidValue` unless there are 1 to 32 pairs of hexadecimal digits.
  init(hexadecimal text: String) throws(InvalidValue) {
    let digits = Array(text.utf8)
    let pairs = stride(from: 0, to: digits.count - digits.count % 2, by: 2).compactMap { index in
      text.allSatisfy(\.isHexDigit) ? UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) : nil
    }
    guard digits.count % 2 == 0, pairs.count == digits.count / 2, !pairs.isEmpty else {
      throw InvalidValue(
        "the SSID is not in pairs of hexadecimal digits",
        hint: "write two digits a byte without spaces or 0x, such as 6c6f626279 for 'lobby'; write text as 'ssid:'")
    }
    try self.init(pairs)
  }
}
