import Glibc
import LinuxPlatform
import SystemPackage
import TemporaryMachine
import Testing
import WiFiModel

@testable import WiFiApply

@Suite struct HostapdServiceTests {
  @Test func `a process is terminated, and has ended at the return`() throws {
    try Stage.play { stage in
      let (child, identity) = try stage.spawn("/bin/sleep", ["600"])
      try await stage.service.end(identity, by: .terminate, within: .seconds(20))
      #expect(ProcFS().state(of: identity.pid).map { "ZX".contains($0) } ?? true)
      let outcome = await child.exit(within: .seconds(20))
      #expect(outcome == .reply(.signalled(SIGTERM)))
    }
  }

  @Test func `a stopped process is terminated too`() throws {
    try Stage.play { stage in
      let (child, identity) = try stage.spawn("/bin/sleep", ["600"])
      child.signal(SIGSTOP)
      try await stage.wait { ProcFS().state(of: identity.pid) == "T" }
      try await stage.service.end(identity, by: .terminate, within: .seconds(20))
      let outcome = await child.exit(within: .seconds(20))
      #expect(outcome == .reply(.signalled(SIGTERM)))
    }
  }

  @Test func `a process of the same number that started at another time is left alone`() throws {
    try Stage.play { stage in
      let (child, identity) = try stage.spawn("/bin/sleep", ["600"])
      for ending in [HostapdService.Ending.terminate, .kill] {
        let other = ProcessIdentity(pid: identity.pid, startTime: identity.startTime &- 1)
        try await stage.service.end(other, by: ending, within: .seconds(20))
      }
      let outcome = await child.exit(within: .milliseconds(50))
      #expect(outcome == .late)
    }
  }

  @Test func `a process that has ended already is as wanted`() throws {
    try Stage.play { stage in
      let (child, identity) = try stage.spawn("/bin/sleep", ["600"])
      child.signal(SIGKILL)
      _ = await child.exit(within: .seconds(20))
      #expect(ProcFS().process(identity.pid) == nil)
      try await stage.service.end(identity, by: .terminate, within: .seconds(20))
    }
  }

  @Test func `a process that ignores the signal is late, with its state, and a kill ends it`() throws {
    try Stage.play { stage in
      let (child, identity) = try stage.spawn("/usr/bin/env", ["--ignore-signal=TERM", "sleep", "600"])
      try await stage.wait { ProcFS().process(identity.pid)?.arguments.first == "sleep" }
      let failure = await failure { () async throws(StepFailure) in
        try await stage.service.end(identity, by: .terminate, within: .milliseconds(100))
      }
      #expect(failure?.kind == .late)
      #expect(failure?.message == "hostapd (process \(identity.pid)) has not ended; its state is S")
      try await stage.service.end(identity, by: .kill, within: .seconds(20))
      let outcome = await child.exit(within: .seconds(20))
      #expect(outcome == .reply(.signalled(SIGKILL)))
    }
  }

  @Test func `a log that cannot be made is named, and nobody is told to install hostapd`() throws {
    try Stage.play { stage in
      let radio = try RadioID("main")
      let failure = await failure { () async throws(StepFailure) in
        try await stage.service.start(radio, within: .seconds(20)) {}
      }
      #expect(failure?.kind == .refused)
      #expect(failure?.message.contains("main.log") == true)
      #expect(failure?.message.contains("apt-get") == false)
    }
  }

  @Test(.enabled(if: access("/usr/sbin/hostapd", X_OK) == 0, "hostapd is not installed"))
  func `a hostapd that gives up is reaped, told of, and has left its reason in a private log`() throws {
    try Stage.play { stage in
      let radio = try RadioID("main")
      try stage.machine.file("run/wifi-ap/hostapd/main.conf", "nonsense\n")
      try await stage.service.start(radio, within: .seconds(20)) { stage.assumeIsolated { $0.noteExit() } }
      try await stage.wait { stage.exits == 1 }
      #expect(stage.machine.mode("run/wifi-ap/hostapd/main.log") == 0o600)
      #expect(stage.machine.text("run/wifi-ap/hostapd/main.log")?.contains("main.conf") == true)
    }
  }
}
