import Hostapd
import LinuxPlatform
import SystemPackage
import WiFiModel

/// Brings changes to a hostapd that serves, over its control sockets.
final class HostapdControl {
  private let loop: EventLoop
  private let paths: Paths

  init(on loop: EventLoop, paths: Paths) {
    self.loop = loop
    self.paths = paths
  }

  func reloadPassphrases(_ name: InterfaceName, within deadline: Duration) async throws(StepFailure) {
    try await command("RELOAD_WPA_PSK", to: session(name), within: deadline) {
      "hostapd does not read the passphrases of \(name) anew"
    }
  }

  /// Makes hostapd's list that of the file: who is missing comes first, so that nobody is dropped for a moment.
  func reloadStations(_ file: HostapdFile, within deadline: Duration) async throws(StepFailure) {
    let (verb, desired): (String, [WiFiModel.HardwareAddress])
    switch file.content {
    case .allowed(let stations): (verb, desired) = ("ACCEPT_ACL", stations)
    case .denied(let stations): (verb, desired) = ("DENY_ACL", stations)
    case .passphrases: return try await reloadPassphrases(file.accessPoint, within: deadline)
    }
    let session = session(file.accessPoint)
    let present = try await stations(verb, of: session, within: deadline)
    for station in desired where !present.contains(station) {
      try await command("\(verb) ADD_MAC \(station)", to: session, within: deadline) {
        "hostapd does not take \(station)"
      }
    }
    if case .allowed = file.content {
      try await set([HostapdOption("macaddr_acl", "1")], session, within: deadline)
    }
    // Taking one away has hostapd look who may stay, also where there is nobody to be taken away.
    let gone = present.filter { !desired.contains($0) }
    for station in gone.isEmpty && verb == "ACCEPT_ACL" ? ["02:00:00:00:00:01"] : gone.map(\.description) {
      try await command("\(verb) DEL_MAC \(station)", to: session, within: deadline) { "hostapd keeps \(station)" }
    }
  }

