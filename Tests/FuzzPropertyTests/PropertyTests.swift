import FuzzProperties
import Hostapd
import LinuxPlatform
import NL80211
import Testing
import WiFiModel
import WiFiReconcile
import WiFiSpec

/// Each property finds what does not hold, given what no reader may make of anything.
@Suite struct PropertyTests {
  private typealias ClientAddress = Hostapd.HardwareAddress
  private typealias KernelAddress = NL80211.HardwareAddress

  private static let escape = "\u{1b}[2J"

  @Test func `text that moves a cursor is found`() {
    #expect(ShownText.violations("plain", "it") == [])
    #expect(ShownText.violations(Self.escape, "it").count == 1)
    #expect(ShownText.violations(lines: "two\nlines\n", "it") == [])
    #expect(ShownText.violations(lines: "two\rlines\n", "it").count == 1)
  }

  @Test func `a diagnostic outside its file is found`() throws {
    let bytes = Array("version: 1\nno-such-key: 2\n".utf8)
    var diagnostics = SpecReading([SpecSource(name: "a.yaml", bytes: bytes)], secret: []).diagnostics
    #expect(DiagnosticProperty.violations(of: diagnostics, in: bytes) == [])
    #expect(!DiagnosticProperty.violations(of: diagnostics, in: []).isEmpty)
    let first = try #require(diagnostics.indices.first)
    diagnostics[first].message = Self.escape
    #expect(!DiagnosticProperty.violations(of: diagnostics, in: bytes).isEmpty)
  }

  @Test func `an event or a reply of hostapd's that says what it cannot is found`() throws {
    let address = try #require(ClientAddress(bytes: [2, 0, 0, 0, 0, 1]))
    #expect(HostapdProperty.violations(of: .stationConnected(address, passphraseName: "crew")) == [])
    #expect(!HostapdProperty.violations(of: .stationConnected(address, passphraseName: Self.escape)).isEmpty)
    #expect(!HostapdProperty.violations(of: .radarDetected(frequency: 0)).isEmpty)
    let sound = try StatusReply(reply: Array("state=ENABLED\nfreq=2437\nbss[0]=uap0\n".utf8))
    #expect(HostapdProperty.violations(of: sound) == [])
    for spoil: (inout StatusReply) -> Void in [
      { $0.phy = Self.escape }, { $0.secondaryChannel = 2 }, { $0.width = 30 }, { $0.frequency = 0 },
      { $0.networks[0].interface = Self.escape }, { $0.networks = Array(repeating: $0.networks[0], count: 65) },
    ] {
      var status = sound
      spoil(&status)
      #expect(!HostapdProperty.violations(of: status).isEmpty)
    }
    var station = try #require(try StationReply.parse(Array("02:00:00:00:00:01\nflags=[AUTH][WMM]\n".utf8)))
    #expect(HostapdProperty.violations(of: station) == [])
    station.flags.reverse()
    #expect(!HostapdProperty.violations(of: station).isEmpty)
  }

  /// A list of links, one of them, and its end.
  private static let link = NetlinkFrames.message(
    16, [0, 0, 0, 0, 5, 0, 0, 0] + [UInt8](repeating: 0, count: 8) + NetlinkFrames.attribute(3, Array("uap0\0".utf8)))
  private static let end = NetlinkFrames.message(3, [0, 0, 0, 0])
  private static let uap0 = Link(index: 5, name: "uap0", isUp: true, hasCarrier: true, state: .up)

  @Test func `half a list of links that counts as whole is found`() {
    let whole = NetlinkFrames.Answer([Self.link + Self.end], sequence: 0, port: 0)
    #expect(RouteProperty.violations(of: [Self.uap0], in: whole) == [])
    #expect(!RouteProperty.violations(of: [] as [Link], in: whole).isEmpty)
    let cut = NetlinkFrames.Answer([Array(Self.link.dropLast(4)), Self.end], sequence: 0, port: 0)
    #expect(!RouteProperty.violations(of: [] as [Link], in: cut).isEmpty)
    let endless = NetlinkFrames.Answer([Self.link], sequence: 0, port: 0)
    #expect(!RouteProperty.violations(of: [Self.uap0], in: endless).isEmpty)
    let torn = NetlinkFrames.Answer([Self.link + NetlinkFrames.message(3, flags: 0x10)], sequence: 0, port: 0)
    #expect(!RouteProperty.violations(of: [Self.uap0], in: torn).isEmpty)
  }

