import SystemPackage
import Testing
import WiFiModel

@testable import WiFiSpec

/// What specs mean: types and merging.
@Suite struct SpecLanguageTests {
  @Test(arguments: ["0123", "on", "no", "1e3", "0x1F", "12:30:45", "\"null\"", "Null", ".inf", "2001-01-01", "=", "~x"])
  func `an SSID is text, whatever YAML would make of it`(_ written: String) throws {
    let text = SpecTree.radio + SpecTree.accessPoint.replacing("version: 1\n", with: "")
    let compiler = SpecTree.compile(text.replacing("my_access_point", with: written))
    #expect(compiler.diagnostics.rendered() == "")
    let plain = written.replacing("\"", with: "")
    #expect(compiler.desired?.accessPoints.first?.ssid.bytes == Array(plain.utf8))
  }

  @Test func `Norway is a country`() throws {
    let compiler = SpecTree.compile(SpecTree.radio.replacing("FR", with: "NO"))
    #expect(compiler.desired?.radios.first?.country.text == "NO")
  }

  @Test func `every key reaches what is desired`() throws {
    let path = SpecTree.package.appending("Specs/merge/everything/10-everything.yaml")
    let compiler = SpecCompiler([SpecSource(name: "a", bytes: try SpecTree.bytes(path))], readSecret: SpecTree.secret)
    let desired = try #require(compiler.desired)
    let (first, second) = (try RadioID("first"), try RadioID("second"))
    let secret = try Credential(passphrase: Array("hunter2hunter2".utf8))
    let radius = try Credential(radiusSecret: Array("hunter2".utf8))
    func mac(_ last: String) throws -> HardwareAddress { try HardwareAddress("02:00:00:00:00:\(last)") }
    let radios = [
      Radio(
        id: first, driver: try ModuleName("mwifiex_pcie"),
        moduleParameters: [try ModuleParameter("debug_mask", "0xff"), try ModuleParameter("reg_alpha2", "FR")],
        match: .path("pci-0000:01:00.0"), country: try CountryCode("FR"), band: .ghz5,
        channel: .automatic(try [36, 40, 44].map { try Channel($0, in: .ghz5) }), width: .mhz80,
        standards: [.n, .ac, .ax],
        transmitPower: 20, beaconInterval: 200,
        recovery: RecoveryPolicy(
          reloadDriver: true, busReset: false, actionsPerHour: 3, powerHook: ["/usr/libexec/power", "5", "on"],
          reboot: true, keepsFirmwareDump: true),
        hostapd: [HostapdOption("he_bss_color", "3"), HostapdOption("ieee80211h", "1")]),
      Radio(
        id: second, driver: try ModuleName("mwifiex_pcie"), match: .mac(try mac("10")),
        country: try CountryCode("FR"), channel: try Channel(6, in: .ghz2)),
    ]
    #expect(desired.radios == radios)
    let enterprise = RADIUSServers(
      authentication: [
        RADIUSServer(address: "192.0.2.1", port: 18120, secret: radius),
        RADIUSServer(address: "2001:db8::1", port: 1812, secret: radius),
      ], accounting: [RADIUSServer(address: "192.0.2.1", port: 1813, secret: radius)])
    let key = String(repeating: "0123456789abcdef", count: 4)
    let passphrases = [
      Security.Passphrase(try Credential(psk: Array(key.utf8)), name: "key"),
      Security.Passphrase(secret, name: "next"),
      Security.Passphrase(secret, name: "staff", notAfter: try WallTime("2026-12-01T00:00:00Z")),
      Security.Passphrase(secret, name: "third"),
    ]
    let accessPoints = [
      AccessPoint(
        name: try InterfaceName("ap-enterprise"), radio: first, ssid: try SSID(Array("123".utf8)),
        security: Security(.enterprise(enterprise), managementFrameProtection: .optional),
        bridge: try InterfaceName("br0"),
        hostapd: [
          HostapdOption("nas_identifier", "lobby"), HostapdOption("roaming_consortium", "021122"),
          HostapdOption("roaming_consortium", "2233445566"),
        ]),
      AccessPoint(
        name: try InterfaceName("ap-guests"), radio: second, adopt: true, ssid: try SSID(Array("lobby\n".utf8)),
        hidden: true, security: Security(.owe),
        addresses: [try InterfaceAddress("192.168.0.5/24"), try InterfaceAddress("fd00::1/64")],
        macAddress: try mac("11"), maxClients: 8, dtimPeriod: 3, clientIsolation: true,
        stations: .except([try mac("ab"), try mac("ac")])),
      AccessPoint(
        name: try InterfaceName("ap-home"), radio: second, enabled: false, ssid: try SSID(Array("no".utf8)),
        security: Security(.personal(.wpa2, passphrases)), stations: .only([try mac("ad")])),
      AccessPoint(
        name: try InterfaceName("ap-sae"), radio: second, ssid: try SSID(Array("sae".utf8)),
        security: Security(.personal(.wpa3, [Security.Passphrase(secret)]))),
      AccessPoint(
        name: try InterfaceName("ap-transition"), radio: second, ssid: try SSID(Array("both".utf8)),
        security: Security(
          .personal(.transition, [Security.Passphrase(secret)]), managementFrameProtection: .required)),
    ]
    #expect(desired.accessPoints == accessPoints)
  }

