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

  @Test func `recovery and match are read`() throws {
    let more = """
          match: {path: "platform-vhci_hcd.0-usb-0:1:1.0"}
          recovery: {reload-driver: false, bus-reset: false, actions-per-hour: 60}

      """
    let radio = try #require(SpecTree.compile(SpecTree.radio + more).desired?.radios.first)
    #expect(radio.match == .path("platform-vhci_hcd.0-usb-0:1:1.0"))
    #expect(radio.recovery == RecoveryPolicy(reloadDriver: false, busReset: false, actionsPerHour: 60))
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
