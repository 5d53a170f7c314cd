import Glibc
import Hostapd
import HostapdOracle
import LinuxPlatform
import SystemPackage
import WiFiSpec

/// The installed hostapd with `driver=none`: what it says of a configuration that it serves.
actor Served {
  private nonisolated let loop: EventLoop
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
  private static let patience = Duration.seconds(20)

  init(on loop: EventLoop) { self.loop = loop }

  /// What only hostapd itself decides, or what needs a radio.
  private static let left: Set<String> = [
    "driver", "ctrl_interface", "ctrl_interface_group", "country_code", "country3", "ieee80211d", "ieee80211h",
    "local_pwr_constraint", "spectrum_mgmt_required", "interface", "bss", "bssid", "use_driver_iface_addr",
    "start_disabled", "upnp_iface",
  ]

  /// Each part of a configuration is served alone: with this driver hostapd cannot add a BSS.
  ///
  /// - Returns: fields of `GET_CONFIG`, `STATUS` and the lists of stations, in order of the parts.
  /// - Throws: with hostapd's own words where it does not serve it. They may hold secrets of the corpus.
  func answers(_ options: [ConfigurationOption], in folder: FilePath) async throws -> [[String: String]] {
    var parts: [[ConfigurationOption]] = [[]]
    for option in options {
      if option.name == "bss" {
        parts.append([])
      } else {
        parts[parts.count - 1].append(option)
      }
    }
    let radio = options.filter { Self.isOfRadio($0.name) }
    var answers: [[String: String]] = []
    for part in parts {
      answers.append(try await whole(radio + part.filter { !Self.isOfRadio($0.name) }, in: folder))
    }
    return answers
  }

  private static func isOfRadio(_ name: String) -> Bool { HostapdOptionRule.rule(of: name)?.level == .radio }

  private func whole(_ part: [ConfigurationOption], in folder: FilePath) async throws -> [String: String] {
    var part = part
    var fields: [String: String] = [:]
    if part.contains(where: { $0.name == "wps_state" }) {
      fields = try await answer(part, in: folder)
    } else {
      // Only with WPS does hostapd say which key it uses.
      part.append(ConfigurationOption("wps_state", 1))
      fields = try await answer(part, in: folder)
      fields["wps_state"] = nil
      if fields["psk"] == nil {
        // And with TKIP alone there is no WPS.
        let key = try await answer(part + [ConfigurationOption("rsn_pairwise", "CCMP")], in: folder)["psk"]
        fields["psk"] = key
      }
    }
    return fields
  }

  private func answer(_ part: [ConfigurationOption], in folder: FilePath) async throws -> [String: String] {
    let control = folder.appending("control")
    try Folder.make(control, mode: 0o700)
    let options =
      [
        ConfigurationOption("interface", "corpus0"), ConfigurationOption("driver", "none"),
        ConfigurationOption("ctrl_interface", control.string),
      ] + part.filter { !Self.left.contains($0.name) }
    let file = folder.appending("served.conf")
    let bytes = options.flatMap { Array("\($0.name)=".utf8) + $0.value + [UInt8(ascii: "\n")] }
    try AtomicFile.write(bytes, to: file, mode: 0o600)
    let log = try FileDescriptor.open(
      folder.appending("log"), .writeOnly, options: [.create, .truncate, .closeOnExec],
      permissions: .ownerReadWrite)
    defer { try? log.close() }
    var command = HostapdProcess.serve(file, control: folder.appending("global"))
    command.output = log
    let child = try ChildProcess(command, on: loop)
    let session = ControlSession(
      path: control.appending("corpus0"), clients: folder, owner: getuid(), on: loop)
    for _ in 0..<4000 where child.status == nil {
      if (try? await session.status(within: Self.patience).state) == .enabled {
        let fields = try await fields(session)
        child.signal(SIGTERM)
        guard await child.exit(within: Self.patience) == .reply(.exited(0)) else {
          throw Unreadable("hostapd did not end")
        }
        return fields
      }
      try await loop.sleep(for: .milliseconds(2))
    }
    child.signal(SIGKILL)
    _ = await child.exit(within: Self.patience)
    let words = (try? SmallFile(reading: folder.appending("log"), limit: 1 << 20).bytes) ?? []
    throw Unreadable("hostapd does not serve it: \(String(decoding: words.prefix(600), as: UTF8.self))")
  }

  private func fields(_ session: ControlSession) async throws -> [String: String] {
    var fields: [String: String] = [:]
    for command in ["GET_CONFIG", "STATUS"] {
      guard case .text(let reply) = try await session.command(command, within: Self.patience) else {
        throw Unreadable("hostapd does not answer \(command)")
      }
      for field in Answer(reply: reply).fields { fields[field.name] = String(decoding: field.value, as: UTF8.self) }
    }
    for command in ["ACCEPT_ACL SHOW", "DENY_ACL SHOW"] {
      guard case .text(let reply) = try await session.command(command, within: Self.patience) else { continue }
      fields[command] = String(decoding: reply, as: UTF8.self)
    }
    return fields
  }
}
