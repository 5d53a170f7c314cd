/// A spec file's name and bytes.
package struct SpecSource: Hashable, Sendable {
  /// The path as it is shown to people, or `<stdin>`.
  package var name: String
  package var bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name.replacingControlCharacters
    self.bytes = bytes
  }
}

/// The lines of a source as they may be shown: with the values of secrets masked.
struct SourceText {
  private let lines: [String.UnicodeScalarView]
  private var masks: [Int: [Range<Int>]] = [:]
  /// What stands in the place of a secret, whatever its length.
  static let mask = "********"

  /// - Parameters:
  ///   - bytes: the whole source.
  ///   - secrets: where the parser found secrets; `nil` when the source could not be parsed, so that every line that
  ///     looks as if it held one is masked.
  init(_ bytes: [UInt8], secrets: [SourceRange]?) {
    let bytes = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
    lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      return String(decoding: text, as: UTF8.self).unicodeScalars
    }
    for secret in secrets ?? [] {
      for line in secret.line...max(secret.line, secret.endLine) where lines.indices.contains(line - 1) {
        let start = line == secret.line ? secret.column - 1 : 0
        let end = line == secret.endLine ? secret.endColumn - 1 : lines[line - 1].count
        if start < end { masks[line, default: []].append(start..<end) }
      }
    }
    let guesses = SecretGuess.ranges(in: lines.map { String($0) }, commentsOnly: secrets != nil)
    for (line, start) in guesses { masks[line, default: []].append(start..<max(start, lines[line - 1].count)) }
  }

  /// The characters of a line, counted from 1.
  func scalars(line: Int) -> [UnicodeScalar] { lines.indices.contains(line - 1) ? Array(lines[line - 1]) : [] }

  /// The line of a range with the range's part of it.
  func excerpt(_ range: SourceRange, width: Int = 160) -> Diagnostic.Excerpt? {
    guard lines.indices.contains(range.line - 1) else { return nil }
    var line = Array(lines[range.line - 1])
    var start = min(range.column - 1, line.count)
    var end = range.endLine > range.line ? line.count : min(range.endColumn - 1, line.count)
    for mask in merged(masks[range.line] ?? []).reversed() where mask.upperBound <= line.count {
      line.replaceSubrange(mask, with: Self.mask.unicodeScalars)
      let shift = Self.mask.unicodeScalars.count - mask.count
      func moved(_ position: Int, inside: Int) -> Int {
        position >= mask.upperBound
          ? position + shift : position > mask.lowerBound ? mask.lowerBound + inside : position
      }
      (start, end) = (moved(start, inside: 0), moved(end, inside: Self.mask.unicodeScalars.count))
    }
    if line.count > width {
      let first = max(0, min(start - width / 2, line.count - width))
      line = Array(line[first..<min(first + width, line.count)])
      (start, end) = (start - first, min(end - first, line.count))
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: line.map { $0.isUnprintable && $0 != "\t" ? "\u{fffd}" : $0 })
    return Diagnostic.Excerpt(text: String(text), offset: start, length: max(1, end - start))
  }

  private func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { result, range in
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
  }
}

/// Guesses where a text that is not valid YAML holds secrets: rather one line too many than one too few.
enum SecretGuess {
  private static let marks = ["pass", "phrase", "psk", "secret", "wep_key", "private"]
  private static let words = ["passphrase", "password", "passwd"]

  /// Lines (from 1) and the scalar from which on each is to be hidden.
  static func ranges(in lines: [String], commentsOnly: Bool) -> [(line: Int, start: Int)] {
    var found: [(line: Int, start: Int)] = []
    var hidingDeeperThan: Int?
    var hidingUntilQuote: UnicodeScalar?
    for (index, line) in lines.enumerated() {
      let scalars = Array(line.unicodeScalars)
      let indent = scalars.prefix { $0 == " " || $0 == "\t" || $0 == "-" }.count
      if !commentsOnly {
        if let quote = hidingUntilQuote {
          found.append((index + 1, 0))
          if scalars.contains(quote) { hidingUntilQuote = nil }
          continue
        }
        if let limit = hidingDeeperThan {
          if indent > limit || indent == scalars.count {
            found.append((index + 1, 0))
            continue
          }
          hidingDeeperThan = nil
        }
      }
      let from = commentsOnly ? scalars.firstIndex(of: "#") ?? scalars.count : 0
      guard let start = valueStart(scalars, from: from) else { continue }
      found.append((index + 1, start))
      hidingDeeperThan = indent
      let rest = scalars[start...].drop { $0 == " " }
      if let quote = rest.first, quote == "\"" || quote == "'", !rest.dropFirst().contains(quote) {
        hidingUntilQuote = quote
      }
    }
    return found
  }

  /// The scalar behind the first key that names a secret.
  private static func valueStart(_ scalars: [UnicodeScalar], from: Int) -> Int? {
    var word = ""
    var position = from
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if scalar == ":" || scalar == "=" {
        if names(secret: word) { return min(position + (scalars[position...].first == " " ? 1 : 0), scalars.count) }
        word = ""
      } else if scalar.properties.isAlphabetic || scalar == "_" || scalar == "-" || ("0"..."9").contains(scalar) {
        word.unicodeScalars.append(scalar)
      } else if scalar != "\"" && scalar != "'" && scalar != " " {
        word = ""
      }
    }
    return nil
  }

  /// Whether a key of that name, misspelt perhaps, holds a secret.
  static func names(secret key: String) -> Bool {
    let key = key.lowercased()
    if key.hasSuffix("-file") || key.hasSuffix("-credential") { return false }
    return marks.contains { key.contains($0) } || Suggestion.nearest(to: key, in: words) != nil
  }
}
