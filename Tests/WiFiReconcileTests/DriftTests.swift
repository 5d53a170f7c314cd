import Testing
import WiFiModel
import WiFiReconcile
import WiFiSimulation

@Suite struct DriftTests {
  @Test func aMachineAsDeclaredHasNoDriftAndNoPlan() throws {
    let drift = try Seen.drift(Seen.onAir())
    #expect(drift.isEmpty && drift.refusals.isEmpty && drift.unknowns.isEmpty && drift.waits.isEmpty)
    #expect(Seen.names(drift) == [])
  }

  @Test func anAdoptedHostapdWithoutLedgerEntryIsFineWhenFilesMatch() throws {
    var ledger = try Seen.ledger()
    ledger.hostapds = []
    ledger.files = []
    #expect(try Seen.drift(Seen.onAir(), ledger: ledger).isEmpty)
  }

  @Test func aBareMachineIsPlannedFromBelow() throws {
    let state = ObservedState(
      at: .seconds(1), reach: .gentle,
      radios: [
        ObservedRadio(
          id: try RadioID("main"), module: .known(.absent), device: .known(nil), phy: .known(nil), firmware: .notAsked)
      ], interfaces: .known([]), regulatoryDomain: .known(nil), hostapds: .known([]), configurations: .known([]))
    let drift = try Seen.drift(state, ledger: Ledger())
    #expect(
      Seen.names(drift) == [
        "load-module", "set-regulatory-domain", "add-interface", "write-passphrases", "write-configuration",
        "add-address", "start-hostapd",
      ])
  }

  @Test func whatCannotBeSeenIsNotGone() throws {
    var state = try Seen.onAir()
    state.interfaces = .unknown("the helper is busy")
    state.hostapds = .unknown("no answer")
    state.configurations = .unknown("I/O error")
    state.regulatoryDomain = .unknown("the helper is busy")
    let drift = try Seen.drift(state)
    #expect(drift.isEmpty)
    #expect(!drift.unknowns.isEmpty)
    let gone = try Seen.drift(state, DesiredState())
    #expect(gone.isEmpty && !gone.unknowns.isEmpty)
    state.radios[0].device = .unknown("sysfs")
    #expect(try Seen.drift(state).isEmpty)
  }

  @Test func whatCannotBeSeenIsNamed() throws {
    for (name, hide) in [
      ("interfaces", { $0.interfaces = .unknown("why") }), ("hostapd", { $0.hostapds = .unknown("why") }),
    ] as [(String, (inout ObservedState) -> Void)] {
      var state = try Seen.onAir()
      hide(&state)
      #expect(try Seen.drift(state).unknowns.contains("\(name): why"))
    }
  }

  @Test func noHostapdIsStartedOnFilesThatCannotBeSeen() throws {
    var state = try Seen.onAir()
    state.hostapds = .known([])
    #expect(Seen.names(try Seen.drift(state)).contains("start-hostapd"))
    state.configurations = .unknown("I/O error")
    let drift = try Seen.drift(state)
    #expect(!Seen.names(drift).contains("start-hostapd"))
    #expect(drift.unknowns == ["hostapd's files: I/O error"])
    // Nor beside an interface that has to be made first.
    state.interfaces = .known([])
    #expect(!Seen.names(try Seen.drift(state)).contains("start-hostapd"))
  }

  @Test func aHostapdThatCannotBeSeenKeepsItsInterfaceWhenTheSpecGoes() throws {
    var state = try Seen.onAir()
    state.hostapds = .unknown("no answer")
    #expect(try Seen.drift(state, DesiredState()).isEmpty)
  }

  @Test func aRemovedSpecTakesOurThingsAndNoOthers() throws {
    var state = try Seen.onAir()
    let foreign = Interface(
      name: "wlan7", index: 9, phy: 0, address: nil, isUp: true, hasCarrier: true, addresses: .known([]))
    state.interfaces = .known((state.interfaces.value ?? []) + [foreign])
    #expect(try Seen.names(Seen.drift(state, DesiredState())) == ["stop-hostapd", "remove-interface", "remove-files"])
    #expect(
      try Seen.names(Seen.drift(state, DesiredState(), ledger: Ledger())) == ["stop-hostapd", "remove-files"])
  }

  @Test func anInterfaceThatSomebodyElseMadeIsRefusedAndLeftAlone() throws {
    let drift = try Seen.drift(Seen.onAir(), ledger: Ledger())
    #expect(drift.isEmpty)
    #expect(drift.refusals.map(\.reason) == [.notOwned])
    var state = try Seen.onAir()
    state.radios[0].phy = .known(Phy(index: 5, name: "phy5", address: try Seen.mac(2)))
    #expect(try Seen.drift(state).refusals.map(\.reason) == [.nameTaken])
  }

  @Test func aForeignAddressStaysAndOurOldOneGoes() throws {
    var state = try Seen.onAir()
    let foreign = try InterfaceAddress("10.0.0.9/24")
    let old = try InterfaceAddress("10.1.0.9/24")
    var interfaces = state.interfaces.value ?? []
    interfaces[0].addresses = .known([foreign, old] + (interfaces[0].addresses.value ?? []))
    state.interfaces = .known(interfaces)
    var ledger = try Seen.ledger()
    ledger.addresses.append(Ledger.OwnedAddress(address: old, interface: try InterfaceName("uap0")))
    #expect(try Seen.drift(state, ledger: ledger).differences == [.addressExtra(old, InterfaceName("uap0"))])
  }

  @Test func aChangedFileIsWrittenBeforeHostapdStops() throws {
    let drift = try Seen.drift(Seen.onAir(), Story.desired(ssid: "other"))
    let plan = Plan(for: drift)
    #expect(plan.steps.map(\.action.name) == ["write-configuration", "stop-hostapd", "start-hostapd"])
    #expect(plan.disruption == .accessPoint)
    #expect(plan.steps.first?.reason.contains("ssid2") ?? false)
  }

  @Test func aHostapdOnALostInterfaceIsKilledFirst() throws {
    var state = try Seen.onAir()
    state.interfaces = .known([])
    #expect(
      try Seen.names(Seen.drift(state)) == ["kill-hostapd", "add-interface", "add-address", "start-hostapd"])
  }

  @Test func aHostapdStartedOnOtherFilesIsRestarted() throws {
    var ledger = try Seen.ledger()
    ledger.hostapds[0].unread = [.configuration]
    #expect(try Seen.names(Seen.drift(Seen.onAir(), ledger: ledger)) == ["stop-hostapd", "start-hostapd"])
  }

  @Test func aModuleInTransitAndAStartingFirmwareAreWaitedFor() throws {
    var state = try Seen.onAir()
    state.radios[0].module = .known(.unloading)
    #expect(try Seen.drift(state).waits.map(\.reason) == [.moduleBusy])
    state.radios[0].module = .known(.live)
    state.radios[0].phy = .known(nil)
    #expect(try Seen.drift(state).waits.map(\.reason) == [.firmwareStarting])
    state.radios[0].device = .known(nil)
    #expect(try Seen.drift(state).refusals.map(\.reason) == [.noDevice])
  }

  @Test func filesThatOthersCouldReadAreWrittenAgain() throws {
    var state = try Seen.onAir()
    var files = state.configurations.value ?? []
    files[0].isPrivate = false
    state.configurations = .known(files)
    #expect(
      try Seen.names(Seen.drift(state)) == [
        "write-passphrases", "reload-passphrases", "record-configuration",
      ])
  }
}
