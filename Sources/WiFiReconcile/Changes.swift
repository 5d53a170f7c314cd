import WiFiModel

/// All that differs in the files of a hostapd that serves.
struct Changes {
  let drift: Drift
  let serving: Drift.Serving
  private let unusable: Set<Means>
  var all: [Change] = []
  let present: HostapdConfiguration?
  private let desired: HostapdConfiguration?

  init(of drift: Drift, to serving: Drift.Serving, without unusable: Set<Means>) {
    self.drift = drift
    self.serving = serving
    self.unusable = unusable
    var configurations: (HostapdConfiguration?, HostapdConfiguration?) = (nil, nil)
    for case .configuration(let desired, let present) in drift.differences { configurations = (present, desired) }
    (present, desired) = configurations
    compareConfiguration()
    compareFiles()
    supplyAbsent()
  }

  /// What only a start of hostapd takes up.
  var needingStart: [Change] { all.filter { $0.means == .restart } }

  /// What may be done with hostapd running. A file that is only written goes with the part that is to read it: no accident
  /// shall bring half of what waits.
  func made(upTo limit: Disruption) -> [Change] {
    let allowed = all.filter { $0.means != .restart && $0.disruption <= limit }
    let waiting = all.filter { !allowed.contains($0) }
    return allowed.filter { change in
      change.part != .file || change.means != .record
        || !waiting.contains { $0.accessPoint == change.accessPoint && $0.part != .file }
    }
  }

  /// What stands in the configuration once the changes are made: the present one where none of them is.
  func configuration(with made: [Change]) -> HostapdConfiguration? {
    guard let present, let desired, made.contains(where: { $0.part != .file }) else { return nil }
    let parts = Set(made.map(\.part))
    if all.allSatisfy({ $0.part == .file || parts.contains($0.part) }) { return desired }
    let old = present.sections
    let new = desired.sections
    var sections: [HostapdConfiguration.Section] = []
    for section in new {
      let isMade = parts.contains(.section(section.interface))
      if let before = old.first(where: { $0.interface == section.interface }) {
        let radio = parts.contains(.radio) ? section.radioOptions : before.radioOptions
        let rest = isMade ? section.ownOptions : before.ownOptions
        sections.append(HostapdConfiguration.Section(interface: section.interface, options: radio + rest))
      } else if isMade {
        sections.append(section)
      }
    }
    sections += old.filter { before in
      !new.contains { $0.interface == before.interface } && !parts.contains(.section(before.interface))
    }
    return HostapdConfiguration(options: sections.flatMap(\.options))
  }

  // MARK: the configuration

  private mutating func compareConfiguration() {
    guard let desired else { return }
    guard let present, let first = present.sections.first, desired.sections.first?.interface == first.interface else {
      return restart(nil, .radio, "hostapd is to be given another interface")
    }
    compareRadio(first, desired.sections[0])
    for section in desired.sections {
      guard let name = try? InterfaceName(section.interface) else { continue }
      if let before = present.sections.first(where: { $0.interface == section.interface }) {
        compare(before, section, of: name, isFirst: section.interface == first.interface)
      } else {
        add(name, section)
      }
    }
    for section in present.sections where !desired.sections.contains(where: { $0.interface == section.interface }) {
      guard let name = try? InterfaceName(section.interface) else { continue }
      remove(name)
    }
    if all.isEmpty {
      all.append(
        Change(
          accessPoint: nil, means: .record, what: "hostapd's configuration is not as it was written", part: .radio,
          steps: []))
    }
  }

