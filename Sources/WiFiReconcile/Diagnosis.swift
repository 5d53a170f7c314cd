package import WiFiModel

/// What a log says of the health of a Wi-Fi card: the worst of those that it is about.
package struct Diagnosis: Hashable, Sendable {
  /// How things stand at the end of the log, from the best to the worst.
  package enum Verdict: String, Hashable, Sendable, CaseIterable, Comparable {
    case healthy
    /// Something went wrong, and it goes on working.
    case transient
    /// The firmware hung or crashed, and works again.
    case recovered
    /// What is declared or installed cannot work.
    case configuration
    /// The driver resets its card.
    case recovering
    /// The firmware hangs, or the card did not start, and nothing mends it.
    case wedged

    package static func < (left: Verdict, right: Verdict) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  package private(set) var verdict = Verdict.healthy
  /// The module, where the log names one.
  package private(set) var driver: String?
  /// The first fault and what came after it; each signature once, with the line where it first stands.
  package private(set) var findings: [Finding] = []
  /// Where the driver said that its firmware works again, after the first fault.
  package private(set) var healedAt: Int?

  /// A signature in the log.
  package struct Finding: Hashable, Sendable {
    package var word: LogHearing.Word
    /// How often it stands there from that line on.
    package var count = 1
    /// Whether it only follows from an earlier one.
    package var isConsequence: Bool
  }

  /// - Parameters:
  ///   - text: a paste, in any form.
  ///   - catalogue: what is known.
  package init(of text: String, catalogue: SignatureCatalogue) {
    self.init(LogHearing(LogLine.lines(of: text), catalogue).words)
  }

  /// - Parameter words: what is known of the lines of a log, in their order.
  package init(_ words: [LogHearing.Word]) {
    var families: [String] = []
    for word in words {
      let family = word.signature.family
      if !Self.shared.contains(family), !families.contains(family) { families.append(family) }
    }
    let courses = (families.isEmpty ? [""] : families).map { family in
      Course(words.filter { $0.signature.family == family || Self.shared.contains($0.signature.family) })
    }
    guard let worst = courses.reversed().max(by: { $0.verdict < $1.verdict }) else { return }
    verdict = worst.verdict
    healedAt = worst.healedAt
    driver = (worst.root ?? worst.words.first)?.driver ?? words.lazy.compactMap(\.driver).first
    findings = Self.findings(worst)
  }

  /// Takes in that the firmware left a question unanswered, whatever the log says.
  ///
  /// - Parameter driver: the card's module.
  package mutating func noteSilence(of driver: ModuleName?) {
    verdict = .wedged
    if self.driver == nil { self.driver = driver?.text }
  }

  /// The families of signatures that are of no driver of their own.
  private static let shared: Set<String> = ["hostapd", "mac80211", "netdev", "regulatory", "mmc", "pci", "usb", "mhi"]

  private static func findings(_ course: Course) -> [Finding] {
    guard let root = course.root, let start = course.words.firstIndex(of: root) else { return [] }
    var findings: [Finding] = []
    for word in course.words[start...] where word.signature.kind != .benign {
      if let known = findings.firstIndex(where: { $0.word.signature.name == word.signature.name }) {
        findings[known].count += 1
        continue
      }
      let isConsequence = findings.contains { $0.word.signature.consequences.contains(word.signature.name) }
      findings.append(Finding(word: word, isConsequence: isConsequence))
    }
    return findings
  }
}

/// How things went with one card.
private struct Course {
  let words: [LogHearing.Word]
  /// The first line of what led to the verdict.
  private(set) var root: LogHearing.Word?
  private(set) var verdict = Diagnosis.Verdict.healthy
  private(set) var healedAt: Int?
  /// The driver goes on with the firmware that hung.
  private var isStale = false
  private var times: [String: [LogHearing.Word]] = [:]

  init(_ words: [LogHearing.Word]) {
    self.words = words
    for word in words { take(word) }
  }

  private mutating func take(_ word: LogHearing.Word) {
    let signature = word.signature
    switch signature.kind {
    case .fatal: fail(word)
    case .transient:
      if let repetition = signature.repetition, isRepeated(word, repetition) {
        fail(times[signature.name]?.first ?? word)
      } else if verdict == .healthy {
        (verdict, root) = (.transient, word)
      }
    case .configuration:
      if verdict <= .transient { (verdict, root) = (.configuration, cause(of: word)) }
    case .selfHealing:
      if verdict < .recovering { root = verdict == .recovered ? root : cause(of: word) }
      if verdict != .wedged || signature.milestone == .resetBegins || signature.milestone == .dumpBegins {
        verdict = .recovering
      }
    case .benign: break
    }
    reach(signature.milestone, word)
  }

  private mutating func reach(_ milestone: Signature.Milestone?, _ word: LogHearing.Word) {
    switch milestone {
    case .resetBegins where verdict == .wedged && word.signature.kind == .benign: verdict = .recovering
    case .downloads:
      isStale = false
      if verdict == .wedged { verdict = .recovering }
    case .alreadyRunning:
      isStale = true
      if verdict == .recovering { verdict = .wedged }
    case .firmwareActive:
      if verdict == .configuration {
        // What seemed missing was not needed.
        (verdict, root) = (.healthy, nil)
      } else if verdict >= .recovering, !isStale {
        (verdict, healedAt) = (.recovered, word.line)
        times = [:]
      }
    default: break
    }
  }

  private mutating func fail(_ word: LogHearing.Word) {
    if verdict == .configuration, root?.signature.consequences.contains(word.signature.name) == true { return }
    if verdict <= .transient { root = cause(of: word) }
    verdict = .wedged
    healedAt = nil
  }

  /// The first word before this one of which it is a consequence, directly or by others; else itself.
  private func cause(of word: LogHearing.Word) -> LogHearing.Word {
    guard let end = words.firstIndex(of: word) else { return word }
    var cause = word
    for earlier in words[..<end].reversed() where earlier.line > healedAt ?? 0 && earlier.signature.kind != .benign {
      let isCause = earlier.signature.consequences.contains(cause.signature.name)
      if isCause || earlier.signature.name == cause.signature.name { cause = earlier }
    }
    return cause
  }

  private mutating func isRepeated(_ word: LogHearing.Word, _ repetition: Signature.Repetition) -> Bool {
    var seen = times[word.signature.name] ?? []
    seen.append(word)
    if let now = word.milliseconds {
      let span = repetition.within.nanoseconds / 1_000_000
      seen.removeAll { earlier in earlier.milliseconds.map { now - $0 > span || $0 > now } ?? false }
    }
    // No more are needed, and a log may have any number.
    seen = seen.suffix(Int(repetition.count))
    times[word.signature.name] = seen
    return seen.count >= repetition.count
  }
}

extension Signature {
  /// The first word of its name: its driver, or who else says it.
  var family: String { String(name.prefix { $0 != "-" }) }
}
