import WiFiModel

/// Judges values by a JSON Schema of the small subset that ours are written in, and keeps what it met, so that a test
/// can tell which parts of a schema nothing ever used.
struct SchemaChecker {
  let schema: JSON
  /// Where in the schema a property, an alternative or a word was met in a valid value.
  private(set) var met: Set<String> = []

  init(_ schema: JSON) { self.schema = schema }

  /// What is wrong with the value, one sentence each, with the way to it; empty when it is valid.
  mutating func problems(of value: JSON, under definition: String? = nil) -> [String] {
    guard let definition else { return judge(value, by: schema, at: "#", path: "$") }
    return judge(value, by: ["$ref": .string("#/$defs/\(definition)")], at: "#", path: "$")
  }

  /// Everything that `met` could hold, in the order of the schema.
  var everything: [String] { Self.parts(of: schema, at: "#") }

  /// What in the schema lies outside the subset, or leaves room for keys that nobody wrote down.
  var faults: [String] { Self.faults(of: schema, at: "#") }

  private mutating func judge(_ value: JSON, by schema: JSON, at place: String, path: String) -> [String] {
    if case .string(let reference)? = schema["$ref"] {
      guard let target = resolve(reference) else { return ["\(path): \(reference) leads nowhere"] }
      return judge(value, by: target, at: reference, path: path)
    }
    var problems: [String] = []
    if let type = schema["type"], !Self.words(type).contains(where: { Self.isOfType(value, $0) }) {
      problems.append("\(path): \(value.text()) is not of type \(type.text())")
    }
    if case .array(let words)? = schema["enum"] {
      if words.contains(value) {
        met.insert("\(place)/enum/\(value.text())")
      } else {
        problems.append("\(path): \(value.text()) is not one of \(JSON.array(words).text())")
      }
    }
    if case .integer(let minimum)? = schema["minimum"], case .integer(let number) = value, number < minimum {
      problems.append("\(path): \(number) is less than \(minimum)")
    }
    if case .array(let elements) = value, let items = schema["items"] {
      for (index, element) in elements.enumerated() {
        problems += judge(element, by: items, at: "\(place)/items", path: "\(path)[\(index)]")
      }
    }
    if case .object(let members) = value { problems += judge(members, by: schema, at: place, path: path) }
    if case .array(let alternatives)? = schema["oneOf"] {
      problems += choose(value, among: alternatives, at: place, path: path)
    }
    return problems
  }

  private mutating func judge(
    _ members: [JSON.Member], by schema: JSON, at place: String, path: String
  ) -> [String] {
    var problems: [String] = []
    for member in members {
      if let property = schema["properties"]?[member.key] {
        met.insert("\(place)/properties/\(member.key)")
        problems += judge(
          member.value, by: property, at: "\(place)/properties/\(member.key)", path: "\(path).\(member.key)")
      } else if schema["additionalProperties"] == false {
        problems.append("\(path): the key \(member.key) is not in the schema")
      }
    }
    for key in Self.words(schema["required"] ?? []) where !members.contains(where: { $0.key == key }) {
      problems.append("\(path): the key \(key) is missing")
    }
    return problems
  }

  private mutating func choose(_ value: JSON, among alternatives: [JSON], at place: String, path: String) -> [String] {
    var fitting: [(index: Int, met: Set<String>)] = []
    for (index, alternative) in alternatives.enumerated() {
      var trial = self
      if trial.judge(value, by: alternative, at: "\(place)/oneOf/\(index)", path: path).isEmpty {
        fitting.append((index, trial.met))
      }
    }
    guard let first = fitting.first, fitting.count == 1 else {
      return ["\(path): \(value.text()) fits \(fitting.count) of \(alternatives.count) alternatives"]
    }
    met = first.met
    met.insert("\(place)/oneOf/\(first.index)")
    return []
  }

  private func resolve(_ reference: String) -> JSON? {
    let prefix = "#/$defs/"
    return reference.hasPrefix(prefix) ? schema["$defs"]?[String(reference.dropFirst(prefix.count))] : nil
  }

  private static func words(_ value: JSON) -> [String] {
    switch value {
    case .string(let word): [word]
    case .array(let elements): elements.flatMap(words)
    default: []
    }
  }

  private static func isOfType(_ value: JSON, _ type: String) -> Bool {
    switch (value, type) {
    case (.null, "null"), (.bool, "boolean"), (.integer, "integer"), (.unsigned, "integer"), (.string, "string"),
      (.array, "array"), (.object, "object"):
      true
    default: false
    }
  }

  private static func children(of schema: JSON, at place: String) -> [(place: String, schema: JSON)] {
    var children: [(String, JSON)] = []
    for key in ["properties", "$defs"] {
      guard case .object(let members)? = schema[key] else { continue }
      children += members.map { ("\(place)/\(key)/\($0.key)", $0.value) }
    }
    if let items = schema["items"] { children.append(("\(place)/items", items)) }
    if case .array(let alternatives)? = schema["oneOf"] {
      children += alternatives.enumerated().map { ("\(place)/oneOf/\($0)", $1) }
    }
    return children
  }

  private static func parts(of schema: JSON, at place: String) -> [String] {
    var parts: [String] = []
    if case .array(let words)? = schema["enum"] { parts += words.map { "\(place)/enum/\($0.text())" } }
    for child in children(of: schema, at: place) {
      // A definition is met where a reference to it is.
      if !child.place.hasPrefix("#/$defs/") || child.place.split(separator: "/").count > 3 { parts.append(child.place) }
      parts += Self.parts(of: child.schema, at: child.place)
    }
    return parts.filter { !$0.hasSuffix("/items") }
  }

  private static func faults(of schema: JSON, at place: String) -> [String] {
    guard case .object(let members) = schema else { return ["\(place): no object"] }
    let known: Set = [
      "$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "additionalProperties",
      "enum", "items", "oneOf", "minimum",
    ]
    var faults = members.filter { !known.contains($0.key) }.map { "\(place): the checker does not know \($0.key)" }
    if case .object(let properties)? = schema["properties"] {
      if schema["additionalProperties"] != false { faults.append("\(place): additionalProperties is not false") }
      if words(schema["required"] ?? []) != properties.map(\.key) {
        faults.append("\(place): required and properties differ, or their order")
      }
      if schema["type"] != "object" { faults.append("\(place): properties without type object") }
    }
    for child in children(of: schema, at: place) { faults += Self.faults(of: child.schema, at: child.place) }
    return faults
  }
}
