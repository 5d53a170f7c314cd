import Testing
import WiFiModel

@testable import WiFiSpec

/// Configurations that nobody wrote: whatever stands in them has an answer.
@Suite struct HostapdImportTests {
  static let secret = "canary in the mine"

  /// Values that people, templates and accidents give.
  static let values = [
    "0", "1", "2", "3", "6", "36", "100", "-1", "2147483648", "99999999999999999999", "+4x", "", " ", "on", "CCMP",
    "TKIP", "CCMP TKIP", "WPA-PSK", "WPA-PSK SAE", "WPA-EAP", "OWE", "g", "a", "any", "NO", "[HT40+][LDPC]", "[", "]]",
    "[HT40-", "192.0.2.1", "::1", "02:00:00:00:00:01", "file", "/absent", "6-", "1-13", "5180-5320", "{{ x }}", "# no",
    "nl80211", "wlan0", "mlan0", "uap0", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  ]

  static func value(_ dice: inout HostileInputTests.Random) -> [UInt8] {
    if Int.random(in: 0..<8, using: &dice) > 0 { return Array((values.randomElement(using: &dice) ?? "").utf8) }
    return (0..<Int.random(in: 0...70, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }
  }

  static func request(_ dice: inout HostileInputTests.Random) -> HostapdImport.Request {
    let names =
      HostapdOptionRule.names + ["noscan", "ieee80211be", "stakey", "wme_enabled", "", " channel", "\u{1b}[1m"]
    // Mostly a sound beginning, so that what follows is looked at.
    let base = [
      ("interface", "wlan0"), ("ssid", "quay"), ("country_code", "NO"), ("hw_mode", "g"), ("channel", "6"),
      ("wpa", "2"),
      ("rsn_pairwise", "CCMP"), ("wpa_passphrase", secret),
    ].filter { _ in Int.random(in: 0..<12, using: &dice) > 0 }.map { ($0, Array($1.utf8)) }
    let more = (0..<Int.random(in: 0...6, using: &dice)).map { _ in
      let name = names.randomElement(using: &dice) ?? ""
      if case .secret = HostapdOptionRule.rule(of: name)?.use, Bool.random(using: &dice) {
        return (name, Array(secret.utf8))
      }
      return (name, value(&dice))
    }
    let lines = (base + more).enumerated().map { index, option in
      let isName = ["ssid", "ssid2"].contains(option.0) && (1...32).contains(option.1.count)
      return HostapdImport.Line(
        number: UInt32(index + 1), name: option.0, value: option.1, ssid: isName ? option.1 : nil)
    }
    let content = value(&dice) + [0x0a] + value(&dice)
    return HostapdImport.Request(
      lines: lines, malformed: [], module: { _ in nil }, secrets: Bool.random(using: &dice) ? "/secrets" : nil,
      read: { path in path == "file" ? .bytes(content) : .unreadable("it does not exist") })
  }

  @Test func `every configuration has an answer, and none tells a secret`() {
    var dice = HostileInputTests.Random(state: 7)
    var verdicts: [HostapdImport.Verdict: Int] = [:]
    for _ in 0..<2500 {
      let request = Self.request(&dice)
      let result = HostapdImport(request)
      verdicts[result.verdict, default: 0] += 1
      #expect((result.spec != nil) == (result.verdict == .ok))
      let told = Set(result.findings.compactMap(\.line))
      let isWhole = request.lines.allSatisfy { told.contains($0.number) }
      #expect(isWhole, "a line was passed over")
      for finding in result.findings {
        #expect(!finding.reason.contains(Self.secret))
        let isPrintable = !"\(finding.option ?? "")\(finding.reason)".unicodeScalars.contains(where: \.isUnprintable)
        #expect(isPrintable)
      }
      if request.secrets != nil { #expect(result.spec?.contains(Self.secret) != true) }
    }
    for verdict in [HostapdImport.Verdict.ok, .unsupported, .invalid] {
      #expect(verdicts[verdict, default: 0] > 120, "\(verdicts)")
    }
  }

  @Test func `a number is read as C reads it`() {
    func read(_ text: String) -> Int64? { HostapdNumber(Array(text.utf8))?.value }
    #expect(read("12") == 12)
    #expect(read(" \t-3 # three") == -3)
    #expect(read("+4x") == 4)
    #expect(read("99999999999999999999") == Int64(Int32.max))
    #expect(read("-99999999999") == Int64(Int32.min))
    #expect(read("x1") == nil)
    #expect(read("- 1") == nil)
    #expect(read("") == nil)
    #expect(HostapdNumber(Array("2i".utf8))?.isWhole == false)
    #expect(HostapdNumber(Array("2".utf8))?.isWhole == true)
  }

  @Test func `text that YAML could take for something else is quoted`() throws {
    let texts = ["no", "0x1f", "it's", "a: b", "#1", "- x", "-5", "1.5", "", "[a]", "*a", "plain-text_1.2", "%x", "ü"]
    let entries = texts.enumerated().map { SpecText.Entry(key: "k\($0)", value: .text($1)) }
    let document = YAMLDocument(SpecSource(name: "text", bytes: Array(SpecText.rendered(entries).utf8)))
    #expect(document.diagnostics.isEmpty)
    let read = try #require(document.root).entries.compactMap(\.value.text)
    #expect(read == texts)
    #expect(SpecText.rendered(entries).contains("k0: 'no'\n"))
  }
}
