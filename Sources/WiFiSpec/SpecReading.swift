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

  /// The secrets in force, by the paths of their files.
  var secrets: [SpecSource]

  /// Whether no error was found: the condition `SpecValid`.
  package var isValid: Bool { !diagnostics.hasErrors }
}

extension SpecReading: CustomReflectable {
  // Its files hold secrets.
  package var customMirror: Mirror { Mirror(self, children: ["isValid": isValid, "isComplete": isComplete]) }
}