  @Test func `a link or an address that no kernel tells is found`() throws {
    var link = Self.uap0
    #expect(RouteProperty.violations(of: .link(link), type: 16) == [])
    #expect(!RouteProperty.violations(of: .link(link), type: 17).isEmpty)
    for name in ["", "..", "a/b", "a b", "sixteen-letters-"] {
      link.name = name
      #expect(!RouteProperty.violations(of: .link(link), type: 16).isEmpty)
    }
    let address = LinkAddress(index: 5, address: try #require(IPAddress([192, 168, 0, 5])), prefix: 33)
    #expect(!RouteProperty.violations(of: .address(address), type: 20).isEmpty)
  }

  @Test func `what nl80211 cannot have said is found`() throws {
    let address = try #require(KernelAddress([2, 0, 0, 0, 0, 1]))
    var interface = NL80211.Interface(
      index: 5, name: "uap0", wirelessDevice: 1, wiphy: 2, type: .accessPoint, address: address, ssid: [0x71])
    #expect(NL80211Property.violations(of: interface) == [])
    interface.ssid = [UInt8](repeating: 0x71, count: 33)
    #expect(!NL80211Property.violations(of: interface).isEmpty)
    var wiphy = Wiphy(index: 2, name: "phy2", commands: [5, 7])
    #expect(NL80211Property.violations(of: wiphy) == [])
    wiphy.commands.reverse()
    #expect(!NL80211Property.violations(of: wiphy).isEmpty)
    #expect(!NL80211Property.violations(of: Wiphy(index: 3, name: "phy3")).isEmpty)
    let answer = NetlinkFrames.Answer([NetlinkFrames.message(28, [19, 1, 0, 0]) + Self.end], sequence: 0, port: 0)
    #expect(NL80211Property.violations(of: [NL80211.Station(address: address)], in: answer) == [])
    #expect(!NL80211Property.violations(of: [] as [NL80211.Station], in: answer).isEmpty)
    #expect(NL80211Property.violations(ofCountry: "00") == [])
    #expect(!NL80211Property.violations(ofCountry: "F").isEmpty)
    let event = WirelessEventReader.Finding.event(NL80211Event(command: .newWiphy))
    #expect(NL80211Property.violations(of: event, type: 28, family: 28) == [])
    #expect(!NL80211Property.violations(of: event, type: 28, family: nil).isEmpty)
    #expect(!NL80211Property.violations(of: .familyLost, type: 28, family: 28).isEmpty)
  }

  @Test func `a record that a program wrote, or that comes from elsewhere, is found`() throws {
    let bytes = Array("6,7,9,-;text\n DEVICE=c1:1\n".utf8)
    let kernel = try #require(KernelRecord(bytes[...]))
    #expect(KernelLogProperty.violations(of: kernel, in: bytes[...]) == [])
    #expect(!KernelLogProperty.violations(of: kernel, in: Array("14,7,9,-;text\n DEVICE=c1:1\n".utf8)[...]).isEmpty)
    #expect(!KernelLogProperty.violations(of: kernel, in: Array("6,7,9,-;text DEVICE=c1:1\n".utf8)[...]).isEmpty)
    let later = try #require(KernelRecord(Array("6,9,9,-;text\n".utf8)[...]))
    #expect(KernelLogProperty.violations(of: [.lost(1), .record(later)], after: kernel, with: later) == [])
    #expect(!KernelLogProperty.violations(of: [.record(later)], after: kernel, with: later).isEmpty)
    #expect(!KernelLogProperty.violations(of: [.lost(1)], after: kernel, with: later).isEmpty)
  }

  @Test func `a message about a device that is not the kernel's, or not whole, is found`() throws {
    let event = try #require(Uevent(Array("add@/devices/x\0SUBSYSTEM=net\0".utf8)[...]))
    #expect(UeventProperty.violations(of: .event(event), from: 0, isCut: false) == [])
    #expect(!UeventProperty.violations(of: .event(event), from: 1, isCut: false).isEmpty)
    #expect(!UeventProperty.violations(of: .event(event), from: 0, isCut: true).isEmpty)
    #expect(!UeventProperty.violations(of: .lost, from: 0, isCut: false).isEmpty)
    #expect(!UeventProperty.violations(of: nil, from: 0, isCut: true).isEmpty)
  }

  @Test func `a document that changes, or is too deep, is found`() throws {
    let deep = (0...JSON.depthLimit).reduce(JSON.null) { inner, _ in .array([inner]) }
    #expect(!DocumentProperty.violations(of: deep).isEmpty)
    #expect(!DocumentProperty.violations(of: .object([JSON.Member("a", .null), JSON.Member("a", .null)])).isEmpty)
    #expect(DocumentProperty.violations(of: JSON.object([JSON.Member("a", "\u{1b}")])) == [])
    let error = JSONError(.text(line: 1, column: 9), "wrong")
    #expect(DocumentProperty.violations(of: error, in: Array("[1, 2, 3x".utf8)) == [])
    #expect(!DocumentProperty.violations(of: error, in: Array("[".utf8)).isEmpty)
    let fault = Fault(.firmware, evidence: "a line")
    // More than the reader takes: it would be lost at the next start.
    let outage = Outage(
      number: 1, radio: try RadioID("main"), accessPoints: [], fault: fault, bootID: "a",
      began: Uptime(nanoseconds: .max))
    #expect(throws: JSONError.self) {
      try DocumentProperty.violations(of: OutageRecord(outage, at: Uptime(nanoseconds: .max), time: nil))
    }
  }

