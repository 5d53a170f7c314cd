import CLibSystemd
import Glibc
package import LinuxPlatform

/// Starts and stops units of the service manager, and waits for the outcome, on the loop.
package final class UnitControl {
  /// What the manager says about a service.
  package struct State: Equatable, Sendable {
    /// `active`, `reloading`, `inactive`, `failed`, `activating`, `deactivating`.
    package let activeState: String

    /// The id of its main process; nil when there is none.
    package let mainPID: Int32?
  }

  private enum JobResult: Sendable {
    case ended(String)
    case refused(UnitError)
  }

  /// True on a machine whose process 1 is systemd.
  package static var isRunning: Bool {
    var status = stat()
    return lstat("/run/systemd/system", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private let loop: EventLoop
  private let address: String?
  private var connection: BusConnection?
  private var jobs: [String: Settlement<JobResult>] = [:]
  /// Jobs that ended before their own reply was read; kept only while requests are under way.
  private var endedJobs: [String: String] = [:]
  private var requests = 0

  /// Connects at the first use, and again after the connection was lost.
  ///
  /// Without an address, root speaks to the manager's own socket, which works without a bus daemon, and others to the
  /// system bus.
  package init(on loop: EventLoop, address: String? = nil) {
    self.loop = loop
    let own = "/run/systemd/private"
    self.address = address ?? (geteuid() == 0 && access(own, F_OK) == 0 ? "unix:path=\(own)" : nil)
  }

  /// Starts a unit and waits until its job is done.
  ///
  /// - Throws: `failed` with the job's result, `late` at the deadline, `refused` for an unknown unit, `lost`.
  package func start(_ unit: String, within deadline: Duration) async throws(UnitError) {
    try await run("StartUnit", unit, within: deadline)
  }

  /// Stops a unit and waits until its job is done; a unit that does not run is no error.
  ///
  /// - Throws: as `start`.
  package func stop(_ unit: String, within deadline: Duration) async throws(UnitError) {
    try await run("StopUnit", unit, within: deadline)
  }

  /// Restarts a unit and waits until its job is done.
  ///
  /// - Throws: as `start`.
  package func restart(_ unit: String, within deadline: Duration) async throws(UnitError) {
    try await run("RestartUnit", unit, within: deadline)
  }

  /// Has the manager reboot the machine in order: it stops every service before.
  ///
  /// - Throws: as `start`, but for `failed`: the order is taken, and nobody waits for what follows.
  package func reboot(within deadline: Duration) async throws(UnitError) {
    try await run("StartUnit", "reboot.target", mode: "replace-irreversibly", awaitsJob: false, within: deadline)
  }

  /// Asks for the state of a service, loaded or not.
  ///
  /// - Throws: `late` at the deadline, `refused`, `lost`.
  package func state(of unit: String, within deadline: Duration) async throws(UnitError) -> State {
    var encoded: UnsafeMutablePointer<CChar>?
    guard sd_bus_path_encode("/org/freedesktop/systemd1/unit", unit, &encoded) >= 0, let encoded else {
      throw .refused(unit: unit, name: "", message: "this is no name of a unit")
    }
    let path = String(cString: encoded)
    free(encoded)
    let active = try await property("Unit", "ActiveState", unit, path, within: deadline) { message in
      BusConnection.string(message)
    }
    let pid = try await property("Service", "MainPID", unit, path, within: deadline) { message in
      BusConnection.number(message).map(String.init)
    }
    return State(activeState: active, mainPID: Int32(pid).flatMap { $0 > 0 ? $0 : nil })
  }

  // MARK: Jobs

  private func run(
    _ member: String, _ unit: String, mode: String = "replace", awaitsJob: Bool = true, within deadline: Duration
  ) async throws(UnitError) {
    let connection = try connected()
    var call: UInt64?
    requests += 1
    defer {
      requests -= 1
      if requests == 0 { endedJobs = [:] }
    }
    let outcome: Outcome<JobResult> = await loop.withDeadline(deadline) { settlement in
      call = connection.call(
        path: "/org/freedesktop/systemd1", interface: "org.freedesktop.systemd1.Manager", member: member,
        arguments: [unit, mode]
      ) { [weak self] reply in
        self?.accept(reply, for: unit, awaitsJob: awaitsJob, settlement)
      }
      if call == nil { settlement.reply(.refused(.lost("the request could not be sent"))) }
    }
    connection.forget(call)
    jobs = jobs.filter { !$0.value.isSettled }
    switch outcome {
    case .reply(.ended("done")): return
    case .reply(.ended(let result)): throw .failed(unit: unit, result: result)
    case .reply(.refused(let error)): throw error
    case .late: throw .late(unit: unit)
    case .cancelled: throw .cancelled
    }
  }

  /// The reply to a request names the job whose end is awaited.
  private func accept(
    _ reply: BusConnection.Reply, for unit: String, awaitsJob: Bool, _ settlement: Settlement<JobResult>
  ) {
    switch reply {
    case .error(let name, let message): settlement.reply(.refused(Self.error(unit, name, message)))
    case .message where !awaitsJob: settlement.reply(.ended("done"))
    case .message(let message):
      guard let job = BusConnection.string(message, UInt8(ascii: "o")) else {
        settlement.reply(.refused(.refused(unit: unit, name: "", message: "the reply names no job")))
        return
      }
      if let result = endedJobs.removeValue(forKey: job) {
        settlement.reply(.ended(result))
      } else {
        jobs[job] = settlement
      }
    }
  }

  private func jobRemoved(_ job: String, _ result: String) {
    if let settlement = jobs.removeValue(forKey: job) {
      settlement.reply(.ended(result))
    } else if requests > 0 {
      endedJobs[job] = result
    }
  }

  // MARK: Connection

  private func connected() throws(UnitError) -> BusConnection {
    if let connection, connection.isOpen { return connection }
    let connection = try BusConnection(to: address, on: loop)
    connection.onJobRemoved = { [weak self] job, result in self?.jobRemoved(job, result) }
    connection.onLost = { [weak self] in self?.lost() }
    self.connection = connection
    return connection
  }

  private func lost() {
    for settlement in jobs.values { settlement.reply(.refused(.lost("the connection ended"))) }
    jobs = [:]
  }

  private func property(
    _ interface: String, _ name: String, _ unit: String, _ path: String, within deadline: Duration,
    _ read: @escaping (OpaquePointer) -> String?
  ) async throws(UnitError) -> String {
    let connection = try connected()
    var call: UInt64?
    let outcome: Outcome<Result<String, UnitError>> = await loop.withDeadline(deadline) { settlement in
      call = connection.call(
        path: path, interface: "org.freedesktop.DBus.Properties", member: "Get",
        arguments: ["\(BusConnection.manager).\(interface)", name]
      ) { reply in
        settlement.reply(Self.value(of: reply, unit, name, read))
      }
      if call == nil { settlement.reply(.failure(.lost("the request could not be sent"))) }
    }
    connection.forget(call)
    switch outcome {
    case .reply(let result): return try result.get()
    case .late: throw .late(unit: unit)
    case .cancelled: throw .cancelled
    }
  }

  private static func value(
    of reply: BusConnection.Reply, _ unit: String, _ name: String, _ read: (OpaquePointer) -> String?
  ) -> Result<String, UnitError> {
    switch reply {
    case .error(let name, let message): return .failure(error(unit, name, message))
    case .message(let message):
      // A property comes wrapped in a variant.
      guard sd_bus_message_enter_container(message, CChar(UInt8(ascii: "v")), nil) > 0, let value = read(message) else {
        return .failure(.refused(unit: unit, name: "", message: "its \(name) cannot be read"))
      }
      return .success(value)
    }
  }

  private static func error(_ unit: String, _ name: String, _ message: String) -> UnitError {
    let ofConnection = ["NoReply", "Timeout", "Disconnected", "NoServer"].map { "org.freedesktop.DBus.Error.\($0)" }
    return ofConnection.contains(name) ? .lost(message) : .refused(unit: unit, name: name, message: message)
  }
}
