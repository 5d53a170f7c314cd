/// What a card says about itself, in lines of `key=value`.
extension Card {
  var status: String {
    var lines = ["card=\(number)", "mac=\(mac)", "attached=\(device?.identity.description ?? "no")"]
    switch stage {
    case .off: lines.append("state=off")
    case .bootLoader: lines.append("state=boot-loader")
    case .firmware: lines.append("state=firmware")
    }
    lines += ["health=\(health.rawValue)", "data=\(passesData ? "on" : "off")", "rules=\(ruleCount)"]
    lines += ["commands=\(commandCount)", "last-command=\(lastCommand?.hex ?? "none")"]
    guard let firmware else { return lines.joined(separator: "\n") }
    for network in firmware.accessPoints.values.sorted(by: { $0.address < $1.address }) {
      let name = "ap.\(network.address.number)"
      lines.append("\(name)=\(network.isActive ? "active" : "idle")")
      lines.append("\(name).mac=\(network.mac)")
      lines.append("\(name).ssid=\(printable(network.ssid))")
      lines.append("\(name).channel=\(network.channel)")
      lines.append("\(name).stations=\(network.stations.map(\.description).joined(separator: ","))")
    }
    for station in firmware.stations.values.sorted(by: { $0.address < $1.address }) {
      lines.append("sta.\(station.address.number)=\(station.link.map { "joined \($0.bssid)" } ?? "idle")")
    }
    return lines.joined(separator: "\n")
  }

  private func printable(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      if (0x20...0x7e).contains(byte) { return String(UnicodeScalar(byte)) }
      return "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
