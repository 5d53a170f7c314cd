/// One `name=value` line of a hostapd configuration file.
///
/// The value is bytes, because hostapd takes it as bytes: nothing is trimmed, quoted or decoded.
package struct ConfigurationOption: Hashable, Sendable {
  /// The option's name, as hostapd's `hostapd.conf` documents it: `[a-z0-9_]+`.
  package var name: String
  /// Everything after the first `=`.
  package var value: [UInt8]

  package init(_ name: String, bytes value: [UInt8]) {
    self.name = name
    self.value = value
  }

  package init(_ name: String, _ value: String) {
    self.init(name, bytes: Array(value.utf8))
  }

  package init(_ name: String, _ value: some FixedWidthInteger) {
    self.init(name, String(value))
  }

  /// The value as text; bytes that are no UTF-8 become U+FFFD.
  package var text: String { String(decoding: value, as: UTF8.self) }
}

// A value may be a passphrase: neither description, dump nor interpolation shows it.
extension ConfigurationOption: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "\(ConfigurationRefusal.legible(name))=(\(value.count) bytes)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["name": name, "length": value.count]) }
}

/// hostapd's configuration file: lines of `name=value`, in which order matters (`bss=` opens a new section).
package struct ConfigurationText: Hashable, Sendable {
  /// A line as read.
  package struct Line: Hashable, Sendable {
    /// The number hostapd itself would print for it: from 1, counting what one of its reads returns.
    package var number: UInt32
    package var option: ConfigurationOption
  }

  /// The longest line that is written, in bytes and without its line feed.
  ///
  /// hostapd reads at most 4095 bytes a line and takes the rest for a new option; no option needs as much as this.
  package static let longestLine = 512

  /// What one read of hostapd's takes at most, in bytes (its buffer of 4096 less the terminating zero).
  static let longestRead = 4095

  package private(set) var lines: [Line]
  /// Numbers of the lines that are neither empty, comment nor option; hostapd refuses a file that has one.
  package private(set) var malformed: [UInt32]
  /// Whether the last line is the one that the agent ends its files with: it is lost first where a file is cut short.
  package private(set) var isWhole = false

  /// The line that tells a whole file; a comment for hostapd.
  package static let end = Array("# end\n".utf8)

  package var options: [ConfigurationOption] { lines.map(\.option) }

  /// Reads a file as hostapd 2.10 reads it: a comment has `#` in its first column, a name ends at the first `=`, nothing
  /// is trimmed, a zero byte ends a line early, and a line over 4095 bytes continues as a line of its own.
  package init(reading bytes: some Sequence<UInt8>) {
    lines = []
    malformed = []
    var number: UInt32 = 0
    var chunk: [UInt8] = []
    var last: [UInt8] = []
    for byte in bytes {
      if byte != .lineFeed { chunk.append(byte) }
      guard byte == .lineFeed || chunk.count == Self.longestRead else { continue }
      take(chunk, &number)
      last = chunk
      chunk.removeAll(keepingCapacity: true)
    }
    if !chunk.isEmpty { take(chunk, &number) }
    // A line feed is the last byte of it, so that no part of a longer comment is taken for it.
    isWhole = chunk.isEmpty && last == Self.end.dropLast()
  }

  private mutating func take(_ chunk: [UInt8], _ number: inout UInt32) {
    number &+= 1
    let line = chunk.prefix { $0 != 0 }
    guard let first = line.first, first != UInt8(ascii: "#") else { return }
    guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else {
      malformed.append(number)
      return
    }
    let name = String(decoding: line[..<equals], as: UTF8.self)
    lines.append(Line(number: number, option: ConfigurationOption(name, bytes: Array(line[(equals + 1)...]))))
  }

  /// The bytes of a file that has exactly these options in this order: one line each, no comments.
  ///
  /// - Throws: ``ConfigurationRefusal`` for the first option that hostapd would read as anything else than is meant.
  package static func render(_ options: [ConfigurationOption]) throws(ConfigurationRefusal) -> [UInt8] {
    var bytes: [UInt8] = []
    for option in options {
      try check(option)
      bytes += option.name.utf8
      bytes.append(UInt8(ascii: "="))
      bytes += option.value
      bytes.append(.lineFeed)
    }
    return bytes
  }

  private static func check(_ option: ConfigurationOption) throws(ConfigurationRefusal) {
    func refuse(_ reason: ConfigurationRefusal.Reason) -> ConfigurationRefusal {
      ConfigurationRefusal(option: option.name, reason: reason)
    }
    guard !option.name.isEmpty else { throw refuse(.noName) }
    guard option.name.utf8.allSatisfy(\.isOptionNameByte) else { throw refuse(.badName) }
    for (offset, byte) in option.value.enumerated() {
      switch byte {
      case .lineFeed: throw refuse(.lineFeed(at: offset))
      case .carriageReturn: throw refuse(.carriageReturn(at: offset))
      case 0: throw refuse(.zeroByte(at: offset))
      default: continue
      }
    }
    let length = option.name.utf8.count + 1 + option.value.count
    guard length <= longestLine else { throw refuse(.tooLong(length)) }
  }
}

/// Why an option is not written into a hostapd configuration. It never carries the option's value.
package struct ConfigurationRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    case noName
    case badName
    /// Offsets count bytes of the value from 0.
    case lineFeed(at: Int)
    case carriageReturn(at: Int)
    case zeroByte(at: Int)
    /// The whole line's length in bytes.
    case tooLong(Int)
    /// An SSID of this many bytes, where 1 to 32 are possible.
    case ssidLength(Int)
  }

  package var option: String
  package var reason: Reason

  package var description: String {
    "hostapd option '\(Self.legible(option))' cannot be written: \(explanation)"
  }

  private var explanation: String {
    switch reason {
    case .noName: "it has no name; give the option's name before its value"
    case .badName: "a name has only the characters a-z, 0-9 and _; check its spelling"
    case .lineFeed(let offset):
      "byte \(offset) of its value is a line feed, and what follows would become another option; remove it"
    case .carriageReturn(let offset):
      "byte \(offset) of its value is a carriage return, which would become part of the value; remove it"
    case .zeroByte(let offset):
      "byte \(offset) of its value is zero, and hostapd would drop the rest; remove it"
    case .tooLong(let length):
      "its line has \(length) bytes, and at most \(ConfigurationText.longestLine) are written; shorten the value"
    case .ssidLength(let length):
      "the SSID has \(length) bytes; an SSID has 1 to \(SSIDOption.longest)"
    }
  }

  /// Foreign text for people: what is not printable ASCII becomes `?`, and for a name 40 characters are enough.
  static func legible(_ text: String, longest: Int = 40) -> String {
    let shown = text.utf8.prefix(longest).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
    return String(decoding: shown, as: UTF8.self) + (text.utf8.count > longest ? "..." : "")
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  var isOptionNameByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// The number that this byte is as a hexadecimal digit.
  var hexDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
