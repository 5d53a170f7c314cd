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
  private let feed: (Event) -> Void
  private var sources: [EventSource] = []
  private var watches: [DirectoryWatch] = []
  private var kernelLog: KernelLog?
  /// The interfaces that matter, by radio: others may come and go by the thousand.
  private var indexes: [RadioID: Set<UInt32>] = [:]
  private var names: [RadioID: Set<String>] = [:]

  init(on loop: EventLoop, paths: Paths, journal: Journal, feed: @escaping (Event) -> Void) {
    self.loop = loop
    self.journal = journal
    self.feed = feed
    for directory in SpecReader.searchPath(root: paths.rootFolder) {
      let watch = DirectoryWatch(directory, on: loop) { feed(.specChanged) }
      watches.append(watch)
      if let failure = watch.failure {
        journal.log(.error, "\(failure); tell the agent of a change there with: systemctl reload wifi-apd")
      }
    }
    listenToWireless()
    listenToLinks()
    listenToKernelLog()
    listenToUevents()
  }

  /// Remembers which interfaces belong to a radio.
  func follow(_ state: ObservedState, radio: RadioID, names: [InterfaceName]) {
    self.names[radio] = Set(names.map(\.text))
    if case .known(let interfaces) = state.interfaces { indexes[radio] = Set(interfaces.map(\.index)) }
  }

  private func listenToWireless() {
    attempt("nl80211's announcements") {
      let socket = try WirelessEventSocket()
      sources.append(
        try loop.onReadable(socket.descriptor) { [weak self] in
          guard let self else { return }
          do {
            for notice in try socket.receive() { take(notice) }
          } catch {
            journal.log(.error, "\(error)")
            feed(.machineChanged(nil))
          }
        })
    }
  }

  private func take(_ notice: WirelessNotice) {
    switch notice {
    case .event(let event):
      switch event.command {
      // Clients come and go all day; who counts them asks hostapd.
      case .newStation, .deleteStation: return
      default: feed(.machineChanged(nil))
      }
    case .familyJoined, .familyLost, .overrun: feed(.machineChanged(nil))
    }
  }

  private func listenToLinks() {
    attempt("rtnetlink's announcements") {
      let socket = try LinkEventSocket()
      sources.append(
        try loop.onReadable(socket.descriptor) { [weak self] in
          guard let self else { return }
          do {
            if try socket.receive().contains(where: concerns) { feed(.machineChanged(nil)) }
          } catch {
            journal.log(.error, "\(error)")
            feed(.machineChanged(nil))
          }
        })
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

  private func listenToKernelLog() {
    attempt("the kernel log") {
      // What was logged before is history, never evidence.
      let log = try KernelLog(from: .end)
      kernelLog = log
      sources.append(
        try loop.onReadable(log.descriptor) { [weak self] in
          guard let self else { return }
          do {
            for item in try log.read() { take(item) }
          } catch {
            journal.log(.error, "\(error)")
          }
        })
    }
  }

  private func take(_ item: KernelLog.Item) {
    switch item {
    case .record(let record):
      // Programs can write to the log too, but never with the kernel's facility.
      guard record.isFromKernel else { return }
      feed(.kernelRecord(device: record.device, message: String(decoding: record.text, as: UTF8.self)))
    case .lost: feed(.machineChanged(nil))
    }
  }

  private func listenToUevents() {
    attempt("the kernel's device events") {
      let socket = try UeventSocket()
      sources.append(
        try loop.onReadable(socket.descriptor) { [weak self] in
          guard let self else { return }
          do {
            if try socket.read().contains(where: Self.concerns) { feed(.machineChanged(nil)) }
          } catch {
            journal.log(.error, "\(error)")
            feed(.machineChanged(nil))
          }
        })
    }
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

  private func attempt(_ what: String, _ body: () throws -> Void) {
    do { try body() } catch {
      journal.log(.error, "cannot listen to \(what): \(error); changes are found by the health tick only")
    }
  }
}
