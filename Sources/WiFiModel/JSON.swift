/// A JSON value (RFC 8259) whose objects keep the order of their keys and whose numbers are exact integers of 64 bits.
///
/// There is no floating point: nothing that the agent says needs one, and rounding would change what is read back.
package enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// Only for numbers above `Int64.max`; `number(_:)` chooses.
  case unsigned(UInt64)
  case string(String)
  case array([JSON])
  /// In the order in which they are written; no two have the same key.
  case object([Member])

  /// A key of an object with its value.
  package struct Member: Hashable, Sendable {
    package var key: String
    package var value: JSON

    package init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// An integer of at most 64 bits; nothing is null.
  package static func number<Number: FixedWidthInteger>(_ number: Number?) -> JSON {
    guard let number else { return .null }
    if let signed = Int64(exactly: number) { return .integer(signed) }
    return .unsigned(UInt64(truncatingIfNeeded: number))
  }

  /// A text; nothing is null.
  package static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  /// The text of a noun; nothing is null.
  package static func text<Noun: CustomStringConvertible>(_ noun: Noun?) -> JSON { text(noun?.description) }

  /// The value of a key; nil when this is no object or has no such key.
  package subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// What it is, in the words of RFC 8259 and with its article.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer, .unsigned: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
