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

  init() throws {
    machine = try TemporaryMachine()
    files = HostapdFiles(paths: Paths(root: machine.root.string))
    radio = try RadioID("main")
  }

  private func configuration(_ text: String) throws -> HostapdConfiguration? {
    try machine.file("run/wifi-ap/hostapd/main.conf", text)
    return files.read(radio).value?.first?.configuration
  }

  @Test func `no file is known to be none`() {
    #expect(files.read(radio) == .known([]))
  }

  @Test func `options are read in their order, with blanks and all`() throws {
    let read = try configuration("interface=uap0\nssid2=\"a  b\"\n")
    #expect(read?.options == [HostapdOption("interface", "uap0"), HostapdOption("ssid2", "\"a  b\"")])
  }

  @Test func `a file with a line that hostapd refuses is as good as none`() throws {
    #expect(try configuration("interface=uap0\nnonsense\n") == nil)
  }

  @Test func `a link in the place of a file is unknown, and not followed`() throws {
    try machine.file("etc/secret", "ssid=other\n")
    machine.folder("run/wifi-ap/hostapd")
    try machine.link("run/wifi-ap/hostapd/main.conf", to: "etc/secret")
    guard case .unknown(let why) = files.read(radio) else {
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
      try machine.file("run/wifi-ap/hostapd/main.psk", text)
      let read = try #require(files.read(radio).value?.first)
      #expect((read.passphrase == wanted) == isEqual, "\(text.debugDescription)")
      #expect(!"\(read)".contains("horse"))
    }
  }
}
