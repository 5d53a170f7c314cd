import LinuxPlatform
import SystemPackage
import Systemd
import WiFiModel

/// Reboots the machine: in order, and by the kernel's own keys where that has not come to an end.
struct Reboot {
  let loop: EventLoop
  let paths: Paths

  /// How long an orderly reboot may take.
  static let patience: UInt32 = 90
  private static let syncTime = Duration.seconds(10)
  private static let orderTime = Duration.seconds(10)

  /// Gives the order. Where it works, this does not return.
  ///
  /// - Parameter deadline: when the machine should be gone.
  /// - Throws: `refused` when nobody takes the order, `late` when the machine still runs.
  func order(within deadline: Duration) async throws(StepFailure) {
    guard paths.root.isEmpty else {
      throw StepFailure(.refused, "an agent below \(paths.root) does not reboot the machine")
    }
    // What is not written by then is not waited for: the disk may be what hangs.
    let sync = try? ChildProcess(Command("/bin/sync"), on: loop)
    _ = await sync?.exit(within: Self.syncTime)
    var last = Command("/proc/self/exe", [LastReboot.argument, "\(Self.patience)"])
    last.newSession = true
    do {
      _ = try ChildProcess(last, on: loop)
    } catch {
      throw StepFailure(.refused, "cannot prepare the reboot: \(error)")
    }
    try await UnitControl.isRunning ? orderBySystemd() : orderByInit()
    try? await loop.sleep(for: deadline)
    throw StepFailure(.late, "the machine still runs \(deadline) after it was told to reboot")
  }

  private func orderBySystemd() async throws(StepFailure) {
    do {
      try await UnitControl(on: loop).reboot(within: Self.orderTime)
    } catch {
      throw StepFailure(.refused, "cannot reboot the machine: \(error); in \(Self.patience) s the kernel is told to")
    }
  }

  private func orderByInit() async throws(StepFailure) {
    let outcome: Outcome<ProcessExit>
    do {
      outcome = try await ChildProcess(Command("/sbin/reboot"), on: loop).exit(within: Self.orderTime)
    } catch {
      throw StepFailure(.refused, "cannot reboot the machine: \(error); in \(Self.patience) s the kernel is told to")
    }
    if case .reply(let status) = outcome, !status.isSuccess {
      throw StepFailure(
        .refused,
        "cannot reboot the machine: /sbin/reboot ended with \(status); in \(Self.patience) s the kernel is told to")
    }
  }
}
