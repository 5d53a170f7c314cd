import Testing
import WiFiModel

@testable import WiFiReconcile

/// What nouns come to that are put together of others. `WIFI_AP_RECORD=1` writes Specs/tables anew.
@Suite struct NounTableTests {
  private static func lines(_ json: JSON) -> [String] { ShownDocument(json).lines.map { "\($0.path): \($0.value)" } }

  // MARK: what several looks saw

  private struct Looks {
    var first: ObservedState
    var second: ObservedState
  }

  private static let sights: [Twist<Looks>] = [
    Twist("the second is gentle") { $0.second.reach = .gentle },
    Twist("both are gentle") { looks in (looks.first.reach, looks.second.reach) = (.gentle, .gentle) },
    Twist("the second is earlier") { $0.second.at = .seconds(50) },
    Twist("interfaces unknown to the first") { $0.first.interfaces = .unknown("one") },
    Twist("interfaces unknown to the second") { $0.second.interfaces = .unknown("two") },
    Twist("the same interface, without the kernel's answer") { looks in
      looks.second.interfaces = .known(
        (looks.first.interfaces.value ?? []).map { interface in
          var interface = interface
          interface.wireless = nil
          interface.isUp = false
          return interface
        })
    },
    Twist("country unknown to the second") { $0.second.regulatoryDomain = .unknown("two") },
    Twist("no country for the second") { $0.second.regulatoryDomain = .known(nil) },
    Twist("another country for the second") { $0.second.regulatoryDomain = .known(try CountryCode("DE")) },
    Twist("hostapd unknown to the second") { $0.second.hostapds = .unknown("two") },
    Twist("files unknown to the second") { $0.second.configurations = .unknown("two") },
    Twist("no software for the second") { $0.second.hostapdSoftware = .known(nil) },
    Twist("software for the first alone") { $0.second.hostapdSoftware = .unknown("two") },
    Twist("a program for both") { looks in
      for (number, path) in [\Looks.first, \Looks.second].enumerated() {
        looks[keyPath: path].others = .known([
          OtherProgram(
            .hostapd, ProcessIdentity(pid: 9, startTime: 9),
            holds: [OtherProgram.Hold("uap0", evidence: "why"), OtherProgram.Hold("uap\(number)", evidence: "why")])
        ])
      }
    },
    Twist("a program of another number for the second") { looks in
      looks.second.others = .known([OtherProgram(.hostapd, ProcessIdentity(pid: 10, startTime: 9))])
    },
    Twist("an exemption for the second") { $0.second.exemption = .known(Exemption(isNeeded: true, text: "text")) },
    Twist("an exemption for the first") { $0.first.exemption = .known(Exemption(isNeeded: true, text: "text")) },
    Twist("the time of the first") { looks in
      looks.first.clock = .known(WallTime(seconds: 1000))
      looks.first.zoneOffset = .known(3600)
    },
    Twist("the time of the second") { looks in
      looks.second.clock = .known(WallTime(seconds: 2000))
      looks.second.zoneOffset = .known(7200)
    },
    Twist("an earlier time of the second") { looks in
      looks.second.clock = .known(WallTime(seconds: 500))
      looks.second.zoneOffset = .known(-3600)
    },
    Twist("a time that is not known") { $0.second.clock = .unknown("two") },
    Twist("a kernel that is not sound") { $0.second.isKernelSound = .known(false) },
    Twist("a kernel of which nothing is known") { $0.first.isKernelSound = .unknown("one") },
  ]

  @Test func `what several looks saw, together`() throws {
    let one = try Seen.onAir()
    var two = try Seen.onAir(at: .seconds(90), firmware: .silent)
    let other = try RadioID("alpha")
    two.radios[0].id = other
    Seen.hostapd(&two) { $0.radio = other }
    Seen.interface(&two) { interface in
      interface.name = "uap1"
      interface.index = 3
    }
    two.configurations = .known([ConfigurationFiles(radio: other, configuration: nil)])
    var table = Table<Looks>()
    try table.add("two looks", Looks(first: one, second: two), Self.sights) { looks in
      Self.lines(ObservedState(merging: [looks.first, looks.second]).json)
    }
    try table.add("one look", Looks(first: one, second: two), Self.sights, with: []) { looks in
      Self.lines(ObservedState(merging: [looks.second]).json)
    }
    try table.check("merged")
    let none = ObservedState(merging: [])
    #expect(none.radios.isEmpty && none.reach == .gentle && none.at == Uptime(nanoseconds: 0))
  }

  // MARK: outages

