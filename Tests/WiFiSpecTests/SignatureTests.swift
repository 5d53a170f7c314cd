import Glibc
import LinuxPlatform
import SystemPackage
import Testing
import WiFiModel

@testable import WiFiSpec

/// The signatures that are compiled in, and files with others. `WIFI_AP_RECORD=1` writes docs/signatures.md anew.
@Suite struct SignatureTests {
  private static func read(_ text: String) -> SignatureReader {
    SignatureReader([SpecSource(name: "site.yaml", bytes: Array(text.utf8))])
  }

  private static func own(_ patterns: String, _ rest: String = "class: fatal, meaning: Dead.") -> String {
    "version: 1\ndrivers: [mwifiex_usb]\nsignatures:\n  site-wedge: {patterns: \(patterns), \(rest)}\n"
  }

  @Test func `All files of the tree are compiled in, and sound`() throws {
    let compiled = SignatureReader.compiledIn
    #expect(compiled.diagnostics.rendered() == "")
    let folder = SpecTree.package.appending("Specs/signatures")
    let reread = try TrustedPath.names(in: folder).flatMap { name in
      SignatureFile(SpecSource(name: name, bytes: try SpecTree.bytes(folder.appending(name)))).signatures
    }
    #expect(Set(reread) == Set(compiled.catalogue.signatures))
    #expect(reread.count == compiled.catalogue.signatures.count)
    #expect(reread.count < SignatureReader.most)
  }

  @Test func `Every consequence is a signature`() {
    let names = Set(SignatureCatalogue.builtIn.signatures.map(\.name))
    for signature in SignatureCatalogue.builtIn.signatures {
      #expect(names.isSuperset(of: signature.consequences), "\(signature.name)")
    }
  }

  @Test func `Each says where it is known from, and what it is without quoting a log`() {
    for signature in SignatureCatalogue.builtIn.signatures {
      #expect(!signature.source.isEmpty && signature.meaning.hasSuffix("."), "\(signature.name)")
      #expect(!signature.patterns.isEmpty, "\(signature.name)")
      let acts = signature.kind == .configuration
      #expect(!acts || !signature.advice.isEmpty, "\(signature.name) advises nothing")
    }
  }

  @Test func `docs signatures is written from the files`() throws {
    try SpecTree.compare(SignaturePage.text, with: SpecTree.package.appending("docs/signatures.md"))
  }

  @Test(arguments: [
    ("usb 1-1: PREP_CMD: FW is in bad state", "mwifiex_usb", "mwifiex-bad-state"),
    ("mwifiex_pcie 0000:01:00.0: mlan0: changing to 2 not supported", "mwifiex_pcie", "mwifiex-type-stuck"),
    ("mwifiex_sdio mmc0:0001:1: WLAN FW is active", "mwifiex_sdio", "mwifiex-active"),
    ("ieee80211 phy0: brcmf_fw_crashed: Firmware has halted or crashed", "brcmfmac", "brcmfmac-crashed"),
    ("ath: phy0: Chip reset failed", "ath9k", "ath9k-chip-reset-failed"),
    ("ieee80211 phy3: Hardware restart was requested", "ath10k_pci", "mac80211-restart"),
    ("Timeout cmd id (123.456) HostCmd_CMD_SOFT_RESET [0xb0], act = 0x1", "moal", "moal-command-timeout"),
    ("mt7921e 0000:02:00.0: Message 00020002 (seq 7) timeout", "mt7921e", "mt76-message-timeout"),
    ("rtw_8822be 0000:02:00.0: failed to send h2c command", "rtw88_8822be", "rtw88-command-failed"),
    ("iwlwifi 0000:03:00.0: Microcode SW error detected. Restarting 0x0.", "iwlwifi", "iwlwifi-error"),
    ("mwifiex_cmd_timeout_func: Timeout cmd id = 0x1e, act = 0x0", "mwifiex_pcie", "mwifiex-command-timeout"),
  ])
  func `A line is recognised with and without a prefix`(_ line: String, _ driver: String, _ name: String) throws {
    let catalogue = SignatureCatalogue.builtIn
    #expect(catalogue.recognise(line, driver: try ModuleName(driver))?.name == name)
  }

