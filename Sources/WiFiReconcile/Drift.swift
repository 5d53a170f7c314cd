package import WiFiModel

/// The difference between what one radio should be and what it was seen to be: a value, before any thought of a cure.
package struct Drift: Hashable, Sendable {
  package var radio: RadioID
  package var differences: [Difference]
  /// Desired and impossible here and now.
  package var refusals: [Refusal]
  /// On its way, without our doing.
  package var waits: [Wait]
  /// What could not be seen; nothing that depends on it is touched.
  package var unknowns: [String]

  /// One field in which desired and observed state differ.
  package enum Difference: Hashable, Sendable {
    case moduleAbsent(ModuleName)
    case regulatoryDomain(CountryCode, observed: CountryCode?)
    case interfaceAbsent(InterfaceName, phy: UInt32?)
    case interfaceType(InterfaceName, index: UInt32, phy: UInt32?, observed: InterfaceType)
    case linkDown(InterfaceName)
    /// A BSS that its hostapd left behind in the kernel when it died: another cannot set its channel beside it.
    case bssLeft(InterfaceName)
    case addressAbsent(InterfaceAddress, InterfaceName)
    case addressExtra(InterfaceAddress, InterfaceName)
    case passphrase(Credential)
    case configuration(HostapdConfiguration, fields: [String])
    case hostapdAbsent(InterfaceName)
    /// It runs on files that are not the present ones.
    case hostapdStale(HostapdInstance)
    /// It runs on an interface that is gone, or that another has taken the place of.
    case hostapdOnLostInterface(HostapdInstance)
    case leftoverHostapd(HostapdInstance)
    case leftoverInterface(InterfaceName, index: UInt32)
    case leftoverFiles
  }

  /// Something desired that is impossible here and now; looked at again when an input changes, never on a timer.
  package struct Refusal: Hashable, Sendable {
    package var accessPoint: InterfaceName?
    package var reason: String
    package var message: String
  }

  /// Something that others are about to bring.
  package struct Wait: Hashable, Sendable {
    package var reason: String
    package var message: String
  }

  package var isEmpty: Bool { differences.isEmpty }
}

extension Drift {
  /// Compares one radio and its access points. The radio may be one that is declared no more, of which things are
  /// left; what the ledger does not name is never removed.
  package init(of radio: RadioID, from observed: ObservedState, to desired: DesiredState, ledger: Ledger, paths: Paths)
  {
    self.init(radio: radio, differences: [], refusals: [], waits: [], unknowns: [])
    guard let declared = desired.radio(radio),
      let accessPoint = desired.enabledAccessPoints(on: radio).first
    else {
      findLeftovers(from: observed, keeping: nil, ledger: ledger)
      return
    }
    findLeftovers(from: observed, keeping: accessPoint.name, ledger: ledger)
    compareFiles(accessPoint, declared, observed, paths)
    guard let phy = compareRadio(declared, observed) else { return }
    compareRegulatoryDomain(declared, observed)
    compareInterface(accessPoint, declared, phy, observed, ledger)
  }

