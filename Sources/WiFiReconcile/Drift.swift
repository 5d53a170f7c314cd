package import WiFiModel

/// The difference between what one radio should be and what it was seen to be: a value, before any thought of a cure.
package struct Drift: Hashable, Sendable {
  package var radio: RadioID
  /// The access points that the radio is to carry, in hostapd's order: the first on the interface that hostapd is given,
  /// each further one on an interface that hostapd makes.
  package var carried: [InterfaceName] = []
  package var differences: [Difference] = []
  /// Desired and impossible here and now.
  package var refusals: [Refusal] = []
  /// On its way, without our doing.
  package var waits: [Wait] = []
  /// What could not be seen; nothing that depends on it is touched.
  package var unknowns: [String] = []
  /// What differs and is not acted upon.
  package var remarks: [Remark] = []
  /// Whether the radio cannot be as declared: then it goes on as hostapd's files say.
  package var isHeld = false
  /// The hostapd that serves and can take up changes as it runs.
  package var serving: Serving?
  /// How many clients each access point has, where hostapd tells.
  package var stations: [Stations] = []

  package init(of radio: RadioID) { self.radio = radio }

  /// A hostapd that serves.
  package struct Serving: Hashable, Sendable {
    package var hostapd: HostapdInstance
    package var status: HostapdStatus
    /// As it is declared.
    package var radio: Radio
    /// The wiphy's name.
    package var phy: String?
    /// Whether the radio can announce the declared channel and take its clients along.
    package var canSwitchChannel: Bool
    package var isFullMAC: Bool
    /// What it was started on or brought to follow.
    package var configuration: HostapdConfiguration?
    /// The private files that are desired.
    package var files: [HostapdFile] = []
  }

  /// The clients of one access point.
  package struct Stations: Hashable, Sendable {
    package var accessPoint: String
    package var count: UInt16
  }

  /// How many clients the radio has; nil where nobody tells.
  package var clients: UInt16? { stations.isEmpty ? nil : stations.map(\.count).reduce(0, +) }

  /// How many clients an access point has; nil where nobody tells.
  package func clients(of accessPoint: InterfaceName) -> UInt16? {
    stations.first { $0.accessPoint == accessPoint.text }?.count
  }

  /// One field in which desired and observed state differ.
  package enum Difference: Hashable, Sendable {
    /// NetworkManager is not kept off these interfaces; is kept off although nothing is declared; has not read what
    /// keeps it off. With the process that has to read it, where one runs.
    case exemption([InterfaceName], reader: ProcessIdentity?)
    case exemptionExtra(reader: ProcessIdentity?)
    case exemptionUnread(ProcessIdentity)
    case moduleAbsent(ModuleName, [ModuleParameter])
    /// Its rfkill switch has been soft-blocked since boot.
    case radioBlocked(RadioSwitch)
    case regulatoryDomain(CountryCode, observed: CountryCode?)
    case interfaceAbsent(InterfaceName, phy: UInt32?)
    case interfaceType(InterfaceName, index: UInt32, phy: UInt32?, observed: InterfaceType)
    /// An interface of ours that hostapd is to make by itself.
    case interfaceInTheWay(InterfaceName, index: UInt32)
    /// `isUp`: its link has to go down first.
    case hardwareAddress(HardwareAddress, InterfaceName, observed: HardwareAddress?, isUp: Bool)
    /// In hundredths of a dBm; nil where it is not known and is limited beforehand.
    case power(limit: UInt8, phy: UInt32?, observed: Int32?)
    case linkDown(InterfaceName)
    /// A BSS that its hostapd left behind in the kernel when it died: another cannot set its channel beside it.
    case bssLeft(InterfaceName)
    case addressAbsent(InterfaceAddress, InterfaceName)
    case addressExtra(InterfaceAddress, InterfaceName)
    /// `present` is nil where there is none, or none that can be trusted.
    case file(HostapdFile, present: HostapdFile?)
    case configuration(HostapdConfiguration, present: HostapdConfiguration?)
    /// A further access point that hostapd does not serve, or whose interface it has lost.
    case bssAbsent(InterfaceName, isListed: Bool, hasInterface: Bool)
    /// A file that hostapd has not read.
    case unread(HostapdFile.Identity)
    case hostapdAbsent(InterfaceName)
    /// It runs on files that are not the present ones.
    case hostapdStale(HostapdInstance)
    /// It runs on the present files, and something that it made is not as they say.
    case hostapdIncomplete(HostapdInstance, why: String)
    /// The interface that it is to be given is one that it made by itself, and which goes with it.
    case hostapdHoldsInterface(HostapdInstance, InterfaceName)
    /// It runs on an interface that is gone, or that another has taken the place of.
    case hostapdOnLostInterface(HostapdInstance)
    case leftoverHostapd(HostapdInstance)
    case leftoverInterface(InterfaceName, index: UInt32)
    case leftoverFiles([HostapdFile.Identity], configuration: Bool)

    /// The one access point that it concerns; nil: the whole radio.
    package var accessPoint: InterfaceName? {
      switch self {
      case .linkDown(let name), .addressAbsent(_, let name), .addressExtra(_, let name): name
      case .unread(let file): file.accessPoint
      case .bssAbsent(let name, _, _): name
      case .file(let file, _): file.accessPoint
      case .leftoverFiles(let files, configuration: false): files.first?.accessPoint
      default: nil
      }
    }

    /// Whether it is about what others may do, not about the access point as it is.
    var isOfOthers: Bool {
      switch self {
      case .exemption, .exemptionExtra, .exemptionUnread: true
      default: false
      }
    }
  }

  /// Something desired that is impossible here and now; looked at again when an input changes, never on a timer.
  package struct Refusal: Hashable, Sendable {
    /// nil: the whole radio.
    package var accessPoint: InterfaceName?
    package var reason: Condition.Reason
    package var message: String
    /// Whether what hostapd serves for this access point now can be served on, also after a restart.
    package var canGoOn = true
  }

  /// Something that others are about to bring.
  package struct Wait: Hashable, Sendable {
    package var reason: Condition.Reason
    package var message: String
  }

  /// Something that differs and is not acted upon.
  package struct Remark: Hashable, Sendable {
    package var reason: Condition.Reason
    package var message: String
  }

  package var isEmpty: Bool { differences.isEmpty }

  /// Why an access point cannot be as declared.
  package func refusal(of accessPoint: InterfaceName) -> Refusal? {
    refusals.first { $0.accessPoint == nil || $0.accessPoint == accessPoint }
  }

  /// Whether something concerns the access point, be it by the radio.
  package func concerns(_ accessPoint: InterfaceName) -> Bool {
    differences.contains { difference in
      if case .configuration(let desired, let present?) = difference {
        return desired.differs(from: present, for: accessPoint.text)
      }
      return !difference.isOfOthers && (difference.accessPoint == nil || difference.accessPoint == accessPoint)
    }
  }
}

