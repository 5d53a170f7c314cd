import HostapdOracle
import Testing
import WiFiModel
import WiFiReconcile
import WiFiSpec

/// Values that mean harm, under every key that takes text: each is refused, or is nothing but a value.
@Suite(.serialized) struct HostileCorpusTests {
  /// The only radio's configuration and access point; nil where the spec is refused.
  private func meaning(_ spec: String) -> (configuration: HostapdConfiguration, accessPoint: AccessPoint)? {
    let source = SpecSource(name: "spec.yaml", bytes: Array(spec.utf8))
    guard let desired = SpecReading([source], secret: Array("open sesame".utf8)).desired,
      let radio = desired.radios.first, let accessPoint = desired.enabledAccessPoints(on: radio.id).first
    else { return nil }
    return (HostapdConfiguration(for: [accessPoint], on: radio, paths: Paths()), accessPoint)
  }

  @Test func `a hostile value is refused or has no effect but its own`() throws {
    var accepted: [AccessPoint] = []
    var refused = 0
    for key in HostileKey.all {
      let plain = try #require(meaning(key.spec(HostileKey.quoted(key.harmless))), "\(key.name)").configuration
      for hazard in HostileKey.hazards {
        guard let (configuration, accessPoint) = meaning(key.spec(HostileKey.quoted(hazard))) else {
          refused += 1
          continue
        }
        let place = "\(key.name): \(hazard.prefix(40).debugDescription)"
        #expect(configuration.options.map(\.name) == plain.options.map(\.name), "\(place)")
        for (option, other) in zip(configuration.options, plain.options) where option != other {
          #expect(key.options.contains(option.name), "\(place) changes \(option.name)")
          if key.isVerbatim { #expect(option.text == hazard, "\(place)") }
        }
        // With a bridge hostapd would touch the machine.
        if accessPoint.bridge == nil { accepted.append(accessPoint) }
      }
    }
    #expect(refused > 1000 && accepted.count > 100)
    try ask(accepted)
  }

  /// Each has to be read by hostapd as it was meant; of a RADIUS server hostapd tells nothing but that it took it.
  private func ask(_ accessPoints: [AccessPoint]) throws {
    var rest = accessPoints[...]
    while !rest.isEmpty {
      let batch = try rest.prefix(Oracle.mostAtOnce).enumerated().map { position, accessPoint in
        var renamed = accessPoint
        renamed.name = try InterfaceName("w\(position)")
        renamed.radio = try RadioID("r\(position)")
        return renamed
      }
      rest = rest.dropFirst(batch.count)
      try OracleTests.play { oracle in
        let known = batch.filter { $0.security.mode != .wpa2Enterprise }
        let differences = Examination.differences(try await oracle.ask(known), known)
        #expect(differences.isEmpty)
        let enterprise = batch.filter { $0.security.mode == .wpa2Enterprise }
        if !enterprise.isEmpty { #expect(try await oracle.ask(enterprise).answers.count == enterprise.count) }
      }
    }
  }

  @Test(arguments: ["a\nwpa=0\n", "open sesame\nx", "open\0sesame", "open sesame\r", "#open sesame", " open sesame "])
  func `what a secret's file holds is refused or is a secret`(_ content: String) throws {
    let spec = """
      version: 1
      radios: {main: {driver: mwifiex_pcie, country: FR, band: 2.4GHz, channel: 6}}
      access-points:
        w0: {radio: main, ssid: quay, security: {mode: wpa2-personal, passphrase-file: /etc/secret}}

      """
    let source = SpecSource(name: "spec.yaml", bytes: Array(spec.utf8))
    guard let desired = SpecReading([source], secret: Array(content.utf8)).desired else {
      #expect(content.utf8.contains { $0 < 0x20 })
      return
    }
    try ask(desired.accessPoints)
  }
}
