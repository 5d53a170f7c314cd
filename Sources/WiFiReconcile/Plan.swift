package import WiFiModel

/// The steps that close a drift, in the order in which they are done, least harm first chosen.
package struct Plan: Hashable, Sendable {
  package var radio: RadioID
  package var steps: [Step]
  package var refusals: [Drift.Refusal]
  package var waits: [Drift.Wait]
  package var unknowns: [String]

  /// The greatest harm among the steps.
  package var disruption: Disruption { steps.map(\.disruption).max() ?? .none }

  package init(for drift: Drift) {
    radio = drift.radio
    refusals = drift.refusals
    waits = drift.waits
    unknowns = drift.unknowns
    steps = []
    let stopsHostapd = drift.differences.contains { $0.stoppedHostapd != nil }
    var starts = false
    for difference in drift.differences.sorted(by: { $0.order < $1.order }) {
      steps += difference.steps(on: drift.radio)
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
    case .hostapdStale(let hostapd), .hostapdOnLostInterface(let hostapd), .leftoverHostapd(let hostapd): hostapd
    default: nil
    }
  }

  fileprivate var replacesHostapd: Bool {
    switch self {
    case .hostapdStale, .hostapdOnLostInterface: true
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
    case .leftoverFiles: 3
    case .moduleAbsent: 4
    case .regulatoryDomain: 5
    case .interfaceType: 6
    case .interfaceAbsent: 7
    case .passphrase: 8
    case .configuration: 9
    case .bssLeft: 10
    case .addressExtra: 11
    case .addressAbsent: 12
    case .hostapdStale: 13
    case .hostapdAbsent: 14
    case .linkDown: 15
    }
  }

  fileprivate func steps(on radio: RadioID) -> [Step] {
    switch self {
    case .moduleAbsent(let module):
      [Step(.loadModule(module), radio: radio, reason: "module \(module) is not loaded", deadline: .seconds(30))]
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
    case .passphrase(let credential):
      [Step(.writePassphrase(credential), radio: radio, reason: "hostapd's passphrase file is not as declared")]
    case .configuration(let configuration, let fields):
      [
        Step(
          .writeConfiguration(configuration), radio: radio,
          reason: fields.isEmpty
            ? "hostapd has no configuration" : "hostapd's configuration differs in \(fields.joined(separator: ", "))")
      ]
    case .hostapdAbsent: []
    case .hostapdStale(let hostapd):
      [
        Step(
          .stopHostapd(hostapd.process), radio: radio, reason: "hostapd runs on files that are not the present ones",
          disruption: .accessPoint, deadline: .seconds(15))
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
    case .leftoverFiles:
      [Step(.removeFiles, radio: radio, reason: "no access point is declared on radio \(radio)")]
    }
  }
}
