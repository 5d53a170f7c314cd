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
  private let name: InterfaceName
  private let folder = "run/wifi-ap/hostapd"

  init() throws {
    machine = try TemporaryMachine()
    files = HostapdFiles(paths: Paths(root: machine.root.string))
    radio = try RadioID("main")
    name = try InterfaceName("uap0")
  }

  private func file(_ passphrase: String) throws -> HostapdFile {
    HostapdFile(.passphrases([.init(try Credential(passphrase: Array(passphrase.utf8)))]), of: name)
  }

  private func refusal(_ write: () throws(StepFailure) -> Void) throws -> StepFailure {
    var refusal: StepFailure?
    do throws(StepFailure) { try write() } catch { refusal = error }
    #expect(refusal?.kind == .refused)
    return try #require(refusal)
  }

  @Test func `the configuration holds what was given, one line an option, and its end`() throws {
    try files.write(
      HostapdConfiguration(options: [HostapdOption("interface", "uap0"), HostapdOption("ssid2", "\"a # b\"")]), radio)
    #expect(machine.text("\(folder)/main.conf") == "interface=uap0\nssid2=\"a # b\"\n# end\n")
  }

  @Test func `hostapd is started on whole files only`() throws {
    func failure() -> StepFailure? {
      do throws(StepFailure) { try files.demandWhole(radio) } catch { return error }
      return nil
    }
    #expect(failure()?.message.hasPrefix("hostapd is not started: ") ?? false)
    try files.write(
      HostapdConfiguration(options: [HostapdOption("interface", "uap0"), HostapdOption("wpa", "2")]), radio)
    #expect(failure() == nil)
    try machine.file("\(folder)/main.conf", "interface=uap0\n")
    #expect(failure()?.kind == .stale)
    #expect(failure()?.message == "hostapd is not started: \(machine.root)/\(folder)/main.conf is not whole any more")
  }

  @Test func `the passphrase stands in a file of its own, in the form that hostapd reads`() throws {
    try files.write(try file("# correct horse"))
    #expect(machine.text("\(folder)/uap0.psk") == "00:00:00:00:00:00 # correct horse\n")
  }

  @Test func `files are private in a private folder, whatever stood there before`() throws {
    machine.folder("\(folder)/clients")
    try files.write(HostapdConfiguration(options: []), radio)
    try files.write(try file("correct horse"))
    #expect(machine.mode("run/wifi-ap") == 0o755)
    for name in [folder, "\(folder)/clients"] { #expect(machine.mode(name) == 0o700) }
    for name in ["main.conf", "uap0.psk"] { #expect(machine.mode("\(folder)/\(name)") == 0o600) }
  }

  @Test func `a link in the place of a file is replaced, and what it leads to untouched`() throws {
    try machine.file("etc/other", "mine\n")
    machine.folder(folder)
    try machine.link("\(folder)/uap0.psk", to: "etc/other")
    try files.write(try file("correct horse"))
    #expect(machine.text("etc/other") == "mine\n")
    #expect(machine.mode("\(folder)/uap0.psk") == 0o600)
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
    #expect(machine.text("\(folder)/main.conf") == "interface=uap0\n# end\n")
    #expect(machine.names(folder) == ["clients", "main.conf"])
  }

  @Test(arguments: [
    "short", "two\nlines of it", "a zero\0 in it", "caf\u{e9} au lait", String(repeating: "x", count: 64),
  ])
  func `a secret that hostapd would not take is refused, and never shown`(secret: String) throws {
    let error = try refusal { () throws(StepFailure) in
      try files.write(HostapdFile(.passphrases([.init(Credential(readBack: Array(secret.utf8)))]), of: name))
    }
    #expect(!error.message.contains(secret))
    #expect(!"\(error)".contains(secret))
    #expect(machine.text("\(folder)/uap0.psk") == nil)
  }

  @Test func `a withheld secret is not written`() throws {
    _ = try refusal { () throws(StepFailure) in try files.write(HostapdFile(.passphrases([.init(.withheld)]), of: name))
    }
    #expect(machine.names("").isEmpty)
  }

  @Test func `what cannot be written is said with its place, without the secret, and leaves no piece behind`() throws {
    machine.folder("\(folder)/uap0.psk/in-the-way")
    let file = try file("correct horse")
    let error = try refusal { () throws(StepFailure) in try files.write(file) }
    #expect(error.message.contains("uap0.psk"))
    #expect(!error.message.contains("horse"))
    #expect(machine.names(folder) == ["clients", "uap0.psk"])
  }

  @Test func `a file in the place of the folder is refused, and stays`() throws {
    try machine.file(folder, "mine\n")
    let error = try refusal { () throws(StepFailure) in try files.write(HostapdConfiguration(options: []), radio) }
    #expect(error.message.contains(folder))
    #expect(machine.text(folder) == "mine\n")
  }

  @Test func `several passphrases have their names, a key its digits, and lists of stations a line each`() throws {
    let key = String(repeating: "0a", count: 32)
    try files.write(
      HostapdFile(
        .passphrases([
          .init(try Credential(passphrase: Array("correct horse".utf8)), name: "guests"),
          .init(try Credential(psk: Array(key.utf8)), name: "staff"),
        ]), of: name))
    let address = try HardwareAddress("02:00:00:00:00:0A")
    try files.write(HostapdFile(.allowed([address]), of: name))
    try files.write(HostapdFile(.denied([]), of: name))
    #expect(
      machine.text("\(folder)/uap0.psk")
        == "keyid=guests 00:00:00:00:00:00 correct horse\nkeyid=staff 00:00:00:00:00:00 \(key)\n")
    #expect(machine.text("\(folder)/uap0.allow") == "02:00:00:00:00:0a\n")
    #expect(machine.text("\(folder)/uap0.deny") == "")
  }

  @Test func `a secret option stands in the configuration as it is, and a withheld one is refused`() throws {
    let secret = "a|mac=02:00:00:00:00:01|id=x #"
    let option = HostapdOption("wpa_passphrase", secret: try Credential(passphrase: Array(secret.utf8)))
    try files.write(HostapdConfiguration(options: [option]), radio)
    #expect(machine.text("\(folder)/main.conf") == "wpa_passphrase=\(secret)\n# end\n")
    let withheld = HostapdConfiguration(options: [HostapdOption("wpa_passphrase", secret: .withheld)])
    _ = try refusal { () throws(StepFailure) in try files.write(withheld, radio) }
  }

  @Test func `removal takes what it is told to, and none is no error`() throws {
    for text in ["main", "main-two"] { try files.write(HostapdConfiguration(options: []), try RadioID(text)) }
    try files.write(try file("correct horse"))
    try files.write(HostapdFile(.denied([]), of: name))
    try machine.file("\(folder)/main.log", "hello\n")
    try files.remove([HostapdFile.Identity(.passphrases, of: name)], configurationOf: radio)
    #expect(machine.names(folder) == ["clients", "main-two.conf", "uap0.deny"])
    try files.remove([HostapdFile.Identity(.denied, of: name)], configurationOf: nil)
    #expect(machine.names(folder) == ["clients", "main-two.conf"])
    try files.remove([HostapdFile.Identity(.denied, of: name)], configurationOf: radio)
  }
}
