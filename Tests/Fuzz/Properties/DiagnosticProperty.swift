package import WiFiSpec

/// What must hold of what is told about any bytes of a file.
package enum DiagnosticProperty {
  /// What does not hold, in words; nothing where all is well.
  package static func violations(of diagnostics: [Diagnostic], in bytes: [UInt8]) -> [String] {
    var found: [String] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for diagnostic in diagnostics {
      let name = "the diagnostic '\(diagnostic.message)' (\(diagnostic.code.rawValue))"
      if diagnostic.message.isEmpty { found.append("\(name) says nothing") }
      found += ShownText.violations(lines: diagnostic.rendered(), name)
      var ranges = [diagnostic.range].compactMap { $0 }
      if let correction = diagnostic.correction { ranges += correction.edits.map(\.range) }
      for range in ranges where !isInside(range, lines) {
        found.append(
          "\(name) lies outside the file, at \(range.line):\(range.column)-\(range.endLine):\(range.endColumn)")
      }
      if let excerpt = diagnostic.excerpt {
        let length = excerpt.text.unicodeScalars.count
        if excerpt.offset < 0 || excerpt.length < 1 || excerpt.offset + excerpt.length > length + 1 {
          found.append("\(name) underlines what is not in its line")
        }
      }
    }
    return found
  }

  private static func isInside(_ range: SourceRange, _ lines: [ArraySlice<UInt8>]) -> Bool {
    func length(_ line: Int) -> Int {
      lines.indices.contains(line - 1) ? String(decoding: lines[line - 1], as: UTF8.self).unicodeScalars.count : 0
    }
    // The end of the file is a place too, behind its last line feed.
    return (1...(lines.count + 1)).contains(range.line) && (range.line...(lines.count + 1)).contains(range.endLine)
      && (1...(length(range.line) + 2)).contains(range.column)
      && (1...(length(range.endLine) + 2)).contains(range.endColumn)
      && (range.line < range.endLine || range.column <= range.endColumn)
  }
}
