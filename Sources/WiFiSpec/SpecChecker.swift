import WiFiModel

/// Checks one file's tree against the table of keys: unknown keys, wrong types, values that are none. What needs the
/// other files (missing keys, references) is the decoder's.
struct SpecChecker {
  private(set) var diagnostics = DiagnosticList()
  /// Where values stand that are never shown.
  private(set) var secrets: [SourceRange] = []

  /// - Parameters:
  ///   - root: a file's tree; `nil` for a file without content.
  ///   - file: the file's name, for what has no place in it.
  mutating func check(_ root: YAMLNode?, file: String) {
    let start = SourceRange(file: file, line: 1, column: 1)
    guard let root, !root.isNull, !root.isEmpty else {
      diagnostics.add(.missingKey, at: start, "missing key 'version'", hint: "begin the file with 'version: 1'")
      return
    }
    guard case .mapping(let entries) = root.content else {
      secrets.append(root.range)
      diagnostics.add(
        .wrongType, at: root.range, "\(root.kindInWords) where the keys of a spec are wanted",
        hint: "begin the file with 'version: 1'")
      return
    }
    if let version = entries.first(where: { $0.key == "version" })?.value {
      if version.content != .scalar("1", quoted: false) {
        diagnostics.add(
          .badVersion, at: version.range, "this version of wifi-ap reads specs of version 1 only",
          hint: "write 'version: 1'")
      }
    } else {
      diagnostics.add(
        .missingKey, at: entries.first?.keyRange ?? start, "missing key 'version'",
        hint: "begin the file with 'version: 1'")
    }
    check(root, as: SpecKey.root, called: "", isVersioned: true)
  }

  private mutating func check(_ node: YAMLNode, as kind: SpecKey.Kind, called name: String, isVersioned: Bool = false) {
    if node.isNull { return }
    if node.isEmpty {
      diagnostics.add(
        .noValue, at: node.range, "'\(name)' has no value",
        hint: "write a value, or 'null' to unset what another file says")
      return
    }
    switch kind {
    case .text(let example, let check):
      guard let text = scalar(node, called: name, wanted: "text, such as \(example)") else { return }
      value(node) { () throws(InvalidValue) in try check(text) }
    case .secret(let check):
      secrets.append(node.range)
      guard let text = scalar(node, called: name, wanted: "text") else { return }
      value(node) { () throws(InvalidValue) in try check(text) }
    case .boolean:
      if node.content == .scalar("true", quoted: false) || node.content == .scalar("false", quoted: false) { return }
      let meant = node.text.flatMap { Self.booleans[$0.lowercased()] }
      diagnostics.add(
        .wrongType, at: node.range, "'\(name)' is true or false, without quotation marks",
        hint: "write \(meant.map { "'\(name): \($0)'" } ?? "'\(name): true' or '\(name): false'")")
    case .number(let range):
      checkNumber(node, in: range, called: name)
    case .choice(let words):
      guard let text = scalar(node, called: name, wanted: "one of \(words.joined(separator: ", "))") else { return }
      if !words.contains(text) {
        let known = "'\(name)' is one of \(words.joined(separator: ", "))"
        diagnostics.add(
          .unknownChoice, at: node.range, "'\(text.prefix(40))' is not a value of '\(name)'",
          hint: Suggestion.nearest(to: text, in: words).map { "did you mean '\($0)'? \(known)" } ?? known)
      }
    case .list(let example, let check):
      checkList(node, called: name, example: example, check)
    case .object(let keys, let oneOf):
      guard isMapping(node, called: name, example: keys.first?.name ?? "") else { return }
      checkKeys(node, keys, called: name, isVersioned: isVersioned)
      checkOneOf(node, oneOf, called: name)
    case .named(let what, let check, let keys):
      guard isMapping(node, called: name, example: "NAME") else { return }
      for entry in node.entries {
        do throws(InvalidValue) { try check(entry.key) } catch {
          diagnostics.add(.badValue, at: entry.keyRange, error.problem, hint: error.hint)
        }
        if entry.value.isEmpty {
          diagnostics.add(
            .noValue, at: entry.keyRange, "\(what) \(entry.key.prefix(40)) has no keys",
            hint: "indent its keys below it, or write 'null' to unset what another file says")
        } else if !entry.value.isNull, isMapping(entry.value, called: entry.key, example: keys.first?.name ?? "") {
          checkKeys(entry.value, keys, called: entry.key)
        }
      }
    case .options:
      guard isMapping(node, called: name, example: "beacon_int") else { return }
      for entry in node.entries { checkOption(entry) }
    }
  }

