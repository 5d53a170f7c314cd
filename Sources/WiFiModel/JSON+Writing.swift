extension JSON {
  /// How a value is laid out.
  package enum Layout: Hashable, Sendable {
    /// On one line, without spaces and without line feed at the end: for sockets.
    case compact
    /// Two spaces a level, one member a line, a line feed at the end: for files and people.
    case pretty
  }

  /// The value as UTF-8.
  package func bytes(_ layout: Layout = .compact) -> [UInt8] {
    var output: [UInt8] = []
    write(to: &output, layout: layout, level: 0)
    if layout == .pretty { output.append(UInt8(ascii: "\n")) }
    return output
  }

  /// The value as text.
  package func text(_ layout: Layout = .compact) -> String { String(decoding: bytes(layout), as: UTF8.self) }

  private func write(to output: inout [UInt8], layout: Layout, level: Int) {
    switch self {
    case .null: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .integer(let value): output += String(value).utf8
    case .unsigned(let value): output += String(value).utf8
    case .string(let value): Self.write(value, to: &output)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        Self.separate(index, to: &output, layout: layout, level: level + 1)
        element.write(to: &output, layout: layout, level: level + 1)
      }
      if !elements.isEmpty { Self.breakLine(to: &output, layout: layout, level: level) }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        Self.separate(index, to: &output, layout: layout, level: level + 1)
        Self.write(member.key, to: &output)
        output += (layout == .pretty ? ": " : ":").utf8
        member.value.write(to: &output, layout: layout, level: level + 1)
      }
      if !members.isEmpty { Self.breakLine(to: &output, layout: layout, level: level) }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func separate(_ index: Int, to output: inout [UInt8], layout: Layout, level: Int) {
    if index > 0 { output.append(UInt8(ascii: ",")) }
    breakLine(to: &output, layout: layout, level: level)
  }

  private static func breakLine(to output: inout [UInt8], layout: Layout, level: Int) {
    guard layout == .pretty else { return }
    output.append(UInt8(ascii: "\n"))
    output += repeatElement(UInt8(ascii: " "), count: 2 * level)
  }

  /// Escapes what RFC 8259 asks for, and besides what a terminal would obey or by which it would reorder text.
  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\"".utf8
      case "\\": output += "\\\\".utf8
      case "\n": output += "\\n".utf8
      case "\r": output += "\\r".utf8
      case "\t": output += "\\t".utf8
      case _ where scalar.isUnprintable:
        let digits = String(scalar.value, radix: 16)
        output += "\\u\(String(repeating: "0", count: max(0, 4 - digits.utf8.count)))\(digits)".utf8
      default: output += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
