package import WiFiModel

/// The clients of one access point, as the events and answers of its hostapd tell of them. They tell nothing of the
/// machine: no observation follows from them.
package struct ClientList: Hashable, Sendable {
  package let accessPoint: InterfaceName
  /// The hostapd that is listened to; another one has other clients.
  let process: ProcessIdentity
  /// In the order of their addresses; nil as long as hostapd has not told who was there before.
  package private(set) var stations: [Station]?
  /// Whether hostapd was asked for all of them and has not answered yet.
  package private(set) var isAsked = false
  /// The last event of a client.
  private var changed: Uptime
  /// Who came and who went while the answer was on its way: it may be older.
  private var joined: [HardwareAddress] = []
  private var left: [HardwareAddress] = []
  /// The count that hostapd was asked about, where it differed from ours.
  private var disputed: UInt16?

  init(accessPoint: InterfaceName, process: ProcessIdentity, at now: Uptime) {
    self.accessPoint = accessPoint
    self.process = process
    changed = now
  }

  /// Notes that hostapd is asked for all.
  mutating func ask() {
    isAsked = true
    joined = []
    left = []
  }

  mutating func join(_ address: HardwareAddress, passphraseName: String?, at now: Uptime) {
    changed = now
    left.removeAll { $0 == address }
    if isAsked { joined.append(address) }
    keep(Station(address: address, since: now, passphraseName: passphraseName))
  }

  mutating func leave(_ address: HardwareAddress, at now: Uptime) {
    changed = now
    joined.removeAll { $0 == address }
    if isAsked { left.append(address) }
    stations?.removeAll { $0.address == address }
  }

  /// Takes what hostapd says of one client; of one that is not listed it comes too late.
  mutating func take(_ station: Station) {
    guard let known = stations?.first(where: { $0.address == station.address }) else { return }
    keep(station.completed(by: known))
  }

  /// Takes hostapd's answer; nil: there was none.
  mutating func take(_ answer: [Station]?) {
    isAsked = false
    guard let answer else { return }
    let before = stations ?? []
    var all: [Station] = []
    for station in answer where station.isAuthorized && !left.contains(station.address) {
      all.append(station.completed(by: before.first { $0.address == station.address }))
    }
    all += before.filter { known in
      joined.contains(known.address) && !all.contains { $0.address == known.address }
    }
    stations = all.sorted { $0.address < $1.address }
  }

  /// Compares with the count in hostapd's status, which costs nothing: events may be lost. Each count is disputed once,
  /// since hostapd also counts those that are only on their way in.
  ///
  /// - Returns: whether hostapd has to be asked.
  mutating func recount(_ count: UInt16, at time: Uptime) -> Bool {
    guard !isAsked, changed < time else { return false }
    if count == 0 {
      stations = []
      return false
    }
    guard stations?.count != Int(count), disputed != count else { return false }
    disputed = count
    return true
  }

  private mutating func keep(_ station: Station) {
    guard var all = stations else { return }
    all.removeAll { $0.address == station.address }
    all.append(station)
    stations = all.sorted { $0.address < $1.address }
  }
}

extension Station {
  /// With what is known already: an event tells the time of joining better than whole seconds do.
  fileprivate func completed(by known: Station?) -> Station {
    var station = self
    station.since = known?.since ?? since
    station.passphraseName = passphraseName ?? known?.passphraseName
    return station
  }
}
