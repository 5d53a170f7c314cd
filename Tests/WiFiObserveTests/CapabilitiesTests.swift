import NL80211
import Testing
import WiFiModel

@testable import WiFiObserve

/// What the kernel's description of a wiphy means.
@Suite struct CapabilitiesTests {
  @Test func `what is neither station nor access point is of one kind`() {
    let wiphy = Wiphy(
      index: 0, name: "phy0", interfaceTypes: [1, 2, 3, 6, 7, 8, 9, 10].map(NL80211.InterfaceType.init(rawValue:)),
      combinations: [
        InterfaceCombination(
          limits: [
            InterfaceCombination.Limit(maximum: 3, types: [.station, .accessPoint, NL80211.InterfaceType(rawValue: 9)])
          ], maximum: 4, channels: 2, radarWidths: 0b1010_1111)
      ])
    let capabilities = Capabilities(wiphy, under: nil)
    #expect(capabilities.interfaceTypes == [.station, .accessPoint, .other])
    #expect(
      capabilities.combinations == [
        Capabilities.Combination(
          limits: [Capabilities.Combination.Limit(3, [.station, .accessPoint, .other])], maximum: 4, channels: 2,
          radarWidths: [.mhz20, .mhz40, .mhz80, .mhz160])
      ])
  }

  @Test(
    arguments: [
      (0, 0x0000, nil, nil, [.n: [.mhz20]]),
      (0, 0x0002, nil, [0x02], [.n: [.mhz20, .mhz40], .ax: [.mhz20, .mhz40]]),
      (0, 0x0002, nil, [0x0c], [.n: [.mhz20, .mhz40], .ax: [.mhz20]]),
      (1, 0x0002, 0x0, nil, [.n: [.mhz20, .mhz40], .ac: [.mhz20, .mhz40, .mhz80]]),
      (
        1, 0x0002, 0x4, [0x04],
        [.n: [.mhz20, .mhz40], .ac: WiFiModel.ChannelWidth.allCases, .ax: [.mhz20, .mhz40, .mhz80]]
      ),
      (1, nil, nil, [0x0c], [.ax: WiFiModel.ChannelWidth.allCases]),
      (3, nil, nil, [0x02], [.ax: [.mhz20]]),
      (1, nil, nil, nil, [:]),
    ] as [(UInt16, UInt16?, UInt32?, [UInt8]?, [Standard: [WiFiModel.ChannelWidth]])])
  func `widths follow from the capability fields of 802.11`(
    band: UInt16, n: UInt16?, ac: UInt32?, ax: [UInt8]?, widths: [Standard: [WiFiModel.ChannelWidth]]
  ) {
    let wiphy = Wiphy(
      index: 0, name: "phy0",
      bands: [
        Wiphy.Band(number: band, channels: [], highThroughput: n, veryHighThroughput: ac, highEfficiency: ax)
      ])
    #expect(Capabilities(wiphy, under: nil).bands.first?.widths == widths)
  }

  @Test func `bands that no access point of ours can use are left out`() {
    let wiphy = Wiphy(index: 0, name: "phy0", bands: [2, 4, 5].map { Wiphy.Band(number: $0, channels: []) })
    #expect(Capabilities(wiphy, under: nil).bands == [])
  }

  @Test func `every flag of the kernel has its name`() throws {
    let limits: Wiphy.Channel.Limits = [
      .disabled, .noInitiation, .radar, .indoorOnly, .no20, .no40Below, .no40Above, .no80, .no160, .noHighEfficiency,
    ]
    let wiphy = Wiphy(
      index: 0, name: "phy0",
      bands: [
        Wiphy.Band(
          number: 1,
          channels: [
            Wiphy.Channel(frequency: 5180, limits: [], maximumPower: 2000),
            Wiphy.Channel(frequency: 5260, limits: limits, radarState: .unavailable),
          ])
      ], maximumStations: 8, ciphers: [0x000f_ac04], keyManagements: [0x000f_ac02],
      features: [.sae, .saeOffload, .radarOffload, .ownManagement, .ownRegulatory, .channelSwitch])
    let capabilities = Capabilities(wiphy, under: try CountryCode("FR"))
    #expect(
      capabilities.bands.first?.channels == [
        ChannelCapabilities(frequency: 5180, maximumPower: 2000),
        ChannelCapabilities(frequency: 5260, limits: Set(ChannelCapabilities.Limit.allCases), radar: .unavailable),
      ])
    #expect(capabilities.features == Set(Capabilities.Feature.allCases))
    #expect(capabilities.ciphers == [.ccmp])
    #expect(capabilities.keyManagements == [.psk])
    #expect(capabilities.maximumClients == 8)
    #expect(capabilities.country?.text == "FR")
  }
}
