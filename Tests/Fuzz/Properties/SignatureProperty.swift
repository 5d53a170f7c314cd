package import WiFiModel
package import WiFiSpec

/// What must hold of any bytes that are read as a file of signatures.
package enum SignatureProperty {
  /// What does not hold, in words; nothing where all is well.
  package static func violations(_ bytes: [UInt8]) -> [String] {
    let reader = SignatureReader([SpecSource(name: "site.yaml", bytes: bytes)])
    var found = violations(of: reader.catalogue, reader.diagnostics, in: bytes)
    // A line of the kernel's is what the file says, or a part of it.
    let lines = [bytes[...]] + bytes.split(separator: UInt8(ascii: "\n")).prefix(8)
    for signature in reader.catalogue.signatures.prefix(own(reader.catalogue)) {
      for pattern in signature.patterns { found += workViolations(pattern, lines) }
    }
    for line in lines.prefix(4) {
      let text = String(decoding: line, as: UTF8.self)
      let recognised = reader.catalogue.recognise(text, driver: nil)
      if reader.catalogue.recognition(of: text, driver: nil)?.signature != recognised {
        found.append("a line is recognised as two signatures")
      }
    }
    return found
  }

  private static func own(_ catalogue: SignatureCatalogue) -> Int {
    max(0, catalogue.signatures.count - SignatureCatalogue.builtIn.signatures.count)
  }

  /// What does not hold of what became of a file.
  package static func violations(
    of catalogue: SignatureCatalogue, _ diagnostics: [Diagnostic], in bytes: [UInt8]
  ) -> [String] {
    var found = DiagnosticProperty.violations(of: diagnostics, in: bytes)
    let names = catalogue.signatures.map(\.name)
    if Set(names).count != names.count { found.append("two signatures have one name") }
    if own(catalogue) > SignatureReader.most { found.append("a file has \(own(catalogue)) signatures") }
    if diagnostics.hasErrors {
      if catalogue != SignatureCatalogue.builtIn { found.append("a bad file is taken in part") }
      let isPlaced = diagnostics.contains { $0.severity == .error && $0.range != nil }
      if !isPlaced, bytes.count <= 65_536 { found.append("a bad file is refused without a place in it") }
    }
    for signature in catalogue.signatures.prefix(own(catalogue)) {
      if signature.patterns.isEmpty { found.append("\(signature.name) has no pattern") }
      for text in [signature.meaning, signature.advice, signature.cost, signature.source] {
        found += ShownText.violations(text, "a sentence of \(signature.name)")
      }
    }
    return found
  }

  // MARK: - Work

  /// A line that counts how often its bytes are looked at.
  private struct CountedLine: RandomAccessCollection {
    final class Count { var reads = 0 }

    let bytes: [UInt8]
    let looks = Count()
    var startIndex: Int { bytes.startIndex }
    var endIndex: Int { bytes.endIndex }

    subscript(position: Int) -> UInt8 {
      looks.reads += 1
      return bytes[position]
    }
  }

  private static func workViolations(_ pattern: LinePattern, _ lines: [ArraySlice<UInt8>]) -> [String] {
    let literals = pattern.description.utf8.filter { $0 != UInt8(ascii: "*") }
    // What makes a matcher that tries again try longest: all but the end of each literal, again and again.
    let nearly = (0..<8).flatMap { _ in literals.dropLast() }
    return (lines.map { Array($0) } + [literals, nearly]).flatMap { bytes in
      let line = CountedLine(bytes: bytes)
      let isMatch = pattern.matches(line)
      let reads = line.looks.reads
      return violations(reads: reads, ofLine: bytes.count, pattern: pattern.description.utf8.count)
        + ((pattern.captures(in: bytes) != nil) == isMatch ? [] : ["a line matches without its captures"])
    }
  }

  /// What does not hold of how often a matcher looked at a line's bytes: work is linear in the line, and nothing is tried
  /// twice for one literal.
  package static func violations(reads: Int, ofLine length: Int, pattern: Int) -> [String] {
    let most = (length + 1) * (pattern + 2)
    return reads > most ? ["\(reads) looks at a line of \(length) bytes for a pattern of \(pattern)"] : []
  }
}
