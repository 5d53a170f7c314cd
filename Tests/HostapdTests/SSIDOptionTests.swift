import Testing

@testable import Hostapd

@Suite struct SSIDOptionTests {
  @Test func anSSIDIsWrittenInHexadecimal() throws {
    let option = try SSIDOption.encode(Array("caf\né".utf8))
    #expect(option == ConfigurationOption("ssid2", "6361660ac3a9"))
    #expect(SSIDOption.decode(option) == Array("caf\né".utf8))
  }

  @Test(arguments: [0, 33, 40]) func anSSIDOfAnImpossibleLengthIsRefused(_ count: Int) {
    #expect(throws: ConfigurationRefusal(option: "ssid2", reason: .ssidLength(count))) {
      try SSIDOption.encode([UInt8](repeating: 0x61, count: count))
    }
  }

  @Test func everyFormThatHostapdTakesIsRead() {
    #expect(SSIDOption.decode(ConfigurationOption("ssid", "\"a\" ")) == Array("\"a\" ".utf8))
    #expect(SSIDOption.decode(ConfigurationOption("ssid2", "\"a\"b\"")) == Array("a\"b".utf8))
    let escaped = ConfigurationOption("ssid2", #"P"\x41\102\n\\\e""#)
    #expect(SSIDOption.decode(escaped) == [0x41, 0x42, 0x0A, 0x5C, 0x1B])
    #expect(SSIDOption.decode(ConfigurationOption("ssid2", "aAfF")) == [0xAA, 0xFF])
  }

  @Test func whatHostapdRefusesIsNoSSID() {
    for value in ["", "abc", "zz", "\"", "\"open", "P\"", "\"\"", String(repeating: "61", count: 33)] {
      #expect(SSIDOption.decode(ConfigurationOption("ssid2", value)) == nil, "\(value)")
    }
    #expect(SSIDOption.decode(ConfigurationOption("ssid", "")) == nil)
    #expect(SSIDOption.decode(ConfigurationOption("bssid", "6161")) == nil)
  }

  @Test func brokenEscapesDecodeToWhatIsLeft() {
    #expect(EscapedText.decode(Array(#"a\"#.utf8)) == [0x61])
    #expect(EscapedText.decode(Array(#"\q\x4\xg\777\8"#.utf8)) == [0x71, 0x04, 0x67, 0xFF, 0x38])
  }
}
