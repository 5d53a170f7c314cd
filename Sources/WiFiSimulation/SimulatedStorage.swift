import WiFiModel
import WiFiReconcile

/// What outlives the agent: the spec, and what the agent wrote of itself, as far as the disk took it.
struct SimulatedStorage: Sendable {
  /// What is declared in /etc/wifi-ap.d.
  var spec = SpecFile.story
  private var durableMemory = Memory(bootID: "simulated")
  /// What stands in /run while the disk does not take it.
  private var memoryOfBoot: Memory?
  private(set) var ledger = Ledger()
  private(set) var proven: [RadioID: DesiredState] = [:]
  private var keptSpec: SpecFile?
  /// What a disk refused; the agent tries again while it lives.
  private var unwrittenMemory: Memory?

  /// The state of the file that declares something.
  enum SpecFile: Hashable, Sendable {
    case story
    case edited
    case removed
    case invalid
    case hidden
  }

  /// The last good spec, which is used where a later one cannot be.
  mutating func keepSpec(_ disk: SimulatedMachine.Disk) { if disk == .sound { keptSpec = spec } }

  mutating func keepProven(_ part: DesiredState?, of radio: RadioID, _ disk: SimulatedMachine.Disk) {
    if disk == .sound { proven[radio] = part }
  }

  mutating func keep(_ memory: Memory, _ disk: SimulatedMachine.Disk) {
    unwrittenMemory = memory
    retry(disk)
  }

  /// It stands in /run, which is never read-only, and has the agent's reserve when it is full.
  mutating func keep(_ ledger: Ledger) { self.ledger = ledger }

  /// What an agent that starts reads.
  var memory: Memory { memoryOfBoot ?? durableMemory }

  /// Writes what the disk refused before, if it takes it now.
  mutating func retry(_ disk: SimulatedMachine.Disk) {
    guard let unwritten = unwrittenMemory else { return }
    guard disk == .sound else {
      memoryOfBoot = unwritten
      return
    }
    durableMemory = unwritten
    memoryOfBoot = nil
    unwrittenMemory = nil
  }

  /// Why a step must not begin: nobody could know of it afterwards; nil where it may.
  mutating func objection(to action: Action, _ disk: SimulatedMachine.Disk) -> StepFailure? {
    retry(disk)
    guard action == .reboot, unwrittenMemory != nil else { return nil }
    return StepFailure(.refused, "the memory cannot be written: the disk is full or read-only")
  }

  /// The agent is dead, and tries no more.
  mutating func loseUnwritten() { unwrittenMemory = nil }

  /// What is in /run is gone; without a sync the disk holds what it held when the machine was new.
  mutating func reboot(isSynced: Bool) {
    ledger = Ledger()
    memoryOfBoot = nil
    guard !isSynced else { return }
    durableMemory = Memory(bootID: durableMemory.bootID)
    keptSpec = nil
    proven = [:]
  }

  /// What the agent reads, where `story` and `edited` are what the two specs declare.
  func readSpec(_ story: DesiredState, _ edited: DesiredState) -> SpecResult {
    let file = "/etc/wifi-ap.d/ap.yaml"
    switch spec {
    case .story: return SpecResult(desired: story, isUnchanged: keptSpec == spec, files: [file])
    case .edited: return SpecResult(desired: edited, isUnchanged: keptSpec == spec, files: [file])
    case .removed: return SpecResult(desired: DesiredState(), isUnchanged: keptSpec == spec, files: [])
    case .invalid:
      let kept: DesiredState? =
        switch keptSpec {
        case .story: story
        case .edited: edited
        default: nil
        }
      return SpecResult(desired: kept, isUnchanged: true, files: [file], errors: ["\(file):3:1: error: unknown key"])
    case .hidden:
      return SpecResult(desired: nil, files: [], errors: ["/etc/wifi-ap.d cannot be read: No such file or directory"])
    }
  }
}
