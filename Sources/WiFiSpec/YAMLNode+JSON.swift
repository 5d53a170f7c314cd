import WiFiModel

extension YAMLNode {
  /// What a value says, as its kind reads it and not as YAML would; an option of hostapd has no kind. A secret is
  /// `<hidden>`, unless it is an example.
  func json(as kind: SpecKey.Kind?, isExample: Bool = false) -> JSON {
    switch (kind, content) {
    case (.secret?, _) where !isExample: .string("<hidden>")
    case (.list(let element, _)?, .sequence(let elements)):
      .array(elements.map { $0.json(as: element, isExample: isExample) })
    case (.command?, .sequence(let elements)):
      .array(elements.map { $0.json(as: .text(.programArgument), isExample: isExample) })
    case (.object(let keys, _)?, .mapping(let entries)):
      .object(
        keys.compactMap { key in
          entries.first { $0.key == key.name }.map {
            JSON.Member(key.name, $0.value.json(as: key.kind, isExample: isExample))
          }
        })
    case (.named(_, let child)?, .mapping(let entries)):
      .object(entries.map { JSON.Member($0.key, $0.value.json(as: child, isExample: isExample)) })
    case (.options?, .mapping(let entries)): .object(entries.map { JSON.Member($0.key, $0.value.json(as: nil)) })
    case (nil, .sequence(let elements)): .array(elements.map { $0.json(as: nil) })
    case (_, .mapping): .object([])
    case (_, .sequence): .array([])
    case (.boolean?, _): boolean.map { .bool($0) } ?? .null
    case (.number?, _), (.numberChoice?, _): .number(number)
    case (.numberOrWord?, .scalar(let text, _)): number.map { .number($0) } ?? .string(text)
    case (_, .scalar(let text, _)): .string(text)
    }
  }
}

extension SpecKey {
  /// A value as it is written in a spec, such as an example; `nil` where it is not of the key's kind.
  func value(written text: String) -> JSON? {
    let node = YAMLDocument(SpecSource(name: "", bytes: Array("value: \(text)\n".utf8))).root?["value"]
    var checker = SpecChecker()
    guard let node else { return nil }
    checker.check(node, as: kind, SpecChecker.Place(name: name, path: name))
    return checker.diagnostics.all.isEmpty ? node.json(as: kind, isExample: true) : nil
  }
}
