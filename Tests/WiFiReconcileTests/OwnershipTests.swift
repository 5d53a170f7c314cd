import Testing
import WiFiModel

@testable import WiFiReconcile
@testable import WiFiSimulation

/// What is not the agent's: interfaces of others, and programs that hold those of the access points.
@Suite struct OwnershipTests {
  private let manager = ProcessIdentity(pid: 412, startTime: 9)

  private func held(by kind: OtherProgram.Kind, isServed: Bool = true) throws -> Drift {
    var state = try Seen.onAir()
    if !isServed { state.hostapds = .known([]) }
    state.others = .known([
      OtherProgram(kind, manager, holds: [OtherProgram.Hold("uap0", evidence: "a file says so")])
    ])
    return try Seen.drift(state)
  }

  @Test(arguments: OtherProgram.Kind.allCases)
  func `Who holds the interface is named with what to do`(_ kind: OtherProgram.Kind) throws {
    let drift = try held(by: kind)
    let remark = try #require(drift.remarks.first)
    #expect(remark.reason == .heldByOther && drift.remarks.count == 1)
    #expect(remark.message.hasPrefix("\(kind.rawValue) (process 412) holds uap0 (a file says so); "))
    // While our hostapd serves it nothing is given up; no step touches the other.
    #expect(drift.refusals.isEmpty && drift.differences.isEmpty)
  }

  @Test func `An interface that another has on the air is not fought for`() throws {
    for kind in OtherProgram.Kind.allCases {
      let drift = try held(by: kind, isServed: false)
      let isSpeaking = kind == .wpaSupplicant || kind == .hostapd
      #expect(drift.refusals.map(\.reason) == (isSpeaking ? [.heldByOther] : []))
      let starts = Plan(for: drift).steps.contains { $0.action == .startHostapd }
      #expect(starts == !isSpeaking, "\(kind)")
    }
  }

  @Test func `NetworkManager speaks for the wpa_supplicant that it uses`() throws {
    var state = try Seen.onAir()
    state.hostapds = .known([])
    state.others = .known([
      OtherProgram(.networkManager, manager, holds: [OtherProgram.Hold("uap0", evidence: "a")]),
      OtherProgram(.wpaSupplicant, manager, holds: [OtherProgram.Hold("uap0", evidence: "b")]),
    ])
    let drift = try Seen.drift(state)
    #expect(drift.refusals.first?.message.hasPrefix("NetworkManager (process 412) holds uap0 (a);") ?? false)
    // A program whose interface is gone, or is another, holds nothing of ours.
    state.interfaces = .known([])
    #expect(try Seen.drift(state).refusals.isEmpty)
  }

  // MARK: the file that keeps NetworkManager off

  private func state(_ text: String?, runs: Bool = true) throws -> ObservedState {
    var state = try Seen.onAir()
    state.exemption = .known(Exemption(isNeeded: true, text: text))
    state.others = .known(runs ? [OtherProgram(.networkManager, manager)] : [])
    return state
  }

  private func told(_ text: String?, by process: ProcessIdentity?) throws -> Ledger {
    var ledger = try Seen.ledger()
    ledger.exemption = Ledger.ReadExemption(process: process, text: text)
    return ledger
  }

  @Test func `NetworkManager is kept off before there is an interface`() throws {
    let text = Exemption.text(for: [try InterfaceName("uap0")])
    #expect(text.contains("match-device=interface-name:=uap0\nmanaged=0\n"))
    #expect(text.contains("[keyfile]\nunmanaged-devices+=interface-name:=uap0\n"))
    let both = ["write-exemption", "reload-network-manager"]
    #expect(try Seen.names(Seen.drift(state(nil), ledger: told(nil, by: manager))) == both)
    var bare = try state(nil)
    bare.interfaces = .known([])
    bare.hostapds = .known([])
    #expect(Array(try Seen.names(Seen.drift(bare, ledger: Ledger())).prefix(3)) == both + ["add-interface"])
    // One that does not run reads it when it starts.
    #expect(try Seen.names(Seen.drift(state(nil, runs: false))) == ["write-exemption"])
    #expect(try Seen.names(Seen.drift(state(text, runs: false))) == [])
    #expect(try Seen.names(Seen.drift(state(text), ledger: told(text, by: manager))) == [])
    // What it was told was something else, or it is not known what.
    #expect(try Seen.names(Seen.drift(state(text), ledger: told("old", by: manager))) == ["reload-network-manager"])
    #expect(try Seen.names(Seen.drift(state(text))) == ["reload-network-manager"])
    // A later process has read what stood there.
    #expect(try Seen.names(Seen.drift(state(text), ledger: told("old", by: nil))) == [])
    // It says nothing of the access point's own state.
    #expect(try !Seen.drift(state(nil)).concerns(InterfaceName("uap0")))
  }

