/// What a machine says of a spec that is right in itself.
extension SpecReading {
  /// A diagnostic about a machine, at the place of the key that asks too much of it.
  ///
  /// - Parameters:
  ///   - code: what kind of thing it is.
  ///   - keyPath: as `radios.main.channel`; where the key is not written, the place is that of what it belongs to.
  ///   - message: one sentence without full stop.
  ///   - hint: what to write or do instead.
  /// - Returns: the diagnostic, with its source line.
  package func diagnostic(
    _ code: Diagnostic.Code, at keyPath: String, _ message: String, hint: String
  ) -> Diagnostic {
    guard let range = range(of: keyPath) else {
      return Diagnostic(code, file: files.first?.name ?? "", message: message, hint: hint)
    }
    var diagnostic = Diagnostic(code, at: range, message: message, hint: hint)
    diagnostic.excerpt = files.first { $0.name == range.file }.flatMap { SourceText($0).excerpt(range) }
    return diagnostic
  }
}

extension SourceText {
  /// The text of a file, with the secrets that its keys say it has masked.
  init(_ source: SpecSource) {
    let document = YAMLDocument(source)
    guard document.diagnostics.isEmpty else {
      self.init(source.bytes, secrets: nil)
      return
    }
    var checker = SpecChecker()
    checker.check(document.root, file: source.name)
    self.init(source.bytes, secrets: checker.secrets)
  }
}
