import Testing
import WiFiModel

@Suite struct CredentialTests {
  private let secret = "correct horse"

  private func credential() throws -> Credential { try Credential(passphrase: Array(secret.utf8)) }

  /// Everything that Swift prints of a value without being told how.
  private func renderings(of value: Any) -> [String] {
    var dumped = ""
    dump(value, to: &dumped)
    return [
      String(describing: value), String(reflecting: value), "\(value)", dumped,
      Mirror(reflecting: value).children.map { "\($0.label ?? ""): \($0.value)" }.joined(separator: "\n"),
    ]
  }

  private func expectHidden(_ value: Any) {
    let forms = [
      secret, Array(secret.utf8).map { String($0) }.joined(separator: ", "), SSID.hex(of: Array(secret.utf8)),
    ]
    for rendering in renderings(of: value) {
      for form in forms { #expect(!rendering.contains(form), "\(rendering)") }
    }
  }

  @Test func itPrintsItselfAsHidden() throws {
    let credential = try credential()
    #expect(credential.description == "<hidden>")
    #expect(credential.debugDescription == "<hidden>")
    #expect("\(credential)" == "<hidden>")
    #expect(Mirror(reflecting: credential).children.isEmpty)
    expectHidden(credential)
    expectHidden(Credential(readBack: Array(secret.utf8)))
  }

  @Test func whatHoldsItDoesNotPrintItEither() throws {
    let credential = try credential()
    let radio = try RadioID("main")
    let name = try InterfaceName("uap0")
    expectHidden(Optional(credential) as Any)
    expectHidden([credential])
    expectHidden(["a": credential])
    expectHidden(Security.wpa2Personal(credential))
    let file = HostapdFile(.passphrases([Security.Passphrase(credential, name: "guests")]), of: name)
    expectHidden(file)
    expectHidden(HostapdOption("wpa_passphrase", secret: credential))
    expectHidden(HostapdOption("wpa_passphrase", secret))
    expectHidden(Action.writeFile(file))
    expectHidden(Step(.writeFile(file), radio: radio, reason: "it differs"))
    expectHidden(
      ConfigurationFiles(radio: radio, configuration: nil, files: [file]))
    expectHidden(
      DesiredState(accessPoints: [
        AccessPoint(
          name: try InterfaceName("uap0"), radio: radio, ssid: try SSID([65]), security: .wpa2Personal(credential))
      ]))
    expectHidden(try Samples.snapshot())
  }

  @Test(arguments: [
    ("seven77", "the passphrase has 7 bytes"), (String(repeating: "x", count: 64), "the passphrase has 64 bytes"),
    ("eight888\u{7f}", "the passphrase has a character outside printable ASCII"),
    ("caf\u{e9} caf\u{e9}", "the passphrase has a character outside printable ASCII"),
    ("tab\tand more", "the passphrase has a character outside printable ASCII"),
  ]) func aBadPassphraseIsRefusedWithoutQuotingIt(text: String, problem: String) {
    #expect(throws: InvalidValue(problem, hint: "a passphrase has 8 to 63 printable ASCII characters")) {
      try Credential(passphrase: Array(text.utf8))
    }
  }

  @Test func passphrasesOf8And63CharactersAreTaken() throws {
    for count in [8, 63] {
      let bytes = [UInt8](repeating: 0x7e, count: count)
      #expect(try Credential(passphrase: bytes).secret == bytes)
    }
  }

  @Test func aWithheldOneIsNoEmptyOne() {
    #expect(Credential.withheld != Credential(readBack: []))
    #expect(Credential.withheld == Credential.withheld)
    #expect(Credential.withheld.matches(.withheld) == nil)
    #expect(Credential(readBack: []).matches(Credential(readBack: [])) == true)
  }
}
