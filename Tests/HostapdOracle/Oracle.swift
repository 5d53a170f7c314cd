import Glibc
import Hostapd
package import LinuxPlatform
package import SystemPackage
import TemporaryMachine
import WiFiApply
package import WiFiModel
import WiFiReconcile

/// The installed hostapd, asked what it makes of the files that are written for access points. With `driver=none` it
/// needs no radio and touches no interface.
package actor Oracle {
  private nonisolated let loop: EventLoop
  package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
  package nonisolated let executable: FilePath
  private let probe: FilePath
  private static let patience = Duration.seconds(60)

  /// hostapd 2.10 counts the files of one command line in a byte somewhere, and starts for ever above this.
  package static let mostAtOnce = 250

  /// - Throws: ``OracleFailure`` without hostapd, or without the probe, which is built beside this program.
  package init(on loop: EventLoop) throws {
    self.loop = loop
    guard let executable = HostapdProcess.usualExecutables.first(where: { Self.exists($0) }) else {
      throw OracleFailure("hostapd is not installed: apt-get install hostapd")
    }
    self.executable = executable
    guard let program = realpath("/proc/self/exe", nil) else { throw Errno(rawValue: errno) }
    defer { free(program) }
    probe = FilePath(platformString: program).removingLastComponent().appending("libKeyDerivationProbe.so")
    guard Self.exists(probe) else { throw OracleFailure("\(probe) is missing: build the whole package") }
  }

  /// In memory where that is possible: hostapd makes a socket for each file, and a disk takes five times as long.
  private static let folder: FilePath = access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp"

  private static func exists(_ path: FilePath) -> Bool { path.withPlatformString { access($0, R_OK) } == 0 }

  /// A hostapd that reads the files of some access points.
  private struct Reading {
    let machine: TemporaryMachine
    let paths: Paths
    let child: ChildProcess
  }

  /// A question whose answer can be had later.
  package struct Question: Sendable {
    package let accessPoints: [AccessPoint]
    fileprivate let number: UInt64
  }

  private var readings: [UInt64: Reading] = [:]
  private var questions: UInt64 = 0

  /// What came of a reading.
  package struct Result: Sendable {
    /// In order of the access points.
    package var answers: [Answer]
    /// Of all access points, in their order, then in order of the passphrases in their files.
    package var derivations: [KeyDerivation]
  }

  /// Asks about access points, each alone on a radio.
  package func ask(_ accessPoints: [AccessPoint]) async throws -> Result {
    try await finish(try begin(accessPoints))
  }

  /// Writes the files as the agent does, reads them back, and starts hostapd.
  package func begin(_ accessPoints: [AccessPoint]) throws -> Question {
    precondition(accessPoints.count <= Self.mostAtOnce)
    let machine = try TemporaryMachine(in: Self.folder)
    let paths = Paths(root: machine.root.string)
    for accessPoint in accessPoints { try write(accessPoint, paths) }
    let keys = machine.root.appending("keys")
    try AtomicFile.write([], to: keys, mode: 0o600)
    let log = try FileDescriptor.open(
      machine.root.appending("log"), .writeOnly, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
    defer { try? log.close() }
    var command = Command(executable, accessPoints.map { paths.configuration(of: $0.radio) })
    command.environment += ["LD_PRELOAD=\(probe)", "KEY_DERIVATIONS=\(keys)"]
    command.output = log
    let child = try ChildProcess(command, on: loop)
    questions += 1
    readings[questions] = Reading(machine: machine, paths: paths, child: child)
    return Question(accessPoints: accessPoints, number: questions)
  }

  private func write(_ accessPoint: AccessPoint, _ paths: Paths) throws {
    let channel = try Channel(6, in: .ghz2)
    let radio = Radio(
      id: accessPoint.radio, driver: try ModuleName("mwifiex_pcie"), country: try CountryCode("FR"), channel: channel)
    var configuration = HostapdConfiguration(for: [accessPoint], on: radio, paths: paths)
    // hostapd would wait 5 s for the kernel to change to a country.
    configuration.options.removeAll { ["driver", "country_code", "ieee80211d"].contains($0.name) }
    configuration.options.append(HostapdOption("driver", "none"))
    if accessPoint.security.mode.isPersonal {
      // Only then does hostapd say which passphrase and key it uses.
      configuration.options.append(HostapdOption("wps_state", "1"))
    }
    let files = HostapdFiles(paths: paths)
    try files.write(configuration, radio.id)
    for file in accessPoint.files(at: nil) { try files.write(file) }
  }

  /// Waits until hostapd has read everything, asks it, and ends it.
  ///
  /// - Throws: ``OracleFailure`` with hostapd's own words where it refused a file.
  package func finish(_ question: Question) async throws -> Result {
    guard let reading = readings.removeValue(forKey: question.number) else {
      throw OracleFailure("the question was answered already")
    }
    defer { reading.child.signal(SIGKILL) }
    // They are set up in their order, so that the last one's socket is the sign.
    var answers: [Answer] = []
    for accessPoint in question.accessPoints.reversed() {
      let session = ControlSession(
        path: FilePath(reading.paths.hostapdControl).appending(accessPoint.name.text),
        clients: FilePath(reading.paths.hostapdClients), owner: getuid(), on: loop)
      answers.append(try await answer(session, of: reading))
    }
    reading.child.signal(SIGTERM)
    guard await reading.child.exit(within: Self.patience) == .reply(.exited(0)) else {
      throw OracleFailure("hostapd did not end: \(log(of: reading))")
    }
    return Result(
      answers: answers.reversed(), derivations: try KeyDerivation.read(reading.machine.root.appending("keys")))
  }

  private func answer(_ session: ControlSession, of reading: Reading) async throws -> Answer {
    for _ in 0..<60_000 where reading.child.status == nil {
      if (try? await session.status(within: Self.patience).state) == .enabled,
        case .text(let reply) = try await session.command("GET_CONFIG", within: Self.patience)
      {
        return Answer(reply: reply)
      }
      try await loop.sleep(for: .milliseconds(1))
    }
    throw OracleFailure("hostapd did not take the files: \(log(of: reading))")
  }

  private func log(of reading: Reading) -> String {
    let bytes = (try? SmallFile(reading: reading.machine.root.appending("log"), limit: 1 << 20).bytes) ?? []
    return String(decoding: bytes.suffix(2000), as: UTF8.self)
  }
}
