import LinuxPlatform
import SystemPackage
import Systemd
import WiFiModel

/// Keeps what is told of each outage, and what the machine could still say of it when it happened. A disk that is full
/// or read-only is told of once, and holds up nothing.
final class IncidentArchive {
  /// What the agent itself knew when an incident's evidence was kept.
  struct Knowledge {
    var observed: ObservedState?
    var status: JSON
    var log: FilePath
    /// The folder of the card below `/sys`.
    var card: String?
    var keepsDump: Bool
    /// What must not be in any file.
    var secrets: [Credential]
  }

  private let loop: EventLoop
  private let folders: IncidentFolders
  private let journal: Journal
  private let sysfs: Sysfs
  private let kernelLog: FilePath
  private let isRealRoot: Bool
  private var known: History?
  /// The outage with which room was made last.
  private var pruned: UInt64?
  /// Each reason is told once.
  private var complaints: Set<Errno> = []
  /// What is being kept, and what is to be kept after it.
  private var isKeeping = false
  private var waiting: [(Outage, Knowledge)] = []

  private static let kernelRecords = 500
  private static let logBytes = 64 << 10
  private static let dumpBytes = 8 << 20
  /// A driver that offers more is not believed.
  private static let longestDump = 256 << 20

  init(paths: Paths, on loop: EventLoop, journal: Journal, kernelLog: FilePath = "/dev/kmsg") {
    self.loop = loop
    self.journal = journal
    self.kernelLog = kernelLog
    isRealRoot = paths.root.isEmpty
    folders = IncidentFolders(paths: paths)
    sysfs = Sysfs(root: paths.rootFolder)
  }

  /// The outages on disk, oldest first.
  func history() -> History { (try? folders.history()) ?? History() }

  /// Adds what is told to what was told before of the same outage.
  func record(_ outage: Outage, at now: Uptime) {
    attempt { () throws(PlatformError) in try folders.write(entry(of: outage, at: now)) }
    // Each folder is looked into for that, which an outage that goes on is not made to wait for at each of its lines.
    guard outage.ended != nil || pruned != outage.number else { return }
    pruned = outage.number
    attempt { () throws(PlatformError) in try folders.prune() }
  }

  /// The outage with what is told now. It stays in memory too: a disk that fails loses nothing before the agent ends.
  private func entry(of outage: Outage, at now: Uptime) -> History.Entry {
    let time = SystemClock.synchronisedSeconds.map { WallTime(seconds: $0) }
    var history = known ?? self.history()
    defer { known = History(history.outages.suffix(IncidentFolders.most)) }
    // After the counter was lost, numbers come again.
    if let index = history.outages.lastIndex(where: { $0.record.continues(with: outage) }) {
      history.outages[index].record.add(outage, at: now, time: time)
      return history.outages[index]
    }
    let record = OutageRecord(outage, at: now, time: time)
    let entry = History.Entry(record, folder: IncidentFolders.name(for: record))
    history.outages.append(entry)
    return entry
  }

  /// Collects what the machine can still tell. What was kept before of the same outage stays, but for the kernel's log,
  /// which has become longer.
  func keep(_ outage: Outage, _ knowledge: Knowledge, at now: Uptime) async {
    waiting.append((outage, knowledge))
    guard !isKeeping else { return }
    isKeeping = true
    while !waiting.isEmpty {
      let (outage, knowledge) = waiting.removeFirst()
      await collect(outage, knowledge, at: now)
      attempt { () throws(PlatformError) in try folders.prune() }
    }
    isKeeping = false
  }

  private func collect(_ outage: Outage, _ knowledge: Knowledge, at now: Uptime) async {
    let folder = entry(of: outage, at: now).folder
    let present = Set((try? TrustedPath.names(in: folders.path(of: folder))) ?? [])
    func write(_ bytes: [UInt8], _ file: String) {
      let withheld = knowledge.secrets.reduce(bytes) { $1.withheld(from: $0) }
      attempt { () throws(PlatformError) in try folders.write(withheld, file, in: folder) }
    }
    // First what a remedy takes away.
    if !present.contains("hostapd.log"), let log = LogFile.tail(knowledge.log, bytes: Self.logBytes) {
      write(log, "hostapd.log")
    }
    let isInJournal = !present.contains("hostapd.log") && isRealRoot && UnitControl.isRunning
    if !present.contains("observed.json"), let observed = knowledge.observed {
      write(observed.json.bytes(.pretty), "observed.json")
    }
    if !present.contains("status.json") { write(knowledge.status.bytes(.pretty), "status.json") }
    if isInJournal, let log = await journalTail(of: "wifi-ap-hostapd@\(outage.radio)") { write(log, "hostapd.log") }
    do throws(PlatformError) {
      let records = try await KernelLog.tail(Self.kernelRecords, on: loop, path: kernelLog)
      write(Array(records.map { $0.line + "\n" }.joined().utf8), "kernel.log")
    } catch {
      complain(error)
    }
    for dump in FirmwareDump.all(in: sysfs) where knowledge.concerns(dump) {
      await keep(dump, knowledge.keepsDump, in: folder, at: now, write)
    }
  }

