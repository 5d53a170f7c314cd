import LinuxPlatform
import WiFiModel

/// Civil time that can be trusted: from the moment on at which the kernel's clock was seen to be synchronised.
///
/// Later the clock may lose its source, or be set by hand; the time goes on by the boot clock from where it was right.
final class SynchronisedClock {
  /// Seconds between the boot clock and civil time, when that was right last.
  private var offset: Int64?

  /// The civil time; nil as long as the clock was never seen to be synchronised.
  var time: WallTime? {
    let uptime = Int64(clamping: SystemClock.uptimeNanoseconds / 1_000_000_000)
    if let seconds = SystemClock.synchronisedSeconds { offset = seconds - uptime }
    return offset.map { WallTime(seconds: uptime + $0) }
  }
}
