import LinuxPlatform
import SystemPackage
import WiFiModel

/// Runs the operator's own program that takes a card's power and gives it back: without a shell, in a session of its
/// own, in an environment of three names.
struct PowerHook {
  let loop: EventLoop
  let paths: Paths
  /// Who, beside root, may own the program and the folders above it.
  var owner: UInt32 = 0

  /// How much of what it wrote is told when it fails.
  private static let toldLines = 3
  private static let toldBytes = 400

  /// Runs it and waits for its end.
  ///
  /// - Parameters:
  ///   - command: its absolute path and its arguments.
  ///   - radio: whose card it is, told as WIFI_AP_RADIO.
  ///   - device: the card's bus path, told as WIFI_AP_DEVICE; empty where it is not known.
  ///   - deadline: when it is killed with all that it started.
  /// - Throws: `refused` when others than root could have written it, when it cannot be started and when it does not
  ///   return 0; `late` when it was killed. A process that cannot be killed is not waited for.
  func run(_ command: [String], radio: RadioID, device: String, within deadline: Duration) async throws(StepFailure) {
    guard let program = command.first else { throw StepFailure(.refused, "the spec names no power-hook") }
    try examine(program)
    let tail: OutputTail
    let child: ChildProcess
    do {
      tail = try OutputTail(keepingLast: 4096)
      // By the name that the spec gives, not by what it leads to: some programs go by the name they are called.
      var start = Command(FilePath(paths.root + program), Array(command.dropFirst()))
      start.environment = [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "WIFI_AP_RADIO=\(radio)",
        "WIFI_AP_DEVICE=\(device)",
      ]
      start.newSession = true
      start.output = tail.writer
      child = try ChildProcess(start, on: loop)
      tail.closeWriter()
      try tail.follow(on: loop)
    } catch {
      throw StepFailure(.refused, "cannot run the power-hook: \(error)")
    }
    let outcome = await child.exit(within: deadline)
    tail.drain()
    switch outcome {
    case .reply(.exited(0)): return
    case .reply(let status):
      throw StepFailure(.refused, "the power-hook \(program) ended with \(status)\(Self.told(tail.bytes))")
    case .late, .cancelled:
      child.killGroup()
      guard case .reply = await child.exit(within: .seconds(1)) else {
        let state = ProcFS().state(of: child.pid).map { String($0) } ?? "?"
        throw StepFailure(
          .late, "the power-hook \(program) (process \(child.pid), state \(state)) cannot be ended; it goes on")
      }
      throw StepFailure(.late, "the power-hook \(program) did not end in time and was killed\(Self.told(tail.bytes))")
    }
  }

  private func examine(_ program: String) throws(StepFailure) {
    let root = FilePath(paths.root.isEmpty ? "/" : paths.root)
    let violation: String?
    do throws(TrustedPath.Failure) {
      violation = try TrustedPath(program, under: root, owner: owner).violation
    } catch {
      switch error {
      case .absent, .null: throw StepFailure(.refused, "the power-hook \(program) does not exist")
      case .unreadable(let code): throw StepFailure(.refused, "cannot look at the power-hook \(program): \(code)")
      }
    }
    if let violation {
      throw StepFailure(.refused, "the power-hook is not run: \(violation); chown root:root and chmod go-w it")
    }
  }

  /// The last lines that it wrote, in one line.
  private static func told(_ output: [UInt8]) -> String {
    let lines = String(decoding: output.suffix(toldBytes), as: UTF8.self).split(whereSeparator: \.isNewline)
    guard !lines.isEmpty else { return "; it wrote nothing" }
    return "; it wrote: "
      + lines.suffix(toldLines).map { String($0).replacingControlCharacters }.joined(separator: " | ")
  }
}
