import WiFiModel

/// The lines of a hostapd configuration that belong together, taken out one option after another: what is left at the
/// end was understood by nobody.
struct HostapdSection {
  typealias Line = HostapdImport.Line

  /// In order of their numbers.
  private(set) var lines: [Line]

  init(_ lines: [Line]) { self.lines = lines }

  /// Takes every line of some options out, in order of the lines.
  mutating func take(_ names: String...) -> [Line] { take { names.contains($0) } }

  mutating func take(where isMeant: (String) -> Bool) -> [Line] {
    let taken = lines.filter { isMeant($0.name) }
    lines.removeAll { isMeant($0.name) }
    return taken
  }
}

/// A number as C's `atoi` reads it, and with it hostapd: leading white space and a sign, then digits; what follows is
/// not looked at.
struct HostapdNumber: Hashable {
  let value: Int64
  /// Whether nothing followed.
  let isWhole: Bool

  /// Nil without a digit, of which `atoi` would make 0.
  init?(_ bytes: [UInt8]) {
    var rest = bytes.drop { $0 == UInt8(ascii: " ") || (0x09...0x0d).contains($0) }
    let sign = rest.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    for digit in digits { value = min(value * 10 + Int64(digit - UInt8(ascii: "0")), Int64(Int32.max) + 1) }
    if sign == UInt8(ascii: "-") { value = -value }
    self.value = min(max(value, Int64(Int32.min)), Int64(Int32.max))
    isWhole = digits.count == rest.count
  }
}

extension HostapdImport.Line {
  /// The value as text; bytes that are no UTF-8 become U+FFFD.
  var text: String { String(decoding: value, as: UTF8.self) }

  /// The value as it may be shown: never of a line that may hold a secret.
  var shown: String { "'\(String(text.prefix(40)).replacingControlCharacters)\(text.count > 40 ? "..." : "")'" }

  /// The words between spaces and tabs.
  var words: [String] {
    value.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value looks as if a template had not been filled in.
  var looksUnfilled: Bool { text.contains("{{") || text.contains("${") || text.hasPrefix("<") && text.hasSuffix(">") }

  /// The value has something that looks like a comment; hostapd knows comments only on lines of their own.
  var hasTrailingComment: Bool { text.contains(" #") || text.contains("\t#") }
}