  private func stations(
    _ verb: String, of session: ControlSession, within deadline: Duration
  ) async throws(StepFailure) -> [WiFiModel.HardwareAddress] {
    let reply = try await ask("\(verb) SHOW", session, within: deadline)
    // An empty list is an empty answer.
    guard case .text(let bytes) = reply else {
      throw StepFailure(.refused, "hostapd does not tell its list of stations")
    }
    // hostapd ends what does not fit into its 4096 bytes between two lines: then nobody can tell what is missing.
    guard bytes.count < 4000 else {
      throw StepFailure(.refused, "hostapd's list of stations is longer than it can tell")
    }
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      try? WiFiModel.HardwareAddress(String(decoding: line.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self))
    }
  }

  func setOptions(
    _ options: [HostapdOption], of name: InterfaceName, renewsBeacon: Bool, within deadline: Duration
  ) async throws(StepFailure) {
    let session = session(name)
    try await set(options, session, within: deadline)
    guard renewsBeacon else { return }
    try await command("UPDATE_BEACON", to: session, within: deadline) { "hostapd does not renew its beacon on \(name)" }
  }

  func reloadBSS(
    _ name: InterfaceName, _ options: [HostapdOption], within deadline: Duration
  ) async throws(StepFailure) {
    let session = session(name)
    try await set(options, session, within: deadline)
    // Without STOP_AP the kernel keeps the old SSID, and with it the clients that nobody serves any more.
    for word in ["DEAUTHENTICATE ff:ff:ff:ff:ff:ff", "STOP_AP", "RELOAD_BSS"] {
      try await command(word, to: session, within: deadline) { "hostapd does not begin \(name) anew (\(word))" }
    }
  }

  /// Takes a BSS off the air and puts it on again, as hostapd's own commands allow. All clients are sent away first: keys
  /// that are renewed under a client are never put into the kernel, and what is sent to all reaches nobody then.
  func renewBSS(
    _ name: InterfaceName, _ options: [HostapdOption], isSecured: Bool, within deadline: Duration
  ) async throws(StepFailure) {
    let session = session(name)
    try await set(options, session, within: deadline)
    let keys = isSecured ? ["RELOAD_WPA_PSK"] : []
    // The kernel forgets the group keys with the BSS.
    let renewal = isSecured ? ["REKEY_GTK"] : []
    for word in ["DEAUTHENTICATE ff:ff:ff:ff:ff:ff"] + keys + ["STOP_AP", "UPDATE_BEACON"] + renewal {
      try await command(word, to: session, within: deadline) {
        "hostapd does not put \(name) on the air anew (\(word))"
      }
    }
  }

  /// Announces the channel, and waits until hostapd says that it is there. It takes the command long before, and says so
  /// when the kernel has begun to count the beacons down.
  func switchChannel(
    _ name: InterfaceName, to target: ChannelSwitch, within deadline: Duration
  ) async throws(StepFailure) {
    let session = session(name)
    try await command(target.command, to: session, within: .seconds(2)) { "hostapd does not switch to \(target)" }
    _ = await loop.withDeadline(.milliseconds(1300)) { (_: Settlement<Bool>) in }
    let end = loop.now + UInt64(deadline.components.seconds) * 1_000_000_000
    while loop.now < end {
      if let status = try? await session.status(within: .seconds(1)), status.frequency == target.channel.frequency {
        return
      }
      _ = await loop.withDeadline(.milliseconds(100)) { (_: Settlement<Bool>) in }
    }
    throw StepFailure(.refused, "hostapd took the command and has not come to \(target)")
  }

  /// The installed hostapd reads what is to follow before anything is taken away.
  func removeBSS(
    _ name: InterfaceName, successor: HostapdConfiguration?, of radio: RadioID, within deadline: Duration
  ) async throws(StepFailure) {
    if let successor {
      let path = try HostapdFiles(paths: paths).write(successor, partOf: name)
      defer { try? AtomicFile.remove(FilePath(path)) }
      try await check(path)
    }
    try await command("REMOVE \(name)", to: global(radio), within: deadline) { "hostapd does not take \(name) away" }
  }

  func addBSS(
    _ name: InterfaceName, _ configuration: HostapdConfiguration, phy: String?, to radio: RadioID,
    within deadline: Duration
  ) async throws(StepFailure) {
    let path = try HostapdFiles(paths: paths).write(configuration, partOf: name)
    defer { try? AtomicFile.remove(FilePath(path)) }
    try await check(path)
    let refusal = { "hostapd does not take up \(name)" }
    guard let phy else {
      try await command("ADD \(name) config=\(path)", to: global(radio), within: deadline, refusal)
      return try await command("ENABLE", to: session(name), within: deadline, refusal)
    }
    try await command("ADD bss_config=\(phy):\(path)", to: global(radio), within: deadline, refusal)
  }

  /// The installed hostapd reads a configuration before anything that serves is touched: what it refuses costs nobody his
  /// access point. Where it has no opinion, it is for the hostapd that serves to say.
  func check(_ path: String) async throws(StepFailure) {
    let verdict = try? await InstalledParser.check(
      FilePath(path), copyingTo: FilePath(paths.hostapd), within: .seconds(3), on: loop)
    if let verdict, !verdict.isAccepted {
      let complaints = verdict.complaints.map(\.description).joined(separator: "; ")
      throw StepFailure(.refused, "the installed hostapd does not take the configuration: \(complaints)")
    }
  }

  private func set(
    _ options: [HostapdOption], _ session: ControlSession, within deadline: Duration
  ) async throws(StepFailure) {
    for option in options {
      let value: String
      switch option.value {
      case .text(let text): value = text
      case .secret(let credential):
        guard !credential.isWithheld else { throw StepFailure(.refused, "a secret is not known") }
        value = String(decoding: credential.secret, as: UTF8.self)
      }
      try await command("SET \(option.name) \(value)", to: session, within: deadline) {
        "hostapd does not take another \(option.name) while it serves"
      }
    }
  }

  private func command(
    _ command: String, to session: ControlSession, within deadline: Duration, _ refusal: () -> String
  ) async throws(StepFailure) {
    guard try await ask(command, session, within: deadline) == .ok else { throw StepFailure(.refused, refusal()) }
  }

  /// What cannot be asked may have been taken nevertheless; without a socket nothing was.
  private func ask(
    _ command: String, _ session: ControlSession, within deadline: Duration
  ) async throws(StepFailure) -> ControlReply {
    do {
      return try await session.command(command, within: deadline)
    } catch {
      switch error {
      case .transport(_, .absent), .transport(_, .refused): throw StepFailure(.stale, "\(error)")
      case .transport: throw StepFailure(.late, "\(error)")
      case .reply, .unsendable: throw StepFailure(.refused, "\(error)")
      }
    }
  }

  private func session(_ name: InterfaceName) -> ControlSession {
    ControlSession(
      path: FilePath(paths.hostapdControl + "/" + name.text), clients: FilePath(paths.hostapdClients), on: loop)
  }

  private func global(_ radio: RadioID) -> ControlSession {
    ControlSession(
      path: FilePath(paths.hostapdGlobal(of: radio)), clients: FilePath(paths.hostapdClients), on: loop)
  }
}

extension ChannelSwitch {
  /// As hostapd reads it (`hostapd_parse_csa_settings`, `hostapd_ctrl_check_freq_params`): ten beacons beforehand, so that
  /// clients that sleep hear of it.
  fileprivate var command: String {
    var words = ["CHAN_SWITCH 10 \(channel.frequency)"]
    if width > .mhz20 { words.append("sec_channel_offset=\(channel.pairsUpwards ? 1 : -1)") }
    if let centre = channel.centre(width: width) {
      words.append("center_freq1=\(Int32(channel.frequency) + 5 * (Int32(centre) - Int32(channel.number)))")
    }
    words.append("bandwidth=\(width.rawValue)")
    if standards.contains(.n) || standards.contains(.ac) { words.append("ht") }
    if standards.contains(.ac) { words.append("vht") }
    if standards.contains(.ax) { words.append("he") }
    return words.joined(separator: " ")
  }
}
