/// Collects diagnostics; what was already said of the same place is not said twice.
struct DiagnosticList {
  private(set) var all: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  mutating func add(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { all.append(diagnostic) }
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
