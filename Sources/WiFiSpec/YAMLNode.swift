/// A node of a spec's YAML tree, with its place. Scalars stay text: what they mean is for the schema to say.
struct YAMLNode: Hashable, Sendable {
  var content: Content
  var range: SourceRange
  /// Whether a mapping or list is written with braces or brackets.
  var isFlow = false

  enum Content: Hashable, Sendable {
    case scalar(String, quoted: Bool)
    case mapping([Entry])
    case sequence([YAMLNode])
  }

  struct Entry: Hashable, Sendable {
    var key: String
    var keyRange: SourceRange
    var value: YAMLNode
    /// Whether it stands between braces.
    var isInFlow = false
  }

  /// `null` or `~`, unquoted: it unsets what an earlier file said.
  var isNull: Bool { content == .scalar("null", quoted: false) || content == .scalar("~", quoted: false) }

  /// Nothing where a value belongs.
  var isEmpty: Bool { content == .scalar("", quoted: false) }

  /// Where the last of its characters ends; the range of what is written without brackets goes on to the next token.
  var end: (line: Int, column: Int) {
    let last: YAMLNode? =
      switch content {
      case .mapping(let entries) where !isFlow: entries.last?.value
      case .sequence(let elements) where !isFlow: elements.last
      default: nil
      }
    return last?.end ?? (range.endLine, range.endColumn)
  }

  /// The text of a scalar that has a value.
  var text: String? {
    if case .scalar(let text, _) = content, !isNull, !isEmpty { text } else { nil }
  }

  /// The entries of a mapping, none for every other node.
  var entries: [Entry] {
    if case .mapping(let entries) = content { entries } else { [] }
  }

  /// The value of a key of a mapping, where it has one that is not null.
  subscript(key: String) -> YAMLNode? {
    guard let value = entries.first(where: { $0.key == key })?.value, !value.isNull else { return nil }
    return value
  }

  /// What it is, for a message about what it should be.
  var kindInWords: String {
    switch content {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar where isNull: "null"
    case .scalar(_, quoted: true): "quoted text"
    case .scalar: "text"
    }
  }
}

extension YAMLNode {
  /// `true` or `false` without quotation marks.
  var boolean: Bool? {
    switch content {
    case .scalar("true", quoted: false): true
    case .scalar("false", quoted: false): false
    default: nil
    }
  }

  /// A plain decimal number without quotation marks.
  var number: Int? {
    if case .scalar(let text, quoted: false) = content { Self.decimal(text) } else { nil }
  }

  /// The elements of a list, none for every other node.
  var elements: [YAMLNode] {
    if case .sequence(let elements) = content { elements } else { [] }
  }

  /// The text of a scalar, or of each element of a list.
  var scalars: [String] {
    switch content {
    case .scalar(let text, _): [text]
    case .sequence(let elements): elements.compactMap(\.text)
    case .mapping: []
    }
  }

  /// A plain decimal number: digits without sign or leading zero.
  static func decimal(_ text: String) -> Int? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text == "0" || text.utf8.first != 0x30,
      text.utf8.count <= 9
    else { return nil }
    return Int(text)
  }
}
