import Testing
import WiFiModel
import WiFiSimulation

@testable import WiFiReconcile

/// What is kept so that it need not be found again, and what is counted.
@Suite struct KeepingTests {
  private let main: RadioID

  init() throws { main = try RadioID("main") }

  @Test func `a comparison holds as long as all that it is made of is the same`() throws {
    let state = try Seen.onAir()
    let desired = try Story.desired()
    let ledger = try Seen.ledger()
    let comparison = Comparison(of: main, from: state, to: desired, ledger: ledger, paths: Paths())
    #expect(comparison.drift == (try Seen.drift(state)))
    #expect(comparison.holds(for: state, desired, ledger))
    var later = state
    later.at = .seconds(500)
    later.radios[0].received = 7
    later.clock = .known(WallTime(seconds: 1_800_000_000))
    #expect(comparison.holds(for: later, desired, ledger), "what passes by itself")
    for change in [
      { $0.radios[0].firmware = .silent }, { $0.regulatoryDomain = .known(nil) }, { $0.interfaces = .known([]) },
      { $0.hostapds = .unknown("why") }, { $0.others = .unknown("why") },
    ] as [(inout ObservedState) -> Void] {
      var other = state
      change(&other)
      #expect(!comparison.holds(for: other, desired, ledger))
    }
    #expect(!comparison.holds(for: state, desired, Ledger()))
    #expect(!comparison.holds(for: state, try Story.desired(ssid: "other"), ledger))
  }

  @Test func `where a passphrase ends, the time of the day is a part of it`() throws {
    let state = try Seen.onAir()
    var desired = try Story.desired()
    let credential = try Credential(passphrase: Array("correct horse".utf8))
    for (end, holds) in [(nil, true), (WallTime(seconds: 1_900_000_000), false)] as [(WallTime?, Bool)] {
      desired.accessPoints[0].security = Security(
        .personal(.wpa2, [Security.Passphrase(credential, name: "early", notAfter: end)]))
      let comparison = Comparison(of: main, from: state, to: desired, ledger: Ledger(), paths: Paths())
      var later = state
      later.clock = .known(WallTime(seconds: 1_800_000_000))
      #expect(comparison.holds(for: later, desired, Ledger()) == holds)
    }
  }

  @Test func `lines that mean something together are counted in their time`() throws {
    let repetition = Signature.Repetition(count: 3, within: .seconds(10))
    var suspicion = Suspicion()
    func note(_ name: String, at second: Int64) -> Bool { suspicion.note(name, repetition, at: .seconds(second)) }
    #expect(!note("one", at: 0) && !note("other", at: 0) && !note("one", at: 9))
    #expect(note("one", at: 9), "three in ten seconds")
    #expect(note("one", at: 9), "and more")
    #expect(!note("one", at: 19), "what is ten seconds old counts no more")
    #expect(!note("one", at: 20) && note("one", at: 21))
  }

  @Test func `probes that stay without an answer are counted up to a hundred, and an answer ends it`() throws {
    var suspicion = Suspicion()
    for number in UInt8(1)...120 {
      suspicion.take(.silent, observedAt: .seconds(Int64(number)))
      #expect(suspicion.silentProbes == min(number, 100))
      suspicion.take(.late, observedAt: .seconds(Int64(number)))
      suspicion.take(.notAsked, observedAt: .seconds(Int64(number)))
    }
    #expect(!suspicion.hasAnswered)
    suspicion.fatalLine = Suspicion.Sighting(at: .seconds(200), text: "line")
    suspicion.take(.answered, observedAt: .seconds(200))
    #expect(suspicion.fatalLine != nil, "the answer may be of before")
    suspicion.take(.answered, observedAt: .seconds(201))
    #expect(suspicion.fatalLine == nil && suspicion.silentProbes == 0 && suspicion.hasAnswered)
  }

