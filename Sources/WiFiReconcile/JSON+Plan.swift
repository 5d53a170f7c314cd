package import WiFiModel

extension Plan {
  /// The document of `wifi-ap plan --format json`, for all radios together.
  package static func json(_ plans: [Plan]) -> JSON {
    .object([
      DocumentSchema.plan.member,
      JSON.Member("steps", .array(plans.flatMap(\.steps).map(\.json))),
      JSON.Member("waiting", .array(plans.flatMap(\.waiting).map(\.json))),
      JSON.Member(
        "refusals",
        .array(
          plans.flatMap { plan in
            plan.refusals.map {
              [
                "radio": .text(plan.radio), "accessPoint": .text($0.accessPoint), "reason": .string($0.reason.rawValue),
                "message": .string($0.message),
              ]
            }
          })),
      JSON.Member(
        "waits",
        .array(
          plans.flatMap { plan in
            plan.waits.map {
              ["radio": .text(plan.radio), "reason": .string($0.reason.rawValue), "message": .string($0.message)]
            }
          })),
      JSON.Member(
        "unknowns",
        .array(
          plans.flatMap { plan in
            plan.unknowns.map { ["radio": .text(plan.radio), "message": .string($0)] }
          })),
      JSON.Member(
        "remarks",
        .array(
          plans.flatMap { plan in
            plan.remarks.map {
              ["radio": .text(plan.radio), "reason": .string($0.reason.rawValue), "message": .string($0.message)]
            }
          })),
    ])
  }
}
