import Testing
import WiFiModel
import WiFiSimulation

@testable import WiFiReconcile

/// Which changes are taken back, to what, and which are not.
@Suite struct TrialTests {
  private let failed = FailedChange(generation: 2, evidence: "it failed")

  /// Where a lane stands that finds this part to have failed.
  private func lane(_ old: DesiredState, _ new: DesiredState, failed: FailedChange?) throws -> Lane {
    let main = try RadioID("main")
    var lane = Lane(radio: main, proven: old.part(of: main))
    _ = lane.judge(new, isChanged: true, failed: failed, at: .seconds(1))
    return lane
  }

  private func refusal(_ old: DesiredState, _ new: DesiredState) throws -> String? {
    guard case .kept(.rollbackRefused, let why)? = try lane(old, new, failed: failed).trial?.stand else { return nil }
    return why
  }

  private func edited(_ change: (inout DesiredState) throws -> Void) throws -> DesiredState {
    var desired = try Story.desired()
    desired.radios[0].beaconInterval = 200
    try change(&desired)
    return desired
  }

  @Test func `what was taken back in another life is not tried again`() throws {
    let new = try edited { _ in }
    let old = try Story.desired()
    let lane = try lane(old, new, failed: failed)
    #expect(lane.isBack)
    #expect(lane.goal(new) == old)
  }

  @Test func `a change is tried, and what is on the air is no change`() throws {
    let old = try Story.desired()
    let new = try edited { _ in }
    let trying = try lane(old, new, failed: nil)
    #expect(trying.trial?.stand == .trying)
    #expect(trying.goal(new) == new)
    #expect(try lane(old, old, failed: nil).trial == nil)
    var first = Lane(radio: try RadioID("main"))
    let forgets = first.judge(new, isChanged: true, failed: nil, at: .seconds(1))
    #expect(!forgets)
    #expect(first.trial == nil)
  }

  @Test func `a change has its time from the last step that clients may have noticed`() throws {
    let trying = try lane(try Story.desired(), try edited { _ in }, failed: nil)
    for (failure, begins) in [(nil, true), (.late, true), (.busy, false), (.stale, false), (.refused, false)]
      as [(StepFailure.Kind?, Bool)]
    {
      var lane = trying
      lane.noteStep(
        .stopHostapd(ProcessIdentity(pid: 7, startTime: 70)), failure.map { StepFailure($0, "") }, at: .seconds(5))
      #expect(lane.trial?.since == (begins ? .seconds(5) : nil), "\(failure.map(\.rawValue) ?? "done")")
    }
  }

  @Test func `what is taken off the air is not put on it again`() throws {
    let old = try Story.desired()
    for off in [try edited { $0.accessPoints[0].enabled = false }, try edited { $0.accessPoints = [] }, DesiredState()]
    {
      var lane = try lane(old, try edited { _ in }, failed: nil)
      let forgets = lane.judge(off, isChanged: true, failed: nil, at: .seconds(2))
      #expect(forgets)
      #expect(lane.proven == nil && lane.trial == nil)
    }
  }

  @Test func `of several only those go back that are still wanted`() throws {
    let radio = try Story.radio("ath10k_pci")
    let old = DesiredState(radios: [radio], accessPoints: try Story.several(3))
    var new = old
    new.radios[0].beaconInterval = 200
    new.accessPoints[2].enabled = false
    // Another name for the interface is no other access point.
    new.accessPoints[0].name = try InterfaceName("lobby0")
    new.accessPoints.append(
      AccessPoint(name: try InterfaceName("uap9"), radio: radio.id, ssid: try SSID(Array("more".utf8)), security: .open)
    )
    let back = try lane(old, new, failed: failed)
    #expect(back.isBack)
    #expect(back.goal(new).accessPoints.map(\.name.text) == ["uap0", "uap1"])
    #expect(back.goal(new).radios == old.radios)
  }

