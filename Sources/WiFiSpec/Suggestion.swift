/// The nearest of some known words to one that is not known: "did you mean".
package enum Suggestion {
  /// The candidate with the fewest edits, or `nil` where none is near enough to be meant.
  package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
    guard word.utf8.count <= 64 else { return nil }
    let folded = fold(word)
    let limit = max(1, folded.count / 3)
    var best: (word: String, distance: Int)?
    for candidate in candidates where abs(candidate.utf8.count - folded.count) <= limit {
      let most = min(limit, (best?.distance ?? .max) - 1)
      let distance = distance(folded, fold(candidate), most: most)
      if distance <= most { best = (candidate, distance) }
    }
    return best?.word
  }

  private static func fold(_ word: String) -> [UInt8] {
    word.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "_"), UInt8(ascii: " "): UInt8(ascii: "-")
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
      default: byte
      }
    }
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that lead from one word to the other; some number
  /// above the most that is asked for, where there are more.
  static func distance(_ left: [UInt8], _ right: [UInt8], most: Int = .max) -> Int {
    var beforePrevious = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    var current = previous
    for row in left.indices {
      current[0] = row + 1
      var least = row + 1
      for column in right.indices {
        let cost = left[row] == right[column] ? 0 : 1
        var value = min(previous[column + 1] + 1, current[column] + 1, previous[column] + cost)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          value = min(value, beforePrevious[column - 1] + 1)
        }
        current[column + 1] = value
        least = min(least, value)
      }
      // A swap reaches one row further back.
      if least > most, least - 1 > most { return least }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return previous[right.count]
  }
}
