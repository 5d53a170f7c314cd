import WiFiModel

/// What the kernel told of radios and of other interfaces on them, so that it is not asked at every look: each question
/// can become a command to firmware.
struct WiphyMemory {
  private struct Answer {
    var phy: UInt32
    var capabilities: Capabilities
  }

  private struct Sighting {
    var at: Uptime
    var phy: UInt32
    /// With the carrier comes and goes what it is connected to.
    var hasCarrier: Bool
    var wireless: Interface.Wireless
  }

  private var answers: [RadioID: Answer] = [:]
  private var sightings: [UInt32: Sighting] = [:]

  /// What was told of a radio's wiphy, be it under other rules than those in force now.
  func capabilities(of radio: RadioID, _ phy: Phy) -> Capabilities? {
    answers[radio].flatMap { $0.phy == phy.index ? $0.capabilities : nil }
  }

  /// Whether a question would tell more: channels change with the country in force, and nothing else does.
  func isCurrent(_ radio: RadioID, _ phy: Phy, under country: CountryCode?) -> Bool {
    guard let known = capabilities(of: radio, phy) else { return false }
    return known.features.contains(.ownRegulatory) || known.country == country
  }

  mutating func keep(_ capabilities: Capabilities, of radio: RadioID, _ phy: Phy) {
    answers[radio] = Answer(phy: phy.index, capabilities: capabilities)
  }

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
