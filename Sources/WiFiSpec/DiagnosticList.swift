/// Collects diagnostics; what was already said of the same place is not said twice. More than anybody would read are
/// dropped, and that is said.
struct DiagnosticList {
  private(set) var all: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []
  /// Diagnostics of one list at most.
  static let most = 100

  /// Whether nothing more is taken.
  var isFull: Bool { all.count > Self.most }

  mutating func add(_ diagnostic: Diagnostic) {
    guard !isFull, seen.insert(diagnostic).inserted else { return }
    guard all.count == Self.most else {
      all.append(diagnostic)
      return
    }
    all.append(
      Diagnostic(
        .moreMistakes, file: diagnostic.file, message: "there are more mistakes than are shown",
        hint: "correct these first"))
  }

  /// The fixes do what the hint says; whether they make up a value is said beside them.
  mutating func add(
    _ code: Diagnostic.Code, at range: SourceRange, _ message: String, hint: String, fixes: [Fix] = [],
    isExample: Bool = false
  ) {
    var diagnostic = Diagnostic(code, at: range, message: message, hint: hint)
    (diagnostic.fixes, diagnostic.isExample) = (fixes, isExample)
    add(diagnostic)
  }
}
