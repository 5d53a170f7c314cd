package import WiFiModel

/// The steps that close a drift, in the order in which they are done, least harm first chosen.
package struct Plan: Hashable, Sendable {
  package var radio: RadioID
  package var steps: [Step]
  package var refusals: [Drift.Refusal]
  package var waits: [Drift.Wait]
  package var unknowns: [String]
  package var remarks: [Drift.Remark]

  /// Steps that would harm more than is allowed now, with those that go with them.
  package var waiting: [Step] = []

  /// The greatest harm among the steps.
  package var disruption: Disruption { steps.map(\.disruption).max() ?? .none }

  /// - Parameters:
  ///   - drift: what differs.
  ///   - limit: the greatest harm that may be done now; what would do more waits.
  ///   - unusable: means that the hostapd that serves was found not to take.
  package init(for drift: Drift, upTo limit: Disruption = .machine, without unusable: Set<Means> = []) {
    radio = drift.radio
    refusals = drift.refusals
    waits = drift.waits
    unknowns = drift.unknowns
    remarks = drift.remarks
    steps = []
    var differences = drift.differences
    var live: [Step] = []
    if let serving = drift.serving, differences.contains(where: \.isOfFiles) {
      let changes = Changes(of: drift, to: serving, without: unusable)
      let harm = drift.sharedHarm
      if !changes.needingStart.isEmpty, harm <= limit {
        differences.append(.hostapdStale(serving.hostapd))
      } else {
        differences.removeAll(where: \.isOfFiles)
        let made = changes.made(upTo: limit)
        live = made.sorted { $0.order < $1.order }.flatMap(\.steps)
        let followed = changes.configuration(with: made) ?? serving.configuration
        differences = differences.compactMap { $0.sparing(followed) }
        if let configuration = changes.configuration(with: made) {
          live.append(
            Step(
              .recordConfiguration(configuration), radio: radio, reason: "hostapd's next start is to agree with it"))
        }
        waiting = changes.all.filter { !made.contains($0) }.flatMap { change in
          change.means == .restart
            ? [
              Step(
                .stopHostapd(serving.hostapd.process), radio: radio,
                reason: "hostapd must be started anew: \(change.what)", disruption: harm, clients: drift.clients)
            ] : change.steps
        }
      }
    }
    // Of what needs hostapd's end nothing is done without the rest, from the files that it will read to its start.
    let works = Self.works(of: differences, in: drift)
    let held = Set(works.filter { $0.step.disruption > limit }.map(\.bond))
    steps += works.filter { $0.order < Self.liveOrder && !held.contains($0.bond) }.map(\.step)
    steps += live
    steps += works.filter { $0.order >= Self.liveOrder && !held.contains($0.bond) }.map(\.step)
    waiting += works.filter { held.contains($0.bond) }.map(\.step)
    // A country belongs to the channel that it is declared with.
    if waiting.contains(where: \.action.endsHostapd) {
      steps.removeAll { if case .setRegulatoryDomain = $0.action { true } else { false } }
    }
  }

  /// After addresses, before anything that a start needs.
  private static let liveOrder = 13

  private struct Work {
    var order: Int
    var bond: Bond
    var step: Step
  }

  /// What holds steps together: either all of them are done or none.
  private enum Bond: Hashable {
    case hostapd
    case difference(Int)
  }

  private static func works(of differences: [Drift.Difference], in drift: Drift) -> [Work] {
    let stops = differences.contains { $0.stoppedHostapd != nil }
    var works: [Work] = []
    for (number, difference) in differences.sorted(by: { $0.order < $1.order }).enumerated() {
      let bond = stops && difference.goesWithHostapd ? Bond.hostapd : .difference(number)
      works += difference.steps(in: drift).map { Work(order: difference.order, bond: bond, step: $0) }
    }
    if differences.contains(where: \.needsStart) || (stops && differences.contains(where: \.replacesHostapd)) {
      let start = Step(
        .startHostapd, radio: drift.radio,
        reason: stops ? "hostapd must read its files and find its interface anew" : "hostapd is not running",
        deadline: .seconds(10))
      works.append(Work(order: .max, bond: .hostapd, step: start))
    }
    return works
  }
}

extension Change {
  /// What is done first: room is made, then what stays is changed, then what is new comes.
  fileprivate var order: Int {
    switch means {
    case .removeBSS: 0
    case .record: 0
    case .setOptions, .reloadPassphrases, .reloadStations: 1
    case .switchChannel: 2
    case .reloadBSS, .renewBSS, .replaceBSS, .restart: 3
    case .addBSS: 4
    }
  }
}

