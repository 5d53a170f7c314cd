/// A station's wish to join a network.
struct AssociationRequest: Equatable {
  var bssid: MACAddress
  var station: MACAddress
  var capability: UInt16
  var listen: UInt16
  /// As on the air: SSID, rates, RSN and what else the driver asked for.
  var elements: [UInt8]

  init(bssid: MACAddress, station: MACAddress, capability: UInt16, listen: UInt16, elements: [UInt8]) {
    self.bssid = bssid
    self.station = station
    self.capability = capability
    self.listen = listen
    self.elements = elements
  }

  /// From the parameters of the ASSOCIATE command; nil when they are cut short.
  init?(command body: [UInt8], station: MACAddress) {
    guard let bssid = MACAddress(body), let capability = body.u16(at: 6), let listen = body.u16(at: 8) else {
      return nil
    }
    var elements: [UInt8] = []
    for value in TaggedValue.parse(body, from: 13) {
      switch value.type {
      case 1: elements += Beacon.rateElements(value.value)
      // Channel and contention-free parameters belong to the driver; 0x7f comes once more inside 0x10a.
      case 3, 4, 0x7f: break
      case 0..<0x100: elements += Beacon.element(UInt8(value.type), value.value)
      case 0x10a: elements += value.value
      default: break
      }
    }
    self.init(bssid: bssid, station: station, capability: capability, listen: listen, elements: elements)
  }

  /// The name in the first element, if it is one.
  var ssid: [UInt8]? {
    guard elements.u8(at: 0) == 0, let length = elements.u8(at: 1) else { return nil }
    return elements.part(2, Int(length))
  }
}