  @Test func `a status that says two things, or moves the cursor, is found`() {
    #expect(StatusProperty.violations(ofShown: "uap0  quay  ready\n") == [])
    #expect(!StatusProperty.violations(ofShown: Self.escape + "\n").isEmpty)
    #expect(!StatusProperty.violations(ofShown: "uap0").isEmpty)
  }

  @Test func `a bad file of signatures that is taken in part, and a matcher that tries again, are found`() {
    let good = Array("version: 1\nsignatures: {a: {patterns: [b], class: fatal, meaning: C.}}\n".utf8)
    let reader = SignatureReader([SpecSource(name: "a.yaml", bytes: good)])
    #expect(SignatureProperty.violations(of: reader.catalogue, [], in: good) == [])
    let bad = SignatureReader([SpecSource(name: "a.yaml", bytes: good + Array("x: 1\n".utf8))])
    #expect(SignatureProperty.violations(of: bad.catalogue, bad.diagnostics, in: good + Array("x: 1\n".utf8)) == [])
    #expect(
      !SignatureProperty.violations(of: reader.catalogue, bad.diagnostics, in: good + Array("x: 1\n".utf8)).isEmpty)
    let own = reader.catalogue.signatures.prefix(1)
    #expect(
      !SignatureProperty.violations(of: SignatureCatalogue(own + reader.catalogue.signatures), [], in: good).isEmpty)
    #expect(SignatureProperty.violations(reads: 100, ofLine: 9, pattern: 8) == [])
    #expect(!SignatureProperty.violations(reads: 512, ofLine: 9, pattern: 8).isEmpty)
  }

  @Test func `a finding outside the paste is found`() {
    let line = "[    1.000000] mwifiex_pcie 0000:01:00.0: PREP_CMD: FW is in bad state"
    let diagnosis = Diagnosis(of: line, catalogue: .builtIn)
    #expect(!diagnosis.findings.isEmpty)
    #expect(PasteProperty.violations(of: diagnosis, lines: 1) == [])
    #expect(!PasteProperty.violations(of: diagnosis, lines: 0).isEmpty)
    var silent = Diagnosis([])
    silent.noteSilence(of: nil)
    #expect(!PasteProperty.violations(of: silent, lines: 1).isEmpty)
  }
}
