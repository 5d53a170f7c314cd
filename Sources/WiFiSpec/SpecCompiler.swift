import WiFiModel

/// Sources in, desired state and diagnostics out: parse, check and merge each file, then decode. It reads nothing itself.
struct SpecCompiler {
  /// `nil` where there is any error.
  private(set) var desired: DesiredState?
  /// In order of the sources, then of places in them.
  private(set) var diagnostics: [Diagnostic] = []
  /// Files whose secrets were asked for.
  private(set) var secretFiles: [String] = []

  /// - Parameters:
  ///   - sources: in order of merging.
  ///   - isWhole: whether these are all files; else what is missing may stand in one of the others.
  ///   - readSecret: the content of a `passphrase-file`.
  init(_ sources: [SpecSource], isWhole: Bool = true, readSecret: @escaping (String) -> SpecDecoder.SecretAnswer) {
    var merge = SpecMerge()
    var texts: [String: SourceText] = [:]
    var found: [Diagnostic] = []
    var isWhole = isWhole
    for source in sources {
      let document = YAMLDocument(source)
      if !document.diagnostics.isEmpty {
        isWhole = false
        found += document.diagnostics
        texts[source.name] = SourceText(source.bytes, secrets: nil)
        continue
      }
      var checker = SpecChecker()
      checker.check(document.root, file: source.name)
      found += checker.diagnostics.all
      texts[source.name] = SourceText(source.bytes, secrets: checker.secrets)
      if let root = document.root { merge.add(root) }
    }
    let empty = YAMLNode(content: .mapping([]), range: SourceRange(file: "", line: 1, column: 1))
    var decoder = SpecDecoder(root: merge.root ?? empty, isWhole: isWhole, readSecret: readSecret)
    let state = decoder.desiredState()
    found += merge.diagnostics.all + decoder.diagnostics.all
    secretFiles = decoder.secretFiles
    let order = Dictionary(sources.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    diagnostics = found.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      let places = (order[one.file] ?? 0, order[other.file] ?? 0)
      if places.0 != places.1 { return places.0 < places.1 }
      let lines = (one.range?.line ?? 0, other.range?.line ?? 0)
      if lines.0 != lines.1 { return lines.0 < lines.1 }
      let columns = (one.range?.column ?? 0, other.range?.column ?? 0)
      return columns.0 == columns.1 ? left.offset < right.offset : columns.0 < columns.1
    }.map { _, diagnostic in
      var diagnostic = diagnostic
      if let range = diagnostic.range { diagnostic.excerpt = texts[range.file]?.excerpt(range) }
      return diagnostic
    }
    if !diagnostics.hasErrors { desired = state }
  }
}
