import Glibc
import LinuxPlatform
import SystemPackage
import Systemd
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiDaemon

/// The folders of outages, and what is collected into them.
@Suite struct IncidentArchiveTests {
  static let sentinel = "sesame-opens-nothing"

  static func outage(number: UInt64 = 7, ended: Int64? = nil, at second: Int64 = 60, _ messages: String...) throws
    -> Outage
  {
    Outage(
      number: number, radio: try RadioID("main"), device: "pci-0000:01:00.0",
      accessPoints: [try InterfaceName("uap0")], fault: Fault(.firmware, evidence: "FW is in bad state"),
      bootID: "this-boot", began: .seconds(60), ended: ended.map { .seconds($0) }, rungs: [.rebindDevice],
      entries: messages.map { HistoryEntry(at: .seconds(second), kind: .evidence, message: $0) })
  }

  /// A machine with a dump of 100000 bytes, a log of hostapd, and a kernel log, all with the sentinel in them.
  static func prepare(_ stage: isolated Stage) throws {
    let machine = stage.machine
    machine.folder("sys/devices/pci0000:00/0000:01:00.0")
    machine.folder("sys/bus/pci/drivers/mwifiex_pcie")
    try machine.link("sys/devices/pci0000:00/0000:01:00.0/driver", to: "sys/bus/pci/drivers/mwifiex_pcie")
    try machine.file("sys/class/devcoredump/devcd1/data", String(repeating: "0123456789", count: 10_000))
    try machine.link("sys/class/devcoredump/devcd1/failing_device", to: "sys/devices/pci0000:00/0000:01:00.0")
    machine.folder("sys/devices/pci0000:00/0000:02:00.0")
    try machine.file("sys/class/devcoredump/devcd2/data", "another card's")
    try machine.link("sys/class/devcoredump/devcd2/failing_device", to: "sys/devices/pci0000:00/0000:02:00.0")
    try machine.file(
      "run/wifi-ap/hostapd/main.log",
      String(repeating: "x", count: 70_000) + "\nuap0: passphrase '\(sentinel)' was wrong\n")
    // One record a file of this form can hold: a real /dev/kmsg gives one in each read.
    try machine.file(
      "dev/kmsg", "3,812,1500000,-;mwifiex: FW is in bad state \(sentinel)\n SUBSYSTEM=pci\n DEVICE=+pci:0000:01:00.0\n"
    )
  }

  static func knowledge(_ stage: isolated Stage, keepsDump: Bool) throws -> IncidentArchive.Knowledge {
    let secret = try Credential(passphrase: Array(sentinel.utf8))
    return IncidentArchive.Knowledge(
      observed: try observed(), status: ["note": .string("it was \(sentinel)")],
      log: FilePath(stage.paths.log(of: try RadioID("main"))),
      card: "devices/pci0000:00/0000:01:00.0",
      keepsDump: keepsDump, secrets: [secret])
  }

  private static func observed() throws -> ObservedState {
    let secret = try Credential(passphrase: Array(sentinel.utf8))
    let configuration = HostapdConfiguration(options: [HostapdOption("wpa_passphrase", secret: secret)])
    let file = HostapdFile(.passphrases([.init(secret)]), of: try InterfaceName("uap0"))
    return ObservedState(
      at: .seconds(60), reach: .gentle, radios: [], interfaces: .known([]), regulatoryDomain: .known(nil),
      hostapds: .known([]),
      configurations: .known([
        ConfigurationFiles(radio: try RadioID("main"), configuration: configuration, files: [file])
      ]))
  }

  static func archive(_ stage: isolated Stage) -> IncidentArchive {
    IncidentArchive(
      paths: stage.paths, on: stage.loop, journal: Journal(leastLevel: .error),
      kernelLog: stage.machine.root.appending("dev/kmsg"))
  }

  private static let place = "var/lib/wifi-ap/incidents"

  @Test func `what is told of an outage adds up in one document, over the agent's restarts too`() throws {
    try Stage.play { stage in
      Self.archive(stage).record(try Self.outage("first"), at: .seconds(61))
      let archive = Self.archive(stage)
      archive.record(try Self.outage(ended: 80, at: 80, "second"), at: .seconds(80))
      let outages = archive.history().outages
      #expect(outages.map(\.record.outage.entries).map { $0.map(\.message) } == [["first", "second"]])
      #expect(outages.first?.record.offAir == .seconds(20))
      let folder = try #require(stage.machine.names(Self.place).first)
      #expect(folder.hasPrefix("000007-"))
      #expect(stage.machine.names("\(Self.place)/\(folder)") == ["outage.json"])
      #expect(stage.machine.mode(Self.place) == 0o700)
      #expect(stage.machine.mode("\(Self.place)/\(folder)") == 0o700)
      #expect(stage.machine.mode("\(Self.place)/\(folder)/outage.json") == 0o600)
    }
  }

