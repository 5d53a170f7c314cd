import LinuxPlatform
import WiFiModel

/// What of memory and ledger no disk took yet. Some steps must not begin before it is written; the rest is tried again
/// with each tick.
struct Unwritten {
  let storage: Storage
  private var memory: Memory?
  private var ledger: Ledger?

  init(_ storage: Storage) { self.storage = storage }

  /// Writes it, or keeps it for later.
  ///
  /// - Throws: when it cannot be written now.
  mutating func write(_ memory: Memory) throws(PlatformError) {
    self.memory = memory
    try storage.write(memory)
    self.memory = nil
  }

  /// Writes it, or keeps it for later.
  ///
  /// - Throws: when it cannot be written now.
  mutating func write(_ ledger: Ledger) throws(PlatformError) {
    self.ledger = ledger
    try storage.write(ledger)
    self.ledger = nil
  }

  /// Tries again, without a word: that it failed has been said.
  mutating func retry() {
    if let memory { try? write(memory) }
    if let ledger { try? write(ledger) }
  }

  /// Writes what must be on disk before a step.
  ///
  /// - Throws: the step's failure, where that cannot be.
  mutating func write(before step: Step) throws(StepFailure) {
    if step.action == .reboot, let memory {
      do { try write(memory) } catch {
        // Reboots are counted on disk, or a machine would do nothing else.
        throw StepFailure(.refused, "the machine is not rebooted: nobody would know of it afterwards (\(error))")
      }
    }
    if step.action.isEntered, let ledger {
      do { try write(ledger) } catch {
        throw StepFailure(.refused, "not done: nobody would know afterwards that it is ours (\(error))")
      }
    }
  }
}
