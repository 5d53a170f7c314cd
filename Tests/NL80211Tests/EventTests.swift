import CLibNL
import Testing

@testable import NL80211

@Suite struct EventTests {
  private func message(_ name: String) throws -> NetlinkMessage {
    try #require(Array(NetlinkMessages(try WireFrame.read("nl80211/\(name)")[...])).first)
  }

  @Test func `Announcements are understood only under the family's present number`() throws {
    var reader = WirelessEventReader()
    let joined = try message("new-station-event")
    #expect(reader.read(joined) == nil)
    guard case .family(let family) = reader.read(try message("new-family-event")) else {
      Issue.record("the family was not found")
      return
    }
    #expect(family.groups == ["config": 5, "scan": 6, "regulatory": 7, "mlme": 8])
    let address = HardwareAddress([2, 0x11, 0x22, 0x33, 0x44, 0x55])
    #expect(reader.read(joined) == .event(NL80211Event(command: .newStation, index: 5, address: address)))
    #expect(reader.read(try message("new-family-event")) == nil)
    #expect(reader.read(try message("delete-family-event")) == .familyLost)
    #expect(reader.read(joined) == nil)
    guard case .family(let again) = reader.read(try message("new-family-again-event")) else {
      Issue.record("the family was not found again")
      return
    }
    #expect(again.id == 0x1e)
  }

  @Test func `A change of the regulatory domain names the country`() throws {
    let event = try #require(NL80211Event(try message("regulatory-change-event")))
    #expect(event == NL80211Event(command: .regulatoryChange, alpha2: "FR"))
  }

  @Test func `A removed interface is named by index, wiphy and device`() throws {
    let event = try #require(NL80211Event(try message("delete-interface-event")))
    #expect(event == NL80211Event(command: .deleteInterface, wiphy: 2, index: 5, wirelessDevice: 0x2_0000_0002))
  }

  @Test func `The kernel's own notice of loss is an overrun`() throws {
    var reader = WirelessEventReader()
    let frame = MessageBuilder(type: UInt16(NLMSG_OVERRUN), flags: 0).frame
    let message = try #require(Array(NetlinkMessages(frame[...])).first)
    #expect(reader.read(message) == .overrun)
    #expect(LinkEvent(message) == .overrun)
  }

  @Test func `Hostile bytes never trap and never invent a message`() throws {
    var generator = SystemRandomNumberGenerator()
    var bytes = try WireFrame.read("nl80211/wiphy-part-2")
    for _ in 0..<20_000 {
      let position = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[position] = UInt8.random(in: 0...255, using: &generator)
      let cut = bytes[..<Int.random(in: 0...bytes.count, using: &generator)]
      for message in NetlinkMessages(cut) {
        #expect(message.payload.count <= cut.count)
        _ = Wiphy(index: 2, messages: [message.genericAttributes])
        _ = Station(message.genericAttributes)
        _ = GenericFamily(message)
        _ = LinkEvent(message)
        _ = Link(message)
        _ = LinkAddress(message)
        _ = message.acknowledgement
      }
    }
    for length in 0..<16 { #expect(Array(NetlinkMessages(bytes[..<length])).isEmpty) }
  }
}
