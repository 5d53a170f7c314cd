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
    /// It did not find the firmware's file, which the pattern names `{file}` where the line says it.
    case firmwareMissing = "firmware-missing"
  }

  /// How often a line must come before it means that the firmware is dead.
  package struct Repetition: Hashable, Sendable {
    package var count: UInt16
    package var within: Uptime.Span

    package init(count: UInt16, within: Uptime.Span) {
      self.count = count
      self.within = within
    }
  }

  /// Unique and stable, for programs: `mwifiex-command-timeout`.
  package var name: String
  /// The modules whose lines these are; one that ends in `*` stands for all that begin like it. None: the kernel itself
  /// says it, of any driver's card.
  package var drivers: [String]
  package var patterns: [LinePattern]
  package var kind: Class
  package var milestone: Milestone?
  /// How long the driver may take to heal this by itself; nil: it does not.
  package var grace: Uptime.Span?
  /// What makes of single lines a dead firmware; nil: nothing does.
  package var repetition: Repetition?
  /// The rung at which recovery enters, where that is not the one of the fault's class.
  package var entry: Rung?
  /// What it means: one sentence.
  package var meaning: String
  /// The names of the signatures that are its consequences when they come after it.
  package var consequences: [String]
  /// What else a remedy costs, such as Bluetooth on the same card; empty where that is nothing.
  package var cost: String
  /// What to do about it, where that is not what recovery does; may be empty.
  package var advice: String
  /// Where this is known from, in public: a file and a function, or a project and a thread.
  package var source: String

  package init(
    name: String, drivers: [String], patterns: [LinePattern], kind: Class, milestone: Milestone? = nil,
    grace: Uptime.Span? = nil, repetition: Repetition? = nil, entry: Rung? = nil, meaning: String = "",
    consequences: [String] = [], cost: String = "", advice: String = "", source: String = ""
  ) {
    self.name = name
    self.drivers = drivers
    self.patterns = patterns
    self.kind = kind
    self.milestone = milestone
    self.grace = grace
    self.repetition = repetition
    self.entry = entry
    self.meaning = meaning
    self.consequences = consequences
    self.cost = cost
    self.advice = advice
    self.source = source
  }

  /// Whether these are lines of a module, or of the kernel about any.
  package func isOf(_ driver: String) -> Bool { Self.lines(of: drivers, areOf: driver) }

  /// The same of the modules alone.
  static func lines(of drivers: [String], areOf driver: String) -> Bool {
    drivers.isEmpty
      || drivers.contains { $0 == driver || ($0.utf8.last == UInt8(ascii: "*") && driver.hasPrefix($0.dropLast())) }
  }
}
