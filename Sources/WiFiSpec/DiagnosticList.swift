/// Collects diagnostics; what was already said of the same place is not said twice.
struct DiagnosticList {
  private(set) var all: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  mutating func add(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { all.append(diagnostic) }
  }

  mutating func add(_ code: Diagnostic.Code, at range: SourceRange, _ message: String, hint: String) {
    add(Diagnostic(code, at: range, message: message, hint: hint))
  }
}
