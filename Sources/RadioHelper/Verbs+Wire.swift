import NL80211

extension WirelessVerb: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.read(UInt8.self) {
    case 0: self = .getInterface(index: try reader.read())
    case 1: self = .newInterface(wiphy: try reader.read(), name: try reader.read(), type: try reader.read())
    case 2: self = .deleteInterface(index: try reader.read())
    case 3: self = .setInterfaceType(index: try reader.read(), type: try reader.read())
    case 4: self = .getRegulatory
    case 5: self = .setRegulatory(alpha2: try reader.read())
    case 6: self = .getWiphy(index: try reader.read())
    case 7: self = .getStations(index: try reader.read())
    case 8: self = .limitPower(wiphy: try reader.read(), millibels: try reader.read())
    default: throw .unknownCase
    }
  }

  func write(to bytes: inout [UInt8]) {
    switch self {
    case .getInterface(let index):
      bytes.append(0)
      index.write(to: &bytes)
    case .newInterface(let wiphy, let name, let type):
      bytes.append(1)
      wiphy.write(to: &bytes)
      name.write(to: &bytes)
      type.write(to: &bytes)
    case .deleteInterface(let index):
      bytes.append(2)
      index.write(to: &bytes)
    case .setInterfaceType(let index, let type):
      bytes.append(3)
      index.write(to: &bytes)
      type.write(to: &bytes)
    case .getRegulatory:
      bytes.append(4)
    case .setRegulatory(let alpha2):
      bytes.append(5)
      alpha2.write(to: &bytes)
    case .getWiphy(let index):
      bytes.append(6)
      index.write(to: &bytes)
    case .getStations(let index):
      bytes.append(7)
      index.write(to: &bytes)
    case .limitPower(let wiphy, let millibels):
      bytes.append(8)
      wiphy.write(to: &bytes)
      millibels.write(to: &bytes)
    }
  }
}

extension RouteVerb: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.read(UInt8.self) {
    case 0: self = .getLinks
    case 1: self = .getAddresses
    case 2: self = .addAddress(index: try reader.read(), address: try reader.read(), prefix: try reader.read())
    case 3: self = .deleteAddress(index: try reader.read(), address: try reader.read(), prefix: try reader.read())
    case 4: self = .setLink(index: try reader.read(), up: try reader.read())
    case 5: self = .deleteLink(index: try reader.read())
    case 6: self = .setHardwareAddress(index: try reader.read(), address: try reader.read())
    default: throw .unknownCase
    }
  }

  func write(to bytes: inout [UInt8]) {
    switch self {
    case .getLinks:
      bytes.append(0)
    case .getAddresses:
      bytes.append(1)
    case .addAddress(let index, let address, let prefix):
      bytes.append(2)
      index.write(to: &bytes)
      address.write(to: &bytes)
      prefix.write(to: &bytes)
    case .deleteAddress(let index, let address, let prefix):
      bytes.append(3)
      index.write(to: &bytes)
      address.write(to: &bytes)
      prefix.write(to: &bytes)
    case .setLink(let index, let up):
      bytes.append(4)
      index.write(to: &bytes)
      up.write(to: &bytes)
    case .deleteLink(let index):
      bytes.append(5)
      index.write(to: &bytes)
    case .setHardwareAddress(let index, let address):
      bytes.append(6)
      index.write(to: &bytes)
      address.write(to: &bytes)
    }
  }
}
