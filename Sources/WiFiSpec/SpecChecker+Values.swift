import WiFiModel

/// Scalars.
extension SpecChecker {
  /// Another value in the place of a node.
  func replacement(of node: YAMLNode, by text: String) -> Fix {
    let end = node.end
    var range = node.range
    (range.endLine, range.endColumn) = (end.line, end.column)
    return .replace(range, text)
  }

  mutating func check(_ text: String, _ node: YAMLNode, _ form: TextForm) {
    do throws(InvalidValue) { try form.check(text) } catch {
      if form.standsForSecret { secrets.append(node.range) }
      let repaired = form.repaired(text)
      diagnostics.add(
        .badValue, at: node.range, error.problem, hint: error.hint,
        fixes: [replacement(of: node, by: repaired.map { YAMLScalar.written($0) } ?? form.example)],
        isExample: repaired == nil)
    }
  }

  mutating func scalar(_ node: YAMLNode, _ place: Place, wanted: String) -> String? {
    if case .scalar(let text, _) = node.content { return text }
    diagnostics.add(
      .wrongType, at: node.range, "'\(place.name)' is \(node.kindInWords)",
      hint: "write \(wanted), behind '\(place.name):'", fixes: [replacement(of: node, by: place.example)],
      isExample: true)
    return nil
  }

  mutating func checkBoolean(_ node: YAMLNode, _ place: Place) {
    if node.boolean != nil { return }
    let meant = node.text.flatMap { Habit.booleans[$0.lowercased()] }
    diagnostics.add(
      .wrongType, at: node.range, "'\(place.name)' is true or false, without quotation marks",
      hint: "write \(meant.map { "'\(place.name): \($0)'" } ?? "'\(place.name): true' or '\(place.name): false'")",
      fixes: [replacement(of: node, by: "\(meant ?? true)")], isExample: meant == nil)
  }

  mutating func checkNumber(
    _ node: YAMLNode, _ place: Place, isAllowed: (Int) -> Bool, _ wanted: String, words: [String] = []
  ) {
    guard case .scalar(let text, let quoted) = node.content else {
      diagnostics.add(
        .wrongType, at: node.range, "'\(place.name)' is \(node.kindInWords)", hint: "write \(wanted)",
        fixes: [replacement(of: node, by: place.example)], isExample: true)
      return
    }
    guard let number = YAMLNode.decimal(text) else {
      reportNumber(text, node, place, isAllowed: isAllowed, wanted, words: words)
      return
    }
    if !isAllowed(number) {
      diagnostics.add(
        .badValue, at: node.range, "'\(place.name)' is \(number), out of its range", hint: "write \(wanted)",
        fixes: [replacement(of: node, by: place.example)], isExample: true)
    } else if quoted {
      diagnostics.add(
        .wrongType, at: node.range, "'\(place.name)' is quoted text", hint: "write \(text) without quotes",
        fixes: [replacement(of: node, by: text)])
    }
  }

  /// Says what is meant by a text in the place of a number.
  private mutating func reportNumber(
    _ text: String, _ node: YAMLNode, _ place: Place, isAllowed: (Int) -> Bool, _ wanted: String, words: [String]
  ) {
    let shown =
      "'\(place.name)' is a number\(words.isEmpty ? "" : " or \(words.joined(separator: ", "))"),"
      + " not '\(text.prefix(40))'"
    if let word = Habit.word(text, for: place.path) ?? nearest(to: text, in: words), words.contains(word) {
      diagnostics.add(
        .wrongType, at: node.range, shown, hint: "did you mean '\(word)'?", fixes: [replacement(of: node, by: word)])
    } else if let meant = Habit.number(in: text), isAllowed(meant) {
      diagnostics.add(
        .wrongType, at: node.range, shown,
        hint: "write '\(place.name): \(meant)': plain decimal digits, without unit and leading zeros",
        fixes: [replacement(of: node, by: "\(meant)")])
    } else {
      diagnostics.add(
        .wrongType, at: node.range, shown, hint: "write \(wanted), in plain decimal digits",
        fixes: [replacement(of: node, by: place.example)], isExample: true)
    }
  }

  mutating func checkChoice(_ node: YAMLNode, _ place: Place, _ words: [String]) {
    let known = "'\(place.name)' is one of \(words.joined(separator: ", "))"
    guard let text = scalar(node, place, wanted: "one of \(words.joined(separator: ", "))"), !words.contains(text)
    else { return }
    let message = "'\(text.prefix(40))' is not a value of '\(place.name)'"
    if let refusal = Habit.refusal(of: text, for: place.path) {
      diagnostics.add(
        .unknownChoice, at: node.range, "\(message): \(refusal)", hint: known,
        fixes: [replacement(of: node, by: place.example)], isExample: true)
    } else if let meant = Habit.word(text, for: place.path) ?? nearest(to: text, in: words) {
      diagnostics.add(
        .unknownChoice, at: node.range, message, hint: "did you mean '\(meant)'? \(known)",
        fixes: [replacement(of: node, by: meant)])
    } else {
      diagnostics.add(
        .unknownChoice, at: node.range, message, hint: known, fixes: [replacement(of: node, by: place.example)],
        isExample: true)
    }
  }
}
