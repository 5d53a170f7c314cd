import Testing

@testable import Hostapd

@Suite struct ReplyTests {
  @Test func aServingRadiosStatusIsRead() throws {
    let status = try StatusReply(reply: Sample.bytes("status-enabled.txt"))
    #expect(status.state == .enabled)
    #expect(status.phy == "phy3")
    #expect(status.frequency == 2437)
    #expect(status.channel == 6)
    #expect(status.secondaryChannel == 0)
    #expect(status.channelCheckSecondsLeft == nil)
    #expect(status.ieee80211n == true)
    #expect(status.ieee80211ac == false)
    #expect(status.beaconInterval == 100)
    #expect(status.dtimPeriod == 2)
    #expect(status.maximumTransmitPower == 20)
    let address = HardwareAddress(bytes: [0x02, 0x50, 0x43, 0x20, 0xA1, 0x07])
    let ssid = Array("harbour café \"upstairs\"".utf8)
    #expect(status.networks == [StatusReply.Network(interface: "uap0", address: address, ssid: ssid, stations: 1)])
  }

  @Test func aRadarCheckTellsItsEndAndEscapedNamesAreDecoded() throws {
    let status = try StatusReply(reply: Sample.bytes("status-radar-check.txt"))
    #expect(status.state == .channelAvailabilityCheck)
    #expect(status.channelCheckSecondsLeft == 41)
    #expect(status.networks.map(\.interface) == ["wlan0", "wlan0_1"])
    let guests = Array("quay\\guests\n\t\u{1B}\0.".utf8)
    #expect(status.networks.last?.ssid == guests)
  }

  @Test func whatWouldMoveACursorIsShownAsQuestionMarks() throws {
    let status = try StatusReply(reply: Array("state=A\u{1b}B\nphy=p\u{7f}\nbss[0]=u\u{9b}ap0\nssid[0]=q\n".utf8))
    #expect(status.state == .other("A?B"))
    #expect(status.phy == "p?")
    #expect(status.networks.map(\.interface) == ["u??ap0"])
    let station = try StationReply.parse(Array("02:00:00:00:00:01\nflags=[A\u{7}]\nkeyid=cr\u{1b}ew\n".utf8))
    #expect(station?.flags == ["A?"])
    #expect(station?.passphraseName == "cr?ew")
    let event = HostapdEvent(message: Array("<3>AP-STA-CONNECTED 02:00:00:00:00:01 keyid=cr\u{1b}ew".utf8))
    let address = try #require(HardwareAddress(bytes: [2, 0, 0, 0, 0, 1]))
    #expect(event == .stationConnected(address, passphraseName: "cr?ew"))
  }

  @Test func whatIsNoChannelIsAbsent() throws {
    let status = try StatusReply(reply: Array("state=ENABLED\nsecondary_channel=2\nvht_oper_chwidth=0\n".utf8))
    #expect(status.secondaryChannel == nil)
    #expect(status.width == nil)
    #expect(HostapdEvent(message: Array("<3>DFS-RADAR-DETECTED freq=0".utf8)) == .radarDetected(frequency: nil))
  }

  @Test func everyStateHasItsCaseAndAnUnknownOneItsName() throws {
    let texts = ["UNINITIALIZED", "DISABLED", "COUNTRY_UPDATE", "ACS", "HT_SCAN", "DFS", "ENABLED", "NO_IR", "NEW"]
    let states = try texts.map { try StatusReply(reply: Array("state=\($0)\n".utf8)).state }
    let expected: [StatusReply.State] = [
      .uninitialized, .disabled, .countryUpdate, .channelSelection, .coexistenceScan, .channelAvailabilityCheck,
      .enabled, .noInitiatingRadiation, .other("NEW"),
    ]
    #expect(states == expected)
  }

  @Test(
    arguments: [
      ("", nil), ("secondary_channel=0", 20), ("secondary_channel=-1", 40),
      ("secondary_channel=1\nvht_oper_chwidth=0", 40),
      ("secondary_channel=1\nvht_oper_chwidth=1", 80), ("secondary_channel=1\nvht_oper_chwidth=2", 160),
      ("secondary_channel=1\nhe_oper_chwidth=1\nvht_oper_chwidth=0", 80),
      ("secondary_channel=1\nvht_oper_chwidth=9", nil),
    ] as [(String, UInt32?)])
  func theWidthIsThatOfTheWholeChannel(_ lines: String, _ width: UInt32?) throws {
    #expect(try StatusReply(reply: Array("state=ENABLED\n\(lines)\n".utf8)).width == width)
  }

