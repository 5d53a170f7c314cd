/// What is known of the outages of a machine, oldest first.
package struct History: Hashable, Sendable {
  package var outages: [Entry]

  /// An outage, and where its evidence is kept.
  package struct Entry: Hashable, Sendable {
    package var record: OutageRecord
    /// The name of its folder below `/var/lib/wifi-ap/incidents`.
    package var folder: String

    package init(_ record: OutageRecord, folder: String) {
      self.record = record
      self.folder = folder
    }
  }

  package init(_ outages: [Entry] = []) { self.outages = outages }

  /// How long radios were off the air in all, in outages that are over.
  package var offAir: Uptime.Span {
    let spans = outages.compactMap(\.record.offAir?.nanoseconds)
    return Uptime.Span(
      nanoseconds: spans.reduce(0) { sum, span in
        let (result, isTooLong) = sum.addingReportingOverflow(span)
        return isTooLong ? (sum < 0 ? .min : .max) : result
      })
  }

  /// Outages that are over.
  package var ended: Int { outages.count { $0.record.offAir != nil } }

  /// Outages in which the driver was taken off its card.
  package var driverLevel: Int { outages.count { $0.record.outage.isDriverLevel } }

  /// The last so many outages of one radio, or of all.
  package func selecting(_ radio: RadioID?, last: Int?) -> History {
    let chosen = outages.filter { radio == nil || $0.record.outage.radio == radio }
    return History(last.map { chosen.suffix($0) } ?? chosen)
  }
}

extension History {
  /// The document of `wifi-ap history --format json`.
  package var json: JSON {
    .object([
      DocumentSchema.history.member,
      JSON.Member("outages", .array(outages.map(\.json))),
      JSON.Member(
        "totals",
        [
          "outages": .number(outages.count), "ended": .number(ended), "driverLevel": .number(driverLevel),
          "offAirMilliseconds": .number(offAir.nanoseconds / 1_000_000),
        ]),
    ])
  }
}

extension History.Entry {
  /// Times count from the outage's beginning.
  fileprivate var json: JSON {
    let outage = record.outage
    func milliseconds(_ span: Uptime.Span?) -> JSON { .number(span.map { $0.nanoseconds / 1_000_000 }) }
    return [
      "number": .number(outage.number),
      "radio": .text(outage.radio),
      "device": .text(outage.device),
      "accessPoints": .array(outage.accessPoints.map { .text($0) }),
      "fault": ["class": .string(outage.fault.kind.rawValue), "evidence": .string(outage.fault.evidence)],
      "beganTime": .text(record.beganAt),
      "beganUptimeMilliseconds": milliseconds(outage.began - Uptime(nanoseconds: 0)),
      "bootID": .string(outage.bootID),
      "offAirMilliseconds": milliseconds(record.offAir),
      "rungs": .array(outage.rungs.map { .string($0.rawValue) }),
      "folder": .string(folder),
      "entries": .array(
        outage.entries.map {
          [
            "afterMilliseconds": milliseconds($0.at - outage.began), "kind": .string($0.kind.rawValue),
            "message": .string($0.message),
          ]
        }),
    ]
  }
}
