import CLinux
import Glibc

/// The clocks of the program. Nothing is timed by the one that can be set.
package enum SystemClock {
  /// Nanoseconds since boot, suspend included (CLOCK_BOOTTIME).
  package static var uptimeNanoseconds: UInt64 {
    let time = read(CLOCK_BOOTTIME)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Microseconds on CLOCK_MONOTONIC, the clock in which systemd wants RELOADING=1 dated.
  package static var monotonicMicroseconds: UInt64 {
    let time = read(CLOCK_MONOTONIC)
    return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
  }

  /// Seconds since 1970 in UTC (CLOCK_REALTIME), as long as somebody keeps the kernel's clock synchronised; nil otherwise.
  package static var synchronisedSeconds: Int64? {
    clinux_clock_is_synchronised() == 1 ? Int64(read(CLOCK_REALTIME).tv_sec) : nil
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    let result = clock_gettime(clock, &time)
    precondition(result == 0, "this kernel lacks clock \(clock)")
    return time
  }
}