  private mutating func value(_ node: YAMLNode, _ body: () throws(InvalidValue) -> Void) {
    do throws(InvalidValue) { try body() } catch {
      diagnostics.add(.badValue, at: node.range, error.problem, hint: error.hint)
    }
  }

  private mutating func scalar(_ node: YAMLNode, called name: String, wanted: String) -> String? {
    if case .scalar(let text, _) = node.content { return text }
    diagnostics.add(
      .wrongType, at: node.range, "'\(name)' is \(node.kindInWords)", hint: "write \(wanted), behind '\(name):'")
    return nil
  }

  private mutating func isMapping(_ node: YAMLNode, called name: String, example: String) -> Bool {
    if case .mapping = node.content { return true }
    // Whatever stands here may be a secret in the wrong place.
    if name == "security" { secrets.append(node.range) }
    diagnostics.add(
      .wrongType, at: node.range, "'\(name)' is \(node.kindInWords) where a mapping is wanted",
      hint: "write its keys below '\(name):', indented by two spaces, each as '\(example): ...'")
    return false
  }

  private mutating func checkKeys(_ node: YAMLNode, _ keys: [SpecKey], called name: String, isVersioned: Bool = false) {
    for entry in node.entries {
      guard let key = keys.first(where: { $0.name == entry.key }) else {
        secrets.append(entry.value.range)
        let names = keys.map(\.name)
        let known = "known keys here: \(names.joined(separator: ", "))"
        diagnostics.add(
          .unknownKey, at: entry.keyRange,
          "unknown key '\(entry.key.prefix(60))'" + (name.isEmpty ? "" : " in '\(name.prefix(40))'"),
          hint: Suggestion.hint(for: entry.key, in: names, otherwise: known))
        continue
      }
      if isVersioned, key.name == "version" { continue }
      check(entry.value, as: key.kind, called: key.name)
    }
  }

  private mutating func checkOneOf(_ node: YAMLNode, _ oneOf: [String], called name: String) {
    let given = node.entries.filter { oneOf.contains($0.key) && !$0.value.isNull }
    for entry in given.dropFirst() {
      diagnostics.add(
        .severalSources, at: entry.keyRange, "'\(entry.key)' beside '\(given[0].key)' in '\(name)'",
        hint: "keep one of \(oneOf.map { "'\($0)'" }.joined(separator: " and "))")
    }
  }

  private mutating func checkNumber(_ node: YAMLNode, in range: ClosedRange<Int>, called name: String) {
    let wanted = "write a number from \(range.lowerBound) to \(range.upperBound)"
    guard case .scalar(let text, let quoted) = node.content else {
      diagnostics.add(.wrongType, at: node.range, "'\(name)' is \(node.kindInWords)", hint: wanted)
      return
    }
    guard let number = YAMLNode.decimal(text) else {
      let shown = "'\(name)' is a number, not '\(text.prefix(40))'"
      diagnostics.add(
        .wrongType, at: node.range, shown, hint: wanted + " in plain decimal digits, without leading zeros")
      return
    }
    if quoted {
      diagnostics.add(.wrongType, at: node.range, "'\(name)' is quoted text", hint: "write \(text) without quotes")
    } else if !range.contains(number) {
      diagnostics.add(.badValue, at: node.range, "'\(name)' is \(number), out of its range", hint: wanted)
    }
  }

