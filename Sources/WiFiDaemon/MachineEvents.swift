import LinuxPlatform
import NL80211
import SystemPackage
import Systemd
import WiFiModel
import WiFiReconcile
import WiFiSpec

/// Everything the machine announces by itself, as hints for the controller: nl80211, links, the kernel log, uevents and
/// the spec folders.
final class MachineEvents {
  private let loop: EventLoop
  private let journal: Journal
  private let sysfs: Sysfs
  private let feed: (Event) -> Void
  private var sources: [Origin: EventSource] = [:]
  /// Timers of what failed and is listened to again.
  private var retries: [Origin: EventSource] = [:]
  private var watches: [DirectoryWatch] = []
  /// The folders of the secrets that the spec names.
  private var secretWatches: [DirectoryWatch] = []
  /// The interfaces that matter, by radio: others may come and go by the thousand.
  private var indexes: [RadioID: Set<UInt32>] = [:]
  private var names: [RadioID: Set<String>] = [:]

  init(on loop: EventLoop, paths: Paths, journal: Journal, feed: @escaping (Event) -> Void) {
    self.loop = loop
    self.journal = journal
    sysfs = Sysfs(root: paths.rootFolder)
    self.feed = feed
    for directory in SpecReader.searchPath(root: paths.rootFolder) {
      let watch = DirectoryWatch(directory, on: loop) { feed(.specChanged) }
      watches.append(watch)
      if let failure = watch.failure {
        journal.log(.error, "\(failure); tell the agent of a change there with: systemctl reload wifi-apd")
      }
    }
    // What others say that they hold; they tell nobody when they let go.
    for folder in ["/run/NetworkManager/devices", "/run/systemd/netif/links", "/run/wpa_supplicant"] {
      watches.append(DirectoryWatch(FilePath(paths.root + folder), on: loop) { feed(.machineChanged(nil)) })
    }
    for origin in Origin.allCases { listen(to: origin) }
  }

  /// More folders than any spec has reason to name.
  private static let mostSecretFolders = 32

  /// Watches the folders of secrets, so that a changed one is noticed beside an unchanged spec.
  func follow(secrets: [FilePath]) {
    let folders = Set(secrets.map { $0.removingLastComponent() }.filter(\.isAbsolute)).map(\.string).sorted()
      .prefix(Self.mostSecretFolders).map { FilePath($0) }
    guard folders != secretWatches.map(\.path) else { return }
    let feed = self.feed
    secretWatches = folders.map { folder in DirectoryWatch(folder, on: loop) { feed(.specChanged) } }
  }

  /// Remembers which interfaces belong to a radio.
  func follow(_ state: ObservedState, radio: RadioID, names: [InterfaceName]) {
    self.names[radio] = Set(names.map(\.text))
    if case .known(let interfaces) = state.interfaces { indexes[radio] = Set(interfaces.map(\.index)) }
  }

  /// Who announces something, in the words of the log.
  private enum Origin: String, CaseIterable {
    case wireless = "nl80211's announcements"
    case links = "rtnetlink's announcements"
    case kernelLog = "the kernel log"
    case devices = "the kernel's device events"
  }

  private func listen(to origin: Origin) {
    retries[origin] = nil
    do { sources[origin] = try open(origin) } catch {
      journal.log(
        .error, "cannot listen to \(origin.rawValue): \(error); changes are found by the health tick only")
    }
  }

  private func open(_ origin: Origin) throws -> EventSource {
    switch origin {
    case .wireless:
      let socket = try WirelessEventSocket()
      return try loop.onReadable(socket.descriptor) { [weak self] in
        self?.read(origin) { events in for notice in try socket.receive() { events.take(notice) } }
      }
    case .links:
      let socket = try LinkEventSocket()
      return try loop.onReadable(socket.descriptor) { [weak self] in
        self?.read(origin) { events in
          if try socket.receive().contains(where: events.concerns) { events.feed(.machineChanged(nil)) }
        }
      }
    case .kernelLog:
      // What was logged before is history, never evidence.
      let log = try KernelLog(from: .end)
      return try loop.onReadable(log.descriptor) { [weak self] in
        self?.read(origin) { events in for item in try log.read() { events.take(item) } }
      }
    case .devices:
      let socket = try UeventSocket()
      return try loop.onReadable(socket.descriptor) { [weak self] in
        self?.read(origin) { events in
          let items = try socket.read()
          for item in items { events.noteDump(item) }
          if items.contains(where: Self.concerns) { events.feed(.machineChanged(nil)) }
        }
      }
    }
  }

  /// What fails would stay readable for ever: it is let go, and listened to anew in a moment.
  private func read(_ origin: Origin, _ body: (MachineEvents) throws -> Void) {
    do { try body(self) } catch {
      journal.log(.error, "\(origin.rawValue) broke off: \(error); listening anew in 5 s")
      sources[origin] = nil
      retries[origin] = loop.timer(after: .seconds(5)) { [weak self] in
        self?.listen(to: origin)
        self?.feed(.machineChanged(nil))
      }
      feed(.machineChanged(nil))
    }
  }

  private func take(_ notice: WirelessNotice) {
    switch notice {
    case .event(let event):
      switch event.command {
      // Clients come and go all day; who counts them asks hostapd.
      case .newStation, .deleteStation: return
      // What the kernel said of a BSS before counts no more.
      case .startAccessPoint, .stopAccessPoint, .channelSwitched: feed(.airChanged(phy: event.wiphy))
      default: feed(.machineChanged(nil))
      }
    case .familyJoined, .familyLost, .overrun: feed(.machineChanged(nil))
    }
  }

  private func concerns(_ event: LinkEvent) -> Bool {
    switch event {
    case .link(let link), .linkGone(let link):
      indexes.values.contains { $0.contains(link.index) } || names.values.contains { $0.contains(link.name) }
    case .address(let address), .addressGone(let address):
      indexes.values.contains { $0.contains(address.index) }
    case .overrun: true
    }
  }

  private func take(_ item: KernelLog.Item) {
    switch item {
    case .record(let record):
      // Programs can write to the log too, but never with the kernel's facility.
      guard record.isFromKernel else { return }
      feed(.kernelRecord(device: record.device, message: record.shownText))
    case .lost: feed(.kernelRecordsLost)
    }
  }

  /// A driver put the memory of crashed firmware up for reading: says whose.
  private func noteDump(_ item: UeventSocket.Item) {
    guard case .event(let event) = item, event.subsystem == "devcoredump", event.action == "add",
      let device = FirmwareDump(at: String(event.devicePath.dropFirst()), in: sysfs)?.device
    else { return }
    feed(.firmwareDumped(device: device))
  }

  private static let subsystems: Set<String> = [
    "ieee80211", "usb", "pci", "sdio", "mmc", "module", "rfkill", "devcoredump",
  ]

  private static func concerns(_ item: UeventSocket.Item) -> Bool {
    switch item {
    case .event(let event): event.subsystem.map { subsystems.contains($0) } ?? false
    case .lost: true
    }
  }
}
