import Glibc
import LinuxPlatform
import SystemPackage
import Systemd
import TemporaryMachine
import Testing
import WiFiModel
import WitnessedDisk

@testable import WiFiDaemon

@Suite struct StorageTests {
  private let machine: TemporaryMachine
  private let storage: Storage
  private let journal = Journal(leastLevel: .error)
  private let radio: RadioID

  init() throws {
    machine = try TemporaryMachine()
    storage = Storage(paths: Paths(root: machine.root.string))
    radio = try RadioID("main")
    try machine.file("proc/sys/kernel/random/boot_id", "this-boot\n")
  }

  private var memory: Memory {
    Memory(
      bootID: "another-boot", generation: 7,
      incidents: [
        Incident(
          radio: radio, devicePath: "pci-0000:01:00.0", fault: Fault(.firmware, evidence: "it said \"no\"\n"),
          opened: .seconds(5), phase: .awaiting(until: .seconds(99)), tried: [.rebindDevice, .reloadDriver], rounds: 2,
          phyIndex: 3,
          device: BusDevice(bus: "pci", address: "0000:01:00.0", path: "pci-0000:01:00.0", sysfs: "devices/x"))
      ], actions: [radio: [.seconds(6), .seconds(60)]])
  }

  @Test func `the memory is read as it was written, and nobody else may read it`() throws {
    try storage.write(memory)
    #expect(storage.readMemory(journal) == memory)
    #expect(machine.mode("var/lib/wifi-ap") == 0o700)
    #expect(machine.mode("var/lib/wifi-ap/memory.json") == 0o600)
    #expect(machine.names("var/lib/wifi-ap") == ["memory.json"])
  }

  @Test func `what the disk does not take is kept for the next agent of this boot`() throws {
    let durable = Memory(bootID: "this-boot", generation: 7)
    try storage.write(durable)
    // Nobody can put a file in the place of a folder.
    let file = machine.root.appending("var/lib/wifi-ap/memory.json").string
    unlink(file)
    mkdir(file, 0o700)
    let later = Memory(bootID: "this-boot", generation: 8)
    #expect(throws: (any Error).self) { try storage.write(later) }
    #expect(storage.readMemory(journal) == later)
    #expect(machine.mode("run/wifi-ap/memory.json") == 0o600)
    rmdir(file)
    try storage.write(Memory(bootID: "this-boot", generation: 9))
    #expect(storage.readMemory(journal).generation == 9)
    #expect(machine.text("run/wifi-ap/memory.json") == nil)
  }

  @Test func `what another boot left in memory counts for nothing`() throws {
    try machine.file("run/wifi-ap/memory.json", String(decoding: memory.json.bytes(), as: UTF8.self))
    #expect(storage.readMemory(journal) == Memory(bootID: "this-boot"))
  }

  @Test func `the ledger is read as it was written`() throws {
    let name = try InterfaceName("uap0")
    let ledger = Ledger(
      interfaces: [Ledger.OwnedInterface(name: name, radio: radio, index: nil)],
      addresses: [Ledger.OwnedAddress(address: try InterfaceAddress("192.168.0.5/24"), interface: name)],
      hostapds: [
        Ledger.OwnedHostapd(
          radio: radio, interfaceIndex: 4, unread: [.configuration],
          process: ProcessIdentity(pid: 12, startTime: 1 << 40))
      ], files: [radio])
    try storage.write(ledger)
    #expect(storage.readLedger(journal) == ledger)
    #expect(machine.mode("run/wifi-ap/ledger.json") == 0o600)
  }

  @Test func `what was never written is empty, and of this boot`() {
    #expect(storage.readMemory(journal) == Memory(bootID: "this-boot"))
    #expect(storage.readLedger(journal) == Ledger())
  }

  @Test func `a memory torn at any byte counts as absent`() throws {
    try storage.write(memory)
    let whole = try #require(machine.text("var/lib/wifi-ap/memory.json"))
    let fresh = Memory(bootID: "this-boot")
    for length in 0..<whole.utf8.count - 1 {
      try machine.file("var/lib/wifi-ap/memory.json", String(decoding: whole.utf8.prefix(length), as: UTF8.self))
      #expect(storage.readMemory(journal) == fresh, "torn at \(length)")
    }
  }

  @Test(arguments: ["\0\0\0\0", "[]", "{}", "{\"schema\": \"wifi-ap/memory/99\"}", "\u{feff}{}"])
  func `a file of another kind counts as absent, and the next writing replaces it`(text: String) throws {
    try machine.file("var/lib/wifi-ap/memory.json", text)
    try machine.file("run/wifi-ap/ledger.json", text)
    #expect(storage.readMemory(journal) == Memory(bootID: "this-boot"))
    #expect(storage.readLedger(journal) == Ledger())
    try storage.write(memory)
    #expect(storage.readMemory(journal) == memory)
  }

  @Test func `the status is for everybody`() throws {
    try storage.write(Status(), at: .seconds(99))
    #expect(machine.mode("run/wifi-ap/status.json") == 0o644)
    #expect(
      try JSON(parsing: Array((machine.text("run/wifi-ap/status.json") ?? "").utf8)) == Status().json(at: .seconds(99)))
  }

  @Test func `what cannot be written is said with its place, and the old file stays`() throws {
    try storage.write(memory)
    try machine.file("run", "in the way\n")
    let error = #expect(throws: PlatformError.self) { try storage.write(Ledger()) }
    #expect(error?.subject.contains("run/wifi-ap") == true)
    #expect(storage.readMemory(journal) == memory)
  }

  @Test func `budgets and incidents outlast a power cut`() throws {
    let disk = WitnessedDisk(below: machine.root)
    try storage.write(memory)
    let file = machine.root.appending("var/lib/wifi-ap/memory.json")
    #expect(WitnessedDisk.leavings(of: file, holding: .absent, after: disk.calls) == [.bytes(memory.json.bytes())])
  }
}
