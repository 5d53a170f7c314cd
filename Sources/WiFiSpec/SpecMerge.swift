import WiFiModel

/// Merges the trees of several files in their order: scalars, the last wins; mappings merge; lists replace; `null`
/// unsets; of keys that exclude each other the later file's choice replaces the others.
struct SpecMerge {
  /// Warnings about overridden security.
  private(set) var diagnostics = DiagnosticList()
  private(set) var root: YAMLNode?
  /// Where a later file's `null` took away what an earlier one said, by the keys that lead there.
  private(set) var unsets: [String: SourceRange] = [:]

  /// The files, as they were added.
  private(set) var order: [String: Int] = [:]

  mutating func add(_ tree: YAMLNode) {
    order[tree.range.file] = order.count
    let empty = YAMLNode(content: .mapping([]), range: tree.range)
    root = merge(root ?? empty, with: tree, as: SpecKey.root, at: "")
  }

  private mutating func merge(
    _ old: YAMLNode, with new: YAMLNode, as kind: SpecKey.Kind?, at path: String
  ) -> YAMLNode {
    guard case .mapping(var entries) = old.content, case .mapping(let changes) = new.content else { return new }
    if case .object(let keys, let oneOfs) = kind {
      for oneOf in oneOfs { choose(oneOf, keys, in: &entries, by: changes) }
    }
    // A map may be long: its keys are looked up, not searched for.
    var places = Dictionary(
      entries.enumerated().map { (kind?.canonical($1.key) ?? $1.key, $0) }, uniquingKeysWith: { first, _ in first })
    var isUnset = Set<Int>()
    for change in changes {
      let name = kind?.canonical(change.key) ?? change.key
      guard !change.value.isNull else {
        if let index = places.removeValue(forKey: name) {
          isUnset.insert(index)
          unsets["\(path).\(name)"] = change.keyRange
        }
        continue
      }
      let childKind = kind?.child(change.key)
      // Into nothing, so that its own nulls go too.
      var entry = change
      if case .mapping = change.value.content {
        let empty = YAMLNode(content: .mapping([]), range: change.value.range, isFlow: change.value.isFlow)
        entry.value = merge(empty, with: change.value, as: childKind, at: "\(path).\(name)")
      }
      guard let index = places[name] else {
        places[name] = entries.count
        entries.append(entry)
        continue
      }
      if kind?.key(change.key)?.isGuarded == true { warn(entries[index], overriddenBy: change) }
      if case .mapping = entries[index].value.content, case .mapping = change.value.content {
        entries[index].value = merge(
          entries[index].value, with: change.value, as: childKind, at: "\(path).\(name)")
      } else {
        entries[index] = entry
      }
    }
    let kept = isUnset.isEmpty ? entries : entries.enumerated().filter { !isUnset.contains($0.offset) }.map(\.element)
    return YAMLNode(content: .mapping(kept), range: old.range, isFlow: old.isFlow)
  }

  /// Drops what the later file's choice among keys replaces.
  private mutating func choose(
    _ oneOf: SpecKey.OneOf, _ keys: [SpecKey], in entries: inout [YAMLNode.Entry], by changes: [YAMLNode.Entry]
  ) {
    let chosen = changes.filter { oneOf.keys.contains($0.key) && !$0.value.isNull }
    guard let choice = chosen.first else { return }
    for entry in entries where oneOf.keys.contains(entry.key) && entry.key != choice.key {
      if keys.contains(where: { $0.name == entry.key && $0.isGuarded }) { warn(entry, overriddenBy: choice) }
    }
    entries.removeAll { entry in oneOf.keys.contains(entry.key) && !chosen.contains { $0.key == entry.key } }
  }

  private mutating func warn(_ old: YAMLNode.Entry, overriddenBy new: YAMLNode.Entry) {
    guard old.keyRange.file != new.keyRange.file else { return }
    if old.key == new.key {
      if old.value.content == new.value.content { return }
      // Each of their keys warns for itself.
      if case .mapping = old.value.content, case .mapping = new.value.content { return }
    }
    diagnostics.add(
      .overriddenSecurity, at: new.keyRange, "'\(new.key)' replaces '\(old.key)' of \(old.keyRange.place)",
      hint: "if it is meant, leave it; else remove one of the two")
  }
}
