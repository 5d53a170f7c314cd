import Testing
import WiFiModel

@testable import WiFiObserve

/// What is remembered, and until when.
@Suite struct WiphyMemoryTests {
  private let radio: RadioID
  private let phy: Phy
  private let france: CountryCode
  private var memory = WiphyMemory()

  init() throws {
    radio = try RadioID("main")
    phy = Phy(index: 3, name: "phy3", address: try HardwareAddress("02:00:00:00:00:01"))
    france = try CountryCode("FR")
    memory.keep(Capabilities(interfaceTypes: [.accessPoint], country: france), of: radio, phy, among: [station()])
  }

  private func station(carrier: Bool = true, isUp: Bool = true) -> Interface {
    Interface(
      name: "mlan0", index: 7, phy: 3, address: nil, isUp: isUp, hasCarrier: carrier, addresses: .known([]))
  }

  @Test func `a wiphy is asked once, and again under another country's rules`() throws {
    #expect(memory.isCurrent(radio, phy, among: [station()], under: france))
    #expect(!memory.isCurrent(radio, phy, among: [station()], under: nil))
    #expect(!memory.isCurrent(radio, phy, among: [station()], under: try CountryCode("US")))
    // What does not depend on the country is still known.
    #expect(memory.capabilities(of: radio, phy)?.interfaceTypes == [.accessPoint])
  }

  @Test func `a wiphy without an interface may be unfinished, and is asked again when it has one`() throws {
    var memory = WiphyMemory()
    var ready: [Bool] = []
    let times: [([Interface], Int64)] = [([], 100), ([], 104), ([station()], 104), ([], 105), ([], 110)]
    for (present, seconds) in times {
      ready.append(memory.isReady(radio, phy, among: present, at: .seconds(seconds)))
    }
    // At last nobody makes one.
    #expect(ready == [false, false, true, false, true])
    memory.keep(Capabilities(interfaceTypes: [.accessPoint], country: france), of: radio, phy, among: [])
    #expect(memory.isCurrent(radio, phy, among: [], under: france))
    #expect(!memory.isCurrent(radio, phy, among: [station()], under: france))
  }

  @Test func `a card that was reset is another wiphy`() throws {
    var reset = phy
    reset.index = 4
    #expect(memory.capabilities(of: radio, reset) == nil)
    #expect(!memory.isCurrent(radio, reset, among: [station()], under: france))
    #expect(!memory.isCurrent(try RadioID("other"), phy, among: [station()], under: france))
  }

  @Test func `a driver with rules of its own is not asked again`() throws {
    var memory = memory
    memory.keep(
      Capabilities(interfaceTypes: [], features: [.ownRegulatory], country: nil), of: radio, phy, among: [station()])
    #expect(memory.isCurrent(radio, phy, among: [station()], under: france))
  }

  @Test func `what another interface does is asked once a minute, and forgotten with its carrier`() {
    var memory = memory
    let wireless = Interface.Wireless(type: .station, frequency: 2412)
    #expect(memory.wireless(of: station()) == nil)
    memory.keep(wireless, of: station(), at: .seconds(100))
    #expect(memory.wireless(of: station()) == wireless)
    #expect(memory.isRecent(station(), at: .seconds(159)))
    #expect(!memory.isRecent(station(), at: .seconds(160)))
    #expect(memory.wireless(of: station(isUp: false)) == nil)
    #expect(memory.wireless(of: station(carrier: false)) == nil)
    memory.forget(except: [station(carrier: false)], of: phy)
    #expect(memory.wireless(of: station()) == nil)
  }

  @Test func `interfaces of another card are not forgotten with this one's`() {
    var memory = memory
    memory.keep(Interface.Wireless(type: .station), of: station(), at: .seconds(100))
    memory.forget(except: [], of: Phy(index: 9, name: "phy9", address: phy.address))
    #expect(memory.wireless(of: station()) != nil)
    memory.forget(except: [], of: phy)
    #expect(memory.wireless(of: station()) == nil)
  }
}
