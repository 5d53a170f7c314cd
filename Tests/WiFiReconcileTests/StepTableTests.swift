import Testing
import WiFiModel
import WiFiSimulation

@testable import WiFiReconcile

/// What each step means for what the agent remembers, as it begins, once it is done, and where it fails: also for the
/// other radio, which is none of its business. `WIFI_AP_RECORD=1` writes Specs/tables anew.
@Suite struct StepTableTests {
  private let main: RadioID
  private let other: RadioID
  private let uap0: InterfaceName
  private let uap1: InterfaceName
  private let desired: DesiredState

  init() throws {
    main = try RadioID("main")
    other = try RadioID("other")
    uap0 = try InterfaceName("uap0")
    uap1 = try InterfaceName("uap1")
    var radio = try Story.radio("ath10k_pci")
    radio.transmitPower = 20
    desired = DesiredState(radios: [radio], accessPoints: try Edit.points(shared: true))
  }

  /// What two radios have, of whatever origin.
  private func ledger(isNew: Bool) throws -> Ledger {
    let process = isNew ? nil : ProcessIdentity(pid: 7, startTime: 70)
    let index: UInt32? = isNew ? nil : 4
    let unread: Set<Ledger.Unread> = [
      .configuration, .file(HostapdFile.Identity(.passphrases, of: uap0)),
      .file(HostapdFile.Identity(.allowed, of: uap1)),
    ]
    var ledger = Ledger(
      interfaces: [
        Ledger.OwnedInterface(name: uap0, radio: main, index: index, origin: .agent, ownAddress: try Seen.mac(8)),
        Ledger.OwnedInterface(name: uap1, radio: main, index: index, origin: .hostapd),
        Ledger.OwnedInterface(name: try InterfaceName("uap5"), radio: other, index: index, origin: .agent),
        Ledger.OwnedInterface(name: try InterfaceName("uap6"), radio: other, index: index, origin: .hostapd),
      ],
      addresses: try [uap0, uap1, InterfaceName("uap5")].flatMap { name in
        try ["10.0.0.1/24", "10.0.0.2/24"].map {
          Ledger.OwnedAddress(address: try InterfaceAddress($0), interface: name)
        }
      },
      hostapds: [
        Ledger.OwnedHostapd(radio: main, interfaceIndex: 4, process: process),
        Ledger.OwnedHostapd(radio: other, interfaceIndex: 9, process: process),
      ], files: [main, other])
    for place in ledger.hostapds.indices { ledger.hostapds[place].unread = isNew ? [] : unread }
    ledger.unblocked = [other]
    return ledger
  }

  private func actions() throws -> [Action] {
    let card = Seen.card
    let module = try ModuleName("ath10k_pci")
    let address = try InterfaceAddress("10.0.0.1/24")
    let new = try InterfaceAddress("10.0.0.9/24")
    let configuration = HostapdConfiguration(for: desired.accessPoints, on: desired.radios[0], paths: Paths())
    let process = ProcessIdentity(pid: 7, startTime: 70)
    let files = desired.accessPoints.flatMap { $0.files(at: nil) }
    let uap7 = try InterfaceName("uap7")
    var host = card
    host.host = BusDevice.Host(address: "mmc1", bus: "platform", driver: "sdhci", hasBlockDevice: false)
    return [
      .loadModule(module, []), .unloadModule(module), .unbindDevice(card, module), .bindDevice(card, module),
      .resetDevice(card), .removeDevice(card), .rescanBus(card), .unbindHost(host), .bindHost(host),
      .runPowerHook(["/usr/libexec/power"]), .reboot, .disablePort(card), .enablePort(card),
      .unblockRadio(RadioSwitch(sysfs: "/sys/class/rfkill/rfkill3")), .setRegulatoryDomain(try CountryCode("FR")),
      .writeExemption([uap0]), .removeExemption, .reloadNetworkManager(process), .addInterface(uap0, phy: 0),
      .addInterface(uap7, phy: 0), .removeInterface(uap0, index: 4), .removeInterface(uap1, index: 5), .setLinkUp(uap0),
      .setLinkDown(uap0), .addAddress(address, uap0), .addAddress(new, uap0), .removeAddress(address, uap0),
      .setHardwareAddress(try Seen.mac(7), uap0), .setHardwareAddress(try Seen.mac(8), uap0), .limitPower(20, phy: 0),
    ] + files.map { .writeFile($0) } + [
      .writeConfiguration(configuration), .recordConfiguration(configuration),
      .removeFiles(files.map(\.identity), configuration: true),
      .removeFiles(files.map(\.identity), configuration: false),
      .reloadPassphrases(uap0),
    ] + files.map { .reloadStations($0) } + [
      .setOptions(uap0, [], renewsBeacon: true),
      .switchChannel(uap0, ChannelSwitch(to: try Channel(1, in: .ghz2), width: .mhz20, standards: [.n])),
      .reloadBSS(uap0, []), .renewBSS(uap0, [], isSecured: true), .removeBSS(uap0, successor: nil),
      .removeBSS(uap1, successor: configuration), .addBSS(uap0, configuration, phy: "phy0"),
      .addBSS(uap1, configuration, phy: nil), .addBSS(uap7, configuration, phy: "phy0"),
      .addBSS(uap7, configuration, phy: nil), .startHostapd, .stopHostapd(process), .killHostapd(process),
    ]
  }

  private func context(_ ledger: Ledger, withheld: Set<String> = []) -> LaneContext {
    LaneContext(
      now: .seconds(100), spec: desired, desired: desired, paths: Paths(), withheld: withheld, suspension: nil,
      rival: nil, ledger: ledger, memory: Memory(bootID: "now"))
  }

