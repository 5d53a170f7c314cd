/// YAML to be written: the part of it that specs need.
indirect enum SpecText {
  /// A number, `true` or one of the language's own words: never quoted.
  case word(String)
  /// Text of any kind: quoted where YAML, or a reader of it, could take it for something else.
  case text(String)
  case list([String])
  /// Numbers, or the language's own words.
  case words([String])
  case map([Entry])
  /// Mappings, one after another.
  case sequence([[Entry]])

  struct Entry {
    var key: String
    var value: SpecText
    /// Comment lines above it, without the `#`.
    var comments: [String] = []
  }

  /// The lines of a mapping.
  static func rendered(_ entries: [Entry], indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent)
    var text = ""
    for entry in entries {
      for comment in entry.comments { text += "\(margin)# \(comment)\n" }
      text += margin + scalar(entry.key) + ":"
      switch entry.value {
      case .word(let word): text += " \(word)\n"
      case .text(let value): text += " \(scalar(value))\n"
      case .list(let values): text += " [\(values.map(scalar).joined(separator: ", "))]\n"
      case .words(let words): text += " [\(words.joined(separator: ", "))]\n"
      case .map(let entries) where entries.isEmpty: text += " {}\n"
      case .map(let entries): text += "\n" + rendered(entries, indent: indent + 2)
      case .sequence(let elements):
        text += "\n"
        for element in elements {
          // The first key stands behind the dash.
          text += "\(margin)  - " + rendered(element, indent: indent + 4).dropFirst(indent + 4)
        }
      }
    }
    return text
  }

  /// A scalar on one line. The text holds no control characters: single quotes could not carry those.
  private static func scalar(_ text: String) -> String {
    isPlain(text)
      ? text : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  private static func isPlain(_ text: String) -> Bool {
    let body = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard let first = body.utf8.first, isWord(first) || first == UInt8(ascii: "/"), body.utf8.count <= 120 else {
      return false
    }
    if text.hasPrefix("-"), !body.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return false }
    return body.utf8.allSatisfy { isWord($0) || "./-+".utf8.contains($0) } && !typed.contains(text.lowercased())
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// What YAML 1.1 takes for something else than text.
  private static let typed: Set<String> = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"]
}
