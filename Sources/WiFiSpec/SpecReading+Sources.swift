import WiFiModel

extension SpecReading {
  /// What sources say by themselves: nothing is read from the machine.
  ///
  /// - Parameters:
  ///   - sources: all files, in order of merging.
  ///   - secret: what every file and credential with a secret holds.
  package init(_ sources: [SpecSource], secret: [UInt8]) {
    let compiler = SpecCompiler(sources) { _, _ in .bytes(secret) }
    self.init(
      desired: compiler.desired, diagnostics: compiler.diagnostics, files: sources, isComplete: true,
      isApplicable: true, merged: compiler.merged, secretFiles: [], secrets: [])
  }
}
