import Testing

@testable import firmware_emulator

@Suite struct `USB/IP frames` {
  @Test func `a submitted OUT transfer is decoded once all its data is there`() throws {
    var bytes: [UInt8] = []
    for word: UInt32 in [1, 7, 0x10001, 0, 2, 0, 3, 0, 0, 0, 0, 0] { bytes.append(bigU32: word) }
    bytes += [0xa, 0xb, 0xc]
    #expect(try USBIPFrame.decode(bytes.dropLast(), at: 0) == nil)
    let (frame, size) = try #require(try USBIPFrame.decode(bytes + [0xff], at: 0))
    #expect(size == 51)
    let zeros = [UInt8](repeating: 0, count: 8)
    #expect(
      frame
        == .submit(
          .init(sequence: 7, endpoint: 2, isInput: false, length: 3, setup: zeros, data: [0xa, 0xb, 0xc])))
  }

  @Test func `a completion counts what went, and carries data only to the host`() {
    let zeros = [UInt8](repeating: 0, count: 8)
    var submit = USBIPFrame.Submit(sequence: 9, endpoint: 1, isInput: true, length: 2, setup: zeros, data: [])
    let input = USBIPFrame.completion(of: submit, data: [1, 2, 3])
    #expect(input.bigU32(at: 0) == 3)
    #expect(input.bigU32(at: 4) == 9)
    #expect(input.bigU32(at: 24) == 2)
    #expect(input.tail(48) == [1, 2])
    submit.isInput = false
    #expect(USBIPFrame.completion(of: submit).bigU32(at: 24) == 2)
    #expect(USBIPFrame.completion(of: submit).count == 48)
  }

  @Test func `a stream out of step is an error`() {
    #expect(throws: EmulatorError.self) { try USBIPFrame.decode([UInt8](repeating: 9, count: 48), at: 0) }
  }
}

@Suite struct `The boot loader` {
  @Test func `the dummy image is taken block by block and starts the firmware with its last`() {
    let image = BootLoader.dummyImage
    #expect(image.count == 4240)
    var loader = BootLoader()
    #expect(
      loader.receive([UInt8](repeating: 0, count: 20))
        == .init(bytes: [UInt8](repeating: 0, count: 8), startsFirmware: false))
    var offset = 0
    var sequence: UInt32 = 0
    var reply: BootLoader.Reply?
    while let length = image.u32(at: offset + 8) {
      sequence += 1
      var block = image.part(offset, 16) ?? []
      block.append(u32: sequence)
      block += image.part(offset + 16, Int(length)) ?? []
      reply = loader.receive(block)
      offset += 16 + Int(length)
    }
    #expect(reply == .init(bytes: [0, 0, 0, 0, 9, 0, 0, 0], startsFirmware: true))
    #expect(loader.received == 4096)
    #expect(loader.blocks == 9)
  }

  @Test func `a download fails at its block, so often as told`() throws {
    var once = try DownloadFault(words: ["4", "hang"])
    #expect(once.effect(at: 3) == nil)
    #expect(once.effect(at: 4) == .hang)
    #expect(once.effect(at: 4) == nil)
    var always = try DownloadFault(words: ["1", "leave", "n=all"])
    #expect(always.effect(at: 1) == .leave)
    #expect(always.effect(at: 1) == .leave)
    for words in [["4"], ["0", "hang"], ["4", "burn"], ["4", "hang", "n=0"], ["4", "hang", "n=1", "x"]] {
      #expect(throws: EmulatorError.self) { try DownloadFault(words: words.map { Substring($0) }) }
    }
  }

  @Test func `a policy is read word by word`() throws {
    var policy = ResetPolicy()
    try policy.change(["init=2", "unload=reset"])
    #expect(policy.initialization == 2)
    #expect(policy.unload)
    try policy.change(["init=keep"])
    #expect(policy.initialization == nil)
    #expect(throws: EmulatorError.self) { try policy.change(["init=often"]) }
  }
}

@Suite struct `Fault rules` {
  private let command = FirmwareCommand(id: 0xb0, sequence: 0x1005, body: [1, 0, 3])

  @Test func `a lost answer is lost once, a refusal stays`() throws {
    var rules = [try Rule(words: ["0xb0", "drop"]), try Rule(words: ["176", "result", "2", "bss=1", "act=1"])]
    #expect(rules.effect(on: command) == .drop)
    #expect(rules.effect(on: command) == .result(2))
    #expect(rules.effect(on: command) == .result(2))
    #expect(rules.count == 1)
  }

  @Test func `a rule for another interface or action does not hit`() throws {
    var rules = [
      try Rule(words: ["0xb0", "hang", "bss=0"]), try Rule(words: ["0xb0", "hang", "act=0"]),
      try Rule(words: ["0xb0", "hang", "p0=7"]),
    ]
    #expect(rules.effect(on: command) == nil)
  }
}

