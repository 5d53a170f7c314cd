package import WiFiModel

/// What all files say together: the merged tree, each value with its place.
package struct MergedSpec: Hashable, Sendable {
  let root: YAMLNode

  /// The place of a value, or of the nearest key above it.
  func range(of keyPath: String) -> SourceRange? {
    var (node, kind): (YAMLNode, SpecKey.Kind?) = (root, SpecKey.root)
    var parts = keyPath.split(separator: ".").map(String.init)[...]
    var place: SourceRange?
    while let entry = next(&parts, in: node, kind) {
      if case .scalar = entry.value.content, !entry.value.isEmpty {
        place = entry.value.range
      } else {
        place = entry.keyRange
      }
      (node, kind) = (entry.value, kind?.child(entry.key))
    }
    return place
  }

  /// The entry that the next parts name; an interface's name may hold dots.
  private func next(_ parts: inout ArraySlice<String>, in node: YAMLNode, _ kind: SpecKey.Kind?) -> YAMLNode.Entry? {
    for count in parts.indices.map({ $0 - parts.startIndex + 1 }) {
      let key = parts.prefix(count).joined(separator: ".")
      let name = kind?.canonical(key) ?? key
      if let entry = node.entries.first(where: { (kind?.canonical($0.key) ?? $0.key) == name }) {
        parts = parts.dropFirst(count)
        return entry
      }
    }
    return nil
  }

  /// A value with the keys that lead to it.
  package struct Leaf: Hashable, Sendable {
    package var path: [String]
    /// What it says; a secret is `<hidden>`.
    package var value: JSON
    package var place: SourceRange
  }

  /// Every value in canonical order: keys as the language lists them, names and options sorted.
  package var leaves: [Leaf] {
    var found: [Leaf] = []
    collect(root, SpecKey.root, [], into: &found)
    return found
  }

  private func collect(_ node: YAMLNode, _ kind: SpecKey.Kind, _ path: [String], into found: inout [Leaf]) {
    for (entry, child) in kind.ordered(node) {
      let here = path + [kind.canonical(entry.key)]
      if let child, case .mapping(let entries) = entry.value.content, !entries.isEmpty {
        collect(entry.value, child, here, into: &found)
      } else {
        found.append(Leaf(path: here, value: entry.value.json(as: child), place: entry.keyRange))
      }
    }
  }

  /// The merged spec as one file that says the same, with the place of each value behind it. Secrets are `<hidden>`.
  package var rendered: String {
    var lines: [String] = []
    render(root, SpecKey.root, indentation: "", into: &lines)
    return lines.map { $0 + "\n" }.joined()
  }

  private func render(
    _ node: YAMLNode, _ kind: SpecKey.Kind, indentation: String, lead: String = "", into lines: inout [String]
  ) {
    var lead = lead
    for (entry, child) in kind.ordered(node) {
      let start = indentation + lead + YAMLScalar.written(kind.canonical(entry.key)) + ":"
      if !lead.isEmpty { lead = String(repeating: " ", count: lead.utf8.count) }
      let inner = indentation + lead + "  "
      if let child, case .mapping(let entries) = entry.value.content, !entries.isEmpty {
        lines.append(start)
        render(entry.value, child, indentation: inner, into: &lines)
      } else if case .list(let element, _)? = child, case .object = element, !entry.value.elements.isEmpty {
        lines.append(start)
        for node in entry.value.elements { render(node, element, indentation: inner, lead: "- ", into: &lines) }
      } else {
        // An option of hostapd is text that rarely looks like it.
        let number = child == nil ? entry.value.text.flatMap { Int32($0) } : nil
        let value = number.map { "\($0)" } ?? entry.value.json(as: child).yaml
        lines.append("\(start) \(value)  # \(entry.keyRange.place)")
      }
    }
  }
}

extension SpecKey.Kind {
  /// The known entries of a mapping in canonical order, each with its kind; an option of hostapd has none.
  fileprivate func ordered(_ node: YAMLNode) -> [(YAMLNode.Entry, SpecKey.Kind?)] {
    switch self {
    case .object(let keys, _):
      keys.compactMap { key in
        node.entries.first { $0.key == key.name && !$0.value.isNull }.map { ($0, key.kind) }
      }
    case .named(_, let child):
      node.entries.sorted { canonical($0.key) < canonical($1.key) }.map { ($0, child) }
    case .options:
      node.entries.filter { HostapdOptionRule.rule(of: $0.key)?.use == .free }.sorted { $0.key < $1.key }
        .map { ($0, nil) }
    default: []
    }
  }
}

extension JSON {
  /// The value in one line of YAML.
  fileprivate var yaml: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .unsigned(let value): "\(value)"
    case .string("<hidden>"): "<hidden>"
    case .string(let text): YAMLScalar.written(text)
    case .array(let elements): "[" + elements.map(\.yaml).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(YAMLScalar.written($0.key)): \($0.value.yaml)" }.joined(separator: ", ") + "}"
    }
  }
}
