import Testing
import WiFiModel

/// The nouns that validate their own text.
@Suite struct NounTests {
  @Test(arguments: [
    ("192.168.0.5/24", "192.168.0.5/24"), ("10.0.0.0/31", "10.0.0.0/31"), ("10.0.0.1/32", "10.0.0.1/32"),
    ("10.0.0.1/0", "10.0.0.1/0"),
    ("FD00::1/64", "fd00::1/64"), ("fd00:0:0:0:0:0:0:1/64", "fd00::1/64"), ("::1/128", "::1/128"),
    ("2001:db8::/64", "2001:db8::/64"), ("2001:db8:0:1:1:1:1:1/64", "2001:db8:0:1:1:1:1:1/64"),
    ("2001:0:0:1:0:0:0:1/64", "2001:0:0:1::1/64"), ("2001:db8:0:0:1:0:0:1/64", "2001:db8::1:0:0:1/64"),
    ("1:2:3:4:5:6:7::/64", "1:2:3:4:5:6:7:0/64"), ("::2:3:4:5:6:7:8/64", "0:2:3:4:5:6:7:8/64"),
    ("fe80::0abc/10", "fe80::abc/10"), ("64:ff9b::192.0.2.33/96", "64:ff9b::c000:221/96"),
  ]) func anInterfaceAddressHasACanonicalText(text: String, canonical: String) throws {
    let address = try InterfaceAddress(text)
    #expect(address.description == canonical)
    #expect(try InterfaceAddress(canonical) == address)
    #expect(address.isIPv4 == !text.contains(":"))
  }

  @Test func everyChannelIsFoundByItsFrequency() throws {
    for band in Band.allCases {
      for number in 1...253 {
        guard let channel = try? Channel(number, in: band) else { continue }
        #expect(Channel(frequency: channel.frequency, in: band) == channel)
        #expect(Channel(frequency: channel.frequency + 1, in: band) == nil)
      }
    }
    #expect(Channel(frequency: 2484)?.number == 14)
    #expect(Channel(frequency: 2407) == nil)
  }

  @Test(arguments: [
    "", "/", "192.168.0.5", "192.168.0.5/", "192.168.0.5/33", "192.168.0.5/+24", "192.168.0.5/-0", "192.168.0.5/024",
    "192.168.0.5/ 24", "192.168.0.5/24/24", "192.168.0/24", "192.168.0.256/24", "192.168.0.05/24", "192.168.0.+5/24",
    "192.168..5/24", "1.2.3.4.5/24", "fd00::1", "fd00::1/129", "fd00::g/64", "fd00:::1/64", "1::2::3/64", ":1::/64",
    "1:/64", ":/64", "1:2:3:4:5:6:7:8:9/64", "1:2:3:4:5:6:7:8::/64", "fd00::12345/64", "fd00::+1/64", "fd00::1%eth0/64",
    "1.2.3.4::/64", "fd00::1.2.3/64", "fd00::1.2.3.4:5/64", "fd00::\u{ff11}/64", "fd00::1.2.3.4.5/64",
    "0.0.0.0/0", "::/0", "224.0.0.1/24", "ff02::1/64", "192.168.0.0/24", "192.168.0.255/24", "10.0.0.0/8",
  ]) func whatNamesNoHostIsNoInterfaceAddress(text: String) {
    #expect(throws: InvalidValue.self) { try InterfaceAddress(text) }
  }

  @Test(arguments: ["192.168.0.0/24", "ff02::1/64", "0.0.0.0/0", "::/0"])
  func anObservedAddressMayBeOneThatNoSpecMayAskFor(text: String) throws {
    #expect(try InterfaceAddress(observed: text).description == text)
  }

  @Test func interfaceAddressesOfBytesAreChecked() throws {
    #expect(InterfaceAddress(bytes: [10, 0, 0, 1], prefixLength: 33) == nil)
    #expect(InterfaceAddress(bytes: [10, 0, 0], prefixLength: 8) == nil)
    #expect(InterfaceAddress(bytes: [UInt8](repeating: 0, count: 16), prefixLength: 129) == nil)
    #expect(InterfaceAddress(bytes: [10, 0, 0, 1], prefixLength: 8) == (try InterfaceAddress("10.0.0.1/8")))
  }