@Suite struct `Two cards on one medium` {
  /// Keeps what it hears.
  private final class Listener: MediumMember {
    var hears = true
    var heard: [AirMessage] = []
    func hear(_ message: AirMessage) { heard.append(message) }
  }

  private static let accessPointMAC = MACAddress(card: 0)
  private static let clientMAC = MACAddress(card: 1)

  /// An access point that sends, and what it said at its start.
  private func accessPoint() -> (firmware: Firmware, beacon: AirMessage?) {
    var firmware = Firmware(mac: Self.accessPointMAC, epoch: 0)
    var body: [UInt8] = [1, 0]
    body += TaggedValue(type: 0, value: Array("net".utf8)).bytes
    body += TaggedValue(type: 1, value: [0x82, 0x84]).bytes
    body += TaggedValue(type: 0x12a, value: [0, 6]).bytes
    _ = firmware.execute(FirmwareCommand(id: 0xb0, sequence: 0x1001, body: body), now: 0)
    let output = firmware.execute(FirmwareCommand(id: 0xb1, sequence: 0x1002, body: []), now: 0)
    #expect(output.events.map(\.id) == [0x2e, 0x44])
    return (firmware, output.air.first)
  }

  private var associate: FirmwareCommand {
    var body = Self.accessPointMAC.bytes + [1, 0, 10, 0, 100, 0, 1]
    body += TaggedValue(type: 0, value: Array("net".utf8)).bytes + TaggedValue(type: 0x30, value: [1, 0]).bytes
    return FirmwareCommand(id: 0x12, sequence: 3, body: body)
  }

  @Test func `a message reaches every other card that listens, answers included`() {
    let medium = Medium()
    let listeners = [Listener(), Listener(), Listener()]
    for (number, listener) in listeners.enumerated() { medium.join(listener, number: number) }
    listeners[2].hears = false
    let message = AirMessage.deauthentication(bssid: Self.accessPointMAC, station: Self.clientMAC, reason: 3)
    medium.say(message, from: 0)
    medium.deliver()
    #expect(listeners.map(\.heard.count) == [0, 1, 0])
  }

  @Test func `a client joins, sends, and is told when the network ends`() throws {
    var (network, beacon) = accessPoint()
    var client = Firmware(mac: Self.clientMAC, epoch: 0)
    _ = client.hear(try #require(beacon), now: 1000)
    let request = client.execute(associate, now: 2000)
    #expect(request.answers.isEmpty)
    let admission = network.hear(try #require(request.air.first), now: 3000)
    #expect(admission.events.map(\.id) == [0x2d])
    #expect(admission.events.first?.body.tail(16) == [10, 0, 0, 3] + Array("net".utf8) + [0x30, 2, 1, 0])
    let joined = client.hear(try #require(admission.air.first), now: 4000)
    #expect(joined.answers.first?.body.u16(at: 2) == 0)

    let frame = Self.accessPointMAC.bytes + Self.clientMAC.bytes + [0x08, 0x00, 1, 2, 3]
    var transfer: [UInt8] = [0, 0, UInt8(frame.count), 0, 20, 0] + [UInt8](repeating: 0, count: 14)
    transfer += frame
    let uplink = client.transmit(try #require(DataPacket.Outgoing(transfer: transfer)))
    let sent = try #require(uplink.air.first)
    let packet = try #require(network.hear(sent, now: 5000).packets.first)
    #expect(packet.tail(78 + 12) == [0, 11, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0, 1, 2, 3])

    let stop = network.execute(FirmwareCommand(id: 0xb2, sequence: 0x1003, body: []), now: 6000)
    #expect(client.hear(try #require(stop.air.first), now: 7000).events.map(\.id) == [0x08])
    #expect(network.hear(sent, now: 8000).packets.isEmpty)
  }

  @Test func `a client without an access point fails to join, and loses a silent one`() throws {
    var (network, beacon) = accessPoint()
    var client = Firmware(mac: Self.clientMAC, epoch: 0)
    #expect(client.execute(associate, now: 0).answers.first?.body == Station.timeoutAnswer)
    _ = client.hear(try #require(beacon), now: 0)
    let request = client.execute(associate, now: 0)
    #expect(client.tick(now: Station.associationTimeout).answers.first?.body == Station.timeoutAnswer)
    _ = client.execute(associate, now: 0)
    let admission = network.hear(try #require(request.air.first), now: 0)
    _ = client.hear(try #require(admission.air.first), now: 0)
    #expect(client.tick(now: Station.beaconTimeout).events.isEmpty)
    #expect(client.tick(now: Station.beaconTimeout + 1).events.map(\.id) == [0x03])
  }
}
