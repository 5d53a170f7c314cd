extension SpecKey {
  /// A value as a hint shows it: valid, and written in one line.
  var example: String { documentation.examples.first ?? kind.example ?? "..." }

  /// The key with that value.
  var line: String { "\(name): \(example)" }
}

extension SpecKey.Kind {
  /// A value of this kind, where one follows from the kind.
  var example: String? {
    switch self {
    case .text(let form), .secret(let form): form.example
    case .boolean: "true"
    case .number(let range), .numberOrWord(let range, _): "\(range.lowerBound)"
    case .numberChoice(let numbers): numbers.first.map { "\($0)" }
    case .choice(let words): words.first
    case .list(let element, _): element.example.map { "[\($0)]" }
    case .command: "[\(TextForm.program.example)]"
    case .object(let keys, let oneOf):
      "{" + keys.filter { $0.isRequired || oneOf.needs($0.name) }.map(\.line).joined(separator: ", ") + "}"
    case .named(let form, let child): child.example.map { "{\(form.example): \($0)}" }
    case .options: nil
    }
  }

  /// The first key of a mapping of this kind, for people who wrote no mapping.
  var firstKey: String {
    switch self {
    case .object(let keys, _): keys.first?.name ?? "..."
    case .named(let form, _): form.example
    case .options(let level): HostapdOptionRule.freeNames(at: level).first ?? "..."
    default: "..."
    }
  }

  /// Whether a secret may stand somewhere in it.
  var holdsSecrets: Bool {
    switch self {
    case .secret: true
    case .list(let element, _): element.holdsSecrets
    case .object(let keys, _): keys.contains { $0.kind.holdsSecrets }
    case .named(_, let child): child.holdsSecrets
    case .text, .boolean, .number, .numberOrWord, .numberChoice, .choice, .command, .options: false
    }
  }
}

extension [SpecKey.OneOf] {
  /// Whether a key is the first of those of which one must be given.
  fileprivate func needs(_ name: String) -> Bool { contains { $0.isRequired && $0.keys.first == name } }
}
