import LinuxPlatform
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiApply

@Suite struct HostapdFilesTests {
  private let machine: TemporaryMachine
  private let files: HostapdFiles
  private let radio: RadioID
  private let folder = "run/wifi-ap/hostapd"

  init() throws {
    machine = try TemporaryMachine()
    files = HostapdFiles(paths: Paths(root: machine.root.string))
    radio = try RadioID("main")
  }

  private func refusal(_ write: () throws(StepFailure) -> Void) throws -> StepFailure {
    var refusal: StepFailure?
    do throws(StepFailure) { try write() } catch { refusal = error }
    #expect(refusal?.kind == .refused)
    return try #require(refusal)
  }

  @Test func `the configuration holds what was given, one line an option`() throws {
    try files.write(
      HostapdConfiguration(options: [HostapdOption("interface", "uap0"), HostapdOption("ssid2", "\"a # b\"")]), radio)
    #expect(machine.text("\(folder)/main.conf") == "interface=uap0\nssid2=\"a # b\"\n")
  }

  @Test func `the passphrase stands in a file of its own, in the form that hostapd reads`() throws {
    try files.write(try Credential(passphrase: Array("# correct horse".utf8)), radio)
    #expect(machine.text("\(folder)/main.psk") == "00:00:00:00:00:00 # correct horse\n")
  }

  @Test func `files are private in a private folder, whatever stood there before`() throws {
    machine.folder("\(folder)/clients")
    try files.write(HostapdConfiguration(options: []), radio)
    try files.write(try Credential(passphrase: Array("correct horse".utf8)), radio)
    #expect(machine.mode("run/wifi-ap") == 0o755)
    for name in [folder, "\(folder)/clients"] { #expect(machine.mode(name) == 0o700) }
    for name in ["main.conf", "main.psk"] { #expect(machine.mode("\(folder)/\(name)") == 0o600) }
  }

  @Test func `a link in the place of a file is replaced, and what it leads to untouched`() throws {
    try machine.file("etc/other", "mine\n")
    machine.folder(folder)
    try machine.link("\(folder)/main.psk", to: "etc/other")
    try files.write(try Credential(passphrase: Array("correct horse".utf8)), radio)
    #expect(machine.text("etc/other") == "mine\n")
    #expect(machine.mode("\(folder)/main.psk") == 0o600)
  }

  @Test(arguments: [
    HostapdOption("ssid", "a\nwpa=0"), HostapdOption("ssid", "a\rb"), HostapdOption("ssid", "a\0b"),
    HostapdOption("ss id", "a"), HostapdOption("", "a"), HostapdOption("bss=uap1\nssid", "a"),
    HostapdOption("ssid", String(repeating: "a", count: 600)),
  ])
  func `an option that hostapd would read as another is refused whole`(option: HostapdOption) throws {
    try files.write(HostapdConfiguration(options: [HostapdOption("interface", "uap0")]), radio)
    _ = try refusal { () throws(StepFailure) in
      try files.write(HostapdConfiguration(options: [HostapdOption("interface", "uap1"), option]), radio)
    }
    #expect(machine.text("\(folder)/main.conf") == "interface=uap0\n")
    #expect(machine.names(folder) == ["clients", "main.conf"])
  }

  @Test(arguments: [
    "short", "two\nlines of it", "a zero\0 in it", "caf\u{e9} au lait", String(repeating: "x", count: 64),
  ])
  func `a secret that hostapd would not take is refused, and never shown`(secret: String) throws {
    let error = try refusal { () throws(StepFailure) in
      try files.write(Credential(readBack: Array(secret.utf8)), radio)
    }
    #expect(!error.message.contains(secret))
    #expect(!"\(error)".contains(secret))
    #expect(machine.text("\(folder)/main.psk") == nil)
  }

  @Test func `a withheld secret is not written`() throws {
    _ = try refusal { () throws(StepFailure) in try files.write(Credential.withheld, radio) }
    #expect(machine.names("").isEmpty)
  }

  @Test func `what cannot be written is said with its place, without the secret, and leaves no piece behind`() throws {
    machine.folder("\(folder)/main.psk/in-the-way")
    let credential = try Credential(passphrase: Array("correct horse".utf8))
    let error = try refusal { () throws(StepFailure) in try files.write(credential, radio) }
    #expect(error.message.contains("main.psk"))
    #expect(!error.message.contains("horse"))
    #expect(machine.names(folder) == ["clients", "main.psk"])
  }

  @Test func `a file in the place of the folder is refused, and stays`() throws {
    try machine.file(folder, "mine\n")
    let error = try refusal { () throws(StepFailure) in try files.write(HostapdConfiguration(options: []), radio) }
    #expect(error.message.contains(folder))
    #expect(machine.text(folder) == "mine\n")
  }

  @Test func `removal takes one radio's files only, and none is no error`() throws {
    let other = try RadioID("main-two")
    for radio in [radio, other] {
      try files.write(HostapdConfiguration(options: []), radio)
      try files.write(try Credential(passphrase: Array("correct horse".utf8)), radio)
    }
    try machine.file("\(folder)/main.log", "hello\n")
    try files.remove(radio)
    #expect(machine.names(folder) == ["clients", "main-two.conf", "main-two.psk"])
    try files.remove(radio)
  }
}
