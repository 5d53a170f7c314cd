/// The `key=value` lines of a control reply. The first line of a key wins; lines without `=` are passed over.
struct ReplyFields {
  /// No reply of hostapd's has more lines; what follows is dropped, so that a hostile peer costs nothing.
  private static let mostLines = 2048

  private var values: [String: ArraySlice<UInt8>] = [:]

  init(_ reply: ArraySlice<UInt8>) {
    for line in reply.split(separator: .lineFeed).prefix(Self.mostLines) {
      guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let key = String(decoding: line[..<equals], as: UTF8.self)
      if values[key] == nil { values[key] = line[(equals + 1)...] }
    }
  }

  func bytes(_ key: String) -> ArraySlice<UInt8>? { values[key] }

  /// A text that may be shown.
  func text(_ key: String) -> String? {
    values[key].map { ConfigurationRefusal.legible(String(decoding: $0, as: UTF8.self), longest: Self.longestText) }
  }

  /// Twice as long as a key in digits.
  private static let longestText = 128

  /// A decimal number; nil where there is none, or it does not fit.
  func number<Number: FixedWidthInteger>(_ key: String) -> Number? {
    text(key).flatMap { Number($0) }
  }

  /// `1` or `0`.
  func flag(_ key: String) -> Bool? {
    switch text(key) {
    case "1": true
    case "0": false
    default: nil
    }
  }
}

/// A control reply that is not of its command's form. It carries no byte of the reply.
package struct ReplyRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  package var command: String
  /// What is missing or wrong in it.
  package var fault: String

  package var description: String {
    "hostapd's answer to \(command) cannot be read: \(fault); is the peer really hostapd 2.9 or later?"
  }
}
