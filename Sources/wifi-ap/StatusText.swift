import WiFiModel

/// The status as a person reads it.
struct StatusText {
  private let palette: Palette

  init(_ palette: Palette) { self.palette = palette }

  func render(_ view: StatusView) -> String {
    var text = ""
    if StatusView.status(of: "SpecValid", in: view.document) != "True",
      let message = StatusView.condition("SpecValid", in: view.document)?["message"].text
    {
      text += palette.red("spec: \(message)") + "\n\n"
    }
    for accessPoint in view.accessPoints { text += render(accessPoint: accessPoint) }
    for radio in view.radios { text += render(radio: radio) }
    if view.accessPoints.isEmpty, view.radios.isEmpty { text += "No access point is declared.\n" }
    return text
  }

  private func render(accessPoint: JSON) -> String {
    let name = accessPoint["name"].text ?? "?"
    let ready = StatusView.status(of: "Ready", in: accessPoint) ?? "Unknown"
    var text = palette.bold(name) + "  \(accessPoint["ssid"].text ?? "")  " + colour(ready, "ready", "not ready") + "\n"
    if let message = StatusView.condition("Ready", in: accessPoint)?["message"].text { text += "    \(message)\n" }
    for kind in ["OnAir", "AddressesReady", "Reconciling", "Degraded", "Stalled"] {
      guard let condition = StatusView.condition(kind, in: accessPoint), let status = condition["status"].text else {
        continue
      }
      // What is as it should be needs no line of its own.
      let isUsual = (status == "True") == ["OnAir", "AddressesReady"].contains(kind) && status != "Unknown"
      if isUsual { continue }
      text += "    \(kind) \(status) (\(condition["reason"].text ?? "")): \(condition["message"].text ?? "")\n"
    }
    let frequency = accessPoint["frequencyMHz"].integer.map { "\($0) MHz" } ?? "no channel"
    text +=
      palette.dim(
        "    radio \(accessPoint["radio"].text ?? "?"), \(frequency), BSSID \(accessPoint["bssid"].text ?? "none"), "
          + "\(accessPoint["stations"].integer ?? 0) client(s)") + "\n"
    return text
  }

  private func render(radio: JSON) -> String {
    let healthy = StatusView.condition("FirmwareHealthy", in: radio)
    var text = palette.bold("radio \(radio["name"].text ?? "?")")
    text += "  \(radio["driver"].text ?? "") \(radio["phy"].text ?? "no wiphy")  "
    text += colour(healthy?["status"].text ?? "Unknown", "firmware healthy", "firmware not healthy") + "\n"
    if let message = healthy?["message"].text { text += "    \(message)\n" }
    if let incident = radio["incident"].text { text += "    incident: \(incident)\n" }
    for held in radio["held"].elements { text += palette.yellow("    held: \(Optional(held).text ?? "")") + "\n" }
    let spent = radio["actionsSpent"].integer ?? 0
    if spent > 0 {
      text += "    \(spent) of \(radio["actionsAllowed"].integer ?? 0) driver-level actions of this hour spent\n"
    }
    return text
  }

  private func colour(_ status: String, _ yes: String, _ no: String) -> String {
    switch status {
    case "True": palette.green(yes)
    case "False": palette.red(no)
    default: palette.yellow("unknown")
    }
  }
}
