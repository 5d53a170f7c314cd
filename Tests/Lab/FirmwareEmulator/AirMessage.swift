/// What one card says and the others hear. Radio waves are messages here: nothing is modulated, encrypted or lost.
enum AirMessage: Equatable {
  case beacon(Beacon)
  case associationRequest(AssociationRequest)
  case associationAnswer(bssid: MACAddress, station: MACAddress, status: UInt16, id: UInt16, elements: [UInt8])
  /// From an access point to a station.
  case deauthentication(bssid: MACAddress, station: MACAddress, reason: UInt16)
  /// From a station to its access point.
  case departure(bssid: MACAddress, station: MACAddress, reason: UInt16)
  case uplink(bssid: MACAddress, station: MACAddress, frame: [UInt8])
  /// `station` is nil for a group frame.
  case downlink(bssid: MACAddress, station: MACAddress?, frame: [UInt8])

  var isData: Bool {
    switch self {
    case .uplink, .downlink: true
    default: false
    }
  }
}
