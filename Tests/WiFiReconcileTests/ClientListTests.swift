import Testing
import WiFiModel
import WiFiReconcile
import WiFiSimulation

/// Clients as the controller learns of them, on the story's machine.
@Suite struct ClientListTests {
  private let main: RadioID
  private let uap0: InterfaceName
  private let ours: [HardwareAddress]

  init() throws {
    main = try RadioID("main")
    uap0 = try InterfaceName("uap0")
    ours = try (1...3).map { try HardwareAddress("02:00:00:00:01:0\($0)") }
  }

  /// On the air, with so many clients by hostapd's count.
  private func seen(at time: Uptime, stations: UInt16, pid: Int32 = 7) throws -> ObservedState {
    var state = try Seen.onAir(at: time)
    guard case .known(var hostapds) = state.hostapds, case .status(var status) = hostapds[0].answer else {
      return state
    }
    status.networks[0].stations = stations
    hostapds[0].answer = .status(status)
    hostapds[0].process.pid = pid
    state.hostapds = .known(hostapds)
    return state
  }

  /// The story's machine with events of hostapd's.
  private func controller(_ driver: String = "mac80211_hwsim") throws -> Controller {
    var controller = Controller(bootID: "now")
    let desired = try Story.desired(Story.radio(driver))
    _ = controller.handle(.started(Memory(bootID: "now"), try Seen.ledger()), at: .seconds(90))
    _ = controller.handle(.specRead(SpecResult(desired: desired, files: ["/a.yaml"])), at: .seconds(99))
    _ = controller.handle(.observed(main, try seen(at: .seconds(100), stations: 2)), at: .seconds(100))
    #expect(asked(controller.handle(.clients(main, uap0, .followed), at: .seconds(101))) == [nil])
    return controller
  }

  private func asked(_ effects: [Effect]) -> [HardwareAddress?] {
    effects.compactMap { if case .askClients(main, uap0, let address) = $0 { .some(address) } else { nil } }
  }

  private func published(_ effects: [Effect]) -> Int {
    effects.count { if case .publish = $0 { true } else { false } }
  }

  private func clients(_ controller: Controller) -> [Station]? { controller.status.accessPoints.first?.clients }

  private func station(_ index: Int, since: Uptime? = nil, signal: Int8? = -50) -> Station {
    Station(address: ours[index], since: since, signal: signal)
  }

  @Test func `until hostapd has told who was there the clients are not known, but their number`() throws {
    var controller = try controller()
    #expect(clients(controller) == nil)
    #expect(controller.status.accessPoints.first?.stations == 2)
    _ = controller.handle(.clients(main, uap0, .all(nil)), at: .seconds(103))
    #expect(clients(controller) == nil)
  }

  @Test func `who was there, who joins and who leaves`() throws {
    var controller = try controller()
    let guest = Station(address: ours[1], since: .seconds(60), signal: -70, isAuthorized: false)
    _ = controller.handle(
      .clients(main, uap0, .all([station(0, since: .seconds(50)), guest])), at: .seconds(102))
    #expect(clients(controller)?.map(\.address) == [ours[0]], "one without keys is not listed")
    let effects = controller.handle(
      .clients(main, uap0, .joined(ours[2], passphraseName: "guests")), at: .seconds(110))
    #expect(asked(effects) == [ours[2]])
    #expect(clients(controller)?.last == Station(address: ours[2], since: .seconds(110), passphraseName: "guests"))
    _ = controller.handle(.clients(main, uap0, .one(station(2, since: .seconds(109)))), at: .seconds(111))
    let known = Station(address: ours[2], since: .seconds(110), signal: -50, passphraseName: "guests")
    #expect(clients(controller)?.last == known)
    #expect(controller.status.accessPoints.first?.stations == 2)
    _ = controller.handle(.clients(main, uap0, .left(ours[0])), at: .seconds(120))
    #expect(clients(controller) == [known])
    _ = controller.handle(.clients(main, uap0, .one(station(0))), at: .seconds(121))
    #expect(clients(controller) == [known], "an answer about one that is gone comes too late")
  }

  @Test func `an answer that was overtaken by events does not undo them`() throws {
    var controller = try controller()
    _ = controller.handle(.clients(main, uap0, .all([station(0), station(1)])), at: .seconds(102))
    _ = controller.handle(.due, at: .seconds(106))
    _ = controller.handle(.observed(main, try seen(at: .seconds(106), stations: 2)), at: .seconds(106))
    _ = controller.handle(.clients(main, uap0, .all([station(0), station(1)])), at: .seconds(107))
    #expect(asked(controller.handle(.due, at: .seconds(122))) == [nil])
    _ = controller.handle(.clients(main, uap0, .left(ours[0])), at: .seconds(122))
    _ = controller.handle(.clients(main, uap0, .joined(ours[2], passphraseName: nil)), at: .seconds(122))
    _ = controller.handle(.clients(main, uap0, .all([station(0), station(1)])), at: .seconds(123))
    #expect(clients(controller)?.map(\.address) == [ours[1], ours[2]])
  }

