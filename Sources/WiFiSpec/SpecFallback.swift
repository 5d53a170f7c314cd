import SystemPackage
import WiFiModel

/// Finds the files to put in force: those that are there, and the last good bytes for what is bad or unknown.
struct SpecFallback {
  private let directory: SpecDirectory
  private let lastGood: LastGood?
  private let secretReader: SecretReader
  /// Files whose last good bytes are used; where there are none they are left out.
  private var held: Set<String> = []
  private var secrets: [String: [UInt8]] = [:]
  /// Secrets whose last good bytes are used.
  private var keptSecrets: Set<String> = []

  /// Every secret's file that was looked for, whatever came of it.
  private var secretFiles: Set<FilePath> = []

  init(directory: SpecDirectory, lastGood: LastGood?, secretReader: SecretReader) {
    self.directory = directory
    self.lastGood = lastGood
    self.secretReader = secretReader
  }

  mutating func reading() -> SpecReading {
    let isWhole = directory.unknown.isEmpty && directory.files.allSatisfy { $0.bytes != nil }
    let asFound = directory.files.compactMap { file in file.bytes.map { SpecSource(name: file.name, bytes: $0) } }
    let strict = compile(withUnknownDirectories(asFound), isWhole: isWhole, usingLastGood: false)
    var diagnostics = directory.diagnostics + strict.diagnostics
    if isWhole, strict.desired != nil {
      return reading(strict, files: asFound, diagnostics: diagnostics, isComplete: true)
    }
    held = Set(directory.files.filter { $0.bytes == nil }.map(\.name))
    hold(strict.diagnostics)
    var (files, result) = attempt()
    // Each turn holds at least one more file.
    while result.desired == nil, hold(result.diagnostics) { (files, result) = attempt() }
    if result.desired == nil { (files, result) = holdWhatChanged() }
    if result.desired == nil, let lastGood, !lastGood.specs.isEmpty {
      files = lastGood.specs
      held = Set(directory.files.map(\.name) + files.map(\.name))
      result = compile(files, isWhole: true, usingLastGood: true)
    }
    for file in directory.files where held.contains(file.name) {
      diagnostics.append(notice(file.name, isKept: files.contains { $0.name == file.name }, result.desired != nil))
    }
    for file in files where !directory.files.contains(where: { $0.name == file.name }) {
      diagnostics.append(notice(file.name, isKept: true, result.desired != nil))
    }
    diagnostics += keptSecrets.sorted().map { notice($0, isKept: true, result.desired != nil) }
    return reading(result, files: files, diagnostics: diagnostics, isComplete: lastGood != nil)
  }

  /// The files as they are, but for those held.
  private mutating func attempt() -> (files: [SpecSource], result: SpecCompiler) {
    let files = directory.files.compactMap { file in
      (held.contains(file.name) ? lastGood?.spec(file.name) : file.bytes).map { SpecSource(name: file.name, bytes: $0) }
    }
    let all = withUnknownDirectories(files)
    return (all, compile(all, isWhole: true, usingLastGood: true))
  }

  /// Adds what the directories of which nothing is known last said.
  private func withUnknownDirectories(_ files: [SpecSource]) -> [SpecSource] {
    let kept = (lastGood?.specs ?? []).filter { spec in directory.unknown.contains { spec.name.hasPrefix($0 + "/") } }
    guard !kept.isEmpty else { return files }
    func baseName(_ file: SpecSource) -> Substring { file.name.split(separator: "/").last ?? "" }
    let masked = Set(kept.map(baseName))
    return (files.filter { !masked.contains(baseName($0)) } + kept).sorted {
      baseName($0).utf8.lexicographicallyPrecedes(baseName($1).utf8)
    }
  }

  /// Holds the files with errors that differ from their last good bytes.
  ///
  /// - Parameter diagnostics: of the last attempt.
  /// - Returns: whether there was any.
  @discardableResult private mutating func hold(_ diagnostics: [Diagnostic]) -> Bool {
    let bad = Set(diagnostics.filter { $0.severity == .error }.map(\.file))
    let count = held.count
    for file in directory.files where bad.contains(file.name) && file.bytes != lastGood?.spec(file.name) {
      held.insert(file.name)
    }
    return held.count > count
  }

  /// Holds changed files that no error names: what does not fit together shows in one of the two, and it may be the
  /// one that did not change. As few as possible, and rather those that are merged last.
  private mutating func holdWhatChanged() -> (files: [SpecSource], result: SpecCompiler) {
    let before = held
    var found = attempt()
    var tried: [String] = []
    for file in directory.files.reversed()
    where found.result.desired == nil && !held.contains(file.name) && file.bytes != lastGood?.spec(file.name) {
      held.insert(file.name)
      tried.append(file.name)
      found = attempt()
    }
    guard found.result.desired != nil else {
      held = before
      return found
    }
    for name in tried.reversed() {
      held.remove(name)
      if attempt().result.desired == nil { held.insert(name) }
    }
    return attempt()
  }

  private mutating func compile(_ files: [SpecSource], isWhole: Bool, usingLastGood: Bool) -> SpecCompiler {
    var found: [String: [UInt8]] = [:]
    var kept: Set<String> = []
    let (lastGood, secretReader) = (lastGood, secretReader)
    let compiler = SpecCompiler(files, isWhole: isWhole) { origin, use in
      let name = origin.description
      let problem: InvalidValue
      do throws(InvalidValue) {
        let bytes = try secretReader.read(origin)
        // What cannot be such a secret is as bad as an unreadable file.
        guard usingLastGood, (try? use.credential(bytes)) == nil, let old = lastGood?.secret(name) else {
          found[name] = bytes
          return .bytes(bytes)
        }
        kept.insert(name)
        found[name] = old
        return .bytes(old)
      } catch { problem = error }
      guard usingLastGood, let old = lastGood?.secret(name) else { return .problem(problem, isError: true) }
      kept.insert(name)
      found[name] = old
      return .bytes(old)
    }
    secretFiles.formUnion(compiler.secretFiles(root: secretReader.root))
    (secrets, keptSecrets) = (found, kept)
    return compiler
  }

  private func notice(_ file: String, isKept: Bool, _ isInForce: Bool) -> Diagnostic {
    let message =
      if !isInForce {
        "the file is not in force, and nothing else is: everything stays as it is"
      } else if isKept {
        "the file's last good content stays in force"
      } else {
        "the file is left out: it was never good"
      }
    return Diagnostic(.lastGood, file: file, message: message, hint: "correct the errors; the agent reads it at once")
  }

  private func reading(
    _ result: SpecCompiler, files: [SpecSource], diagnostics: [Diagnostic], isComplete: Bool
  ) -> SpecReading {
    // Nothing found, something unknown and nothing kept: nothing is known.
    let isKnown = isComplete || !files.isEmpty
    return SpecReading(
      desired: isKnown ? result.desired : nil, diagnostics: diagnostics, files: files, isComplete: isComplete,
      isApplicable: true, merged: result.merged, secretFiles: secretFiles.sorted { $0.string < $1.string },
      secrets: secrets.sorted { $0.key < $1.key }.map { SpecSource(name: $0.key, bytes: $0.value) })
  }
}
