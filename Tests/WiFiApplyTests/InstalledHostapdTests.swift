import Hostapd
import LinuxPlatform
import SystemPackage
import Testing
import WiFiModel
import WiFiReconcile

@testable import WiFiApply

/// What is rendered for each kind of access point is read without complaint by the installed hostapd.
@Suite struct InstalledHostapdTests {
  static func security() throws -> [Security] {
    let passphrase = Security.Passphrase(try Credential(passphrase: Array("# a|mac=x correct horse".utf8)))
    let server = RADIUSServer(
      address: "192.0.2.1", port: 1812, secret: try Credential(radiusSecret: Array("a # b=c".utf8)))
    return [
      .open, Security(.owe), Security(.personal(.wpa2, [passphrase])),
      Security(.personal(.wpa2, [passphrase]), managementFrameProtection: .required),
      Security(.personal(.transition, [passphrase])), Security(.personal(.wpa3, [passphrase])),
      Security(.enterprise(RADIUSServers(authentication: [server, server], accounting: [server]))),
    ]
  }

  static func radios() throws -> [Radio] {
    func radio(_ band: Band, _ channel: ChannelChoice, _ width: ChannelWidth, _ standards: [Standard]?) throws -> Radio
    {
      Radio(
        id: try RadioID("main"), driver: try ModuleName("mac80211_hwsim"), country: try CountryCode("FR"), band: band,
        channel: channel, width: width, standards: standards, beaconInterval: 100)
    }
    return [
      try radio(.ghz2, .fixed(try Channel(6, in: .ghz2)), .mhz20, []),
      try radio(.ghz2, .automatic([try Channel(1, in: .ghz2), try Channel(11, in: .ghz2)]), .mhz40, nil),
      try radio(.ghz5, .fixed(try Channel(36, in: .ghz5)), .mhz160, [.n, .ac, .ax]),
      try radio(.ghz6, .fixed(try Channel(37, in: .ghz6)), .mhz80, nil),
    ]
  }

  @Test func `every security mode on every band, several on one radio, is accepted`() throws {
    try Stage.play { stage in
      let files = HostapdFiles(paths: stage.paths)
      for radio in try Self.radios() {
        var accessPoints: [AccessPoint] = []
        // On 6 GHz there is nothing older than WPA3 (Wi-Fi Alliance), and hostapd sees to it.
        let securities = try Self.security().filter { radio.band != .ghz6 || [.owe, .wpa3Personal].contains($0.mode) }
        for (number, security) in securities.enumerated() {
          let name = try InterfaceName("uap\(number)")
          let stations: AccessPoint.StationFilter =
            [.all, .only([try HardwareAddress("02:00:00:00:00:09")]), .except([])][number % 3]
          accessPoints.append(
            AccessPoint(
              name: name, radio: radio.id, ssid: try SSID([0x0a, 0xff, 0x23]), hidden: number == 1, security: security,
              bridge: number == 2 ? try InterfaceName("br0") : nil, maxClients: 8, dtimPeriod: 2,
              clientIsolation: true, stations: stations))
        }
        for accessPoint in accessPoints {
          for file in accessPoint.files(at: nil) { try files.write(file) }
        }
        for chosen in accessPoints.map({ [$0] }) + [accessPoints] {
          try files.write(HostapdConfiguration(for: chosen, on: radio, paths: stage.paths), radio.id)
          let verdict = try await InstalledParser.check(
            FilePath(stage.paths.configuration(of: radio.id)), copyingTo: FilePath(stage.paths.hostapd),
            within: .seconds(20), on: stage.loop)
          #expect(verdict.complaints == [], "\(radio.band), \(chosen.map(\.security.mode))")
        }
      }
    }
  }
}