extension Drift {
  /// Whom an end of hostapd harms: whoever shares it is shaken with it.
  fileprivate var sharedHarm: Disruption {
    max(carried.count, stations.count) > 1 ? .radio : .accessPoint
  }
}

extension Drift.Difference {
  /// Without the files that hostapd still reads while it follows this configuration; nil where nothing is left.
  fileprivate func sparing(_ configuration: HostapdConfiguration?) -> Drift.Difference? {
    guard case .leftoverFiles(let files, configuration: false) = self else { return self }
    let gone = files.filter { file in
      let section = configuration?.sections.first { $0.interface == file.accessPoint.text }
      return !(section?.options.contains { $0.name == file.kind.option } ?? false)
    }
    return gone.isEmpty ? nil : .leftoverFiles(gone, configuration: false)
  }

  /// The hostapd that has to stop for this.
  fileprivate var stoppedHostapd: HostapdInstance? {
    switch self {
    case .hostapdStale(let hostapd), .hostapdIncomplete(let hostapd, _), .hostapdHoldsInterface(let hostapd, _),
      .hostapdOnLostInterface(let hostapd), .leftoverHostapd(let hostapd):
      hostapd
    default: nil
    }
  }

  fileprivate var replacesHostapd: Bool {
    switch self {
    case .hostapdStale, .hostapdIncomplete, .hostapdOnLostInterface: true
    default: false
    }
  }

  fileprivate var needsStart: Bool {
    if case .hostapdAbsent = self { true } else { false }
  }

  /// Whether it is about what hostapd reads.
  fileprivate var isOfFiles: Bool {
    switch self {
    case .file, .configuration, .unread, .bssAbsent: true
    default: false
    }
  }

  /// Whether it is of no use, or does harm, while the hostapd that has to end for it goes on.
  fileprivate var goesWithHostapd: Bool {
    switch self {
    case .linkDown, .addressAbsent, .addressExtra, .moduleAbsent, .radioBlocked, .bssAbsent: false
    case .exemption, .exemptionExtra, .exemptionUnread: false
    default: true
    }
  }

  /// What is done first: hostapd leaves before its ground does; the ground is laid from below.
  fileprivate var order: Int {
    switch self {
    case .leftoverHostapd: 0
    case .hostapdOnLostInterface: 1
    case .leftoverInterface: 2
    case .leftoverFiles(_, configuration: true): 3
    case .leftoverFiles(_, configuration: false): 19
    // Before anything of ours appears, and after the last of it went.
    case .exemption, .exemptionUnread: -1
    case .exemptionExtra: 3
    case .moduleAbsent, .radioBlocked: 4
    case .regulatoryDomain: 5
    case .interfaceType: 6
    case .interfaceAbsent: 7
    case .file: 8
    case .configuration: 9
    case .unread, .bssAbsent: 10
    case .bssLeft: 10
    case .addressExtra: 11
    case .addressAbsent: 12
    case .hostapdStale, .hostapdIncomplete, .hostapdHoldsInterface: 13
    case .interfaceInTheWay: 14
    case .hardwareAddress: 15
    case .power: 16
    case .hostapdAbsent: 17
    case .linkDown: 18
    }
  }