  private struct Told {
    var first: Outage
    var later: Outage
    var time: WallTime? = WallTime(seconds: 1_700_000_000)
    var laterTime: WallTime? = WallTime(seconds: 1_700_000_900)
    var now = Uptime.seconds(120)

    func record() -> OutageRecord {
      var record = OutageRecord(first, at: .seconds(112), time: time)
      record.add(later, at: now, time: laterTime)
      return record
    }
  }

  @Test func `an outage that is told in parts, over reboots`() throws {
    let first = Outage(
      number: 3, radio: try RadioID("main"), device: "usb-1", accessPoints: [try InterfaceName("uap0")],
      fault: Fault(.firmware, evidence: "it hangs"), bootID: "one", began: .seconds(100), rungs: [.rebindDevice],
      entries: [
        HistoryEntry(at: .seconds(100), kind: .evidence, message: "first"),
        HistoryEntry(at: .seconds(110), kind: .decision, message: "second"),
      ])
    var later = first
    later.entries = [HistoryEntry(at: .seconds(115), kind: .step, message: "third")]
    later.rungs = [.rebindDevice, .reloadDriver]
    later.began = .seconds(99)
    let twists: [Twist<Told>] = [
      Twist("ended") { $0.later.ended = .seconds(119) }, Twist("another boot") { $0.later.bootID = "two" },
      Twist("nothing told") { $0.later.entries = [] }, Twist("nothing told at first") { $0.first.entries = [] },
      Twist("no card any more") { $0.later.device = nil }, Twist("another card") { $0.later.device = "usb-2" },
      Twist("no clock at first") { $0.time = nil }, Twist("no clock later") { $0.laterTime = nil },
      Twist("a clock that went back") { $0.laterTime = WallTime(seconds: 1_600_000_000) },
      Twist("a clock of another age") { $0.laterTime = WallTime(seconds: 9_000_000_000) },
      Twist("long ago") { $0.first.began = .seconds(-40_000) },
      Twist("soon after the boot") { told in
        told.now = .seconds(5)
        told.later.entries = [HistoryEntry(at: .seconds(4), kind: .step, message: "third")]
      },
    ]
    var table = Table<Told>()
    try table.add("told twice", Told(first: first, later: later), twists) { told in
      let record = told.record()
      var again = record
      var last = told.later
      last.ended = .seconds(300)
      again.add(last, at: .seconds(301), time: told.laterTime)
      let off = [record, again].map { $0.offAir.map { "\($0)" } ?? "it goes on" }
      return Self.lines(record.json) + ["off the air: \(off.joined(separator: ", then "))"]
        + ["goes on with an end: \(record.continues(with: last)), with none: \(record.continues(with: told.first))"]
        + Self.lines(again.json).filter { $0.contains("entries.3") || $0.contains("ended") }.map { "again \($0)" }
    }
    try table.check("outages")
  }

  // MARK: clients

  @Test func `clients that come and go while they are asked for`() throws {
    let one = try Edit.station(1)
    let two = try Edit.station(2)
    let process = ProcessIdentity(pid: 7, startTime: 70)
    let steps: [(String, (inout ClientList, Uptime) -> Bool?)] = [
      (
        "ask",
        { clients, _ in
          clients.ask(); return nil
        }
      ),
      (
        "1 joins",
        { clients, now in
          clients.join(one, passphraseName: "staff", at: now); return nil
        }
      ),
      (
        "2 joins",
        { clients, now in
          clients.join(two, passphraseName: nil, at: now); return nil
        }
      ),
      (
        "1 leaves",
        { clients, now in
          clients.leave(one, at: now); return nil
        }
      ),
      (
        "1 is told",
        { clients, _ in
          clients.take(Station(address: one, since: .seconds(1), signal: -40)); return nil
        }
      ),
      (
        "both are told",
        { clients, _ in
          clients.take([
            Station(address: two, since: .seconds(2)),
            Station(address: one, since: .seconds(1), passphraseName: "other"),
          ])
          return nil
        }
      ),
      (
        "1 is told, and 2 on its way in",
        { clients, _ in
          clients.take([Station(address: one, since: nil), Station(address: two, since: nil, isAuthorized: false)])
          return nil
        }
      ),
      (
        "no answer",
        { clients, _ in
          clients.take([Station]?.none); return nil
        }
      ),
      ("none is counted", { clients, now in clients.recount(0, at: now) }),
      ("one is counted", { clients, now in clients.recount(1, at: now) }),
      ("two are counted, as of before", { clients, _ in clients.recount(2, at: .seconds(100)) }),
    ]
    var text = ""
    for first in steps {
      for second in steps {
        for third in steps where first.0 == "ask" || third.0 == "both are told" {
          for isKnown in [true, false] where isKnown || first.0 == "ask" {
            var clients = ClientList(accessPoint: try InterfaceName("uap0"), process: process, at: .seconds(99))
            if isKnown { clients.take([Station(address: one, since: .seconds(9))]) }
            var answers: [String] = []
            for (number, step) in [first, second, third].enumerated() {
              if let answer = step.1(&clients, .seconds(Int64(100 + number))) {
                answers.append(answer ? "ask" : "fine")
              }
            }
            let all = clients.stations?.map { station in
              let since = station.since.map { Shown.text($0) } ?? ""
              return "\(station.address == one ? 1 : 2)\(since)\(station.signal ?? 0)\(station.passphraseName ?? "")"
            }
            text +=
              "\(isKnown ? "" : "nobody known, ")\(first.0), \(second.0), \(third.0): \(all.map { "\($0.joined(separator: " "))" } ?? "?")"
              + "\(clients.isAsked ? ", asked" : "")\(answers.isEmpty ? "" : " (\(answers.joined(separator: " ")))")\n"
          }
        }
      }
    }
    try Record.check(text, "clients")
  }

