import Testing

@testable import Hostapd

@Suite struct ConfigurationVerdictTests {
  private func verdict(_ output: String, of file: String) -> ConfigurationVerdict? {
    ConfigurationVerdict(
      output: Array(output.utf8), file: "/run/a.conf", sentinel: "/run/none",
      text: ConfigurationText(reading: file.utf8))
  }

  @Test func aComplaintAboutTheMissingSecondFileMeansThatTheFirstIsGood() {
    let output =
      "Could not open configuration file '/run/none' for reading.\nFailed to set up interface with /run/none\n"
    #expect(verdict(output, of: "ssid=a\n")?.isAccepted == true)
  }

  @Test func complaintsAreToldByLineAndOptionWithoutAnyValue() throws {
    let file = "interface=a\nwpa_psk=hunter2's key\nfoo=bar\nwpa_passphrase=tiny\nwep_key0=hunter22\nbad line secret\n"
    let output = """
      Line 2: Invalid PSK 'hunter2's key'.
      Line 3: unknown configuration item 'foo'
      Line 4: invalid WPA passphrase length 4 (expected 8..63)
      Line 5: something hunter22 went wrong
      Line 6: invalid line 'bad line secret'
      Invalid R0KH key: 'abcdef'
      WPA-PSK enabled, but PSK or passphrase is not configured.
      7 errors found in configuration file '/run/a.conf'
      Failed to set up interface with /run/a.conf
      Failed to initialize interface

      """
    let complaints = try #require(verdict(output, of: file)).complaints.map(\.description)
    #expect(
      complaints == [
        "line 2: wpa_psk: Invalid PSK (value withheld)",
        "line 3: foo: unknown configuration item 'foo'",
        "line 4: wpa_passphrase: invalid WPA passphrase length 4 (expected 8..63)",
        "line 5: wep_key0: something (value withheld) went wrong",
        "line 6: invalid line (value withheld)",
        "Invalid R0KH key: (value withheld)",
        "WPA-PSK enabled, but PSK or passphrase is not configured.",
      ])
  }

  @Test func anOutputThatNamesNeitherFileIsNoVerdict() {
    #expect(verdict("", of: "") == nil)
    #expect(verdict("error while loading shared libraries\n", of: "") == nil)
  }

  @Test func aCombiningCharacterBehindAValueDoesNotHideItFromTheSearch() throws {
    let output = """
      Line 1: '\u{304}bad' thing
      Line 1: something hunter22\u{304} went wrong
      Failed to set up interface with /run/a.conf

      """
    let complaints = try #require(verdict(output, of: "wpa_passphrase=hunter22\n")).complaints
    #expect(complaints.map(\.message) == ["(value withheld)", "something (value withheld)?? went wrong"])
  }

  @Test func aComplaintMovesNoCursor() throws {
    let output = "Line 1: bad \u{1b}[2J thing\nFailed to set up interface with /run/a.conf\n"
    #expect(try #require(verdict(output, of: "ssid=a\n")).complaints.map(\.message) == ["bad ?[2J thing"])
  }
}
