import WiFiModel

/// Which interfaces may be at work together, and on how many channels.
extension Feasibility {
  mutating func judgeInterfaces(
    _ radio: Radio, _ accessPoints: [AccessPoint], _ phy: Phy, _ capabilities: Capabilities, _ observed: ObservedState
  ) {
    guard case .known(let interfaces) = observed.interfaces else {
      unknowns.append("which other interfaces radio \(radio.id) has is not known")
      return
    }
    let ours = Set(accessPoints.map(\.name.text))
    let others = interfaces.filter { $0.phy == phy.index && $0.isUp && !ours.contains($0.name) }
      .filter { $0.wireless?.type == .station || $0.wireless?.type == .accessPoint }
    let load = Load(
      accessPoints: accessPoints.count + others.count { $0.wireless?.type == .accessPoint },
      stations: others.count { $0.wireless?.type == .station })
    guard !capabilities.combinations.isEmpty, load.total > 1 else { return }
    guard capabilities.allows(load) else {
      refuseLoad(accessPoints, others, phy, capabilities, load)
      return
    }
    if !serves(radio, observed) { judgeOtherChannel(radio, others, phy, capabilities, load) }
  }

  private mutating func refuseLoad(
    _ accessPoints: [AccessPoint], _ others: [Interface], _ phy: Phy, _ capabilities: Capabilities, _ load: Load
  ) {
    let alone = Load(accessPoints: accessPoints.count, stations: 0)
    if !others.isEmpty, alone.total == 1 || capabilities.allows(alone) {
      let names = others.map(\.name).joined(separator: ", ")
      refuse(
        .tooManyInterfaces, "radios.\(radio)",
        "\(phy.name) cannot carry \(accessPoints.count) access point(s) beside \(names), which is up",
        "take it down with 'ip link set \(others[0].name) down', and keep what set it up from doing so again")
      return
    }
    // The first ones by name are let be.
    let most = (1..<accessPoints.count).last { count in
      var fewer = load
      fewer.accessPoints -= accessPoints.count - count
      return fewer.total == 1 || capabilities.allows(fewer)
    }
    let fitting = most ?? 1
    for accessPoint in accessPoints[fitting...] {
      refuse(
        .tooManyInterfaces, "access-points.\(accessPoint.name).radio", of: accessPoint.name,
        "\(phy.name) carries at most \(fitting) access point(s) at a time, and \(accessPoints.count) are declared",
        "write enabled: false, or put \(accessPoint.name) on another radio")
    }
  }

  /// Another interface has its channel already: where there is but one, the access point has to be there too.
  private mutating func judgeOtherChannel(
    _ radio: Radio, _ others: [Interface], _ phy: Phy, _ capabilities: Capabilities, _ load: Load
  ) {
    var wider = load
    wider.channels = 2
    guard !capabilities.allows(wider),
      let (other, frequency) = others.lazy.compactMap({ other in
        other.wireless?.frequency.map { (other, $0) }
      }).first
    else { return }
    guard let band = Band(ofFrequency: frequency), let channel = Channel(frequency: frequency, in: band) else { return }
    let what = "\(other.name) is on \(channel), and \(phy.name) can be on one channel at a time"
    let remedy = (band == radio.band ? "" : "write band: \(band.rawValue), and ") + "write channel: \(channel.number)"
    switch radio.channel {
    case .fixed(channel): return
    case .fixed: refuse(.otherChannel, "radios.\(radio.id).channel", what, remedy)
    case .automatic(let channels) where band == radio.band && (channels.isEmpty || channels.contains(channel)):
      if channels != [channel] {
        warn(.otherChannel, "radios.\(radio.id).channel", "\(what): another choice would fail", remedy)
      }
    case .automatic: refuse(.otherChannel, "radios.\(radio.id).channel", what, remedy)
    }
  }
}

/// Interfaces that are to be at work together.
struct Load {
  var accessPoints: Int
  var stations: Int
  /// The different channels that they are on.
  var channels = 1

  var total: Int { accessPoints + stations }
}

extension Capabilities {
  /// Whether one of the combinations has room for all (`cfg80211_iter_combinations`, net/wireless/util.c).
  func allows(_ load: Load) -> Bool {
    combinations.contains { combination in
      guard load.total <= Int(clamping: combination.maximum), load.channels <= Int(clamping: combination.channels)
      else { return false }
      var room = combination.limits.map { Int(clamping: $0.maximum) }
      for (type, count) in [(InterfaceType.accessPoint, load.accessPoints), (.station, load.stations)] where count > 0 {
        let groups = combination.limits.indices.filter { combination.limits[$0].types.contains(type) }
        guard !groups.isEmpty else { return false }
        for group in groups {
          guard room[group] >= count else { return false }
          room[group] -= count
        }
      }
      return true
    }
  }
}

extension Band {
  /// The band that a frequency in MHz lies in (802.11-2020, annex E).
  init?(ofFrequency frequency: UInt32) {
    switch frequency {
    case 2401...2495: self = .ghz2
    case 5150...5895: self = .ghz5
    case 5925...7125: self = .ghz6
    default: return nil
    }
  }
}
