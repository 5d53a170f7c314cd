import Glibc
import LinuxPlatform
import SystemPackage
import WiFiModel

/// What the machine's tz database says (tzfile(5)).
enum TimeZone {
  /// How far a zone is ahead of UTC.
  ///
  /// It goes by the environment variable TZ, which is as it was when this returns: for programs of one thread.
  ///
  /// - Parameters:
  ///   - zone: a name of the tz database; nil: nobody asks.
  ///   - time: when; nil: it is not known what time it is.
  ///   - root: the directory that stands for `/`.
  /// - Returns: seconds, positive in the east.
  static func offset(of zone: String?, at time: WallTime?, root: FilePath) -> Knowledge<Int32> {
    guard let zone else { return .unknown("not asked") }
    guard zone != "UTC" else { return .known(0) }
    guard let time else { return .unknown("the clock was not synchronised since the machine started") }
    let path = root.appending("usr/share/zoneinfo").appending(zone)
    // The library takes UTC for what it cannot read, and says nothing.
    guard let file = try? SmallFile(reading: path, limit: 1 << 20, followLinks: true),
      file.bytes.starts(with: Array("TZif".utf8))
    else {
      return .unknown("this machine does not know the time zone \(zone): \(path) is no file of the tz database")
    }
    let before = getenv("TZ").map { String(cString: $0) }
    setenv("TZ", ":\(path)", 1)
    tzset()
    defer {
      if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
      tzset()
    }
    var seconds = time_t(time.seconds)
    var local = tm()
    guard localtime_r(&seconds, &local) != nil, let offset = Int32(exactly: local.tm_gmtoff) else {
      return .unknown("the time zone \(zone) has no time for \(time)")
    }
    return .known(offset)
  }
}
