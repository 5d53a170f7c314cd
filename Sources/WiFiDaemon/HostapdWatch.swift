import Hostapd
import LinuxPlatform
import SystemPackage
import WiFiModel

/// Watches running hostapds: their end by pidfd, whoever started them, and their events by the control socket.
final class HostapdWatch {
  private let loop: EventLoop
  private let paths: Paths
  private let onChange: (RadioID) -> Void
  private var followed: [RadioID: Followed] = [:]

  private struct Followed {
    var process: ProcessIdentity
    var descriptor: FileDescriptor
    var end: EventSource?
    var session: ControlSession?
    var isAttaching = false
  }

  /// hostapd writes a line for each client that comes and goes; the folder is in memory.
  private static let longestLog: Int64 = 256 << 10

  init(on loop: EventLoop, paths: Paths, onChange: @escaping (RadioID) -> Void) {
    self.loop = loop
    self.paths = paths
    self.onChange = onChange
  }

  /// Takes up what an observation found.
  func follow(_ state: ObservedState) {
    guard case .known(let instances) = state.hostapds else { return }
    for instance in instances where followed[instance.radio]?.process != instance.process { begin(instance) }
  }

  /// Has the hostapd of a radio send its events, where it does not do so yet.
  func attach(_ radio: RadioID, _ state: ObservedState) async {
    guard case .status(let status)? = state.hostapd(of: radio)?.answer, let network = status.networks.first,
      var entry = followed[radio],
      !entry.isAttaching, !(entry.session?.isAttached ?? false)
    else { return }
    let session = ControlSession(
      path: FilePath(paths.hostapdControl + "/" + network.interface), clients: FilePath(paths.hostapdClients), on: loop)
    entry.session = session
    entry.isAttaching = true
    followed[radio] = entry
    let onChange = self.onChange
    // Without events the tick and the poll during a start find what there is to find.
    try? await session.attach(within: .seconds(2)) { event in
      switch event {
      // Clients come and go all day.
      case .stationConnected, .stationDisconnected: return
      default: onChange(radio)
      }
    }
    followed[radio]?.isAttaching = false
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
      self?.onChange(radio)
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