  @Test func `what is allowed at which time of the day`() throws {
    var text = ""
    for limit in Disruption.allCases {
      for (from, to) in [(60, 300), (1380, 60), (0, 0)] as [(UInt16, UInt16)] {
        let settings = Settings(
          maximumDisruption: limit, maintenance: MaintenanceWindow(from: from, to: to, zone: "Europe/Paris"))
        for minutes in [-1, 0, 59, 60, 61, 299, 300, 1379, 1380, 1439] as [Int64] {
          let clock = WallTime(seconds: 1_700_006_400 + minutes * 60)
          for offset in [0, 3600] as [Int32] {
            let allowance = Allowance(settings, clock: .known(clock), offset: .known(offset))
            text += "\(limit.rawValue) \(from)-\(to) at \(minutes)+\(offset): \(allowance.limit.rawValue)"
            text += " \(allowance.opensIn.map { "\($0)" } ?? "never")\n"
          }
        }
      }
    }
    let settings = Settings(maximumDisruption: .none, maintenance: MaintenanceWindow(from: 60, to: 300, zone: "UTC"))
    for allowance in [
      Allowance(settings), Allowance(settings, released: .radio), Allowance(settings, clock: .known(nil)),
      Allowance(settings, clock: .known(WallTime(seconds: 0)), offset: .unknown("why")), Allowance(Settings()),
    ] { text += Shown.text(allowance) + "\n" }
    try Record.check(text, "allowances")
  }

  @Test func `what has an order has it between each two`() {
    func check<Word: CaseIterable & Comparable>(_: Word.Type) where Word.AllCases: RandomAccessCollection {
      for (place, one) in Word.allCases.enumerated() {
        for (other, two) in Word.allCases.enumerated() {
          #expect((one < two) == (place < other), "\(one) and \(two)")
        }
      }
    }
    check(Disruption.self)
    check(Rung.self)
    check(Means.self)
    check(Standard.self)
    check(ChannelWidth.self)
    check(OtherProgram.Kind.self)
    check(Diagnosis.Verdict.self)
  }

  @Test func `outages are chosen by their radio and from the end`() throws {
    let entries = try ["left", "right", "left", "left"].enumerated().map { number, radio in
      let outage = Outage(
        number: UInt64(number + 1), radio: try RadioID(radio), accessPoints: [],
        fault: Fault(.firmware, evidence: "why"), bootID: "one",
        began: .seconds(Int64(100 * number)), ended: number == 3 ? nil : .seconds(Int64(100 * number + number)),
        rungs: number == 0 ? [.restartHostapd] : [.restartHostapd, .reloadDriver])
      return History.Entry(OutageRecord(outage, at: .seconds(1000), time: nil), folder: "\(number + 1)")
    }
    let history = History(entries)
    func numbers(_ radio: String?, _ last: Int?) throws -> [UInt64] {
      try history.selecting(radio.map { try RadioID($0) }, last: last).outages.map(\.record.outage.number)
    }
    #expect(try numbers(nil, nil) == [1, 2, 3, 4] && numbers(nil, 2) == [3, 4] && numbers(nil, 9) == [1, 2, 3, 4])
    #expect(try numbers("left", nil) == [1, 3, 4] && numbers("left", 1) == [4] && numbers("right", 1) == [2])
    #expect(try numbers("other", nil) == [] && numbers(nil, 0) == [])
    #expect(history.ended == 3 && history.driverLevel == 3 && history.offAir == .seconds(3))
  }
}