extension HostapdConfiguration {
  /// Whether an access point's own part, or that of the radio, is another one.
  fileprivate func differs(from other: HostapdConfiguration, for interface: String) -> Bool {
    let mine = sections.first { $0.interface == interface }
    let theirs = other.sections.first { $0.interface == interface }
    return mine?.ownOptions != theirs?.ownOptions
      || sections.first?.radioOptions != other.sections.first?.radioOptions
  }
}

extension Drift {
  /// Compares one radio and its access points. The radio may be one that is declared no more, of which things are
  /// left; what the ledger does not name is never removed.
  package init(of radio: RadioID, from observed: ObservedState, to desired: DesiredState, ledger: Ledger, paths: Paths)
  {
    self.init(of: radio)
    if case .status(let status)? = observed.hostapd(of: radio)?.answer {
      stations = status.networks.map { Stations(accessPoint: $0.interface, count: $0.stations) }
    }
    judge(observed, desired)
    let desired = desired.served(by: observed)
    let enabled = desired.enabledAccessPoints(on: radio)
    compareExemption(observed, desired, ledger)
    findLeftovers(observed, desired, ledger)
    findRenamed(observed, ledger)
    defer { findHolders(observed, enabled) }
    guard let declared = desired.radio(radio), !enabled.isEmpty else { return }
    let phy = compareRadio(declared, observed, ledger)
    guard !isHeld else {
      let points = inForce(enabled, declared, observed, paths)
      carried = points.map(\.name)
      guard let phy, !carried.isEmpty else { return }
      compareInterfaces(points, declared, phy, observed, ledger)
      return
    }
    let chosen = choose(enabled, declared, phy ?? nil, observed, ledger)
    if phy ?? nil == nil, observed.configuration(of: radio)?.configuration != nil {
      // Nobody can say yet whether what is declared can be had: what was good last stays at hand.
      carried = chosen.map(\.name)
    } else {
      compareFiles(chosen, declared, observed, desired, paths)
    }
    guard let phy, !carried.isEmpty else { return }
    compareRegulatoryDomain(declared, observed)
    let points = carried.compactMap { name in enabled.first { $0.name == name } }
    compareInterfaces(points, declared, phy, observed, ledger)
  }

