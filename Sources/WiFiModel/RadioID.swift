/// The name of a radio in the spec: `[a-z][a-z0-9-]{0,30}`. It is also a part of file and unit names.
package struct RadioID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  /// - Throws: `InvalidValue` for anything but a lowercase letter followed by up to 30 of a-z, 0-9 and '-'.
  package init(_ text: String) throws(InvalidValue) {
    let bytes = Array(text.utf8)
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let first = bytes.first, letters.contains(first), bytes.count <= 31,
      bytes.allSatisfy({ letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") })
    else {
      throw InvalidValue(
        "radio name '\(text.prefix(40))' is not allowed",
        hint: "a radio name is a lowercase letter followed by up to 30 of a-z, 0-9 and '-', such as main")
    }
    self.text = text
  }

  package var description: String { text }
  package static func < (left: RadioID, right: RadioID) -> Bool { left.text < right.text }
}