  private func lane() throws -> Lane {
    var lane = Lane(radio: main)
    var state = try Edit.state(desired.radios[0], desired.accessPoints, [.replacesBSS])
    var interfaces = state.interfaces.value ?? []
    if var more = interfaces.first {
      more.name = "uap7"
      more.index = 7
      interfaces.append(more)
    }
    state.interfaces = .known(interfaces)
    lane.observed = state
    lane.drift = Drift(of: main)
    lane.drift?.carried = [uap0, uap1]
    lane.probes = [Lane.Probe(at: .seconds(99), index: 4, wireless: Interface.Wireless(type: .accessPoint))]
    lane.expectation = .hostapd(until: .seconds(111))
    lane.unusable = [.setOptions]
    return lane
  }

  private static func news(_ ledger: Ledger, _ old: Ledger) -> [String] {
    ShownDocument(ledger.json, leaving: ["chronicle", "schema"]).news(
      since: ShownDocument(old.json, leaving: ["chronicle", "schema"]))
  }

  private static func stand(_ lane: Lane, _ context: LaneContext) -> String {
    let phase =
      switch lane.phase {
      case .idle: "idle"
      case .observing(let reach, let mayPlan): "looks \(reach.rawValue)\(mayPlan ? " and plans" : "")"
      case .performing(let step, let rest, let remedy):
        "does \(step.title), \(rest.count) left\(remedy ? ", a remedy" : "")"
      }
    var words = [phase]
    if let expectation = lane.expectation { words.append("expects \(Shown.text(expectation))") }
    words.append("\(lane.probes.count) probes")
    words += lane.corrections.map {
      "corrects \($0.subject)\($0.failed ? " in vain" : "")\($0.isOfDriver ? " of the driver" : "")"
    }
    if !lane.unusable.isEmpty {
      words.append("without \(lane.unusable.map(\.rawValue).sorted().joined(separator: " "))")
    }
    if let held = lane.held { words.append("held: \(held.rawValue)") }
    if let next = lane.nextLook { words.append("next look at \(Shown.text(next))") }
    words += context.history.map(\.message)
    return words.joined(separator: "; ")
  }

  @Test func `each step as it begins, is done, and fails`() throws {
    var text = ""
    for isNew in [false, true] {
      for action in try actions() {
        let step = Step(action, radio: main, reason: "it differs", deadline: .seconds(5))
        let before = try ledger(isNew: isNew)
        var lane = try lane()
        var context = context(before)
        lane.start(step, rest: [], remedy: false, &context)
        let intended = Self.news(context.ledger, before)
        if isNew && intended.isEmpty && !action.isEntered { continue }
        text += "\(step.title)\(isNew ? ", of what is new" : "")\n" + intended.map { "  begun: \($0)\n" }.joined()
        let begun = (lane, context.ledger)
        var results: [(names: String, text: String)] = []
        for (name, failure) in [
          ("done", nil), ("refused", StepFailure(.refused, "why")), ("stale", StepFailure(.stale, "why")),
          ("late", StepFailure(.late, "why")), ("busy", StepFailure(.busy, "why")),
        ] as [(String, StepFailure?)] {
          var lane = begun.0
          var context = self.context(begun.1)
          lane.finished(step, failure, &context)
          let result =
            "\(Self.stand(lane, context))\n" + Self.news(context.ledger, begun.1).map { "    \($0)\n" }.joined()
          if let same = results.firstIndex(where: { $0.text == result }) {
            results[same].names += ", \(name)"
          } else {
            results.append((name, result))
          }
        }
        text += results.map { "  \($0.names): \($0.text)" }.joined()
      }
    }
    try Record.check(text, "steps")
  }

  @Test func `what comes after a step`() throws {
    var text = ""
    let rest = [
      Step(.setLinkUp(uap0), radio: main, reason: "it is down", deadline: .seconds(5)),
      Step(.setLinkUp(uap1), radio: main, reason: "it is down", deadline: .seconds(5)),
    ]
    let incident = Incident(
      radio: main, devicePath: nil, fault: Fault(.firmware, evidence: "it hangs"), opened: .seconds(90), phase: .acting,
      tried: [.reloadDriver], phyIndex: 0, number: 1)
    for action in [.addAddress(desired.accessPoints[0].addresses[0], uap0), .loadModule(desired.radios[0].driver, [])]
      as [Action]
    {
      let step = Step(action, radio: main, reason: "it differs", deadline: .seconds(5))
      for steps in [[], rest] {
        for isRemedy in [false, true] {
          for (name, change) in [
            ("as ever", { _ in }),
            ("suspicious", { $0.suspicion.fatalLine = Suspicion.Sighting(at: .seconds(99), text: "line") }),
            ("in an incident", { $0.incident = incident }),
          ] as [(String, (inout Lane) -> Void)] {
            for withheld in [[], ["set-link-up"]] as [Set<String>] {
              var lane = try lane()
              change(&lane)
              var context = context(try ledger(isNew: false), withheld: withheld)
              lane.start(step, rest: steps, remedy: isRemedy, &context)
              lane.finished(step, nil, &context)
              text += "\(step.title), \(steps.count) to follow\(isRemedy ? ", a remedy" : ""), \(name)"
              text += "\(withheld.isEmpty ? "" : ", the next withheld"): \(Self.stand(lane, context))"
              text += lane.incident.map { "; incident \(Shown.text($0.phase))\n" } ?? "\n"
            }
          }
        }
      }
    }
    try Record.check(text, "after-steps")
  }
}
