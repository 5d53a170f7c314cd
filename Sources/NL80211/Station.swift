import CLibNL

/// A client of an access point, with its counters; each is nil where the driver does not keep it.
package struct Station: Hashable, Sendable {
  /// The client's address.
  package var address: HardwareAddress
  /// Milliseconds since it was last heard.
  package var inactive: UInt32?
  /// Seconds since it joined.
  package var connected: UInt32?
  /// Bytes received from it.
  package var receivedBytes: UInt64?
  /// Bytes sent to it.
  package var sentBytes: UInt64?
  /// The strength of its last frame in dBm.
  package var signal: Int8?

  /// Makes a station from its parts.
  package init(
    address: HardwareAddress, inactive: UInt32? = nil, connected: UInt32? = nil, receivedBytes: UInt64? = nil,
    sentBytes: UInt64? = nil, signal: Int8? = nil
  ) {
    self.address = address
    self.inactive = inactive
    self.connected = connected
    self.receivedBytes = receivedBytes
    self.sentBytes = sentBytes
    self.signal = signal
  }

  init?(_ attributes: Attributes) {
    guard let address = attributes.address(NL80211_ATTR_MAC) else { return nil }
    let counters = attributes.nested(NL80211_ATTR_STA_INFO)
    self.init(
      address: address, inactive: counters.u32(NL80211_STA_INFO_INACTIVE_TIME),
      connected: counters.u32(NL80211_STA_INFO_CONNECTED_TIME),
      receivedBytes: counters.u64(NL80211_STA_INFO_RX_BYTES64)
        ?? counters.u32(NL80211_STA_INFO_RX_BYTES).map(UInt64.init),
      sentBytes: counters.u64(NL80211_STA_INFO_TX_BYTES64)
        ?? counters.u32(NL80211_STA_INFO_TX_BYTES).map(UInt64.init),
      signal: counters.u8(NL80211_STA_INFO_SIGNAL).map { Int8(bitPattern: $0) })
  }
}
