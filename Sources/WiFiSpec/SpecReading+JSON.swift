package import WiFiModel

extension SpecReading {
  /// The document of `wifi-ap validate --format json`.
  package var json: JSON {
    .object([
      DocumentSchema.validate.member,
      JSON.Member("valid", .bool(isValid)),
      JSON.Member("files", .array(files.map { .string($0.name) })),
      JSON.Member("radios", .number(desired?.radios.count)),
      JSON.Member("accessPoints", .number(desired.map { $0.accessPoints.count { $0.enabled } })),
      JSON.Member("diagnostics", .array(diagnostics.map(\.json))),
    ])
  }

  /// The document of `wifi-ap config --format json`.
  package var mergedJSON: JSON {
    .object([
      DocumentSchema.config.member,
      JSON.Member("files", .array(files.map { .string($0.name) })),
      JSON.Member(
        "values",
        .array(
          merged.leaves.map { leaf in
            .object(
              [
                JSON.Member("path", .array(leaf.path.map { .string($0) })), JSON.Member("value", leaf.value),
                JSON.Member("file", .string(leaf.place.file)),
              ] + leaf.place.members)
          })),
    ])
  }
}
