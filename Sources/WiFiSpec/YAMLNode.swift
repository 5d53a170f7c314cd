/// A node of a spec's YAML tree, with its place. Scalars stay text: what they mean is for the schema to say.
struct YAMLNode: Hashable, Sendable {
  var content: Content
  var range: SourceRange

  enum Content: Hashable, Sendable {
    case scalar(String, quoted: Bool)
    case mapping([Entry])
    case sequence([YAMLNode])
  }

  struct Entry: Hashable, Sendable {
    var key: String
    var keyRange: SourceRange
    var value: YAMLNode
  }

  /// `null` or `~`, unquoted: it unsets what an earlier file said.
  var isNull: Bool { content == .scalar("null", quoted: false) || content == .scalar("~", quoted: false) }

  /// Nothing where a value belongs.
  var isEmpty: Bool { content == .scalar("", quoted: false) }

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
