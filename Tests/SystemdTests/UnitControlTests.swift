import CLibSystemd
import Glibc
import LinuxPlatform
import SystemPackage
import Systemd
import Testing

/// A service manager of one test, on the test's own loop: real sd-bus, scripted units.
private final class ScriptedManager {
  private let listener: Int32
  private let path: String
  private let loop: EventLoop
  private var source: EventSource?
  private var buses: [OpaquePointer] = []
  private var jobs: UInt32 = 0

  var address: String { "unix:path=\(path)" }

  init(on loop: EventLoop) throws {
    self.loop = loop
    path = "/tmp/unit-control-test-\(getpid())-\(UInt32.random(in: .min ... .max))"
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0 && listen(listener, 4) == 0)
    source = try loop.onReadable(FileDescriptor(rawValue: listener)) { [unowned self] in accept() }
  }

  deinit {
    hangUp()
    close(listener)
    unlink(path)
  }

  /// Ends every connection.
  func hangUp() {
    for bus in buses {
      sd_bus_detach_event(bus)
      sd_bus_close(bus)
      sd_bus_unref(bus)
    }
    buses = []
  }

  private func accept() {
    let connection = Glibc.accept(listener, nil, nil)
    var bus: OpaquePointer?
    sd_bus_new(&bus)
    sd_bus_set_fd(bus, connection, connection)
    sd_bus_set_server(bus, 1, sd_id128_t())
    sd_bus_set_anonymous(bus, 1)
    sd_bus_start(bus)
    _ = loop.attach { sd_bus_attach_event(bus, $0, 0) }
    sd_bus_add_filter(
      bus, nil,
      { message, context, _ in
        guard let message, let context, sd_bus_message_is_method_call(message, nil, nil) > 0 else { return 0 }
        Unmanaged<ScriptedManager>.fromOpaque(context).takeUnretainedValue().answer(message)
        return 1
      }, Unmanaged.passUnretained(self).toOpaque())
    if let bus { buses.append(bus) }
  }

  private func answer(_ message: OpaquePointer) {
    let member = String(cString: sd_bus_message_get_member(message))
    var text: UnsafePointer<CChar>?
    sd_bus_message_read_basic(message, CChar(UInt8(ascii: "s")), &text)
    let unit = text.map { String(cString: $0) } ?? ""
    switch member {
    case "StartUnit", "StopUnit", "RestartUnit": job(message, unit)
    case "Get":
      sd_bus_message_read_basic(message, CChar(UInt8(ascii: "s")), &text)
      property(message, text.map { String(cString: $0) } ?? "")
    default: reply(message) { _ in }
    }
  }

  private func job(_ message: OpaquePointer, _ unit: String) {
    if unit == "unknown.service" {
      var error = sd_bus_error()
      sd_bus_error_set(&error, "org.freedesktop.systemd1.NoSuchUnit", "Unit unknown.service not found.")
      sd_bus_reply_method_error(message, &error)
      sd_bus_error_free(&error)
      return
    }
    if unit == "hangup.service" { return hangUpSoon() }
    jobs += 1
    let job = "/org/freedesktop/systemd1/job/\(jobs)"
    if unit == "early.service" { removed(jobs, job, unit, "done") }
    reply(message) { sd_bus_message_append_basic($0, CChar(UInt8(ascii: "o")), job) }
    switch unit {
    case "early.service", "never.service", "reboot.target": break
    case "lost-job.service": hangUpSoon()
    case "failing.service": removed(jobs, job, unit, "failed")
    default:
      // The end of another job says nothing about this one.
      removed(999, "/org/freedesktop/systemd1/job/999", "other.service", "failed")
      removed(jobs, job, unit, "done")
    }
  }

  private var hangUpTimer: EventSource?

  private func hangUpSoon() {
    hangUpTimer = loop.timer(after: .milliseconds(5)) { [unowned self] in hangUp() }
  }

  private func property(_ message: OpaquePointer, _ name: String) {
    let active = String(cString: sd_bus_message_get_path(message)).hasSuffix("ap_2dhostapd_40main_2eservice")
    reply(message) { answer in
      if name == "MainPID" {
        var pid: UInt32 = active ? 4711 : 0
        sd_bus_message_open_container(answer, CChar(UInt8(ascii: "v")), "u")
        sd_bus_message_append_basic(answer, CChar(UInt8(ascii: "u")), &pid)
      } else {
        sd_bus_message_open_container(answer, CChar(UInt8(ascii: "v")), "s")
        sd_bus_message_append_basic(answer, CChar(UInt8(ascii: "s")), active ? "active" : "inactive")
      }
      sd_bus_message_close_container(answer)
    }
  }

  private func reply(_ message: OpaquePointer, _ fill: (OpaquePointer?) -> Void) {
    var answer: OpaquePointer?
    sd_bus_message_new_method_return(message, &answer)
    fill(answer)
    sd_bus_send(nil, answer, nil)
    sd_bus_message_unref(answer)
  }

  private func removed(_ number: UInt32, _ job: String, _ unit: String, _ result: String) {
    for bus in buses {
      var number = number
      var signal: OpaquePointer?
      sd_bus_message_new_signal(
        bus, &signal, "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager", "JobRemoved")
      sd_bus_message_append_basic(signal, CChar(UInt8(ascii: "u")), &number)
      sd_bus_message_append_basic(signal, CChar(UInt8(ascii: "o")), job)
      sd_bus_message_append_basic(signal, CChar(UInt8(ascii: "s")), unit)
      sd_bus_message_append_basic(signal, CChar(UInt8(ascii: "s")), result)
      sd_bus_send(bus, signal, nil)
      sd_bus_message_unref(signal)
    }
  }
}