  /// The radio itself: module, card, wiphy. Returns nil when nothing above it can be decided; `.some(nil)` is a radio
  /// that will be there once the module is loaded.
  private mutating func compareRadio(_ radio: Radio, _ observed: ObservedState) -> UInt32?? {
    guard let seen = observed.radio(radio.id) else {
      unknowns.append("radio \(radio.id) was not looked at")
      return nil
    }
    switch seen.module {
    case .unknown(let why):
      unknowns.append("module \(radio.driver): \(why)")
      return nil
    case .known(.absent):
      differences.append(.moduleAbsent(radio.driver))
      return .some(nil)
    case .known(.loading), .known(.unloading):
      waits.append(
        Wait(reason: "ModuleBusy", message: "the kernel is loading or unloading \(radio.driver)"))
      return nil
    case .known(.live): break
    }
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
          accessPoint: nil, reason: "NoDevice",
          message: "no card is bound to \(radio.driver)\(radio.match.map { " at \($0)" } ?? "")"
            + "; it is taken up when one appears"))
      return nil
    case (.known(let device?), .known(nil)):
      waits.append(
        Wait(reason: "FirmwareStarting", message: "the firmware of \(device.path) is not active yet"))
      return nil
    case (.known, .known(let phy?)): return phy.index
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

  private mutating func compareInterface(
    _ accessPoint: AccessPoint, _ radio: Radio, _ phy: UInt32?, _ observed: ObservedState, _ ledger: Ledger
  ) {
    guard case .known = observed.interfaces else {
      if case .unknown(let why) = observed.interfaces { unknowns.append("interfaces: \(why)") }
      return
    }
    guard case .known = observed.hostapds else {
      if case .unknown(let why) = observed.hostapds { unknowns.append("hostapd: \(why)") }
      return
    }
    let name = accessPoint.name
    let hostapd = observed.hostapd(of: radio.id)
    guard let interface = observed.interface(name) else {
      differences.append(.interfaceAbsent(name, phy: phy))
      if let hostapd {
        // After a renaming it still serves the old interface, and clients on it.
        let serves = observed.configuration(of: radio.id)?.configuration?["interface"] ?? name.text
        differences.append(serves == name.text ? .hostapdOnLostInterface(hostapd) : .hostapdStale(hostapd))
      }
      differences += accessPoint.addresses.map { .addressAbsent($0, name) }
      if hostapd == nil { differences.append(.hostapdAbsent(name)) }
      return
    }
    guard interface.phy == phy else {
      refusals.append(
        Refusal(
          accessPoint: name, reason: "NameTaken",
          message: "an interface called \(name) exists and is not on radio \(radio.id)"
            + "; rename that one, or the access point"))
      return
    }
    let owned = ledger.interfaces.contains {
      $0.name == name && ($0.index == interface.index || $0.index == nil)
    }
    guard owned else {
      refusals.append(
        Refusal(
          accessPoint: name, reason: "NotOwned",
          message: "\(name) was made by somebody else and is left alone; remove it with: iw dev \(name) del"))
      return
    }
    if let wireless = interface.wireless, wireless.type != .accessPoint, hostapd == nil {
      differences.append(
        .interfaceType(name, index: interface.index, phy: phy, observed: wireless.type))
    }
    compareAddresses(accessPoint, interface, ledger)
    compareHostapd(hostapd, interface, name, ledger)
  }

  private mutating func compareAddresses(_ accessPoint: AccessPoint, _ interface: Interface, _ ledger: Ledger) {
    switch interface.addresses {
    case .unknown(let why): unknowns.append("addresses of \(interface.name): \(why)")
    case .known(let present):
      for address in accessPoint.addresses where !present.contains(address) {
        differences.append(.addressAbsent(address, accessPoint.name))
      }
      for address in present where !accessPoint.addresses.contains(address) {
        let ours = Ledger.OwnedAddress(address: address, interface: accessPoint.name)
        if ledger.addresses.contains(ours) { differences.append(.addressExtra(address, accessPoint.name)) }
      }
    }
  }

  private mutating func compareHostapd(
    _ hostapd: HostapdInstance?, _ interface: Interface, _ name: InterfaceName, _ ledger: Ledger
  ) {
    guard let hostapd else {
      if interface.hasCarrier || interface.wireless?.ssid != nil { differences.append(.bssLeft(name)) }
      differences.append(.hostapdAbsent(name))
      return
    }
    if let start = ledger.hostapds.first(where: {
      $0.radio == radio && $0.process ?? hostapd.process == hostapd.process
    }) {
      if start.interfaceIndex != interface.index {
        differences.append(.hostapdOnLostInterface(hostapd))
        return
      }
      if start.revision != ledger.revisions[radio, default: 0] {
        differences.append(.hostapdStale(hostapd))
        return
      }
    }
    if !interface.isUp, case .status(let status) = hostapd.answer, ["ENABLED", "DISABLED"].contains(status.state) {
      differences.append(.linkDown(name))
    }
    let filesDiffer = differences.contains { difference in
      switch difference {
      case .configuration, .passphrase: true
      default: false
      }
    }
    if filesDiffer { differences.append(.hostapdStale(hostapd)) }
  }

  private mutating func compareFiles(
    _ accessPoint: AccessPoint, _ radio: Radio, _ observed: ObservedState, _ paths: Paths
  ) {
    guard case .known = observed.configurations else {
      if case .unknown(let why) = observed.configurations { unknowns.append("hostapd's files: \(why)") }
      return
    }
    let desired = HostapdConfiguration(for: accessPoint, on: radio, paths: paths)
    let files = observed.configuration(of: radio.id)
    let isPrivate = files?.isPrivate ?? true
    if case .personal(_, let passphrases) = accessPoint.security.authentication,
      let credential = passphrases.first?.credential
    {
      // A secret that a snapshot withholds is unknown, not another one.
      let isSame = files?.passphrase.map { $0.matches(credential) ?? true } ?? false
      if !isSame || !isPrivate { differences.append(.passphrase(credential)) }
    }
    if files?.configuration != desired || !isPrivate {
      let fields = files?.configuration.map { desired.differences(from: $0) } ?? []
      differences.append(.configuration(desired, fields: fields))
    }
  }

  /// Things of ours on this radio that nobody asks for any more.
  private mutating func findLeftovers(from observed: ObservedState, keeping kept: InterfaceName?, ledger: Ledger) {
    if kept == nil {
      // An interface is not taken away from under a hostapd that could not be seen.
      guard case .known = observed.hostapds, case .known = observed.interfaces, case .known = observed.configurations
      else {
        unknowns.append("hostapd, interfaces or files of radio \(radio) could not be observed")
        return
      }
      if let hostapd = observed.hostapd(of: radio) { differences.append(.leftoverHostapd(hostapd)) }
    }
    for owned in ledger.interfaces where owned.radio == radio && owned.name != kept {
      guard let interface = observed.interface(owned.name) else { continue }
      if owned.index == nil || owned.index == interface.index {
        differences.append(.leftoverInterface(owned.name, index: interface.index))
      }
    }
    if kept == nil, observed.configuration(of: radio) != nil { differences.append(.leftoverFiles) }
  }
}
