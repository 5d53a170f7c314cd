package import SystemPackage
package import WiFiModel

/// What the spec files say.
package struct SpecReading: Hashable, Sendable {
  /// The merged meaning of the files in force; `nil` when there is none to be had: then everything stays as it is.
  package var desired: DesiredState?
  /// In order of files and places.
  package var diagnostics: [Diagnostic]
  /// The files in force with their bytes, in order of merging; a bad one with its last good bytes.
  package var files: [SpecSource]
  /// Whether all declarations are known, be it from their last good bytes. While they are not, nothing may be removed
  /// because it is not declared.
  package var isComplete: Bool
  /// Whether every secret was read. A reading of `validate` may lack some; it must not be applied.
  package var isApplicable: Bool

  /// The tree that the files in force make together, with the place of each value.
  package var merged: MergedSpec
  /// The files of secrets that the spec names, whether or not they could be read; sorted. A change of one of them is a
  /// change of the spec.
  package var secretFiles: [FilePath]

  /// The secrets in force, by the paths of their files.
  var secrets: [SpecSource]

  /// Where a value stands.
  ///
  /// - Parameter keyPath: as `radios.main.channel` or `access-points.uap0.max-clients`.
  /// - Returns: the place of the value; where there is none, that of the nearest mapping around it that stands in a file;
  ///   `nil` when not even the first key is there.
  package func range(of keyPath: String) -> SourceRange? { merged.range(of: keyPath) }

  /// Whether no error was found: the condition `SpecValid`.
  package var isValid: Bool { !diagnostics.hasErrors }
}

extension SpecReading: CustomReflectable {
  // Its files hold secrets.
  package var customMirror: Mirror { Mirror(self, children: ["isValid": isValid, "isComplete": isComplete]) }
}
