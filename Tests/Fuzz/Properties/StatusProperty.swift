package import WiFiModel

/// What must hold of any bytes that are read as the agent's status.
package enum StatusProperty {
  /// What does not hold, in words; nothing where all is well.
  package static func violations(_ bytes: [UInt8]) -> [String] {
    guard let json = try? JSON(parsing: bytes) else { return [] }
    let view = StatusView(json)
    var found = violations(of: view)
    let names = view.names
    for name in Set(names).sorted().prefix(4) {
      let one = view.selecting(name)
      if one.names.isEmpty || one.names.contains(where: { $0 != name }) {
        found.append("the status of '\(name)' is that of \(one.names)")
      }
      found += violations(of: one)
    }
    if view.selecting(nil) != view { found.append("nothing is selected, and something is missing") }
    return found
  }

  /// What does not hold of a status and of what is shown of it.
  package static func violations(of view: StatusView) -> [String] {
    var found = violations(ofShown: StatusText(Palette(isOn: false)).render(view))
    found += ShownText.violations(view.specMistake, "the spec's mistake")
    for name in view.names { found += ShownText.violations(name, "a name") }
    if view.isReady, view.specMistake != nil { found.append("all is ready with a spec that is wrong") }
    return found
  }

  /// What does not hold of the text of a status.
  package static func violations(ofShown text: String) -> [String] {
    ShownText.violations(lines: text, "the status")
      + (text.hasSuffix("\n") || text.isEmpty ? [] : ["a line has no end"])
  }
}
