@testable import WiFiSpec

/// The table of keys as a page: the part of docs/spec.md and of the manual page that nobody writes by hand.
enum ReferencePage {
  /// Markdown, a section each key.
  static var markdown: String {
    var text = ""
    for entry in SpecReference.entries {
      let documentation = entry.key.documentation
      text += "### `\(entry.path)`\n\n\(wrapped(documentation.summary))"
      if !documentation.detail.isEmpty { text += "\n\(wrapped(documentation.detail))" }
      let rows = rows(of: entry)
      if !rows.isEmpty { text += "\n" + rows.map { "- \($0): \($1)\n" }.joined() }
      let examples = documentation.examples.map { "\(entry.key.name): \($0)\n" }.joined()
      if !examples.isEmpty { text += "\n```yaml\n\(examples)```\n" }
      text += "\n"
    }
    return text
  }

  /// A table of the codes of diagnostics, in Markdown.
  static var codes: String {
    let codes = Diagnostic.Code.allCases.sorted { $0.rawValue < $1.rawValue }
    return "| code | meaning |\n|---|---|\n" + codes.map { "| \($0.rawValue) | \($0.meaning) |\n" }.joined()
  }

  /// mdoc(7), an item each key.
  static var manual: String {
    var text = ".Bl -tag -width Ds\n"
    for entry in SpecReference.entries {
      let documentation = entry.key.documentation
      text += ".It Ic \(roff(entry.path))\n\(sentences(documentation.summary))\(sentences(documentation.detail))"
      let rows = rows(of: entry, isLiteral: false)
      if !rows.isEmpty {
        text += ".Pp\n" + rows.map { ".Em \($0.0) :\n\(roff($0.1)).\n" }.joined()
      }
      if !documentation.examples.isEmpty {
        let lines = documentation.examples.map { roff("\(entry.key.name): \($0)") + "\n" }.joined()
        text += ".Bd -literal -offset indent\n\(lines).Ed\n"
      }
    }
    return text + ".El\n"
  }

  private static func rows(of entry: SpecReference.Entry, isLiteral: Bool = true) -> [(String, String)] {
    func code(_ words: [String]) -> String { words.map { isLiteral ? "`\($0)`" : $0 }.joined(separator: ", ") }
    let documentation = entry.key.documentation
    var rows: [(String, String)] = []
    if SpecReference.children(of: entry.path).isEmpty { rows.append(("Value", entry.key.kind.words)) }
    if let unit = documentation.unit { rows.append(("Unit", unit)) }
    if entry.key.isRequired { rows.append(("Required", "yes, in one of the files")) }
    if let value = documentation.defaultValue { rows.append(("Default", value)) }
    let others = entry.excluding.filter { $0 != entry.key.name }
    if !others.isEmpty { rows.append(("Instead of", code(others))) }
    if !documentation.options.isEmpty { rows.append(("Options of hostapd", code(documentation.options))) }
    return rows
  }

  private static func wrapped(_ text: String) -> String {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= 120 {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// One sentence a line, as roff wants it.
  private static func sentences(_ text: String) -> String {
    text.isEmpty ? "" : roff(text.replacing(". ", with: ".\n")) + "\n"
  }

  private static func roff(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-").split(separator: "\n").map {
      $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : String($0)
    }.joined(separator: "\n")
  }
}