  @Test(arguments: [("mac80211_hwsim", 1), ("mwifiex_usb", 0), ("brcmfmac", 0)])
  func `at a tick signals are asked for only where the kernel has them at hand`(driver: String, count: Int) throws {
    var controller = try controller(driver)
    _ = controller.handle(.clients(main, uap0, .all([station(0), station(1)])), at: .seconds(102))
    _ = controller.handle(.due, at: .seconds(106))
    _ = controller.handle(.clients(main, uap0, .all([station(0), station(1)])), at: .seconds(107))
    var ticks: [HardwareAddress?] = []
    for number: Int64 in 0..<4 {
      let time = Uptime.seconds(125 + 20 * number)
      ticks += asked(controller.handle(.due, at: time))
      ticks += asked(controller.handle(.observed(main, try seen(at: time, stations: 2)), at: time))
      _ = controller.handle(.clients(main, uap0, .all([station(0), station(1)])), at: time + .seconds(1))
    }
    #expect(ticks == Array(repeating: nil, count: 4 * count))
  }

  @Test func `a driver that knows no signals is not asked for the one who joins`() throws {
    var controller = try controller("mwifiex_usb")
    _ = controller.handle(.clients(main, uap0, .all([])), at: .seconds(102))
    let joins = controller.handle(.clients(main, uap0, .joined(ours[0], passphraseName: nil)), at: .seconds(103))
    #expect(asked(joins) == [])
    #expect(clients(controller) == [Station(address: ours[0], since: .seconds(103))])
  }

  @Test func `clients cause no look at the machine`() throws {
    var controller = try controller()
    for news in [.joined(ours[0], passphraseName: nil), .left(ours[0]), .all([]), .one(station(0))] as [ClientNews] {
      let effects = controller.handle(.clients(main, uap0, news), at: .seconds(103))
      #expect(!effects.contains { if case .observe = $0 { true } else { false } })
    }
  }

  @Test func `another count than ours is asked about once`() throws {
    var controller = try controller("brcmfmac")
    _ = controller.handle(.clients(main, uap0, .all([station(0), station(1)])), at: .seconds(102))
    func look(_ second: Int64, _ stations: UInt16) throws -> [HardwareAddress?] {
      _ = controller.handle(.machineChanged(main), at: .seconds(second))
      _ = controller.handle(.due, at: .seconds(second) + .milliseconds(500))
      let time = Uptime.seconds(second) + .milliseconds(600)
      return asked(controller.handle(.observed(main, try seen(at: time, stations: stations)), at: time))
    }
    #expect(try look(103, 2) == [])
    #expect(try look(104, 3) == [nil])
    _ = controller.handle(.clients(main, uap0, .all([station(0), station(1)])), at: .seconds(105))
    #expect(try look(106, 3) == [], "one that is only on its way in is counted by hostapd, too")
    #expect(try look(107, 1) == [nil])
    _ = controller.handle(.clients(main, uap0, .all([station(1)])), at: .seconds(108))
    #expect(try look(109, 0) == [])
    #expect(clients(controller) == [])
  }

  @Test func `another hostapd has other clients`() throws {
    var controller = try controller()
    _ = controller.handle(.clients(main, uap0, .all([station(0)])), at: .seconds(102))
    let since = try #require(controller.status.accessPoints.first?.onAirSince)
    _ = controller.handle(.machineChanged(main), at: .seconds(103))
    _ = controller.handle(.due, at: .seconds(104))
    _ = controller.handle(.observed(main, try seen(at: .seconds(104), stations: 0, pid: 8)), at: .seconds(104))
    #expect(controller.lanes.first?.clients == [])
    #expect(controller.status.accessPoints.first?.onAirSince != since)
  }

  @Test func `what went off the air and came back is on the air since then`() throws {
    var controller = try controller()
    #expect(controller.status.accessPoints.first?.onAirSince == .seconds(100))
    for (second, state) in [(104, "DISABLED"), (110, "ENABLED")] as [(Int64, String)] {
      _ = controller.handle(.machineChanged(main), at: .seconds(second - 1))
      _ = controller.handle(.due, at: .seconds(second))
      var seen = try seen(at: .seconds(second), stations: 0)
      Seen.hostapd(&seen) { hostapd in
        guard case .status(var status) = hostapd.answer else { return }
        status.state = state
        hostapd.answer = .status(status)
      }
      _ = controller.handle(.observed(main, seen), at: .seconds(second))
    }
    #expect(controller.status.accessPoints.first?.onAirSince == .seconds(110))
  }

  @Test func `signals alone are published when the last of them is in`() throws {
    var controller = try controller()
    _ = controller.handle(.clients(main, uap0, .all([station(0)])), at: .seconds(102))
    _ = controller.handle(.due, at: .seconds(106))
    _ = controller.handle(.observed(main, try seen(at: .seconds(106), stations: 1)), at: .seconds(106))
    _ = controller.handle(.clients(main, uap0, .all([station(0)])), at: .seconds(107))
    #expect(asked(controller.handle(.due, at: .seconds(122))) == [nil])
    let single = controller.handle(.clients(main, uap0, .one(station(0, signal: -40))), at: .seconds(122))
    #expect(published(single) == 0)
    let whole = controller.handle(.clients(main, uap0, .all([station(0, signal: -41)])), at: .seconds(123))
    #expect(published(whole) == 1)
    #expect(clients(controller)?.first?.signal == -41)
    let same = controller.handle(.clients(main, uap0, .all([station(0, signal: -41)])), at: .seconds(124))
    #expect(published(same) == 0)
  }
}
