/// A spec whose answer is timed.
struct SpecSample {
  var name: String
  var bytes: [UInt8]
  var limit = Duration.milliseconds(10)

  /// The largest file that is read.
  private static let largest = 64 * 1024

  private init(_ name: String, _ text: String) {
    self.name = name
    bytes = Array(text.utf8)
  }

  /// One thing again and again, up to the largest file.
  private init(_ name: String, repeating piece: String, after start: String = "") {
    let count = (Self.largest - start.utf8.count) / piece.utf8.count
    self.init(name, start + String(repeating: piece, count: count))
  }

  /// As many lines as fit, each with its number in the place of '#'.
  private init(_ name: String, lines line: String, after start: String = "") {
    var text = start
    var number = 0
    while true {
      let next = line.split(separator: "#", omittingEmptySubsequences: false).joined(separator: "\(number)") + "\n"
      guard text.utf8.count + next.utf8.count <= Self.largest else { break }
      text += next
      number += 1
    }
    self.init(name, text)
  }

  private static let radio = """
    version: 1
    radios:
      main: {driver: mwifiex_pcie, country: FR, band: 2.4GHz, channel: 6}

    """

  /// What is meant to take long.
  static let hostile: [SpecSample] = [
    SpecSample("opening brackets", repeating: "["),
    SpecSample("opening braces", repeating: "{"),
    SpecSample("list marks", repeating: "- "),
    SpecSample("key marks", repeating: "? "),
    SpecSample("one key", repeating: "a: "),
    SpecSample("quotation marks", repeating: "\""),
    SpecSample("anchors", repeating: "&a "),
    SpecSample("aliases in a list", repeating: "*a, ", after: "["),
    SpecSample("tags", repeating: "!"),
    SpecSample("comments", repeating: "#"),
    SpecSample("comments with secrets", repeating: "# passphrase: x\n"),
    SpecSample("line feeds", repeating: "\n"),
    SpecSample("spaces", repeating: " "),
    SpecSample("tabs", repeating: "\t"),
    SpecSample("one word", repeating: "x"),
    SpecSample("no ASCII", repeating: "\u{1f4e1}"),
    SpecSample("no UTF-8", repeating: "a", after: "\u{1}"),
    SpecSample("one long key", repeating: "k", after: "version: 1\n"),
    SpecSample("one long SSID", repeating: "s", after: radio + "access-points:\n  a0:\n    ssid: "),
    SpecSample(
      "one long passphrase", repeating: "p", after: radio + "access-points:\n  a0:\n    security: {passphrase: "),
    SpecSample("unknown keys", lines: "versoin#: 1", after: "version: 1\n"),
    SpecSample("unknown keys of a radio", lines: "    chanel#: 6", after: radio + "  other:\n"),
    SpecSample("unknown options", lines: "      beacon_itn#: 100", after: radio + "  other:\n    hostapd:\n"),
    SpecSample("the same key", lines: "version: 1"),
    SpecSample("the same key in a mapping", lines: "  main: {}", after: radio),
    SpecSample("radios without keys", lines: "  r#:", after: radio),
    SpecSample("radios with a wrong key", lines: "  r#: {band: 5}", after: radio),
    SpecSample("access points without a radio", lines: "  a#: {radio: nowhere}", after: radio + "access-points:\n"),
    SpecSample("access points on one radio", lines: "  a#: {radio: main, ssid: a}", after: radio + "access-points:\n"),
    SpecSample("addresses", lines: "      - 192.168.0.#/24", after: radio + "access-points:\n  a0:\n    addresses:\n"),
    SpecSample(
      "stations", lines: "      \"02:00:00:00:00:#\": x", after: radio + "access-points:\n  a0:\n    mac-allow:\n"),
    SpecSample(
      "passphrases", lines: "        p#: {passphrase: open sesame}",
      after: radio + "access-points:\n  a0:\n    security:\n      passphrases:\n"),
    SpecSample("deep mappings", repeating: "[[[[[[[[[[[[[[1]]]]]]]]]]]]]], ", after: "a: ["),
  ]

  /// What a large site writes: twenty access points, each with a security of its own.
  static let plain: SpecSample = {
    var text = "version: 1\nradios:\n"
    for radio in 0..<10 {
      text += """
          radio-\(radio):
            driver: ath9k
            match: {path: "pci-0000:0\(radio):00.0"}
            country: FR
            band: 5GHz
            channel: \(36 + 4 * (radio % 4))
            width: 40

        """
    }
    text += "access-points:\n"
    for accessPoint in 0..<20 {
      text += """
          wlan\(accessPoint):
            radio: radio-\(accessPoint / 2)
            ssid: Site \(accessPoint)
            security:
              mode: wpa2-personal
              passphrase-file: /etc/wifi-ap/secrets/site-\(accessPoint)
            addresses: [10.0.\(accessPoint).1/24, "fd00:\(accessPoint + 1)::1/64"]
            max-clients: 32
            hostapd: {ap_max_inactivity: 300}

        """
    }
    return SpecSample("twenty access points", text)
  }()
}
