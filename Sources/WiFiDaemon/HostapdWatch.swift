import Hostapd
import LinuxPlatform
import SystemPackage
import WiFiModel
import WiFiReconcile

/// Watches running hostapds: their end by pidfd, whoever started them, and their events by the control socket of each
/// access point, since hostapd tells of a client only there.
final class HostapdWatch {
  private let loop: EventLoop
  private let paths: Paths
  private let feed: (Event) -> Void
  private var followed: [RadioID: Followed] = [:]

  private struct Followed {
    var process: ProcessIdentity
    var descriptor: FileDescriptor
    var end: EventSource?
    /// By interface.
    var sessions: [InterfaceName: ControlSession] = [:]
    var isAttaching = false
  }

  /// hostapd writes a line for each client that comes and goes; the folder is in memory.
  private static let longestLog: Int64 = 256 << 10
  private static let patience = Duration.seconds(2)

  init(on loop: EventLoop, paths: Paths, feed: @escaping (Event) -> Void) {
    self.loop = loop
    self.paths = paths
    self.feed = feed
  }

  /// Takes up what an observation found.
  func follow(_ state: ObservedState) {
    guard case .known(let instances) = state.hostapds else { return }
    for instance in instances where followed[instance.radio]?.process != instance.process { begin(instance) }
  }

  /// Has the hostapd of a radio send the events of each access point, where it does not do so yet.
  func attach(_ radio: RadioID, _ state: ObservedState) async {
    guard case .status(let status)? = state.hostapd(of: radio)?.answer, let entry = followed[radio],
      !entry.isAttaching
    else { return }
    followed[radio]?.isAttaching = true
    for name in status.networks.compactMap({ try? InterfaceName($0.interface) }) {
      guard followed[radio]?.process == entry.process else { return }
      await attach(radio, name)
    }
    if followed[radio]?.process == entry.process { followed[radio]?.isAttaching = false }
  }

  private func attach(_ radio: RadioID, _ name: InterfaceName) async {
    guard !(followed[radio]?.sessions[name]?.isAttached ?? false) else { return }
    let session = ControlSession(
      path: FilePath(paths.hostapdControl + "/" + name.text), clients: FilePath(paths.hostapdClients), on: loop)
    followed[radio]?.sessions[name] = session
    let feed = self.feed
    do {
      try await session.attach(within: Self.patience) { feed(Self.event(from: $0, radio, name)) }
      feed(.clients(radio, name, .followed))
    } catch {
      // Without events the tick and the poll during a start find what there is to find.
    }
  }

  /// Clients come and go all day, and change nothing of the machine; all else is a hint to look at it.
  private static func event(from event: HostapdEvent, _ radio: RadioID, _ name: InterfaceName) -> Event {
    let news: ClientNews? =
      switch event {
      case .stationConnected(let address, let passphraseName):
        address.noun.map { .joined($0, passphraseName: passphraseName) }
      case .stationDisconnected(let address): address.noun.map { .left($0) }
      default: nil
      }
    if let news { return .clients(radio, name, news) }
    return switch event {
    case .radarDetected(let frequency): .channelChanged(radio, .radar(frequency))
    case .channelSwitchStarted(let frequency): .channelChanged(radio, .switchStarted(frequency))
    case .channelSwitched, .channelSwitchAnnouncementFinished: .channelChanged(radio, .switched)
    default: .machineChanged(radio)
    }
  }

  /// Asks for the clients of an access point, or for one of them.
  func askClients(_ radio: RadioID, _ name: InterfaceName, _ address: WiFiModel.HardwareAddress?) async {
    let session = followed[radio]?.sessions[name]
    if let address {
      guard let wanted = Hostapd.HardwareAddress(bytes: address.bytes) else { return }
      let reply = try? await session?.station(wanted, within: Self.patience)
      if let station = reply.flatMap({ station(from: $0) }) { feed(.clients(radio, name, .one(station))) }
    } else {
      let replies = try? await session?.stations(within: Self.patience)
      feed(.clients(radio, name, .all(replies?.compactMap { station(from: $0) })))
    }
  }

  private func station(from reply: StationReply) -> Station? {
    let now = Uptime(nanoseconds: Int64(clamping: loop.now))
    return reply.address.noun.map { address in
      Station(
        address: address,
        since: reply.connectedSeconds.flatMap { UInt32(exactly: $0) }.map { now + .seconds(-Int64($0)) },
        // hostapd prints 0 where the kernel gave no signal.
        signal: reply.signal.flatMap { $0 == 0 ? nil : Int8(exactly: $0) }, passphraseName: reply.passphraseName,
        isAuthorized: reply.isAuthorized)
    }
  }

  func trimLogs() {
    for radio in followed.keys.sorted() { LogFile.trim(FilePath(paths.log(of: radio)), over: Self.longestLog) }
  }

  private func begin(_ instance: HostapdInstance) {
    let radio = instance.radio
    end(radio)
    guard let descriptor = try? ProcessDescriptor.open(instance.process.pid) else { return }
    var entry = Followed(process: instance.process, descriptor: descriptor)
    entry.end = try? loop.child(descriptor) { [weak self] in
      self?.end(radio)
      self?.feed(.machineChanged(radio))
    }
    followed[radio] = entry
  }

  private func end(_ radio: RadioID) {
    guard var entry = followed.removeValue(forKey: radio) else { return }
    // The loop lets go of the descriptor before it is closed.
    entry.end = nil
    try? entry.descriptor.close()
  }
}

extension Hostapd.HardwareAddress {
  /// The same in the product's own words.
  fileprivate var noun: WiFiModel.HardwareAddress? { WiFiModel.HardwareAddress(bytes: bytes) }
}
