package import WiFiModel

/// The language as a JSON Schema (2020-12): the table of keys in another notation.
///
/// A schema sees one file, as JSON. What it cannot say is left to `wifi-ap validate`: how YAML was written, what several
/// files make together, and what keys mean beside each other.
package enum SpecSchema {
  /// The schema of one spec file.
  package static let document: JSON = {
    guard case .object(let keys, let oneOf) = SpecKey.root else { return .null }
    let head: [JSON.Member] = [
      JSON.Member("$schema", "https://json-schema.org/draft/2020-12/schema"),
      JSON.Member("title", "wifi-ap spec"),
      JSON.Member(
        "description",
        .string(
          "Wi-Fi access points that wifi-ap keeps on the air: a file of /etc/wifi-ap.d. The files of the directory are "
            + "merged, so a file may hold a part; null unsets what an earlier file says.")),
      JSON.Member("type", "object"),
      JSON.Member("required", ["version"]),
    ]
    return .object(head + members(of: keys, oneOf, isTop: true) + [JSON.Member("$defs", definitions)])
  }()

  /// The schema of a file with signatures; no file adds to another one's.
  package static let signatures: JSON = {
    guard case .object(let keys, let oneOf) = SpecKey.signatureFile else { return .null }
    let head: [JSON.Member] = [
      JSON.Member("$schema", "https://json-schema.org/draft/2020-12/schema"),
      JSON.Member("title", "wifi-ap signatures"),
      JSON.Member(
        "description",
        .string(
          "Lines of the kernel log that say something about a radio's driver: a file of /etc/wifi-ap/signatures.d.")),
      JSON.Member("type", "object"),
    ]
    return .object(head + members(of: keys, oneOf, isTop: true, isWhole: true))
  }()

  private static func schema(of key: SpecKey, isTop: Bool, isWhole: Bool) -> JSON {
    var members = [
      JSON.Member("title", .string(key.name)), JSON.Member("description", .string(description(of: key, isWhole))),
    ]
    // The version cannot be unset.
    let isUnsettable = !isWhole && !(isTop && key.name == "version")
    members += self.members(of: key.kind, isUnsettable: isUnsettable, isWhole: isWhole)
    if let value = key.defaultJSON { members.append(JSON.Member("default", value)) }
    let examples = key.documentation.examples.compactMap { key.value(written: $0) }
    if !examples.isEmpty { members.append(JSON.Member("examples", .array(examples))) }
    return .object(members)
  }

  private static func description(of key: SpecKey, _ isWhole: Bool) -> String {
    let documentation = key.documentation
    var parts = [documentation.summary, documentation.detail]
    if let unit = documentation.unit { parts.append("Unit: \(unit).") }
    if key.defaultJSON == nil, let value = documentation.defaultValue { parts.append("Default: \(value).") }
    if key.isRequired { parts.append(isWhole ? "Required." : "Required, in this file or in another.") }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What says of a value that it is of a kind; null too, where an earlier file's can be unset.
  private static func members(of kind: SpecKey.Kind, isUnsettable: Bool, isWhole: Bool = false) -> [JSON.Member] {
    func type(_ names: JSON...) -> JSON.Member {
      let all = names + (isUnsettable ? ["null"] : [])
      return JSON.Member("type", all.count == 1 ? all[0] : .array(all))
    }
    switch kind {
    case .text(let form), .secret(let form):
      // Text that looks like a number is one to whoever reads the file as JSON.
      let looks: [JSON] = form.takesNumbers ? ["number"] : []
      let others: [JSON] = looks + (form.takesWords ? ["boolean"] : [])
      let types: [JSON] = ["string"] + others + (isUnsettable ? ["null"] : [])
      return [JSON.Member("type", types.count == 1 ? types[0] : .array(types))] + limits(of: form)
    case .boolean: return [type("boolean")]
    case .number(let range): return [type("integer")] + limits(of: range)
    case .numberOrWord(let range, let words):
      let number = JSON.object([JSON.Member("type", "integer")] + limits(of: range))
      let all: [JSON] = words.map { .string($0) } + (isUnsettable ? [.null] : [])
      return [JSON.Member("anyOf", [number, .object([JSON.Member("enum", .array(all))])])]
    case .numberChoice(let numbers):
      return [JSON.Member("enum", .array(numbers.map { .number($0) } + null(isUnsettable)))]
    case .choice(let words): return [JSON.Member("enum", .array(words.map { .string($0) } + null(isUnsettable)))]
    case .list(let kind, let least):
      var members = [
        type("array"), JSON.Member("items", .object(self.members(of: kind, isUnsettable: false, isWhole: isWhole))),
      ]
      if least > 0 { members.append(JSON.Member("minItems", .number(least))) }
      if case .object = kind { return members }
      return members + [JSON.Member("uniqueItems", true)]
    case .command:
      func element(_ form: TextForm) -> JSON { .object(self.members(of: .text(form), isUnsettable: false)) }
      return [
        type("array"), JSON.Member("prefixItems", [element(.program)]), JSON.Member("items", element(.programArgument)),
        JSON.Member("minItems", 1), JSON.Member("maxItems", .number(SpecKey.Kind.mostArguments + 1)),
      ]
    case .object(let keys, let oneOf):
      return [type("object")] + self.members(of: keys, oneOf, isTop: false, isWhole: isWhole)
    case .named(let form, let kind):
      return [
        type("object"), JSON.Member("propertyNames", .object(limits(of: form))),
        JSON.Member("additionalProperties", .object(self.members(of: kind, isUnsettable: !isWhole, isWhole: isWhole))),
      ]
    case .options(let level):
      let names = HostapdOptionRule.freeNames(at: level)
      return [
        type("object"), JSON.Member("additionalProperties", false),
        JSON.Member("properties", .object(names.map { JSON.Member($0, schema(ofOption: $0)) })),
      ]
    }
  }

  private static func schema(ofOption name: String) -> JSON {
    if let range = HostapdValueForm.range(of: name) {
      return [
        "type": ["integer", "string", "null"], "pattern": "^-?[0-9]{1,10}$",
        "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
      ]
    }
    if let pattern = HostapdValueForm.pattern(of: name) {
      // Numbers that are written without quotation marks are numbers to readers of YAML.
      let isNumber = name.hasPrefix("tx_queue_") || HostapdValueForm.isAnyText(name)
      return [
        "type": .array((isNumber ? ["number"] : []) + ["string", "null"]), "pattern": .string(pattern),
        "maxLength": 399,
      ]
    }
    return ["$ref": .string(reference(to: name))]
  }

  private static func reference(to option: String) -> String {
    guard let rule = HostapdOptionRule.rule(of: option) else { return "#/$defs/line" }
    return rule.isNumber ? "#/$defs/number" : rule.isRepeatable ? "#/$defs/lines" : "#/$defs/line"
  }

  /// The values of hostapd's options.
  private static let definitions: JSON = {
    let limits = [JSON.Member("pattern", .string("^\(TextForm.printable)*$")), JSON.Member("maxLength", 399)]
    let text: JSON = .object([JSON.Member("type", ["string", "number"])] + limits)
    return [
      "line": .object(
        [
          JSON.Member("description", "An option of hostapd: one line of text, or a number."),
          JSON.Member("type", ["string", "number", "null"]),
        ] + limits),
      "lines": [
        "description": "An option of hostapd that may be given several times: a line of text, or a list of such lines.",
        "anyOf": [text, ["type": "array", "items": text], ["type": "null"]],
      ],
      "number": [
        "description": "An option of hostapd: a decimal number.", "type": ["integer", "string", "null"],
        "pattern": "^-?[0-9]{1,10}$", "minimum": -9_999_999_999, "maximum": 9_999_999_999,
      ],
    ]
  }()

  private static func null(_ isUnsettable: Bool) -> [JSON] { isUnsettable ? [.null] : [] }

  private static func members(
    of keys: [SpecKey], _ oneOf: [SpecKey.OneOf], isTop: Bool, isWhole: Bool = false
  ) -> [JSON.Member] {
    var members = [
      JSON.Member("additionalProperties", false),
      JSON.Member(
        "properties", .object(keys.map { JSON.Member($0.name, schema(of: $0, isTop: isTop, isWhole: isWhole)) })),
    ]
    let required = keys.filter(\.isRequired).map { JSON.string($0.name) }
    if isWhole, !required.isEmpty { members.append(JSON.Member("required", .array(required))) }
    // One given, its others are null or not there.
    let exclusions = oneOf.flatMap { group in
      group.keys.map { name in
        JSON.Member(
          name,
          [
            "if": ["properties": .object([JSON.Member(name, ["type": "null"])])],
            "else": [
              "properties": .object(
                group.keys.filter { $0 != name }.map { JSON.Member($0, ["type": "null"]) })
            ],
          ])
      }
    }
    if !exclusions.isEmpty { members.append(JSON.Member("dependentSchemas", .object(exclusions))) }
    return members
  }

  private static func limits(of form: TextForm) -> [JSON.Member] {
    var members: [JSON.Member] = []
    if let pattern = form.pattern {
      members.append(JSON.Member("pattern", .string(pattern)))
      // No keyword of the standard, but of the editors that most people have.
      members.append(
        JSON.Member("patternErrorMessage", .string("no valid \(form.what): it is written as \(form.example)")))
    }
    if let lengths = form.lengths {
      members.append(JSON.Member("minLength", .number(lengths.lowerBound)))
      members.append(JSON.Member("maxLength", .number(lengths.upperBound)))
    }
    return members
  }

  private static func limits(of range: ClosedRange<Int>) -> [JSON.Member] {
    if range.count == 1 { return [JSON.Member("const", .number(range.lowerBound))] }
    return [JSON.Member("minimum", .number(range.lowerBound)), JSON.Member("maximum", .number(range.upperBound))]
  }
}

extension SpecKey {
  /// The default as a value; `nil` where it is told in words, or where there is none.
  fileprivate var defaultJSON: JSON? {
    guard let text = documentation.defaultValue else { return nil }
    if case .text = kind { return nil }
    return value(written: text)
  }
}

extension TextForm {
  /// Whether a text that YAML's readers take for a number can be of this form.
  fileprivate var takesNumbers: Bool {
    let sizes = [1, 2, 4, 8, 12, 16, 32, 64]
    return sizes.contains { size in isValid(String(repeating: "1", count: size)) } || isValid("0x1F") || isValid("1.5")
  }

  /// Whether one that they take for true or false can be.
  fileprivate var takesWords: Bool { isValid("true") || isValid("false") }

  private func isValid(_ text: String) -> Bool { (try? check(text)) != nil }
}
