import WiFiModel

/// Checks one file's tree against the table of keys: unknown keys, wrong types, values that are none. What needs the
/// other files (missing keys, references) is the decoder's.
struct SpecChecker {
  var diagnostics = DiagnosticList()
  /// Where values stand that are never shown.
  var secrets: [SourceRange] = []
  /// How many more times it is asked what a word was meant to be: a hostile file has thousands of them.
  private var questions = 20

  /// - Parameters:
  ///   - root: a file's tree; `nil` for a file without content.
  ///   - file: the file's name, for what has no place in it.
  ///   - language: the table of its keys.
  mutating func check(_ root: YAMLNode?, file: String, as language: SpecKey.Kind = SpecKey.root) {
    let start = SourceRange(file: file, line: 1, column: 1, endLine: 1, endColumn: 1)
    let hint = "begin the file with 'version: 1'"
    guard let root, !root.isNull, !root.isEmpty else {
      diagnostics.add(
        .missingKey, at: SourceRange(file: file, line: 1, column: 1), "missing key 'version'", hint: hint,
        fixes: [.replace(root?.isNull == true ? root?.range ?? start : start, "version: 1\n")])
      return
    }
    guard case .mapping(let entries) = root.content else {
      secrets.append(root.range)
      let end = root.end
      let whole = SourceRange(
        file: file, line: root.range.line, column: root.range.column, endLine: end.line, endColumn: end.column)
      diagnostics.add(
        .wrongType, at: root.range, "\(root.kindInWords) where the keys of a spec are wanted", hint: hint,
        fixes: [.replace(whole, "version: 1")])
      return
    }
    if let version = entries.first(where: { $0.key == "version" })?.value {
      if version.content != .scalar("1", quoted: false) {
        diagnostics.add(
          .badVersion, at: version.range, "this version of wifi-ap reads specs of version 1 only",
          hint: "write 'version: 1'", fixes: [replacement(of: version, by: "1")])
      }
    } else {
      let first = entries.first?.keyRange
      diagnostics.add(
        .missingKey, at: first ?? SourceRange(file: file, line: 1, column: 1), "missing key 'version'", hint: hint,
        fixes: [first.map { .add("version: 1", besideKey: $0) } ?? .replace(root.range, "version: 1")])
    }
    check(root, as: language, Place(name: "", path: ""))
  }

  /// Where a value stands.
  struct Place {
    /// The key or name before it.
    var name: String
    /// The keys that lead there, with `*` for each name.
    var path: String
    var keyRange: SourceRange?
    /// A value as a hint shows it.
    var example = "..."

    func below(_ key: SpecKey, at range: SourceRange) -> Place {
      Place(
        name: key.name, path: path.isEmpty ? key.name : path + "." + key.name, keyRange: range, example: key.example)
    }
  }

  /// Checks a value that is to be of a kind.
  mutating func check(_ node: YAMLNode, as kind: SpecKey.Kind, _ place: Place) {
    if node.isNull { return }
    if node.isEmpty {
      diagnostics.add(
        .noValue, at: node.range, "'\(place.name)' has no value",
        hint: "write a value, or 'null' to unset what another file says",
        fixes: [replacement(of: node, by: place.example)], isExample: true)
      return
    }
    switch kind {
    case .text(let form):
      guard let text = scalar(node, place, wanted: "text, such as \(form.example)") else { return }
      check(text, node, form)
    case .secret(let form):
      secrets.append(node.range)
      guard let text = scalar(node, place, wanted: "text") else { return }
      check(text, node, form)
    case .boolean:
      checkBoolean(node, place)
    case .number(let range):
      let wanted = "a number from \(range.lowerBound) to \(range.upperBound)"
      checkNumber(node, place, isAllowed: { range.contains($0) }, wanted)
    case .numberOrWord(let range, let words):
      if let text = node.text, words.contains(text) { return }
      let wanted = "a number from \(range.lowerBound) to \(range.upperBound), or \(words.joined(separator: ", "))"
      checkNumber(node, place, isAllowed: { range.contains($0) }, wanted, words: words)
    case .numberChoice(let numbers):
      let wanted = "one of " + numbers.map(String.init).joined(separator: ", ")
      checkNumber(node, place, isAllowed: { numbers.contains($0) }, wanted)
    case .choice(let words):
      checkChoice(node, place, words)
    case .list(let element, let least):
      checkList(node, place, of: element, least: least)
    case .command:
      checkCommand(node, place)
    case .object(let keys, let oneOf):
      guard isMapping(node, as: kind, place) else { return }
      checkKeys(node, as: kind, keys, place)
      for choice in oneOf { checkOneOf(node, choice, place) }
    case .named(let form, let child):
      guard isMapping(node, as: kind, place) else { return }
      checkNames(node, form, child, place)
    case .options(let level):
      guard isMapping(node, as: kind, place) else { return }
      for entry in node.entries { checkOption(entry, level) }
    }
  }

