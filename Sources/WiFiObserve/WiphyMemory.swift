import WiFiModel

/// What the kernel told of radios and of other interfaces on them, so that it is not asked at every look: each question
/// can become a command to firmware.
struct WiphyMemory {
  private struct Answer {
    var phy: UInt32
    var capabilities: Capabilities
    /// Whether the wiphy had an interface at that time.
    var isWhole: Bool
  }

  private struct Sighting {
    var at: Uptime
    var phy: UInt32
    /// With the carrier comes and goes what it is connected to.
    var hasCarrier: Bool
    var wireless: Interface.Wireless
  }

  private var answers: [RadioID: Answer] = [:]
  /// Since when a radio's wiphy has been without any interface.
  private var bare: [RadioID: (phy: UInt32, since: Uptime)] = [:]
  private var sightings: [UInt32: Sighting] = [:]

  /// What was told of a radio's wiphy, be it under other rules than those in force now.
  func capabilities(of radio: RadioID, _ phy: Phy) -> Capabilities? {
    answers[radio].flatMap { $0.phy == phy.index ? $0.capabilities : nil }
  }

  /// Whether a question would tell more: channels change with the country in force, and some drivers complete a wiphy
  /// only with the first interface that they make for it: mwifiex sets 802.11n in `mwifiex_add_virtual_intf`
  /// (drivers/net/wireless/marvell/mwifiex/cfg80211.c), after it has registered the wiphy.
  func isCurrent(_ radio: RadioID, _ phy: Phy, among present: [Interface], under country: CountryCode?) -> Bool {
    guard let known = capabilities(of: radio, phy), let answer = answers[radio] else { return false }
    guard answer.isWhole || !hasInterface(phy, present) else { return false }
    return known.features.contains(.ownRegulatory) || known.country == country
  }

  /// Whether what the kernel tells of a wiphy now is worth asking for: one that is without any interface for five
  /// seconds is not about to get one.
  mutating func isReady(_ radio: RadioID, _ phy: Phy, among present: [Interface], at now: Uptime) -> Bool {
    if hasInterface(phy, present) {
      bare[radio] = nil
      return true
    }
    if bare[radio]?.phy != phy.index { bare[radio] = (phy.index, now) }
    return bare[radio].map { now - $0.since >= .seconds(5) } ?? false
  }

  mutating func keep(_ capabilities: Capabilities, of radio: RadioID, _ phy: Phy, among present: [Interface]) {
    answers[radio] = Answer(phy: phy.index, capabilities: capabilities, isWhole: hasInterface(phy, present))
  }

  private func hasInterface(_ phy: Phy, _ present: [Interface]) -> Bool { present.contains { $0.phy == phy.index } }

  /// What was last said of an interface of others, as long as it is up and its carrier did not change.
  func wireless(of interface: Interface) -> Interface.Wireless? {
    guard let sighting = sightings[interface.index], sighting.phy == interface.phy, interface.isUp,
      sighting.hasCarrier == interface.hasCarrier
    else { return nil }
    return sighting.wireless
  }

  /// Whether it was asked for within the last minute.
  func isRecent(_ interface: Interface, at now: Uptime) -> Bool {
    guard wireless(of: interface) != nil, let sighting = sightings[interface.index] else { return false }
    return now - sighting.at < .seconds(60)
  }

  mutating func keep(_ wireless: Interface.Wireless, of interface: Interface, at now: Uptime) {
    guard let phy = interface.phy else { return }
    sightings[interface.index] = Sighting(at: now, phy: phy, hasCarrier: interface.hasCarrier, wireless: wireless)
  }

  /// Forgets interfaces that are gone or down, or whose carrier changed.
  mutating func forget(except present: [Interface], of phy: Phy) {
    let kept = Set(present.filter { wireless(of: $0) != nil }.map(\.index))
    sightings = sightings.filter { $0.value.phy != phy.index || kept.contains($0.key) }
  }
}
