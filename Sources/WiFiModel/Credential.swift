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

  package var description: String { "<hidden>" }
  package var debugDescription: String { "<hidden>" }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
