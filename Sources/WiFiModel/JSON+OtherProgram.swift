extension OtherProgram {
  var json: JSON {
    [
      "program": .string(kind.rawValue),
      "process": process?.json ?? nil,
      "holds": .array(
        holds.map { ["interface": .string($0.interface), "evidence": .string($0.evidence)] }),
    ]
  }

  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      try cursor["program"].word(),
      try cursor["process"].optional.map(ProcessIdentity.init),
      holds: try cursor["holds"].map { cursor throws(JSONError) in
        Hold(try cursor["interface"].string(), evidence: try cursor["evidence"].string())
      })
  }
}

extension Exemption {
  var json: JSON { ["needed": .bool(isNeeded), "text": .text(text)] }

  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(isNeeded: try cursor["needed"].bool(), text: try cursor["text"].optional?.string())
  }
}
