extension JSON {
  /// How deeply arrays and objects may stand in one another.
  package static let depthLimit = 64

  /// Reads one JSON text.
  ///
  /// It takes what RFC 8259 allows, and of that only whole numbers of 64 bits, strings that are Unicode text, and
  /// objects that say each key once.
  ///
  /// - Parameters:
  ///   - bytes: The whole text in UTF-8, without byte order mark.
  ///   - sizeLimit: The greatest number of bytes that is looked at.
  /// - Throws: `JSONError` with line and column.
  package init(parsing bytes: [UInt8], sizeLimit: Int = 1 << 20) throws(JSONError) {
    guard bytes.count <= sizeLimit else {
      throw JSONError(.value(path: ""), "the text has \(bytes.count) bytes; at most \(sizeLimit) are read")
    }
    var parser = Parser(bytes: bytes)
    self = try parser.document()
  }
}

private struct Parser {
  static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

  let bytes: [UInt8]
  var index = 0

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func document() throws(JSONError) -> JSON {
    let value = try value(depth: 0)
    skipSpace()
    guard index == bytes.count else { throw unexpected("the end of the text") }
    return value
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"):
      try descend(to: depth)
      return try object(depth: depth + 1)
    case UInt8(ascii: "["):
      try descend(to: depth)
      return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case let byte? where byte == UInt8(ascii: "-") || Self.digits.contains(byte): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw unexpected("a value")
    }
  }

  private func descend(to depth: Int) throws(JSONError) {
    guard depth < JSON.depthLimit else {
      throw error("arrays and objects stand more than \(JSON.depthLimit) deep in one another")
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    index += 1
    var members: [JSON.Member] = []
    var keys: Set<String> = []
    skipSpace()
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
      let start = index
      let key = try string()
      guard keys.insert(key).inserted else { throw error("the key is in this object already", at: start) }
      skipSpace()
      guard take(":") else { throw unexpected("':'") }
      members.append(JSON.Member(key, try value(depth: depth)))
      skipSpace()
    } while take(",")
    guard take("}") else { throw unexpected("',' or '}'") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    index += 1
    var elements: [JSON] = []
    skipSpace()
    if take("]") { return .array([]) }
    repeat {
      elements.append(try value(depth: depth))
      skipSpace()
    } while take(",")
    guard take("]") else { throw unexpected("',' or ']'") }
    return .array(elements)
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let text = Array(word.description.utf8)
    guard bytes[index...].starts(with: text) else { throw error("only true, false and null stand without quotes") }
    index += text.count
    return value
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = index
    let isNegative = take("-")
    let digits = try digits()
    if digits.count > 1, digits.first == UInt8(ascii: "0") {
      throw error("a number does not begin with a superfluous 0", at: start)
    }
    if next == UInt8(ascii: ".") || next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      throw error("a number here has no fraction and no exponent; write it as a whole number", at: start)
    }
    var magnitude: UInt64 = 0
    for digit in digits {
      let (tens, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
      if overflow || carry { throw error("the number does not fit in 64 bits", at: start) }
      magnitude = sum
    }
    guard isNegative else { return .number(magnitude) }
    guard magnitude <= Int64.min.magnitude else { throw error("the number does not fit in 64 bits", at: start) }
    return .integer(Int64(truncatingIfNeeded: 0 &- magnitude))
  }

  private mutating func digits() throws(JSONError) -> ArraySlice<UInt8> {
    let start = index
    while let byte = next, Self.digits.contains(byte) { index += 1 }
    guard index > start else { throw unexpected("a digit") }
    return bytes[start..<index]
  }

  private mutating func string() throws(JSONError) -> String {
    let start = index
    index += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw error("the string is not UTF-8", at: start)
        }
        return string
      case UInt8(ascii: "\\"): text += UTF8.encode(try escape()) ?? UTF8.encodedReplacementCharacter
      case 0..<0x20: throw error("a control character in a string is written as \\u00\(hexadecimal(byte))")
      default:
        text.append(byte)
        index += 1
      }
    }
    throw error("the string that begins here has no end", at: start)
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = index
    index += 1
    guard let byte = next else { throw unexpected("an escaped character") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try codeUnit()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      guard UTF16.isLeadSurrogate(unit), take("\\"), take("u") else {
        throw error("half of a surrogate pair is not a character", at: start)
      }
      let trail = try codeUnit()
      guard UTF16.isTrailSurrogate(trail) else {
        throw error("half of a surrogate pair is not a character", at: start)
      }
      return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
    default: throw error("no such escape; JSON has \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX", at: start)
    }
  }

  private mutating func codeUnit() throws(JSONError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected("four hexadecimal digits")
      }
      unit = unit << 4 | UInt16(digit)
      index += 1
    }
    return unit
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { index += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let byte = next, UInt32(byte) == character.value else { return false }
    index += 1
    return true
  }

  private func unexpected(_ expected: String) -> JSONError {
    switch next {
    case nil: error("the text ends where \(expected) should be")
    case let byte? where (0x21...0x7e).contains(byte):
      error("'\(Character(Unicode.Scalar(byte)))' stands where \(expected) should be")
    case let byte?: error("the byte 0x\(hexadecimal(byte)) stands where \(expected) should be")
    }
  }

  private func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

  private func error(_ problem: String, at place: Int? = nil) -> JSONError {
    let before = bytes[..<(place ?? index)]
    let line = before.reduce(1) { $0 + ($1 == 0x0a ? 1 : 0) }
    let start = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    // Continuation bytes (10xxxxxx) belong to the character before them.
    let column = before[start...].reduce(1) { $0 + ($1 & 0xc0 == 0x80 ? 0 : 1) }
    return JSONError(.text(line: line, column: column), problem)
  }
}
