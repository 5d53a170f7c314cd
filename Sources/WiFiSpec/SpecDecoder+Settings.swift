import WiFiModel

extension SpecDecoder {
  mutating func settings(_ node: YAMLNode?) -> Settings {
    Settings(
      maximumDisruption: node?["max-disruption"]?.text.flatMap { Disruption(rawValue: $0) } ?? .machine,
      maintenance: node?["maintenance"].flatMap { maintenance($0) },
      rollback: node?["rollback"]?.text.flatMap { Settings.Rollback(rawValue: $0) } ?? .safe)
  }

  private mutating func maintenance(_ node: YAMLNode) -> MaintenanceWindow? {
    guard let begin = node["from"], let from = begin.text.flatMap({ MaintenanceWindow.minutes($0) }),
      let end = node["to"], let to = end.text.flatMap({ MaintenanceWindow.minutes($0) }), let zone = node["zone"]?.text
    else { return nil }
    if from == to {
      let isBegin = isLater(begin.range, than: end.range)
      let other = MaintenanceWindow.text(minutes: (to + (isBegin ? 1440 - 120 : 120)) % 1440)
      diagnostics.add(
        .badValue, at: isBegin ? begin.range : end.range,
        "the window opens and closes at \(MaintenanceWindow.text(minutes: from))"
          + (begin.range.file == end.range.file ? "" : " (\(isBegin ? end.range.place : begin.range.place))"),
        hint: "write when it \(isBegin ? "opens" : "closes"), such as \"\(other)\"; for no limit at any time, leave "
          + "'max-disruption' out",
        fixes: [.replace(isBegin ? begin.range : end.range, "\"\(other)\"")], isExample: true)
    }
    return MaintenanceWindow(from: from, to: to, zone: zone)
  }
}
