/// A secret: its bytes reach the private file that hostapd reads, and nothing else. It prints and mirrors as `<hidden>`.
package struct Credential: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
  /// The secret itself. Only the writer of hostapd's private file may look.
  package let secret: [UInt8]
  /// Whether the secret is there and was not shown to the reader: see `withheld`.
  package let isWithheld: Bool

  /// A WPA2 passphrase.
  ///
  /// - Throws: `InvalidValue` unless it has 8 to 63 printable ASCII characters (802.11-2020, J.4.1). The error never
  ///   quotes it.
  package init(passphrase: [UInt8]) throws(InvalidValue) {
    let hint = "a passphrase has 8 to 63 printable ASCII characters"
    guard (8...63).contains(passphrase.count) else {
      throw InvalidValue("the passphrase has \(passphrase.count) bytes", hint: hint)
    }
    guard passphrase.allSatisfy({ (0x20...0x7e).contains($0) }) else {
      throw InvalidValue("the passphrase has a character outside printable ASCII", hint: hint)
    }
    secret = passphrase
    isWithheld = false
  }

  /// A WPA2 key in place of a passphrase.
  ///
  /// - Throws: `InvalidValue` unless there are 64 hexadecimal digits. The error never quotes them.
  package init(psk digits: [UInt8]) throws(InvalidValue) {
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.count == 64, text.utf8.count == 64, text.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
      throw InvalidValue(
        "the psk has \(digits.count) characters or others than hexadecimal digits",
        hint: "a psk has 64 hexadecimal digits; a passphrase is written as 'passphrase'")
    }
    secret = Array(text.lowercased().utf8)
    isWithheld = false
  }

  /// What a RADIUS server and its clients share.
  ///
  /// - Throws: `InvalidValue` unless it has 1 to 128 printable ASCII characters, none of them a space at either end. The
  ///   error never quotes it.
  package init(radiusSecret bytes: [UInt8]) throws(InvalidValue) {
    let hint = "a RADIUS secret has 1 to 128 printable ASCII characters, and no space at its ends"
    guard (1...128).contains(bytes.count) else {
      throw InvalidValue("the RADIUS secret has \(bytes.count) bytes", hint: hint)
    }
    guard bytes.allSatisfy({ (0x20...0x7e).contains($0) }), bytes.first != 0x20, bytes.last != 0x20 else {
      throw InvalidValue("the RADIUS secret has a character that cannot be there", hint: hint)
    }
    secret = bytes
    isWithheld = false
  }

  /// Whether it is a key, from which no passphrase can be had: SAE cannot use it.
  package var isKey: Bool { secret.count == 64 }

  /// What was read back from hostapd's private file; whatever it holds is compared, never shown.
  package init(readBack bytes: [UInt8]) {
    secret = bytes
    isWithheld = false
  }

  private init() {
    secret = []
    isWithheld = true
  }

  /// A secret of which only the existence is known: what a snapshot holds in its place.
  package static let withheld = Credential()

  /// Whether two secrets are the same; nil where one of them is withheld, so that nobody can tell.
  package func matches(_ other: Credential) -> Bool? {
    isWithheld || other.isWithheld ? nil : self == other
  }

  /// The bytes with `<hidden>` wherever the secret stood in them. What is shorter than four bytes is not looked for: it
  /// would be found in any text.
  package func withheld(from bytes: [UInt8]) -> [UInt8] {
    guard secret.count >= 4, bytes.count >= secret.count else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let end = index + secret.count
      if end <= bytes.count, bytes[index] == secret[0], bytes[index..<end].elementsEqual(secret) {
        result += Array(description.utf8)
        index = end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  package var description: String { "<hidden>" }
  package var debugDescription: String { "<hidden>" }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
