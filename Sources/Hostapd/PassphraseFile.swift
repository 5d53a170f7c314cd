/// Secret bytes that no description, dump or interpolation shows.
package struct Passphrase: Hashable, Sendable {
  private enum Form: Hashable, Sendable {
    case passphrase
    case key
  }

  private let form: Form
  /// The characters as hostapd reads them. To be written into files of mode 0600 only.
  package let characters: [UInt8]

  /// A WPA passphrase: 8 to 63 bytes of 0x20 to 0x7E (IEEE 802.11, and stricter than hostapd, which takes any byte).
  ///
  /// - Throws: ``PassphraseRefusal``, which says what is wrong and where, and never what the passphrase is.
  package init(passphrase: [UInt8]) throws(PassphraseRefusal) {
    if let offset = passphrase.firstIndex(where: { !(0x20...0x7E).contains($0) }) { throw .character(at: offset) }
    guard (8...63).contains(passphrase.count) else { throw .length(passphrase.count) }
    form = .passphrase
    characters = passphrase
  }

  /// A pre-shared key: 64 hexadecimal digits.
  package init(hexadecimalKey: [UInt8]) throws(PassphraseRefusal) {
    guard hexadecimalKey.count == 64, Hexadecimal.decode(hexadecimalKey) != nil else { throw .key }
    form = .key
    characters = hexadecimalKey
  }

  /// The option that gives it to a whole network: `wpa_passphrase` or `wpa_psk`.
  package var option: ConfigurationOption {
    ConfigurationOption(form == .key ? "wpa_psk" : "wpa_passphrase", bytes: characters)
  }
}

extension Passphrase: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(secret)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a passphrase, or a line of a passphrase file, is not handed to hostapd.
///
/// hostapd itself prints a line that it refuses, secret included, so it must never see one.
package enum PassphraseRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The passphrase's length in bytes.
  case length(Int)
  /// Offset, in bytes from 0, of a character outside 0x20 to 0x7E.
  case character(at: Int)
  case key
  /// A name that cannot be a `keyid`.
  case name(String)
  case duplicateName(String)

  package var description: String {
    switch self {
    case .length(let count): "the passphrase has \(count) characters; a passphrase has 8 to 63"
    case .character(let offset):
      "character \(offset + 1) of the passphrase is not printable ASCII (space to ~); choose another or use a 64-digit key"
    case .key: "the key is not 64 hexadecimal digits"
    case .name(let name):
      "'\(ConfigurationRefusal.legible(name))' cannot name a passphrase: use 1 to 31 of A-Z, a-z, 0-9, '.', '_' and '-'"
    case .duplicateName(let name): "two passphrases are named '\(name)'; give each its own name"
    }
  }
}

/// hostapd's `wpa_psk_file`: several passphrases for one network, each with the name that events and stations show.
///
/// A line begins with `keyid=` or an address, never with a secret, and hostapd takes all that follows the address' one space
/// as the secret. So a secret that begins with `#`, a space or `key=` is safe here (read in 2.10, and tested on it).
package struct PassphraseFile: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    /// Name of the passphrase (`keyid`): `[A-Za-z0-9._-]{1,31}`, or nil.
    package var name: String?
    /// The only station that may use it, or nil for any.
    package var station: HardwareAddress?
    package var passphrase: Passphrase

    package init(name: String?, station: HardwareAddress? = nil, passphrase: Passphrase) {
      self.name = name
      self.station = station
      self.passphrase = passphrase
    }
  }

  /// hostapd's buffer for a name has 32 bytes, one of them the terminating zero.
  private static let longestName = 31

  /// The file's bytes, one line an entry in the given order. With the limits above no line passes the 126 bytes that
  /// hostapd reads at once.
  ///
  /// - Throws: ``PassphraseRefusal`` for a name hostapd cannot take, or one used twice.
  package static func render(_ entries: [Entry]) throws(PassphraseRefusal) -> [UInt8] {
    var names: Set<String> = []
    var bytes: [UInt8] = []
    for entry in entries {
      if let name = entry.name {
        guard (1...longestName).contains(name.utf8.count), name.utf8.allSatisfy(isNameByte) else { throw .name(name) }
        guard names.insert(name).inserted else { throw .duplicateName(name) }
        bytes += "keyid=\(name) ".utf8
      }
      bytes += (entry.station ?? HardwareAddress.zero).description.utf8
      bytes.append(UInt8(ascii: " "))
      bytes += entry.passphrase.characters
      bytes.append(.lineFeed)
    }
    return bytes
  }

  /// The names and secrets of a file that `render` wrote for stations of any address; nil where another line stands in it.
  package static func read(_ bytes: [UInt8]) -> [(name: String?, secret: [UInt8])]? {
    guard bytes.isEmpty || bytes.last == .lineFeed else { return nil }
    var entries: [(name: String?, secret: [UInt8])] = []
    for line in bytes.split(separator: .lineFeed, omittingEmptySubsequences: false).dropLast() {
      var rest = line
      var name: String?
      if rest.starts(with: "keyid=".utf8), let space = rest.firstIndex(of: UInt8(ascii: " ")) {
        name = String(decoding: rest[..<space].dropFirst("keyid=".utf8.count), as: UTF8.self)
        rest = rest[(space + 1)...]
      }
      let any = Array("\(HardwareAddress.zero) ".utf8)
      guard rest.starts(with: any) else { return nil }
      entries.append((name, Array(rest.dropFirst(any.count))))
    }
    return entries
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
