import SystemPackage
import Testing

/// A change of what is judged, by its name.
struct Twist<Stage>: Sendable {
  var name: String
  var change: @Sendable (inout Stage) throws -> Void

  init(_ name: String, _ change: @escaping @Sendable (inout Stage) throws -> Void) {
    self.name = name
    self.change = change
  }
}

/// What comes of a stage as it is, of each change of it, and of each two of them: where that is neither what both come to
/// by themselves nor what one of them does (then it covers the other). Recorded in Specs/tables.
struct Table<Stage> {
  private(set) var text = ""

  /// - Parameters:
  ///   - title: above the part.
  ///   - stage: as it is.
  ///   - twists: what is changed in it.
  ///   - partners: what each is joined with; nil: with all others.
  ///   - judge: what is said of a stage, each line once.
  /// - Throws: what `judge` throws.
  mutating func add(
    _ title: String, _ stage: Stage, _ twists: [Twist<Stage>], with partners: [Twist<Stage>]? = nil,
    _ judge: (Stage) throws -> [String]
  ) throws {
    let plain = try judge(stage)
    text += "\(title)\n" + plain.map { "  \($0)\n" }.joined()
    func judged(_ changed: [Twist<Stage>]) throws -> [String] {
      var other = stage
      for twist in changed { try twist.change(&other) }
      return try judge(other)
    }
    var alone: [String: (lines: [String], more: [String], less: [String])] = [:]
    var covered: [String: [String]] = [:]
    for twist in twists + (partners ?? []) where alone[twist.name] == nil {
      let lines = try judged([twist])
      let more = lines.filter { !plain.contains($0) }
      let less = plain.filter { !lines.contains($0) }
      alone[twist.name] = (lines, more, less)
      text += Self.part(twist.name, more, less)
    }
    for (place, first) in twists.enumerated() {
      for second in partners ?? Array(twists[(place + 1)...]) where second.name != first.name {
        guard let one = alone[first.name], let other = alone[second.name] else { continue }
        let lines = try judged([first, second])
        let gone = one.less + other.less
        var expected = plain.filter { !gone.contains($0) } + one.more
        expected += other.more.filter { !expected.contains($0) }
        let more = lines.filter { !expected.contains($0) }
        let less = expected.filter { !lines.contains($0) }
        guard !more.isEmpty || !less.isEmpty else { continue }
        if lines == one.lines {
          covered[first.name, default: []].append(second.name)
        } else if lines == other.lines {
          covered[second.name, default: []].append(first.name)
        } else {
          // What they say by themselves stands above.
          text += Self.part("\(first.name) & \(second.name)", more.map(Self.short), less.map(Self.short))
        }
      }
    }
    for name in covered.keys.sorted() {
      text += "\(name) covers\n" + (covered[name] ?? []).map { "  \($0)\n" }.joined()
    }
    text += "\n"
  }

  private static func short(_ line: String) -> String { line.count > 60 ? "\(line.prefix(59))…" : line }

  private static func part(_ name: String, _ more: [String], _ less: [String]) -> String {
    guard !more.isEmpty || !less.isEmpty else { return "\(name): the same\n" }
    return "\(name)\n" + less.map { "- \($0)\n" }.joined() + more.map { "+ \($0)\n" }.joined()
  }

  /// Compares with the record, or writes it.
  func check(_ name: String) throws { try Record.check(text, name) }
}

/// The records of Specs/tables.
enum Record {
  static let root = ScenarioFolder.root.removingLastComponent().appending("tables")

  static func check(_ text: String, _ name: String) throws {
    let path = root.appending("\(name).txt")
    if Text.isRecording { return try Text.write(text, to: path) }
    let now = text.split(separator: "\n", omittingEmptySubsequences: false)
    let then = try Text.read(path).split(separator: "\n", omittingEmptySubsequences: false)
    guard now != then else { return }
    let place = zip(now, then).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(now.count, then.count)
    Issue.record(
      """
      line \(place + 1) of Specs/tables/\(name).txt is now
      \(place < now.count ? now[place] : "(end)")
      and was recorded as
      \(place < then.count ? then[place] : "(end)")
      """)
  }
}
