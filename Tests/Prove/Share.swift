import Glibc
import WiFiModel
import WiFiSimulation
import WiFiSpec

/// A part of the seeds, for a process of its own.
struct Share {
  let first: UInt64
  let count: UInt64
  let number: UInt64
  let of: UInt64
  /// Where its tally is kept.
  let file: String

  /// The seeds of this share: each tenth draws hours, so that they go by tens.
  private var seeds: some Collection<UInt64> { (first..<first + count).lazy.filter { $0 / 10 % of == number } }

  /// Plays what is left of it.
  func run() throws {
    let program = Self.fingerprint
    var tally = TextFile.read(file).flatMap(Tally.init).flatMap { $0.program == program ? $0 : nil } ?? Tally()
    tally.program = program
    var kept = Self.processorTime
    let before = tally.microseconds
    let start = kept
    for seed in seeds.dropFirst(Int(tally.seeds)) {
      let course = try Course(seed: seed)
      var verdict = try course.play(.builtIn)
      if seed % 64 == 0, try course.play(.builtIn).trace != verdict.trace {
        verdict.violations.append(
          Violation(property: .deterministic, at: .seconds(10), text: "the same seed took another course"))
      }
      tally.add(verdict, of: seed)
      let now = Self.processorTime
      guard now - kept > 2_000_000 else { continue }
      kept = now
      tally.microseconds = before + now - start
      TextFile.write(tally.text, file)
    }
    tally.microseconds = before + Self.processorTime - start
    TextFile.write(tally.text, file)
  }

  /// The number of this very program (FNV-1a of what it is made of).
  private static var fingerprint: UInt64 {
    (TextFile.bytes(of: "/proc/self/exe") ?? []).reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private static var processorTime: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
  }
}
