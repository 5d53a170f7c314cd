/// A change that does what a hint says, for programs that edit specs.
package struct Correction: Hashable, Sendable {
  /// In order of their places; none overlaps another.
  package var edits: [Edit]
  /// Whether a value was made up, as only the operator can know it: what results is valid, and rarely what is meant.
  package var isExample: Bool

  /// A part of a file and what stands there afterwards. It never holds a secret.
  package struct Edit: Hashable, Sendable {
    /// An empty range is where the text goes in.
    package var range: SourceRange
    package var text: String

    init(_ range: SourceRange, _ text: String) {
      self.range = range
      self.text = text
    }
  }
}

/// A correction in terms of the tree; which characters that takes follows from how the file writes the place.
enum Fix: Hashable {
  /// Another text in the place of a key or value.
  case replace(SourceRange, String)
  /// Marks at a place, as they are.
  case insert(SourceRange, String)
  /// Something on both sides of a text, which itself may be secret.
  case wrap(SourceRange, String, String)
  /// The element of a list that stands there goes.
  case removeElement(SourceRange)
  /// The key there goes, with its value.
  case remove(key: SourceRange)
  /// `KEY: VALUE` before the key there, in the same mapping.
  case add(String, besideKey: SourceRange)
  /// The anchor or tag that a mapping or list begins with goes.
  case removeWord(SourceRange)
  /// `KEY: VALUE` into the mapping that is the value of the key there.
  case addBelow(String, key: SourceRange)
}
