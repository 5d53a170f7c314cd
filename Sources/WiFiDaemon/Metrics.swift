import WiFiModel

/// The status as metrics, in Prometheus' text format (version 0.0.4), for a textfile collector.
///
/// Every series of what is declared is always there: whoever watches a counter or a condition needs no case for a
/// series that comes only with the first fault. No client and no SSID is in a label.
enum Metrics {
  /// The whole file.
  static func text(of status: Status) -> String { families.map { $0.text(of: status) }.joined() }

  static let families: [MetricFamily] = agent + radios + accessPoints

  private static let agent: [MetricFamily] = [
    MetricFamily("wifi_ap_generation", .gauge, "Accepted changes of the spec, over restarts.") {
      [.init(labels: [], value: MetricValue($0.generation))]
    },
    MetricFamily("wifi_ap_spec_errors_total", .counter, "Errors found when a changed spec was read.") {
      [.init(labels: [], value: MetricValue($0.specErrors))]
    },
    MetricFamily(
      "wifi_ap_agent_condition", .gauge, labels: ["condition", "status"],
      "1 for the status that a condition of the agent has (true, false, unknown), 0 for the others."
    ) { status in
      series(of: status.agent, [.specValid]).map { .init(labels: $0.0, value: $0.1) }
    },
  ]

  private static let radios: [MetricFamily] = [
    radio(
      "condition", .gauge, labels: ["condition", "status"],
      "1 for the status that a condition of the radio has (true, false, unknown), 0 for the others."
    ) { radio in
      series(of: radio.conditions, [.firmwareHealthy])
    },
    radio("incident", .gauge, "1 while recovery works on the radio or watches whether it stays sound, else 0.") {
      [([], MetricValue($0.incident != nil))]
    },
    radio("steps_held", .gauge, "Steps that are held back.") { [([], MetricValue($0.held.count))] },
    radio("driver_actions", .gauge, "Driver-level actions of recovery in the last hour.") {
      [([], MetricValue($0.actionsSpent))]
    },
    radio("driver_actions_allowed", .gauge, "Driver-level actions that the spec allows recovery in an hour.") {
      [([], MetricValue($0.actionsAllowed))]
    },
    radio("recoveries_total", .counter, labels: ["rung"], "Remedies begun, by rung of the ladder.") { radio in
      Rung.allCases.map { ([$0.rawValue], MetricValue(radio.chronicle.recoveries[$0, default: 0])) }
    },
    radio("hostapd_starts_total", .counter, "Starts of hostapd that succeeded.") {
      [([], MetricValue($0.chronicle.hostapdStarts))]
    },
    radio("steps_total", .counter, labels: ["disruption"], "Steps done, by their disruption.") { radio in
      Disruption.allCases.map { ([$0.rawValue], MetricValue(radio.chronicle.steps[$0, default: 0])) }
    },
    radio(
      "last_recovery_uptime_seconds", .gauge, "When the last recovery began, on the boot clock; NaN: none since boot."
    ) {
      [([], MetricValue(sinceBoot: $0.chronicle.lastRecovery?.at))]
    },
    radio(
      "last_recovery_off_air_seconds", .gauge,
      "From the evidence of the last fault until the access point was seen on the air again; NaN: not yet, or none."
    ) {
      [([], MetricValue($0.chronicle.lastRecovery?.offAir))]
    },
  ]

  private static let accessPoints: [MetricFamily] = [
    accessPoint(
      "condition", .gauge, labels: ["condition", "status"],
      "1 for the status that a condition of the access point has (true, false, unknown), 0 for the others."
    ) { accessPoint in
      series(of: accessPoint.conditions, ofAccessPoint)
    },
    accessPoint(
      "ready_reason", .gauge, labels: ["reason"], "1 for the reason of the condition Ready, 0 for the others."
    ) {
      let ready = $0.conditions.first { $0.kind == .ready }
      return Condition.Reason.allCases.map { ([$0.rawValue], MetricValue($0 == ready?.reason)) }
    },
    accessPoint("clients", .gauge, "Clients that are connected; NaN: not known.") {
      [([], MetricValue($0.stations))]
    },
    accessPoint("frequency_hertz", .gauge, "Centre of the primary channel; NaN: not on the air.") {
      [([], MetricValue($0.frequency.map { UInt64($0) * 1_000_000 }))]
    },
    accessPoint("channel_width_hertz", .gauge, "Width of the whole channel; NaN: not known.") {
      [([], MetricValue($0.width.map { UInt64($0.rawValue) * 1_000_000 }))]
    },
    accessPoint(
      "on_air_uptime_seconds", .gauge,
      "Since when the access point has been on the air without a break, on the boot clock; NaN: it is not."
    ) {
      [([], MetricValue(sinceBoot: $0.onAirSince))]
    },
  ]

  private static let ofAccessPoint: [Condition.Kind] = [
    .ready, .onAir, .addressesReady, .reconciling, .degraded, .stalled, .suspended,
  ]

  private typealias Row = ([String], MetricValue)

  private static func radio(
    _ name: String, _ kind: MetricFamily.Kind, labels: [String] = [], _ help: String,
    _ rows: @escaping @Sendable (RadioStatus) -> [Row]
  ) -> MetricFamily {
    MetricFamily("wifi_ap_radio_\(name)", kind, labels: ["radio"] + labels, help) { status in
      status.radios.sorted { $0.id < $1.id }.flatMap { radio in
        rows(radio).map { .init(labels: [radio.id.text] + $0.0, value: $0.1) }
      }
    }
  }

  private static func accessPoint(
    _ name: String, _ kind: MetricFamily.Kind, labels: [String] = [], _ help: String,
    _ rows: @escaping @Sendable (AccessPointStatus) -> [Row]
  ) -> MetricFamily {
    MetricFamily("wifi_ap_access_point_\(name)", kind, labels: ["access_point", "radio"] + labels, help) { status in
      status.accessPoints.sorted { $0.name < $1.name }.flatMap { accessPoint in
        rows(accessPoint).map { .init(labels: [accessPoint.name.text, accessPoint.radio.text] + $0.0, value: $0.1) }
      }
    }
  }

  /// Each of these conditions with each status; all are 0 of one that is not said.
  private static func series(of conditions: [Condition], _ kinds: [Condition.Kind]) -> [Row] {
    kinds.flatMap { kind in
      let truth = conditions.first { $0.kind == kind }?.truth
      return Condition.Truth.allCases.map {
        ([kind.rawValue, $0.rawValue.lowercased()], MetricValue($0 == truth))
      }
    }
  }
}
