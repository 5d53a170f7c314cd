/// What the agent says of itself, of its radios and of its access points.
package struct Status: Hashable, Sendable {
  /// Counts the accepted changes of the spec, over restarts.
  package var generation: UInt64
  package var agent: [Condition]
  /// Errors found when a changed spec was read, since boot.
  package var specErrors: UInt64
  package var radios: [RadioStatus]
  package var accessPoints: [AccessPointStatus]
  /// What was done and decided, newest last, bounded.
  package var history: [HistoryEntry]

  package init(
    generation: UInt64 = 0, agent: [Condition] = [], specErrors: UInt64 = 0, radios: [RadioStatus] = [],
    accessPoints: [AccessPointStatus] = [], history: [HistoryEntry] = []
  ) {
    self.generation = generation
    self.agent = agent
    self.specErrors = specErrors
    self.radios = radios
    self.accessPoints = accessPoints
    self.history = history
  }
}

/// The status of one radio.
package struct RadioStatus: Hashable, Sendable {
  package var id: RadioID
  package var driver: ModuleName
  /// The card's bus path and wiphy, when they are there.
  package var device: String?
  package var phy: String?
  package var conditions: [Condition]
  /// The incident that recovery works on, as a sentence.
  package var incident: String?
  /// Driver-level actions spent in the current hour, and allowed.
  package var actionsSpent: UInt8
  package var actionsAllowed: UInt8
  /// Steps that are held back, and why.
  package var held: [String]
  /// What was done to it since boot.
  package var chronicle: Chronicle.OfRadio

  package init(
    id: RadioID, driver: ModuleName, device: String? = nil, phy: String? = nil, conditions: [Condition] = [],
    incident: String? = nil, actionsSpent: UInt8 = 0, actionsAllowed: UInt8 = 0, held: [String] = [],
    chronicle: Chronicle.OfRadio = Chronicle.OfRadio()
  ) {
    self.id = id
    self.driver = driver
    self.device = device
    self.phy = phy
    self.conditions = conditions
    self.incident = incident
    self.actionsSpent = actionsSpent
    self.actionsAllowed = actionsAllowed
    self.held = held
    self.chronicle = chronicle
  }
}

/// The status of one access point.
package struct AccessPointStatus: Hashable, Sendable {
  package var name: InterfaceName
  package var radio: RadioID
  package var ssid: SSID
  /// Centre of the primary channel in MHz, as far as it is on the air.
  package var frequency: UInt32?
  /// Of the whole channel.
  package var width: ChannelWidth?
  package var bssid: HardwareAddress?
  /// Since when it has been on the air without a break.
  package var onAirSince: Uptime?
  /// How many clients are connected; nil where nobody says.
  package var stations: UInt16?
  /// The clients, in the order of their addresses; nil where they are not known.
  package var clients: [Station]?
  package var conditions: [Condition]

  package init(
    name: InterfaceName, radio: RadioID, ssid: SSID, frequency: UInt32? = nil, width: ChannelWidth? = nil,
    bssid: HardwareAddress? = nil, onAirSince: Uptime? = nil, stations: UInt16? = nil, clients: [Station]? = nil,
    conditions: [Condition] = []
  ) {
    self.name = name
    self.radio = radio
    self.ssid = ssid
    self.frequency = frequency
    self.width = width
    self.bssid = bssid
    self.onAirSince = onAirSince
    self.stations = stations
    self.clients = clients
    self.conditions = conditions
  }
}

/// One line of the causal timeline.
package struct HistoryEntry: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case spec
    case step
    case evidence
    case decision
    case condition
  }

  package var at: Uptime
  package var kind: Kind
  /// One sentence without full stop, without secrets.
  package var message: String

  package init(at: Uptime, kind: Kind, message: String) {
    self.at = at
    self.kind = kind
    self.message = message
  }
}
