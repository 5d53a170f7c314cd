import CLibNL
import Glibc
import LinuxNamespaces
import SystemPackage
import Testing

@testable import NL80211

/// The real kernel, inside a network namespace of the test's own; only root may make one.
@Suite(.enabled(if: geteuid() == 0)) struct LoopbackTests {
  @Test func `Links and addresses of a fresh namespace are set, announced and read back`() throws {
    try Namespace.inNew {
      let session = try RouteSession()
      let events = try LinkEventSocket()
      let loopback = try #require(try session.links().first { $0.name == "lo" })
      #expect(!loopback.isUp)
      try session.setLink(index: loopback.index, up: true)
      let up = try #require(try session.links().first)
      #expect(up.isUp && up.hasCarrier)

      let address = try #require(IPAddress([192, 168, 0, 5]))
      try session.addAddress(index: up.index, address: address, prefix: 24)
      try session.addAddress(index: up.index, address: address, prefix: 24)
      let found = try session.addresses().first { $0.address == address }
      #expect(found?.prefix == 24)
      #expect(found?.index == up.index)
      #expect(try session.addresses().contains { $0.address.description == "::1" && $0.prefix == 128 })
      try session.deleteAddress(index: up.index, address: address, prefix: 24)
      #expect(try !session.addresses().contains { $0.address == address })
      let error = #expect(throws: NetlinkError.self) {
        try session.deleteAddress(index: up.index, address: address, prefix: 24)
      }
      #expect(error?.code == .addressNotAvailable)

      let announced = try events.receive()
      #expect(announced.contains { if case .link(let link) = $0 { link.name == "lo" && link.isUp } else { false } })
      #expect(announced.contains { if case .address(let added) = $0 { added.address == address } else { false } })
      #expect(announced.contains { if case .addressGone(let gone) = $0 { gone.address == address } else { false } })
      #expect(try events.receive() == [])
    }
  }

  @Test func `A flood of announcements is an overrun, and the socket goes on`() throws {
    try Namespace.inNew {
      let session = try RouteSession()
      let events = try LinkEventSocket()
      // Shrunk so that a few hundred changes overflow it.
      var size: Int32 = 4096
      setsockopt(events.descriptor.rawValue, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
      for round in 0..<100 { try session.setLink(index: 1, up: round % 2 == 0) }
      #expect(try events.receive().contains(.overrun))
      _ = try events.receive()
      try session.setLink(index: 1, up: true)
      #expect(try !events.receive().isEmpty)
    }
  }

  @Test func `A kernel without nl80211 leaves the event socket listening`() throws {
    let socket = try WirelessEventSocket()
    let notices = try socket.receive()
    #expect(notices.isEmpty || notices == [.familyJoined])
  }
}
