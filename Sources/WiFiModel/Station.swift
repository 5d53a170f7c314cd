/// A client of an access point, as its hostapd knows it.
package struct Station: Hashable, Sendable {
  package var address: HardwareAddress
  /// When it joined; nil where hostapd does not say, of one that was there before anybody listened.
  package var since: Uptime?
  /// dBm, of what was received last; nil where the driver does not say.
  package var signal: Int8?
  /// The name of the passphrase that it uses (`keyid`), where passphrases have names.
  package var passphraseName: String?
  /// Whether it may send frames: the four-way handshake is done.
  package var isAuthorized: Bool

  package init(
    address: HardwareAddress, since: Uptime?, signal: Int8? = nil, passphraseName: String? = nil,
    isAuthorized: Bool = true
  ) {
    self.address = address
    self.since = since
    self.signal = signal
    self.passphraseName = passphraseName
    self.isAuthorized = isAuthorized
  }
}
