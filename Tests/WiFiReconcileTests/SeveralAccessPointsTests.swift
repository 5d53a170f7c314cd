import Testing
import WiFiModel
import WiFiReconcile
import WiFiSimulation

/// Several access points on one radio: what hostapd is given and what it makes, what is refused and what goes on.
@Suite struct SeveralAccessPointsTests {
  static let main = "main"

  static func radio(_ driver: String = "ath10k_pci", change: (inout Radio) -> Void = { _ in }) throws -> Radio {
    var radio = try Story.radio(driver)
    change(&radio)
    return radio
  }

  /// A machine on which these are on the air, as hostapd made them.
  static func onAir(_ accessPoints: [AccessPoint], _ radio: Radio) throws -> ObservedState {
    var state = try Seen.onAir(firmware: .notAsked)
    let mac = { (number: Int) throws in try Seen.mac(UInt8(number + 1)) }
    state.interfaces = .known(
      try accessPoints.enumerated().map { number, accessPoint in
        Interface(
          name: accessPoint.name.text, index: UInt32(4 + number), phy: 0,
          address: try accessPoint.macAddress ?? mac(number), isUp: true, hasCarrier: true,
          addresses: .known(accessPoint.addresses),
          wireless: Interface.Wireless(
            type: .accessPoint, ssid: accessPoint.ssid.bytes, frequency: 2437, power: 2000))
      })
    state.hostapds = .known([
      HostapdInstance(
        radio: radio.id, process: ProcessIdentity(pid: 7, startTime: 70), state: "S",
        answer: .status(
          HostapdStatus(
            state: "ENABLED", frequency: 2437,
            networks: accessPoints.map { HostapdStatus.Network(interface: $0.name.text, ssid: $0.ssid.bytes) })))
    ])
    state.configurations = .known([
      ConfigurationFiles(
        radio: radio.id, configuration: HostapdConfiguration(for: accessPoints, on: radio, paths: Paths()),
        files: accessPoints.flatMap { $0.files(at: nil) })
    ])
    return state
  }

  static func ledger(_ accessPoints: [AccessPoint]) throws -> Ledger {
    var ledger = try Seen.ledger()
    ledger.interfaces = accessPoints.enumerated().map { number, accessPoint in
      Ledger.OwnedInterface(
        name: accessPoint.name, radio: accessPoint.radio, index: UInt32(4 + number),
        origin: number == 0 ? .agent : .hostapd)
    }
    ledger.addresses = accessPoints.flatMap { accessPoint in
      accessPoint.addresses.map { Ledger.OwnedAddress(address: $0, interface: accessPoint.name) }
    }
    return ledger
  }

  static func drift(
    _ state: ObservedState, _ accessPoints: [AccessPoint], _ radio: Radio, ledger: Ledger? = nil
  ) throws -> Drift {
    try Seen.drift(
      state, DesiredState(radios: [radio], accessPoints: accessPoints), ledger: ledger ?? Self.ledger(accessPoints))
  }

  let points: [AccessPoint]
  let radio: Radio

  init() throws {
    points = try Story.several(3)
    radio = try Self.radio()
  }

  private func drift(
    _ change: (inout ObservedState) throws -> Void = { _ in }, desired: [AccessPoint]? = nil, ledger: Ledger? = nil
  ) throws -> Drift {
    var state = try Self.onAir(points, radio)
    try change(&state)
    return try Self.drift(state, desired ?? points, radio, ledger: try ledger ?? Self.ledger(points))
  }

  private func interfaces(_ state: inout ObservedState, _ change: (inout [Interface]) throws -> Void) rethrows {
    var all = state.interfaces.value ?? []
    try change(&all)
    state.interfaces = .known(all)
  }

  @Test func `what is as declared is left alone`() throws {
    let drift = try drift()
    #expect(drift.isEmpty && drift.refusals.isEmpty && drift.unknowns.isEmpty && drift.remarks.isEmpty)
    #expect(drift.carried.map(\.text) == ["uap0", "uap1", "uap2"])
  }