  @Test func interfaceAddressesAreOrderedFamilyThenBytesThenPrefix() throws {
    let texts = ["9.0.0.1/8", "10.0.0.1/8", "10.0.0.1/24", "::1/128", "fd00::1/64"]
    let ordered = try texts.map(InterfaceAddress.init(_:))
    #expect(ordered.reversed().sorted() == ordered)
  }

  @Test(arguments: ["00-0f-ac:4", "00-50-f2:255", "00-0f-ac:0"])
  func aSuiteSelectorIsReadAsItIsWritten(text: String) throws {
    #expect(try SuiteSelector(text).description == text)
    #expect(SuiteSelector.ccmp.description == "00-0f-ac:4")
  }

  @Test(arguments: [
    "", ":", "00-0f-ac", "00-0f-ac:", "00-0f-ac:256", "00-0f-ac:+4", "00-0f:4", "0-0f-ac:4", "00-0g-ac:4", "+0-0f-ac:4",
  ])
  func whatIsNoSuiteSelectorIsRefused(text: String) {
    #expect(throws: InvalidValue.self) { try SuiteSelector(text) }
  }

  @Test(
    arguments: [
      ("2.10", true), ("2.11-devel", true), ("3.0", true), ("2.9", false), ("1.99", false), ("devel", nil), ("2", nil),
    ] as [(String, Bool?)]) func aVersionOfHostapdIsComparedByItsNumbers(version: String, isRecent: Bool?)
  {
    #expect(HostapdSoftware(version: version, features: []).isAtLeast(2, 10) == isRecent)
  }

  @Test(arguments: ["uap0", "wlan0.1", "a", "fifteen-charact", "_x", "0"])
  func aNameThatTheKernelTakesIsAnInterfaceName(text: String) throws {
    #expect(try InterfaceName(text).description == text)
  }

  @Test(arguments: [
    "", ".", "..", "lo", "all", "default", "wlan%d", "a/b", "a:b", "a b", "a\tb", "a\nb", "sixteen-characte", "-x",
    ".x",
    "caf\u{e9}", "a\u{0}",
  ]) func aNameThatMeansSomethingElseIsNone(text: String) {
    #expect(throws: InvalidValue.self) { try InterfaceName(text) }
  }

