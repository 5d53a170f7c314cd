package import WiFiModel

extension SimulatedMachine {
  /// What the agent has made of the machine, as a text that two ways to the same spec have in common: without numbers that
  /// grow (processes, indexes), without the order in which access points came, and without addresses that nobody chose.
  package func shape(of accessPoints: [AccessPoint]) -> [String] {
    var lines: [String] = []
    for interface in interfaces where !interface.isForeign || !interface.addresses.isEmpty {
      let chosen = accessPoints.first { $0.name.text == interface.name }?.macAddress
      // All addresses that nobody chose begin so here.
      let isOwn = interface.mac?.bytes.first == 2
      lines.append(
        "interface \(interface.name) \(interface.type.rawValue) \(interface.isUp ? "up" : "down") "
          + "\(interface.ssid.map { String(decoding: $0, as: UTF8.self) } ?? "no BSS") \(interface.frequency ?? 0) MHz "
          + "\(interface.addresses.sorted()) \(chosen == nil && isOwn ? "its own address" : interface.mac?.description ?? "none")"
      )
    }
    for hostapd in hostapds {
      let radio = hostapd.configuration.options.filter { ["channel", "country_code", "hw_mode"].contains($0.name) }
      lines.append("hostapd of \(hostapd.radio) on \(Set(radio.map { "\($0.name)=\($0.text ?? "")" }).sorted())")
      for section in hostapd.configuration.sections { lines.append("  serves \(Self.shape(section))") }
      let named = files.compactMap(\.configuration).flatMap(\.options).compactMap(\.text)
      for file in hostapd.read
      where named.contains(where: { $0.hasSuffix("/\(file.accessPoint).\(file.kind.rawValue)") }) {
        lines.append("  has read \(file)")
      }
    }
    for files in files {
      for section in files.configuration?.sections ?? [] {
        lines.append("file of \(files.radio) \(Self.shape(section))")
      }
      for file in files.files { lines.append("file \(file)") }
    }
    // It is the machine's, and nobody else's to take back.
    if accessPoints.contains(where: \.enabled) { lines.append("regulatory domain \(country?.text ?? "00")") }
    return lines.sorted()
  }

  private static func shape(_ section: HostapdConfiguration.Section) -> String {
    let own = section.options.drop { $0.name != "ssid2" }.filter { option in
      // What is told a BSS that serves stands for its absence, too.
      option.name != "bssid"
        && ![
          "max_num_sta=2007", "ignore_broadcast_ssid=0", "ap_isolate=0", "dtim_period=2", "ap_max_inactivity=300",
          "macaddr_acl=0",
        ].contains("\(option.name)=\(option.text ?? "")")
    }
    let lists = ["macaddr_acl", "accept_mac_file", "deny_mac_file"]
    return "\(section.interface) "
      + own.filter { !lists.contains($0.name) }.map { "\($0.name)=\($0.value)" }.sorted().joined(separator: " ")
  }
}
