import Glibc
import WiFiModel
import WiFiSimulation
import WiFiSpec

/// Plays a great many courses of events against the properties that must hold for all, or tells one of them.
///
///     wifi-ap-prove SEEDS [FIRST [FOLDER]]   in two processes; a run that was broken off goes on where it was
///     wifi-ap-prove exhaustive               every way from spec to spec, every moment of the agent's death
///     wifi-ap-prove ladder [DEPTH]           every state of recovery against every evidence, so many of them
///     wifi-ap-prove replay SEED              tells the course of one seed, without what its violation does without
///     wifi-ap-prove replay FILE              the same of a course that was kept, as below Specs/regressions
@main enum Program {
  private static let processes: UInt64 = 2

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.count) {
    case ("replay", 2):
      exit(try replay(arguments[1]) ? 0 : 1)
    case ("share", 6):
      let numbers = arguments[1...4].compactMap { UInt64($0) }
      guard numbers.count == 4 else { usage() }
      try Share(first: numbers[0], count: numbers[1], number: numbers[2], of: numbers[3], file: arguments[5]).run()
    case ("exhaustive", 1): exit(try Exhaustive.all() ? 0 : 1)
    case ("exhaustive", 2): exit(try Exhaustive(driver: ModuleName(arguments[1])).run() ? 0 : 1)
    case ("ladder", 1...3):
      let numbers = arguments.dropFirst().compactMap { Int($0) }
      guard numbers.count == arguments.count - 1, numbers.allSatisfy({ $0 >= 0 }) else { usage() }
      let proof = LadderProof(depth: numbers.first ?? 2)
      exit(try numbers.count == 2 ? proof.run(numbers[1]) ? 0 : 1 : proof.all() ? 0 : 1)
    case (let count?, 1...3):
      guard let seeds = UInt64(count), let first = UInt64(arguments.count > 1 ? arguments[1] : "0") else { usage() }
      let folder = arguments.count > 2 ? arguments[2] : ".build/proof"
      exit(try prove(seeds, first, folder) ? 0 : 1)
    default: usage()
    }
  }

  private static func usage() -> Never {
    put("usage: wifi-ap-prove SEEDS [FIRST [FOLDER]] | exhaustive | ladder [DEPTH] | replay SEED|FILE\n", STDERR_FILENO)
    exit(64)
  }

  /// - Returns: whether no seed showed a violation, and every kind of fault happened.
  private static func prove(_ seeds: UInt64, _ first: UInt64, _ folder: String) throws -> Bool {
    mkdir(folder, 0o755)
    let files = (0..<processes).map { "\(folder)/\(first)-\(seeds)-\($0)" }
    var children: [pid_t] = []
    for number in 0..<processes {
      let words = ["share", "\(first)", "\(seeds)", "\(number)", "\(processes)", files[Int(number)]]
      children.append(spawn(words))
    }
    let isShown = isatty(STDERR_FILENO) == 1
    while true {
      var status: Int32 = 0
      let ended = waitpid(-1, &status, isShown ? WNOHANG : 0)
      if ended > 0 {
        children.removeAll { $0 == ended }
        guard status == 0 else {
          put("a process ended with status \(status); what it had done is kept\n", STDERR_FILENO)
          for child in children { kill(child, SIGTERM) }
          return false
        }
        if children.isEmpty { break }
      } else {
        let done = files.compactMap { TextFile.read($0).flatMap(Tally.init)?.seeds }.reduce(0, +)
        put("\r\(done) of \(seeds) seeds", STDERR_FILENO)
        sleep(1)
      }
    }
    if isShown { put("\r", STDERR_FILENO) }
    var tally = Tally()
    for file in files {
      guard let part = TextFile.read(file).flatMap(Tally.init) else {
        put("\(file) cannot be read\n", STDERR_FILENO)
        return false
      }
      tally.add(part)
    }
    put(tally.table)
    for seed in tally.wrong.prefix(5) {
      put("\nseed \(seed), once more: wifi-ap-prove replay \(seed)\n")
      _ = try replay("\(seed)", isBrief: true)
    }
    let never = SimulatedFault.allCases.filter { tally.fired[$0] == nil }
    if !never.isEmpty { put("\nthese never happened: \(never.map(\.rawValue).joined(separator: " "))\n") }
    put("\n\(tally.seeds) seeds, \(tally.wrong.isEmpty ? "no violation" : "VIOLATIONS: see above")\n")
    return tally.wrong.isEmpty && never.isEmpty && tally.seeds == seeds
  }

  /// - Returns: whether it shows no violation.
  private static func replay(_ name: String, isBrief: Bool = false) throws -> Bool {
    let course: Course
    if let seed = UInt64(name) {
      course = try Course(seed: seed)
    } else {
      guard let text = TextFile.read(name) else {
        put("\(name) is no seed, and no file that can be read\n", STDERR_FILENO)
        exit(66)
      }
      course = try Course(text)
    }
    let violations = try course.play(.builtIn).violations
    guard let first = violations.first else {
      put("no violation\n\(course.text)")
      return true
    }
    let least = try course.shrunk { try $0.play(.builtIn).violations.contains { $0.property == first.property } }
    put("\(least)\n")
    for violation in try least.play(.builtIn).violations.prefix(3) { put("  \(violation)\n") }
    guard !isBrief else { return false }
    put("\nto keep below Specs/regressions, with what it was about in a line that begins with #:\n\n\(least.text)\n")
    put(try least.timeline(.builtIn))
    return false
  }

  /// Starts this program with other words.
  ///
  /// - Parameters:
  ///   - words: after its name.
  ///   - telling: what becomes the process's descriptor 3; nil: it has none.
  /// - Returns: the process.
  static func spawn(_ words: [String], telling: Int32? = nil) -> pid_t {
    var arguments = (["wifi-ap-prove"] + words).map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let telling { posix_spawn_file_actions_adddup2(&actions, telling, LadderTally.descriptor) }
    let result = posix_spawn(&child, "/proc/self/exe", &actions, nil, &arguments, environ)
    guard result == 0 else {
      put("cannot start a process: \(String(cString: strerror(result)))\n", STDERR_FILENO)
      exit(71)
    }
    return child
  }

  static func put(_ text: String, _ file: Int32 = STDOUT_FILENO) {
    let bytes = Array(text.utf8)
    _ = write(file, bytes, bytes.count)
  }
}
