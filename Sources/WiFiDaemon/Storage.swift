import Glibc
import LinuxPlatform
import SystemPackage
import Systemd
import WiFiModel

/// What the agent keeps in files: budgets and incidents over reboots, ownership on this boot, status for everybody.
struct Storage {
  let paths: Paths

  func bootID() throws(PlatformError) -> String {
    try ProcFS(root: paths.rootFolder).bootID()
  }

  func readMemory(_ journal: Journal) -> Memory {
    let fresh = Memory(bootID: (try? bootID()) ?? "")
    func kept(_ path: String) -> Memory? {
      read(path, journal) { (json) throws(JSONError) in try Memory(json: json) }
    }
    // It is there only where the disk did not take what came later than what is on it.
    if let later = kept(paths.memoryOfBoot), later.bootID == fresh.bootID { return later }
    return kept(paths.memory) ?? fresh
  }

  func readLedger(_ journal: Journal) -> Ledger {
    read(paths.ledger, journal) { (json) throws(JSONError) in try Ledger(json: json) } ?? Ledger()
  }

  /// Writes it to the disk. What the disk does not take stands in /run: a disk that went read-only makes no agent forget
  /// what its predecessor on this boot took apart, or how often.
  ///
  /// - Throws: what the disk said.
  func write(_ memory: Memory) throws(PlatformError) {
    let bytes = memory.json.bytes()
    do throws(PlatformError) {
      try Folder.make(FilePath(paths.state), mode: 0o700)
      try AtomicFile.write(bytes, to: FilePath(paths.memory), mode: 0o600, durable: true)
    } catch {
      try? writeInRun(bytes, to: paths.memoryOfBoot)
      throw error
    }
    try AtomicFile.remove(FilePath(paths.memoryOfBoot))
    reserve.keep()
  }

  /// Makes room now for what must be written when there is none.
  func keepReserve() {
    try? Folder.make(FilePath(paths.runtime), mode: 0o755)
    reserve.keep()
  }

  private var reserve: Reserve { Reserve(FilePath(paths.reserve)) }

  /// Writes what recovery cannot do without, at the cost of the reserve where there is no other room.
  private func writeInRun(_ bytes: [UInt8], to path: String) throws(PlatformError) {
    try Folder.make(FilePath(paths.runtime), mode: 0o755)
    do throws(PlatformError) {
      try AtomicFile.write(bytes, to: FilePath(path), mode: 0o600)
    } catch {
      guard reserve.giveUp() else { throw error }
      try AtomicFile.write(bytes, to: FilePath(path), mode: 0o600)
    }
  }

  func write(_ ledger: Ledger) throws(PlatformError) {
    try writeInRun(ledger.json.bytes(), to: paths.ledger)
  }

  func write(_ status: Status, at now: Uptime) throws(PlatformError) {
    try Folder.make(FilePath(paths.runtime), mode: 0o755)
    try AtomicFile.write(status.json(at: now).bytes(.pretty), to: FilePath(paths.status), mode: 0o644)
  }

  func write(metrics: String) throws(PlatformError) {
    try Folder.make(FilePath(paths.runtime), mode: 0o755)
    try AtomicFile.write(Array(metrics.utf8), to: FilePath(paths.metrics), mode: 0o644)
  }

  /// Gives the metrics the present time, by which their readers tell that the agent lives.
  func touchMetrics() {
    FilePath(paths.metrics).withPlatformString { _ = utimensat(AT_FDCWD, $0, nil, 0) }
  }

  /// A file that cannot be read or understood is reported and counts as absent: what it held is found again by looking.
  private func read<Noun>(
    _ path: String, _ journal: Journal, _ decode: (JSON) throws(JSONError) -> Noun
  ) -> Noun? {
    let bytes: [UInt8]
    do {
      bytes = try SmallFile(reading: FilePath(path), limit: 4 << 20).bytes
    } catch {
      if !error.isAbsent { journal.log(.warning, "\(error); going on without it") }
      return nil
    }
    do {
      return try decode(try JSON(parsing: bytes, sizeLimit: 4 << 20))
    } catch {
      journal.log(.warning, "\(path) is not understood (\(error)); going on without it")
      return nil
    }
  }
}

extension Paths {
  /// The root as the file system knows it.
  var rootFolder: FilePath { FilePath(root.isEmpty ? "/" : root) }
}
