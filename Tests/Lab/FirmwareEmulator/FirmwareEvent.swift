/// Something the firmware tells the driver unasked.
struct FirmwareEvent: Equatable {
  private static let tag: UInt32 = 0xbeef_face
  static let scanReportID: UInt16 = 0x58

  var id: UInt16
  var bss: BSSAddress
  var body: [UInt8]

  /// The transfer that carries it: a tag, the cause, the body.
  var transfer: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(u32: Self.tag)
    bytes.append(u32: UInt32(id) | UInt32(bss.number) << 16 | UInt32(bss.type) << 24)
    return bytes + body
  }

  /// An access point's network started: the driver gives this address to the interface.
  static func bssStarted(_ bss: BSSAddress, mac: MACAddress) -> Self {
    Self(id: 0x2e, bss: bss, body: [0, 0] + mac.bytes)
  }

  static func bssActive(_ bss: BSSAddress) -> Self {
    Self(id: 0x44, bss: bss, body: [])
  }

  static func bssIdle(_ bss: BSSAddress) -> Self {
    Self(id: 0x43, bss: bss, body: [])
  }

  /// A station joined an access point, with the elements of its request: the authenticator needs the RSN element.
  static func stationJoined(
    _ bss: BSSAddress, station: MACAddress, capability: UInt16, listen: UInt16, elements: [UInt8]
  ) -> Self {
    var request: [UInt8] = []
    for field in [0, capability, listen] { request.append(u16: field) }
    request += elements
    var body: [UInt8] = [0, 0] + station.bytes
    body.append(u16: 0x168)
    body.append(u16: UInt16(request.count))
    return Self(id: 0x2d, bss: bss, body: body + request)
  }

  static func stationLeft(_ bss: BSSAddress, station: MACAddress, reason: UInt16) -> Self {
    var body: [UInt8] = []
    body.append(u16: reason)
    return Self(id: 0x2c, bss: bss, body: body + station.bytes)
  }

  /// A station's own link ended: by a frame of the access point, or because its beacons stopped.
  static func linkEnded(_ bss: BSSAddress, reason: UInt16, byBeaconLoss: Bool) -> Self {
    var body: [UInt8] = []
    body.append(u16: reason)
    return Self(id: byBeaconLoss ? 0x03 : 0x08, bss: bss, body: body)
  }

  /// The results of a scan: none or more networks, each with its signal.
  static func scanReport(_ bss: BSSAddress, networks: [Beacon]) -> Self {
    var sets: [UInt8] = []
    for network in networks { sets += network.scanResult }
    var body: [UInt8] = [0, 0, 0, 0]
    body.append(u16: UInt16(sets.count))
    body.append(UInt8(networks.count))
    return Self(id: scanReportID, bss: bss, body: body + sets)
  }

  /// A frame whose sender asked for it was transmitted.
  static func transmitted(_ bss: BSSAddress, kind: UInt8, token: UInt8) -> Self {
    Self(id: 0x74, bss: bss, body: [kind, token, 0])
  }
}
