import CLibNL

/// What a radio can do, as nl80211 describes its wiphy.
package struct Wiphy: Hashable, Sendable {
  /// The number, as in `phy0`.
  package var index: UInt32
  /// The name.
  package var name: String
  /// The interface types that it can make, by number.
  package var interfaceTypes: [InterfaceType]
  /// The bands, by number.
  package var bands: [Band]
  /// How many stations an access point of it can serve, where it says so.
  package var maximumStations: UInt16?
  /// The numbers of the nl80211 commands it takes, ascending.
  package var commands: [UInt32]
  /// Which interfaces may be at work together; a single one always may.
  package var combinations: [InterfaceCombination]
  /// The cipher suites, as the kernel numbers them (`00-0f-ac:4` is 0x000fac04), ascending.
  package var ciphers: [UInt32]
  /// The suites of authentication and key management for an access point, ascending; nil where the kernel says nothing.
  package var keyManagements: [UInt32]?
  /// What else matters here.
  package var features: Features
  /// How many beacon counters a channel switch may have, where it says so.
  package var maximumSwitchCounters: UInt8?

  /// Makes a wiphy from its parts.
  package init(
    index: UInt32, name: String, interfaceTypes: [InterfaceType] = [], bands: [Band] = [],
    maximumStations: UInt16? = nil, commands: [UInt32] = [], combinations: [InterfaceCombination] = [],
    ciphers: [UInt32] = [], keyManagements: [UInt32]? = nil, features: Features = [],
    maximumSwitchCounters: UInt8? = nil
  ) {
    self.index = index
    self.name = name
    self.interfaceTypes = interfaceTypes
    self.bands = bands
    self.maximumStations = maximumStations
    self.commands = commands
    self.combinations = combinations
    self.ciphers = ciphers
    self.keyManagements = keyManagements
    self.features = features
    self.maximumSwitchCounters = maximumSwitchCounters
  }

  /// What a wiphy says of itself by a flag.
  package struct Features: OptionSet, Hashable, Sendable {
    /// The bits, of our own numbering.
    package var rawValue: UInt8

    /// Takes the bits.
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Stations may authenticate by SAE, which the program that asks carries out.
    package static let sae = Features(rawValue: 1)
    /// The driver carries out SAE for an access point by itself.
    package static let saeOffload = Features(rawValue: 2)
    /// The driver looks for radar by itself.
    package static let radarOffload = Features(rawValue: 4)
    /// The driver answers authentication and association by itself: what it does not know it cannot be taught.
    package static let ownManagement = Features(rawValue: 8)
    /// The driver keeps its own regulatory domain, whatever the machine's is.
    package static let ownRegulatory = Features(rawValue: 16)
    /// An access point may announce a change of its channel and take its clients along.
    package static let channelSwitch = Features(rawValue: 32)
  }

  /// Puts a wiphy together from the messages of a split dump; nil where none is about this one.
  init?(index: UInt32, messages: some Sequence<Attributes>) {
    self.init(index: index, name: "")
    for attributes in messages where attributes.u32(NL80211_ATTR_WIPHY) == index { merge(attributes) }
    guard !name.isEmpty, !name.contains("/") else { return nil }
    interfaceTypes.sort { $0.rawValue < $1.rawValue }
    commands.sort()
    ciphers.sort()
    keyManagements?.sort()
    // An announcement counts down in two elements (nl80211_parse_counter_offsets): hostapd sends both.
    if commands.contains(NL80211_CMD_CHANNEL_SWITCH.rawValue), maximumSwitchCounters ?? 0 >= 2 {
      features.insert(.channelSwitch)
    }
    bands.sort { $0.number < $1.number }
    for position in bands.indices { bands[position].channels.sort { $0.frequency < $1.frequency } }
  }

  private mutating func merge(_ attributes: Attributes) {
    if let name = attributes.text(NL80211_ATTR_WIPHY_NAME) { self.name = name }
    if let limit = attributes.u16(NL80211_ATTR_MAX_AP_ASSOC_STA) { maximumStations = limit }
    interfaceTypes += attributes.nested(NL80211_ATTR_SUPPORTED_IFTYPES).map {
      InterfaceType(rawValue: UInt32($0.code))
    }
    commands += attributes.nested(NL80211_ATTR_SUPPORTED_COMMANDS).compactMap { $0.payload.native(UInt32.self) }
    combinations += attributes.nested(NL80211_ATTR_INTERFACE_COMBINATIONS).map { InterfaceCombination($0.nested) }
    ciphers += attributes[NL80211_ATTR_CIPHER_SUITES]?.nativeWords ?? []
    mergeKeyManagements(attributes)
    mergeFeatures(attributes)
    // A split dump spreads one band, and even its channels, over several messages.
    for band in attributes.nested(NL80211_ATTR_WIPHY_BANDS) {
      if let position = bands.firstIndex(where: { $0.number == band.code }) {
        bands[position].merge(band.nested)
      } else {
        bands.append(Band(number: band.code, channels: []))
        bands[bands.count - 1].merge(band.nested)
      }
    }
  }

  /// A list for access points counts; one for all types stands where there is none.
  private mutating func mergeKeyManagements(_ attributes: Attributes) {
    for group in attributes.nested(NL80211_ATTR_IFTYPE_AKM_SUITES)
    where group.nested.nested(NL80211_IFTYPE_AKM_ATTR_IFTYPES).has(NL80211_IFTYPE_AP) {
      keyManagements = group.nested[NL80211_IFTYPE_AKM_ATTR_SUITES]?.nativeWords
      return
    }
    if keyManagements == nil { keyManagements = attributes[NL80211_ATTR_AKM_SUITES]?.nativeWords }
  }

  private mutating func mergeFeatures(_ attributes: Attributes) {
    if let flags = attributes.u32(NL80211_ATTR_FEATURE_FLAGS), flags & NL80211_FEATURE_SAE.rawValue != 0 {
      features.insert(.sae)
    }
    if let bits = attributes[NL80211_ATTR_EXT_FEATURES] {
      if bits.hasBit(NL80211_EXT_FEATURE_SAE_OFFLOAD_AP.rawValue) { features.insert(.saeOffload) }
      if bits.hasBit(NL80211_EXT_FEATURE_DFS_OFFLOAD.rawValue) { features.insert(.radarOffload) }
    }
    if attributes.has(NL80211_ATTR_DEVICE_AP_SME) { features.insert(.ownManagement) }
    if attributes.has(NL80211_ATTR_WIPHY_SELF_MANAGED_REG) { features.insert(.ownRegulatory) }
    if let count = attributes.u8(NL80211_ATTR_MAX_CSA_COUNTERS) { maximumSwitchCounters = count }
  }
}

extension ArraySlice<UInt8> {
  /// The whole words of 32 bits in the bytes.
  fileprivate var nativeWords: [UInt32] {
    stride(from: 0, to: count - count % 4, by: 4).compactMap { native(UInt32.self, at: $0) }
  }

  /// Whether the bit of that number is set, the lowest of the first byte being 0; bits behind the end are not.
  fileprivate func hasBit(_ number: UInt32) -> Bool {
    dropFirst(Int(number / 8)).first.map { $0 >> UInt8(number % 8) & 1 == 1 } ?? false
  }
}
