import CLibNL
import SystemPackage
import Testing

@testable import NL80211

/// Answers that say less than they seem to: what they lack is unknown, not absent.
@Suite struct HalfAnswerTests {
  private static func link(_ name: String?) -> [UInt8] {
    var builder = MessageBuilder(type: UInt16(RTM_NEWLINK), flags: NLM_F_MULTI)
    for word: UInt32 in [0, 5, Link.upFlag, 0] { builder.append(word) }
    if let name { builder.attribute(IFLA_IFNAME, text: name) }
    return builder.frame
  }

  private func links(_ answer: ScriptedKernel.Answer) throws -> [Link] {
    try RouteSession(carrier: ScriptedKernel([answer + [ScriptedKernel.done()]])).links()
  }

  @Test(arguments: [nil, "", "..", "a/b", "a:b", "a b", "sixteen-letters-"])
  func `A link whose name is none makes the list unknown`(_ name: String?) throws {
    #expect(try links([Self.link("uap0")]).map(\.name) == ["uap0"])
    let error = #expect(throws: NetlinkError.self) { try links([Self.link("uap0"), Self.link(name)]) }
    #expect(error?.kind == .malformed)
  }

  @Test func `A datagram that ends within a message makes the list unknown`() {
    let error = #expect(throws: NetlinkError.self) { try links([Array(Self.link("uap0").dropLast(4))]) }
    #expect(error?.kind == .malformed)
  }

  @Test func `An address that cannot be read makes the list unknown, one of another kind does not`() throws {
    func addresses(_ family: Int32, prefix: UInt8, _ bytes: [UInt8]?) throws -> [LinkAddress] {
      var builder = MessageBuilder(type: UInt16(RTM_NEWADDR), flags: NLM_F_MULTI)
      for byte in [UInt8(family), prefix, 0, 0] { builder.append(byte) }
      builder.append(UInt32(5))
      if let bytes { builder.attribute(IFA_LOCAL, bytes: bytes) }
      return try RouteSession(carrier: ScriptedKernel([[builder.frame, ScriptedKernel.done()]])).addresses()
    }
    #expect(try addresses(AF_INET, prefix: 24, [192, 168, 0, 5]).count == 1)
    #expect(try addresses(AF_INET, prefix: 24, nil) == [])
    #expect(try addresses(AF_PACKET, prefix: 8, [1]) == [])
    #expect(throws: NetlinkError.self) { try addresses(AF_INET, prefix: 33, [192, 168, 0, 5]) }
    #expect(throws: NetlinkError.self) { try addresses(AF_INET, prefix: 24, [UInt8](repeating: 0, count: 16)) }
  }

  private func session(_ answer: [UInt8]) throws -> WirelessSession {
    let family = try WireFrame.read("nl80211/new-family-event")
    return WirelessSession(
      carrier: ScriptedKernel([[family, ScriptedKernel.done()], [answer, ScriptedKernel.done()]]))
  }

  private func message(_ add: (inout MessageBuilder) -> Void) -> [UInt8] {
    var builder = MessageBuilder(family: 0x1c, flags: NLM_F_MULTI, command: NL80211_CMD_NEW_STATION.rawValue)
    add(&builder)
    return builder.frame
  }

  @Test func `A station without an address makes the list unknown`() throws {
    let error = #expect(throws: NetlinkError.self) { try session(message { _ in }).stations(index: 5) }
    #expect(error?.kind == .malformed)
  }

  @Test(arguments: ["", "F", "fr", "FRA", "F\u{1b}"])
  func `A regulatory domain that is none is not understood`(_ alpha2: String) throws {
    let error = #expect(throws: NetlinkError.self) {
      try session(message { $0.attribute(NL80211_ATTR_REG_ALPHA2, text: alpha2) }).regulatory()
    }
    #expect(error?.kind == .malformed)
  }

  @Test func `An interface with an SSID that is too long is not understood`() throws {
    func interface(_ ssid: Int) throws -> Interface {
      try session(
        message { builder in
          builder.attribute(NL80211_ATTR_IFINDEX, UInt32(5))
          builder.attribute(NL80211_ATTR_IFNAME, text: "uap0")
          builder.attribute(NL80211_ATTR_WDEV, UInt64(1))
          builder.attribute(NL80211_ATTR_WIPHY, UInt32(2))
          builder.attribute(NL80211_ATTR_IFTYPE, NL80211_IFTYPE_AP.rawValue)
          builder.attribute(NL80211_ATTR_MAC, bytes: [2, 0, 0, 0, 0, 1])
          builder.attribute(NL80211_ATTR_SSID, bytes: [UInt8](repeating: 0x71, count: ssid))
        }
      ).interface(index: 5)
    }
    #expect(try interface(32).ssid?.count == 32)
    #expect(throws: NetlinkError.self) { try interface(33) }
  }

  @Test func `The kernel's sentence moves no cursor`() throws {
    let refusal = ScriptedKernel.acknowledgement(.notSupported, message: "no \u{1b}[2J such\u{7f}")
    let error = #expect(throws: NetlinkError.self) {
      try RouteSession(carrier: ScriptedKernel([[refusal]])).deleteLink(index: 5)
    }
    #expect(error?.kernelMessage == "no ?[2J such?")
  }
}
