import Testing

@testable import NL80211

@Suite struct VerbFrameTests {
  @Test(
    arguments: [
      (.getInterface(index: 5), "get-interface"),
      (.newInterface(wiphy: 0, name: "uap0", type: .accessPoint), "new-interface"),
      (.deleteInterface(index: 5), "delete-interface"),
      (.setInterfaceType(index: 5, type: .station), "set-interface-type"),
      (.getRegulatory, "get-regulatory"),
      (.setRegulatory(alpha2: "FR"), "set-regulatory"),
      (.getWiphy(index: 0), "get-wiphy"),
      (.getStations(index: 5), "get-stations"),
      (.limitPower(wiphy: 0, millibels: 1700), "limit-power"),
    ] as [(WirelessVerb, String)])
  func `A wireless verb makes the frame of the wire specification`(verb: WirelessVerb, name: String) throws {
    #expect(verb.frame(family: 0x1c) == (try WireFrame.read("nl80211/\(name)")))
  }

  @Test func `The list of families is asked for as a dump, which loads no module`() throws {
    #expect(GenericFamily.listRequest == (try WireFrame.read("nl80211/list-families")))
  }

  @Test(
    arguments: [
      (.getLinks, "get-links"),
      (.setLink(index: 5, up: true), "set-link-up"),
      (.setLink(index: 5, up: false), "set-link-down"),
      (.deleteLink(index: 5), "delete-link"),
      (.getAddresses, "get-addresses"),
    ] as [(RouteVerb, String)])
  func `A route verb makes the frame of the wire specification`(verb: RouteVerb, name: String) throws {
    #expect(verb.frame == (try WireFrame.read("rtnetlink/\(name)")))
  }

  @Test func `A hardware address goes as an attribute of the link`() throws {
    let address = try #require(HardwareAddress([2, 0, 0, 0, 0, 0x0a]))
    let verb = RouteVerb.setHardwareAddress(index: 5, address: address)
    #expect(verb.frame == (try WireFrame.read("rtnetlink/set-hardware-address")))
    #expect(verb.operation == "give interface 5 the address 02:00:00:00:00:0a")
    #expect(verb.reachesFirmware)
  }

  @Test func `Address verbs make the frames of the wire specification`() throws {
    let four = try #require(IPAddress([192, 168, 0, 5]))
    let six = try #require(IPAddress([0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [5]))
    let add = RouteVerb.addAddress(index: 5, address: four, prefix: 24)
    let delete = RouteVerb.deleteAddress(index: 5, address: six, prefix: 64)
    #expect(add.frame == (try WireFrame.read("rtnetlink/add-address")))
    #expect(delete.frame == (try WireFrame.read("rtnetlink/delete-address")))
    #expect(add.operation == "add address 192.168.0.5/24 to interface 5")
    #expect(delete.operation == "delete address 2001:db8::5/64 from interface 5")
  }

  @Test func `Only the regulatory question and the lists of rtnetlink are sure to stay away from firmware`() {
    #expect(!WirelessVerb.getRegulatory.reachesFirmware)
    #expect(WirelessVerb.getInterface(index: 1).reachesFirmware)
    #expect(WirelessVerb.getWiphy(index: 1).reachesFirmware)
    #expect(!RouteVerb.getLinks.reachesFirmware)
    #expect(RouteVerb.setLink(index: 1, up: false).reachesFirmware)
  }
}
