import WiFiModel

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
  private let lines: [[UnicodeScalar]]
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
      return Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    }
    for secret in secrets ?? [] {
      for line in secret.line...max(secret.line, secret.endLine) where lines.indices.contains(line - 1) {
        let start = line == secret.line ? secret.column - 1 : 0
        let end = line == secret.endLine ? secret.endColumn - 1 : lines[line - 1].count
        if start < end { masks[line, default: []].append(start..<end) }
      }
    }
    for (line, start) in SecretGuess.ranges(in: lines, commentsOnly: secrets != nil) {
      masks[line, default: []].append(start..<max(start, lines[line - 1].count))
    }
    for (line, ranges) in masks { masks[line] = merged(ranges) }
  }

  /// The characters of a line, counted from 1.
  func scalars(line: Int) -> [UnicodeScalar] { lines.indices.contains(line - 1) ? lines[line - 1] : [] }

  /// The line of a range with the range's part of it.
  func excerpt(_ range: SourceRange, width: Int = 160) -> Diagnostic.Excerpt? {
    guard lines.indices.contains(range.line - 1) else { return nil }
    let whole = lines[range.line - 1]
    var start = min(range.column - 1, whole.count)
    var end = range.endLine > range.line ? whole.count : min(range.endColumn - 1, whole.count)
    // A long line is looked at near the range alone.
    let near = max(0, start - 4 * width)..<min(whole.count, start + 4 * width)
    var line = Array(whole[near])
    (start, end) = (start - near.lowerBound, min(end, near.upperBound) - near.lowerBound)
    for mask in (masks[range.line] ?? []).reversed() where mask.overlaps(near) {
      let mask = mask.clamped(to: near)
      let hidden = mask.lowerBound - near.lowerBound..<mask.upperBound - near.lowerBound
      line.replaceSubrange(hidden, with: Self.mask.unicodeScalars)
      let shift = Self.mask.unicodeScalars.count - hidden.count
      func moved(_ position: Int, inside: Int) -> Int {
        position >= hidden.upperBound
          ? position + shift : position > hidden.lowerBound ? hidden.lowerBound + inside : position
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
  /// Fewer characters make none of these.
  private static let shortest = 3

  /// Lines (from 1) and the scalar from which on each is to be hidden.
  static func ranges(in lines: [[UnicodeScalar]], commentsOnly: Bool) -> [(line: Int, start: Int)] {
    var found: [(line: Int, start: Int)] = []
    var hidingDeeperThan: Int?
    var hidingUntilQuote: UnicodeScalar?
    for (index, scalars) in lines.enumerated() {
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
      let guess = valueStart(scalars, from: from) ?? (commentsOnly ? nil : looseText(scalars, indent: indent))
      guard let start = guess else { continue }
      found.append((index + 1, start))
      hidingDeeperThan = indent
      let rest = scalars[start...].drop { $0 == " " }
      if let quote = rest.first, quote == "\"" || quote == "'", !rest.dropFirst().contains(quote) {
        hidingUntilQuote = quote
      }
    }
    return found
  }

  /// Where text begins in a line without any colon: it may be a secret that slipped out of its place.
  private static func looseText(_ scalars: [UnicodeScalar], indent: Int) -> Int? {
    guard indent < scalars.count, scalars[indent] != "#", !scalars.contains(":") else { return nil }
    let word = scalars[indent...].prefix { $0 != " " }
    let name = String(String.UnicodeScalarView(word))
    guard keys.contains(name) else { return indent }
    return names(secret: name) ? min(indent + word.count + 1, scalars.count) : nil
  }

  private static let keys = Set(SpecReference.entries.map(\.key.name))

  /// The scalar behind the first key that names a secret.
  private static func valueStart(_ scalars: [UnicodeScalar], from: Int) -> Int? {
    var word: [UnicodeScalar] = []
    var position = from
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if scalar == ":" || scalar == "=" {
        if shortest <= word.count, names(secret: String(String.UnicodeScalarView(word))) {
          return min(position + (scalars[position...].first == " " ? 1 : 0), scalars.count)
        }
        word.removeAll(keepingCapacity: true)
      } else if isLetter(scalar) {
        word.append(scalar)
      } else if scalar != "\"" && scalar != "'" && scalar != " " {
        word.removeAll(keepingCapacity: true)
      }
    }
    return nil
  }

  private static func isLetter(_ scalar: UnicodeScalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    default: !scalar.isASCII && scalar.properties.isAlphabetic
    }
  }

  /// Whether a key of that name, misspelt perhaps, holds a secret.
  static func names(secret key: String) -> Bool {
    guard key.utf8.count >= shortest else { return false }
    let bytes = key.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
    if bytes.hasSuffix("-file") || bytes.hasSuffix("-credential") { return false }
    return marks.contains { bytes.holds($0) } || Suggestion.nearest(to: key, in: words) != nil
  }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }

  fileprivate func holds(_ text: String) -> Bool {
    let mark = Array(text.utf8)
    return indices.contains { self[$0] == mark[0] && self[$0...].starts(with: mark) }
  }
}
