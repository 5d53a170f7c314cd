/// An unsolicited message of hostapd's: `<N>NAME arguments`, sent to attached sockets.
package enum HostapdEvent: Hashable, Sendable {
  case enabled
  case disabled
  /// Beacons are forbidden here by the regulatory domain (2.11).
  case noInitiatingRadiation
  /// The network interface came back or was set up.
  case interfaceEnabled
  /// The network interface was set down or vanished; hostapd lives on.
  case interfaceDisabled
  case terminating
  /// With the passphrase's name (`keyid`), where the passphrase file has one.
  case stationConnected(HardwareAddress, passphraseName: String?)
  case stationDisconnected(HardwareAddress)
  case possiblePassphraseMismatch(HardwareAddress)
  case rejectedForCapacity(HardwareAddress)
  case rejectedAsBlocked(HardwareAddress)
  case channelSelectionStarted
  /// Frequencies are in MHz.
  case channelSelectionCompleted(frequency: UInt32?)
  case channelSelectionFailed
  case radarCheckStarted(frequency: UInt32?, seconds: UInt32?)
  case radarCheckCompleted(frequency: UInt32?, success: Bool?)
  case radarDetected(frequency: UInt32?)
  case radarNewChannel(frequency: UInt32?)
  case radarNonOccupancyFinished(frequency: UInt32?)
  case radarPreCheckExpired(frequency: UInt32?)
  case channelSwitchStarted(frequency: UInt32?)
  case channelSwitched(frequency: UInt32?)
  case channelSwitchAnnouncementFinished(frequency: UInt32?)
  case regulatoryChange
  /// Anything else, by its name.
  case other(String)

  /// Whether a datagram is an event at all: a reply never begins with `<` and a level.
  package static func isEvent(_ message: [UInt8]) -> Bool { body(message) != nil }

  /// Nil where the message is no event.
  package init?(message: [UInt8]) {
    guard let body = Self.body(message) else { return nil }
    let words = body.prefix { $0 != .lineFeed }.split(separator: UInt8(ascii: " "))
    guard let first = words.first else { return nil }
    let name = String(decoding: first, as: UTF8.self)
    let arguments = Arguments(words: words.dropFirst())
    self =
      Self.plain(name) ?? Self.ofStation(name, arguments) ?? Self.ofChannel(name, arguments)
      ?? .other(ConfigurationRefusal.legible(name))
  }

  /// What follows `<level>`.
  private static func body(_ message: [UInt8]) -> ArraySlice<UInt8>? {
    guard message.first == UInt8(ascii: "<"), let end = message.firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let level = message[1..<end]
    guard (1...2).contains(level.count), level.allSatisfy({ $0.hexDigit ?? 10 < 10 }) else { return nil }
    return message[(end + 1)...]
  }

  private static func plain(_ name: String) -> HostapdEvent? {
    switch name {
    case "AP-ENABLED": .enabled
    case "AP-DISABLED": .disabled
    case "AP-NO_IR": .noInitiatingRadiation
    case "INTERFACE-ENABLED": .interfaceEnabled
    case "INTERFACE-DISABLED": .interfaceDisabled
    case "CTRL-EVENT-TERMINATING": .terminating
    case "ACS-STARTED": .channelSelectionStarted
    case "ACS-FAILED": .channelSelectionFailed
    case "CTRL-EVENT-REGDOM-CHANGE": .regulatoryChange
    default: nil
    }
  }

  /// Nil also where the address is missing or broken: such an event is known by its name only.
  private static func ofStation(_ name: String, _ arguments: Arguments) -> HostapdEvent? {
    guard let station = arguments.address else { return nil }
    return switch name {
    case "AP-STA-CONNECTED": .stationConnected(station, passphraseName: arguments.text("keyid"))
    case "AP-STA-DISCONNECTED": .stationDisconnected(station)
    case "AP-STA-POSSIBLE-PSK-MISMATCH": .possiblePassphraseMismatch(station)
    case "AP-REJECTED-MAX-STA": .rejectedForCapacity(station)
    case "AP-REJECTED-BLOCKED-STA": .rejectedAsBlocked(station)
    default: nil
    }
  }

  private static func ofChannel(_ name: String, _ arguments: Arguments) -> HostapdEvent? {
    let frequency = arguments.number("freq").flatMap { $0 == 0 ? nil : $0 }
    return switch name {
    case "ACS-COMPLETED": .channelSelectionCompleted(frequency: frequency)
    case "DFS-CAC-START": .radarCheckStarted(frequency: frequency, seconds: arguments.number("cac_time"))
    case "DFS-CAC-COMPLETED":
      .radarCheckCompleted(frequency: frequency, success: arguments.number("success").map { $0 != 0 })
    case "DFS-RADAR-DETECTED": .radarDetected(frequency: frequency)
    case "DFS-NEW-CHANNEL": .radarNewChannel(frequency: frequency)
    case "DFS-NOP-FINISHED": .radarNonOccupancyFinished(frequency: frequency)
    case "DFS-PRE-CAC-EXPIRED": .radarPreCheckExpired(frequency: frequency)
    case "CTRL-EVENT-STARTED-CHANNEL-SWITCH": .channelSwitchStarted(frequency: frequency)
    case "CTRL-EVENT-CHANNEL-SWITCH": .channelSwitched(frequency: frequency)
    case "AP-CSA-FINISHED": .channelSwitchAnnouncementFinished(frequency: frequency)
    default: nil
    }
  }

  private struct Arguments {
    var words: ArraySlice<ArraySlice<UInt8>>

    var address: HardwareAddress? { words.first.flatMap { HardwareAddress(text: $0) } }

    func text(_ key: String) -> String? {
      words.first { $0.starts(with: "\(key)=".utf8) }
        .map { ConfigurationRefusal.legible(String(decoding: $0.dropFirst(key.utf8.count + 1), as: UTF8.self)) }
    }

    /// A decimal number before an optional comma or unit (`cac_time=60s`, `sec_chan=1,`).
    func number(_ key: String) -> UInt32? {
      text(key).flatMap { UInt32($0.prefix { $0.isASCII && $0.isNumber }) }
    }
  }
}
