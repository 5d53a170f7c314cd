import ArgumentParser
import Glibc
import WiFiModel
import WiFiSpec

/// `wifi-ap explain`: what a key of the spec means.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a key of the spec means and what it may be.",
    discussion: """
      A key is its place in a spec, such as access-points.uap0.security.mode. Any name, or *, may stand where names \
      stand; the end of the place is enough where it is clear, such as pmf. An option of hostapd is answered with the \
      key that says it, and the code of a diagnostic, such as E031, with what it stands for.
      """)

  @Argument(help: "The key, option or code; without one, all keys are listed.") var key: String?
  @Option(help: "How to print.") var format = Format.text

  func run() throws {
    let answer = key.map { SpecReference.answer($0) } ?? .entries(SpecReference.entries)
    if case .unknown(let hint) = answer {
      let advice = hint ?? "'wifi-ap explain' lists all keys"
      throw Console.fail("the spec has no key '\(key ?? "")'; \(advice)", code: 64)
    }
    switch format {
    case .json: Console.out(answer.json.text(.pretty))
    case .text:
      let text = ExplanationText(Palette(isOn: Console.isColoured(STDOUT_FILENO)))
      Console.out(key == nil ? text.overview() : text.render(answer))
    }
  }
}

/// An explanation as a person reads it.
struct ExplanationText {
  private let palette: Palette
  private static let width = 80

  init(_ palette: Palette) { self.palette = palette }

  /// Every key with its summary, indented as in a spec.
  func overview() -> String {
    var text = ""
    for entry in SpecReference.entries {
      let parts = entry.path.split(separator: ".")
      let indent = String(repeating: "  ", count: parts.count - 1)
      // A name stands on a line of its own above the keys below it.
      let name = parts.count > 1 && parts[parts.count - 2] == "*" && isFirst(entry)
      if name { text += String(repeating: "  ", count: parts.count - 2) + palette.dim("*:") + "\n" }
      let head = indent + entry.key.name + ":"
      text += listed(head, entry.key.documentation.summary, column: 34)
    }
    return text + "\nwifi-ap explain KEY says more of one.\n"
  }

  private func isFirst(_ entry: SpecReference.Entry) -> Bool {
    let parent = entry.path.dropLast(entry.key.name.count)
    return SpecReference.entries.first { $0.path.hasPrefix(parent) }?.path == entry.path
  }

  func render(_ answer: SpecReference.Answer) -> String {
    switch answer {
    case .entries(let entries): entries.map(render).joined(separator: "\n")
    case .option(let rule): render(rule)
    case .code(let code):
      palette.bold(code.rawValue) + "\n\n"
        + wrapped("\(code.severity == .error ? "Error" : "Warning"): \(code.meaning)")
    case .unknown: ""
    }
  }

  private func render(_ entry: SpecReference.Entry) -> String {
    let documentation = entry.key.documentation
    var text = palette.bold(entry.path) + "\n\n" + wrapped(documentation.summary)
    if !documentation.detail.isEmpty { text += "\n" + wrapped(documentation.detail) }
    text += "\n"
    let children = SpecReference.children(of: entry.path)
    if children.isEmpty { text += field("value", entry.key.kind.words) }
    if let unit = documentation.unit { text += field("unit", unit) }
    if entry.key.isRequired { text += field("required", "yes, in one of the files") }
    if let value = documentation.defaultValue { text += field("default", value) }
    let others = entry.excluding.filter { $0 != entry.key.name }
    if !others.isEmpty { text += field("instead of", others.joined(separator: ", ")) }
    for (index, example) in documentation.examples.enumerated() {
      text += field(index == 0 ? "example" : "", "\(entry.key.name): \(example)", isWrapped: false)
    }
    if !documentation.options.isEmpty {
      text += field("hostapd", documentation.options.joined(separator: ", "))
    }
    guard !children.isEmpty else { return text }
    text += "\n"
    for child in children {
      text += listed("  \(child.key.name):", child.key.documentation.summary, column: 26)
    }
    return text
  }

  private func render(_ rule: HostapdOptionRule) -> String {
    palette.bold(rule.name) + "\n\n" + wrapped("An option of hostapd. " + rule.advice)
  }

  /// A key, and from a column on what it is, in as many lines as that takes.
  private func listed(_ head: String, _ summary: String, column: Int) -> String {
    let lines = Self.lines(summary, width: Self.width - column)
    let first = palette.bold(head) + String(repeating: " ", count: max(1, column - head.count)) + (lines.first ?? "")
    let margin = String(repeating: " ", count: column)
    return ([first] + lines.dropFirst().map { margin + $0 }).map { $0 + "\n" }.joined()
  }

  private func field(_ name: String, _ value: String, isWrapped: Bool = true) -> String {
    let head = name + String(repeating: " ", count: max(1, 12 - name.count))
    guard isWrapped else { return "  " + palette.dim(head) + value + "\n" }
    let lines = Self.lines(value, width: Self.width - 14)
    return lines.enumerated().map { index, line in
      "  " + palette.dim(index == 0 ? head : String(repeating: " ", count: 12)) + line + "\n"
    }.joined()
  }

  private func wrapped(_ text: String) -> String { Self.lines(text, width: Self.width).map { $0 + "\n" }.joined() }

  private static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
