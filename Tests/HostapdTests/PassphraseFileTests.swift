import Testing

@testable import Hostapd

@Suite struct PassphraseFileTests {
  @Test func linesCarryNameAddressAndSecret() throws {
    let key = Array(String(repeating: "0aF1", count: 16).utf8)
    let bytes = try PassphraseFile.render([
      PassphraseFile.Entry(name: "crew", passphrase: Passphrase(passphrase: Array(" #key=id x".utf8))),
      PassphraseFile.Entry(
        name: nil, station: HardwareAddress(bytes: [2, 0, 0, 0, 0, 0xAB]), passphrase: Passphrase(hexadecimalKey: key)),
    ])
    let lines = [
      "keyid=crew 00:00:00:00:00:00  #key=id x\n", "02:00:00:00:00:ab \(String(decoding: key, as: UTF8.self))\n",
    ]
    #expect(bytes == Array(lines.joined().utf8))
  }

  @Test func aPassphraseHasEightToSixtyThreePrintableCharacters() throws {
    for count in [8, 63] { _ = try Passphrase(passphrase: [UInt8](repeating: 0x7E, count: count)) }
    for count in [0, 7, 64] {
      #expect(throws: PassphraseRefusal.length(count)) {
        try Passphrase(passphrase: [UInt8](repeating: 0x20, count: count))
      }
    }
    for byte in [0, 0x0A, 0x0D, 0x1F, 0x7F, 0x80, 0xFF] as [UInt8] {
      #expect(throws: PassphraseRefusal.character(at: 3)) {
        try Passphrase(passphrase: [0x61, 0x61, 0x61, byte, 0x61, 0x61, 0x61, 0x61, 0x61])
      }
    }
  }

  @Test func aKeyHasSixtyFourDigits() {
    for text in ["", String(repeating: "a", count: 63), String(repeating: "g", count: 64)] {
      #expect(throws: PassphraseRefusal.key) { try Passphrase(hexadecimalKey: Array(text.utf8)) }
    }
  }

  @Test(arguments: ["", "a b", "a=b", "#", "é", "a\n", String(repeating: "n", count: 32)])
  func aNameThatHostapdWouldReadDifferentlyIsRefused(_ name: String) throws {
    let passphrase = try Passphrase(passphrase: Array("open sesame".utf8))
    #expect(throws: PassphraseRefusal.name(name)) {
      try PassphraseFile.render([PassphraseFile.Entry(name: name, passphrase: passphrase)])
    }
  }

  @Test func twoPassphrasesOfOneNameAreRefused() throws {
    let entry = PassphraseFile.Entry(name: "crew", passphrase: try Passphrase(passphrase: Array("open sesame".utf8)))
    #expect(throws: PassphraseRefusal.duplicateName("crew")) { try PassphraseFile.render([entry, entry]) }
  }

  @Test func noDescriptionShowsASecret() throws {
    let entry = PassphraseFile.Entry(name: "crew", passphrase: try Passphrase(passphrase: Array("open sesame".utf8)))
    var dumped = ""
    dump(entry, to: &dumped)
    for text in ["\(entry)", String(reflecting: entry), dumped] {
      #expect(!text.contains("sesame") && !text.contains("111"))
    }
  }

  @Test func theOptionFollowsTheForm() throws {
    let key = Array(String(repeating: "0", count: 64).utf8)
    #expect(try Passphrase(passphrase: Array("open sesame".utf8)).option.name == "wpa_passphrase")
    #expect(try Passphrase(hexadecimalKey: key).option == ConfigurationOption("wpa_psk", bytes: key))
  }
}
