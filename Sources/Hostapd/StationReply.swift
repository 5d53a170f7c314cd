/// hostapd's answer to `STA-FIRST`, `STA-NEXT address` and `STA address`: one associated station.
package struct StationReply: Hashable, Sendable {
  package var address: HardwareAddress
  /// As printed between brackets, sorted: `ASSOC`, `AUTH`, `AUTHORIZED`, `WMM`, ...
  package var flags: [String]
  /// Since the association, in seconds.
  package var connectedSeconds: UInt64?
  /// Since the last frame, in milliseconds.
  package var inactiveMilliseconds: UInt64?
  package var receivedBytes: UInt64?
  package var sentBytes: UInt64?
  package var receivedPackets: UInt64?
  package var sentPackets: UInt64?
  /// In dBm.
  package var signal: Int32?
  /// The name (`keyid`) of the passphrase it uses.
  package var passphraseName: String?

  /// Whether the four-way handshake is done, so that frames pass.
  package var isAuthorized: Bool { flags.contains("AUTHORIZED") }

  /// The station of a reply, or nil where the reply is empty or `FAIL`: there is no (further) station.
  ///
  /// - Throws: ``ReplyRefusal`` where the first line is no address.
  package static func parse(_ reply: [UInt8]) throws(ReplyRefusal) -> StationReply? {
    guard !reply.isEmpty, !reply.elementsEqual("FAIL\n".utf8) else { return nil }
    let first = reply.prefix { $0 != .lineFeed }
    guard let address = HardwareAddress(text: first) else {
      throw ReplyRefusal(command: "STA", fault: "its first line is no address")
    }
    return StationReply(address, ReplyFields(reply[first.endIndex...]))
  }

  private init(_ address: HardwareAddress, _ fields: ReplyFields) {
    self.address = address
    let brackets: Set<UInt8> = [UInt8(ascii: "["), UInt8(ascii: "]")]
    let names = (fields.bytes("flags") ?? []).split { brackets.contains($0) }
    flags = names.map { ConfigurationRefusal.legible(String(decoding: $0, as: UTF8.self)) }.sorted()
    connectedSeconds = fields.number("connected_time")
    inactiveMilliseconds = fields.number("inactive_msec")
    receivedBytes = fields.number("rx_bytes")
    sentBytes = fields.number("tx_bytes")
    receivedPackets = fields.number("rx_packets")
    sentPackets = fields.number("tx_packets")
    signal = fields.number("signal")
    passphraseName = fields.text("keyid")
  }
}