  private mutating func compareRadio(
    _ before: HostapdConfiguration.Section, _ after: HostapdConfiguration.Section
  ) {
    // hostapd looks at it when it takes an interface: for the addresses that are chosen it is asked for nothing else.
    let names = before.names(differingFrom: after, in: \.radioOptions).subtracting(["use_driver_iface_addr"])
    guard !names.isEmpty else {
      if before.radioOptions != after.radioOptions {
        all.append(Change(accessPoint: nil, means: .record, what: "use_driver_iface_addr", part: .radio, steps: []))
      }
      return
    }
    let what = after.sentence(since: before, in: \.radioOptions)
    guard names.isSubset(of: Self.channelOptions), can(.switchChannel), serving.canSwitchChannel,
      let target = serving.radio.channel.fixed, let old = before.number("channel"), old != target.number,
      serving.status.networks.count == 1 || !serving.isFullMAC, before.capabilities == after.capabilities,
      target.band != .ghz6,
      let name = try? InterfaceName(after.interface)
    else { return restart(nil, .radio, what) }
    let move = ChannelSwitch(to: target, width: serving.radio.width, standards: serving.radio.standards)
    all.append(
      Change(
        accessPoint: nil, means: .switchChannel, what: what, part: .radio,
        steps: [
          step(.switchChannel(name, move), what, .someClients, drift.clients, deadline: .seconds(10))
        ]))
  }

  /// What a channel switch can change, where the rest of it stays. Another width on the same channel is none: hostapd 2.10
  /// takes the command, and has to stop the radio for it.
  private static let channelOptions: Set<String> = [
    "channel", "ht_capab", "vht_oper_chwidth", "vht_oper_centr_freq_seg0_idx", "he_oper_chwidth",
    "he_oper_centr_freq_seg0_idx",
  ]

  private mutating func compare(
    _ before: HostapdConfiguration.Section, _ after: HostapdConfiguration.Section, of name: InterfaceName, isFirst: Bool
  ) {
    let names = before.names(differingFrom: after, in: \.ownOptions)
    guard !names.isEmpty else { return }
    let what = after.sentence(since: before, in: \.ownOptions)
    let part = Change.Part.section(after.interface)
    let lists = names.intersection(Self.listOptions)
    let rest = names.subtracting(lists)
    let live = rest.sorted().compactMap { LiveOption.of($0) }
    let isLive =
      live.count == rest.count && can(.setOptions) && !(serving.isFullMAC && live.contains(where: \.isInBeacon))
    if isLive, lists.isEmpty || can(.reloadStations), let options = after.given(live.map { ($0.name, $0.defaultValue) })
    {
      var steps: [Step] = []
      if !options.isEmpty {
        steps.append(step(.setOptions(name, options, renewsBeacon: live.contains(where: \.isInBeacon)), what))
      }
      if !lists.isEmpty { steps += exchangeLists(of: name, before, after) }
      all.append(
        Change(
          accessPoint: name, means: lists.isEmpty ? .setOptions : .reloadStations, what: what, part: part, steps: steps)
      )
      return
    }
    let clients = drift.clients(of: name)
    let isSecured = after.options.contains { $0.name == "wpa" }
    if can(.reloadBSS), serving.hostapd.abilities.contains(.reloadsBSS), !serving.isFullMAC,
      let options = after.given(names.sorted().map { ($0, Self.reloadable[$0] ?? LiveOption.of($0)?.defaultValue) })
    {
      var steps = [step(.reloadBSS(name, options), what, .accessPoint, clients, deadline: .seconds(15))]
      // Keys are made of passphrase and SSID: those that were read before are of the old one.
      if after.options.contains(where: { $0.name == "wpa_psk_file" }) {
        steps.append(step(.reloadPassphrases(name), "its keys belong to the SSID"))
      }
      all.append(Change(accessPoint: name, means: .reloadBSS, what: what, part: part, steps: steps))
      return
    }
    // hostapd 2.10 takes STOP_AP for its first interface's, whichever BSS is asked (wpa_driver_nl80211_stop_ap).
    if can(.renewBSS), !isSecured || serving.hostapd.abilities.contains(.renewsKeys), isFirst || serving.isFullMAC,
      let options = after.given(names.sorted().map { ($0, Self.renewable[$0] ?? LiveOption.of($0)?.defaultValue) })
    {
      all.append(
        Change(
          accessPoint: name, means: .renewBSS, what: what, part: part,
          steps: [
            step(
              .renewBSS(name, options, isSecured: isSecured), what, .accessPoint, clients, deadline: .seconds(15))
          ]))
      return
    }
    guard can(.replaceBSS), serving.canReplace(isFirst: isFirst), let alone = self.alone(after, in: desired) else {
      return restart(name, part, what)
    }
    all.append(
      Change(
        accessPoint: name, means: .replaceBSS, what: what, part: part,
        steps: [
          step(.removeBSS(name, successor: alone), what, .accessPoint, clients, deadline: .seconds(15)),
          step(.addBSS(name, alone, phy: serving.makerPhy), what, deadline: .seconds(15)),
        ]))
  }

