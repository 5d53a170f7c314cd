import Glibc
import LinuxPlatform
import SystemPackage
import Testing
import WiFiModel

@testable import WiFiSpec

/// The search path, trust in files, and last good bytes, each in a tree of its own.
@Suite struct SpecReaderTests {
  /// A root with an empty /etc/wifi-ap.d, removed with the test.
  final class Machine {
    let root: FilePath

    init() throws {
      var template = Array("/tmp/wifi-ap-spec.XXXXXX".utf8CString)
      root = try #require(mkdtemp(&template).map { FilePath(platformString: $0) })
      try folder("etc/wifi-ap.d")
    }

    deinit { remove(root) }

    var reader: SpecReader {
      SpecReader(root: root, stateDirectory: root.appending("var/lib/wifi-ap"), owner: geteuid())
    }

    func folder(_ path: String, mode: UInt32 = 0o755) throws {
      try Folder.make(root.appending(path), mode: mode)
    }

    func write(_ text: String, to path: String, mode: UInt32 = 0o600) throws {
      try AtomicFile.write(Array(text.utf8), to: root.appending(path), mode: mode)
    }

    func link(_ path: String, to target: String) {
      _ = root.appending(path).withPlatformString { symlink(target, $0) }
    }

    func delete(_ path: String) { remove(root.appending(path)) }

    private func remove(_ path: FilePath) {
      if unlink(path.string) == 0 { return }
      for name in (try? TrustedPath.names(in: path)) ?? [] { remove(path.appending(name)) }
      rmdir(path.string)
    }

    /// A radio and its access point in two files, read and kept.
    func withGoodSpecs() throws -> DesiredState {
      try write(SpecTree.radio, to: "etc/wifi-ap.d/10-radio.yaml")
      try write(SpecTree.accessPoint, to: "etc/wifi-ap.d/20-lobby.yaml")
      let reading = reader.read()
      #expect(reading.diagnostics.rendered() == "")
      try reader.keep(reading)
      return try #require(reading.desired)
    }
  }

