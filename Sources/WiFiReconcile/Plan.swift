package import WiFiModel

/// The steps that close a drift, in the order in which they are done, least harm first chosen.
package struct Plan: Hashable, Sendable {
  package var radio: RadioID
  package var steps: [Step]
  package var refusals: [Drift.Refusal]
  package var waits: [Drift.Wait]
  package var unknowns: [String]
  package var remarks: [Drift.Remark]

  /// The greatest harm among the steps.
  package var disruption: Disruption { steps.map(\.disruption).max() ?? .none }

  package init(for drift: Drift) {
    radio = drift.radio
    refusals = drift.refusals
    waits = drift.waits
    unknowns = drift.unknowns
    remarks = drift.remarks
    steps = []
    // Whoever shares hostapd is shaken with it.
    let harm = drift.carried.count > 1 ? Disruption.radio : .accessPoint
    let stopsHostapd = drift.differences.contains { $0.stoppedHostapd != nil }
    var starts = false
    for difference in drift.differences.sorted(by: { $0.order < $1.order }) {
      steps += difference.steps(on: drift.radio, restarting: harm)
      if difference.needsStart { starts = true }
    }
    let replaced = drift.differences.contains { $0.replacesHostapd }
    if starts || (stopsHostapd && replaced) {
      steps.append(
        Step(
          .startHostapd, radio: drift.radio,
          reason: stopsHostapd ? "hostapd must read its files and find its interface anew" : "hostapd is not running",
          disruption: .none, deadline: .seconds(10)))
    }
  }
}

extension Drift.Difference {
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

  /// What is done first: hostapd leaves before its ground does; the ground is laid from below.
  fileprivate var order: Int {
    switch self {
    case .leftoverHostapd: 0
    case .hostapdOnLostInterface: 1
    case .leftoverInterface: 2
    case .leftoverFiles(_, configuration: true): 3
    case .leftoverFiles(_, configuration: false): 19
    case .moduleAbsent: 4
    case .regulatoryDomain: 5
    case .interfaceType: 6
    case .interfaceAbsent: 7
    case .file: 8
    case .configuration: 9
    case .passphrasesUnread: 10
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

  fileprivate func steps(on radio: RadioID, restarting harm: Disruption) -> [Step] {
    switch self {
    case .moduleAbsent(let module, let parameters):
      [
        Step(
          .loadModule(module, parameters), radio: radio, reason: "module \(module) is not loaded",
          deadline: .seconds(30))
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
          disruption: .someClients)
      ]
    case .file(let file):
      [Step(.writeFile(file), radio: radio, reason: "hostapd's \(file.kind.title) is not as declared")]
    case .configuration(let configuration, let fields):
      [
        Step(
          .writeConfiguration(configuration), radio: radio,
          reason: fields.isEmpty
            ? "hostapd has no configuration" : "hostapd's configuration differs in \(fields.joined(separator: ", "))")
      ]
    case .passphrasesUnread(let name):
      [
        Step(
          .reloadPassphrases(name), radio: radio, reason: "hostapd has not read the present passphrases",
          disruption: .someClients)
      ]
    case .hostapdAbsent: []
    case .hostapdStale(let hostapd):
      [
        Step(
          .stopHostapd(hostapd.process), radio: radio, reason: "hostapd runs on files that are not the present ones",
          disruption: harm, deadline: .seconds(15))
      ]
    case .hostapdIncomplete(let hostapd, let why):
      [
        Step(
          .stopHostapd(hostapd.process), radio: radio, reason: "hostapd must be started anew: \(why)",
          disruption: harm, deadline: .seconds(15))
      ]
    case .hostapdHoldsInterface(let hostapd, let name):
      [
        Step(
          .stopHostapd(hostapd.process), radio: radio,
          reason: "hostapd made \(name) by itself, and is to be given it now", disruption: .radio,
          deadline: .seconds(15))
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
          disruption: .accessPoint, deadline: .seconds(15))
      ]
    case .leftoverInterface(let name, let index):
      [
        Step(
          .removeInterface(name, index: index), radio: radio, reason: "\(name) is declared no more",
          disruption: .accessPoint, deadline: .seconds(15))
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
