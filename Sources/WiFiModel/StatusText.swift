/// The status as a person reads it at one glance: what is on the air, who is on it, what is not as it should be.
package struct StatusText {
  private let palette: Palette

  package init(_ palette: Palette) { self.palette = palette }

  package func render(_ view: StatusView) -> String {
    let now = view.document["uptimeMilliseconds"].integer
    var text = ""
    for condition in view.document["conditions"].elements where !isRight(condition) {
      text += palette.red("spec: \(condition["message"].text ?? "")") + "\n\n"
    }
    for accessPoint in view.accessPoints { text += render(accessPoint: accessPoint, now) }
    for radio in view.radios { text += render(radio: radio, now) }
    if view.accessPoints.isEmpty, view.radios.isEmpty { text += "No access point is declared.\n" }
    return text
  }

  private func render(accessPoint: JSON, _ now: Int64?) -> String {
    let ready = StatusView.condition("Ready", in: accessPoint)
    let state =
      if ready?["reason"].text == "Disabled" {
        palette.dim("disabled")
      } else {
        colour(ready?["status"].text, "ready", "not ready", "unknown whether ready")
      }
    var text = palette.bold(accessPoint["name"].text ?? "?") + "  \(accessPoint["ssid"].text ?? "")  \(state)\n"
    let radio = "radio \(accessPoint["radio"].text ?? "?")"
    if let frequency = accessPoint["frequencyMHz"].integer {
      let channel = accessPoint["channel"].integer.map { "channel \($0) (\(frequency) MHz" } ?? "(\(frequency) MHz"
      let width = accessPoint["widthMHz"].integer.map { ", \($0) MHz wide" } ?? ""
      let since = age(accessPoint["onAirSinceUptimeMilliseconds"].integer, now)
      text += "    " + (since.map { "on the air for \($0), " } ?? "") + "\(channel)\(width))\n"
      text += palette.dim("    \(radio), BSSID \(accessPoint["bssid"].text ?? "unknown")") + "\n"
      text += clients(of: accessPoint, now)
    } else {
      text += palette.dim("    \(radio)") + "\n"
    }
    return text + conditions(of: accessPoint, now)
  }

  private func clients(of accessPoint: JSON, _ now: Int64?) -> String {
    guard let count = accessPoint["stations"].integer else { return "    clients unknown\n" }
    let clients = accessPoint["clients"].elements
    guard !clients.isEmpty else {
      return "    \(count == 0 ? "no" : String(count)) client\(count == 1 ? "" : "s")\n"
    }
    let isNamed = clients.contains { $0["passphraseName"].text != nil }
    let rows = clients.map { client in
      let signal = client["signalDBm"].integer.map { "\($0) dBm" } ?? "unknown"
      let since = age(client["sinceUptimeMilliseconds"].integer, now) ?? "unknown"
      return [client["address"].text ?? "?", signal, since] + (isNamed ? [client["passphraseName"].text ?? "-"] : [])
    }
    let head = ["client", "signal", "connected"] + (isNamed ? ["passphrase"] : [])
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      return "    " + padded.joined(separator: "  ").trimmingSpaces
    }
    return palette.dim(line(head)) + "\n" + rows.map { line($0) + "\n" }.joined()
  }

  private func render(radio: JSON, _ now: Int64?) -> String {
    let healthy = StatusView.condition("FirmwareHealthy", in: radio)
    var text = palette.bold("radio \(radio["name"].text ?? "?")")
    text += "  \(radio["driver"].text ?? "")  \(radio["phy"].text ?? "no wiphy")  "
    text += colour(healthy?["status"].text, "firmware healthy", "firmware not healthy", "firmware unknown") + "\n"
    text += conditions(of: radio, now)
    if let incident = radio["incident"].text { text += palette.yellow("    incident: \(incident)") + "\n" }
    if case .object? = radio["lastRecovery"] { text += "    \(recovery(radio["lastRecovery"], now))\n" }
    for held in radio["held"].elements { text += palette.yellow("    held: \(Optional(held).text ?? "")") + "\n" }
    let spent = radio["actionsSpent"].integer ?? 0
    if spent > 0 {
      text += "    \(spent) of \(radio["actionsAllowed"].integer ?? 0) driver-level actions of this hour spent\n"
    }
    return text
  }

  private func recovery(_ recovery: JSON?, _ now: Int64?) -> String {
    let rung = recovery?["rung"].text ?? "by itself"
    let ago = age(recovery?["uptimeMilliseconds"].integer, now).map { ", \($0) ago" } ?? ""
    let span = recovery?["offAirMilliseconds"].integer.flatMap { Self.span($0) }
    let off = span.map { "off the air for \($0)" } ?? "not yet on the air again"
    return "last recovery: \(rung)\(ago), \(off): \(recovery?["reason"].text ?? "")"
  }

  /// The conditions that are not as they should be, each with its reason and since when. Those that only repeat another
  /// one's message are left out.
  private func conditions(of object: JSON, _ now: Int64?) -> String {
    let wrong = object["conditions"].elements.filter { !isRight($0) && $0["reason"].text != "Disabled" }
    var text = ""
    var said: Set<String> = []
    for condition in wrong.reversed() {
      let message = condition["message"].text ?? ""
      guard said.insert(message).inserted || wrong.count == 1 else { continue }
      let since = age(condition["lastTransitionUptimeMilliseconds"].integer, now).map { " for \($0)" } ?? ""
      let status = condition["status"].text ?? ""
      let head = "\(condition["type"].text ?? "") \(status)\(since) (\(condition["reason"].text ?? ""))"
      text = "    \(status == "Unknown" ? palette.yellow(head) : palette.red(head)): \(message)\n" + text
    }
    return text
  }

  private func isRight(_ condition: JSON) -> Bool {
    let isBad = ["Reconciling", "Degraded", "Stalled", "Suspended"].contains(condition["type"].text)
    return condition["status"].text == (isBad ? "False" : "True")
  }

  private func colour(_ status: String?, _ yes: String, _ no: String, _ unknown: String) -> String {
    switch status {
    case "True": palette.green(yes)
    case "False": palette.red(no)
    default: palette.yellow(unknown)
    }
  }

  /// How long ago something was, in the two largest units.
  private func age(_ time: Int64?, _ now: Int64?) -> String? {
    guard let time, let now, let span = Self.span(now), let earlier = Self.span(time) else { return nil }
    let seconds = max(0, span.nanoseconds - earlier.nanoseconds) / 1_000_000_000
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
    return days > 0
      ? "\(days) d \(hours % 24) h"
      : hours > 0 ? "\(hours) h \(minutes % 60) min" : minutes > 0 ? "\(minutes) min" : "\(seconds) s"
  }

  /// Milliseconds as a span; nil for what no machine's clock reaches.
  private static func span(_ milliseconds: Int64) -> Uptime.Span? {
    (-(1 << 41)...(1 << 41)).contains(milliseconds) ? .milliseconds(milliseconds) : nil
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
