/// A key of the spec: one row of the language's table. The checker, the merge, the published schema and the
/// documentation follow it.
package struct SpecKey: Sendable {
  package var name: String
  package var kind: Kind
  package var documentation: Documentation
  /// Whether the merged spec must have it.
  package var isRequired = false
  /// Whether a later file that changes it is worth a warning: who may join, and under which name.
  package var isGuarded = false

  init(
    _ name: String, _ kind: Kind, required: Bool = false, guarded: Bool = false, _ documentation: Documentation
  ) {
    self.name = name
    self.kind = kind
    self.documentation = documentation
    isRequired = required
    isGuarded = guarded
  }

  package indirect enum Kind: Sendable {
    /// Text, whatever YAML would make of it: `NO`, `0123` and `on` are text here.
    case text(TextForm)
    /// Text that is never shown.
    case secret(TextForm)
    /// `true` or `false`, nothing else.
    case boolean
    /// A plain decimal number.
    case number(ClosedRange<Int>)
    /// A plain decimal number, or one of some words.
    case numberOrWord(ClosedRange<Int>, [String])
    /// One of some plain decimal numbers.
    case numberChoice([Int])
    /// One of some words.
    case choice([String])
    /// A list of at least so many elements; of words and numbers, none twice.
    case list(of: Kind, least: Int)
    /// A list of a program's absolute path and its arguments.
    case command
    /// A mapping with known keys; of each one-of a file may give one, which replaces those of earlier files.
    case object([SpecKey], oneOf: [OneOf])
    /// A mapping whose keys are names of one form.
    case named(TextForm, Kind)
    /// A mapping of hostapd's options.
    case options(HostapdOptionRule.Level)
  }

  /// Keys of a mapping that exclude each other.
  package struct OneOf: Hashable, Sendable {
    package var keys: [String]
    /// Whether the merged spec must have one of them.
    package var isRequired: Bool

    init(_ keys: String..., required: Bool = false) { self.init(keys, required: required) }

    init(_ keys: [String], required: Bool = false) {
      self.keys = keys
      isRequired = required
    }
  }

  /// What people are told of a key. Sentences are whole, with a full stop.
  package struct Documentation: Hashable, Sendable {
    /// One sentence.
    package var summary: String
    /// More, where people err; may be empty.
    package var detail: String
    /// What a number counts: `dBm`, `MHz`.
    package var unit: String?
    /// What holds where the key is not given, as it would be written or in words.
    package var defaultValue: String?
    /// Values as they are written in a spec, each valid by itself; the first is what hints propose.
    package var examples: [String]
    /// The options of hostapd.conf that it becomes.
    package var options: [String]

    init(
      _ summary: String, detail: String = "", unit: String? = nil, default defaultValue: String? = nil,
      examples: [String] = [], options: [String] = []
    ) {
      self.summary = summary
      self.detail = detail
      self.unit = unit
      self.defaultValue = defaultValue
      self.examples = examples
      self.options = options
    }
  }
}

extension SpecKey.Kind {
  /// How many arguments a command may have.
  static let mostArguments = 16

  /// The row of a key in a mapping of this kind.
  package func key(_ name: String) -> SpecKey? {
    if case .object(let keys, _) = self { keys.first { $0.name == name } } else { nil }
  }

  /// The kind of a key's value in a mapping of this kind; `nil` for an unknown key, and for what holds no keys.
  package func child(_ name: String) -> SpecKey.Kind? {
    switch self {
    case .object: key(name)?.kind
    case .named(_, let kind): kind
    default: nil
    }
  }

  /// How a key is spelt in this mapping: names that mean the same are one key.
  func canonical(_ name: String) -> String {
    if case .named(let form, _) = self { form.canonical(name) } else { name }
  }
}
