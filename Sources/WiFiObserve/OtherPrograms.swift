import Glibc
import Hostapd
import LinuxPlatform
import SystemPackage
import WiFiModel

/// Who else sets up interfaces on this machine, and which of ours he holds: from files, sockets and command lines that
/// anybody may read, without asking anybody. A program that runs holds nothing by that alone.
struct OtherPrograms {
  let paths: Paths
  let proc: ProcFS

  /// Whether arguments are those of one of the programs, hostapd included.
  static func isKnown(_ arguments: [String]) -> Bool {
    guard let first = arguments.first, let name = FilePath(first).lastComponent?.string else { return false }
    return OtherProgram.Kind(rawValue: name) != nil
  }

  /// - Parameters:
  ///   - processes: those that may be such programs; our own hostapds among them are not counted.
  ///   - interfaces: the present interfaces that matter.
  /// - Returns: the programs that run, in order of their kinds and processes.
  func look(among processes: [ProcessEntry], at interfaces: [Interface]) -> [OtherProgram] {
    let ours = paths.hostapd + "/"
    let running = processes.compactMap { process -> (kind: OtherProgram.Kind, process: ProcessEntry)? in
      guard let kind = OtherProgram.Kind(rawValue: process.program) else { return nil }
      // Anybody can call his own process so; what sets up interfaces is the system's.
      guard kind == .networkd || proc.user(of: process.pid) == 0 else { return nil }
      return process.arguments.contains { $0.hasPrefix(ours) } ? nil : (kind, process)
    }
    var programs = running.map { kind, process in
      OtherProgram(
        kind, ProcessIdentity(pid: process.pid, startTime: process.startTime),
        holds: interfaces.compactMap { interface in
          evidence(of: kind, process, interface).map { OtherProgram.Hold(interface.name, evidence: $0) }
        }.sorted { $0.interface < $1.interface })
    }
    addSockets(to: &programs, interfaces)
    return programs.sorted {
      ($0.kind, $0.process?.pid ?? 0) < ($1.kind, $1.process?.pid ?? 0)
    }
  }

  private func evidence(of kind: OtherProgram.Kind, _ process: ProcessEntry, _ interface: Interface) -> String? {
    switch kind {
    case .networkManager:
      let file = "/run/NetworkManager/devices/\(interface.index)"
      let value = setting("managed", in: file)
      return value == "true" || value == "1" ? "\(file) says managed=true" : nil
    case .networkd:
      let file = "/run/systemd/netif/links/\(interface.index)"
      guard let state = setting("ADMIN_STATE", in: file), ["configuring", "configured", "failed"].contains(state) else {
        return nil
      }
      return "\(setting("NETWORK_FILE", in: file) ?? file) matches it"
    case .connman: return connman(process, interface.name)
    case .iwd: return iwd(process, interface.name)
    case .wpaSupplicant:
      let names = ShortOptions(process.arguments.dropFirst(), withValue: Self.supplicantOptions).values(of: "i")
      return names.contains(interface.name) ? "it was started with -i \(interface.name)" : nil
    case .hostapd:
      let options = HostapdProcess.options(process.arguments)
      if options.values(of: "i").contains(interface.name) { return "it was started with -i \(interface.name)" }
      let file = options.operands.first { path in interfaces(of: path).contains(interface.name) }
      return file.map { "\($0) names it" }
    }
  }

  /// As `wpa_supplicant -h` of 2.10 and 2.11 lists them.
  private static let supplicantOptions: Set<Character> = [
    "b", "c", "C", "D", "e", "f", "g", "G", "i", "I", "m", "o", "O", "p", "P",
  ]

  /// iwd takes every wireless interface that its command line does not except (iwd(8)).
  private func iwd(_ process: ProcessEntry, _ name: String) -> String? {
    let options = ShortOptions(process.arguments.dropFirst(), withValue: ["B", "i", "I", "p", "P"])
    func lists(_ letter: Character) -> Bool {
      options.values(of: letter).flatMap { $0.split(separator: ",") }.contains { matches(String($0), name) }
    }
    let isLimited = !options.values(of: "i").isEmpty && !lists("i")
    // Which radio is meant by a name that the kernel gave is not known here.
    let isOfSomeRadios = !options.values(of: "p").isEmpty || !options.values(of: "P").isEmpty
    return isLimited || isOfSomeRadios || lists("I") ? nil : "its command line does not except it"
  }

  /// connman takes every interface but those whose names begin as its list says (connman.conf(5)).
  private func connman(_ process: ProcessEntry, _ name: String) -> String? {
    let options = ShortOptions(process.arguments.dropFirst(), withValue: ["b", "c", "d", "i", "I", "W"])
    let only = options.values(of: "i").flatMap { $0.split(separator: ",") }
    if !only.isEmpty, !only.contains(where: { matches(String($0), name) }) { return nil }
    if options.values(of: "I").flatMap({ $0.split(separator: ",") }).contains(where: { matches(String($0), name) }) {
      return nil
    }
    let listed = setting("NetworkInterfaceBlacklist", in: "/etc/connman/main.conf") ?? ""
    let isListed = listed.split { $0 == "," || $0 == " " }.contains { name.hasPrefix($0) }
    return isListed ? nil : "/etc/connman/main.conf does not except it"
  }

  /// A control socket named as the interface is the sign of one that took it later than by its command line.
  private func addSockets(to programs: inout [OtherProgram], _ interfaces: [Interface]) {
    let kinds: [OtherProgram.Kind] = [.wpaSupplicant, .hostapd]
    guard programs.contains(where: { kinds.contains($0.kind) }), let sockets = try? proc.boundSockets() else { return }
    for interface in interfaces {
      for path in sockets where !path.hasPrefix(paths.hostapd + "/") {
        guard FilePath(path).lastComponent?.string == interface.name else { continue }
        let candidates = kinds.filter { kind in programs.contains { $0.kind == kind } }
        guard let kind = candidates.first(where: { path.contains($0.rawValue) }) ?? candidates.first else { continue }
        let holders = programs.indices.filter { programs[$0].kind == kind }
        if holders.contains(where: { programs[$0].holds.contains { $0.interface == interface.name } }) { continue }
        let hold = OtherProgram.Hold(interface.name, evidence: "its control socket is \(path)")
        if holders.count == 1 {
          programs[holders[0]].holds.append(hold)
          programs[holders[0]].holds.sort { $0.interface < $1.interface }
        } else {
          programs.append(OtherProgram(kind, nil, holds: [hold]))
        }
      }
    }
  }

  /// The interfaces that a configuration of hostapd's names.
  private func interfaces(of path: String) -> [String] {
    guard path.hasPrefix("/"), let text = text(path) else { return [] }
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "=", maxSplits: 1)
      return parts.count == 2 && ["interface", "bss"].contains(parts[0]) ? String(parts[1]) : nil
    }
  }

  /// The value of a key in a file of `KEY=VALUE` or `Key = Value` lines.
  private func setting(_ key: String, in path: String) -> String? {
    text(path)?.split(separator: "\n").lazy.compactMap { line -> String? in
      let parts = line.split(separator: "=", maxSplits: 1).map { part in
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
      return parts.count == 2 && parts[0] == key ? parts[1] : nil
    }.first
  }

  private func text(_ path: String) -> String? {
    let file = try? SmallFile(reading: FilePath(paths.root + path), limit: 256 << 10, followLinks: true)
    return file.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  private func matches(_ pattern: String, _ name: String) -> Bool { fnmatch(pattern, name, 0) == 0 }
}