  /// The radio itself: module, card, wiphy. Returns nil when nothing above it can be decided; `.some(nil)` is a radio
  /// that will be there once the module is loaded.
  private mutating func compareRadio(
    _ radio: Radio, _ observed: ObservedState, _ ledger: Ledger
  ) -> UInt32?? {
    guard let seen = observed.radio(radio.id) else {
      unknowns.append("radio \(radio.id) was not looked at")
      return nil
    }
    switch seen.module {
    case .unknown(let why):
      unknowns.append("module \(radio.driver): \(why)")
      return nil
    case .known(.absent):
      differences.append(.moduleAbsent(radio.driver, radio.moduleParameters))
      return .some(nil)
    case .known(.loading), .known(.unloading):
      waits.append(
        Wait(reason: .moduleBusy, message: "the kernel is loading or unloading \(radio.driver)"))
      return nil
    case .known(.live): compareParameters(radio, seen)
    }
    if isSilenced(radio, seen, ledger) { return nil }
    switch (seen.device, seen.phy) {
    case (.unknown(let why), _):
      unknowns.append("card of radio \(radio.id): \(why)")
      return nil
    case (_, .unknown(let why)):
      unknowns.append("wiphy of radio \(radio.id): \(why)")
      return nil
    case (.known(nil), _):
      refusals.append(
        Refusal(
          accessPoint: nil, reason: .noDevice,
          message: "no card is bound to \(radio.driver)\(radio.match.map { " at \($0)" } ?? "")"
            + "; it is taken up when one appears"))
      return nil
    case (.known(let device?), .known(nil)):
      waits.append(
        Wait(reason: .firmwareStarting, message: "the firmware of \(device.path) is not active yet"))
      return nil
    case (.known, .known(let phy?)): return phy.index
    }
  }

  /// Whether somebody or something keeps the radio silent, so that nothing can be put on the air. A soft block that is
  /// there at boot is a leftover, and is cleared once; one that comes later is a wish.
  private mutating func isSilenced(_ radio: Radio, _ seen: ObservedRadio, _ ledger: Ledger) -> Bool {
    guard let radioSwitch = seen.radioSwitch else { return false }
    if radioSwitch.isHardBlocked {
      refusals.append(
        Refusal(
          accessPoint: nil, reason: .rfkillHardBlocked,
          message: "a switch of the machine silences radio \(radio.id) (rfkill, hard): turn it"))
      return true
    }
    guard radioSwitch.isSoftBlocked else { return false }
    guard ledger.unblocked.contains(radio.id) else {
      differences.append(.radioBlocked(radioSwitch))
      return false
    }
    refusals.append(
      Refusal(
        accessPoint: nil, reason: .rfkillBlocked,
        message: "somebody silenced radio \(radio.id) (rfkill, soft); to have it on the air: rfkill unblock wifi"))
    return true
  }

