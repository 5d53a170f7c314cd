/// The chip's firmware: virtual interfaces and what they know of the air. A value: every input gives an output.
struct Firmware {
  /// What an input leads to: first the answers to commands, then events and data for the driver, words for the air.
  struct Output {
    var answers: [Answer] = []
    var events: [FirmwareEvent] = []
    var packets: [[UInt8]] = []
    var air: [AirMessage] = []
  }

  /// The answer to a command.
  struct Answer: Equatable {
    var command: FirmwareCommand
    var result: UInt16
    var body: [UInt8]
  }

  /// How old a beacon may be to count in a scan, in microseconds.
  static let scanMemory: UInt64 = 1_200_000

  let mac: MACAddress
  private(set) var accessPoints: [UInt8: AccessPoint] = [:]
  private(set) var stations: [UInt8: Station] = [:]
  private var neighbours: [MACAddress: (beacon: Beacon, heard: UInt64)] = [:]
  /// Counts the networks started since the emulator did, over all power cycles of the card.
  private(set) var epoch: UInt32

  init(mac: MACAddress, epoch: UInt32) {
    self.mac = mac
    self.epoch = epoch
  }

  /// The interface of a number, made on first use as the driver does not announce it.
  subscript(accessPoint number: UInt8) -> AccessPoint {
    get {
      accessPoints[number] ?? AccessPoint(address: BSSAddress(type: BSSAddress.accessPoint, number: number), mac: mac)
    }
    set { accessPoints[number] = newValue }
  }

  subscript(station number: UInt8) -> Station {
    get { stations[number] ?? Station(address: BSSAddress(type: BSSAddress.station, number: number), mac: mac) }
    set { stations[number] = newValue }
  }

  // MARK: Networks

  mutating func setMAC(_ address: MACAddress, of bss: BSSAddress) {
    if bss.type == BSSAddress.accessPoint {
      self[accessPoint: bss.number].mac = address
    } else {
      self[station: bss.number].mac = address
    }
  }

  mutating func configure(_ bss: BSSAddress, _ values: [TaggedValue]) {
    self[accessPoint: bss.number].configure(values)
  }

  mutating func startNetwork(_ bss: BSSAddress, _ output: inout Output) {
    stopNetwork(bss, &output, tellsDriver: false)
    epoch += 1
    self[accessPoint: bss.number].start(epoch: epoch)
    let network = self[accessPoint: bss.number]
    output.events += [.bssStarted(bss, mac: network.mac), .bssActive(bss)]
    output.air.append(.beacon(network.beacon))
  }

  mutating func stopNetwork(_ bss: BSSAddress, _ output: inout Output, tellsDriver: Bool = true) {
    let bssid = self[accessPoint: bss.number].mac
    for station in self[accessPoint: bss.number].stop() {
      output.air.append(.deauthentication(bssid: bssid, station: station, reason: 3))
    }
    if tellsDriver { output.events.append(.bssIdle(bss)) }
  }

  /// Forgets everything, as at FUNC_INIT and FUNC_SHUTDOWN. Whoever was joined is told.
  mutating func reset(_ output: inout Output) {
    for network in accessPoints.values.sorted(by: { $0.address < $1.address }) {
      stopNetwork(network.address, &output, tellsDriver: false)
    }
    for station in stations.values.sorted(by: { $0.address < $1.address }) {
      if let link = station.link {
        output.air.append(.departure(bssid: link.bssid, station: station.mac, reason: 3))
      }
    }
    accessPoints = [:]
    stations = [:]
  }

  /// Ends a station's membership by the access point's will.
  mutating func dismiss(_ station: MACAddress, reason: UInt16, from bss: BSSAddress, _ output: inout Output) {
    guard self[accessPoint: bss.number].remove(station) else { return }
    output.air.append(
      .deauthentication(bssid: self[accessPoint: bss.number].mac, station: station, reason: reason))
    output.events.append(.stationLeft(bss, station: station, reason: reason))
  }

  // MARK: The client's side

  /// Networks heard lately on one of the channels (none named: on any).
  func networks(on channels: Set<UInt8>, asked names: [[UInt8]], now: UInt64) -> [Beacon] {
    neighbours.values
      .filter { now - $0.heard <= Self.scanMemory && (channels.isEmpty || channels.contains($0.beacon.channel)) }
      .map(\.beacon)
      .map { beacon in
        var beacon = beacon
        if names.contains(beacon.ssid) { beacon.isHidden = false }
        return beacon
      }
      .sorted { $0.bssid.description < $1.bssid.description }
  }

  mutating func associate(_ command: FirmwareCommand, now: UInt64, _ output: inout Output) {
    let station = self[station: command.bss.number]
    guard let request = AssociationRequest(command: command.body, station: station.mac),
      let network = neighbours[request.bssid], now - network.heard <= Self.scanMemory
    else {
      output.answers.append(Answer(command: command, result: 0, body: Station.timeoutAnswer))
      return
    }
    self[station: command.bss.number].link = nil
    self[station: command.bss.number].attempt = Station.Attempt(
      command: command, bssid: request.bssid, deadline: now + Station.associationTimeout)
    output.air.append(.associationRequest(request))
  }

