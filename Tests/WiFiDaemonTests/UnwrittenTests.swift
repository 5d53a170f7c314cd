import Glibc
import SystemPackage
import Systemd
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiDaemon

@Suite struct UnwrittenTests {
  private let machine: TemporaryMachine
  private let storage: Storage
  private let journal = Journal(leastLevel: .error)
  private let memory = Memory(bootID: "this-boot", generation: 7)
  private let ledger: Ledger
  private let radio: RadioID

  init() throws {
    machine = try TemporaryMachine()
    storage = Storage(paths: Paths(root: machine.root.string))
    radio = try RadioID("main")
    ledger = Ledger(files: [radio])
    try machine.file("proc/sys/kernel/random/boot_id", "this-boot\n")
  }

  /// A file in the place of a folder refuses root, too.
  private func block(_ folder: String) throws { try machine.file(folder, "") }
  private func unblock(_ folder: String) { _ = unlink(machine.root.appending(folder).string) }

  @Test func `what the disk refused is written with a later tick`() throws {
    try block("var/lib/wifi-ap")
    try block("run/wifi-ap")
    var unwritten = Unwritten(storage)
    #expect(throws: (any Error).self) { try unwritten.write(memory) }
    #expect(throws: (any Error).self) { try unwritten.write(ledger) }
    unwritten.retry()
    #expect(storage.readMemory(journal) == Memory(bootID: "this-boot"))
    unblock("var/lib/wifi-ap")
    unblock("run/wifi-ap")
    unwritten.retry()
    #expect(storage.readMemory(journal) == memory)
    #expect(storage.readLedger(journal) == ledger)
  }

  @Test func `what was written is not written again over what came later`() throws {
    var unwritten = Unwritten(storage)
    try unwritten.write(memory)
    let later = Memory(bootID: "this-boot", generation: 8)
    try storage.write(later)
    unwritten.retry()
    #expect(storage.readMemory(journal) == later)
  }

  @Test func `no step that makes something begins before the ledger is written`() throws {
    try block("run/wifi-ap")
    var unwritten = Unwritten(storage)
    #expect(throws: (any Error).self) { try unwritten.write(ledger) }
    let making = Step(.addInterface(try InterfaceName("uap0"), phy: 0), radio: radio, reason: "it does not exist")
    let failure = #expect(throws: StepFailure.self) { try unwritten.write(before: making) }
    #expect(failure?.message.hasPrefix("not done: nobody would know afterwards that it is ours (") ?? false)
    #expect(storage.readLedger(journal) == Ledger())
    // Another one does not have to wait for it.
    try unwritten.write(before: Step(.setLinkUp(try InterfaceName("uap0")), radio: radio, reason: "it is down"))
    unblock("run/wifi-ap")
    try unwritten.write(before: making)
    #expect(storage.readLedger(journal) == ledger)
  }

  @Test func `no reboot is ordered that the memory does not know of`() throws {
    try block("var/lib/wifi-ap")
    var unwritten = Unwritten(storage)
    #expect(throws: (any Error).self) { try unwritten.write(memory) }
    let reboot = Step(.reboot, radio: radio, reason: "nothing else helped")
    let failure = #expect(throws: StepFailure.self) { try unwritten.write(before: reboot) }
    #expect(failure?.message.hasPrefix("the machine is not rebooted: nobody would know of it afterwards (") ?? false)
    unblock("var/lib/wifi-ap")
    try unwritten.write(before: reboot)
    #expect(storage.readMemory(journal) == memory)
  }
}
