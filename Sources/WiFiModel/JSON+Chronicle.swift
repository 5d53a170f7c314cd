extension Chronicle {
  var json: JSON {
    [
      "specErrors": .number(specErrors),
      "radios": radios.json(\.json),
      "airTimes": .array(airTimes.map(\.json)),
    ]
  }

  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      specErrors: try cursor["specErrors"].count(),
      radios: try cursor["radios"].byRadio { cursor throws(JSONError) in try OfRadio(cursor) },
      airTimes: try cursor["airTimes"].map(AirTime.init))
  }
}

extension Chronicle.OfRadio {
  fileprivate var json: JSON {
    [
      "recoveries": recoveries.json,
      "hostapdStarts": .number(hostapdStarts),
      "steps": steps.json,
      "lastRecovery": lastRecovery?.json ?? nil,
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      recoveries: try cursor["recoveries"].counts(),
      hostapdStarts: try cursor["hostapdStarts"].count(),
      steps: try cursor["steps"].counts(),
      lastRecovery: try cursor["lastRecovery"].optional.map(Chronicle.Recovery.init))
  }
}

extension Chronicle.Recovery {
  fileprivate var json: JSON {
    [
      "rung": .text(rung?.rawValue),
      "uptimeNanoseconds": .number(at.nanoseconds),
      "reason": .string(reason),
      "offAirNanoseconds": .number(offAir?.nanoseconds),
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      rung: try cursor["rung"].optional?.word(),
      at: try cursor["uptimeNanoseconds"].uptime(),
      reason: try cursor["reason"].string(),
      offAir: try cursor["offAirNanoseconds"].optional.map { cursor throws(JSONError) in
        Uptime.Span(nanoseconds: try cursor.uptime().nanoseconds)
      })
  }
}

extension Chronicle.AirTime {
  fileprivate var json: JSON {
    [
      "accessPoint": .text(accessPoint),
      "radio": .text(radio),
      "process": process.json,
      "sinceUptimeNanoseconds": .number(since.nanoseconds),
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      accessPoint: try cursor["accessPoint"].noun(InterfaceName.init),
      radio: try cursor["radio"].noun(RadioID.init),
      process: try ProcessIdentity(cursor["process"]),
      since: try cursor["sinceUptimeNanoseconds"].uptime())
  }
}

extension Dictionary where Key: RawRepresentable & CaseIterable, Key.RawValue == String, Value == UInt64 {
  /// Every word with its count, also those that never came.
  var json: JSON {
    .object(Key.allCases.map { JSON.Member($0.rawValue, .number(self[$0, default: 0])) })
  }
}

extension JSONCursor {
  /// The counts by word; what never came is left out.
  fileprivate func counts<Word: RawRepresentable & CaseIterable & Hashable>() throws(JSONError) -> [Word: UInt64]
  where Word.RawValue == String {
    var counts: [Word: UInt64] = [:]
    for word in Word.allCases {
      guard let count = try later(word.rawValue)?.count(), count > 0 else { continue }
      counts[word] = count
    }
    return counts
  }
}
