extension Outage {
  /// The document that is kept with each incident.
  package var json: JSON {
    .object([
      DocumentSchema.outage.member,
      JSON.Member("number", .number(number)),
      JSON.Member("radio", .text(radio)),
      JSON.Member("device", .text(device)),
      JSON.Member("accessPoints", .array(accessPoints.map { .text($0) })),
      JSON.Member("fault", ["class": .string(fault.kind.rawValue), "evidence": .string(fault.evidence)]),
      JSON.Member("bootID", .string(bootID)),
      JSON.Member("beganUptimeNanoseconds", .number(began.nanoseconds)),
      JSON.Member("endedUptimeNanoseconds", .number(ended?.nanoseconds)),
      JSON.Member("rungs", .array(rungs.map { .string($0.rawValue) })),
      JSON.Member(
        "entries",
        .array(
          entries.map {
            [
              "uptimeNanoseconds": .number($0.at.nanoseconds), "kind": .string($0.kind.rawValue),
              "message": .string($0.message),
            ]
          })),
    ])
  }

  /// - Throws: `JSONError` when the document is no outage of this version.
  package init(json: JSON) throws(JSONError) {
    let document = try JSONCursor(json, expecting: .outage)
    let fault = try document["fault"]
    self.init(
      number: try document["number"].count(),
      radio: try document["radio"].noun(RadioID.init),
      device: try document["device"].optional?.string(),
      accessPoints: try document["accessPoints"].map { cursor throws(JSONError) in
        try cursor.noun(InterfaceName.init)
      },
      fault: Fault(try fault["class"].word(), evidence: try fault["evidence"].string()),
      bootID: try document["bootID"].string(),
      began: try document["beganUptimeNanoseconds"].uptime(),
      ended: try document["endedUptimeNanoseconds"].optional?.uptime(),
      rungs: try document["rungs"].map { cursor throws(JSONError) in try cursor.word() },
      entries: try document["entries"].map { cursor throws(JSONError) in
        HistoryEntry(
          at: try cursor["uptimeNanoseconds"].uptime(), kind: try cursor["kind"].word(),
          message: try cursor["message"].string())
      })
  }
}
