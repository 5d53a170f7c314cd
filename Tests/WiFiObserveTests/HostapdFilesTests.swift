import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiObserve

/// What stands in hostapd's folder, whoever wrote it.
@Suite struct HostapdFilesTests {
  private let machine: TemporaryMachine
  private let files: HostapdFiles
  private let radio: RadioID
  private let name: InterfaceName

  init() throws {
    machine = try TemporaryMachine()
    files = HostapdFiles(paths: Paths(root: machine.root.string))
    radio = try RadioID("main")
    name = try InterfaceName("uap0")
  }

  private func configuration(_ text: String, end: String = "# end\n") throws -> HostapdConfiguration? {
    try machine.file("run/wifi-ap/hostapd/main.conf", text + end)
    return files.read(radio, [name]).value?.first?.configuration
  }

  @Test func `no file is known to be none`() {
    #expect(files.read(radio, [name]) == .known([]))
  }

  @Test func `options are read in their order, with blanks and all`() throws {
    let read = try configuration("interface=uap0\nssid2=\"a  b\"\n")
    #expect(read?.options == [HostapdOption("interface", "uap0"), HostapdOption("ssid2", "\"a  b\"")])
  }

  @Test func `a file with a line that hostapd refuses is as good as none`() throws {
    #expect(try configuration("interface=uap0\nnonsense\n") == nil)
  }

  @Test(arguments: ["", "# end", "# en\n", "# the end\n", "# end\n\n", "# end\nwpa=0\n"])
  func `a file that does not end as ours do is as good as none`(end: String) throws {
    #expect(try configuration("interface=uap0\nwpa=2\n", end: end) == nil)
  }

  @Test func `a link in the place of a file is unknown, and not followed`() throws {
    try machine.file("etc/secret", "ssid=other\n")
    machine.folder("run/wifi-ap/hostapd")
    try machine.link("run/wifi-ap/hostapd/main.conf", to: "etc/secret")
    guard case .unknown(let why) = files.read(radio, [name]) else {
      Issue.record("a link was followed")
      return
    }
    #expect(why.contains("main.conf"))
    #expect(why.contains("symbolic link"))
  }

  @Test func `a passphrase file of another form equals no passphrase`() throws {
    let wanted = try Credential(passphrase: Array("correct horse".utf8))
    for (text, isEqual) in [
      ("00:00:00:00:00:00 correct horse\n", true), ("00:00:00:00:00:00 correct horse", false),
      ("02:00:00:00:00:01 correct horse\n", false), ("00:00:00:00:00:00 correct horse\n\n", false),
      ("00:00:00:00:00:00 correct horse\n00:00:00:00:00:00 another one\n", false), ("", false),
    ] {
      try machine.file("run/wifi-ap/hostapd/uap0.psk", text)
      let read = try #require(files.read(radio, [name]).value?.first)
      let file = HostapdFile(.passphrases([.init(wanted)]), of: name)
      #expect((read.files == [file]) == isEqual, "\(text.debugDescription)")
      #expect(!"\(read)".contains("horse"))
    }
  }

  @Test func `the files of each access point that the configuration names are found`() throws {
    try machine.file("run/wifi-ap/hostapd/main.conf", "interface=uap0\nbss=uap1\nwpa_passphrase=correct horse\n# end\n")
    try machine.file("run/wifi-ap/hostapd/uap1.psk", "keyid=guests 00:00:00:00:00:00 correct horse\n")
    try machine.file("run/wifi-ap/hostapd/uap1.allow", "02:00:00:00:00:0a\n")
    try machine.file("run/wifi-ap/hostapd/uap1.deny", "nonsense\n")
    let read = try #require(files.read(radio, []).value?.first)
    let other = try InterfaceName("uap1")
    let credential = try Credential(passphrase: Array("correct horse".utf8))
    #expect(
      read.files == [
        HostapdFile(.allowed([try HardwareAddress("02:00:00:00:00:0a")]), of: other),
        HostapdFile(.passphrases([.init(credential, name: "guests")]), of: other),
      ])
    #expect(read.configuration?.options.last == HostapdOption("wpa_passphrase", secret: credential))
    #expect(!"\(read)".contains("horse"))
  }
}
