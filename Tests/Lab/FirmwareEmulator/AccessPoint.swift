/// One access point inside the firmware: what the driver configured, and who has joined.
struct AccessPoint {
  /// As the hardware description promises.
  static let maximumStations = 8

  let address: BSSAddress
  var mac: MACAddress
  private(set) var ssid: [UInt8] = []
  private(set) var isHidden = false
  private(set) var channel: UInt8 = 0
  private(set) var period: UInt16 = 100
  private(set) var rates: [UInt8] = []
  /// Bit 5 is WPA2, bit 3 WPA, bit 0 open.
  private(set) var securityProtocol: UInt16 = 1
  /// Elements by the index that the driver numbers them with, each with the kinds of frames it is meant for.
  private(set) var elements: [UInt16: (mask: UInt16, bytes: [UInt8])] = [:]
  private(set) var isActive = false
  /// In the order of joining.
  private(set) var stations: [MACAddress] = []
  private(set) var epoch: UInt32 = 0

  init(address: BSSAddress, mac: MACAddress) {
    self.address = address
    self.mac = mac
  }

  /// Takes the parameters of a UAP_SYS_CONFIG command that sets.
  mutating func configure(_ values: [TaggedValue]) {
    for value in values {
      switch value.type {
      case 0x000: ssid = value.value
      case 0x001: rates = value.value.filter { $0 != 0 }
      case 0x12a: channel = value.value.u8(at: 1) ?? channel
      case 0x12b: mac = MACAddress(value.value) ?? mac
      case 0x12c: period = value.value.u16(at: 0) ?? period
      case 0x130: isHidden = value.value.u8(at: 0) == 0
      case 0x140: securityProtocol = value.value.u16(at: 0) ?? securityProtocol
      case 0x169: setElements(value.value)
      default: break
      }
    }
  }

  private mutating func setElements(_ list: [UInt8]) {
    var position = 0
    while let index = list.u16(at: position), let mask = list.u16(at: position + 2),
      let length = list.u16(at: position + 4), let bytes = list.part(position + 6, Int(length))
    {
      elements[index] = mask == 0 || bytes.isEmpty ? nil : (mask, bytes)
      position += 6 + Int(length)
    }
  }

  mutating func start(epoch: UInt32) {
    isActive = true
    self.epoch = epoch
    stations = []
  }

  /// Ends the network; the result are the stations that have to be told.
  mutating func stop() -> [MACAddress] {
    isActive = false
    defer { stations = [] }
    return stations
  }

  var beacon: Beacon {
    let inBeacon: UInt16 = 0x100
    let further = elements.sorted { $0.key < $1.key }.filter { $0.value.mask & inBeacon != 0 }.flatMap(\.value.bytes)
    return Beacon(
      bssid: mac, ssid: ssid, isHidden: isHidden, channel: channel, period: period,
      capability: securityProtocol == 1 ? 0x01 : 0x11, rates: rates, elements: further, epoch: epoch)
  }

  /// Takes a station in, or says why not (an 802.11 status code).
  mutating func admit(_ request: AssociationRequest) -> (status: UInt16, id: UInt16) {
    guard request.ssid == ssid else { return (1, 0) }
    if !stations.contains(request.station) {
      guard stations.count < Self.maximumStations else { return (17, 0) }
      stations.append(request.station)
    }
    return (0, UInt16((stations.firstIndex(of: request.station) ?? 0) + 1))
  }

  /// True when the station was there.
  mutating func remove(_ station: MACAddress) -> Bool {
    guard let index = stations.firstIndex(of: station) else { return false }
    stations.remove(at: index)
    return true
  }

  /// The answer to UAP_STA_LIST.
  var stationList: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(u16: UInt16(stations.count))
    for station in stations {
      bytes += TaggedValue(type: 0x120, value: station.bytes + [0, UInt8(bitPattern: -40)]).bytes
    }
    return bytes
  }
}
