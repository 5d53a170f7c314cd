/// An ISO 3166-1 alpha-2 country, as the regulatory database names it (`alpha2`).
package struct CountryCode: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// - Throws: `InvalidValue` for anything but two capital letters.
  package init(_ text: String) throws(InvalidValue) {
    guard text.utf8.count == 2, text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else {
      throw InvalidValue(
        "'\(text.prefix(20))' is not a country", hint: "write the two capital letters of ISO 3166-1, such as FR")
    }
    self.text = text
  }

  package var description: String { text }
}
