import Glibc
import Hostapd
package import LinuxPlatform
import NL80211
package import RadioHelper
import SystemPackage
package import WiFiModel

/// Sees the real machine. What blocks is asked of the radio's helper under a deadline; what is not answered is unknown.
package final class MachineObserver: Observer {
  private let loop: EventLoop
  private let paths: Paths
  private let helpers: RadioHelperPool
  private let sysfs: Sysfs
  private let proc: ProcFS
  private let clock = SynchronisedClock()
  private var sessions: [String: ControlSession] = [:]
  /// What each hostapd process was found able to do.
  private var abilities: [ProcessIdentity: Set<HostapdInstance.Ability>] = [:]
  /// Since when a radio's helper has been held by which request.
  private var stuckSince: [RadioID: (operation: String, since: Uptime)] = [:]
  private var memory = WiphyMemory()

  package init(on loop: EventLoop, paths: Paths, helpers: RadioHelperPool) {
    self.loop = loop
    self.paths = paths
    self.helpers = helpers
    let root = FilePath(paths.root.isEmpty ? "/" : paths.root)
    sysfs = Sysfs(root: root)
    proc = ProcFS(root: root)
  }

  package func observe(_ request: ObservationRequest) async -> ObservedState {
    let at = Uptime(nanoseconds: Int64(clamping: loop.now))
    let configurations = HostapdFiles(paths: paths).read(request.radio, request.interfaces)
    let processes = listProcesses()
    let hostapds = await observeHostapd(request, processes, configurations.value?.first?.configuration)
    var radio = ObservedRadio(
      id: request.radio, module: .known(.absent), device: .known(nil), phy: .known(nil), firmware: .notAsked)
    if let declared = request.radios.first { observeCard(declared, request.recovery, &radio) }
    var interfaces = await observeInterfaces(request)
    let regulatory = await observeRegulatoryDomain(request)
    if request.reach == .probing, let declared = request.radios.first, case .known(let present) = interfaces {
      interfaces = .known(await probe(declared, request, present, &radio))
    }
    await weigh(request, regulatory, &interfaces, &radio, at)
    radio.stuckRequest = stuckRequest(of: request.radio) ?? stillStuck(request.recovery?.stuck, request.radio)
    radio.received = received(by: request.interfaces)
    let time = clock.time
    return ObservedState(
      at: at, reach: request.reach, radios: request.radios.isEmpty ? [] : [radio], interfaces: interfaces,
      regulatoryDomain: regulatory, hostapds: hostapds, configurations: configurations,
      others: observeOthers(request, processes, interfaces), exemption: observeExemption(processes),
      clock: .known(time),
      zoneOffset: TimeZone.offset(of: request.zone, at: time, root: FilePath(paths.root.isEmpty ? "/" : paths.root)),
      isKernelSound: observeSoundness())
  }

  // MARK: processes of others

  /// The processes that matter here, ours and those of others.
  private func listProcesses() -> Knowledge<[ProcessEntry]> {
    do {
      // A zombie has no socket and serves nobody; it only waits to be reaped.
      return .known(
        try proc.processes(where: OtherPrograms.isKnown).filter { $0.state != "Z" && $0.state != "X" })
    } catch {
      return .unknown("\(error)")
    }
  }

  private func observeOthers(
    _ request: ObservationRequest, _ processes: Knowledge<[ProcessEntry]>,
    _ interfaces: Knowledge<[WiFiModel.Interface]>
  ) -> Knowledge<[OtherProgram]> {
    switch (processes, interfaces) {
    case (.unknown(let why), _), (_, .unknown(let why)): return .unknown(why)
    case (.known(let processes), .known(let present)):
      let names = Set(request.interfaces.map(\.text))
      let programs = OtherPrograms(paths: paths, proc: proc)
      return .known(programs.look(among: processes, at: present.filter { names.contains($0.name) }))
    }
  }

  private func observeExemption(_ processes: Knowledge<[ProcessEntry]>) -> Knowledge<Exemption> {
    let isRunning = processes.value?.contains { $0.program == OtherProgram.Kind.networkManager.rawValue } ?? false
    let program = paths.root + "/usr/sbin/NetworkManager"
    do {
      let file = try SmallFile(reading: FilePath(paths.exemption), limit: 1 << 16)
      return .known(
        Exemption(isNeeded: isRunning || isThere(program), text: String(decoding: file.bytes, as: UTF8.self)))
    } catch {
      guard error.isAbsent else { return .unknown("\(error)") }
      return .known(Exemption(isNeeded: isRunning || isThere(program)))
    }
  }

  private func isThere(_ path: String) -> Bool { FilePath(path).withPlatformString { access($0, F_OK) } == 0 }

  // MARK: hostapd

  /// Each interface of hostapd's has a socket, and each tells of all. Which it has, the configuration says that it was
  /// started on, which may be an older one: so the next is asked where there is none.
  private func observeHostapd(
    _ request: ObservationRequest, _ processes: Knowledge<[ProcessEntry]>, _ configuration: HostapdConfiguration?
  ) async -> Knowledge<[HostapdInstance]> {
    if case .unknown(let why) = processes { return .unknown(why) }
    let path = FilePath(paths.configuration(of: request.radio))
    guard let process = HostapdProcess.serving(path, among: processes.value ?? []).first else { return .known([]) }
    var answer = HostapdInstance.Answer.silent
    if process.state != "T", process.state != "t" {
      let served = (configuration?.sections ?? []).map(\.interface)
      for name in served + request.interfaces.map(\.text).filter({ !served.contains($0) }) {
        answer = await ask(name)
        guard case .unreachable = answer else { break }
      }
      if case .status(var status) = answer {
        // Those that have a configuration of their own have a status of their own, too.
        for section in (configuration?.apart.further.sections ?? []) {
          if case .status(let other) = await ask(section.interface) { status.networks += other.networks }
        }
        answer = .status(status)
      }
    }
    let identity = ProcessIdentity(pid: process.pid, startTime: process.startTime)
    return .known([
      HostapdInstance(
        radio: request.radio, process: identity, state: String(proc.state(of: process.pid) ?? process.state),
        answer: answer, abilities: await abilities(of: identity, answer, request.radio))
    ])
  }

  /// What the process can do: asked once, when it is on the air.
  private func abilities(
    of process: ProcessIdentity, _ answer: HostapdInstance.Answer, _ radio: RadioID
  ) async -> Set<HostapdInstance.Ability> {
    if let known = abilities[process] { return known }
    guard case .status(let status) = answer, status.state == "ENABLED", let first = status.networks.first else {
      return []
    }
    var found: Set<HostapdInstance.Ability> = []
    let session = session(for: first.interface)
    do {
      // hostapd 2.10 takes RELOAD_BSS for RELOAD, and drops all clients. An option that came with that command tells: an
      // identifier that nobody looks at (hostapd_config_fill).
      if try await session.command("SET config_id wifi-ap", within: .seconds(1)) == .ok { found.insert(.reloadsBSS) }
      // It is built in together with REKEY_GTK; no station has that address.
      if try await session.command("RESEND_M1 00:00:00:00:00:00", within: .seconds(1)) == .failed {
        found.insert(.renewsKeys)
      }
    } catch {
      return []
    }
    let global = ControlSession(
      path: FilePath(paths.hostapdGlobal(of: radio)), clients: FilePath(paths.hostapdClients), on: loop)
    if (try? await global.ping(within: .seconds(1))) != nil { found.insert(.replacesBSS) }
    abilities = abilities.filter { proc.process($0.key.pid)?.startTime == $0.key.startTime }
    abilities[process] = found
    return found
  }

  private func ask(_ name: String) async -> HostapdInstance.Answer {
    let session = session(for: name)
    do {
      return .status(Self.status(from: try await session.status(within: .seconds(2))))
    } catch {
      switch error {
      case .transport(_, .late), .transport(_, .busy): return .silent
      default: return .unreachable("\(error)")
      }
    }
  }

  private func session(for name: String) -> ControlSession {
    if let session = sessions[name] { return session }
    let session = ControlSession(
      path: FilePath(paths.hostapdControl + "/" + name), clients: FilePath(paths.hostapdClients), on: loop)
    sessions[name] = session
    return session
  }

  private static func status(from reply: StatusReply) -> HostapdStatus {
    HostapdStatus(
      state: reply.state.rawValue, frequency: reply.frequency,
      width: reply.width.flatMap { UInt8(exactly: $0) }.flatMap { WiFiModel.ChannelWidth(rawValue: $0) },
      secondaryChannel: reply.secondaryChannel.flatMap { (-1...1).contains($0) ? $0 : nil },
      radarSecondsLeft: reply.channelCheckSecondsLeft,
      networks: reply.networks.map { network in
        HostapdStatus.Network(
          interface: network.interface, ssid: network.ssid,
          bssid: network.address.flatMap { WiFiModel.HardwareAddress(bytes: $0.bytes) },
          stations: UInt16(clamping: network.stations ?? 0))
      })
  }

  // MARK: module, card, wiphy

  private func observeSoundness() -> Knowledge<Bool> {
    do {
      // TAINT_DIE is bit 7 (include/linux/panic.h).
      return .known(try proc.taint() & 1 << 7 == 0)
    } catch {
      return .unknown("\(error)")
    }
  }

  private func observeCard(
    _ declared: Radio, _ recovery: ObservationRequest.Recovery?, _ radio: inout ObservedRadio
  ) {
    if let file = recovery?.firmwareFile { radio.hasFirmwareFile = FirmwareFile(root: paths.root).exists(file) }
    do {
      radio.module = .known(try moduleState(declared.driver))
    } catch {
      radio.module = .unknown("\(error)")
      radio.device = .unknown("\(error)")
      radio.phy = .unknown("\(error)")
    }
    guard radio.module == .known(.live) else { return }
    radio.moduleParameters = declared.moduleParameters.compactMap { parameter in
      // A parameter that the module does not have, or does not show, has no file.
      guard let value = try? sysfs.attribute("module/\(declared.driver)/parameters/\(parameter.name)") else {
        return nil
      }
      return try? ModuleParameter(parameter.name, value)
    }
    let cards = Cards(sysfs: sysfs)
    do {
      let bound = try cards.bound(to: declared.driver)
      radio.device = try cards.card(of: declared, among: bound)
      if case .known(nil) = radio.device, let kept = recovery?.device { radio.device = .known(cards.unbound(kept)) }
      let own = radio.device.value??.path
      radio.siblings = bound.map(\.path).filter { $0 != own }
      switch radio.device {
      case .known(let card?):
        let phy = try cards.phys(of: card).last
        radio.phy = .known(phy)
        radio.radioSwitch = try phy.flatMap { (phy) throws(SysfsError) in try cards.radioSwitch(of: phy) }
      case .known(nil): return
      case .unknown(let why): radio.phy = .unknown(why)
      }
    } catch {
      radio.device = .unknown("\(error)")
      radio.phy = .unknown("\(error)")
    }
  }

  /// Counted by the driver; reading it takes no lock that a request of others could hold.
  private func received(by interfaces: [InterfaceName]) -> UInt64? {
    let counters = interfaces.compactMap { name in
      (try? sysfs.attribute("class/net/\(name)/statistics/rx_packets")).flatMap { UInt64($0) }
    }
    return counters.isEmpty ? nil : counters.reduce(0, &+)
  }

  private func moduleState(_ name: ModuleName) throws(PlatformError) -> ModuleState {
    if let module = try proc.modules().first(where: { $0.name == name.text }) {
      switch module.state {
      case .live: return .live
      case .loading: return .loading
      case .unloading: return .unloading
      }
    }
    // A driver inside the kernel stands under /sys/module and not in /proc/modules.
    return sysfs.exists("module/\(name.text)/drivers") ? .live : .absent
  }

  // MARK: netlink

  private func observeInterfaces(_ request: ObservationRequest) async -> Knowledge<[WiFiModel.Interface]> {
    do throws(RadioHelperError) {
      guard case .links(let links) = try await ask(.route(.getLinks), request.radio, .seconds(3)),
        case .addresses(let addresses) = try await ask(.route(.getAddresses), request.radio, .seconds(3))
      else { return .unknown("the radio's helper answered something else") }
      let names = Set(request.interfaces.map(\.text))
      let cards = Cards(sysfs: sysfs)
      return .known(
        links.compactMap { link in
          let phy = cards.phyIndex(ofInterface: link.name)
          guard phy != nil || names.contains(link.name) else { return nil }
          return WiFiModel.Interface(
            name: link.name, index: link.index, phy: phy,
            address: link.address.flatMap { WiFiModel.HardwareAddress(bytes: $0.bytes) }, isUp: link.isUp,
            hasCarrier: link.hasCarrier,
            addresses: .known(
              addresses.filter { $0.index == link.index }.compactMap {
                InterfaceAddress(bytes: $0.address.bytes, prefixLength: $0.prefix)
              }.sorted()), master: link.master, isBridge: link.kind == "bridge")
        }.sorted { $0.index < $1.index })
    } catch {
      return .unknown("\(error)")
    }
  }

  private func observeRegulatoryDomain(_ request: ObservationRequest) async -> Knowledge<CountryCode?> {
    do throws(RadioHelperError) {
      guard case .regulatory(let text) = try await ask(.wireless(.getRegulatory), request.radio, .seconds(3)) else {
        return .unknown("the radio's helper answered something else")
      }
      return .known(try? CountryCode(text))
    } catch {
      if case .failed(.netlink(let failure)) = error, failure.kind == .familyAbsent { return .known(nil) }
      return .unknown("\(error)")
    }
  }

  /// Asks nl80211 for the declared interfaces, one by one: a dump would hold the kernel's network lock. On a driver that
  /// asks its firmware for the transmit power, an answer without it means that the firmware did not answer.
  private func probe(
    _ declared: Radio, _ request: ObservationRequest, _ present: [WiFiModel.Interface], _ radio: inout ObservedRadio
  ) async -> [WiFiModel.Interface] {
    guard case .known(let phy?) = radio.phy else { return present }
    var present = present
    let names = Set(request.interfaces.map(\.text))
    var targets = present.indices.filter { names.contains(present[$0].name) && present[$0].phy == phy.index }
    if targets.isEmpty { targets = Array(present.indices.filter { present[$0].phy == phy.index }.prefix(1)) }
    let answersProbe = DriverProfile(of: declared.driver).answersProbe
    for target in targets {
      do throws(RadioHelperError) {
        let verb = WirelessVerb.getInterface(index: present[target].index)
        guard case .interface(let seen) = try await ask(.wireless(verb), request.radio, .seconds(4)) else { continue }
        present[target].wireless = WiFiModel.Interface.Wireless(seen)
        guard answersProbe else { continue }
        radio.firmware = seen.txPower != nil && radio.firmware != .silent ? .answered : .silent
      } catch {
        if error.isUnknown { radio.firmware = .late }
      }
    }
    return present
  }

  /// What decides whether the declared can be had: what the radio can do, and what others do on it. A look that probes
  /// asks what is not known yet, or no longer true; a gentle one only remembers.
  private func weigh(
    _ request: ObservationRequest, _ regulatory: Knowledge<CountryCode?>,
    _ interfaces: inout Knowledge<[WiFiModel.Interface]>, _ radio: inout ObservedRadio, _ now: Uptime
  ) async {
    guard case .known(var phy?) = radio.phy else { return }
    var failure = "not asked"
    let there = interfaces.value ?? []
    let isReady = memory.isReady(request.radio, phy, among: there, at: now)
    if !isReady { failure = "its driver has made no interface for it yet" }
    if request.reach == .probing, isReady, radio.firmware.mayBeAsked, case .known(let country) = regulatory,
      !memory.isCurrent(request.radio, phy, among: there, under: country)
    {
      do throws(RadioHelperError) {
        let verb = WirelessVerb.getWiphy(index: phy.index)
        if case .wiphy(let wiphy) = try await ask(.wireless(verb), request.radio, .seconds(4)) {
          memory.keep(Capabilities(wiphy, under: country), of: request.radio, phy, among: there)
        }
      } catch {
        failure = "\(error)"
        if error.isUnknown { radio.firmware = .late }
      }
    }
    phy.capabilities = memory.capabilities(of: request.radio, phy).map { .known($0) } ?? .unknown(failure)
    radio.phy = .known(phy)
    guard case .known(let present) = interfaces else { return }
    memory.forget(except: present, of: phy)
    interfaces = .known(await weighOthers(present, on: phy, request, &radio, now))
  }

  /// Asks for the interfaces of others that are up on this radio, each at most once a minute.
  private func weighOthers(
    _ present: [WiFiModel.Interface], on phy: Phy, _ request: ObservationRequest, _ radio: inout ObservedRadio,
    _ now: Uptime
  ) async -> [WiFiModel.Interface] {
    var present = present
    let ours = Set(request.interfaces.map(\.text))
    for position in present.indices where present[position].phy == phy.index && !ours.contains(present[position].name) {
      let interface = present[position]
      guard interface.isUp else { continue }
      if let wireless = interface.wireless {
        memory.keep(wireless, of: interface, at: now)
      } else if request.reach == .probing, radio.firmware.mayBeAsked, !memory.isRecent(interface, at: now) {
        do throws(RadioHelperError) {
          let verb = WirelessVerb.getInterface(index: interface.index)
          if case .interface(let seen) = try await ask(.wireless(verb), request.radio, .seconds(4)) {
            memory.keep(WiFiModel.Interface.Wireless(seen), of: interface, at: now)
          }
        } catch {
          if error.isUnknown { radio.firmware = .late }
        }
      }
      present[position].wireless = memory.wireless(of: interface)
    }
    return present
  }

  private func ask(
    _ request: RadioRequest, _ radio: RadioID, _ deadline: Duration
  ) async throws(RadioHelperError) -> RadioReply {
    try await helpers[radio.text].request(request, deadline: deadline)
  }

  /// A request of an agent before this one, or of a helper that was given up: known by its process.
  private func stillStuck(_ kept: StuckRequest?, _ radio: RadioID) -> StuckRequest? {
    // Our own helper that is not late has answered: it only waits for its next request.
    guard var kept, kept.process.pid != helpers[radio.text].pid, let process = proc.process(kept.process.pid),
      process.startTime == kept.process.startTime
    else { return nil }
    kept.state = String(process.state)
    return process.state == "Z" || process.state == "X" ? nil : kept
  }

  private func stuckRequest(of radio: RadioID) -> StuckRequest? {
    let client = helpers[radio.text]
    guard let operation = client.lateOperation, let pid = client.pid else {
      stuckSince[radio] = nil
      return nil
    }
    if stuckSince[radio]?.operation != operation {
      stuckSince[radio] = (operation, Uptime(nanoseconds: Int64(clamping: loop.now)))
    }
    let process = ProcessIdentity(pid: pid, startTime: proc.process(pid)?.startTime ?? 0)
    return stuckSince[radio].map {
      StuckRequest(
        operation: operation, since: $0.since, process: process, state: client.state.map { String($0) } ?? "?")
    }
  }
}

extension FirmwareAnswer {
  /// Whether another question to it is worth its wait.
  fileprivate var mayBeAsked: Bool {
    switch self {
    case .notAsked, .answered: true
    case .silent, .late: false
    }
  }
}

extension WiFiModel.Interface.Wireless {
  fileprivate init(_ seen: NL80211.Interface) {
    self.init(
      type: WiFiModel.InterfaceType(seen.type), ssid: seen.ssid, frequency: seen.channel?.frequency,
      width: seen.channel?.width.megahertz, power: seen.txPower)
  }
}