  mutating func leave(_ bss: BSSAddress, reason: UInt16, _ output: inout Output) {
    guard let link = self[station: bss.number].link else { return }
    output.air.append(.departure(bssid: link.bssid, station: self[station: bss.number].mac, reason: reason))
    self[station: bss.number].link = nil
  }

  // MARK: Time and air

  /// What is due: beacons, and waits that have ended.
  mutating func tick(now: UInt64) -> Output {
    var output = Output()
    for network in accessPoints.values.sorted(by: { $0.address < $1.address }) where network.isActive {
      output.air.append(.beacon(network.beacon))
    }
    for number in stations.keys.sorted() {
      if let attempt = self[station: number].attempt, attempt.deadline <= now {
        self[station: number].attempt = nil
        output.answers.append(Answer(command: attempt.command, result: 0, body: Station.timeoutAnswer))
      }
      if let link = self[station: number].link, now - link.lastBeacon > Station.beaconTimeout {
        endLink(of: number, reason: 4, byBeaconLoss: true, &output)
      }
    }
    return output
  }

  mutating func hear(_ message: AirMessage, now: UInt64) -> Output {
    var output = Output()
    switch message {
    case .beacon(let beacon):
      neighbours[beacon.bssid] = (beacon, now)
      for number in stations.keys.sorted() where self[station: number].link?.bssid == beacon.bssid {
        if self[station: number].link?.epoch == beacon.epoch {
          self[station: number].link?.lastBeacon = now
        } else {
          endLink(of: number, reason: 7, byBeaconLoss: false, &output)
        }
      }
    case .associationRequest(let request):
      admit(request, &output)
    case .associationAnswer(let bssid, let mac, let status, let id, let elements):
      for number in stations.keys.sorted() where self[station: number].mac == mac {
        guard let attempt = self[station: number].attempt, attempt.bssid == bssid else { continue }
        self[station: number].attempt = nil
        if status == 0, let network = neighbours[bssid] {
          self[station: number].link = Station.Link(bssid: bssid, epoch: network.beacon.epoch, lastBeacon: now)
        }
        let body = Station.answer(status: status, id: id, elements: elements)
        output.answers.append(Answer(command: attempt.command, result: 0, body: body))
      }
    case .deauthentication(let bssid, let mac, let reason):
      for number in stations.keys.sorted()
      where self[station: number].mac == mac && self[station: number].link?.bssid == bssid {
        endLink(of: number, reason: reason, byBeaconLoss: false, &output)
      }
    case .departure(let bssid, let mac, let reason):
      for network in networks(of: bssid) where self[accessPoint: network.number].remove(mac) {
        output.events.append(.stationLeft(network, station: mac, reason: reason))
      }
    case .uplink(let bssid, let mac, let frame):
      for network in networks(of: bssid) {
        if self[accessPoint: network.number].stations.contains(mac) {
          output.packets.append(DataPacket.received(frame, bss: network))
        } else {
          output.air.append(.deauthentication(bssid: bssid, station: mac, reason: 7))
        }
      }
    case .downlink(let bssid, let receiver, let frame):
      for number in stations.keys.sorted() where self[station: number].link?.bssid == bssid {
        let station = self[station: number]
        // A group frame that came from this very station is its access point's echo.
        guard receiver == nil || receiver == station.mac, MACAddress(frame, at: 6) != station.mac else { continue }
        output.packets.append(DataPacket.received(frame, bss: station.address))
      }
    }
    return output
  }

  /// Transmits a frame of the driver.
  func transmit(_ packet: DataPacket.Outgoing) -> Output {
    var output = Output()
    if packet.wantsReport {
      output.events.append(.transmitted(packet.bss, kind: UInt8(packet.kind & 0xff), token: packet.token))
    }
    guard packet.kind == 0, let receiver = MACAddress(packet.frame) else { return output }
    if packet.bss.type == BSSAddress.accessPoint {
      guard let network = accessPoints[packet.bss.number], network.isActive else { return output }
      if receiver.isGroup {
        output.air.append(.downlink(bssid: network.mac, station: nil, frame: packet.frame))
      } else if network.stations.contains(receiver) {
        output.air.append(.downlink(bssid: network.mac, station: receiver, frame: packet.frame))
      }
    } else if let station = stations[packet.bss.number], let link = station.link {
      output.air.append(.uplink(bssid: link.bssid, station: station.mac, frame: packet.frame))
    }
    return output
  }

  private mutating func admit(_ request: AssociationRequest, _ output: inout Output) {
    for network in networks(of: request.bssid) {
      let (status, id) = self[accessPoint: network.number].admit(request)
      let elements = Beacon.rateElements(self[accessPoint: network.number].rates)
      output.air.append(
        .associationAnswer(
          bssid: request.bssid, station: request.station, status: status, id: id, elements: elements))
      guard status == 0 else { continue }
      output.events.append(
        .stationJoined(
          network, station: request.station, capability: request.capability, listen: request.listen,
          elements: request.elements))
    }
  }

  private func networks(of bssid: MACAddress) -> [BSSAddress] {
    accessPoints.values.filter { $0.isActive && $0.mac == bssid }.map(\.address).sorted()
  }

  private mutating func endLink(of number: UInt8, reason: UInt16, byBeaconLoss: Bool, _ output: inout Output) {
    self[station: number].link = nil
    output.events.append(
      .linkEnded(self[station: number].address, reason: reason, byBeaconLoss: byBeaconLoss))
  }
}
