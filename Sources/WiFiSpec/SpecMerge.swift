/// Merges the trees of several files in their order: scalars, the last wins; mappings merge; lists replace; `null`
/// unsets; of keys that exclude each other the later file's choice replaces the others.
struct SpecMerge {
  /// Warnings about overridden security.
  private(set) var diagnostics = DiagnosticList()
  private(set) var root: YAMLNode?

  mutating func add(_ tree: YAMLNode) {
    let empty = YAMLNode(content: .mapping([]), range: tree.range)
    root = merge(root ?? empty, with: tree, as: SpecKey.root)
  }

  private mutating func merge(_ old: YAMLNode, with new: YAMLNode, as kind: SpecKey.Kind) -> YAMLNode {
    guard case .mapping(var entries) = old.content, case .mapping(let changes) = new.content else { return new }
    if case .object(let keys, let oneOf) = kind {
      let chosen = changes.filter { oneOf.contains($0.key) && !$0.value.isNull }
      if let choice = chosen.first {
        for entry in entries where oneOf.contains(entry.key) && entry.key != choice.key {
          if keys.contains(where: { $0.name == entry.key && $0.isGuarded }) { warn(entry, overriddenBy: choice) }
        }
        entries.removeAll { entry in oneOf.contains(entry.key) && !chosen.contains { $0.key == entry.key } }
      }
    }
    for change in changes {
      let index = entries.firstIndex { $0.key == change.key }
      guard !change.value.isNull else {
        if let index { entries.remove(at: index) }
        continue
      }
      let key = kind.key(change.key)
      let childKind = kind.child(change.key)
      let empty = YAMLNode(content: .mapping([]), range: change.value.range)
      guard let index else {
        // Into nothing, so that its own nulls go too.
        var entry = change
        if case .mapping = change.value.content { entry.value = merge(empty, with: change.value, as: childKind) }
        entries.append(entry)
        continue
      }
      if key?.isGuarded == true { warn(entries[index], overriddenBy: change) }
      if case .mapping = entries[index].value.content {
        entries[index].value = merge(entries[index].value, with: change.value, as: childKind)
      } else {
        entries[index] = change
      }
    }
    return YAMLNode(content: .mapping(entries), range: old.range)
  }

  private mutating func warn(_ old: YAMLNode.Entry, overriddenBy new: YAMLNode.Entry) {
    guard old.keyRange.file != new.keyRange.file, old.key != new.key || old.value.content != new.value.content else {
      return
    }
    diagnostics.add(
      .overriddenSecurity, at: new.keyRange, "'\(new.key)' replaces '\(old.key)' of \(old.keyRange.place)",
      hint: "if it is meant, leave it; else remove one of the two")
  }
}

extension SpecKey.Kind {
  /// The row of a key in a mapping of this kind.
  fileprivate func key(_ name: String) -> SpecKey? {
    if case .object(let keys, _) = self { keys.first { $0.name == name } } else { nil }
  }

  /// The kind of a key's value in a mapping of this kind.
  fileprivate func child(_ name: String) -> SpecKey.Kind {
    if case .named(_, _, let keys) = self { return .object(keys, oneOf: []) }
    return key(name)?.kind ?? .options
  }
}
