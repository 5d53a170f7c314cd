import Glibc
import LinuxPlatform
import SystemPackage
import Systemd
import Testing

@Suite struct JournalTests {
  @Test func `an entry for the journal carries message, priority and valid fields`() {
    let entry = Journal.entry(
      .warning, "two\nlines",
      [.init("RADIO", "main"), .init("lower", "x"), .init("_TRUSTED", "x"), .init("", "x"), .init("A=B", "x")])
    #expect(entry == ["MESSAGE=two\nlines", "PRIORITY=4", "RADIO=main"])
  }

  @Test func `a line for people is one line, without terminal escapes`() {
    let line = Journal.line(.error, "bad\u{1b}[31m\nnews é", [.init("RADIO", "a\rb")])
    #expect(line == "error: bad\\x1b[31m\\x0anews é (RADIO=a\\x0db)")
  }

  @Test func `levels are ordered by how much they matter`() {
    #expect(Journal.Level.allCases.sorted() == [.error, .warning, .notice, .info, .debug])
  }
}

/// Each in a process of its own: the environment is shared by all threads.
@Suite struct NotifyTests {
  @Test func `each report reaches the manager's socket as one datagram of whole lines`() async {
    await #expect(processExitsWith: .success) {
      let name = "/tmp/notify-test-\(getpid())"
      let receiver = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
      defer {
        close(receiver)
        unlink(name)
      }
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(name.utf8)) }
      let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(receiver, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      try #require(bound == 0)
      setenv("NOTIFY_SOCKET", name, 1)
      defer { unsetenv("NOTIFY_SOCKET") }
      let received = { () -> String in
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = recv(receiver, &buffer, buffer.count, 0)
        return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
      }
      Notify.ready(status: "2 on air\nREADY=0")
      #expect(received() == "READY=1\nSTATUS=2 on air READY=0")
      Notify.watchdog()
      #expect(received() == "WATCHDOG=1")
      Notify.extendTimeout(by: .milliseconds(1500))
      #expect(received() == "EXTEND_TIMEOUT_USEC=1500000")
      Notify.reloading()
      #expect(received().hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
      Notify.stopping()
      #expect(received() == "STOPPING=1")
    }
  }

  @Test func `the watchdog's interval is the manager's, and none for other processes`() async {
    await #expect(processExitsWith: .success) {
      #expect(Notify.watchdogInterval == nil)
      setenv("WATCHDOG_USEC", "30000000", 1)
      setenv("WATCHDOG_PID", "\(getpid())", 1)
      #expect(Notify.watchdogInterval == .seconds(30))
      setenv("WATCHDOG_PID", "1", 1)
      #expect(Notify.watchdogInterval == nil)
    }
  }
}
