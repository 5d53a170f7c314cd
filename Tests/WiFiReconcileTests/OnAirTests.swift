import Testing
import WiFiModel
import WiFiReconcile
import WiFiSimulation

@Suite struct OnAirTests {
  func air(
    on radio: Radio? = nil, remembering memory: OnAir.Memory? = nil, _ change: (inout ObservedState) throws -> Void
  ) throws -> OnAir {
    var state = try Seen.onAir()
    try change(&state)
    let wireless = state.interface(try InterfaceName("uap0"))?.wireless
    return OnAir(
      of: try Story.accessPoint(), on: try radio ?? Story.radio(), in: state,
      remembering: memory ?? OnAir.Memory(wireless: wireless))
  }

  @Test func `All witnesses together say yes`() throws {
    let air = try air { Seen.interface(&$0) { $0.wireless?.width = 20 } }
    #expect(air.truth == .yes && air.reason == .beaconing && air.arrival == nil)
    #expect(air.message == "SSID my_access_point on channel 6 (2437 MHz), 20 MHz wide")
  }

  @Test func `hostapd alone is not believed`() throws {
    #expect(try air { Seen.interface(&$0) { $0.wireless = nil } }.reason == .notProbed)
    #expect(try air { Seen.interface(&$0) { $0.wireless?.ssid = nil } }.reason == .kernelDisagrees)
    #expect(try air { Seen.interface(&$0) { $0.wireless?.ssid = [88] } }.reason == .kernelDisagrees)
    #expect(try air { Seen.interface(&$0) { $0.wireless?.type = .station } }.reason == .kernelDisagrees)
    #expect(try air { Seen.interface(&$0) { $0.wireless?.frequency = 2412 } }.reason == .channelDisagrees)
    #expect(try air { Seen.interface(&$0) { $0.isUp = false } }.reason == .linkDown)
    #expect(try air { Seen.interface(&$0) { $0.hasCarrier = false } }.message == "interface uap0 has no carrier")
    #expect(try air { $0.interfaces = .known([]) }.reason == .interfaceMissing)
    #expect(try air { $0.radios[0].firmware = .silent }.truth == .no)
    let other = try Seen.mac(9)
    #expect(try air { Seen.interface(&$0) { $0.address = other } }.reason == .otherInterface)
  }

  @Test func `An SSID that dead firmware left behind is told from one that nobody has`() throws {
    let kept = try air { $0.radios[0].firmware = .silent }
    #expect(kept.reason == .firmwareSilent)
    #expect(kept.message.contains("the SSID my_access_point that the kernel names is what it kept"))
    // The look after the one that asked knows no better.
    var memory = OnAir.Memory(wireless: Interface.Wireless(type: .accessPoint, ssid: Array("my_access_point".utf8)))
    memory.isFirmwareSilent = true
    #expect(try air(remembering: memory) { $0.radios[0].firmware = .notAsked } == kept)
    let gone = try air { Seen.interface(&$0) { $0.wireless?.ssid = nil } }
    #expect(gone.message == "hostapd says ENABLED, but the kernel knows of no BSS on uap0")
  }

