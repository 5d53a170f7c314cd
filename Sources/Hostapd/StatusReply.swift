/// hostapd's answer to `STATUS`: its own belief about one radio and the networks on it.
///
/// It is no sign of life: hostapd goes on saying ENABLED after the firmware, the interface or the driver is gone.
package struct StatusReply: Hashable, Sendable {
  /// States as in hostapd 2.10 and 2.11; the raw value is its own word (`hostapd_state_text`, src/ap/hostapd.c).
  package enum State: RawRepresentable, Hashable, Sendable {
    case uninitialized
    case disabled
    /// Waiting up to 5 s for the kernel to take the country.
    case countryUpdate
    /// Surveying for a channel.
    case channelSelection
    /// Scanning for other 40 MHz networks.
    case coexistenceScan
    /// Listening for radar: 60 s, on weather channels 10 minutes.
    case channelAvailabilityCheck
    case enabled
    /// The regulatory domain forbids beacons here (2.11).
    case noInitiatingRadiation
    case other(String)

    private static let known: [State] = [
      .uninitialized, .disabled, .countryUpdate, .channelSelection, .coexistenceScan, .channelAvailabilityCheck,
      .enabled, .noInitiatingRadiation,
    ]

    package init(rawValue: String) { self = Self.known.first { $0.rawValue == rawValue } ?? .other(rawValue) }

    package var rawValue: String {
      switch self {
      case .uninitialized: "UNINITIALIZED"
      case .disabled: "DISABLED"
      case .countryUpdate: "COUNTRY_UPDATE"
      case .channelSelection: "ACS"
      case .coexistenceScan: "HT_SCAN"
      case .channelAvailabilityCheck: "DFS"
      case .enabled: "ENABLED"
      case .noInitiatingRadiation: "NO_IR"
      case .other(let text): text
      }
    }
  }

  /// One network of the radio.
  package struct Network: Hashable, Sendable {
    /// Its interface's name.
    package var interface: String
    package var address: HardwareAddress?
    package var ssid: [UInt8]
    /// Associated stations.
    package var stations: UInt32?
  }

  package var state: State
  /// The wiphy's name, or nil before hostapd knows it.
  package var phy: String?
  /// Centre of the primary channel in MHz, or nil before there is one.
  package var frequency: UInt32?
  /// Primary channel, or nil before there is one.
  package var channel: UInt32?
  /// -1, 0 or 1: where the secondary 20 MHz channel lies.
  package var secondaryChannel: Int32?
  /// Width of the whole channel in MHz, or nil where hostapd does not tell enough.
  package var width: UInt32?
  /// Seconds until the radar check ends, while one runs.
  package var channelCheckSecondsLeft: UInt32?
  package var ieee80211n: Bool?
  package var ieee80211ac: Bool?
  package var ieee80211ax: Bool?
  /// Beacon interval in time units of 1.024 ms.
  package var beaconInterval: UInt32?
  package var dtimPeriod: UInt32?
  /// The regulatory limit of the channel in dBm.
  package var maximumTransmitPower: UInt32?
  /// In hostapd's order: the first is the one whose name the configuration has as `interface`.
  package var networks: [Network]

  /// `*_oper_chwidth` counts 0 for 20 or 40, 1 for 80, 2 for 160, 3 for 80+80 MHz (`CHANWIDTH_*`, src/common/ieee802_11_defs.h).
  private static func width(_ fields: ReplyFields) -> UInt32? {
    guard let secondary = secondaryChannel(fields) else { return nil }
    switch fields.number("he_oper_chwidth") ?? fields.number("vht_oper_chwidth") ?? UInt32(0) {
    case 0: return secondary == 0 ? 20 : 40
    case 1: return 80
    case 2, 3: return 160
    default: return nil
    }
  }

  private static func secondaryChannel(_ fields: ReplyFields) -> Int32? {
    fields.number("secondary_channel").flatMap { (-1...1).contains($0) ? $0 : nil }
  }

  /// As many as hostapd can print in a reply of 4096 bytes, generously.
  private static let mostNetworks = 64

  /// - Throws: ``ReplyRefusal`` where there is no `state`.
  package init(reply: [UInt8]) throws(ReplyRefusal) {
    let fields = ReplyFields(reply[...])
    guard let state = fields.text("state") else {
      throw ReplyRefusal(command: "STATUS", fault: "it has no line 'state='")
    }
    self.state = State(rawValue: state)
    phy = fields.text("phy").flatMap { $0.isEmpty ? nil : $0 }
    frequency = fields.number("freq").flatMap { $0 == 0 ? nil : $0 }
    channel = fields.number("channel").flatMap { $0 == 0 ? nil : $0 }
    secondaryChannel = Self.secondaryChannel(fields)
    width = Self.width(fields)
    channelCheckSecondsLeft = fields.number("cac_time_left_seconds")
    ieee80211n = fields.flag("ieee80211n")
    ieee80211ac = fields.flag("ieee80211ac")
    ieee80211ax = fields.flag("ieee80211ax")
    beaconInterval = fields.number("beacon_int")
    dtimPeriod = fields.number("dtim_period")
    maximumTransmitPower = fields.number("max_txpower")
    networks = []
    for index in 0..<Self.mostNetworks {
      guard let interface = fields.text("bss[\(index)]") else { break }
      networks.append(
        Network(
          interface: interface,
          address: fields.bytes("bssid[\(index)]").flatMap { HardwareAddress(text: $0) },
          ssid: fields.bytes("ssid[\(index)]").map { EscapedText.decode($0) } ?? [],
          stations: fields.number("num_sta[\(index)]")))
    }
  }
}
