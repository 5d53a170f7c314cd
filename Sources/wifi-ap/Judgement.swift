import WiFiModel
import WiFiReconcile
import WiFiSpec

/// What a machine says of a spec that is right in itself.
struct Judgement {
  /// In the order of their places.
  let diagnostics: [Diagnostic]
  /// What the machine does not tell, and so refuses nothing.
  let unknowns: [String]

  init(of reading: SpecReading, _ desired: DesiredState, on observed: ObservedState) {
    let judged = desired.radios.map { Feasibility(of: $0.id, in: observed, for: desired) }
    unknowns = judged.flatMap(\.unknowns)
    diagnostics = judged.flatMap(\.findings).map { finding in
      let code = finding.severity == .refusal ? Diagnostic.Code.impossibleHere : .limitedHere
      return reading.diagnostic(
        code, at: finding.keyPath, "\(finding.message) (\(finding.rule.rawValue))", hint: finding.remedy)
    }.sorted { one, other in
      (one.file, one.range?.line ?? 0, one.range?.column ?? 0)
        < (other.file, other.range?.line ?? 0, other.range?.column ?? 0)
    }
  }
}
