/// What an access point says about itself, four times a second.
struct Beacon: Equatable {
  var bssid: MACAddress
  var ssid: [UInt8]
  /// The SSID element is empty; only who asks for the name by name gets it.
  var isHidden = false
  var channel: UInt8
  /// In time units of 1024 us.
  var period: UInt16
  /// Bit 0 infrastructure, bit 4 privacy.
  var capability: UInt16
  /// Rates in units of 500 kbit/s, bit 7 set on basic ones.
  var rates: [UInt8]
  /// Further elements, as hostapd gave them (RSN above all).
  var elements: [UInt8]
  /// Grows at each start of a network: a client of the former one learns that it is gone.
  var epoch: UInt32

  /// One network of a scan report: the frame, then its signal.
  var scanResult: [UInt8] {
    let time = monotonicMicroseconds()
    var frame = bssid.bytes
    frame.append(u64: time)
    frame.append(u16: period)
    frame.append(u16: capability)
    frame += Self.element(0, isHidden ? [] : ssid)
    frame += Self.rateElements(rates)
    // The driver takes the channel from this element only.
    frame += Self.element(3, [channel])
    frame += elements
    var signal: [UInt8] = []
    signal.append(u16: UInt16(bitPattern: -40))
    signal.append(u16: UInt16(bitPattern: -90))
    signal += [0, 0, channel, 0]
    signal.append(u64: time)
    return TaggedValue(type: 0x156, value: frame).bytes + TaggedValue(type: 0x157, value: signal).bytes
  }

  static func element(_ id: UInt8, _ value: [UInt8]) -> [UInt8] {
    [id, UInt8(truncatingIfNeeded: value.count)] + value
  }

  /// Supported rates hold eight; the rest goes into the extended ones.
  static func rateElements(_ rates: [UInt8]) -> [UInt8] {
    let basic = element(1, Array(rates.prefix(8)))
    return rates.count > 8 ? basic + element(50, rates.tail(8)) : basic
  }
}
