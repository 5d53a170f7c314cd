/// The kinds and versions of the JSON documents that are written, as each says of itself under `schema`. Keys are added
/// within a version; a key is removed or changes its meaning only with a new one.
package enum DocumentSchema: String, Hashable, Sendable, CaseIterable {
  case status = "wifi-ap/status/1"
  case plan = "wifi-ap/plan/1"
  case snapshot = "wifi-ap/snapshot/1"
  case memory = "wifi-ap/memory/1"
  case ledger = "wifi-ap/ledger/1"
  case outage = "wifi-ap/outage/1"
  case history = "wifi-ap/history/1"
  case validate = "wifi-ap/validate/1"
  case config = "wifi-ap/config/1"
  case explain = "wifi-ap/explain/1"
  case simulate = "wifi-ap/simulate/1"

  /// The member that opens a document.
  package var member: JSON.Member { JSON.Member("schema", .string(rawValue)) }
}