  fileprivate func steps(in drift: Drift) -> [Step] {
    let radio = drift.radio
    let harm = drift.sharedHarm
    let clients = drift.clients
    return switch self {
    case .exemption(let names, let reader):
      [
        Step(
          .writeExemption(names), radio: radio,
          reason: "NetworkManager takes every interface that it is not told to leave alone")
      ] + (reader.map { Drift.Difference.exemptionUnread($0).steps(in: drift) } ?? [])
    case .exemptionExtra(let reader):
      [Step(.removeExemption, radio: radio, reason: "nothing is declared that NetworkManager should leave alone")]
        + (reader.map { Drift.Difference.exemptionUnread($0).steps(in: drift) } ?? [])
    case .exemptionUnread(let process):
      [
        Step(
          .reloadNetworkManager(process), radio: radio,
          reason: "NetworkManager has not read what it is to leave alone")
      ]
    case .moduleAbsent(let module, let parameters):
      [
        Step(
          .loadModule(module, parameters), radio: radio, reason: "module \(module) is not loaded",
          deadline: .seconds(30))
      ]
    case .radioBlocked(let radioSwitch):
      [
        Step(
          .unblockRadio(radioSwitch), radio: radio, reason: "the radio has been silenced since boot (rfkill, soft)")
      ]
    case .regulatoryDomain(let country, let observed):
      [
        Step(
          .setRegulatoryDomain(country), radio: radio,
          reason: "regulatory domain is \(observed?.text ?? "not set"), desired \(country)")
      ]
    case .interfaceAbsent(let name, let phy):
      [
        Step(
          .addInterface(name, phy: phy), radio: radio, reason: "interface \(name) does not exist",
          deadline: .seconds(15))
      ]
    case .interfaceType(let name, let index, let phy, let observed):
      [
        Step(
          .removeInterface(name, index: index), radio: radio,
          reason: "interface \(name) has type \(observed.rawValue), desired AP", disruption: .accessPoint,
          deadline: .seconds(15)),
        Step(
          .addInterface(name, phy: phy), radio: radio, reason: "interface \(name) was of another type",
          deadline: .seconds(15)),
      ]
    case .bssLeft(let name):
      [
        Step(
          .setLinkDown(name), radio: radio, reason: "a dead hostapd left its BSS on \(name)", deadline: .seconds(15))
      ]
    case .linkDown(let name):
      [Step(.setLinkUp(name), radio: radio, reason: "interface \(name) is down", deadline: .seconds(15))]
    case .addressAbsent(let address, let name):
      [Step(.addAddress(address, name), radio: radio, reason: "\(name) does not have \(address)")]
    case .addressExtra(let address, let name):
      [
        Step(
          .removeAddress(address, name), radio: radio, reason: "\(name) has \(address), which is declared no more",
          disruption: .someClients, clients: drift.clients(of: name))
      ]
    case .unread, .bssAbsent: []
    case .file(let file, let present):
      [Step(.writeFile(file), radio: radio, reason: file.sentence(since: present))]
    case .configuration(let configuration, let present):
      [
        Step(
          .writeConfiguration(configuration), radio: radio,
          reason: present.map {
            "hostapd's configuration differs in \(configuration.differences(from: $0).joined(separator: ", "))"
          } ?? "hostapd has no configuration")
      ]
    case .hostapdAbsent: []
    case .hostapdStale(let hostapd):
      [
        Step(
          .stopHostapd(hostapd.process), radio: radio, reason: "hostapd runs on files that are not the present ones",
          disruption: harm, clients: clients, deadline: .seconds(15))
      ]
    case .hostapdIncomplete(let hostapd, let why):
      [
        Step(
          .stopHostapd(hostapd.process), radio: radio, reason: "hostapd must be started anew: \(why)",
          disruption: harm, clients: clients, deadline: .seconds(15))
      ]
    case .hostapdHoldsInterface(let hostapd, let name):
      [
        Step(
          .stopHostapd(hostapd.process), radio: radio,
          reason: "hostapd made \(name) by itself, and is to be given it now", disruption: .radio,
          clients: clients, deadline: .seconds(15))
      ]
    case .interfaceInTheWay(let name, let index):
      [
        Step(
          .removeInterface(name, index: index), radio: radio, reason: "hostapd is to make \(name) by itself",
          deadline: .seconds(15))
      ]
    case .hardwareAddress(let address, let name, let observed, let isUp):
      (isUp
        ? [
          Step(
            .setLinkDown(name), radio: radio, reason: "the address of a link that is up cannot be changed",
            deadline: .seconds(15))
        ] : [])
        + [
          Step(
            .setHardwareAddress(address, name), radio: radio,
            reason: observed.map { "\(name) has address \($0), desired \(address)" }
              ?? "\(name) does not exist, desired address \(address)", deadline: .seconds(15))
        ]
    case .power(let limit, let phy, let observed):
      [
        Step(
          .limitPower(limit, phy: phy), radio: radio,
          reason: observed.map { "the transmit power is \($0 / 100) dBm, desired at most \(limit) dBm" }
            ?? "the transmit power is limited before hostapd starts")
      ]
    case .hostapdOnLostInterface(let hostapd):
      [
        Step(
          .killHostapd(hostapd.process), radio: radio, reason: "hostapd holds an interface that is gone",
          disruption: .none, deadline: .seconds(5))
      ]
    case .leftoverHostapd(let hostapd):
      [
        Step(
          .stopHostapd(hostapd.process), radio: radio, reason: "no access point is declared on radio \(radio)",
          disruption: harm, clients: clients, deadline: .seconds(15))
      ]
    case .leftoverInterface(let name, let index):
      [
        Step(
          .removeInterface(name, index: index), radio: radio, reason: "\(name) is declared no more",
          // With the interface that it was given, all of hostapd ends.
          disruption: drift.stations.first?.accessPoint == name.text ? harm : .accessPoint,
          clients: drift.stations.first?.accessPoint == name.text ? clients : drift.clients(of: name),
          deadline: .seconds(15))
      ]
    case .leftoverFiles(let files, configuration: let whole):
      [
        Step(
          .removeFiles(files, configuration: whole), radio: radio,
          reason: whole ? "no access point is declared on radio \(radio)" : "nothing names it any more")
      ]
    }
  }
}
