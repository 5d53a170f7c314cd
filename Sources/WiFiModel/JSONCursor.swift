/// A value inside a document together with the way to it, so that every error of a decoder says where.
///
/// Decoders ask for each key they know and pass over others: a later version may have added some.
struct JSONCursor {
  let value: JSON
  let path: String

  /// The top of a document, once its `schema` is the one expected.
  ///
  /// - Throws: `JSONError` when the document is of another kind or version.
  init(_ document: JSON, expecting schema: DocumentSchema) throws(JSONError) {
    value = document
    path = ""
    let found = try self["schema"].string()
    guard found == schema.rawValue else {
      throw JSONError(
        .value(path: "schema"),
        "the document is '\(shown(String(found.prefix(60))))', expected '\(schema.rawValue)'")
    }
  }

  private init(_ value: JSON, path: String) {
    self.value = value
    self.path = path
  }

  /// The value of a key, which must be there.
  subscript(key: String) -> JSONCursor {
    get throws(JSONError) {
      guard case .object = value else { throw mismatch("an object") }
      guard let member = value[key] else { throw failure("the key '\(key)' is missing") }
      return JSONCursor(member, path: step(key))
    }
  }

  /// The value of a key that older documents do not have; nil where it is missing.
  func later(_ key: String) -> JSONCursor? {
    value[key].map { JSONCursor($0, path: step(key)) }
  }

  /// Nil where the value is null.
  var optional: JSONCursor? { value == .null ? nil : self }

  func elements() throws(JSONError) -> [JSONCursor] {
    guard case .array(let elements) = value else { throw mismatch("an array") }
    return elements.enumerated().map { JSONCursor($1, path: "\(path)[\($0)]") }
  }

  /// Every element, decoded.
  func map<Element>(_ decode: (JSONCursor) throws(JSONError) -> Element) throws(JSONError) -> [Element] {
    var result: [Element] = []
    for element in try elements() { result.append(try decode(element)) }
    return result
  }

  /// The members of an object whose keys are names.
  func members() throws(JSONError) -> [(key: String, value: JSONCursor)] {
    guard case .object(let members) = value else { throw mismatch("an object") }
    return members.map { ($0.key, JSONCursor($0.value, path: step($0.key))) }
  }

  /// The one member of an object that says by its key what it holds.
  func only() throws(JSONError) -> (key: String, value: JSONCursor) {
    let members = try members()
    guard let member = members.first, members.count == 1 else {
      throw failure("the object has \(members.count) keys, expected one")
    }
    return member
  }

  func string() throws(JSONError) -> String {
    guard case .string(let text) = value else { throw mismatch("a string") }
    return text
  }

  func bool() throws(JSONError) -> Bool {
    guard case .bool(let value) = value else { throw mismatch("true or false") }
    return value
  }

  func integer<Number: FixedWidthInteger>(
    _ range: ClosedRange<Number> = Number.min...Number.max
  ) throws(JSONError) -> Number {
    let number: Number?
    switch value {
    case .integer(let value): number = Number(exactly: value)
    case .unsigned(let value): number = Number(exactly: value)
    default: throw mismatch("a number")
    }
    guard let number, range.contains(number) else {
      throw failure("\(value.text()) is not between \(range.lowerBound) and \(range.upperBound)")
    }
    return number
  }

  /// One of the words of an enumeration.
  func word<Word: RawRepresentable & CaseIterable>() throws(JSONError) -> Word where Word.RawValue == String {
    let text = try string()
    guard let word = Word(rawValue: text) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure("'\(shown(String(text.prefix(60))))' is not one of \(words)")
    }
    return word
  }

  /// A noun that validates its own text.
  func noun<Noun>(_ make: (String) throws(InvalidValue) -> Noun) throws(JSONError) -> Noun {
    let text = try string()
    do { return try make(text) } catch { throw failure(shown(error.description)) }
  }

  /// Bytes, from two hexadecimal digits each.
  func bytes() throws(JSONError) -> [UInt8] {
    let text = Array(try string().utf8)
    var bytes: [UInt8] = []
    for pair in stride(from: 0, to: text.count, by: 2) {
      guard pair + 1 < text.count, let high = Character(Unicode.Scalar(text[pair])).hexDigitValue,
        let low = Character(Unicode.Scalar(text[pair + 1])).hexDigitValue
      else { throw failure("the text is not pairs of hexadecimal digits") }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }

  /// How often something was, or its number; far from where counting on would overflow.
  func count() throws(JSONError) -> UInt64 { try integer(0...1 << 62) }

  /// A moment, in nanoseconds.
  func uptime() throws(JSONError) -> Uptime {
    Uptime(nanoseconds: try integer(-Uptime.furthest.nanoseconds...Uptime.furthest.nanoseconds))
  }

  /// What is wrong with this value.
  func failure(_ problem: String) -> JSONError { JSONError(.value(path: path), problem) }

  /// Foreign text as it may be shown: control characters are escaped.
  func shown(_ text: String) -> String { String(JSON.string(text).text().dropFirst().dropLast()) }

  private func mismatch(_ expected: String) -> JSONError { failure("\(value.kind) is not \(expected)") }

  private func step(_ key: String) -> String {
    let key = shown(String(key.prefix(60)))
    return path.isEmpty ? key : "\(path).\(key)"
  }
}