  @Test func `one more is a restart that shakes the radio`() throws {
    let all = try Story.several(4)
    let plan = Plan(for: try drift(desired: all))
    #expect(plan.steps.map(\.action.name) == ["write-configuration", "stop-hostapd", "start-hostapd"])
    #expect(plan.steps[0].reason == "hostapd's configuration differs in uap3")
    #expect(plan.disruption == .radio)
  }

  @Test func `an interface that hostapd made and that is gone comes back by a restart`() throws {
    let drift = try drift { interfaces(&$0) { $0.removeAll { $0.name == "uap1" } } }
    #expect(Seen.names(drift) == ["stop-hostapd", "start-hostapd"])
    #expect(Plan(for: drift).steps[0].reason.contains("uap1"))
    // While hostapd is on its way it has not made them yet.
    let starting = try self.drift { state in
      interfaces(&state) { $0.removeAll { $0.name != "uap0" } }
      var all = state.hostapds.value ?? []
      all[0].answer = .status(HostapdStatus(state: "COUNTRY_UPDATE"))
      state.hostapds = .known(all)
    }
    #expect(starting.isEmpty)
  }

  @Test func `an interface that is gone under a hostapd that can is given to it anew`() throws {
    let drift = try drift { state in
      interfaces(&state) { $0.removeAll { $0.name == "uap1" } }
      Seen.hostapd(&state) { $0.abilities = [.replacesBSS] }
    }
    #expect(drift.differences == [.bssAbsent(points[1].name, isListed: true, hasInterface: false)])
    #expect(Seen.names(drift) == ["remove-bss", "add-bss"])
  }

  @Test func `a link that went down goes up again, whoever made it`() throws {
    let drift = try drift { interfaces(&$0) { $0[2].isUp = false } }
    #expect(drift.differences == [.linkDown(points[2].name)])
  }

  @Test func `an interface of somebody else's is not for hostapd to remove, and the others serve on`() throws {
    let foreign = try drift(
      { state in
        state.hostapds = .known([])
        interfaces(&state) { $0[1].index = 9 }
      })
    #expect(foreign.refusals.map(\.reason) == [.notOwned])
    #expect(foreign.refusals.map(\.accessPoint) == [points[1].name])
    #expect(foreign.carried.map(\.text) == ["uap0", "uap2"])
    guard
      case .configuration(let configuration, _)? = foreign.differences.first(where: {
        if case .configuration = $0 { true } else { false }
      })
    else {
      Issue.record("no configuration is written")
      return
    }
    #expect(configuration.sections.map(\.interface) == ["uap0", "uap2"])
    // While hostapd serves, nothing is gained by a restart.
    let served = try drift({ state in interfaces(&state) { $0[1].index = 9 } })
    #expect(served.isEmpty && served.refusals.map(\.reason) == [.notOwned])
  }

  @Test func `a missing bridge is refused by name, and taken up when it appears`() throws {
    var bridged = points
    bridged[2].bridge = try InterfaceName("br0")
    let missing = try drift(desired: bridged)
    #expect(missing.refusals.map(\.reason) == [.noBridge])
    #expect(missing.refusals[0].message.contains("ip link add br0 type bridge"))
    // What is served for it now is not taken down for the sake of what cannot be.
    #expect(missing.isEmpty)
    let bridge = Interface(
      name: "br0", index: 30, phy: nil, address: nil, isUp: true, hasCarrier: true, addresses: .known([]),
      isBridge: true)
    let present = try drift({ state in interfaces(&state) { $0.append(bridge) } }, desired: bridged)
    #expect(present.refusals.isEmpty)
    #expect(Seen.names(present) == ["write-configuration", "stop-hostapd", "start-hostapd"])
    var state = try Self.onAir(bridged, radio)
    interfaces(&state) { $0.append(bridge) }
    #expect(try Seen.names(Self.drift(state, bridged, radio)) == ["stop-hostapd", "start-hostapd"])
    interfaces(&state) { $0[2].master = 30 }
    #expect(try Self.drift(state, bridged, radio).isEmpty)
    interfaces(&state) { $0[3].isBridge = false }
    #expect(try Self.drift(state, bridged, radio).refusals.map(\.reason) == [.noBridge])
  }

