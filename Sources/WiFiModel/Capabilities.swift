/// What a radio can do, as the kernel tells of its wiphy (NL80211_CMD_GET_WIPHY). An empty list or a nil is the kernel's
/// silence: from that nothing follows.
package struct Capabilities: Hashable, Sendable {
  /// What its interfaces can be used as.
  package var interfaceTypes: [InterfaceType]
  /// Which interfaces may be at work together; a single one of any type always may.
  package var combinations: [Combination]
  /// In the order of `Band`.
  package var bands: [BandCapabilities]
  /// Ascending.
  package var ciphers: [SuiteSelector]
  /// What an access point may ask of its stations, ascending; `nil` where the kernel says nothing.
  package var keyManagements: [SuiteSelector]?
  /// How many clients an access point can serve; `nil` where the kernel says nothing.
  package var maximumClients: UInt16?
  package var features: Set<Feature>
  /// The country whose rules the limits of the channels express; `nil` is the world domain (`00`) or an intersection.
  package var country: CountryCode?

  package init(
    interfaceTypes: [InterfaceType], combinations: [Combination] = [], bands: [BandCapabilities] = [],
    ciphers: [SuiteSelector] = [], keyManagements: [SuiteSelector]? = nil, maximumClients: UInt16? = nil,
    features: Set<Feature> = [], country: CountryCode? = nil
  ) {
    self.interfaceTypes = interfaceTypes
    self.combinations = combinations
    self.bands = bands
    self.ciphers = ciphers.sorted()
    self.keyManagements = keyManagements?.sorted()
    self.maximumClients = maximumClients
    self.features = features
    self.country = country
  }

  package subscript(band: Band) -> BandCapabilities? { bands.first { $0.band == band } }

  /// What a wiphy says of itself by a flag.
  package enum Feature: String, Hashable, Sendable, CaseIterable {
    /// SAE can be carried out by hostapd.
    case sae
    /// The driver carries out SAE for an access point by itself.
    case saeOffload = "sae-offload"
    /// The driver looks for radar by itself.
    case radarOffload = "radar-offload"
    /// The driver answers authentication and association by itself: what it does not know it cannot be taught.
    case ownManagement = "own-management"
    /// The driver keeps its own regulatory domain, whatever the machine's is.
    case ownRegulatory = "own-regulatory"
    /// An access point may announce a change of its channel and take its clients along.
    case channelSwitch = "channel-switch"
  }

  /// Interfaces that may be at work together.
  package struct Combination: Hashable, Sendable {
    /// One for each group of types; a type in none of them may not take part.
    package var limits: [Limit]
    /// How many interfaces there may be in all.
    package var maximum: UInt32
    /// On how many different channels they may be.
    package var channels: UInt32
    /// On which widths radar can be looked for meanwhile, ascending.
    package var radarWidths: [ChannelWidth]

    package init(limits: [Limit], maximum: UInt32, channels: UInt32, radarWidths: [ChannelWidth] = []) {
      self.limits = limits
      self.maximum = maximum
      self.channels = channels
      self.radarWidths = radarWidths.sorted()
    }

    /// How many of some types there may be, taken together.
    package struct Limit: Hashable, Sendable {
      package var maximum: UInt32
      package var types: [InterfaceType]

      package init(_ maximum: UInt32, _ types: [InterfaceType]) {
        self.maximum = maximum
        self.types = types
      }
    }
  }
}
