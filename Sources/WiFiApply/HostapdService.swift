import Glibc
import Hostapd
import LinuxPlatform
import SystemPackage
import Systemd
import WiFiModel

/// Starts and ends hostapd, which lives outside the agent: in a unit of its own where systemd runs, in a session of its
/// own elsewhere.
final class HostapdService {
  enum Ending: Int32 {
    case terminate = 15
    case kill = 9
  }

  private let loop: EventLoop
  private let paths: Paths
  private let units: UnitControl
  /// Processes that are our children: they must be reaped.
  private var children: [Int32: ChildProcess] = [:]

  init(on loop: EventLoop, paths: Paths) {
    self.loop = loop
    self.paths = paths
    units = UnitControl(on: loop)
  }

  func start(_ radio: RadioID, within deadline: Duration, onExit: @escaping () -> Void) async throws(StepFailure) {
    guard !UnitControl.isRunning || !paths.root.isEmpty else {
      do {
        // Not a mere start: until systemd has reaped a hostapd that just ended, starting its unit does nothing.
        try await units.restart("wifi-ap-hostapd@\(radio).service", within: deadline)
      } catch {
        throw Self.failure(of: radio, error)
      }
      return
    }
    let log: FileDescriptor
    do {
      log = try LogFile.open(FilePath(paths.log(of: radio)))
    } catch {
      throw StepFailure(.refused, "cannot start hostapd: \(error)")
    }
    do {
      defer { try? log.close() }
      var command = HostapdProcess.serve(
        FilePath(paths.configuration(of: radio)), control: FilePath(paths.hostapdGlobal(of: radio)))
      command.newSession = true
      command.output = log
      let child = try ChildProcess(command, on: loop) { [weak self] _ in
        self?.children = self?.children.filter { $0.value.status == nil } ?? [:]
        onExit()
      }
      children[child.pid] = child
    } catch {
      throw StepFailure(.refused, "cannot start hostapd: \(error); install it with: apt-get install hostapd")
    }
  }

  private static func failure(of radio: RadioID, _ error: UnitError) -> StepFailure {
    switch error {
    case .late, .cancelled: return StepFailure(.late, "\(error)")
    case .refused(_, "org.freedesktop.systemd1.NoSuchUnit", _):
      return StepFailure(
        .refused,
        "cannot start hostapd of radio \(radio): systemd has no unit wifi-ap-hostapd@.service; "
          + "install it beside wifi-apd.service")
    case .failed(_, "failed"):
      return StepFailure(
        .refused,
        "cannot start hostapd of radio \(radio); see: journalctl -u wifi-ap-hostapd@\(radio); "
          + "if it is missing: apt-get install hostapd")
    case .lost, .refused, .failed: return StepFailure(.refused, "\(error)")
    }
  }

  /// Sends the signal and waits for the end.
  func end(_ process: ProcessIdentity, by ending: Ending, within deadline: Duration) async throws(StepFailure) {
    let proc = ProcFS()
    guard let entry = proc.process(process.pid), entry.startTime == process.startTime else { return }
    let ended: Outcome<Bool>
    do throws(PlatformError) {
      let descriptor = try ProcessDescriptor.open(process.pid)
      defer { try? descriptor.close() }
      var source: EventSource?
      // Looked at again under the descriptor: now the number cannot come to mean another process.
      guard proc.process(process.pid)?.startTime == process.startTime else { return }
      try ProcessDescriptor.signal(ending.rawValue, descriptor)
      // A stopped process takes no SIGTERM before it goes on.
      if ending == .terminate { try ProcessDescriptor.signal(SIGCONT, descriptor) }
      var failure: PlatformError?
      ended = await loop.withDeadline(deadline) { settlement in
        do throws(PlatformError) {
          source = try loop.child(descriptor) { settlement.reply(true) }
        } catch {
          failure = error
          settlement.reply(false)
        }
      }
      withExtendedLifetime(source) {}
      // The loop lets go of the descriptor before it is closed.
      source = nil
      if let failure { throw failure }
    } catch  where error.code == .noSuchProcess {
      // It ended by itself meanwhile.
      return
    } catch {
      throw StepFailure(.refused, "cannot end hostapd (process \(process.pid)): \(error)")
    }
    guard case .reply = ended else {
      let state = proc.state(of: process.pid).map { String($0) } ?? "?"
      throw StepFailure(.late, "hostapd (process \(process.pid)) has not ended; its state is \(state)")
    }
  }
}
