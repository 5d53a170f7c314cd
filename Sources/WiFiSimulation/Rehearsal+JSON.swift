package import WiFiModel

extension Rehearsal {
  /// The document of `wifi-ap simulate --format json`. Times count from the agent's start.
  package static func json(_ played: [(Rehearsal, Outcome)], seed: UInt64) -> JSON {
    document(
      seed: .number(seed), isAsDeclared: .bool(played.allSatisfy { $0.1.isAsDeclared }),
      radios: played.map { rehearsal, outcome in outcome.json(of: rehearsal) }, faults: [])
  }

  /// The document of `wifi-ap simulate --list-faults --format json`.
  package static var listJSON: JSON {
    document(
      seed: nil, isAsDeclared: nil, radios: [],
      faults: SimulatedFault.allCases.map {
        [
          "name": .string($0.rawValue), "meaning": .string($0.meaning), "mwifiexAlone": .bool($0.isOfFirmware),
        ]
      })
  }

  private static func document(seed: JSON, isAsDeclared: JSON, radios: [JSON], faults: [JSON]) -> JSON {
    .object([
      DocumentSchema.simulate.member, JSON.Member("seed", seed), JSON.Member("asDeclared", isAsDeclared),
      JSON.Member("radios", .array(radios)), JSON.Member("faults", .array(faults)),
    ])
  }
}

extension Rehearsal.Outcome {
  fileprivate func json(of rehearsal: Rehearsal) -> JSON {
    func time(_ moment: Uptime?) -> JSON { Self.milliseconds(moment.map { $0 - Rehearsal.start }) }
    return [
      "name": .text(rehearsal.radio),
      "driver": .text(rehearsal.card.driver),
      "bus": .string(rehearsal.card.bus),
      "cures": .array(rehearsal.card.cures.map(\.rawValue).sorted().map { .string($0) }),
      "asDeclared": .bool(isAsDeclared),
      "endMilliseconds": time(end),
      "accessPoints": .array(
        airTimes.map { times in
          [
            "name": .text(times.name), "wanted": .bool(times.isWanted), "onAir": .bool(times.isOnAir),
            "firstOnAirMilliseconds": time(times.first),
            "outages": .array(
              times.breaks.map {
                [
                  "beganMilliseconds": time($0.began),
                  "offAirMilliseconds": Self.milliseconds($0.span),
                ]
              }),
          ]
        }),
      "remedies": .object(begun.map { JSON.Member($0.rung.rawValue, .number($0.count)) }),
      "driverLevelActions": .number(counts.driverActions),
      "steps": .number(counts.steps),
      "agentKilled": .number(counts.crashes),
      "conditions": .array(conditions),
      "violations": .array(
        violations.map {
          ["atMilliseconds": time($0.at), "property": .string($0.property.rawValue), "message": .string($0.text)]
        }),
      "entries": .array(
        entries.map {
          ["atMilliseconds": time($0.at), "kind": .string($0.kind.rawValue), "message": .string($0.message)]
        }),
    ]
  }

  /// All that the agent says at the end.
  private var conditions: [JSON] {
    func said(_ conditions: [Condition], of kind: String, _ name: String?) -> [JSON] {
      conditions.map {
        [
          "of": .string(kind), "name": .text(name), "type": .string($0.kind.rawValue),
          "status": .string($0.truth.rawValue), "reason": .string($0.reason.rawValue), "message": .string($0.message),
        ]
      }
    }
    return said(status.agent, of: "agent", nil)
      + status.radios.sorted { $0.id < $1.id }.flatMap { said($0.conditions, of: "radio", $0.id.text) }
      + status.accessPoints.sorted { $0.name < $1.name }
      .flatMap { said($0.conditions, of: "access-point", $0.name.text) }
  }

  private static func milliseconds(_ span: Uptime.Span?) -> JSON { .number(span.map { $0.nanoseconds / 1_000_000 }) }

  /// The remedies that were begun, by growing harm, and how often.
  package var begun: [(rung: Rung, count: UInt64)] {
    Rung.allCases.compactMap { rung in remedies[rung].map { (rung, $0) } }
  }
}

extension AirTimes.Break {
  /// How long it was; nil: it goes on.
  package var span: Uptime.Span? { ended.map { $0 - began } }
}