  /// What names the list of stations, which hostapd is told otherwise while it serves.
  private static let listOptions: Set<String> = ["macaddr_acl", "accept_mac_file", "deny_mac_file"]

  /// The list of those who may join, or may not, comes or goes.
  private func exchangeLists(
    of name: InterfaceName, _ before: HostapdConfiguration.Section, _ after: HostapdConfiguration.Section
  ) -> [Step] {
    var steps: [Step] = []
    let clients = drift.clients(of: name)
    for kind in [HostapdFile.Kind.allowed, .denied] {
      let was = before.options.contains { $0.name == kind.option }
      let file = serving.files.first { $0.identity == HostapdFile.Identity(kind, of: name) }
      guard after.options.contains(where: { $0.name == kind.option }) else {
        guard was else { continue }
        steps.append(
          kind == .allowed
            ? step(.setOptions(name, [HostapdOption("macaddr_acl", "0")], renewsBeacon: false), "everybody may join")
            : step(.reloadStations(HostapdFile(.denied([]), of: name)), "nobody is kept out"))
        continue
      }
      guard !was, let file else { continue }
      let reason = kind == .allowed ? "only listed stations may join" : "listed stations may not join"
      steps.append(step(.reloadStations(file), reason, .someClients, clients))
    }
    return steps
  }

  /// What may be given to a BSS that is begun anew, with what hostapd takes where it is not given. An empty text is what
  /// hostapd cannot be made to forget: an old passphrase would go on opening the door, be it after an open time between.
  private static let reloadable: [String: String] = [
    "ssid2": "", "wpa": "0", "wpa_key_mgmt": "", "rsn_pairwise": "", "wpa_passphrase": "", "wpa_psk_file": "",
    "ieee80211w": "0", "sae_require_mfp": "0", "auth_algs": "3", "dtim_period": "2", "wmm_enabled": "1",
  ]

  /// What hostapd hands to the driver only when a BSS goes on the air. What of security its authenticator copied at its
  /// start (`hostapd_wpa_auth_conf`) is not among it.
  private static let renewable: [String: String] = [
    "ssid2": "", "wpa_passphrase": "", "dtim_period": "2",
  ]

  private mutating func add(_ name: InterfaceName, _ section: HostapdConfiguration.Section) {
    let what = "access point \(name) is new"
    guard can(.addBSS), serving.canReplace(isFirst: false), let alone = alone(section, in: desired) else {
      return restart(name, .section(section.interface), what)
    }
    all.append(
      Change(
        accessPoint: name, means: .addBSS, what: what, part: .section(section.interface),
        steps: [step(.addBSS(name, alone, phy: serving.makerPhy), what, deadline: .seconds(15))]))
  }