  /// The end of what a unit wrote, where its output goes to the journal; nil where there is nothing.
  private func journalTail(of unit: String) async -> [UInt8]? {
    guard let tail = try? OutputTail(keepingLast: Self.logBytes) else { return nil }
    var command = Command(
      "/usr/bin/journalctl", ["-q", "--no-pager", "-o", "short-monotonic", "-n", "500", "-u", unit])
    command.output = tail.writer
    guard let child = try? ChildProcess(command, on: loop), (try? tail.follow(on: loop)) != nil else { return nil }
    tail.closeWriter()
    if case .reply = await child.exit(within: .seconds(10)) {} else { child.signal(9) }
    tail.drain()
    return tail.bytes.isEmpty ? nil : tail.bytes
  }

  /// Reads a dump to its end and lets go of it, so that the card can get another one.
  private func keep(
    _ dump: FirmwareDump, _ keepsContent: Bool, in folder: String, at now: Uptime, _ write: ([UInt8], String) -> Void
  ) async {
    let driver = (try? sysfs.linkName("\(dump.device)/driver")) ?? "none"
    var file: FileDescriptor?
    if keepsContent {
      attempt { () throws(PlatformError) in
        file = try LogFile.open(folders.path(of: folder).appending("dump.bin"))
      }
    }
    var room = Self.dumpBytes
    var header = "device: \(dump.device)\ndriver: \(driver)\nuptime: \(now - Uptime(nanoseconds: 0))\n"
    do throws(SysfsError) {
      let size = try await dump.read(from: sysfs, on: loop, limit: Self.longestDump) { part in
        guard let open = file, room > 0 else { return }
        let kept = part.prefix(room)
        room -= kept.count
        do { _ = try open.writeAll(kept) } catch {
          complain(PlatformError("write", on: "a firmware dump", (error as? Errno) ?? .ioError))
          room = 0
        }
      }
      header += "size: \(size) bytes\n"
      if keepsContent { header += "kept: \(min(size, Self.dumpBytes - room)) bytes\n" }
    } catch {
      header += "size: unknown (\(error))\n"
    }
    try? file?.close()
    write(Array(header.utf8), "dump-header.txt")
    // One that is gone needs no release.
    try? dump.release(in: sysfs)
  }

  private func attempt(_ write: () throws(PlatformError) -> Void) {
    do throws(PlatformError) { try write() } catch { complain(error) }
  }

  private func complain(_ error: PlatformError) {
    guard complaints.insert(error.code).inserted else { return }
    journal.log(.warning, "an outage is not kept in whole: \(error)")
  }
}

extension IncidentFolders {
  fileprivate func write(_ entry: History.Entry) throws(PlatformError) { try write(entry.record, in: entry.folder) }
}

extension IncidentArchive.Knowledge {
  /// Whether a dump is of the card, or of what it hangs on.
  func concerns(_ dump: FirmwareDump) -> Bool {
    guard let card, !card.isEmpty else { return false }
    return dump.device == card || card.hasPrefix(dump.device + "/") || dump.device.hasPrefix(card + "/")
  }
}

extension KernelRecord {
  /// The record as a line of a log, with the device that it is about.
  var line: String {
    let fraction = String(microseconds % 1_000_000)
    let time = "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - fraction.utf8.count) + fraction
    return "[\(time)] <\(level)> \(shownText)"
      + (device.map { " DEVICE=\($0.replacingControlCharacters)" } ?? "")
  }

  /// The text as it may be shown: what a device says of itself may stand in it.
  var shownText: String { String(decoding: text, as: UTF8.self).replacingControlCharacters }
}
