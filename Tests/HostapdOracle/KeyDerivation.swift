import LinuxPlatform
import SystemPackage

/// A key that hostapd derived from a passphrase, as the probe wrote it down.
package struct KeyDerivation: Hashable, Sendable {
  package var ssid: [UInt8]
  package var passphrase: [UInt8]

  package init(ssid: [UInt8], passphrase: [UInt8]) {
    self.ssid = ssid
    self.passphrase = passphrase
  }

  /// Reads the probe's records.
  ///
  /// - Throws: the failing call, or ``OracleFailure`` for a record cut short.
  static func read(_ path: FilePath) throws -> [KeyDerivation] {
    var rest = try SmallFile(reading: path, limit: 1 << 20).bytes[...]
    var derivations: [KeyDerivation] = []
    while let ssid = rest.popFirst() {
      guard let passphrase = rest.popFirst(), rest.count >= Int(ssid) + Int(passphrase) else {
        throw OracleFailure("the probe's last record is cut short")
      }
      derivations.append(
        KeyDerivation(
          ssid: Array(rest.prefix(Int(ssid))), passphrase: Array(rest.dropFirst(Int(ssid)).prefix(Int(passphrase)))))
      rest = rest.dropFirst(Int(ssid) + Int(passphrase))
    }
    return derivations
  }
}
