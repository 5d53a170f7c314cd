import WiFiModel
import WiFiReconcile

/// What a drift and its plan say, as lines.
enum PlanLines {
  static func text(_ step: Step) -> String {
    let clients = step.clients.map { ", \($0) clients" } ?? ""
    let more =
      switch step.action {
      case .setOptions(_, let options, let renews): " \(Shown.text(options))\(renews ? " in the beacon" : "")"
      case .reloadBSS(_, let options): " \(Shown.text(options))"
      case .renewBSS(_, let options, let isSecured): " \(Shown.text(options))\(isSecured ? ", with new keys" : "")"
      case .addBSS(_, let configuration, let phy):
        " with \(configuration.options.map(\.name).joined(separator: " ")), bssid \(configuration["bssid"] ?? "none"), on"
          + " \(phy ?? "no wiphy")"
      case .removeBSS(_, let successor): successor == nil ? "" : " for its successor"
      case .addInterface(_, let phy), .limitPower(_, let phy): " on \(phy.map { "phy\($0)" } ?? "no wiphy")"
      case .removeInterface(_, let index): " of index \(index)"
      case .removeFiles(let files, let whole): " \(Shown.text(files))\(whole ? " and all" : "")"
      case .writeFile(let file), .reloadStations(let file): " \(Shown.text(file.content))"
      case .switchChannel(_, let target): " \(Shown.text(target))"
      default: ""
      }
    return "\(step.title) (\(step.disruption.rawValue)\(clients), \(Shown.text(step.deadline))): \(step.reason)\(more)"
  }

  /// The configuration that a step writes, against another one.
  static func configuration(_ steps: [Step], since before: HostapdConfiguration?) -> [String] {
    for step in steps {
      switch step.action {
      case .writeConfiguration(let new), .recordConfiguration(let new):
        return lines(of: new).filter { !lines(of: before).contains($0) }.map { "writes \($0)" }
          + lines(of: before).filter { !lines(of: new).contains($0) }.map { "writes no \($0)" }
      default: break
      }
    }
    return []
  }

  private static func lines(of configuration: HostapdConfiguration?) -> [String] {
    (configuration?.sections ?? []).flatMap { section in
      section.options.map { "\(section.interface) \(Shown.text($0))" }
    }
  }

  static func of(_ plan: Plan) -> [String] {
    plan.steps.map { "do \(text($0))" } + plan.waiting.map { "wait with \(text($0))" }
  }

  static func of(_ drift: Drift, _ plan: Plan) -> [String] {
    var lines = of(plan)
    lines += drift.refusals.map {
      "no \($0.accessPoint?.text ?? "radio") (\($0.reason.rawValue)\($0.canGoOn ? "" : ", not even as it was")): \($0.message)"
    }
    lines += drift.waits.map { "await \($0.reason.rawValue): \($0.message)" }
    lines += drift.unknowns.map { "unknown \($0)" }
    lines += drift.remarks.map { "remark \($0.reason.rawValue): \($0.message)" }
    lines.append("carried: \(drift.carried.map(\.text).joined(separator: " "))")
    if drift.isHeld { lines.append("held") }
    if drift.serving == nil { lines.append("nothing serves") }
    return lines
  }
}
