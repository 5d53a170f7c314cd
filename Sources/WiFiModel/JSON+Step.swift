extension Step {
  /// The step as a plan shows it.
  package var json: JSON {
    [
      "action": .string(action.name),
      "radio": .text(radio),
      "target": .text(action.target),
      "reason": .string(reason),
      "disruption": .string(disruption.rawValue),
      "clients": .number(clients),
      "deadlineMilliseconds": .number(deadline.nanoseconds / 1_000_000),
    ]
  }
}
