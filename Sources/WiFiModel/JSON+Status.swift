extension Status {
  /// The status as it is published at a moment, in the order of names. Times are whole milliseconds of uptime
  /// (`CLOCK_BOOTTIME`): the agent trusts no wall clock.
  package func json(at now: Uptime) -> JSON {
    .object([
      DocumentSchema.status.member,
      JSON.Member("uptimeMilliseconds", now.milliseconds),
      JSON.Member("generation", .number(generation)),
      JSON.Member("conditions", agent.json),
      JSON.Member("specErrors", .number(specErrors)),
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
      "lastRecovery": chronicle.lastRecovery?.published ?? nil,
      "recoveries": chronicle.recoveries.json,
      "hostapdStarts": .number(chronicle.hostapdStarts),
      "steps": chronicle.steps.json,
    ]
  }
}

extension Chronicle.Recovery {
  fileprivate var published: JSON {
    [
      "rung": .text(rung?.rawValue),
      "uptimeMilliseconds": at.milliseconds,
      "reason": .string(reason),
      "offAirMilliseconds": .number(offAir.map { $0.nanoseconds / 1_000_000 }),
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
      "channel": .number(frequency.flatMap { Channel(frequency: $0)?.number }),
      "frequencyMHz": .number(frequency),
      "widthMHz": .number(width?.rawValue),
      "bssid": .text(bssid),
      "onAirSinceUptimeMilliseconds": onAirSince?.milliseconds ?? nil,
      "stations": .number(stations),
      "clients": clients.map { .array($0.map(\.json)) } ?? nil,
      "conditions": conditions.json,
    ]
  }
}

extension Station {
  fileprivate var json: JSON {
    [
      "address": .text(address),
      "sinceUptimeMilliseconds": since?.milliseconds ?? nil,
      "signalDBm": .number(signal),
      "passphraseName": .text(passphraseName),
    ]
  }
}

extension Uptime {
  fileprivate var milliseconds: JSON { .number(nanoseconds / 1_000_000) }
}

extension HistoryEntry {
  fileprivate var json: JSON {
    [
      "uptimeMilliseconds": at.milliseconds,
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
      "lastTransitionUptimeMilliseconds": lastTransition.milliseconds,
    ]
  }
}
