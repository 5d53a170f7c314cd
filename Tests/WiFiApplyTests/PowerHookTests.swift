import Glibc
import LinuxPlatform
import RadioHelper
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiApply

/// The operator's program, as a real process.
@Suite struct PowerHookTests {
  /// Writes a program and runs it.
  private static func outcome(
    of script: String, mode: UInt32 = 0o755, arguments: [String] = [], within deadline: Duration = .seconds(20),
    _ stage: isolated Stage
  ) async throws -> StepFailure? {
    try stage.machine.file("usr/libexec/power", "#!/bin/sh\n" + script)
    _ = stage.paths.root.withCString { chmod(String(cString: $0) + "/usr/libexec/power", mode) }
    let hook = PowerHook(loop: stage.loop, paths: stage.paths, owner: geteuid())
    let radio = try RadioID("main")
    return await failure { () async throws(StepFailure) in
      try await hook.run(
        ["/usr/libexec/power"] + arguments, radio: radio, device: "pci-0000:01:00.0", within: deadline)
    }
  }

  @Test func `it is told the radio and the card, and nothing else of ours`() throws {
    try Stage.play { stage in
      let told = stage.paths.root + "/told"
      let script = "env | sort > \(told); echo \"$#: $1, $2\" >> \(told); ps -o pid=,sid= -p $$ >> \(told)\n"
      #expect(try await Self.outcome(of: script, arguments: ["; reboot", "$HOME"], stage) == nil)
      let lines = try #require(stage.machine.text("told")).split(separator: "\n").map(String.init)
      // The shell adds two of its own.
      #expect(
        lines.filter {
          !$0.hasPrefix("PWD=") && !$0.hasPrefix("_=") && !$0.hasPrefix("OLDPWD=") && !$0.hasPrefix("SHLVL=")
        }
        .dropLast() == [
          "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "WIFI_AP_DEVICE=pci-0000:01:00.0",
          "WIFI_AP_RADIO=main", "2: ; reboot, $HOME",
        ])
      let numbers = try #require(lines.last).split(separator: " ")
      #expect(numbers.count == 2 && numbers.first == numbers.last, "it leads no session of its own: \(numbers)")
    }
  }

  @Test func `what it wrote last is told when it fails, without what could move a terminal's cursor`() throws {
    try Stage.play { stage in
      let script = "for i in 1 2 3 4; do echo line $i; done; printf 'no \\033[2Jport\\n' >&2; exit 3\n"
      let failure = try #require(try await Self.outcome(of: script, stage))
      #expect(failure.kind == .refused)
      #expect(
        failure.message
          == "the power-hook /usr/libexec/power ended with exit code 3; it wrote: line 3 | line 4 | no \\u{1b}[2Jport")
    }
  }

  @Test func `one that writes without end is not held up, and its output takes no room`() throws {
    try Stage.play { stage in
      let failure = try #require(
        try await Self.outcome(of: "head -c 3000000 /dev/zero | tr '\\0' x; echo; echo end; exit 1\n", stage))
      #expect(failure.message.hasSuffix("| end"), "\(failure.message.suffix(20))")
      #expect(failure.message.utf8.count < 600)
    }
  }

  @Test func `one that does not end is killed with all that it started`() throws {
    try Stage.play { stage in
      let note = stage.paths.root + "/child"
      let failure = try #require(
        try await Self.outcome(
          of: "sleep 600 & echo $! > \(note); echo waiting; wait\n", within: .milliseconds(400), stage))
      #expect(failure.kind == .late)
      #expect(failure.message.contains("was killed; it wrote: waiting"), "\(failure.message)")
      let text = try #require(stage.machine.text("child"))
      let child = try #require(Int32(text.filter(\.isNumber)))
      // Its new parent may take a moment to reap it.
      try await stage.wait { [nil, "Z"].contains(ProcFS().state(of: child)) }
    }
  }

  @Test func `one that others could have written is not run`() throws {
    try Stage.play { stage in
      let written = stage.paths.root + "/ran"
      let failure = try #require(try await Self.outcome(of: "touch \(written)\n", mode: 0o777, stage))
      #expect(failure.kind == .refused)
      #expect(failure.message.contains("can be written by others (mode 0777)"), "\(failure.message)")
      _ = chmod(stage.paths.root + "/usr", 0o777)
      let again = try #require(try await Self.outcome(of: "touch \(written)\n", stage))
      #expect(again.message.contains("/usr can be written by others"), "\(again.message)")
      #expect(stage.machine.text("ran") == nil)
    }
  }

  @Test func `one that is not there, or no program, says so`() throws {
    try Stage.play { stage in
      let hook = PowerHook(loop: stage.loop, paths: stage.paths, owner: geteuid())
      let radio = try RadioID("main")
      let missing = await failure { () async throws(StepFailure) in
        try await hook.run(["/usr/libexec/none"], radio: radio, device: "", within: .seconds(1))
      }
      #expect(missing?.message == "the power-hook /usr/libexec/none does not exist")
      let failure = try #require(try await Self.outcome(of: "exit 0\n", mode: 0o644, stage))
      #expect(failure.kind == .refused)
      #expect(failure.message.contains("cannot run the power-hook"), "\(failure.message)")
    }
  }

  @Test func `the step of the plan runs it, and a reboot is none of a re-rooted agent's`() throws {
    try Stage.play { stage in
      let actuator = MachineActuator(
        on: stage.loop, paths: stage.paths, helpers: RadioHelperPool(on: stage.loop), onHostapdExit: { _ in })
      let radio = try RadioID("main")
      for (action, reason) in [
        (Action.runPowerHook(["/usr/libexec/none"]), "does not exist"), (.reboot, "does not reboot the machine"),
      ] {
        let failure = await failure { () async throws(StepFailure) in
          try await actuator.perform(Step(action, radio: radio, reason: "a test"))
        }
        #expect(failure?.kind == .refused && failure?.message.contains(reason) == true, "\(failure?.message ?? "none")")
      }
    }
  }
}
