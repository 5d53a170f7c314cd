/// A line of the kernel log that says something about a radio's driver, firmware or declaration.
package struct Signature: Hashable, Sendable {
  /// What a line means for recovery.
  package enum Class: String, Hashable, Sendable, CaseIterable {
    /// The firmware is, or may be, dead. One such line is one signal; it reloads nothing by itself.
    case fatal
    /// The driver is mending this by itself.
    case selfHealing = "self-healing"
    /// Something went wrong once; alone it is nothing to act upon.
    case transient
    /// What is declared or installed cannot work like that: no remedy helps.
    case configuration
    /// Part of a driver's ordinary talk, though it may look like an error.
    case benign
  }

  /// What the driver does at that moment, where recovery goes by it.
  package enum Milestone: String, Hashable, Sendable, CaseIterable {
    /// It reads out the firmware's memory, for which it may take tens of seconds.
    case dumpBegins = "dump-begins"
    case dumpEnds = "dump-ends"
    /// It begins to reset its card.
    case resetBegins = "reset-begins"
    /// It gives its card fresh firmware.
    case downloads
    /// The firmware has begun to work.
    case firmwareActive = "firmware-active"
    /// It found firmware in the card and gave it none: what hung goes on hanging.
    case alreadyRunning = "already-running"
    /// It has let go of the card: nothing comes back by itself.
    case gaveUp = "gave-up"
  }

  /// Unique and stable, for programs: `mwifiex-command-timeout`.
  package var name: String
  /// The modules whose lines these are.
  package var drivers: [String]
  package var pattern: LinePattern
  package var kind: Class
  package var milestone: Milestone?
  /// How long the driver may take to heal this by itself; nil: it does not.
  package var grace: Uptime.Span?

  package init(
    name: String, drivers: [String], pattern: LinePattern, kind: Class, milestone: Milestone? = nil,
    grace: Uptime.Span? = nil
  ) {
    self.name = name
    self.drivers = drivers
    self.pattern = pattern
    self.kind = kind
    self.milestone = milestone
    self.grace = grace
  }
}