  /// A driver is never taken from a radio for the sake of its parameters.
  private mutating func compareParameters(_ radio: Radio, _ seen: ObservedRadio) {
    for parameter in radio.moduleParameters {
      guard let present = seen.moduleParameters.first(where: { $0.name == parameter.name }),
        !present.means(parameter)
      else { continue }
      remarks.append(
        Remark(
          reason: .nextLoad,
          message: "module \(radio.driver) has \(present), declared is \(parameter)"
            + "; it is taken up when the driver is loaded next"))
    }
  }

  private mutating func compareRegulatoryDomain(_ radio: Radio, _ observed: ObservedState) {
    switch observed.regulatoryDomain {
    case .unknown(let why): unknowns.append("regulatory domain: \(why)")
    case .known(let country) where country != radio.country:
      differences.append(.regulatoryDomain(radio.country, observed: country))
    case .known: break
    }
  }

  /// Things of ours on this radio that nobody asks for any more.
  private mutating func findLeftovers(_ observed: ObservedState, _ desired: DesiredState, _ ledger: Ledger) {
    let enabled = desired.enabledAccessPoints(on: radio)
    let isOver = desired.radio(radio) == nil || enabled.isEmpty
    if isOver {
      // An interface is not taken away from under a hostapd that could not be seen.
      guard case .known = observed.hostapds, case .known = observed.interfaces, case .known = observed.configurations
      else {
        unknowns.append("hostapd, interfaces or files of radio \(radio) could not be observed")
        return
      }
      if let hostapd = observed.hostapd(of: radio) { differences.append(.leftoverHostapd(hostapd)) }
    }
    for owned in ledger.interfaces where owned.radio == radio && !enabled.contains(where: { $0.name == owned.name }) {
      guard let interface = observed.interface(owned.name), owned.index == nil || owned.index == interface.index
      else { continue }
      switch owned.origin {
      case .agent:
        // It is taken from a hostapd that goes on before it is removed.
        if isFurther(owned.name, observed), !isOver { continue }
        differences.append(.leftoverInterface(owned.name, index: interface.index))
      case .renamed: break
      case .hostapd:
        // What hostapd made it takes away itself.
        if case .known = observed.hostapds, observed.hostapd(of: radio) == nil {
          differences.append(.leftoverInterface(owned.name, index: interface.index))
        }
      case .adopted:
        for address in interface.addresses.value ?? []
        where ledger.addresses.contains(Ledger.OwnedAddress(address: address, interface: owned.name)) {
          differences.append(.addressExtra(address, owned.name))
        }
      }
    }
    guard let files = observed.configuration(of: radio) else { return }
    // A file belongs to its access point, which may have moved to another radio.
    let wanted = desired.accessPoints.filter { isOver ? $0.radio != radio && $0.enabled : $0.enabled }
      .flatMap { $0.files(at: nil).map(\.identity) }
    let stale = files.files.map(\.identity).filter { !wanted.contains($0) }
    if isOver || !stale.isEmpty { differences.append(.leftoverFiles(stale, configuration: isOver)) }
  }
}

extension Drift {
  /// Whether a hostapd that can be relieved of it serves an interface beside its first.
  private func isFurther(_ name: InterfaceName, _ observed: ObservedState) -> Bool {
    guard let hostapd = observed.hostapd(of: radio), hostapd.abilities.contains(.replacesBSS),
      case .status(let status) = hostapd.answer
    else { return false }
    return status.networks.dropFirst().contains { $0.interface == name.text }
  }
}

extension ModuleParameter {
  /// Whether the kernel, which shows `Y` for `1` and `16` for `0x10`, takes both for the same.
  fileprivate func means(_ other: ModuleParameter) -> Bool {
    if value == other.value { return true }
    if let mine = truth, let theirs = other.truth { return mine == theirs }
    if let mine = number, let theirs = other.number { return mine == theirs }
    return false
  }

  private var truth: Bool? {
    switch value {
    case "y", "Y", "1", "on": true
    case "n", "N", "0", "off": false
    default: nil
    }
  }

  private var number: Int64? {
    value.hasPrefix("0x") ? Int64(value.dropFirst(2), radix: 16) : Int64(value)
  }
}
