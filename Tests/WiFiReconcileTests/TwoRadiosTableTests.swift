import Testing
import WiFiModel
import WiFiReconcile
import WiFiSimulation

/// Two radios of one machine, with one driver or with two: what one's trouble means for the other. `WIFI_AP_RECORD=1`
/// writes Specs/tables anew.
@Suite struct TwoRadiosTableTests {
  private struct Machine {
    var desired: DesiredState
    var states: [RadioID: ObservedState] = [:]
    var ledger = Ledger()
    let left: RadioID
    let right: RadioID

    init(_ drivers: (String, String)) throws {
      (left, right) = (try RadioID("left"), try RadioID("right"))
      desired = DesiredState(radios: [], accessPoints: [])
      for (number, (id, driver)) in [(left, drivers.0), (right, drivers.1)].enumerated() {
        let radio = Radio(
          id: id, driver: try ModuleName(driver), match: .path("usb-\(number)"), country: try CountryCode("FR"),
          channel: try Channel(6, in: .ghz2))
        var point = try Story.accessPoint()
        point.name = try InterfaceName("uap\(number)")
        point.radio = id
        point.addresses = [try InterfaceAddress("10.0.\(number).1/24")]
        desired.radios.append(radio)
        desired.accessPoints.append(point)
        var state = try SeveralAccessPointsTests.onAir([point], radio)
        let card = BusDevice(
          bus: "usb", address: "1-\(number):1.0", path: "usb-\(number)", sysfs: "/sys/devices/1-\(number)",
          kernelID: "c189:\(number)", driver: radio.driver)
        let mac = try Seen.mac(UInt8(number + 1))
        state.radios = [
          ObservedRadio(
            id: id, module: .known(.live), device: .known(card),
            phy: .known(Phy(index: UInt32(number), name: "phy\(number)", address: mac)), firmware: .answered)
        ]
        state.interfaces = .known([
          Interface(
            name: point.name.text, index: UInt32(4 + number), phy: UInt32(number), address: mac, isUp: true,
            hasCarrier: true, addresses: .known(point.addresses),
            wireless: Interface.Wireless(type: .accessPoint, ssid: point.ssid.bytes, frequency: 2437))
        ])
        state.regulatoryDomain = .known(radio.country)
        states[id] = state
        ledger.interfaces.append(
          Ledger.OwnedInterface(name: point.name, radio: id, index: UInt32(4 + number), origin: .agent))
        ledger.addresses += point.addresses.map { Ledger.OwnedAddress(address: $0, interface: point.name) }
        ledger.hostapds.append(
          Ledger.OwnedHostapd(
            radio: id, interfaceIndex: UInt32(4 + number), process: ProcessIdentity(pid: 7, startTime: 70)))
        ledger.files.append(id)
      }
    }

    func bench() -> Bench {
      let states = states
      return Bench(desired, ledger) { radio, _ in states[radio] ?? Self.nothing }
    }

    mutating func see(_ radio: RadioID, _ change: (inout ObservedState) -> Void) {
      if var state = states[radio] {
        change(&state)
        states[radio] = state
      }
    }

    static let nothing = ObservedState(
      at: .seconds(0), reach: .gentle, radios: [], interfaces: .unknown("why"), regulatoryDomain: .unknown("why"),
      hostapds: .unknown("why"), configurations: .unknown("why"))
  }

  @Test func `what one radio does to the other`() throws {
    var text = ""
    for drivers in [("mwifiex_usb", "mwifiex_usb"), ("mwifiex_usb", "ath10k_usb")] {
      let machine = try Machine(drivers)
      let calm = machine.bench().calm()
      func tell(_ name: String, until end: Int64 = 50, _ happen: (inout Bench) throws -> Void) rethrows {
        var bench = calm
        try happen(&bench)
        bench.run(until: .seconds(end))
        text += "\(drivers.0) and \(drivers.1): \(name)\n" + bench.told(80).map { "  \($0)\n" }.joined()
      }
      let (left, right) = (machine.left, machine.right)
      tell("a line of the left card's") {
        $0.handle(.kernelRecord(device: "c189:0", message: "usb 1-0: PREP_CMD: FW is in bad state"))
      }
      tell("a line of the right card's") {
        $0.handle(.kernelRecord(device: "c189:1", message: "usb 1-1: PREP_CMD: FW is in bad state"))
      }
      tell("a line of nobody's") {
        $0.handle(.kernelRecord(device: "c189:7", message: "usb: PREP_CMD: FW is in bad state"))
      }
      tell("hints") { bench in
        bench.handle(.machineChanged(right))
        bench.handle(.airChanged(phy: 0))
      }
      tell("a dump") { $0.handle(.firmwareDumped(device: "/sys/devices/1-1")) }
      tell("the left driver is reloaded, and the right one after it") { bench in
        bench.handle(.recoveryRequested(left, .reloadDriver))
        bench.handle(.recoveryRequested(right, .reloadDriver))
      }
      tell("the left hostapd is restarted, and the right driver reloaded") { bench in
        bench.handle(.recoveryRequested(left, .restartHostapd))
        bench.handle(.recoveryRequested(right, .reloadDriver))
      }
      tell("the right radio drifts while the left driver is reloaded") { bench in
        var other = machine
        other.see(right) { $0.hostapds = .known([]) }
        let states = other.states
        bench.see = { radio, _ in states[radio] ?? Machine.nothing }
        bench.handle(.recoveryRequested(left, .reloadDriver))
        bench.handle(.machineChanged(right))
      }
      tell("one is suspended") {
        $0.handle(.suspended(Suspension(.radio(right), reason: "", since: $0.now, until: .seconds(40))))
      }
      tell("one is declared no more", until: 40) { bench in
        var fewer = machine.desired
        fewer.radios.removeLast()
        fewer.accessPoints.removeLast()
        bench.handle(.specRead(SpecResult(desired: fewer, files: ["/etc/wifi-ap.d/a.yaml"])))
      }
      tell("an access point moves") { bench in
        var other = machine.desired
        other.accessPoints[1].radio = left
        bench.handle(.specRead(SpecResult(desired: other, files: ["/etc/wifi-ap.d/a.yaml"])))
      }
      tell("all in another country") { bench in
        var other = machine.desired
        for place in other.radios.indices {
          other.radios[place].country = (try? CountryCode("DE")) ?? other.radios[place].country
        }
        bench.handle(.specRead(SpecResult(desired: other, files: ["/etc/wifi-ap.d/a.yaml"])))
      }
      // The machine as it would be before anything was done for the right radio.
      var young = try Machine(drivers)
      young.see(right) { state in
        state.radios[0].device = .known(nil)
        state.radios[0].phy = .known(nil)
        state.interfaces = .known([])
        state.hostapds = .known([])
        state.configurations = .known([])
      }
      var bench = young.bench()
      bench.handle(.kernelRecord(device: "c189:9", message: "usb 1-9: PREP_CMD: FW is in bad state"))
      bench.run(until: .seconds(20))
      text +=
        "\(drivers.0) and \(drivers.1): a card that was never seen\n" + bench.told(80).map { "  \($0)\n" }.joined()
    }
    try Record.check(text, "two-radios")
  }
}