  // MARK: - Mappings and lists

  private mutating func isMapping(_ node: YAMLNode, as kind: SpecKey.Kind, _ place: Place) -> Bool {
    if case .mapping = node.content { return true }
    // Whatever stands here may be a secret in the wrong place.
    if kind.holdsSecrets { secrets.append(node.range) }
    diagnostics.add(
      .wrongType, at: node.range, "'\(place.name.prefix(40))' is \(node.kindInWords) where a mapping is wanted",
      hint: "write its keys below '\(place.name.prefix(40)):', indented by two spaces, each as '\(kind.firstKey): ...'",
      fixes: [replacement(of: node, by: place.example)], isExample: true)
    return false
  }

  private mutating func checkKeys(_ node: YAMLNode, as kind: SpecKey.Kind, _ keys: [SpecKey], _ place: Place) {
    for entry in node.entries {
      guard let key = keys.first(where: { $0.name == entry.key }) else {
        reportUnknown(entry, among: keys.map(\.name), siblings: node, place)
        continue
      }
      if place.path.isEmpty, key.name == "version" { continue }
      check(entry.value, as: key.kind, place.below(key, at: entry.keyRange))
    }
  }

  private mutating func reportUnknown(
    _ entry: YAMLNode.Entry, among names: [String], siblings: YAMLNode, _ place: Place
  ) {
    let message =
      "unknown key '\(entry.key.prefix(60))'" + (place.name.isEmpty ? "" : " in '\(place.name.prefix(40))'")
    let habit = Habit(key: entry.key, at: place.path)
    // Whatever stands behind a key that nobody knows may be a secret.
    if habit?.isHarmless != true || entry.value.text == nil { secrets.append(entry.value.range) }
    if diagnostics.isFull { return }
    if let habit {
      diagnostics.add(
        .unknownKey, at: entry.keyRange, message, hint: habit.hint,
        fixes: [fix(entry, habit.replacement, siblings: siblings)])
    } else if let meant = nearest(to: entry.key, in: names) {
      diagnostics.add(
        .unknownKey, at: entry.keyRange, message, hint: "did you mean '\(meant)'?",
        fixes: [fix(entry, meant, siblings: siblings)])
    } else {
      diagnostics.add(
        .unknownKey, at: entry.keyRange, message, hint: "known keys here: \(names.joined(separator: ", "))",
        fixes: [.remove(key: entry.keyRange)])
    }
  }

  /// The word that was probably meant, as long as questions are left.
  mutating func nearest(to word: String, in candidates: [String]) -> String? {
    guard questions > 0 else { return nil }
    questions -= 1
    return Suggestion.nearest(to: word, in: candidates)
  }

  /// Another key in the place of one; none, or one that is there already, takes it away.
  private func fix(_ entry: YAMLNode.Entry, _ replacement: String?, siblings: YAMLNode) -> Fix {
    guard let replacement, !siblings.entries.contains(where: { $0.key == replacement }) else {
      return .remove(key: entry.keyRange)
    }
    return .replace(entry.keyRange, replacement)
  }

  private mutating func checkNames(_ node: YAMLNode, _ form: TextForm, _ child: SpecKey.Kind, _ place: Place) {
    var seen: Set<String> = []
    let example = child.example ?? form.example
    for entry in node.entries {
      do throws(InvalidValue) { try form.check(entry.key) } catch {
        let repaired = diagnostics.isFull ? nil : form.repaired(entry.key)
        diagnostics.add(
          .badValue, at: entry.keyRange, error.problem, hint: error.hint,
          fixes: [.replace(entry.keyRange, repaired.map { YAMLScalar.written($0) } ?? form.example)],
          isExample: repaired == nil)
        if form.standsForSecret {
          secrets += [entry.keyRange, entry.value.range]
          continue
        }
      }
      if !seen.insert(form.canonical(entry.key)).inserted {
        diagnostics.add(
          .duplicateKey, at: entry.keyRange, "\(form.what) \(entry.key.prefix(40)) is given twice",
          hint: "capital and small letters are the same here: keep one of them", fixes: [.remove(key: entry.keyRange)])
      }
      let below = Place(
        name: entry.key, path: place.path + ".*", keyRange: entry.keyRange, example: example)
      if entry.value.isEmpty, case .object = child {
        diagnostics.add(
          .noValue, at: entry.keyRange, "\(place.resource) \(entry.key.prefix(40)) has no keys",
          hint: "indent its keys below it, or write 'null' to unset what another file says",
          fixes: [replacement(of: entry.value, by: below.example)], isExample: true)
      } else {
        check(entry.value, as: child, below)
      }
    }
  }