  private mutating func checkList(_ node: YAMLNode, called name: String, example: String, _ check: SpecKey.Check) {
    guard case .sequence(let elements) = node.content else {
      let text = node.text.map { String($0.prefix(60)) } ?? example
      diagnostics.add(
        .wrongType, at: node.range, "'\(name)' is \(node.kindInWords) where a list is wanted",
        hint: "write '\(name): [\(text)]'")
      return
    }
    var seen: Set<String> = []
    for element in elements {
      guard let text = element.text else {
        diagnostics.add(
          .wrongType, at: element.range, "an element of '\(name)' is \(element.kindInWords)",
          hint: "write text, such as \(example)")
        continue
      }
      value(element) { () throws(InvalidValue) in try check(text) }
      if !seen.insert(text).inserted {
        diagnostics.add(.badValue, at: element.range, "'\(text.prefix(60))' is listed twice", hint: "keep one of them")
      }
    }
  }

  private mutating func checkOption(_ entry: YAMLNode.Entry) {
    let name = entry.key
    guard let rule = HostapdOptionRule.rule(of: name) else {
      secrets.append(entry.value.range)
      diagnostics.add(
        .unknownOption, at: entry.keyRange, "hostapd 2.10 has no option '\(name.prefix(60))'",
        hint: Suggestion.hint(
          for: name, in: HostapdOptionRule.names, otherwise: "its options are described in hostapd.conf's example file")
      )
      return
    }
    switch rule {
    case .free:
      if !entry.value.isNull { checkOptionValue(entry) }
    case .typed(let key):
      diagnostics.add(
        .typedOption, at: entry.keyRange, "'\(name)' is not passed through: the spec has a key for it",
        hint: "write it as \(key)")
    case .agent:
      diagnostics.add(
        .typedOption, at: entry.keyRange, "'\(name)' is set by wifi-ap itself, which would lose hostapd otherwise",
        hint: "leave it out")
    case .secret(let key):
      secrets.append(entry.value.range)
      diagnostics.add(
        .secretOption, at: entry.keyRange, "'\(name)' holds a secret, which may not stand among options",
        hint: key.map { "write it as \($0)" } ?? "leave it out: this version has no key for it")
    case .file(let key):
      diagnostics.add(
        .fileOption, at: entry.keyRange, "'\(name)' makes hostapd open a file, which may not stand among options",
        hint: key.map { "write it as \($0)" } ?? "leave it out: this version has no key for it")
    }
  }

  private mutating func checkOptionValue(_ entry: YAMLNode.Entry) {
    let node = entry.value
    guard case .scalar(let text, let quoted) = node.content, !node.isEmpty else {
      diagnostics.add(
        .badOptionValue, at: node.isEmpty ? entry.keyRange : node.range,
        "'\(entry.key)' is \(node.isEmpty ? "nothing" : node.kindInWords)",
        hint: "write one line of text, as in hostapd.conf behind '\(entry.key)='")
      return
    }
    if text.unicodeScalars.contains(where: \.isUnprintable) {
      diagnostics.add(
        .badOptionValue, at: node.range, "the value of '\(entry.key)' holds a newline or control character",
        hint: "write one line of printable text")
    } else if text.utf8.count >= 400 {
      diagnostics.add(
        .badOptionValue, at: node.range, "the value of '\(entry.key)' has \(text.utf8.count) bytes",
        hint: "hostapd takes lines of limited length: write fewer than 400 bytes")
    } else if !quoted, let meant = Self.booleans[text.lowercased()] {
      diagnostics.add(
        .badOptionValue, at: node.range, "'\(text)' is no value that hostapd understands",
        hint: "write '\(entry.key): \(meant ? 1 : 0)'")
    }
  }

  /// What people write for true and false.
  private static let booleans = ["true": true, "yes": true, "on": true, "false": false, "no": false, "off": false]
}

extension YAMLNode {
  /// A plain decimal number: digits without sign or leading zero.
  static func decimal(_ text: String) -> Int? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text == "0" || text.utf8.first != 0x30,
      text.utf8.count <= 9
    else { return nil }
    return Int(text)
  }
}
