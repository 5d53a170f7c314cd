import Testing
import WiFiModel
import WiFiReconcile

@Suite struct OnAirTests {
  func air(_ change: (inout ObservedState) throws -> Void) throws -> OnAir {
    var state = try Seen.onAir()
    try change(&state)
    let wireless = state.interface(try InterfaceName("uap0"))?.wireless
    return OnAir(of: try Story.accessPoint(), on: try Story.radio(), in: state, wireless: wireless)
  }

  func hostapd(_ state: inout ObservedState, _ change: (inout HostapdInstance) -> Void) {
    var all = state.hostapds.value ?? []
    change(&all[0])
    state.hostapds = .known(all)
  }

  func interface(_ state: inout ObservedState, _ change: (inout Interface) -> Void) {
    var all = state.interfaces.value ?? []
    change(&all[0])
    state.interfaces = .known(all)
  }

  @Test func allWitnessesTogetherSayYes() throws { #expect(try air { _ in }.truth == .yes) }

  @Test func hostapdAloneIsNotBelieved() throws {
    #expect(try air { interface(&$0) { $0.wireless = nil } }.reason == .notProbed)
    #expect(try air { interface(&$0) { $0.wireless?.ssid = nil } }.reason == .kernelDisagrees)
    #expect(try air { interface(&$0) { $0.wireless?.type = .station } }.reason == .kernelDisagrees)
    #expect(try air { interface(&$0) { $0.wireless?.frequency = 2412 } }.reason == .channelDisagrees)
    #expect(try air { interface(&$0) { $0.isUp = false } }.reason == .linkDown)
    #expect(try air { $0.interfaces = .known([]) }.reason == .interfaceMissing)
    #expect(try air { $0.radios[0].firmware = .silent }.truth == .no)
    let other = try Seen.mac(9)
    #expect(try air { interface(&$0) { $0.address = other } }.reason == .otherInterface)
  }

  @Test func whatIsNotKnownIsUnknownAndNotDown() throws {
    #expect(try air { $0.hostapds = .unknown("no answer") }.truth == .unknown)
    #expect(try air { $0.interfaces = .unknown("no answer") }.truth == .unknown)
    #expect(try air { hostapd(&$0) { $0.answer = .silent } }.truth == .unknown)
    let stuck = StuckRequest(operation: "GET_INTERFACE", since: .seconds(99), pid: 3, state: "D")
    #expect(try air { $0.radios[0].stuckRequest = stuck }.truth == .unknown)
  }

  @Test func hostapdOnItsWayIsExpectedToArrive() throws {
    for state in ["COUNTRY_UPDATE", "ACS", "HT_SCAN", "DFS"] {
      let air = try air { hostapd(&$0) { $0.answer = .status(HostapdStatus(state: state)) } }
      #expect(air.truth == .no && air.isComing)
      #expect(air.isListening == (state == "DFS"))
    }
    #expect(try !air { hostapd(&$0) { $0.answer = .status(HostapdStatus(state: "DISABLED")) } }.isComing)
  }
}
