import Glibc
import WiFiModel
import WiFiSimulation
import WiFiSpec

/// Every state of the recovery ladder against every evidence, from each of the cards and policies.
struct LadderProof {
  let depth: Int

  /// Of so many new states one is mended and must heal: all of them take too long where there are many.
  private var healing: UInt64 { depth < 2 ? 1 : 20 }

  /// A process for each card and policy, two at a time.
  ///
  /// - Returns: whether everything held.
  /// - Throws: `InvalidValue`, were a name in the search none.
  func all() throws -> Bool {
    let roots = try LadderRoot.all()
    var tally = LadderTally()
    var running: [pid_t: Int32] = [:]
    var isSound = true
    for number in roots.indices {
      if running.count == 2 { isSound = Self.await(&running, &tally) && isSound }
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { return false }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      running[Program.spawn(["ladder", "\(depth)", "\(number)"], telling: ends[1])] = ends[0]
      close(ends[1])
    }
    while !running.isEmpty { isSound = Self.await(&running, &tally) && isSound }
    Program.put(tally.table(roots: roots.count, healing: healing))
    // What undoes something comes up only after something else.
    let never = depth < 2 ? [] : tally.neverSeen(roots)
    if !never.isEmpty { Program.put("these never came up: \(never.joined(separator: ", "))\n") }
    return isSound && never.isEmpty
  }

  /// - Returns: whether one that ended found nothing wrong.
  private static func await(_ running: inout [pid_t: Int32], _ tally: inout LadderTally) -> Bool {
    var status: Int32 = 0
    let child = waitpid(-1, &status, 0)
    guard let end = running.removeValue(forKey: child) else { return false }
    defer { close(end) }
    // What one tells is less than a pipe holds.
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(end, &bytes, bytes.count)
    tally.add(String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self))
    return status == 0
  }

  /// - Parameter number: of the card and policy.
  /// - Returns: whether everything held.
  /// - Throws: `InvalidValue`, were a name in the search none.
  func run(_ number: Int) throws -> Bool {
    let root = try LadderRoot.all()[number]
    let result = try LadderSearch(root, .builtIn, healing: healing).run(depth: depth)
    for wrong in result.wrong.prefix(5) { Program.put(wrong + "\n") }
    Program.put(
      "\(root.name): \(result.states.reduce(0, +)) states, \(result.edges.reduce(0, +)) ways, "
        + "\(result.wrong.count) violations\n")
    Program.put(LadderTally.text(of: result), LadderTally.descriptor)
    return result.wrong.isEmpty
  }
}
