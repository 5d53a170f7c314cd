@testable import WiFiSpec

/// Specs around one value.
enum SpecSkeleton {
  /// A spec with the value, as it is written in one line, at the place, and of the rest only what the place needs.
  static func spec(with value: String, at path: String) -> String {
    let parts = path.split(separator: ".").map(String.init)
    if parts == ["version"] { return "version: \(value)\n" }
    return "version: 1\n\(parts[0]): \(inner(parts.dropFirst(), in: SpecKey.root.child(parts[0]), value))\n"
  }

  private static func inner(_ parts: ArraySlice<String>, in kind: SpecKey.Kind?, _ value: String) -> String {
    guard let part = parts.first else { return value }
    let rest = parts.dropFirst()
    switch kind {
    case .named(let form, let kind): return "{\(form.example): \(inner(rest, in: kind, value))}"
    case .list(let kind, _): return "[\(inner(rest, in: kind, value))]"
    default: return "{\(part): \(inner(rest, in: kind?.child(part), value))}"
    }
  }

  /// Text in quotation marks.
  static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\t", with: "\\t") + "\""
  }

  /// A value like the examples of a key, with a few changes in a text of it; nil for a key without text.
  static func mutant(
    of kind: SpecKey.Kind, _ examples: [String], using generator: inout some RandomNumberGenerator
  ) -> String? {
    switch kind {
    case .text(let form), .secret(let form):
      let example = (examples + [form.example]).randomElement(using: &generator) ?? form.example
      return quoted(mutant(of: example.replacing("\"", with: ""), using: &generator))
    case .list(let element, _): return mutant(of: element, [], using: &generator).map { "[\($0)]" }
    case .command:
      return mutant(
        of: Bool.random(using: &generator) ? .text(.program) : .text(.programArgument), [], using: &generator
      )
      .map { Bool.random(using: &generator) ? "[\($0)]" : "[\(TextForm.program.example), \($0)]" }
    case .named(let form, .text(let label)):
      let isName = Bool.random(using: &generator)
      let name = isName ? mutant(of: .text(form), [], using: &generator) ?? "" : form.example
      return "{\(name): \(isName ? label.example : mutant(of: .text(label), [], using: &generator) ?? "")}"
    case .named(let form, _): return mutant(of: .text(form), [], using: &generator).map { "{\($0): {}}" }
    default: return nil
    }
  }

  /// The text with one to three changes.
  static func mutant(of text: String, using generator: inout some RandomNumberGenerator) -> String {
    let alphabet = Array("aZ09gG:./-_ +%!~\"'#,é€\u{1F4F6}\u{ff11}\t")
    var characters = Array(text)
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let index = Int.random(in: 0...characters.count, using: &generator)
      let character = alphabet.randomElement(using: &generator) ?? "a"
      switch Int.random(in: 0..<6, using: &generator) {
      case 0 where index < characters.count: characters.remove(at: index)
      case 1 where index < characters.count: characters[index] = character
      case 2: characters = Array(characters.prefix(index))
      case 3 where characters.count < 2000: characters += characters
      case 4 where !characters.isEmpty:
        characters.insert(characters[index % characters.count], at: index)
      default: characters.insert(character, at: index)
      }
    }
    return String(characters)
  }
}
