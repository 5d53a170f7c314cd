package import Hostapd
import WiFiModel

/// What must hold of any bytes that are read as a reply or an event of hostapd's, or as what it printed of a file.
package enum HostapdProperty {
  /// What does not hold, in words; nothing where all is well.
  package static func violations(_ bytes: [UInt8]) -> [String] {
    var found: [String] = []
    if let event = HostapdEvent(message: bytes) {
      found += violations(of: event)
      if !HostapdEvent.isEvent(bytes) { found.append("an event is taken for a reply") }
    }
    do {
      let status = try StatusReply(reply: bytes)
      found += violations(of: status)
      if (try? StatusReply(reply: render(status))) != status { found.append("a rendered status is read as another") }
    } catch {
      found += ShownText.violations(error.description, "a refusal of a status")
    }
    do {
      if let station = try StationReply.parse(bytes) {
        found += violations(of: station)
        if (try? StationReply.parse(render(station))) != station {
          found.append("a rendered station is read as another")
        }
      }
    } catch {
      found += ShownText.violations(error.description, "a refusal of a station")
    }
    if EscapedText.decode(bytes).count > bytes.count { found.append("an escaped text grows") }
    return found + fileViolations(bytes) + verdictViolations(bytes)
  }

  /// What does not hold of an event.
  package static func violations(of event: HostapdEvent) -> [String] {
    switch event {
    case .stationConnected(_, let name): ShownText.violations(name, "a passphrase's name")
    case .other(let name): ShownText.violations(name, "an event's name")
    case .channelSelectionCompleted(let frequency), .radarCheckStarted(let frequency, _),
      .radarCheckCompleted(let frequency, _), .radarDetected(let frequency), .radarNewChannel(let frequency),
      .radarNonOccupancyFinished(let frequency), .radarPreCheckExpired(let frequency),
      .channelSwitchStarted(let frequency), .channelSwitched(let frequency),
      .channelSwitchAnnouncementFinished(let frequency):
      frequency == 0 ? ["an event is of no frequency at all"] : []
    default: []
    }
  }

  /// What does not hold of a status.
  package static func violations(of status: StatusReply) -> [String] {
    var found = ShownText.violations(status.phy, "the wiphy's name")
    if case .other(let state) = status.state { found += ShownText.violations(state, "the state") }
    if let offset = status.secondaryChannel, !(-1...1).contains(offset) {
      found.append("the secondary channel lies \(offset) channels away")
    }
    if let width = status.width, ![20, 40, 80, 160].contains(width) {
      found.append("the channel is \(width) MHz wide")
    }
    if status.frequency == 0 || status.channel == 0 { found.append("a channel that is none is told") }
    if status.networks.count > 64 { found.append("there are \(status.networks.count) networks") }
    for network in status.networks { found += ShownText.violations(network.interface, "an interface's name") }
    return found
  }

  /// What does not hold of a station.
  package static func violations(of station: StationReply) -> [String] {
    station.flags.flatMap { ShownText.violations($0, "a flag") }
      + ShownText.violations(station.passphraseName, "a passphrase's name")
      + (station.flags == station.flags.sorted() ? [] : ["flags are out of order"])
  }

  // MARK: - What reads back as the same

  private static func render(_ status: StatusReply) -> [UInt8] {
    var lines = ReplyLines("state=\(status.state.rawValue)")
    lines.add("phy", status.phy)
    lines.add("freq", status.frequency)
    lines.add("channel", status.channel)
    lines.add("secondary_channel", status.secondaryChannel)
    lines.add("vht_oper_chwidth", status.width.map { $0 < 80 ? 0 : $0 / 80 } ?? 9)
    lines.add("cac_time_left_seconds", status.channelCheckSecondsLeft)
    lines.add("ieee80211n", status.ieee80211n.map { $0 ? 1 : 0 })
    lines.add("ieee80211ac", status.ieee80211ac.map { $0 ? 1 : 0 })
    lines.add("ieee80211ax", status.ieee80211ax.map { $0 ? 1 : 0 })
    lines.add("beacon_int", status.beaconInterval)
    lines.add("dtim_period", status.dtimPeriod)
    lines.add("max_txpower", status.maximumTransmitPower)
    for (index, network) in status.networks.enumerated() {
      lines.add("bss[\(index)]", network.interface)
      lines.add("bssid[\(index)]", network.address)
      lines.add("ssid[\(index)]", network.ssid.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
      lines.add("num_sta[\(index)]", network.stations)
    }
    return lines.bytes
  }

  private static func render(_ station: StationReply) -> [UInt8] {
    var lines = ReplyLines("\(station.address)")
    lines.add("flags", station.flags.map { "[\($0)]" }.joined())
    lines.add("connected_time", station.connectedSeconds)
    lines.add("inactive_msec", station.inactiveMilliseconds)
    lines.add("rx_bytes", station.receivedBytes)
    lines.add("tx_bytes", station.sentBytes)
    lines.add("rx_packets", station.receivedPackets)
    lines.add("tx_packets", station.sentPackets)
    lines.add("signal", station.signal)
    lines.add("keyid", station.passphraseName)
    return lines.bytes
  }

  /// Of the files with stations and passphrases, which are read back to compare them with what is wanted.
  private static func fileViolations(_ bytes: [UInt8]) -> [String] {
    var found: [String] = []
    if let stations = StationFile.read(bytes), StationFile.read(StationFile.render(stations)) != stations {
      found.append("a list of stations changes when it is written again")
    }
    if let entries = PassphraseFile.read(bytes) {
      let known = entries.compactMap { entry -> PassphraseFile.Entry? in
        guard
          let secret = (try? Passphrase(hexadecimalKey: entry.secret)) ?? (try? Passphrase(passphrase: entry.secret))
        else { return nil }
        return PassphraseFile.Entry(name: entry.name, passphrase: secret)
      }
      if known.count == entries.count, let written = try? PassphraseFile.render(known), written != bytes {
        found.append("passphrases change when they are written again")
      }
    }
    return found
  }

  // MARK: - What the installed hostapd printed

  private static let canary = "zQ7-canary-zQ7"
  private static let refused = "Failed to set up interface with /x/a.conf\n"

  private static func verdictViolations(_ bytes: [UInt8]) -> [String] {
    let text = ConfigurationText(reading: "ssid=quay\nwpa_passphrase=\(canary)\nwep_key0=\"\(canary)\"\n".utf8)
    // With the secret wherever the input has a zero byte: hostapd quotes values.
    var output = bytes.flatMap { $0 == 0 ? Array(canary.utf8) : [$0] }
    output += Array("\n\(refused)".utf8)
    guard
      let verdict = ConfigurationVerdict(output: output, file: "/x/a.conf", sentinel: "/x/none.conf", text: text)
    else { return [] }
    return verdict.complaints.flatMap { complaint in
      ShownText.violations(complaint.description, "a complaint")
        + (complaint.description.contains(canary) ? ["a complaint shows a secret"] : [])
    } + (verdict.isAccepted ? ["a file that hostapd refused counts as accepted"] : [])
  }
}

/// A reply of hostapd's as it writes one: a line a field, where it has a value.
private struct ReplyLines {
  private var text: String

  init(_ first: String) { text = first + "\n" }

  mutating func add(_ key: String, _ value: (some CustomStringConvertible)?) {
    if let value { text += "\(key)=\(value)\n" }
  }

  var bytes: [UInt8] { Array(text.utf8) }
}