  @Test func `the last eight names of a card are known`() throws {
    var lane = Lane(radio: main)
    for number in 1...10 {
      let desired = try Story.desired()
      var context = LaneContext(
        now: .seconds(Int64(100 + number)), spec: desired, desired: desired, paths: Paths(), withheld: [],
        suspension: nil, rival: nil, ledger: try Seen.ledger(), memory: Memory(bootID: "now"))
      var state = try Seen.onAir(at: .seconds(Int64(100 + number)))
      var card = Seen.device
      card.kernelID = "c189:\(number)"
      state.radios[0].device = .known(card)
      for _ in 0..<2 {
        lane.phase = .observing(.gentle, mayPlan: false)
        lane.take(state, &context)
      }
    }
    #expect(lane.kernelIDs == (3...10).map { "c189:\($0)" })
  }

  @Test func `a status that differs in signals alone is known as such`() throws {
    func status(_ change: (inout Status) -> Void) throws -> Status {
      let stations = [
        Station(address: try Edit.station(1), since: .seconds(3), signal: -40),
        Station(address: try Edit.station(2), since: .seconds(4), signal: -50),
      ]
      var status = Status(
        generation: 1,
        accessPoints: try ["uap0", "uap1"].map { name in
          var point = AccessPointStatus(name: try InterfaceName(name), radio: main, ssid: try SSID([0x61]))
          point.clients = name == "uap0" ? stations : nil
          return point
        })
      change(&status)
      return status
    }
    let before = try status { _ in }
    #expect(try status { $0.accessPoints[0].clients?[0].signal = -41 }.differsInSignalsAlone(from: before))
    #expect(try status { $0.accessPoints[0].clients?[1].signal = nil }.differsInSignalsAlone(from: before))
    for change in [
      { $0.accessPoints[0].clients?[0].since = nil }, { $0.accessPoints[0].clients = nil },
      { $0.accessPoints[1].clients = [] }, { $0.generation = 2 }, { $0.accessPoints[1].stations = 1 },
      { $0.accessPoints.removeLast() },
    ] as [(inout Status) -> Void] {
      #expect(!(try status(change).differsInSignalsAlone(from: before)))
    }
  }

  @Test func `a condition keeps the time since when it has been so`() throws {
    func status(_ truth: Condition.Truth, _ reason: Condition.Reason, _ names: [String]) throws -> Status {
      let condition = Condition(.ready, truth, reason: reason, message: "why")
      let other = Condition(.onAir, .no, reason: .linkDown, message: "why")
      return Status(
        agent: [condition, other],
        radios: try names.map {
          RadioStatus(id: try RadioID($0), driver: try ModuleName("ath9k"), conditions: [other, condition])
        },
        accessPoints: try names.map { name in
          var point = AccessPointStatus(name: try InterfaceName(name), radio: main, ssid: try SSID([0x61]))
          point.conditions = [condition, other]
          return point
        })
    }
    func times(_ status: Status) -> [[Int64]] {
      ([status.agent] + status.radios.map(\.conditions) + status.accessPoints.map(\.conditions)).map { conditions in
        conditions.map { $0.lastTransition.nanoseconds / 1_000_000_000 }
      }
    }
    var first = try status(.no, .linkDown, ["a", "b"])
    first.keepTransitions(of: Status(), generation: 1, now: .seconds(5))
    #expect(times(first) == Array(repeating: [5, 5], count: 5))
    var second = try status(.no, .hostapdSilent, ["b", "c"])
    second.keepTransitions(of: first, generation: 2, now: .seconds(6))
    #expect(times(second) == [[5, 5], [5, 5], [6, 6], [5, 5], [6, 6]], "another reason is no other truth")
    #expect((second.agent + second.radios.flatMap(\.conditions)).allSatisfy { $0.observedGeneration == 2 })
    var third = try status(.yes, .onAir, ["b"])
    third.keepTransitions(of: second, generation: 3, now: .seconds(7))
    #expect(times(third) == [[7, 5], [5, 7], [7, 5]])
  }
}
