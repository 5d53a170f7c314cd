/// One client interface inside the firmware.
struct Station {
  /// How long an access point may take to answer, in microseconds.
  static let associationTimeout: UInt64 = 600_000
  /// After this long without a beacon the link is lost, in microseconds.
  static let beaconTimeout: UInt64 = 3_000_000

  /// An ASSOCIATE command whose answer depends on the access point.
  struct Attempt {
    var command: FirmwareCommand
    var bssid: MACAddress
    var deadline: UInt64
  }

  /// An association.
  struct Link {
    var bssid: MACAddress
    var epoch: UInt32
    var lastBeacon: UInt64
  }

  let address: BSSAddress
  var mac: MACAddress
  var attempt: Attempt?
  var link: Link?

  init(address: BSSAddress, mac: MACAddress) {
    self.address = address
    self.mac = mac
  }

  /// What ASSOCIATE answers when an access point has spoken.
  static func answer(status: UInt16, id: UInt16, elements: [UInt8]) -> [UInt8] {
    var body: [UInt8] = []
    for field in [0x01, status, id | 0xc000] { body.append(u16: field) }
    return body + elements
  }

  /// What ASSOCIATE answers when none did: internal failure, authentication timed out.
  static var timeoutAnswer: [UInt8] {
    var body: [UInt8] = []
    for field: UInt16 in [0xfffc, 2, 0] { body.append(u16: field) }
    return body
  }
}