  @Test func `the interface of a further one that we made is taken out of hostapd's way`() throws {
    var ledger = try Self.ledger(points)
    ledger.interfaces[1].origin = .agent
    let drift = try drift({ $0.hostapds = .known([]) }, ledger: ledger)
    #expect(drift.refusals.isEmpty)
    #expect(drift.differences.contains(.interfaceInTheWay(points[1].name, index: 5)))
  }

  @Test func `another address needs the link down and hostapd anew`() throws {
    var changed = points
    changed[0].macAddress = try HardwareAddress("06:00:00:00:00:77")
    let drift = try drift(desired: changed)
    #expect(
      Seen.names(drift) == ["stop-hostapd", "set-link-down", "set-hardware-address", "start-hostapd"])
    let stopped = try self.drift(
      { state in
        state.hostapds = .known([])
        interfaces(&state) { interfaces in
          interfaces[0].isUp = false
          interfaces[0].hasCarrier = false
          interfaces[0].wireless = Interface.Wireless(type: .accessPoint)
        }
      }, desired: changed)
    #expect(Seen.names(stopped) == ["set-hardware-address", "start-hostapd"])
  }

  @Test func `the power is limited only where it is above the limit, or before a start`() throws {
    let limited = try Self.radio { $0.transmitPower = 17 }
    var state = try Self.onAir(points, limited)
    #expect(try Seen.names(Self.drift(state, points, limited)) == ["limit-power"])
    interfaces(&state) { $0[0].wireless?.power = 1700 }
    #expect(try Self.drift(state, points, limited).isEmpty)
    interfaces(&state) { $0[0].wireless?.power = nil }
    #expect(try Self.drift(state, points, limited).isEmpty)
    state.hostapds = .known([])
    #expect(try Seen.names(Self.drift(state, points, limited)).contains("limit-power"))
    let deaf = try Self.radio("mwifiex_usb") { $0.transmitPower = 17 }
    let remarks = try Self.drift(Self.onAir([points[0]], deaf), [points[0]], deaf).remarks
    #expect(remarks.map(\.reason) == [.noPowerLimit])
  }

  @Test func `other module parameters wait for the next load, and are told`() throws {
    let parameters = try [("a", "1"), ("b", "16"), ("c", "x"), ("d", "7")].map { try ModuleParameter($0.0, $0.1) }
    let radio = try Self.radio { $0.moduleParameters = parameters }
    var state = try Self.onAir(points, radio)
    state.radios[0].moduleParameters = [
      try ModuleParameter("a", "Y"), try ModuleParameter("b", "0x10"), try ModuleParameter("c", "y"),
    ]
    let drift = try Self.drift(state, points, radio)
    #expect(drift.isEmpty)
    #expect(drift.remarks.map(\.reason) == [.nextLoad])
    #expect(drift.remarks[0].message.contains("c=y") && drift.remarks[0].message.contains("c=x"))
  }

  @Test func `an interface is adopted with leave, and only when it is idle`() throws {
    var adopted = try Story.several(2)
    adopted[1].adopt = true
    adopted[1].macAddress = nil
    var state = try Self.onAir(adopted, radio)
    state.hostapds = .known([])
    state.configurations = .known([])
    interfaces(&state) { interfaces in
      interfaces.removeFirst()
      interfaces[0].wireless = Interface.Wireless(type: .station)
      interfaces[0].hasCarrier = false
    }
    var ledger = try Self.ledger([])
    ledger.hostapds = []
    let drift = try Self.drift(state, adopted, radio, ledger: ledger)
    #expect(drift.refusals.isEmpty)
    // hostapd is given the one that exists, and makes the other.
    #expect(drift.carried.map(\.text) == ["uap1", "uap0"])
    interfaces(&state) { $0[0].hasCarrier = true }
    #expect(try Self.drift(state, adopted, radio, ledger: ledger).refusals.map(\.reason) == [.interfaceBusy])
    adopted[1].adopt = false
    let refusal = try #require(try Self.drift(state, adopted, radio, ledger: ledger).refusals.first)
    #expect(refusal.reason == .notOwned && refusal.message.contains("adopt: true"))
  }

  @Test func `a full-MAC driver gets a configuration for each, and the first stays the first`() throws {
    let radio = try Self.radio("mwifiex_usb")
    let both = try Story.several(2)
    var state = try Self.onAir([both[1]], radio)
    var ledger = try Self.ledger([both[1]])
    ledger.interfaces[0].origin = .agent
    var hostapds = state.hostapds.value ?? []
    hostapds[0].abilities = [.replacesBSS]
    state.hostapds = .known(hostapds)
    let drift = try Self.drift(state, both, radio, ledger: ledger)
    #expect(drift.refusals.isEmpty)
    #expect(drift.carried == [both[1].name, both[0].name])
    #expect(
      Seen.names(drift) == ["add-interface", "add-address", "write-passphrases", "add-bss", "record-configuration"])
    #expect(Plan(for: drift).disruption == .none)
    let whole = HostapdConfiguration(for: [both[1], both[0]], on: radio, paths: Paths())
    #expect(whole.sections.map { $0.options[0].name } == ["interface", "interface"])
    #expect(whole.apart.first.sections.map(\.interface) == ["uap1"])
    #expect(whole.apart.further == HostapdConfiguration(for: [both[0]], on: radio, paths: Paths()))
  }

  @Test func `an expired passphrase is written out of the file once the time is known`() throws {
    var point = points[0]
    let old = Security.Passphrase(
      try Credential(passphrase: Array("correct horse".utf8)), name: "old",
      notAfter: try WallTime("2026-01-01T00:00:00Z"))
    let new = Security.Passphrase(try Credential(passphrase: Array("battery staple".utf8)), name: "new")
    point.security = Security(.personal(.wpa2, [new, old]))
    var state = try Self.onAir([point], radio)
    for clock in [Knowledge.known(nil), .unknown("not asked"), .known(try WallTime("2025-06-01T00:00:00Z"))] {
      state.clock = clock
      #expect(try Self.drift(state, [point], radio).isEmpty)
    }
    state.clock = .known(try WallTime("2026-06-01T00:00:00Z"))
    let drift = try Self.drift(state, [point], radio)
    let before = HostapdFile(.passphrases([new, old]), of: point.name)
    #expect(
      drift.differences.first == .file(HostapdFile(.passphrases([new]), of: point.name), present: before))
    // Nobody who has the other passphrase is disturbed.
    #expect(Seen.names(drift) == ["write-passphrases", "reload-passphrases"])
    #expect(Plan(for: drift).disruption == .someClients)
    var hostapds = state.hostapds.value ?? []
    hostapds[0].answer = .silent
    state.hostapds = .known(hostapds)
    #expect(
      try Seen.names(Self.drift(state, [point], radio)) == ["write-passphrases", "stop-hostapd", "start-hostapd"])
  }

  @Test func `a private file that nothing names any more goes, and its access point's others stay`() throws {
    var open = points
    open[0].security = .open
    let drift = try drift(desired: open)
    let psk = HostapdFile.Identity(.passphrases, of: points[0].name)
    #expect(drift.differences.contains(.leftoverFiles([psk], configuration: false)))
    #expect(Seen.names(drift).last == "start-hostapd" || Seen.names(drift).contains("remove-files"))
  }
}