  @Test func `files of all directories are merged in order of their base names`() throws {
    let machine = try Machine()
    try machine.folder("usr/lib/wifi-ap.d")
    try machine.folder("run/wifi-ap.d")
    try machine.write(SpecTree.accessPoint, to: "usr/lib/wifi-ap.d/50-lobby.yaml")
    try machine.write(SpecTree.radio, to: "run/wifi-ap.d/10-radio.yaml")
    try machine.write("version: 1\nradios: {main: {channel: 11}}\n", to: "etc/wifi-ap.d/60-site.yaml")
    let reading = machine.reader.read()
    #expect(reading.diagnostics.rendered() == "")
    #expect(reading.desired?.radios.first?.channel.fixed?.number == 11)
    #expect(
      reading.files.map { FilePath($0.name).lastComponent?.string } == [
        "10-radio.yaml", "50-lobby.yaml", "60-site.yaml",
      ])
  }

  @Test func `a file masks those of the same name, and an empty one or a link to nothing masks them away`() throws {
    let machine = try Machine()
    try machine.folder("usr/lib/wifi-ap.d")
    for name in ["a", "b", "c"] {
      let radio = SpecTree.radio.replacing("main", with: name).replacing("pcie", with: name)
      try machine.write(radio, to: "usr/lib/wifi-ap.d/\(name).yaml")
    }
    try machine.write("", to: "etc/wifi-ap.d/a.yaml")
    machine.link("etc/wifi-ap.d/b.yaml", to: "/dev/null")
    let changed = SpecTree.radio.replacing("main", with: "c").replacing("channel: 6", with: "channel: 1")
    try machine.write(changed, to: "etc/wifi-ap.d/c.yaml")
    let reading = machine.reader.read()
    #expect(reading.diagnostics.rendered() == "")
    #expect(reading.desired?.radios.map(\.id.text) == ["c"])
    #expect(reading.desired?.radios.first?.channel.fixed?.number == 1)
  }

  @Test func `what editors and packagers leave behind is ignored, and yml is warned about`() throws {
    let machine = try Machine()
    _ = try machine.withGoodSpecs()
    for name in [
      ".20-lobby.yaml.swp", "20-lobby.yaml~", ".#20-lobby.yaml", "20-lobby.yaml.dpkg-new", "20-lobby.yaml.rpmsave",
      "20-lobby.yaml.tmp", ".ansible_tmpx20-lobby.yaml", "README",
    ] {
      try machine.write("no spec", to: "etc/wifi-ap.d/\(name)")
    }
    #expect(machine.reader.read().diagnostics.isEmpty)
    try machine.write("no spec", to: "etc/wifi-ap.d/30-guests.yml")
    let reading = machine.reader.read()
    #expect(reading.diagnostics.map(\.code) == [.ignoredName])
    #expect(reading.isValid)
  }

  @Test func `a missing directory is unknown, and what it last said stays in force`() throws {
    let machine = try Machine()
    let good = try machine.withGoodSpecs()
    machine.delete("etc/wifi-ap.d")
    let reading = machine.reader.read()
    #expect(reading.desired == good)
    #expect(!reading.isValid)
    #expect(reading.diagnostics.first?.code == .unreadableDirectory)

    machine.delete("var")
    let bare = machine.reader.read()
    #expect(bare.desired == nil)
    #expect(!bare.isComplete)
  }

  @Test func `an emptied directory declares nothing`() throws {
    let machine = try Machine()
    _ = try machine.withGoodSpecs()
    machine.delete("etc/wifi-ap.d/10-radio.yaml")
    machine.delete("etc/wifi-ap.d/20-lobby.yaml")
    let reading = machine.reader.read()
    #expect(reading.desired == DesiredState())
    #expect(reading.isValid && reading.isComplete)
  }

  @Test func `a bad file is replaced by its last good bytes while changes of others come through`() throws {
    let machine = try Machine()
    let good = try machine.withGoodSpecs()
    try machine.write("version: 1\naccess-points: {uap0: {ssid: \"half", to: "etc/wifi-ap.d/20-lobby.yaml")
    let channel = SpecTree.radio.replacing("channel: 6", with: "channel: 11")
    try machine.write(channel, to: "etc/wifi-ap.d/10-radio.yaml")
    let reading = machine.reader.read()
    #expect(reading.desired?.accessPoints == good.accessPoints)
    #expect(reading.desired?.radios.first?.channel.fixed?.number == 11)
    #expect(reading.diagnostics.map(\.code) == [.syntax, .lastGood])
    #expect(reading.isComplete)

    // What is in force is the new last good set.
    try machine.reader.keep(reading)
    #expect(machine.reader.read().desired == reading.desired)
  }

  @Test func `settings that are wrong take nothing down, and what they last said holds`() throws {
    let machine = try Machine()
    _ = try machine.withGoodSpecs()
    try machine.write(
      "version: 1\nsettings: {max-disruption: none}\n", to: "etc/wifi-ap.d/90-settings.yaml")
    let good = machine.reader.read()
    #expect(good.desired?.settings == Settings(maximumDisruption: Disruption.none))
    try machine.reader.keep(good)
    try machine.write("version: 1\nsettings: {max-disruption: nothing}\n", to: "etc/wifi-ap.d/90-settings.yaml")
    let bad = machine.reader.read()
    #expect(!bad.isValid)
    #expect(bad.desired == good.desired)
  }

  @Test func `a new bad file is left out`() throws {
    let machine = try Machine()
    let good = try machine.withGoodSpecs()
    try machine.write("hello", to: "etc/wifi-ap.d/30-new.yaml")
    let reading = machine.reader.read()
    #expect(reading.desired == good)
    #expect(reading.isComplete)
    #expect(reading.diagnostics.map(\.code) == [.wrongType, .lastGood])
  }

  @Test func `files that do not fit together fall back to the set that did`() throws {
    let machine = try Machine()
    let good = try machine.withGoodSpecs()
    // The error shows in the file that did not change.
    machine.delete("etc/wifi-ap.d/10-radio.yaml")
    let reading = machine.reader.read()
    #expect(reading.desired == good)
    #expect(reading.diagnostics.first?.code == .unknownRadio)

    try machine.write(SpecTree.radio, to: "etc/wifi-ap.d/10-radio.yaml")
    try machine.write("version: 1\nradios: {main: {country: null}}\n", to: "etc/wifi-ap.d/60-site.yaml")
    #expect(machine.reader.read().desired == good)
  }

  @Test func `of files that do not fit together the changed one is held, and the others come through`() throws {
    let machine = try Machine()
    let lobby = SpecTree.accessPoint + "    mac-address: \"02:00:00:00:00:01\"\n"
    try machine.write(SpecTree.radio, to: "etc/wifi-ap.d/10-radio.yaml")
    try machine.write(lobby, to: "etc/wifi-ap.d/20-lobby.yaml")
    try machine.write("version: 1\n", to: "etc/wifi-ap.d/50-site.yaml")
    try machine.write("version: 1\n", to: "etc/wifi-ap.d/70-device.yaml")
    let good = machine.reader.read()
    #expect(good.diagnostics.rendered() == "")
    try machine.reader.keep(good)

    // The error names the radio's channel, which is as it was.
    let band = "version: 1\nradios: {main: {band: 5GHz}}\n"
    try machine.write(band, to: "etc/wifi-ap.d/50-site.yaml")
    try machine.write(lobby.replacing("my_", with: "our_"), to: "etc/wifi-ap.d/20-lobby.yaml")
    try machine.write(
      "version: 1\naccess-points: {uap0: {max-clients: 5}}\n", to: "etc/wifi-ap.d/70-device.yaml")
    let reading = machine.reader.read()
    #expect(reading.diagnostics.map(\.code) == [.badChannel, .lastGood])
    #expect(reading.diagnostics.last?.file.hasSuffix("50-site.yaml") == true)
    #expect(reading.desired?.radios == good.desired?.radios)
    #expect(reading.desired?.accessPoints.first?.ssid.description == "our_access_point")
    #expect(reading.desired?.accessPoints.first?.maxClients == 5)
  }

  @Test func `one bad file among five leaves the others in force`() throws {
    let machine = try Machine()
    for (name, band) in [("a", "2.4GHz"), ("b", "5GHz")] {
      let radio = SpecTree.radio.replacing("main", with: name).replacing("pcie", with: name)
      let channel = band == "5GHz" ? "36" : "6"
      try machine.write(
        radio.replacing("2.4GHz", with: band).replacing("channel: 6", with: "channel: \(channel)"),
        to: "etc/wifi-ap.d/10-\(name).yaml")
    }
    for (name, radio) in [("uap0", "a"), ("uap1", "b"), ("uap2", "b")] {
      let accessPoint = SpecTree.accessPoint.replacing("uap0", with: name).replacing("main", with: radio)
      try machine.write(accessPoint, to: "etc/wifi-ap.d/20-\(name).yaml")
    }
    let good = machine.reader.read()
    #expect(good.isValid)
    try machine.reader.keep(good)
    let bad = SpecTree.accessPoint.replacing("uap0", with: "uap1").replacing("main", with: "b")
      .replacing("hunter2hunter2", with: "short")
    try machine.write(bad, to: "etc/wifi-ap.d/20-uap1.yaml")
    let changed = SpecTree.accessPoint.replacing("uap0", with: "uap2").replacing("main", with: "b")
      .replacing("my_access_point", with: "guests")
    try machine.write(changed, to: "etc/wifi-ap.d/20-uap2.yaml")
    let reading = machine.reader.read()
    #expect(reading.isComplete && !reading.isValid)
    #expect(reading.desired?.accessPoints.map(\.ssid.description) == ["my_access_point", "my_access_point", "guests"])
    #expect(reading.desired?.accessPoints.prefix(2) == good.desired?.accessPoints.prefix(2))
    #expect(reading.desired?.radios == good.desired?.radios)
  }

  @Test func `with nothing kept, a bad file alone means that nothing is known`() throws {
    let machine = try Machine()
    try machine.write("hello", to: "etc/wifi-ap.d/10-radio.yaml")
    let reading = machine.reader.read()
    #expect(reading.desired == nil)
    #expect(!reading.isComplete)
  }

  @Test func `what others could write is refused by the agent and warned about elsewhere`() throws {
    let machine = try Machine()
    let good = try machine.withGoodSpecs()
    try machine.write(
      SpecTree.accessPoint.replacing("my_", with: "evil_"), to: "etc/wifi-ap.d/20-lobby.yaml", mode: 0o666)
    let reading = machine.reader.read()
    #expect(reading.desired == good)
    #expect(reading.diagnostics.map(\.code) == [.unsafeFile, .lastGood])

    let offline = SpecReader.validate([], root: machine.root)
    #expect(offline.isValid)
    #expect(offline.diagnostics.contains { $0.code == .unsafeFileOffline })

    try machine.write(SpecTree.accessPoint, to: "etc/wifi-ap.d/20-lobby.yaml")
    try machine.folder("etc/wifi-ap.d", mode: 0o777)
    let folder = machine.reader.read()
    #expect(folder.desired == good)
    #expect(folder.diagnostics.first?.code == .unsafeFile)
  }

  @Test func `a link is followed, and every part of its path is checked`() throws {
    let machine = try Machine()
    try machine.folder("srv/specs")
    try machine.write(SpecTree.radio, to: "srv/specs/radio.yaml")
    machine.link("etc/wifi-ap.d/10-radio.yaml", to: "/srv/specs/radio.yaml")
    #expect(machine.reader.read().desired?.radios.count == 1)
    try machine.folder("srv", mode: 0o777)
    #expect(machine.reader.read().diagnostics.first?.code == .unsafeFile)
    machine.link("etc/wifi-ap.d/20-loop.yaml", to: "20-loop.yaml")
    #expect(machine.reader.read().diagnostics.contains { $0.code == .unreadableFile })
  }

  @Test func `a secret is read from its file, and its last good bytes outlive the file`() throws {
    let machine = try Machine()
    try machine.folder("etc/wifi-ap/secrets", mode: 0o700)
    try machine.write("hunter2hunter2\n", to: "etc/wifi-ap/secrets/lobby")
    try machine.write(SpecTree.radio, to: "etc/wifi-ap.d/10-radio.yaml")
    let lobby = SpecTree.accessPoint.replacing(
      "passphrase: hunter2hunter2", with: "passphrase-file: /etc/wifi-ap/secrets/lobby")
    try machine.write(lobby, to: "etc/wifi-ap.d/20-lobby.yaml")
    let good = machine.reader.read()
    #expect(good.diagnostics.rendered() == "")
    guard case .personal(.wpa2, let keys)? = good.desired?.accessPoints.first?.security.authentication,
      let credential = keys.first?.credential
    else {
      Issue.record("no credential")
      return
    }
    #expect(credential.secret == Array("hunter2hunter2".utf8))
    try machine.reader.keep(good)

    try machine.write("hunter2hunter2\n", to: "etc/wifi-ap/secrets/lobby", mode: 0o644)
    let readable = machine.reader.read()
    #expect(readable.desired == good.desired)
    #expect(readable.diagnostics.map(\.code) == [.unusableSecret, .lastGood])
    machine.delete("etc/wifi-ap/secrets/lobby")
    let absent = machine.reader.read()
    #expect(absent.desired == good.desired)
    try machine.write("short\n", to: "etc/wifi-ap/secrets/lobby")
    #expect(machine.reader.read().desired == good.desired)

    let offline = SpecReader.validate([], root: machine.root)
    #expect(!offline.isValid)
    machine.delete("etc/wifi-ap/secrets/lobby")
    let without = SpecReader.validate([], root: machine.root)
    #expect(without.isValid && !without.isApplicable)
    #expect(without.diagnostics.map(\.code) == [.unusableSecretOffline])
    for reading in [good, readable, absent, offline, without] {
      #expect(!String(reflecting: reading).contains("hunter2"))
      #expect(!reading.diagnostics.rendered(colour: true).contains("hunter2"))
    }
  }

  @Test func `a secret is read from a credential of systemd, which outlives its file too`() throws {
    let machine = try Machine()
    try machine.folder("run/credentials/wifi-apd.service", mode: 0o700)
    let credentials = machine.root.appending("run/credentials/wifi-apd.service")
    try machine.write("hunter2hunter2\n", to: "run/credentials/wifi-apd.service/lobby", mode: 0o400)
    try machine.write(SpecTree.radio, to: "etc/wifi-ap.d/10-radio.yaml")
    let lobby = SpecTree.accessPoint.replacing("passphrase: hunter2hunter2", with: "passphrase-credential: lobby")
    try machine.write(lobby, to: "etc/wifi-ap.d/20-lobby.yaml")
    let reader = SpecReader(
      root: machine.root, stateDirectory: machine.root.appending("var/lib/wifi-ap"), owner: geteuid(),
      credentials: credentials)
    let good = reader.read()
    #expect(good.diagnostics.rendered() == "")
    let secret = try Credential(passphrase: Array("hunter2hunter2".utf8))
    #expect(good.desired?.accessPoints.first?.security == .wpa2Personal(secret))
    #expect(good.secretFiles.isEmpty)
    try reader.keep(good)
    machine.delete("run/credentials/wifi-apd.service/lobby")
    let absent = reader.read()
    #expect(absent.desired == good.desired)
    #expect(absent.diagnostics.map(\.code) == [.unusableSecret, .lastGood])
    // Started by hand, there are no credentials at all.
    #expect(machine.reader.read().diagnostics.first?.message.contains("gave no credentials") == true)
    let offline = SpecReader.validate([], root: machine.root)
    #expect(offline.isValid && !offline.isApplicable)
    #expect(offline.diagnostics.map(\.code) == [.unusableSecretOffline])
    #expect(
      SpecReader.validate([], root: machine.root, credentials: credentials).diagnostics.map(\.code) == [
        .unusableSecretOffline
      ])
  }

  @Test func `the files of secrets are named, whether or not they are there`() throws {
    let machine = try Machine()
    try machine.folder("etc/wifi-ap/secrets", mode: 0o700)
    try machine.write("hunter2hunter2\n", to: "etc/wifi-ap/secrets/b")
    try machine.write(SpecTree.radio, to: "etc/wifi-ap.d/10-radio.yaml")
    let security = """
      passphrases: {one: {passphrase-file: /etc/wifi-ap/secrets/b}, two: {passphrase-file: /etc/wifi-ap/secrets/a}}
      """
    try machine.write(
      SpecTree.accessPoint.replacing("passphrase: hunter2hunter2", with: security), to: "etc/wifi-ap.d/20-lobby.yaml")
    let files = ["a", "b"].map { machine.root.appending("etc/wifi-ap/secrets").appending($0) }
    #expect(machine.reader.read().secretFiles == files)
    #expect(SpecReader.validate([], root: machine.root).secretFiles == files)
  }

  @Test func `the last good set is private, whole, and not written again while it is the same`() throws {
    let machine = try Machine()
    _ = try machine.withGoodSpecs()
    let store = machine.root.appending("var/lib/wifi-ap/last-good")
    #expect(try Stat(store).permissions.rawValue == 0o700)
    let file = store.appending("specs")
    let before = try Stat(file)
    #expect(before.permissions.rawValue == 0o600)
    try machine.reader.keep(machine.reader.read())
    #expect(try Stat(file).inode == before.inode)

    // A torn or foreign store is no store.
    let bytes = try SpecTree.bytes(file)
    #expect(LastGood(bytes: bytes) != nil)
    for count in 0..<bytes.count { #expect(LastGood(bytes: Array(bytes[..<count])) == nil) }
  }

  @Test func `named files and directories are validated without the search path`() throws {
    let machine = try Machine()
    _ = try machine.withGoodSpecs()
    let folder = machine.root.appending("etc/wifi-ap.d").string
    #expect(SpecReader.validate([folder]).desired?.accessPoints.count == 1)
    #expect(SpecReader.validate([folder + "/10-radio.yaml"]).desired?.radios.count == 1)
    let alone = SpecReader.validate([folder + "/20-lobby.yaml"])
    #expect(alone.diagnostics.contains { $0.code == .unknownRadio })
    #expect(SpecReader.validate([folder + "/absent.yaml"]).diagnostics.contains { $0.code == .unreadableFile })
  }
}

extension String {
  /// Every occurrence of a text replaced by another.
  func replacing(_ old: String, with new: String) -> String {
    var result = ""
    var rest = self[...]
    while !rest.isEmpty {
      if rest.hasPrefix(old) {
        result += new
        rest = rest.dropFirst(old.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}