  @Test(arguments: ["main", "a", "a-1", "a234567890123456789012345678901"])
  func aRadioNameIsKept(text: String) throws { #expect(try RadioID(text).text == text) }

  @Test(arguments: ["", "Main", "1a", "-a", "a_b", "a.b", "a/b", "a2345678901234567890123456789012", "\u{e9}"])
  func aBadRadioNameIsRefused(text: String) { #expect(throws: InvalidValue.self) { try RadioID(text) } }

  @Test func aModuleNameIsWrittenAsInProcModules() throws {
    #expect(try ModuleName("snd-hda-intel").text == "snd_hda_intel")
    #expect(try ModuleName("mwifiex_pcie") == (try ModuleName("mwifiex-pcie")))
    #expect(try ModuleName(String(repeating: "a", count: 55)).text.count == 55)
  }

  @Test(arguments: ["", "-r", "a b", "../x", "a.ko", "a\n", String(repeating: "a", count: 56)])
  func aBadModuleNameIsRefused(text: String) { #expect(throws: InvalidValue.self) { try ModuleName(text) } }

  @Test(arguments: ["", "fr", "F", "FRA", "00", "F1", "\u{c4}B"])
  func onlyTwoCapitalLettersAreACountry(text: String) throws {
    #expect(throws: InvalidValue.self) { try CountryCode(text) }
    #expect(try CountryCode("NO").description == "NO")
  }

  @Test func aHardwareAddressIsPrintedInLowercase() throws {
    let address = try HardwareAddress("02:AB:00:0f:ff:10")
    #expect(address.description == "02:ab:00:0f:ff:10")
    #expect(HardwareAddress(bytes: address.bytes) == address)
    #expect(HardwareAddress(bytes: [1, 2, 3]) == nil)
  }

  @Test(arguments: [
    "", "02:ab:00:0f:ff", "02:ab:00:0f:ff:10:11", "2:ab:00:0f:ff:10", "02-ab-00-0f-ff-10", "02:ab:00:0f:ff:1g",
    "+2:ab:00:0f:ff:10", "-0:ab:00:0f:ff:10", "02:ab:00:0f:ff:10 ",
  ]) func aBadHardwareAddressIsRefused(text: String) {
    #expect(throws: InvalidValue.self) { try HardwareAddress(text) }
  }

  @Test(
    arguments: [
      (1, Band.ghz2, 2412), (6, .ghz2, 2437), (13, .ghz2, 2472), (14, .ghz2, 2484), (36, .ghz5, 5180),
      (64, .ghz5, 5320), (100, .ghz5, 5500), (144, .ghz5, 5720), (177, .ghz5, 5885), (1, .ghz6, 5955), (2, .ghz6, 5935),
      (233, .ghz6, 7115),
    ] as [(Int, Band, UInt32)]) func aChannelHasItsFrequency(number: Int, band: Band, frequency: UInt32) throws
  {
    let channel = try Channel(number, in: band)
    #expect(channel.frequency == frequency)
    #expect(channel.description == "channel \(number) (\(frequency) MHz)")
  }

  @Test(arguments: [
    (0, Band.ghz2), (15, .ghz2), (-1, .ghz2), (36, .ghz2), (6, .ghz5), (37, .ghz5), (68, .ghz5), (148, .ghz5),
    (181, .ghz5), (3, .ghz6), (237, .ghz6), (Int.max, .ghz6), (Int.min, .ghz5),
  ]) func aChannelOutsideItsBandIsRefused(number: Int, band: Band) {
    #expect(throws: InvalidValue.self) { try Channel(number, in: band) }
  }

  @Test func anSSIDIsAnyBytesAndPrintsWithoutControlCharacters() throws {
    let ssid = try SSID([0x61, 0x00, 0x5c, 0x20, 0x7f, 0xc3, 0xa9])
    #expect(ssid.description == #"a\x00\\ \x7f\xc3\xa9"#)
    #expect(ssid.hex == "61005c207fc3a9")
    #expect(try SSID([UInt8](repeating: 0, count: 32)).bytes.count == 32)
    #expect(throws: InvalidValue.self) { try SSID([]) }
    #expect(throws: InvalidValue.self) { try SSID([UInt8](repeating: 65, count: 33)) }
  }

  @Test(
    arguments: [
      (0, "0.0 s"), (99_999_999, "0.0 s"), (300_000_000, "0.3 s"), (12_000_000_000, "12.0 s"),
      (59_999_999_999, "59.9 s"), (60_000_000_000, "1 min"), (900_000_000_000, "15 min"), (-300_000_000, "-0.3 s"),
      (-1, "0.0 s"), (-120_000_000_000, "-2 min"), (.min, "-153722867 min"), (.max, "153722867 min"),
    ] as [(Int64, String)]) func aSpanReadsAsSecondsThenMinutes(nanoseconds: Int64, text: String)
  {
    #expect(Uptime.Span(nanoseconds: nanoseconds).description == text)
  }

  @Test func uptimesAndSpansAreExact() {
    let start = Uptime(nanoseconds: 1)
    #expect(start + .milliseconds(2) == Uptime(nanoseconds: 2_000_001))
    #expect(start - .seconds(1) == Uptime.Span(nanoseconds: -999_999_999))
    #expect(start < .seconds(1))
  }

  @Test func unknownIsNotAbsent() {
    let absent = Knowledge<UInt32?>.known(nil)
    let unknown = Knowledge<UInt32?>.unknown("the dump was interrupted")
    #expect(absent != unknown)
    #expect(absent.value == .some(nil))
    #expect(unknown.value == nil)
  }

  @Test func disruptionsAreOrderedByHarm() {
    #expect(Disruption.allCases == Disruption.allCases.reversed().sorted())
    #expect(Disruption.allCases.first == Disruption.none && Disruption.allCases.last == .machine)
  }
}
