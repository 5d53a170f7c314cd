package import WiFiModel

extension Diagnostic {
  /// The same facts as the text has, for programs.
  package var json: JSON {
    var members: [JSON.Member] = [
      JSON.Member("severity", .string(severity.rawValue)),
      JSON.Member("code", .string(code.rawValue)),
      JSON.Member("file", .string(file)),
    ]
    if let range { members += range.members }
    members += [JSON.Member("message", .string(message)), JSON.Member("hint", .string(hint))]
    if let excerpt {
      members.append(
        JSON.Member(
          "source",
          [
            "text": .string(excerpt.text), "offset": .number(excerpt.offset), "length": .number(excerpt.length),
          ]))
    }
    if let correction { members.append(JSON.Member("correction", correction.json)) }
    return .object(members)
  }
}

extension Correction {
  /// The edits, each with the range that it replaces.
  fileprivate var json: JSON {
    let edits = edits.map { edit in
      JSON.object(
        [JSON.Member("file", .string(edit.range.file))] + edit.range.members + [JSON.Member("text", .string(edit.text))]
      )
    }
    return ["isExample": .bool(isExample), "edits": .array(edits)]
  }
}

extension SourceRange {
  /// From the first character to just behind the last, both counted from 1.
  var members: [JSON.Member] {
    [
      JSON.Member("line", .number(line)), JSON.Member("column", .number(column)),
      JSON.Member("endLine", .number(endLine)), JSON.Member("endColumn", .number(endColumn)),
    ]
  }
}
