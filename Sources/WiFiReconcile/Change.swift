import WiFiModel

/// What differs in hostapd's files for one access point, or for the radio itself, with the least harmful means by which
/// the hostapd that serves takes it up.
struct Change: Hashable, Sendable {
  /// nil: the radio, for all its access points.
  var accessPoint: InterfaceName?
  var means: Means
  /// What differs, for people.
  var what: String
  /// Which part of the configuration it brings about.
  var part: Part
  var steps: [Step]

  /// A part of the configuration, or a file beside it.
  enum Part: Hashable, Sendable {
    case radio
    case section(String)
    case file
  }

  var disruption: Disruption { steps.map(\.disruption).max() ?? .none }

  /// Whether hostapd reads the files of the access point for it.
  var readsFiles: Bool {
    switch means {
    case .addBSS, .renewBSS, .reloadBSS, .removeBSS, .replaceBSS, .restart: true
    case .record, .setOptions, .reloadPassphrases, .reloadStations, .switchChannel: false
    }
  }
}