  /// Gives hostapd what its configuration says, and it does not serve.
  private mutating func supplyAbsent() {
    for case .bssAbsent(let name, let isListed, let hasInterface) in drift.differences {
      guard !all.contains(where: { $0.accessPoint == name && $0.readsFiles }),
        let section = serving.configuration?.sections.first(where: { $0.interface == name.text }),
        let alone = alone(section, in: serving.configuration)
      else { continue }
      let what = "hostapd does not serve \(name)"
      guard can(.addBSS), can(.removeBSS) else {
        restart(name, .file, what)
        continue
      }
      var steps: [Step] = []
      if isListed {
        let reason = "hostapd holds an interface that is gone"
        steps.append(step(.removeBSS(name, successor: nil), reason, deadline: .seconds(15)))
      }
      // Where hostapd makes no interface, it is there first.
      if hasInterface || !serving.isFullMAC {
        steps.append(step(.addBSS(name, alone, phy: serving.makerPhy), what, deadline: .seconds(15)))
      }
      all.append(Change(accessPoint: name, means: .addBSS, what: what, part: .file, steps: steps))
    }
  }

  private mutating func remove(_ name: InterfaceName) {
    let what = "access point \(name) is declared no more"
    guard can(.removeBSS), serving.canReplace(isFirst: false) else { return restart(name, .section(name.text), what) }
    all.append(
      Change(
        accessPoint: name, means: .removeBSS, what: what, part: .section(name.text),
        steps: [
          step(
            .removeBSS(name, successor: nil), what, .accessPoint, drift.clients(of: name), deadline: .seconds(15))
        ]))
  }

  /// The configuration of one further BSS by itself.
  private func alone(
    _ section: HostapdConfiguration.Section, in whole: HostapdConfiguration?
  ) -> HostapdConfiguration? {
    guard let first = whole?.sections.first, serving.makerPhy != nil || serving.isFullMAC else { return nil }
    if section.options.first?.name == "interface" { return HostapdConfiguration(options: section.options) }
    let radio = first.radioOptions.drop { $0.name == "interface" || $0.name == "ctrl_interface" }
    var own = section.ownOptions
    // Where hostapd is not told, it gives each BSS that is added the same address.
    if !own.contains(where: { $0.name == "bssid" }), let address = freeAddress(for: section.interface) {
      own.insert(HostapdOption("bssid", address.description), at: 1)
    }
    return HostapdConfiguration(
      options: [HostapdOption("interface", section.interface)] + section.radioOptions.dropFirst() + radio + own)
  }

  /// The address that an interface has, unless that was chosen for it, or the next after the first's that none has.
  private func freeAddress(for interface: String) -> HardwareAddress? {
    let networks = serving.status.networks
    let before = (self.present ?? serving.configuration)?.sections.first { $0.interface == interface }
    let isChosen = before?.ownOptions.contains { $0.name == "bssid" } ?? false
    if !isChosen, let present = networks.first(where: { $0.interface == interface })?.bssid { return present }
    let taken = networks.compactMap(\.bssid)
    guard var bytes = taken.first?.bytes else { return nil }
    for _ in 0..<64 {
      bytes[5] &+= 1
      if let address = HardwareAddress(bytes: bytes), !taken.contains(address) { return address }
    }
    return nil
  }

  mutating func restart(_ accessPoint: InterfaceName?, _ part: Change.Part, _ what: String) {
    all.append(Change(accessPoint: accessPoint, means: .restart, what: what, part: part, steps: []))
  }

  func can(_ means: Means) -> Bool { !unusable.contains(means) }

  func step(
    _ action: Action, _ reason: String, _ disruption: Disruption = .none, _ clients: UInt16? = nil,
    deadline: Uptime.Span = .seconds(5)
  ) -> Step {
    Step(action, radio: drift.radio, reason: reason, disruption: disruption, clients: clients, deadline: deadline)
  }
}

extension Drift.Serving {
  /// Whether a BSS can be taken away and added while hostapd serves: where hostapd made its interface, or each access
  /// point has a configuration of its own.
  fileprivate func canReplace(isFirst: Bool) -> Bool {
    hostapd.abilities.contains(.replacesBSS) && (!isFirst || (isFullMAC && isShared))
  }

  /// The wiphy that hostapd makes the interfaces of further access points on; nil where the agent makes them.
  fileprivate var makerPhy: String? { isFullMAC ? nil : phy }

  /// Whether it serves others besides.
  private var isShared: Bool { status.networks.count > 1 }
}
