import WiFiModel

/// The language as it is told to people: every key of the table with its place, and the search among them.
package enum SpecReference {
  /// A key with its place in a spec.
  package struct Entry: Sendable {
    /// Such as `access-points.*.security.mode`; a star stands for a name, or for the elements of a list.
    package var path: String
    package var key: SpecKey
    /// Whether only one of several keys may be given: these, itself included.
    package var excluding: [String]
  }

  /// What a question for a key finds.
  package enum Answer: Sendable {
    /// One key, or several that end the same.
    case entries([Entry])
    /// What the code of a diagnostic stands for.
    case code(Diagnostic.Code)
    /// No key of the spec, but an option of hostapd.
    case option(HostapdOptionRule)
    /// Nothing of that name; what to ask for or to write instead, where that can be guessed.
    case unknown(hint: String?)
  }

  /// All keys, each before those in it, in the order of the table.
  package static let entries: [Entry] = entries(of: SpecKey.root, at: "")

  /// The keys directly in a key, in the order of the table.
  package static func children(of path: String) -> [Entry] {
    entries(of: path).filter { entry in
      let rest = entry.path.dropFirst(path.count + 1)
      return !(rest.hasPrefix("*.") ? rest.dropFirst(2) : rest).contains(".")
    }
  }

  /// All keys in a key, in the order of the table.
  private static func entries(of path: String) -> [Entry] { entries.filter { $0.path.hasPrefix(path + ".") } }

  /// Looks up what somebody typed: a place in a spec, with names or stars where names stand; or the end of one where
  /// that is enough, such as `pmf`; or an option of hostapd, or the code of a diagnostic.
  package static func answer(_ question: String) -> Answer {
    if let code = Diagnostic.Code(rawValue: question.uppercased()) { return .code(code) }
    let words = question.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let exact = entries.filter { matches(words[...], pattern($0)[...]) }
    if !exact.isEmpty { return .entries(exact) }
    // A name of the operator's own, which may be that of a VLAN: what may stand below it.
    let named = entries.filter { entry in
      let name = words.dropFirst(pattern(entry).count)
      return matches(words[...], (pattern(entry) + ["*"])[...]) && !children(of: entry.path).isEmpty
        && name.dropFirst().allSatisfy { UInt16($0) != nil }
    }
    if !named.isEmpty { return .entries(named) }
    let ending = entries.filter { entry in
      let pattern = pattern(entry)
      return pattern.indices.contains { matches(words[...], pattern[$0...]) && pattern[$0] != "*" }
    }
    if !ending.isEmpty { return .entries(ending) }
    if let option = words.last, let rule = HostapdOptionRule.rule(of: option) { return .option(rule) }
    return .unknown(hint: nearest(to: words).map { "did you mean '\($0)'?" } ?? habit(words))
  }

  private static func pattern(_ entry: Entry) -> [String] { entry.path.split(separator: ".").map(String.init) }

  /// Whether words are a place; a star in it stands for one word or several, since names of interfaces have dots.
  private static func matches(_ words: ArraySlice<String>, _ pattern: ArraySlice<String>) -> Bool {
    guard let part = pattern.first else { return words.isEmpty }
    guard let word = words.first, part == "*" || part == word else { return false }
    let rest = pattern.dropFirst()
    guard part == "*" else { return matches(words.dropFirst(), rest) }
    return words.indices.contains { matches(words[(words.index(after: $0))...], rest) }
  }

  /// The whole place that was meant where only its last word is wrong, else the nearest word of all.
  private static func nearest(to words: [String]) -> String? {
    guard let last = words.last else { return nil }
    let siblings = entries.filter { entry in
      let pattern = pattern(entry)
      return pattern.count > 1 && words.count > 1 && matches(words.dropLast(), pattern.dropLast())
    }
    let names = siblings.isEmpty ? entries.map(\.key.name) : siblings.map(\.key.name)
    if let name = Suggestion.nearest(to: last, in: names) { return (words.dropLast() + [name]).joined(separator: ".") }
    return Suggestion.nearest(to: last, in: HostapdOptionRule.names)
  }

  /// What is said here in the place of a word of other tools.
  private static func habit(_ words: [String]) -> String? {
    guard let word = words.last else { return nil }
    let places = entries.map { String($0.path.dropLast($0.key.name.count).dropLast()) }
    return places.lazy.compactMap { Habit(key: word, at: $0)?.hint }.first
  }

  private static func entries(of kind: SpecKey.Kind, at path: String) -> [Entry] {
    switch kind {
    case .object(let keys, let oneOf):
      keys.flatMap { key in
        let place = path.isEmpty ? key.name : "\(path).\(key.name)"
        let excluding = oneOf.first { $0.keys.contains(key.name) }?.keys ?? []
        return [Entry(path: place, key: key, excluding: excluding)] + entries(of: key.kind, at: place)
      }
    case .named(_, let kind), .list(of: let kind, _): entries(of: kind, at: path + ".*")
    case .text, .secret, .boolean, .number, .numberOrWord, .numberChoice, .choice, .command, .options: []
    }
  }
}

extension SpecKey.Kind {
  /// What may be written, in words.
  package var words: String {
    switch self {
    case .text(let form), .secret(let form): "text (\(form.what))"
    case .boolean: "true or false"
    case .number(let range) where range.count == 1: "\(range.lowerBound)"
    case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .numberOrWord(let range, let words):
      "a number from \(range.lowerBound) to \(range.upperBound), or \(words.joined(separator: " or "))"
    case .numberChoice(let numbers): "one of " + numbers.map { String($0) }.joined(separator: ", ")
    case .choice(let words): "one of " + words.joined(separator: ", ")
    case .list(let kind, let least): "a list\(least > 0 ? " of one or more" : ""), each element \(kind.words)"
    case .command: "a list of the absolute path of a program and its arguments, at most \(Self.mostArguments)"
    case .object(let keys, _): "a mapping with the keys " + keys.map(\.name).joined(separator: ", ")
    case .named(let form, let kind): "a mapping, from each \(form.what) to \(kind.words)"
    case .options: "a mapping of hostapd's options: each one line of text or a number"
    }
  }
}
