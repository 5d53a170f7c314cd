import LinuxPlatform
import SystemPackage
import Testing
import WiFiModel
import WitnessedDisk

@testable import WiFiSpec

/// What was on the air last, kept for an agent that begins anew.
@Suite struct ProvenSpecTests {
  private let machine: SpecReaderTests.Machine
  private let proven: ProvenSpec
  private let main: RadioID

  init() throws {
    machine = try SpecReaderTests.Machine()
    proven = ProvenSpec(stateDirectory: machine.root.appending("var/lib/wifi-ap"))
    main = try RadioID("main")
  }

  @Test func `it is read as it was kept, secrets from files included, though all of them are gone`() throws {
    try machine.folder("etc/secrets")
    try machine.write("hunter2hunter2\n", to: "etc/secrets/lobby")
    try machine.write(SpecTree.radio, to: "etc/wifi-ap.d/10-radio.yaml")
    try machine.write(
      """
      version: 1
      access-points:
        uap0:
          radio: main
          ssid: lobby
          security: {mode: wpa2-personal, passphrase-file: /etc/secrets/lobby}

      """, to: "etc/wifi-ap.d/20-lobby.yaml")
    let reading = machine.reader.read()
    let part = try #require(reading.desired).part(of: main)
    #expect(part.accessPoints.count == 1)
    #expect(try proven.keep(reading, of: main, saying: part))
    machine.delete("etc/wifi-ap.d/10-radio.yaml")
    machine.delete("etc/wifi-ap.d/20-lobby.yaml")
    machine.delete("etc/secrets/lobby")
    #expect(proven.read() == [main: part])
    let file = machine.root.appending("var/lib/wifi-ap/last-good/proven-main")
    #expect(try SmallFile(reading: file, limit: 1 << 20).mode == 0o600)
    try proven.forget(main)
    #expect(proven.read() == [:])
    try proven.forget(main)
  }

  @Test func `a later reading is not taken for it`() throws {
    let desired = try machine.withGoodSpecs()
    let reading = machine.reader.read()
    var other = desired.part(of: main)
    other.radios[0].beaconInterval = 300
    #expect(try !proven.keep(reading, of: main, saying: other))
    #expect(proven.read() == [:])
  }

  @Test func `what this program cannot read is as good as none`() throws {
    let reading = LastGood(specs: [SpecSource(name: "/etc/wifi-ap.d/a.yaml", bytes: Array("version: 9\n".utf8))])
    try reading.write(in: machine.root.appending("var/lib/wifi-ap"), as: "proven-main")
    try machine.write("nonsense", to: "var/lib/wifi-ap/last-good/proven-other")
    try machine.write("nonsense", to: "var/lib/wifi-ap/last-good/proven-NO NAME")
    #expect(proven.read() == [:])
  }

  @Test func `what was good outlasts a power cut`() throws {
    let state = machine.root.appending("var/lib/wifi-ap")
    let good = LastGood(specs: [SpecSource(name: "/etc/wifi-ap.d/a.yaml", bytes: Array("version: 1\n".utf8))])
    let disk = WitnessedDisk(below: state)
    try good.write(in: state)
    let file = state.appending("last-good/specs")
    #expect(WitnessedDisk.leavings(of: file, holding: .absent, after: disk.calls) == [.bytes(good.bytes)])
  }
}