  @Test func `every key of the language stands in that spec`() throws {
    let path = SpecTree.package.appending("Specs/merge/everything/10-everything.yaml")
    let text = String(decoding: try SpecTree.bytes(path), as: UTF8.self)
    for entry in SpecReference.entries where !text.contains("\(entry.key.name):") { Issue.record("no \(entry.path)") }
  }

  @Test func `recovery and match are read`() throws {
    let more = """
          match: {path: "platform-vhci_hcd.0-usb-0:1:1.0"}
          recovery: {reload-driver: false, bus-reset: false, actions-per-hour: 60, reboot: true,
            power-hook: [/usr/libexec/power, main, 5, "on"], keep-firmware-dump: true}

      """
    let radio = try #require(SpecTree.compile(SpecTree.radio + more).desired?.radios.first)
    #expect(radio.match == .path("platform-vhci_hcd.0-usb-0:1:1.0"))
    #expect(
      radio.recovery
        == RecoveryPolicy(
          reloadDriver: false, busReset: false, actionsPerHour: 60,
          powerHook: ["/usr/libexec/power", "main", "5", "on"],
          reboot: true, keepsFirmwareDump: true))
  }

  /// What a second file makes of the first.
  struct Merge: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let first: String
    let second: String
    let result: String
  }

  static let merges = [
    Merge(
      testDescription: "the last scalar wins", first: "max-clients: 1", second: "max-clients: 2",
      result: "max-clients: 2"),
    Merge(
      testDescription: "mappings merge", first: "hostapd: {preamble: 1, wmm_enabled: 1}",
      second: "hostapd: {preamble: 0}", result: "hostapd: {preamble: 0, wmm_enabled: 1}"),
    Merge(
      testDescription: "lists replace", first: "addresses: [10.0.0.1/8, 10.0.0.2/8]", second: "addresses: [10.0.0.3/8]",
      result: "addresses: [10.0.0.3/8]"),
    Merge(
      testDescription: "an empty list replaces", first: "addresses: [10.0.0.1/8]", second: "addresses: []", result: ""),
    Merge(testDescription: "null unsets a scalar", first: "max-clients: 1", second: "max-clients: null", result: ""),
    Merge(
      testDescription: "null unsets an option", first: "hostapd: {preamble: 1, wmm_enabled: 1}",
      second: "hostapd: {preamble: ~}", result: "hostapd: {wmm_enabled: 1}"),
    Merge(testDescription: "null of nothing is nothing", first: "enabled: true", second: "hostapd: null", result: ""),
    Merge(
      testDescription: "a later secret replaces the earlier whole", first: "enabled: true",
      second: "security: {passphrase-file: /etc/wifi-ap/secrets/lobby}",
      result: "security: {passphrase: hunter2hunter2}"),
  ]

  @Test(arguments: merges) func `files are merged`(_ merge: Merge) throws {
    let base = SpecTree.radio + SpecTree.accessPoint.replacing("version: 1\n", with: "")
    func file(_ line: String) -> String { "version: 1\naccess-points:\n  uap0:\n    radio: main\n    \(line)\n" }
    let merged = SpecTree.compile([("1", base), ("2", file(merge.first)), ("3", file(merge.second))])
    let wanted = SpecTree.compile([("1", base), ("2", file(merge.result))])
    #expect(!merged.diagnostics.hasErrors)
    let state = try #require(merged.desired)
    #expect(state == wanted.desired)
  }

  @Test func `a later match replaces the earlier whole`() {
    let first = SpecTree.radio + "    match: {path: \"pci-0000:01:00.0\"}\n"
    let second = "version: 1\nradios: {main: {match: {mac: \"02:00:00:00:00:01\"}}}\n"
    let compiler = SpecTree.compile([("1", first), ("2", second)])
    #expect(compiler.diagnostics.rendered() == "")
    #expect(compiler.desired?.radios.first?.match.map { "\($0)" }?.contains("02:00") == true)
  }
}
