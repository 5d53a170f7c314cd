package import NL80211

/// What a radio's helper answers; which one belongs to which request follows from the request.
package enum RadioReply: Hashable, Sendable {
  /// It is done, and there is nothing to tell.
  case done
  /// For getInterface and newInterface.
  case interface(Interface)
  /// For getRegulatory: two characters.
  case regulatory(String)
  /// For getWiphy.
  case wiphy(Wiphy)
  /// For getStations, by address.
  case stations([Station])
  /// For getLinks, by index.
  case links([Link])
  /// For getAddresses, by interface.
  case addresses([LinkAddress])
  /// It could not be done.
  case failure(RadioFailure)
}

extension RadioReply: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.read(UInt8.self) {
    case 0: self = .done
    case 1: self = .interface(try reader.read())
    case 2: self = .regulatory(try reader.read())
    case 3: self = .wiphy(try reader.read())
    case 4: self = .stations(try reader.read())
    case 5: self = .links(try reader.read())
    case 6: self = .addresses(try reader.read())
    case 7: self = .failure(try reader.read())
    default: throw .unknownCase
    }
  }

  func write(to bytes: inout [UInt8]) {
    switch self {
    case .done:
      bytes.append(0)
    case .interface(let value):
      bytes.append(1)
      value.write(to: &bytes)
    case .regulatory(let value):
      bytes.append(2)
      value.write(to: &bytes)
    case .wiphy(let value):
      bytes.append(3)
      value.write(to: &bytes)
    case .stations(let value):
      bytes.append(4)
      value.write(to: &bytes)
    case .links(let value):
      bytes.append(5)
      value.write(to: &bytes)
    case .addresses(let value):
      bytes.append(6)
      value.write(to: &bytes)
    case .failure(let value):
      bytes.append(7)
      value.write(to: &bytes)
    }
  }
}
