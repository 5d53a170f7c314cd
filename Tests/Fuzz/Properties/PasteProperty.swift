import WiFiModel
package import WiFiReconcile
import WiFiSpec

/// What must hold of any text that is pasted into the doctor.
package enum PasteProperty {
  /// What does not hold, in words; nothing where all is well.
  package static func violations(_ bytes: [UInt8]) -> [String] {
    let text = String(decoding: bytes, as: UTF8.self)
    let count = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
    let numbers = LogLine.lines(of: text).map(\.number)
    var found: [String] = []
    if numbers != numbers.sorted() { found.append("lines are out of order") }
    if !numbers.allSatisfy({ $0 >= 1 && $0 <= count }) { found.append("a line lies outside the paste") }
    return found + violations(of: Diagnosis(of: text, catalogue: .builtIn), lines: count)
  }

  /// What does not hold of a diagnosis of a paste with so many lines.
  package static func violations(of diagnosis: Diagnosis, lines count: Int) -> [String] {
    var found = ShownText.violations(diagnosis.summary, "the summary")
    for advice in diagnosis.advice { found += ShownText.violations(advice, "advice") }
    // Both stand in commands that people copy.
    if let driver = diagnosis.driver, (try? ModuleName(driver))?.text != driver {
      found.append("a driver is called '\(driver)'")
    }
    if (try? InterfaceName(diagnosis.stationInterface)) == nil {
      found.append("an interface is called '\(diagnosis.stationInterface)'")
    }
    if (diagnosis.verdict == .healthy) != diagnosis.findings.isEmpty {
      found.append("the verdict is \(diagnosis.verdict.rawValue) with \(diagnosis.findings.count) findings")
    }
    let lines = diagnosis.findings.map(\.word.line) + (diagnosis.healedAt.map { [$0] } ?? [])
    if !lines.allSatisfy({ $0 >= 1 && $0 <= count }) { found.append("a finding lies outside the paste") }
    if diagnosis.findings.first?.isConsequence ?? false { found.append("the first fault only follows from another") }
    let names = diagnosis.findings.map(\.word.signature.name)
    if Set(names).count != names.count { found.append("a signature is found twice") }
    for finding in diagnosis.findings {
      found += ShownText.violations(finding.word.text, "a line that is quoted")
      if finding.count < 1 || finding.word.signature.kind == .benign { found.append("a finding is none") }
    }
    let json = diagnosis.json(advice: diagnosis.advice)
    if (try? JSON(parsing: json.bytes(.pretty))) != json { found.append("the answer is read as another") }
    return found
  }
}
