import Testing

@testable import Hostapd

@Suite struct ConfigurationTextTests {
  @Test func optionsAreWrittenInTheirOrderAndReadBackTheSame() throws {
    let options = [
      ConfigurationOption("interface", "uap0"), ConfigurationOption("channel", 6),
      ConfigurationOption("bss", "uap1"), ConfigurationOption("channel", ""),
      ConfigurationOption("ssid", " # not=a comment \"quoted\" "),
      ConfigurationOption("wpa_passphrase", bytes: [0x80, 0xFF, 0x09, 0x20]),
    ]
    let bytes = try ConfigurationText.render(options)
    let text = ConfigurationText(reading: bytes)
    #expect(bytes.starts(with: "interface=uap0\nchannel=6\nbss=uap1\n".utf8))
    #expect(text.options == options)
    #expect(text.lines.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(text.malformed.isEmpty)
  }

  @Test(arguments: [
    ("ssid", Array("a\nwpa=0".utf8), ConfigurationRefusal.Reason.lineFeed(at: 1)),
    ("ssid", Array("a\r".utf8), .carriageReturn(at: 1)),
    ("ssid", [0x61, 0x62, 0], .zeroByte(at: 2)),
    ("", [], .noName),
    ("#ssid", [], .badName),
    ("SSID", [], .badName),
    ("ssid=x", [], .badName),
    ("ssid\nwpa", [], .badName),
    ("ssid", [UInt8](repeating: 0x61, count: 508), .tooLong(513)),
  ])
  func anOptionThatWouldBeReadDifferentlyIsRefused(
    _ name: String, _ value: [UInt8], _ reason: ConfigurationRefusal.Reason
  ) {
    #expect(throws: ConfigurationRefusal(option: name, reason: reason)) {
      try ConfigurationText.render([ConfigurationOption(name, bytes: value)])
    }
  }

  @Test func theLongestLineIsStillWritten() throws {
    let option = ConfigurationOption("ssid", bytes: [UInt8](repeating: 0x61, count: 507))
    #expect(try ConfigurationText.render([option]).count == ConfigurationText.longestLine + 1)
  }

  @Test func aRefusalNamesOptionAndReasonAndNeverTheValue() {
    let refusal = #expect(throws: ConfigurationRefusal.self) {
      try ConfigurationText.render([ConfigurationOption("wpa_passphrase", "sesame-street\n")])
    }
    let text = String(describing: refusal)
    #expect(text.contains("'wpa_passphrase'") && text.contains("byte 13"))
    #expect(!text.contains("sesame"))
  }

  @Test func anotherPersonsFileIsReadByHostapdsRules() {
    let file =
      "# comment\n\n ssid=indented\ninterface=wlan0 \nssid=my net#1\r\nnonsense\nwpa_passphrase==a=b\nlast=no feed"
    let text = ConfigurationText(reading: file.utf8)
    #expect(text.lines.map(\.number) == [3, 4, 5, 7, 8])
    #expect(text.options.map(\.name) == [" ssid", "interface", "ssid", "wpa_passphrase", "last"])
    #expect(text.options.map(\.text) == ["indented", "wlan0 ", "my net#1\r", "=a=b", "no feed"])
    #expect(text.malformed == [6])
  }

  @Test func aZeroByteEndsALineAndAnOverlongLineContinuesAsItsOwn() {
    let tail = "wpa=0"
    let long = "ssid=" + String(repeating: "x", count: ConfigurationText.longestRead - 5)
    let text = ConfigurationText(reading: Array("a=b\0c\n".utf8) + Array((long + tail + "\nend=1\n").utf8))
    #expect(text.options.map(\.name) == ["a", "ssid", "wpa", "end"])
    #expect(text.options.first?.text == "b")
    #expect(text.lines.map(\.number) == [1, 2, 3, 4])
  }

  @Test func whateverIsWrittenReadsBackAndTheRestIsRefused() throws {
    var generator = SeededGenerator(seed: 1)
    var written = 0
    for _ in 0..<3000 {
      let options = (0..<3).map { _ in
        let values: ClosedRange<UInt8> = Bool.random(using: &generator) ? 0...255 : 32...126
        return ConfigurationOption("option_1", bytes: generator.bytes(0...40, from: values))
      }
      let hostile = options.contains { $0.value.contains { [0, 10, 13].contains($0) } }
      if let bytes = try? ConfigurationText.render(options) {
        written += 1
        #expect(!hostile)
        #expect(ConfigurationText(reading: bytes).options == options)
      } else {
        #expect(hostile)
      }
    }
    #expect(written > 1000)
  }

  @Test func anyBytesCanBeRead() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<500 {
      let bytes = generator.bytes(0...400, from: Bool.random(using: &generator) ? 0...255 : 0...64)
      let text = ConfigurationText(reading: bytes)
      #expect(text.lines.count + text.malformed.count <= bytes.count)
    }
  }

  @Test func noDescriptionOfAnOptionShowsItsValue() {
    let option = ConfigurationOption("wpa_passphrase", "open sesame")
    var dumped = ""
    dump(ConfigurationText(reading: "wpa_passphrase=open sesame\n".utf8), to: &dumped)
    for text in ["\(option)", String(reflecting: [option]), dumped] { #expect(!text.contains("sesame")) }
  }
}
