import SystemPackage
import WiFiModel

/// Sources in, desired state and diagnostics out: parse, check and merge each file, then decode. It reads nothing itself.
struct SpecCompiler {
  /// `nil` where there is any error.
  private(set) var desired: DesiredState?
  /// In order of the sources, then of places in them.
  private(set) var diagnostics: [Diagnostic] = []
  /// What the sources make together, as far as it could be read.
  private(set) var merged: MergedSpec
  /// Where secrets were asked for.
  private(set) var secretOrigins: [SecretOrigin] = []

  /// - Parameters:
  ///   - sources: in order of merging.
  ///   - isWhole: whether these are all files; else what is missing may stand in one of the others.
  ///   - readSecret: the content of a file or credential with a secret.
  init(
    _ sources: [SpecSource], isWhole: Bool = true,
    readSecret: @escaping (SecretOrigin, SecretUse) -> SpecDecoder.SecretAnswer
  ) {
    var merge = SpecMerge()
    var texts: [String: SourceText] = [:]
    var trees: [String: YAMLNode] = [:]
    var found: [Diagnostic] = []
    var isWhole = isWhole
    for source in sources {
      let document = YAMLDocument(source)
      trees[source.name] = document.draft
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
    var decoder = SpecDecoder(merge, isWhole: isWhole, readSecret: readSecret)
    merged = MergedSpec(root: decoder.root)
    let state = decoder.desiredState()
    found += merge.diagnostics.all + decoder.diagnostics.all
    secretOrigins = decoder.secretOrigins
    let order = Dictionary(sources.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    diagnostics = found.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      let places = (order[one.file] ?? 0, order[other.file] ?? 0)
      if places.0 != places.1 { return places.0 < places.1 }
      let lines = (one.range?.line ?? 0, other.range?.line ?? 0)
      if lines.0 != lines.1 { return lines.0 < lines.1 }
      let columns = (one.range?.column ?? 0, other.range?.column ?? 0)
      return columns.0 == columns.1 ? left.offset < right.offset : columns.0 < columns.1
    }.map(\.element)
    complete(texts, trees)
    if !diagnostics.hasErrors { desired = state }
  }

  /// The files of secrets that were asked for, sorted.
  func secretFiles(root: FilePath) -> [FilePath] {
    secretOrigins.compactMap { origin in
      if case .file(let path) = origin { root.appending(String(path.drop { $0 == "/" })) } else { nil }
    }.sorted { $0.string < $1.string }
  }

  /// Adds source lines and corrections to the diagnostics.
  private mutating func complete(_ texts: [String: SourceText], _ trees: [String: YAMLNode]) {
    var indices: [String: CorrectionIndex] = [:]
    for position in diagnostics.indices {
      let diagnostic = diagnostics[position]
      guard let text = texts[diagnostic.file] else { continue }
      if let range = diagnostic.range { diagnostics[position].excerpt = text.excerpt(range) }
      guard !diagnostic.fixes.isEmpty else { continue }
      let index = indices[diagnostic.file] ?? CorrectionIndex(trees[diagnostic.file], text: text)
      indices[diagnostic.file] = index
      diagnostics[position].correction = index.correction(diagnostic.fixes, isExample: diagnostic.isExample)
    }
  }
}
