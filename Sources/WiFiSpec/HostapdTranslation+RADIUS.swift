import WiFiModel

extension HostapdTranslation {
  /// The RADIUS servers, in order: each `..._server_addr` begins another, and what follows belongs to it.
  mutating func servers(_ lines: inout HostapdSection, name: String) -> SpecText.Entry? {
    let authentication = servers(&lines, prefix: "auth_server_", port: 1812, name: "\(name)-radius")
    let accounting = servers(&lines, prefix: "acct_server_", port: 1813, name: "\(name)-radius-accounting")
    if authentication.isEmpty {
      note(
        option: "auth_server_addr", .refused(.malformed), "no line names a RADIUS server, and hostapd does not start")
      return nil
    }
    guard request.secrets != nil else {
      note(
        option: "auth_server_shared_secret", .refused(.unsupported),
        "who may join is known to RADIUS servers, whose secrets belong into files of their own; import again with"
          + " --secrets FOLDER, into which they are written")
      return nil
    }
    var entries = [SpecText.Entry(key: "authentication", value: .sequence(authentication))]
    if !accounting.isEmpty { entries.append(SpecText.Entry(key: "accounting", value: .sequence(accounting))) }
    return SpecText.Entry(key: "radius", value: .map(entries))
  }

  /// Takes the servers of a network that asks none.
  mutating func dropServers(_ lines: inout HostapdSection) {
    for prefix in ["auth_server_", "acct_server_"] {
      let servers = lines.take { $0.hasPrefix(prefix) }
      let first = servers.firstIndex { $0.name == "\(prefix)addr" } ?? servers.endIndex
      note(Array(servers[..<first]), .refused(.malformed), "hostapd wants \(prefix)addr before it")
      note(Array(servers[first...]), .dropped, "a spec has RADIUS servers with wpa2-enterprise alone")
    }
  }

  private struct Server {
    var address: String
    var port: Int64
    var secret: Credential?
    var line: Line
  }

  private mutating func servers(
    _ lines: inout HostapdSection, prefix: String, port: Int64, name: String
  ) -> [[SpecText.Entry]] {
    var servers: [Server] = []
    for line in lines.take(where: { $0.hasPrefix(prefix) }) {
      let part = line.name.dropFirst(prefix.count)
      if part == "addr" {
        servers.append(Server(address: address(line), port: port, line: line))
        continue
      }
      guard !servers.isEmpty else {
        note(line, .refused(.malformed), "hostapd wants \(prefix)addr before it")
        continue
      }
      let index = servers.count - 1
      switch part {
      case "addr_replace": servers[index].address = address(line)
      case "port":
        if let value = number(line, 1...65535) { servers[index].port = value }
      case "shared_secret":
        do throws(InvalidValue) { servers[index].secret = try Credential(radiusSecret: line.value) } catch {
          note(line, .refused(line.value.isEmpty ? .malformed : .unsupported), error.description)
        }
      default: note(line, .refused(.malformed), "hostapd does not know it")
      }
    }
    return servers.enumerated().map { index, server in
      var entries = [SpecText.Entry(key: "address", value: .text(server.address))]
      if server.port != port { entries.append(SpecText.Entry(key: "port", value: .word(String(server.port)))) }
      guard let secret = server.secret else {
        note(server.line, .refused(.malformed), "no line gives the secret that is shared with this server")
        return entries
      }
      if let path = secretFile(secret, named: "\(name)-\(index + 1)") {
        entries.append(SpecText.Entry(key: "secret-file", value: .text(path)))
      }
      return entries
    }
  }

  private mutating func address(_ line: Line) -> String {
    let length = line.text.contains(":") ? 128 : 32
    guard let address = try? InterfaceAddress(observed: "\(line.text)/\(length)") else {
      note(line, .refused(.malformed), "\(line.shown) is not an IP address")
      return ""
    }
    return String(address.description.prefix { $0 != "/" })
  }
}