  @Test func `What another driver says is not ours`() throws {
    let line = "mwifiex_pcie 0000:01:00.0: PREP_CMD: FW is in bad state"
    #expect(SignatureCatalogue.builtIn.recognise(line, driver: try ModuleName("ath11k_pci")) == nil)
    #expect(
      SignatureCatalogue.builtIn.recognise("usb 1-1: something else", driver: try ModuleName("mwifiex_usb")) == nil)
    #expect(SignatureCatalogue.builtIn.recognise("", driver: nil) == nil)
  }

  @Test func `Names in a pattern are told`() throws {
    let found = SignatureCatalogue.builtIn.recognition(
      of: "mwifiex_pcie 0000:01:00.0: mwifiex_cmd_timeout_func: Timeout cmd id = 0xb0, act = 0x1",
      driver: try ModuleName("mwifiex_pcie"))
    #expect(found?.captures == ["command": "0xb0", "action": "0x1"])
  }

  @Test func `A machine's own signatures come before those that are compiled in`() throws {
    let reader = Self.read(Self.own("[\"WLAN FW is active*\"]"))
    #expect(reader.diagnostics.isEmpty)
    let usb = try ModuleName("mwifiex_usb")
    #expect(reader.catalogue.recognise("usb 1-1: WLAN FW is active", driver: usb)?.name == "site-wedge")
    #expect(reader.catalogue.recognise("usb 1-1: Firmware wakeup failed", driver: usb)?.kind == .fatal)
  }

  @Test(arguments: [
    (own("[x]", "class: fatal"), "site.yaml:4:3: error: missing key 'meaning'"),
    (own("[x]", "class: deadly, meaning: Dead."), "site.yaml:4:38: error: 'deadly' is not a value of 'class'"),
    (own("[x]", "class: fatal, meaning: Dead., frequency: 2"), "error: unknown key 'frequency'"),
    (own("[\"\(String(repeating: "x", count: 201))\"]"), "error: the pattern has 201 bytes"),
    (own("[\"a { b\"]"), "error: a brace of the pattern"), (own("[\"**\"]"), "error: the pattern is of every line"),
    (own("[x]", "class: fatal, meaning: Dead., follows: [nobody]"), "error: there is no signature nobody"),
    (own("[x]", "class: fatal, meaning: Dead., repeats: {count: 3}"), "error: missing key 'within'"),
    (
      own("[x]").replacing("site-wedge", with: "mwifiex-active"),
      "site.yaml:4:3: error: there is another signature mwifiex-active"
    ),
    (own("[x]") + "  site-wedge: {patterns: [y], class: fatal, meaning: Dead.}\n", "[E009]"),
    ("version: 2\nsignatures: {}\n", "[E026]"), ("version: 1\n", "missing key 'signatures'"),
    (String(repeating: "#", count: 65537), "[E003]"),
    (
      "version: 1\nsignatures:\n"
        + (0..<501).map { "  s\($0): {patterns: [x], class: benign, meaning: A.}\n" }.joined(separator: ""),
      "there are 501 signatures, more than 500"
    ),
  ])
  func `A bad file is refused with its place, and the rest stands`(_ text: String, _ expected: String) {
    let reader = Self.read(text)
    #expect(reader.diagnostics.rendered().contains(expected), "\(reader.diagnostics.rendered().prefix(2000))")
    #expect(reader.catalogue == .builtIn)
  }

  @Test func `A machine's own folder is read, and what others could write is left out`() throws {
    let machine = try SpecReaderTests.Machine()
    #expect(SignatureReader(root: machine.root, owner: geteuid()).catalogue == .builtIn)
    try machine.folder("etc/wifi-ap")
    try machine.folder("etc/wifi-ap/signatures.d")
    try machine.write(Self.own("[x]"), to: "etc/wifi-ap/signatures.d/10-good.yaml")
    try machine.write("version: 1\nsignature: {}\n", to: "etc/wifi-ap/signatures.d/20-bad.yaml")
    try machine.write(
      Self.own("[y]").replacing("site-wedge", with: "other"), to: "etc/wifi-ap/signatures.d/30-open.yaml", mode: 0o666)
    let reader = SignatureReader(root: machine.root, owner: geteuid())
    #expect(reader.catalogue.signatures.first?.name == "site-wedge")
    #expect(reader.catalogue.signatures.count == SignatureCatalogue.builtIn.signatures.count + 1)
    #expect(Set(reader.diagnostics.map(\.code)) == [.unknownKey, .missingKey, .unsafeFile])
  }

  @Test func `Two files may not have the same name for two things`() {
    let one = SpecSource(name: "one.yaml", bytes: Array(Self.own("[x]").utf8))
    let two = SpecSource(name: "two.yaml", bytes: Array(Self.own("[y]").utf8))
    let reader = SignatureReader([one, two])
    #expect(reader.diagnostics.rendered().contains("two.yaml:4:3: error: there is another signature site-wedge"))
    #expect(reader.catalogue.signatures.count == SignatureCatalogue.builtIn.signatures.count + 1)
  }
}
