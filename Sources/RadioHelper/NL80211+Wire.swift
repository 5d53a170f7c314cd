import NL80211
import SystemPackage

extension Errno: WireValue {}
extension InterfaceType: WireValue {}
extension ChannelWidth: WireValue {}
extension Wiphy.Channel.Limits: WireValue {}
extension Wiphy.Channel.RadarState: WireValue {}
extension Wiphy.Features: WireValue {}
extension Link.OperationalState: WireValue {}
extension NetlinkError.Kind: WireValue {}

extension HardwareAddress: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    guard let address = HardwareAddress(try reader.take(6)) else { throw .wrongLength }
    self = address
  }

  func write(to bytes: inout [UInt8]) { bytes += self.bytes }
}

extension IPAddress: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    guard let address = IPAddress(try reader.read([UInt8].self)) else { throw .wrongLength }
    self = address
  }

  func write(to bytes: inout [UInt8]) { self.bytes.write(to: &bytes) }
}

extension OperatingChannel: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(frequency: try reader.read(), width: try reader.read())
  }

  func write(to bytes: inout [UInt8]) {
    frequency.write(to: &bytes)
    width.write(to: &bytes)
  }
}

extension Interface: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      index: try reader.read(), name: try reader.read(), wirelessDevice: try reader.read(), wiphy: try reader.read(),
      type: try reader.read(), address: try reader.read(), ssid: try reader.read(), channel: try reader.read(),
      txPower: try reader.read())
  }

  func write(to bytes: inout [UInt8]) {
    index.write(to: &bytes)
    name.write(to: &bytes)
    wirelessDevice.write(to: &bytes)
    wiphy.write(to: &bytes)
    type.write(to: &bytes)
    address.write(to: &bytes)
    ssid.write(to: &bytes)
    channel.write(to: &bytes)
    txPower.write(to: &bytes)
  }
}

extension Wiphy.Channel: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      frequency: try reader.read(), limits: try reader.read(), maximumPower: try reader.read(),
      radarState: try reader.read())
  }

  func write(to bytes: inout [UInt8]) {
    frequency.write(to: &bytes)
    limits.write(to: &bytes)
    maximumPower.write(to: &bytes)
    radarState.write(to: &bytes)
  }
}

extension Wiphy.Band: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      number: try reader.read(), channels: try reader.read(), highThroughput: try reader.read(),
      veryHighThroughput: try reader.read(), highEfficiency: try reader.read())
  }

  func write(to bytes: inout [UInt8]) {
    number.write(to: &bytes)
    channels.write(to: &bytes)
    highThroughput.write(to: &bytes)
    veryHighThroughput.write(to: &bytes)
    highEfficiency.write(to: &bytes)
  }
}

extension InterfaceCombination.Limit: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      maximum: try reader.read(), types: try reader.read())
  }

  func write(to bytes: inout [UInt8]) {
    maximum.write(to: &bytes)
    types.write(to: &bytes)
  }
}

extension InterfaceCombination: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      limits: try reader.read(), maximum: try reader.read(), channels: try reader.read(),
      radarWidths: try reader.read())
  }

  func write(to bytes: inout [UInt8]) {
    limits.write(to: &bytes)
    maximum.write(to: &bytes)
    channels.write(to: &bytes)
    radarWidths.write(to: &bytes)
  }
}

extension Wiphy: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      index: try reader.read(), name: try reader.read(), interfaceTypes: try reader.read(), bands: try reader.read(),
      maximumStations: try reader.read(), commands: try reader.read(), combinations: try reader.read(),
      ciphers: try reader.read(), keyManagements: try reader.read(), features: try reader.read(),
      maximumSwitchCounters: try reader.read())
  }

  func write(to bytes: inout [UInt8]) {
    index.write(to: &bytes)
    name.write(to: &bytes)
    interfaceTypes.write(to: &bytes)
    bands.write(to: &bytes)
    maximumStations.write(to: &bytes)
    commands.write(to: &bytes)
    combinations.write(to: &bytes)
    ciphers.write(to: &bytes)
    keyManagements.write(to: &bytes)
    features.write(to: &bytes)
    maximumSwitchCounters.write(to: &bytes)
  }
}

extension Station: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      address: try reader.read(), inactive: try reader.read(), connected: try reader.read(),
      receivedBytes: try reader.read(), sentBytes: try reader.read(), signal: try reader.read())
  }

  func write(to bytes: inout [UInt8]) {
    address.write(to: &bytes)
    inactive.write(to: &bytes)
    connected.write(to: &bytes)
    receivedBytes.write(to: &bytes)
    sentBytes.write(to: &bytes)
    signal.write(to: &bytes)
  }
}

extension Link: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      index: try reader.read(), name: try reader.read(), isUp: try reader.read(), hasCarrier: try reader.read(),
      state: try reader.read(), address: try reader.read(), master: try reader.read(), kind: try reader.read())
  }

  func write(to bytes: inout [UInt8]) {
    index.write(to: &bytes)
    name.write(to: &bytes)
    isUp.write(to: &bytes)
    hasCarrier.write(to: &bytes)
    state.write(to: &bytes)
    address.write(to: &bytes)
    master.write(to: &bytes)
    kind.write(to: &bytes)
  }
}

extension LinkAddress: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      index: try reader.read(), address: try reader.read(), prefix: try reader.read(), scope: try reader.read(),
      flags: try reader.read())
  }

  func write(to bytes: inout [UInt8]) {
    index.write(to: &bytes)
    address.write(to: &bytes)
    prefix.write(to: &bytes)
    scope.write(to: &bytes)
    flags.write(to: &bytes)
  }
}

extension NetlinkError: WireValue {
  init(from reader: inout WireReader) throws(WireError) {
    self.init(
      kind: try reader.read(), operation: try reader.read(), code: try reader.read(),
      kernelMessage: try reader.read())
  }

  func write(to bytes: inout [UInt8]) {
    kind.write(to: &bytes)
    operation.write(to: &bytes)
    code.write(to: &bytes)
    kernelMessage.write(to: &bytes)
  }
}
