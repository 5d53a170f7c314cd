import WiFiModel

/// One file of signatures: what it says, or why it is refused.
struct SignatureFile {
  private(set) var signatures: [Signature] = []
  private(set) var diagnostics: [Diagnostic] = []
  private let text: SourceText
  private let file: String
  /// Where each signature is named, and where each consequence is.
  private var names: [String: SourceRange] = [:]
  private var consequences: [(name: String, at: SourceRange)] = []

  init(_ source: SpecSource) {
    file = source.name
    let document = YAMLDocument(source, mostNodes: YAMLDocument.largest)
    // Nothing here is secret; what is in the wrong file may be.
    text = SourceText(source.bytes, secrets: document.diagnostics.isEmpty ? [] : nil)
    guard document.diagnostics.isEmpty else {
      report(document.diagnostics)
      return
    }
    var checker = SpecChecker()
    checker.check(document.root, file: source.name, as: SpecKey.signatureFile)
    var found = checker.diagnostics
    let entries = document.root?["signatures"]?.entries ?? []
    if let root = document.root, case .mapping = root.content, root["signatures"] == nil {
      found.add(
        .missingKey, at: root.range, "missing key 'signatures'", hint: "write the signatures below 'signatures:'")
    }
    for entry in entries {
      for key in ["patterns", "class", "meaning"] where entry.value[key] == nil {
        found.add(
          .missingKey, at: entry.keyRange, "missing key '\(key)' in signature \(entry.key.prefix(60))",
          hint: "add '\(SpecKey.signature.first { $0.name == key }?.line ?? key)' below it")
      }
      for key in ["count", "within"] {
        guard let repeats = entry.value["repeats"], case .mapping = repeats.content, repeats[key] == nil else {
          continue
        }
        found.add(
          .missingKey, at: repeats.range, "missing key '\(key)' in 'repeats'",
          hint: "say how often in how many seconds, such as {count: 3, within: 60}")
      }
    }
    if entries.count > SignatureReader.most {
      found.add(
        .tooManyNodes, at: entries[SignatureReader.most].keyRange,
        "there are \(entries.count) signatures, more than \(SignatureReader.most)", hint: "keep those that are needed")
    }
    report(found.all)
    guard !diagnostics.hasErrors else { return }
    let drivers = document.root?["drivers"]?.scalars ?? []
    for entry in entries {
      names[entry.key] = entry.keyRange
      for node in entry.value["follows"]?.elements ?? [] {
        if let name = node.text { consequences.append((name, node.range)) }
      }
      if let signature = Self.signature(entry, drivers) { signatures.append(signature) }
    }
  }

  private static func signature(_ entry: YAMLNode.Entry, _ drivers: [String]) -> Signature? {
    let node = entry.value
    guard let kind = node["class"]?.text.flatMap({ Signature.Class(rawValue: $0) }) else { return nil }
    var repetition: Signature.Repetition?
    if let count = node["repeats"]?["count"]?.number, let within = node["repeats"]?["within"]?.number {
      repetition = Signature.Repetition(count: UInt16(clamping: count), within: .seconds(Int64(within)))
    }
    return Signature(
      name: entry.key, drivers: node["drivers"]?.scalars ?? drivers,
      patterns: (node["patterns"]?.scalars ?? []).map { LinePattern($0) }, kind: kind,
      milestone: node["milestone"]?.text.flatMap { Signature.Milestone(rawValue: $0) },
      grace: node["heals"]?.number.map { .seconds(Int64($0)) }, repetition: repetition,
      entry: node["ladder"]?.text.flatMap { Rung(rawValue: $0) }, meaning: node["meaning"]?.text ?? "",
      consequences: node["follows"]?.scalars ?? [], cost: node["cost"]?.text ?? "", advice: node["advice"]?.text ?? "",
      source: node["source"]?.text ?? "")
  }

  /// Refuses names that others have, and consequences that nobody knows.
  ///
  /// - Parameters:
  ///   - others: the signatures before its own.
  ///   - all: the names of all signatures, those of later files too.
  mutating func compare(with others: [Signature], names all: Set<String>) {
    let known = Set(others.map(\.name))
    var found = DiagnosticList()
    for signature in signatures where known.contains(signature.name) {
      guard let range = names[signature.name] else { continue }
      found.add(
        .duplicateKey, at: range, "there is another signature \(signature.name)",
        hint: "give it a name of its own: it is tried before those that are compiled in")
    }
    for (name, range) in consequences where !all.contains(name) {
      found.add(
        .badValue, at: range, "there is no signature \(name.prefix(60))",
        hint: Suggestion.nearest(to: name, in: all.sorted()).map { "did you mean '\($0)'?" }
          ?? "name one of this file, or of docs/signatures.md")
    }
    report(found.all)
  }

  mutating func refuseAsTooMany() {
    report([
      Diagnostic(
        .tooManyNodes, file: file, message: "with this file there are more than \(SignatureReader.most) signatures",
        hint: "keep those that are needed")
    ])
  }

  private mutating func report(_ found: [Diagnostic]) {
    diagnostics += found.map { diagnostic in
      var diagnostic = diagnostic
      if let range = diagnostic.range { diagnostic.excerpt = text.excerpt(range) }
      return diagnostic
    }
  }
}
