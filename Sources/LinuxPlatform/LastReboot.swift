import Glibc
package import SystemPackage

/// A program that reboots the machine by the kernel's own keys when an orderly reboot has not done so in time. It is
/// started before the order is given and outlives who started it; the end of the machine ends it.
package enum LastReboot {
  /// The argument by which a program of ours becomes this one; the seconds to wait follow.
  package static let argument = "--reboot-after"

  /// Waits and then writes the keys (Documentation/admin-guide/sysrq.rst): have file systems synchronised, mounted
  /// read-only, and the machine reset.
  ///
  /// - Parameters:
  ///   - arguments: those after `argument`.
  ///   - trigger: where the keys are written.
  ///   - pause: seconds between two keys: what they ask for is done in the background.
  /// - Returns: the program's exit code: 64 for wrong usage, 1 where the kernel takes no keys, 0 when it took them.
  package static func run(
    _ arguments: ArraySlice<String>, trigger: FilePath = "/proc/sysrq-trigger", pause: UInt32 = 2
  ) -> Int32 {
    guard let seconds = arguments.first.flatMap({ UInt32($0) }), arguments.count == 1 else { return 64 }
    let end = SystemClock.uptimeNanoseconds + UInt64(seconds) * 1_000_000_000
    // A signal may end a sleep early, a suspend of the machine makes it longer.
    while SystemClock.uptimeNanoseconds < end { usleep(200_000) }
    for key in "sub" {
      do throws(Errno) {
        let file = try open(trigger, O_WRONLY | O_APPEND)
        defer { try? file.close() }
        try writeAll(Array(String(key).utf8), to: file)
      } catch {
        return 1
      }
      sleep(pause)
    }
    return 0
  }
}
