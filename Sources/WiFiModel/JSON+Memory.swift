extension Memory {
  package var json: JSON {
    .object([
      DocumentSchema.memory.member,
      JSON.Member("bootID", .string(bootID)),
      JSON.Member("generation", .number(generation)),
      JSON.Member("incidents", .array(incidents.map(\.json))),
      JSON.Member("actionUptimesNanoseconds", actions.json { .array($0.map { .number($0.nanoseconds) }) }),
      JSON.Member(
        "failedChanges",
        failedChanges.json { ["generation": .number($0.generation), "evidence": .string($0.evidence)] }),
      JSON.Member("outages", .number(outages)),
      JSON.Member("suspensions", .array(suspensions.map(\.json))),
      JSON.Member("crashed", .array(crashed.sorted().map { .text($0) })),
      JSON.Member("reboots", reboots.json { .number($0) }),
    ])
  }

  /// - Throws: `JSONError` when the document is no memory of this version.
  package init(json: JSON) throws(JSONError) {
    let document = try JSONCursor(json, expecting: .memory)
    self.init(
      bootID: try document["bootID"].string(),
      generation: try document["generation"].count(),
      incidents: try document["incidents"].map(Incident.init),
      actions: try document["actionUptimesNanoseconds"].byRadio { cursor throws(JSONError) in
        try cursor.map { cursor throws(JSONError) in try cursor.uptime() }
      },
      failedChanges: try document.later("failedChanges")?.byRadio { cursor throws(JSONError) in
        FailedChange(generation: try cursor["generation"].count(), evidence: try cursor["evidence"].string())
      } ?? [:],
      outages: try document.later("outages")?.count() ?? 0,
      suspensions: try document.later("suspensions")?.map(Suspension.init) ?? [],
      crashed: Set(
        try document.later("crashed")?.map { cursor throws(JSONError) in try cursor.noun(RadioID.init) } ?? []),
      reboots: try document.later("reboots")?.byRadio { cursor throws(JSONError) in try cursor.integer() } ?? [:])
  }
}

extension Incident {
  fileprivate var json: JSON {
    [
      "radio": .text(radio),
      "devicePath": .text(devicePath),
      "fault": ["class": .string(fault.kind.rawValue), "evidence": .string(fault.evidence)],
      "openedUptimeNanoseconds": .number(opened.nanoseconds),
      "phase": phase.json,
      "tried": .array(tried.map { .string($0.rawValue) }),
      "rounds": .number(rounds),
      "phyIndex": .number(phyIndex),
      "device": device?.json ?? nil,
      "number": .number(number),
      "ownResetUptimeNanoseconds": .number(ownReset?.nanoseconds),
      "keepsFirmware": .bool(keepsFirmware),
      "entry": .text(entry?.rawValue),
      "harmful": .array(harmful.map(\.rawValue).sorted().map { .string($0) }),
      "history": .array(history.map { .string($0.rawValue) }),
      "asked": .text(asked?.rawValue),
      "stuck": stuck?.json ?? nil,
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    let fault = try cursor["fault"]
    self.init(
      radio: try cursor["radio"].noun(RadioID.init),
      devicePath: try cursor["devicePath"].optional?.string(),
      fault: Fault(try fault["class"].word(), evidence: try fault["evidence"].string()),
      opened: try cursor["openedUptimeNanoseconds"].uptime(),
      phase: try Phase(cursor["phase"]),
      tried: try cursor["tried"].map { cursor throws(JSONError) in try cursor.word() },
      rounds: try cursor["rounds"].integer(0...Incident.mostRounds),
      phyIndex: try cursor["phyIndex"].optional?.integer(),
      device: try cursor["device"].optional.map(BusDevice.init),
      number: try cursor.later("number")?.count() ?? 0,
      ownReset: try cursor.later("ownResetUptimeNanoseconds")?.optional?.uptime(),
      keepsFirmware: try cursor.later("keepsFirmware")?.bool() ?? false,
      entry: try cursor.later("entry")?.optional?.word(),
      harmful: Set(try cursor.later("harmful")?.map { cursor throws(JSONError) in try cursor.word() } ?? []),
      asked: try cursor.later("asked")?.optional?.word(),
      stuck: try cursor.later("stuck")?.optional.map(StuckRequest.init),
      history: try cursor.later("history")?.map { cursor throws(JSONError) in try cursor.word() } ?? [])
  }
}

extension Incident.Phase {
  fileprivate var json: JSON {
    switch self {
    case .due(let time): ["name": "due", "uptimeNanoseconds": .number(time.nanoseconds)]
    case .acting: ["name": "acting", "uptimeNanoseconds": nil]
    case .awaiting(let time): ["name": "awaiting", "uptimeNanoseconds": .number(time.nanoseconds)]
    case .rebuilding(let time): ["name": "rebuilding", "uptimeNanoseconds": .number(time.nanoseconds)]
    case .healed(let time): ["name": "healed", "uptimeNanoseconds": .number(time.nanoseconds)]
    }
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    let name = try cursor["name"]
    let time = try cursor["uptimeNanoseconds"]
    switch try name.string() {
    case "due": self = .due(try time.uptime())
    case "acting": self = .acting
    case "awaiting": self = .awaiting(until: try time.uptime())
    case "rebuilding": self = .rebuilding(until: try time.uptime())
    case "healed": self = .healed(since: try time.uptime())
    default: throw name.failure("the word is not one of due, acting, awaiting, rebuilding, healed")
    }
  }
}

extension Suspension {
  package var json: JSON {
    [
      subject.key: .string(subject.name),
      "reason": .string(reason),
      "sinceUptimeNanoseconds": .number(since.nanoseconds),
      "untilUptimeNanoseconds": .number(until?.nanoseconds),
    ]
  }

  init(_ cursor: JSONCursor) throws(JSONError) {
    let subject: Subject
    if let radio = try cursor.later("radio")?.noun(RadioID.init) {
      subject = .radio(radio)
    } else {
      subject = .accessPoint(try cursor["accessPoint"].noun(InterfaceName.init))
    }
    self.init(
      subject, reason: try cursor["reason"].string(), since: try cursor["sinceUptimeNanoseconds"].uptime(),
      until: try cursor["untilUptimeNanoseconds"].optional?.uptime())
  }
}

extension Suspension.Subject {
  fileprivate var key: String {
    switch self {
    case .radio: "radio"
    case .accessPoint: "accessPoint"
    }
  }
}
