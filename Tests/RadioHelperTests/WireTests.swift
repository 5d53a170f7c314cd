import NL80211
import SystemPackage
import Testing

@testable import RadioHelper

@Suite struct WireTests {
  static let requests: [RadioRequest] = [
    .ping,
    .wireless(.getInterface(index: 5)),
    .wireless(.newInterface(wiphy: 1, name: "uap0", type: .accessPoint)),
    .wireless(.deleteInterface(index: .max)),
    .wireless(.setInterfaceType(index: 3, type: .station)),
    .wireless(.getRegulatory),
    .wireless(.setRegulatory(alpha2: "FR")),
    .wireless(.getWiphy(index: 0)),
    .wireless(.getStations(index: 5)),
    .route(.getLinks),
    .route(.getAddresses),
    .route(.addAddress(index: 5, address: four, prefix: 24)),
    .route(.deleteAddress(index: 5, address: six, prefix: 64)),
    .route(.setLink(index: 5, up: true)),
    .route(.setLink(index: 5, up: false)),
    .route(.deleteLink(index: 7)),
    .writeSysfs(path: "/sys/bus/usb/drivers/mwifiex_usb/unbind", bytes: Array("1-1:1.0".utf8)),
    .loadModule(name: "mwifiex_usb", parameters: ["debug_mask=0xffffffff"]),
    .unloadModules(["mwifiex_usb", "mwifiex"]),
  ]

  static let replies: [RadioReply] = [
    .done,
    .interface(
      Interface(
        index: 5, name: "uap0", wirelessDevice: 0x2_0000_0002, wiphy: 2, type: .accessPoint, address: hardware,
        ssid: [0, 255, 0x41], channel: OperatingChannel(frequency: 2437, width: ChannelWidth(rawValue: 1)),
        txPower: -100)),
    .interface(Interface(index: 1, name: "x", wirelessDevice: 1, wiphy: 0, type: .station, address: hardware)),
    .regulatory("00"),
    .wiphy(
      Wiphy(
        index: 2, name: "phy2", interfaceTypes: [.station, .accessPoint],
        bands: [
          Wiphy.Band(
            number: 0,
            channels: [
              Wiphy.Channel(frequency: 2412, limits: [], maximumPower: 2000),
              Wiphy.Channel(frequency: 2484, limits: [.disabled, .noInitiation, .noHighEfficiency]),
            ], highThroughput: 0x116e),
          Wiphy.Band(
            number: 1,
            channels: [
              Wiphy.Channel(frequency: 5260, limits: [.radar, .no160], maximumPower: 2000, radarState: .unavailable)
            ], highThroughput: 0x116e, veryHighThroughput: 0x3380_01b0, highEfficiency: [4, 0]),
        ], maximumStations: 8, commands: [5, 7],
        combinations: [
          InterfaceCombination(
            limits: [InterfaceCombination.Limit(maximum: 3, types: [.station, .accessPoint])], maximum: 3, channels: 1,
            radarWidths: 7)
        ], ciphers: [0x000f_ac04], keyManagements: [0x000f_ac02], features: [.sae, .channelSwitch],
        maximumSwitchCounters: 2)),
    .wiphy(Wiphy(index: 0, name: "phy0")),
    .stations([Station(address: hardware, inactive: 1, connected: 2, receivedBytes: .max, sentBytes: 4, signal: -51)]),
    .links([
      Link(index: 1, name: "lo", isUp: true, hasCarrier: true, state: .unknown, address: hardware),
      Link(index: 9, name: "é", isUp: false, hasCarrier: false, state: .down, master: 4, kind: "dummy"),
    ]),
    .addresses([
      LinkAddress(index: 1, address: four, prefix: 24, flags: 0x80),
      LinkAddress(index: 1, address: six, prefix: 64, scope: 253),
    ]),
    .failure(.netlink(NetlinkError(kind: .interrupted, operation: "list links", code: .interrupted))),
    .failure(
      .netlink(NetlinkError(kind: .refused, operation: "x", code: .notPermitted, kernelMessage: "not now"))),
    .failure(.system(operation: "write", code: .noSuchFileOrDirectory)),
    .failure(.command(operation: "load", reason: "it said no")),
    .failure(.refused(operation: "load", reason: "bad name")),
  ]

  private static let hardware = made(HardwareAddress([2, 0x11, 0x22, 0x33, 0x44, 0x55]))
  private static let four = made(IPAddress([192, 168, 0, 5]))
  private static let six = made(IPAddress([0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [5]))

  private static func made<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("the sample has the wrong number of bytes") }
    return value
  }

  @Test(arguments: requests) func `A request is read back as it was written`(request: RadioRequest) throws {
    let bytes = WireMessage(number: 0xdead_beef, body: request).bytes
    let read = try WireMessage<RadioRequest>(bytes)
    #expect(read.number == 0xdead_beef)
    #expect(read.body == request)
    expectExact(bytes, of: RadioRequest.self)
  }

  @Test(arguments: replies) func `A reply is read back as it was written`(reply: RadioReply) throws {
    let bytes = WireMessage(number: 1, body: reply).bytes
    #expect(try WireMessage<RadioReply>(bytes).body == reply)
    expectExact(bytes, of: RadioReply.self)
  }

  @Test func `Messages of another version are refused`() {
    var bytes = WireMessage(number: 1, body: RadioRequest.ping).bytes
    bytes[0] += 1
    #expect(throws: WireError.unknownCase) { try WireMessage<RadioRequest>(bytes) }
  }

  @Test func `Hostile bytes are refused or read, and never trap`() {
    var refused = 0
    for original in Self.replies.map({ WireMessage(number: 1, body: $0).bytes }) {
      for _ in 0..<2000 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4) { bytes[Int.random(in: 0..<bytes.count)] = UInt8.random(in: 0...255) }
        if (try? WireMessage<RadioReply>(bytes)) == nil { refused += 1 }
        if (try? WireMessage<RadioRequest>(bytes)) == nil { refused += 1 }
      }
    }
    #expect(refused > 0)
    #expect(throws: WireError.wrongLength) {
      try WireMessage<RadioReply>([2, 0, 0, 0, 0, 5, 0xff, 0xff, 0xff, 0xff, 1, 2, 3])
    }
  }

  /// Every shorter message, and a longer one, is of no known form.
  private func expectExact<Body: WireValue>(_ bytes: [UInt8], of type: Body.Type) {
    for length in 0..<bytes.count {
      #expect(throws: WireError.self) { try WireMessage<Body>(Array(bytes[..<length])) }
    }
    #expect(throws: WireError.wrongLength) { try WireMessage<Body>(bytes + [0]) }
  }
}