/// The client's side, as an actor on the loop.
private actor Operator {
  let loop: EventLoop
  private let manager: ScriptedManager
  private let units: UnitControl
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(_ loop: EventLoop) throws {
    self.loop = loop
    let manager = try ScriptedManager(on: loop)
    self.manager = manager
    units = UnitControl(on: loop, address: manager.address)
  }

  func start(_ unit: String, within deadline: Duration = .seconds(20)) async throws(UnitError) {
    try await units.start(unit, within: deadline)
  }

  func startThenStop(_ unit: String) async throws(UnitError) {
    try await units.start(unit, within: .seconds(20))
    try await units.restart(unit, within: .seconds(20))
    try await units.stop(unit, within: .seconds(20))
  }

  func reboot() async throws(UnitError) { try await units.reboot(within: .seconds(20)) }

  func state(_ unit: String) async throws(UnitError) -> UnitControl.State {
    try await units.state(of: unit, within: .seconds(20))
  }
}

@Suite struct UnitControlTests {
  /// Runs a story with an operator on a new loop of this thread.
  private func withOperator(_ story: @escaping @Sendable (Operator) async throws -> Void) throws {
    let loop = try EventLoop()
    let person = try Operator(loop)
    loop.start {
      do { try await story(person) } catch { Issue.record(error) }
      loop.stop()
    }
    try loop.run()
  }

  @Test func `a job that is done is a success, also when its end comes before its reply`() throws {
    try withOperator { person in
      try await person.startThenStop("good.service")
      try await person.start("early.service")
    }
  }

  @Test func `a job that ends otherwise is an error with its result`() throws {
    try withOperator { person in
      await #expect(throws: UnitError.failed(unit: "failing.service", result: "failed")) {
        try await person.start("failing.service")
      }
    }
  }

  @Test func `an unknown unit is refused in the manager's words`() throws {
    try withOperator { person in
      let refusal = UnitError.refused(
        unit: "unknown.service", name: "org.freedesktop.systemd1.NoSuchUnit",
        message: "Unit unknown.service not found.")
      await #expect(throws: refusal) { try await person.start("unknown.service") }
    }
  }

  @Test func `a job that never ends is late at its deadline and the next one is served`() throws {
    try withOperator { person in
      await #expect(throws: UnitError.late(unit: "never.service")) {
        try await person.start("never.service", within: .milliseconds(30))
      }
      try await person.start("good.service")
    }
  }

  @Test func `a reboot is ordered when its job is taken: nobody would see the end of it`() throws {
    try withOperator { person in try await person.reboot() }
  }

  @Test(arguments: ["hangup.service", "lost-job.service"])
  func `a connection lost before the reply or the job's end is reported, and made again at the next use`(
    unit: String
  ) throws {
    try withOperator { person in
      let error = await #expect(throws: UnitError.self) { try await person.start(unit) }
      guard case .lost = error else {
        Issue.record("not reported as lost: \(String(describing: error))")
        return
      }
      try await person.start("good.service")
    }
  }

  @Test func `the state of a service is read from its escaped path`() throws {
    try withOperator { person in
      let active = try await person.state("ap-hostapd@main.service")
      #expect(active.activeState == "active")
      #expect(active.mainPID == 4711)
      let inactive = try await person.state("other.service")
      #expect(inactive.activeState == "inactive")
      #expect(inactive.mainPID == nil)
    }
  }

  @Test func `a manager that is not there is lost`() throws {
    let loop = try EventLoop()
    loop.start {
      let units = UnitControl(on: loop, address: "unix:path=/nonexistent/private")
      let error = await #expect(throws: UnitError.self) { try await units.start("a.service", within: .seconds(1)) }
      if case .lost = error {} else { Issue.record("not reported as lost: \(String(describing: error))") }
      loop.stop()
    }
    try loop.run()
  }
}
