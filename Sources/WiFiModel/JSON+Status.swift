extension Status {
  /// The published status, in the order of names. Times are whole milliseconds of uptime (`CLOCK_BOOTTIME`): the agent
  /// trusts no wall clock.
  package var json: JSON {
    .object([
      DocumentSchema.status.member,
      JSON.Member("generation", .number(generation)),
      JSON.Member("conditions", agent.json),
      JSON.Member("radios", .array(radios.sorted { $0.id < $1.id }.map(\.json))),
      JSON.Member("accessPoints", .array(accessPoints.sorted { $0.name < $1.name }.map(\.json))),
      JSON.Member("history", .array(history.map(\.json))),
    ])
  }
}

extension RadioStatus {
  fileprivate var json: JSON {
    [
      "name": .text(id),
      "driver": .text(driver),
      "device": .text(device),
      "phy": .text(phy),
      "conditions": conditions.json,
      "incident": .text(incident),
      "actionsSpent": .number(actionsSpent),
      "actionsAllowed": .number(actionsAllowed),
      "held": .array(held.map { .string($0) }),
    ]
  }
}

extension AccessPointStatus {
  fileprivate var json: JSON {
    [
      "name": .text(name),
      "radio": .text(radio),
      "ssid": .text(ssid),
      "ssidHex": .string(ssid.hex),
      "frequencyMHz": .number(frequency),
      "bssid": .text(bssid),
      "stations": .number(stations),
      "conditions": conditions.json,
    ]
  }
}

extension HistoryEntry {
  fileprivate var json: JSON {
    [
      "uptimeMilliseconds": .number(at.nanoseconds / 1_000_000),
      "kind": .string(kind.rawValue),
      "message": .string(message),
    ]
  }
}

extension [Condition] {
  /// In the order of their kinds.
  fileprivate var json: JSON {
    .array(Condition.Kind.allCases.flatMap { kind in filter { $0.kind == kind } }.map(\.json))
  }
}

extension Condition {
  fileprivate var json: JSON {
    [
      "type": .string(kind.rawValue),
      "status": .string(truth.rawValue),
      "reason": .string(reason.rawValue),
      "message": .string(message),
      "observedGeneration": .number(observedGeneration),
      "lastTransitionUptimeMilliseconds": .number(lastTransition.nanoseconds / 1_000_000),
    ]
  }
}