  @Test(arguments: ["", "FAIL\n", "UNKNOWN COMMAND\n", "\n\n=\n", "PONG\n"])
  func anAnswerWithoutAStateIsNoStatus(_ text: String) {
    #expect(throws: ReplyRefusal.self) { try StatusReply(reply: Array(text.utf8)) }
  }

  @Test func aNumberThatDoesNotFitIsAbsent() throws {
    let reply = "state=DISABLED\nfreq=0\nchannel=-1\nbeacon_int=99999999999999999999\nbss[0]=a\nbssid[0]=02:00\n"
    let status = try StatusReply(reply: Array(reply.utf8))
    #expect(status.frequency == nil && status.channel == nil && status.beaconInterval == nil)
    #expect(status.networks == [StatusReply.Network(interface: "a", address: nil, ssid: [], stations: nil)])
  }

  @Test func aStationIsRead() throws {
    let station = try #require(try StationReply.parse(Sample.bytes("station.txt")))
    #expect(station.address.description == "02:7e:10:9b:00:3c")
    #expect(station.flags == ["ASSOC", "AUTH", "AUTHORIZED", "HT", "SHORT_PREAMBLE", "WMM"])
    #expect(station.isAuthorized)
    #expect(station.connectedSeconds == 86412)
    #expect(station.inactiveMilliseconds == 240)
    #expect(station.receivedBytes == 6_442_450_944)
    #expect(station.sentBytes == 912_345)
    #expect(station.receivedPackets == 5120)
    #expect(station.sentPackets == 4711)
    #expect(station.signal == -53)
    #expect(station.passphraseName == "crew")
  }

  @Test func theEndOfTheStationsIsNoError() throws {
    #expect(try StationReply.parse([]) == nil)
    #expect(try StationReply.parse(Array("FAIL\n".utf8)) == nil)
    #expect(throws: ReplyRefusal.self) { try StationReply.parse(Array("flags=[AUTH]\n".utf8)) }
  }

  @Test func everyRecordedEventIsTold() throws {
    let station = try #require(HardwareAddress(bytes: [0x02, 0x7E, 0x10, 0x9B, 0x00, 0x3C]))
    let events = try Sample.bytes("events.txt").split(separator: .lineFeed).map { HostapdEvent(message: Array($0)) }
    let expected: [HostapdEvent?] = [
      .enabled, .disabled, .noInitiatingRadiation, .interfaceEnabled, .interfaceDisabled, .terminating,
      .stationConnected(station, passphraseName: nil), .stationConnected(station, passphraseName: "crew"),
      .stationDisconnected(station), .possiblePassphraseMismatch(station), .rejectedForCapacity(station),
      .rejectedAsBlocked(station), .channelSelectionStarted, .channelSelectionCompleted(frequency: 2462),
      .channelSelectionFailed, .radarCheckStarted(frequency: 5500, seconds: 60),
      .radarCheckCompleted(frequency: 5500, success: true), .radarDetected(frequency: 5500),
      .radarNewChannel(frequency: 5180), .radarNonOccupancyFinished(frequency: 5500),
      .radarPreCheckExpired(frequency: 5500), .channelSwitchStarted(frequency: 2462),
      .channelSwitched(frequency: 2462), .channelSwitchAnnouncementFinished(frequency: 2462), .regulatoryChange,
      .other("WPS-PBC-ACTIVE"), .other("AP-STA-CONNECTED"),
    ]
    #expect(events == expected)
  }

  @Test(arguments: ["", "OK\n", "<", "<>", "<3>", "<x>AP-ENABLED", "<123>AP-ENABLED", "AP-ENABLED", "PONG\n"])
  func whatHasNoLevelAndNameIsNoEvent(_ text: String) {
    #expect(HostapdEvent(message: Array(text.utf8)) == nil)
  }

  @Test func hostileBytesNeverTrap() throws {
    var generator = SeededGenerator(seed: 3)
    let names = ["status-enabled.txt", "status-radar-check.txt", "station.txt", "events.txt"]
    let samples = try names.map { try Sample.bytes($0) }
    var read = 0
    for _ in 0..<4000 {
      var bytes = samples[Int.random(in: 0..<samples.count, using: &generator)]
      for _ in 0..<Int.random(in: 1...30, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator))
      if (try? StatusReply(reply: bytes)) != nil { read += 1 }
      if (try? StationReply.parse(bytes)) != nil { read += 1 }
      if HostapdEvent(message: bytes) != nil { read += 1 }
    }
    #expect(read > 100)
  }
}
