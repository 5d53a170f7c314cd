import WiFiModel

@testable import WiFiSpec

/// docs/signatures.md: what the agent recognises in the kernel log.
enum SignaturePage {
  static var text: String {
    var text = """
      # What the kernel log is searched for

      A test writes this page from `Specs/signatures`. A line is compared behind its device prefix: `*` is anything or
      nothing, `{name}` at least one character. A machine's own signatures stand in `/etc/wifi-ap/signatures.d/*.yaml` in
      the same form (`Specs/schema/signatures.schema.json`), and are tried first; a file with a mistake is reported and
      left out.

      | class | means |
      |---|---|
      | fatal | The firmware is, or may be, dead. One line is one signal: a driver is reset only when the firmware also does not answer. |
      | self-healing | The driver is mending it by itself. |
      | transient | Alone it is nothing to act upon; repeated as often as the table says, it is fatal. |
      | configuration | What is declared or installed cannot work like that: no remedy helps, the advice does. |
      | benign | Part of the driver's ordinary talk, though it may look like an error. |

      """
    var family = ""
    var drivers: [String] = []
    for signature in SignatureCatalogue.builtIn.signatures {
      let head = signature.name.prefix { $0 != "-" }
      if family != head || drivers != signature.drivers {
        (family, drivers) = (String(head), signature.drivers)
        let names = drivers.isEmpty ? "any driver" : drivers.map { "`\($0)`" }.joined(separator: ", ")
        text +=
          "\n## \(family)\n\nOf \(names).\n\n| name | class | lines | means | known from |\n|---|---|---|---|---|\n"
      }
      text += row(signature)
    }
    return text
  }

  private static func row(_ signature: Signature) -> String {
    var kind = signature.kind.rawValue
    if let milestone = signature.milestone { kind += ", \(milestone.rawValue)" }
    if let grace = signature.grace { kind += "; heals within \(grace.seconds) s" }
    if let repetition = signature.repetition {
      kind += "; fatal when \(repetition.count) times in \(repetition.within.seconds) s"
    }
    if let entry = signature.entry { kind += "; from \(entry.rawValue) on" }
    let meaning = [signature.meaning, signature.cost, signature.advice].filter { !$0.isEmpty }.joined(separator: " ")
    let lines = signature.patterns.map { "`\(escaped($0.description))`" }.joined(separator: "<br>")
    return "| \(signature.name) | \(kind) | \(lines) | \(escaped(meaning)) | \(escaped(signature.source)) |\n"
  }

  private static func escaped(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}

extension Uptime.Span {
  fileprivate var seconds: Int64 { nanoseconds / 1_000_000_000 }
}
