import CLibNL
import SystemPackage
import Testing

@testable import NL80211

@Suite struct SessionTests {
  private let family = "nl80211/new-family-event"

  private func families(_ name: String) throws -> ScriptedKernel.Answer {
    [try WireFrame.read(name), ScriptedKernel.done()]
  }

  @Test func `An interface is described with its SSID, channel and power`() throws {
    let kernel = ScriptedKernel([
      try families(family), [try WireFrame.read("nl80211/interface-reply"), ScriptedKernel.acknowledgement()],
    ])
    let interface = try WirelessSession(carrier: kernel).interface(index: 5)
    let address = try #require(HardwareAddress([2, 0x11, 0x22, 0x33, 0x44, 0x55]))
    #expect(
      interface
        == Interface(
          index: 5, name: "uap0", wirelessDevice: 0x2_0000_0002, wiphy: 2, type: .accessPoint, address: address,
          ssid: Array("my_access_point".utf8),
          channel: OperatingChannel(frequency: 2437, width: ChannelWidth(rawValue: 1)), txPower: 2000))
    #expect(address.description == "02:11:22:33:44:55")
    #expect(interface.channel?.width.megahertz == 20)
    #expect(kernel.requests.count == 2)
  }

  @Test func `A wiphy is put together from the parts of a split dump`() throws {
    let kernel = ScriptedKernel([
      try families(family),
      [
        try WireFrame.read("nl80211/wiphy-part-1"), try WireFrame.read("nl80211/wiphy-part-2"), ScriptedKernel.done(),
      ],
    ])
    let wiphy = try WirelessSession(carrier: kernel).wiphy(index: 2)
    #expect(wiphy.name == "phy2")
    #expect(wiphy.interfaceTypes == [.station, .accessPoint])
    #expect(wiphy.maximumStations == 8)
    #expect(wiphy.commands == [5, 7])
    #expect(wiphy.bands.map(\.number) == [0, 1])
    #expect(wiphy.bands.first?.channels.map(\.frequency) == [2412, 2437, 2484])
    #expect(wiphy.bands.first?.channels.last?.limits == .disabled)
    #expect(wiphy.bands.last?.channels.first?.limits == [.noInitiation, .radar])
  }

  private func wiphy(_ parts: ClosedRange<Int>) throws -> Wiphy {
    let frames = try parts.map { try WireFrame.read("nl80211/wiphy-part-\($0)") }
    let kernel = ScriptedKernel([try families(family), frames + [ScriptedKernel.done()]])
    return try WirelessSession(carrier: kernel).wiphy(index: 2)
  }

  @Test func `What a band can do, and where, is read with its channels`() throws {
    let wiphy = try wiphy(1...3)
    #expect(wiphy.bands.first?.highThroughput == 0x006e)
    #expect(wiphy.bands.first?.veryHighThroughput == nil)
    let five = try #require(wiphy.bands.last)
    #expect(five.veryHighThroughput == 4)
    // The station's field, which says more, is not the access point's.
    #expect(five.highEfficiency?.first == 0x04)
    #expect(five.channels.map(\.frequency) == [5180, 5200, 5260, 5260, 5825])
    #expect(five.channels[0].limits == [.no40Below, .no80])
    #expect(five.channels[1].limits == [.no40Above, .no160])
    #expect(five.channels.compactMap(\.radarState) == [.unavailable])
    #expect(five.channels[4].limits == [.no20, .no40Below, .no40Above, .no80, .no160, .noHighEfficiency])
  }

  @Test func `Which interfaces may work together is read with its limits`() throws {
    #expect(
      try wiphy(1...3).combinations == [
        InterfaceCombination(
          limits: [
            InterfaceCombination.Limit(maximum: 3, types: [.station, .accessPoint]),
            InterfaceCombination.Limit(maximum: 1, types: [InterfaceType(rawValue: 10)]),
          ], maximum: 4, channels: 1, radarWidths: 7)
      ])
    #expect(try wiphy(1...2).combinations.isEmpty)
  }

  @Test func `Ciphers, key managements and features are read from wherever they stand`() throws {
    let whole = try wiphy(1...4)
    #expect(whole.ciphers == [0x000f_ac01, 0x000f_ac02, 0x000f_ac04, 0x000f_ac06])
    // The access point's list, not that for all types and not the station's.
    #expect(whole.keyManagements == [0x000f_ac01, 0x000f_ac02])
    #expect(whole.features == [.sae, .saeOffload, .radarOffload, .ownManagement, .ownRegulatory, .channelSwitch])
    #expect(whole.maximumSwitchCounters == 2)
    #expect(whole.commands == [5, 7, 102])
    let part = try wiphy(1...3)
    #expect(part.keyManagements == nil)
    #expect(part.features == [])
  }

  @Test func `A wiphy whose bytes are cut or wrong is read as far as it makes sense, and never traps`() throws {
    var generator = SystemRandomNumberGenerator()
    let frames = try (1...4).map { try WireFrame.read("nl80211/wiphy-part-\($0)") }
    for _ in 0..<500 {
      let spoiled = frames.map { frame in
        var frame = frame
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
          // Behind the headers, which the session checks.
          frame[Int.random(in: 20..<frame.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        return frame
      }
      let kernel = ScriptedKernel([try families(family), spoiled + [ScriptedKernel.done()]])
      if let wiphy = try? WirelessSession(carrier: kernel).wiphy(index: 2) { #expect(wiphy.index == 2) }
    }
  }

  @Test func `A wiphy that is gone is told as such, not as an empty one`() throws {
    let kernel = ScriptedKernel([try families(family), [ScriptedKernel.done()]])
    let error = #expect(throws: NetlinkError.self) { try WirelessSession(carrier: kernel).wiphy(index: 2) }
    #expect(error?.code == .operationNotSupportedByDevice)
  }

  @Test func `Stations come with 64-bit counters where the driver keeps them`() throws {
    let kernel = ScriptedKernel([
      try families(family), [try WireFrame.read("nl80211/station-reply"), ScriptedKernel.done()],
    ])
    let station = try #require(try WirelessSession(carrier: kernel).stations(index: 5).first)
    #expect(station.receivedBytes == 5_000_000_000)
    #expect(station.sentBytes == 700)
    #expect(station.signal == -51)
    #expect(station.connected == 33)
  }

  @Test func `A refusal carries the kernel's own sentence`() throws {
    let kernel = ScriptedKernel([
      try families(family), [ScriptedKernel.acknowledgement(.notSupported, message: "interface type not supported")],
    ])
    let error = #expect(throws: NetlinkError.self) {
      try WirelessSession(carrier: kernel).newInterface(wiphy: 0, name: "uap0", type: .accessPoint)
    }
    #expect(error?.kernelMessage == "interface type not supported")
    #expect(
      error?.description
        == "cannot add interface uap0 to wiphy 0: \(Errno.notSupported) (kernel: interface type not supported)")
  }

  @Test func `A family with a new number after a module reload is found by itself`() throws {
    let kernel = ScriptedKernel([
      try families(family), [ScriptedKernel.acknowledgement(.noSuchFileOrDirectory)],
      try families("nl80211/new-family-again-event"), [ScriptedKernel.acknowledgement()],
    ])
    try WirelessSession(carrier: kernel).deleteInterface(index: 5)
    #expect(kernel.requests.count == 4)
    #expect(kernel.requests[1][4] == 0x1c)
    #expect(kernel.requests[3][4] == 0x1e)
  }

  @Test func `A missing interface is reported when the family's number did not change`() throws {
    let missing = ScriptedKernel.acknowledgement(.operationNotSupportedByDevice)
    let kernel = ScriptedKernel([try families(family), [missing], try families(family)])
    let error = #expect(throws: NetlinkError.self) { try WirelessSession(carrier: kernel).deleteInterface(index: 5) }
    #expect(error?.code == .operationNotSupportedByDevice)
    #expect(error?.kind == .refused)
  }

  @Test func `Without nl80211 in the kernel the error says what to load`() throws {
    let kernel = ScriptedKernel([[ScriptedKernel.done()]])
    let error = #expect(throws: NetlinkError.self) { try WirelessSession(carrier: kernel).regulatory() }
    #expect(error?.kind == .familyAbsent)
  }

  @Test func `A torn dump is read again until it is whole`() throws {
    let kernel = ScriptedKernel([[ScriptedKernel.done(torn: true)], [ScriptedKernel.done()]])
    #expect(try RouteSession(carrier: kernel).links() == [])
    #expect(kernel.requests.count == 2)
  }

  @Test func `A dump that is always torn ends as interrupted after five more readings`() throws {
    let kernel = ScriptedKernel([ScriptedKernel.Answer](repeating: [ScriptedKernel.done(torn: true)], count: 20))
    let error = #expect(throws: NetlinkError.self) { try RouteSession(carrier: kernel).addresses() }
    #expect(error?.kind == .interrupted)
    #expect(kernel.requests.count == 6)
  }

  @Test func `Lost answers are an error, not an empty list`() throws {
    let error = #expect(throws: NetlinkError.self) { try RouteSession(carrier: ScriptedKernel([[]])).links() }
    #expect(error?.code == .noBufferSpace)
  }
}