  @Test(arguments: [false, true])
  func `evidence is collected without any secret, and the dump's content only where the spec says so`(
    _ keepsDump: Bool
  ) throws {
    try Stage.play { stage in
      try Self.prepare(stage)
      let archive = Self.archive(stage)
      archive.record(try Self.outage("first"), at: .seconds(61))
      await archive.keep(try Self.outage(), try Self.knowledge(stage, keepsDump: keepsDump), at: .seconds(62))
      let folder = "\(Self.place)/\(try #require(stage.machine.names(Self.place).first))"
      let files =
        (keepsDump ? ["dump.bin"] : [])
        + ["dump-header.txt", "hostapd.log", "kernel.log", "observed.json", "outage.json", "status.json"]
      #expect(stage.machine.names(folder).sorted() == files.sorted())
      for file in files {
        #expect(stage.machine.mode("\(folder)/\(file)") == 0o600, "\(file)")
        #expect(stage.machine.text("\(folder)/\(file)")?.contains(Self.sentinel) == false, "\(file)")
      }
      #expect(stage.machine.text("\(folder)/hostapd.log")?.contains("'<hidden>' was wrong") == true)
      #expect(
        stage.machine.text("\(folder)/kernel.log")
          == "[1.500000] <3> mwifiex: FW is in bad state <hidden> DEVICE=+pci:0000:01:00.0\n")
      let header = try #require(stage.machine.text("\(folder)/dump-header.txt"))
      #expect(header.contains("device: devices/pci0000:00/0000:01:00.0\ndriver: mwifiex_pcie\n"))
      #expect(header.contains("size: 100000 bytes\n"))
      // The kernel is told to let go of this dump, and of no other.
      #expect(stage.machine.text("sys/class/devcoredump/devcd1/data")?.hasPrefix("1123456789") == true)
      #expect(stage.machine.text("sys/class/devcoredump/devcd2/data") == "another card's")
    }
  }

  @Test func `a dump that comes later is added, and what was taken down first stays`() throws {
    try Stage.play { stage in
      try Self.prepare(stage)
      let archive = Self.archive(stage)
      archive.record(try Self.outage("first"), at: .seconds(61))
      var early = try Self.knowledge(stage, keepsDump: false)
      early.card = nil
      early.status = ["moment": 1]
      await archive.keep(try Self.outage(), early, at: .seconds(62))
      let folder = "\(Self.place)/\(try #require(stage.machine.names(Self.place).first))"
      #expect(!stage.machine.names(folder).contains("dump-header.txt"))
      await archive.keep(try Self.outage(), try Self.knowledge(stage, keepsDump: false), at: .seconds(90))
      #expect(stage.machine.names(folder).contains("dump-header.txt"))
      #expect(stage.machine.text("\(folder)/status.json")?.contains("\"moment\": 1") == true)
    }
  }

  @Test func `no more than twenty outages are kept, and no more than 32 MiB`() throws {
    try Stage.play { stage in
      let archive = Self.archive(stage)
      for number in 1...UInt64(23) { archive.record(try Self.outage(number: number, "first"), at: .seconds(61)) }
      #expect(archive.history().outages.map(\.record.outage.number) == Array(4...23))
      let big = try #require(stage.machine.names(Self.place).dropFirst(9).first)
      let path = stage.machine.root.appending("\(Self.place)/\(big)/dump.bin")
      let file = try FileDescriptor.open(path, .writeOnly, options: .create, permissions: .ownerReadWrite)
      #expect(ftruncate(file.rawValue, 33 << 20) == 0)
      try file.close()
      archive.record(try Self.outage(number: 24, "first"), at: .seconds(61))
      #expect(archive.history().outages.map(\.record.outage.number) == Array(14...24))
    }
  }

  @Test func `what stands in the way of the folders stops nothing, and a torn document is passed over`() throws {
    try Stage.play { stage in
      let archive = Self.archive(stage)
      try stage.machine.file("var/lib/wifi-ap/incidents", "in the way")
      archive.record(try Self.outage("first"), at: .seconds(61))
      await archive.keep(try Self.outage(), try Self.knowledge(stage, keepsDump: true), at: .seconds(62))
      #expect(stage.machine.root.appending("var/lib/wifi-ap/incidents").withPlatformString { unlink($0) } == 0)
      // What could not be written is not lost.
      archive.record(try Self.outage("second"), at: .seconds(63))
      #expect(archive.history().outages.first?.record.outage.entries.map(\.message) == ["first", "second"])
      try stage.machine.file("\(Self.place)/000001-torn/outage.json", "{\"schema\": \"wifi-ap/outa")
      #expect(archive.history().outages.count == 1)
    }
  }

  @Test func `an outage after the counter was lost does not continue an old one of that number`() throws {
    try Stage.play { stage in
      Self.archive(stage).record(try Self.outage(number: 1, ended: 70, "old"), at: .seconds(70))
      var new = try Self.outage(number: 1, "new")
      new.bootID = "another-boot"
      Self.archive(stage).record(new, at: .seconds(61))
      let told = Self.archive(stage).history().outages.flatMap { $0.record.outage.entries.map(\.message) }
      #expect(told.sorted() == ["new", "old"])
    }
  }
}
