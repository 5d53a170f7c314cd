import CLibSystemd
import LinuxPlatform

/// What a service tells the manager about itself (sd_notify); without a manager each call does nothing.
package enum Notify {
  /// Reports that start-up is over.
  package static func ready(status: String) { send("READY=1\nSTATUS=\(line(status))") }

  /// Shows a line in `systemctl status`.
  package static func status(_ text: String) { send("STATUS=\(line(text))") }

  /// Reports that the program still makes progress.
  package static func watchdog() { send("WATCHDOG=1") }

  /// Reports the beginning of the end.
  package static func stopping() { send("STOPPING=1") }

  /// Reports that the configuration is being read again; `ready` ends it.
  package static func reloading() {
    // The manager orders the notification against its own request by this time.
    send("RELOADING=1\nMONOTONIC_USEC=\(SystemClock.monotonicMicroseconds)")
  }

  /// Asks for more time to start or stop, counted from now.
  package static func extendTimeout(by delay: Duration) {
    send("EXTEND_TIMEOUT_USEC=\(delay.wholeNanoseconds / 1000)")
  }

  /// How often the manager wants to hear `watchdog` at the latest; nil when it does not watch this process.
  package static var watchdogInterval: Duration? {
    var microseconds: UInt64 = 0
    guard sd_watchdog_enabled(0, &microseconds) > 0, microseconds <= UInt64(Int64.max) else { return nil }
    return .microseconds(Int64(microseconds))
  }

  private static func send(_ text: String) { _ = sd_notify(0, text) }

  /// One line: a second one would be an assignment of its own.
  private static func line(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}
