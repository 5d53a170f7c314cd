import WiFiModel

extension Lane {
  /// Takes what hostapd said of the clients of an access point.
  mutating func take(_ news: ClientNews, of name: InterfaceName, _ context: inout LaneContext) {
    if case .followed = news {
      guard let hostapd = observed?.hostapd(of: radio) else { return }
      clients.removeAll { $0.accessPoint == name }
      clients.append(ClientList(accessPoint: name, process: hostapd.process, at: context.now))
      clients.sort { $0.accessPoint < $1.accessPoint }
    }
    guard let index = clients.firstIndex(where: { $0.accessPoint == name }) else { return }
    switch news {
    case .followed: ask(index, &context)
    case .joined(let address, let passphraseName):
      clients[index].join(address, passphraseName: passphraseName, at: context.now)
      if signal(context) != .none { context.effects.append(.askClients(radio, name, address)) }
    case .left(let address): clients[index].leave(address, at: context.now)
    case .one(let station): clients[index].take(station)
    case .all(let stations): clients[index].take(stations)
    }
  }

  /// The health tick: signals are asked for where the kernel has them at hand.
  mutating func tickClients(_ context: inout LaneContext) {
    guard signal(context) == .kernel else { return }
    for index in clients.indices where !clients[index].isAsked && clients[index].stations?.isEmpty == false {
      ask(index, &context)
    }
  }

  /// Lets go of clients of another hostapd, and compares the counts.
  mutating func recountClients(_ state: ObservedState, _ context: inout LaneContext) {
    guard case .known = state.hostapds else { return }
    let hostapd = state.hostapd(of: radio)
    clients.removeAll { $0.process != hostapd?.process }
    guard case .status(let status)? = hostapd?.answer else { return }
    for index in clients.indices {
      guard let network = status.network(on: clients[index].accessPoint) else { continue }
      if clients[index].recount(network.stations, at: state.at) { ask(index, &context) }
    }
  }

  private mutating func ask(_ index: Int, _ context: inout LaneContext) {
    clients[index].ask()
    context.effects.append(.askClients(radio, clients[index].accessPoint, nil))
  }

  private func signal(_ context: LaneContext) -> DriverProfile.ClientSignal {
    context.desired.radio(radio).map { DriverProfile(of: $0.driver).clientSignal } ?? .none
  }

  /// Notes since when access points are on the air.
  mutating func noteAirTimes(_ state: ObservedState, _ radioConfig: Radio?, _ context: inout LaneContext) {
    guard case .known = state.hostapds else { return }
    let process = state.hostapd(of: radio)?.process
    var chronicle = context.ledger.chronicle
    let enabled = context.desired.enabledAccessPoints(on: radio)
    let air = Dictionary(
      uniqueKeysWithValues: radioConfig.map { radio in enabled.map { ($0.name, onAir($0, radio, state).truth) } } ?? [])
    chronicle.forgetAirTimes(of: radio) { $0.process != process || air[$0.accessPoint] ?? .no == .no }
    for point in enabled where air[point.name] == .yes {
      guard let process else { continue }
      chronicle.noteOnAir(
        Chronicle.AirTime(accessPoint: point.name, radio: radio, process: process, since: context.now))
    }
    guard chronicle != context.ledger.chronicle else { return }
    context.ledger.chronicle = chronicle
    context.effects.append(.persistLedger(context.ledger))
  }
}
