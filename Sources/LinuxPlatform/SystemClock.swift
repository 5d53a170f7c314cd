import Glibc

/// The two clocks of the program: uptime for every decision, the wall clock for people.
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

  /// Seconds since 1970-01-01T00:00:00Z by the wall clock, which may jump.
  package static var secondsSinceEpoch: Int64 { Int64(read(CLOCK_REALTIME).tv_sec) }

  /// The wall clock as RFC 3339 in UTC, in seconds: `2026-11-22T15:38:44Z`.
  package static var wallClockText: String { rfc3339(secondsSinceEpoch: secondsSinceEpoch) }

  /// An instant as RFC 3339 in UTC (proleptic Gregorian calendar), without the C library's time zone state.
  package static func rfc3339(secondsSinceEpoch seconds: Int64) -> String {
    let secondsOfDay = ((seconds % 86_400) + 86_400) % 86_400
    // Days are counted from 0000-03-01, so that the leap day ends a year and an era of 400 years has 146097 days.
    let days = (seconds - secondsOfDay) / 86_400 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let time = "\(padded(secondsOfDay / 3600)):\(padded(secondsOfDay / 60 % 60)):\(padded(secondsOfDay % 60))"
    return "\(padded(year, to: 4))-\(padded(month))-\(padded(day))T\(time)Z"
  }

  private static func padded(_ number: Int64, to width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    let result = clock_gettime(clock, &time)
    precondition(result == 0, "this kernel lacks clock \(clock)")
    return time
  }
}
