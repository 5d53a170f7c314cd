import SystemPackage
import TemporaryMachine
import Testing

@testable import WiFiDaemon

@Suite struct ReserveTests {
  @Test func `it takes its room, is given up once, and can be made again`() throws {
    let machine = try TemporaryMachine()
    machine.folder("run/wifi-ap")
    let reserve = Reserve(machine.root.appending("run/wifi-ap/reserve"))
    #expect(!reserve.giveUp())
    reserve.keep()
    #expect(machine.text("run/wifi-ap/reserve")?.utf8.count == 64 << 10)
    #expect(machine.mode("run/wifi-ap/reserve") == 0o600)
    let inode = machine.inode("run/wifi-ap/reserve")
    reserve.keep()
    #expect(machine.inode("run/wifi-ap/reserve") == inode)
    #expect(reserve.giveUp())
    #expect(!reserve.giveUp())
    reserve.keep()
    #expect(machine.text("run/wifi-ap/reserve") != nil)
  }

  @Test func `where it cannot be there is none`() throws {
    let machine = try TemporaryMachine()
    let reserve = Reserve(machine.root.appending("run/wifi-ap/reserve"))
    reserve.keep()
    #expect(!reserve.giveUp())
  }
}