  @Test func `The file goes with the last access point and is nobody's without NetworkManager`() throws {
    let text = Exemption.text(for: [try InterfaceName("uap0")])
    let gone = try Seen.drift(state(text), DesiredState(), ledger: told(text, by: manager))
    #expect(
      Seen.names(gone) == [
        "stop-hostapd", "remove-interface", "remove-exemption", "reload-network-manager", "remove-files",
      ])
    var without = try state(nil, runs: false)
    without.exemption = .known(Exemption(isNeeded: false))
    #expect(try Seen.names(Seen.drift(without)) == [])
    without.exemption = .unknown("cannot be read")
    #expect(try Seen.names(Seen.drift(without, DesiredState())).contains("remove-exemption") == false)
  }

  @Test func `One radio speaks for the machine`() throws {
    var desired = try Story.desired()
    var radio = try Story.radio()
    radio.id = try RadioID("alpha")
    desired.radios.append(radio)
    var accessPoint = try Story.accessPoint()
    accessPoint.name = try InterfaceName("wlan7")
    accessPoint.radio = radio.id
    desired.accessPoints.append(accessPoint)
    #expect(try Seen.names(Seen.drift(state(nil), desired)) == [])
    var state = try state(nil)
    state.radios[0].id = radio.id
    let other = Drift(of: radio.id, from: state, to: desired, ledger: Ledger(), paths: Paths())
    #expect(Plan(for: other).steps.first?.action == .writeExemption([try InterfaceName("uap0"), accessPoint.name]))
  }

  // MARK: renaming

  @Test func `A renamed interface is left alone and made anew`() throws {
    var simulation = try Story.simulation()
    simulation.isRecording = true
    simulation.inject(.renameInterface, at: .seconds(60))
    simulation.run(until: .seconds(75))
    #expect(simulation.isConverged && simulation.machine.trespasses == [])
    let foreign = simulation.machine.interfaces.filter { $0.name.hasPrefix("other") }
    #expect(foreign.count == 1)
    let controller = try #require(simulation.controller)
    #expect(controller.ledger.interfaces.map(\.origin).sorted { $0.rawValue < $1.rawValue } == [.agent, .renamed])
    let remark = try #require(controller.lanes[0].drift?.remarks.first)
    #expect(remark.reason == .renamed && remark.message.contains("iw dev \(foreign[0].name) del"))
    // hostapd can take its BSS off what is still there.
    let steps = simulation.timeline.filter { $0.contains("  step ") }.joined()
    #expect(steps.contains("stop-hostapd") && !steps.contains("kill-hostapd"))
    // When nothing is declared any more it is still there, and nothing else.
    simulation.inject(.removeSpec, at: .seconds(80))
    simulation.run(until: .seconds(120)) { $0.isConverged }
    simulation.run(until: .seconds(140))
    #expect(simulation.isConverged && simulation.machine.interfaces.contains { $0.index == foreign[0].index })
  }

  @Test func `A name that is taken after a renaming is not taken back`() throws {
    var state = try Seen.onAir()
    Seen.interface(&state) { $0.index = 9 }
    var ledger = try Seen.ledger()
    ledger.interfaces[0].name = try InterfaceName("other0")
    ledger.interfaces[0].origin = .renamed
    state.interfaces = .known((state.interfaces.value ?? []) + [interface("other0", 4)])
    let drift = try Seen.drift(state, ledger: ledger)
    #expect(drift.refusals.map(\.reason) == [.notOwned])
    #expect(drift.remarks.map(\.reason) == [.renamed])
    #expect(!Seen.names(drift).contains("remove-interface"))
  }

  private func interface(_ name: String, _ index: UInt32) -> Interface {
    Interface(name: name, index: index, phy: 0, address: nil, isUp: false, hasCarrier: false, addresses: .known([]))
  }

  // MARK: on the machine

  @Test func `NetworkManager that begins to run is told and lets go`() throws {
    var simulation = try Story.simulation()
    simulation.inject(.startNetworkManager, at: .seconds(60))
    simulation.run(until: .seconds(80)) { $0.isConverged && $0.machine.networkManager != nil }
    let manager = try #require(simulation.machine.networkManager)
    #expect(simulation.isConverged)
    #expect(manager.read == Exemption.text(for: [try InterfaceName("uap0")]))
    #expect(
      manager.managed.allSatisfy { index in simulation.machine.interfaces.contains { $0.index == index && $0.isForeign }
      })
    // Told once.
    let steps = simulation.counts.steps
    simulation.run(until: .seconds(400))
    #expect(simulation.counts.steps == steps)
    simulation.inject(.removeSpec, at: .seconds(401))
    simulation.run(until: .seconds(440)) { $0.isConverged && $0.machine.isClean }
    #expect(simulation.machine.exemption == nil && simulation.machine.networkManager?.read == nil)
  }

  @Test func `A wpa_supplicant that took the interface is named and waited for`() throws {
    var simulation = try Story.simulation()
    simulation.inject(.startSupplicant, at: .seconds(60))
    simulation.inject(.killHostapd, at: .seconds(70))
    simulation.run(until: .seconds(100))
    let conditions = try #require(simulation.controller?.status.accessPoints.first?.conditions)
    let stalled = try #require(conditions.first { $0.kind == .stalled })
    #expect(stalled.truth == .yes && stalled.reason == .heldByOther)
    #expect(stalled.message.contains("wpa_cli -i uap0 terminate"))
    #expect(conditions.contains { $0.kind == .degraded && $0.truth == .yes })
    simulation.inject(.stopSupplicant, at: .seconds(101))
    simulation.run(until: .seconds(140)) { $0.isConverged }
    #expect(simulation.isConverged)
  }
}