  @Test func `hostapd on an interface that is gone or replaced is named with both indexes`() throws {
    var memory = OnAir.Memory()
    memory.startIndex = 3
    let replaced = try air(remembering: memory) { _ in }
    #expect(replaced.reason == .interfaceReplaced && replaced.truth == .no)
    #expect(
      replaced.message == "hostapd (process 7) serves interface uap0 with index 3, and uap0 has index 4 now")
    let gone = try air(remembering: memory) { $0.interfaces = .known([]) }
    #expect(gone.message == "hostapd (process 7) serves interface uap0 with index 3, and uap0 is gone")
  }

  @Test func `What is not known is unknown and not down`() throws {
    #expect(try air { $0.hostapds = .unknown("no answer") }.truth == .unknown)
    #expect(try air { $0.interfaces = .unknown("no answer") }.truth == .unknown)
    #expect(try air { Seen.hostapd(&$0) { $0.answer = .silent } }.truth == .unknown)
    let stuck = StuckRequest(
      operation: "GET_INTERFACE", since: .seconds(99), process: ProcessIdentity(pid: 3, startTime: 7), state: "D")
    #expect(try air { $0.radios[0].stuckRequest = stuck }.truth == .unknown)
    var memory = OnAir.Memory()
    memory.answeredAt = .seconds(59)
    let old = try air(remembering: memory) { _ in }
    #expect(old.truth == .unknown && old.reason == .answerOld)
    #expect(old.message == "the firmware last answered 41.0 s ago")
  }

  /// A state of hostapd's, the reason, what the message holds, and how long it may take.
  static let states: [(HostapdStatus, Condition.Reason, String, Int64)] = [
    (HostapdStatus(state: "UNINITIALIZED"), .hostapdStarting, "a few seconds", 20),
    (HostapdStatus(state: "COUNTRY_UPDATE"), .settingCountry, "at most 5 s", 20),
    (HostapdStatus(state: "ACS"), .choosingChannel, "at most a minute", 80),
    (HostapdStatus(state: "HT_SCAN"), .scanningForNeighbours, "at most 10 s", 30),
    (
      HostapdStatus(state: "DFS", frequency: 5260, radarSecondsLeft: 43), .listeningForRadar,
      "listening for radar on channel 52 (5260 MHz), 43 s left", 63
    ),
    (HostapdStatus(state: "DFS", frequency: 5260), .listeningForRadar, "it takes a minute", 80),
    (HostapdStatus(state: "DFS", frequency: 5620), .listeningForRadar, "ten minutes", 620),
    (HostapdStatus(state: "DFS"), .listeningForRadar, "ten minutes", 620),
  ]

  @Test(arguments: states.indices)
  func `hostapd on its way is expected to arrive`(number: Int) throws {
    let (status, reason, words, seconds) = Self.states[number]
    let air = try air { Seen.hostapd(&$0) { $0.answer = .status(status) } }
    let arrival = try #require(air.arrival)
    #expect(air.truth == .no && air.reason == reason && arrival.reason == reason)
    #expect(air.message.contains(words) && arrival.message == air.message)
    #expect(arrival.takes == .seconds(seconds))
  }

  @Test func `What only others can end is expected of nobody`() throws {
    let forbidden = try air { Seen.hostapd(&$0) { $0.answer = .status(HostapdStatus(state: "NO_IR")) } }
    #expect(forbidden.reason == .channelNoInitiation && forbidden.arrival == nil)
    let disabled = try air { Seen.hostapd(&$0) { $0.answer = .status(HostapdStatus(state: "DISABLED")) } }
    #expect(disabled.reason == .hostapdState && disabled.arrival == nil)
  }

  // MARK: the channel

  /// The story's radio on channel 52, which the file names, while hostapd and the kernel are elsewhere.
  private func moved(
    to frequency: UInt32, choice: ChannelChoice? = nil, secondary: Int32 = 0, _ events: [ChannelEvent] = [],
    _ change: (inout ObservedState) throws -> Void = { _ in }
  ) throws -> OnAir {
    var radio = try Story.radio()
    radio.band = .ghz5
    radio.channel = try choice ?? .fixed(Channel(52, in: .ghz5))
    var memory = OnAir.Memory(
      wireless: Interface.Wireless(
        type: .accessPoint, ssid: try Story.accessPoint().ssid.bytes, frequency: frequency))
    for event in events { memory.channel.take(event, at: .seconds(98)) }
    return try air(on: radio, remembering: memory) { state in
      state.configurations = .known([
        ConfigurationFiles(
          radio: radio.id,
          configuration: HostapdConfiguration(for: [try Story.accessPoint()], on: radio, paths: Paths()))
      ])
      Seen.hostapd(&state) { hostapd in
        guard case .status(var status) = hostapd.answer else { return }
        status.frequency = frequency
        status.secondaryChannel = secondary
        hostapd.answer = .status(status)
      }
      try change(&state)
    }
  }

  @Test func `A channel that others moved is overridden and on the air`() throws {
    let station = Interface(
      name: "mlan0", index: 3, phy: 0, address: nil, isUp: true, hasCarrier: true, addresses: .known([]),
      wireless: Interface.Wireless(type: .station, frequency: 5180))
    let capable = { (state: inout ObservedState) in
      guard case .known(var phy?) = state.radios[0].phy else { return }
      let channel = ChannelCapabilities(frequency: 5260, limits: [.radar])
      phy.capabilities = .known(
        Capabilities(interfaceTypes: [], bands: [BandCapabilities(band: .ghz5, channels: [channel])]))
      state.radios[0].phy = .known(phy)
    }
    let cases: [(OnAir, String)] = [
      (try moved(to: 5180) { $0.interfaces = .known(($0.interfaces.value ?? []) + [station]) }, "mlan0 is connected"),
      (try moved(to: 5180, [.radar(5260)]), "hostapd heard radar 2.0 s ago"),
      (try moved(to: 5180, [], capable), "radar has the first right to it"),
      (try moved(to: 5180), "somebody told hostapd to switch (CHAN_SWITCH)"),
      (try moved(to: 5280, secondary: -1), "hostapd exchanged primary and secondary channel"),
    ]
    for (air, words) in cases {
      #expect(air.truth == .yes && air.reason == .channelOverridden && air.arrival == nil)
      #expect(air.message.contains(" in the place of channel 52 (5260 MHz): \(words)"), "\(air.message)")
    }
    #expect(try moved(to: 5260).reason == .beaconing)
  }

  @Test func `A channel that hostapd chose among the declared ones is no override`() throws {
    let some = ChannelChoice.automatic([try Channel(36, in: .ghz5), try Channel(52, in: .ghz5)])
    #expect(try moved(to: 5180, choice: some).message.hasSuffix("channel 36 (5180 MHz), chosen by hostapd"))
    #expect(try moved(to: 5500, choice: .automatic([])).reason == .beaconing)
    let other = try moved(to: 5500, choice: some, [.radar(5260)])
    #expect(other.reason == .channelOverridden)
    #expect(other.message.contains("declared are 36, 52: hostapd heard radar"), "\(other.message)")
  }

  @Test func `A switch that was announced is under way until hostapd says it is over`() throws {
    let announced = try moved(to: 5260, [.switchStarted(5180)])
    #expect(announced.truth == .yes && announced.arrival?.reason == .switchingChannel)
    #expect(announced.arrival?.message == "a switch of channel to 5180 MHz was announced, 28.0 s at most are left")
    #expect(try moved(to: 5260, [.switchStarted(5180), .switched]).arrival == nil)
    // The kernel is there already, hostapd hears of it in a moment.
    let between = try moved(to: 5260, [.switchStarted(5180)]) { state in
      Seen.hostapd(&state) { hostapd in
        guard case .status(var status) = hostapd.answer else { return }
        status.frequency = 5180
        hostapd.answer = .status(status)
      }
    }
    #expect(between.truth == .unknown && between.reason == .switchingChannel)
  }
}