  private mutating func checkOneOf(_ node: YAMLNode, _ oneOf: SpecKey.OneOf, _ place: Place) {
    let given = node.entries.filter { oneOf.keys.contains($0.key) && !$0.value.isNull }
    for entry in given.dropFirst() {
      diagnostics.add(
        .severalSources, at: entry.keyRange, "'\(entry.key)' beside '\(given[0].key)' in '\(place.name.prefix(40))'",
        hint: "keep one of '\(given[0].key)' and '\(entry.key)'", fixes: [.remove(key: entry.keyRange)])
    }
  }

  private mutating func checkList(_ node: YAMLNode, _ place: Place, of element: SpecKey.Kind, least: Int) {
    guard let elements = elements(of: node, place, areSecret: element.holdsSecrets, least: least) else { return }
    var seen: Set<String> = []
    // Secrets are looked for to the end: they are masked wherever they stand.
    for node in elements where !diagnostics.isFull || element.holdsSecrets {
      guard checkElement(node, as: element, place) else { continue }
      if let text = node.text, !seen.insert(text).inserted {
        diagnostics.add(
          .badValue, at: node.range, "'\(text.prefix(60))' is listed twice", hint: "keep one of them",
          fixes: [.removeElement(node.range)])
      }
    }
  }

  private mutating func checkCommand(_ node: YAMLNode, _ place: Place) {
    if let line = node.text, line.contains(" ") {
      let words = "[" + line.split(separator: " ").map { YAMLScalar.written(String($0)) }.joined(separator: ", ") + "]"
      diagnostics.add(
        .wrongType, at: node.range, "'\(place.name)' is a line of text where a list of words is wanted",
        hint: "no shell reads it: write '\(place.name): \(words.prefix(200))'",
        fixes: [replacement(of: node, by: words)])
      return
    }
    guard let elements = elements(of: node, place, areSecret: false, least: 1) else { return }
    for (index, node) in elements.enumerated() where !diagnostics.isFull {
      if index > SpecKey.Kind.mostArguments {
        diagnostics.add(
          .badValue, at: node.range,
          "'\(place.name)' has \(elements.count - 1) arguments, more than \(SpecKey.Kind.mostArguments)",
          hint: "have the program read the rest from a file of its own", fixes: [.removeElement(node.range)])
        return
      }
      _ = checkElement(node, as: .text(index == 0 ? .program : .programArgument), place)
    }
  }

  /// The elements of what is to be a list; nil, and a mistake, where it is none.
  private mutating func elements(
    of node: YAMLNode, _ place: Place, areSecret: Bool, least: Int
  ) -> [YAMLNode]? {
    guard case .sequence(let elements) = node.content else {
      if areSecret { secrets.append(node.range) }
      let text = areSecret ? nil : node.text.map { String($0.prefix(60)) }
      diagnostics.add(
        .wrongType, at: node.range, "'\(place.name)' is \(node.kindInWords) where a list is wanted",
        hint: text.map { "write '\(place.name): [\($0)]'" } ?? "write '\(place.name): \(place.example)'",
        fixes: [text == nil ? replacement(of: node, by: place.example) : .wrap(node.range, "[", "]")],
        isExample: text == nil)
      return nil
    }
    if elements.count < least {
      diagnostics.add(
        .badValue, at: node.range, "'\(place.name)' is an empty list", hint: "write '\(place.name): \(place.example)'",
        fixes: [replacement(of: node, by: place.example)], isExample: true)
    }
    return elements
  }

  /// Checks an element of a list; false where it has no value.
  private mutating func checkElement(_ node: YAMLNode, as element: SpecKey.Kind, _ place: Place) -> Bool {
    let below = Place(name: place.name, path: place.path, example: element.example ?? "...")
    if node.isNull || node.isEmpty {
      diagnostics.add(
        .noValue, at: node.range, "an element of '\(place.name)' has no value",
        hint: "write one, such as \(below.example), or remove it",
        fixes: [replacement(of: node, by: below.example)], isExample: true)
      return false
    }
    check(node, as: element, below)
    return true
  }
}

extension SpecChecker.Place {
  /// What a name here stands for.
  fileprivate var resource: String {
    switch path {
    case "radios": "radio"
    case "access-points": "access point"
    default: "'\(name)'"
    }
  }
}