  @Test func `an access point that is another radio's now stays there`() throws {
    let old = try Story.desired()
    var new = try edited { _ in }
    let other = Radio(
      id: try RadioID("other"), driver: try ModuleName("ath10k_pci"), country: try CountryCode("FR"),
      channel: try Channel(1, in: .ghz2))
    new.radios.append(other)
    new.accessPoints[0].radio = other.id
    new.accessPoints.append(
      AccessPoint(
        name: try InterfaceName("uap7"), radio: try RadioID("main"), ssid: try SSID(Array("else".utf8)), security: .open
      ))
    #expect(try refusal(old, new) == "it failed; nothing of what was on the air before is declared any more")
  }

  @Test func `one machine stays in one country`() throws {
    let old = try Story.desired()
    let new = try edited { desired in
      desired.radios[0].country = try CountryCode("US")
      var other = try Story.radio("ath10k_pci")
      other.id = try RadioID("other")
      other.country = try CountryCode("US")
      desired.radios.append(other)
      desired.settings.rollback = .always
    }
    #expect(try refusal(old, new) == "it failed; it was in country FR, and radio other is in US")
  }

  @Test func `weaker security is refused, unless the settings say always`() throws {
    let old = try Story.desired()
    var new = try edited { $0.accessPoints[0].security.managementFrameProtection = .required }
    #expect(try refusal(old, new)?.contains("its management frames were less protected") == true)
    new.settings.rollback = .always
    #expect(try lane(old, new, failed: failed).isBack)
    new.settings.rollback = .never
    #expect(
      try lane(old, new, failed: failed).trial?.stand
        == .kept(.rollbackOff, "it failed; the settings say 'rollback: never'"))
  }

  @Test func `other settings are a reason to judge anew`() throws {
    let old = try Story.desired()
    var new = try edited { _ in }
    var lane = try lane(old, new, failed: failed)
    new.settings.rollback = .never
    _ = lane.judge(new, isChanged: false, failed: failed, at: .seconds(2))
    #expect(lane.goal(new) == new)
    new.settings.rollback = .safe
    _ = lane.judge(new, isChanged: false, failed: nil, at: .seconds(3))
    #expect(lane.trial?.stand == .trying)
  }

  @Test func `an edit of another radio's part does not try again what failed`() throws {
    var controller = Controller(bootID: "now")
    let story = try Story.desired()
    var new = try edited { _ in }
    let memory = Memory(bootID: "now", generation: 2, failedChanges: [try RadioID("main"): failed])
    let file = "/etc/wifi-ap.d/ap.yaml"
    _ = controller.handle(
      .started(memory, Ledger(), proven: [try RadioID("main"): story.part(of: try RadioID("main"))]), at: .seconds(1))
    _ = controller.handle(.specRead(SpecResult(desired: new, isUnchanged: true, files: [file])), at: .seconds(2))
    #expect(controller.lanes.map(\.isBack) == [true])
    var other = try Story.radio("ath10k_pci")
    other.id = try RadioID("other")
    new.radios.append(other)
    _ = controller.handle(.specRead(SpecResult(desired: new, files: [file])), at: .seconds(3))
    #expect(controller.memory.generation == 3)
    #expect(controller.memory.failedChanges[try RadioID("main")]?.generation == 3)
    #expect(controller.lanes.map(\.isBack) == [true, false])
    // Somebody asks.
    let effects = controller.handle(.applyRequested(upTo: nil), at: .seconds(4))
    #expect(controller.lanes.map(\.isBack) == [false, false])
    #expect(controller.memory.failedChanges.isEmpty)
    #expect(effects.contains(.persistMemory(controller.memory)))
  }

  @Test func `what was on the air of a radio that is declared no more is forgotten`() throws {
    var controller = Controller(bootID: "now")
    let main = try RadioID("main")
    let gone = try RadioID("gone")
    let part = try Story.desired().part(of: main)
    _ = controller.handle(.started(Memory(bootID: "now"), Ledger(), proven: [main: part, gone: part]), at: .seconds(1))
    let effects = controller.handle(.specRead(SpecResult(desired: try Story.desired(), files: ["a"])), at: .seconds(2))
    #expect(effects.contains(.forgetProven(gone)))
    #expect(!effects.contains(.forgetProven(main)))
  }
}
