import Glibc
package import SystemPackage

/// A reader of the kernel log, /dev/kmsg.
package final class KernelLog {
  /// Where reading begins.
  package enum Start: Sendable {
    /// At the oldest record that the kernel still has.
    case oldest

    /// At the next record to be written.
    case end
  }

  /// What a reading brings.
  package enum Item: Equatable, Sendable {
    /// A record.
    case record(KernelRecord)

    /// The kernel overwrote records before they were read; how many, where that is known.
    case lost(UInt64?)
  }

  /// For `EventLoop.onReadable`.
  package let descriptor: FileDescriptor
  private let path: FilePath
  private var buffer = [UInt8](repeating: 0, count: 8192)
  private var continuity = Continuity()

  /// Opens the log, without blocking.
  ///
  /// - Throws: EPERM without CAP_SYSLOG where the kernel restricts the log.
  package init(from start: Start, path: FilePath = "/dev/kmsg") throws(PlatformError) {
    self.path = path
    do {
      let descriptor = try open(path, O_RDONLY | O_NONBLOCK)
      self.descriptor = descriptor
      if case .end = start { _ = try systemCall { lseek(descriptor.rawValue, 0, SEEK_END) } }
    } catch {
      throw PlatformError("open the kernel log", on: path.string, error)
    }
  }

  deinit { try? descriptor.close() }

  /// Reads what there is, at most `limit` records: a flood then comes in several turns of the loop.
  ///
  /// - Returns: records in order; nothing when the log is quiet.
  /// - Throws: the failing call. EPIPE is no failure: it becomes `lost`.
  package func read(limit: Int = 256) throws(PlatformError) -> [Item] {
    var items: [Item] = []
    for _ in 0..<limit {
      do {
        let count = try LinuxPlatform.read(descriptor, into: &buffer)
        if count == 0 { break }
        guard let record = KernelRecord(buffer[..<count]) else { continue }
        items += continuity.items(with: record)
      } catch .brokenPipe {
        // The next reading yields the oldest record left; its number says how many are missing.
        continuity.noteOverrun()
      } catch .invalidArgument {
        // A record longer than the buffer was skipped; the gap in the numbers shows it.
        continue
      } catch .resourceTemporarilyUnavailable {
        break
      } catch {
        throw PlatformError("read the kernel log", on: path.string, error)
      }
    }
    return items
  }

  /// Tells from the records' numbers what is missing between them.
  package struct Continuity: Sendable {
    private var last: UInt64?
    private var isOverrun = false

    package init() {}

    /// The kernel said that it overwrote records.
    package mutating func noteOverrun() { isOverrun = true }

    /// A record, and before it what is missing.
    package mutating func items(with record: KernelRecord) -> [Item] {
      var items: [Item] = []
      if let last, record.sequence > last, record.sequence - last > 1 {
        items.append(.lost(record.sequence - last - 1))
      } else if isOverrun {
        items.append(.lost(nil))
      }
      isOverrun = false
      last = record.sequence
      return items + [.record(record)]
    }
  }
}
