import WiFiModel
import WiFiReconcile

/// A machine on which everything declared can be had, to be spoiled in one place at a time.
struct FeasibilityStage {
  var radio: Radio
  var accessPoints: [AccessPoint]
  var capabilities: Capabilities
  var interfaces: [Interface] = []
  var country: CountryCode?
  var software: Knowledge<HostapdSoftware?>
  /// On which frequency hostapd says that the access point is.
  var served: UInt32?

  init() throws {
    let main = try RadioID("main")
    let france = try CountryCode("FR")
    radio = Radio(
      id: main, driver: try ModuleName("ath10k_pci"), country: france, channel: try Channel(6, in: .ghz2))
    accessPoints = [
      AccessPoint(
        name: try InterfaceName("uap0"), radio: main, ssid: try SSID(Array("lobby".utf8)),
        security: .wpa2Personal(try Credential(passphrase: Array("correct horse".utf8))))
    ]
    country = france
    software = .known(HostapdSoftware(version: "2.10", features: Set(HostapdSoftware.Feature.allCases)))
    capabilities = Capabilities(
      interfaceTypes: [.station, .accessPoint],
      combinations: [
        Capabilities.Combination(
          limits: [Capabilities.Combination.Limit(3, [.station, .accessPoint])], maximum: 3, channels: 1,
          radarWidths: [.mhz20, .mhz40, .mhz80])
      ],
      bands: [
        BandCapabilities(
          band: .ghz2, widths: [.n: [.mhz20, .mhz40]],
          channels: (1...13).map { ChannelCapabilities(frequency: 2407 + 5 * $0, maximumPower: 2000) }),
        BandCapabilities(
          band: .ghz5, widths: [.n: [.mhz20, .mhz40], .ac: [.mhz20, .mhz40, .mhz80]],
          channels: [36, 40, 44, 48, 52, 56, 60, 64, 149, 153, 157, 161, 165].map { number in
            ChannelCapabilities(
              frequency: 5000 + 5 * number, limits: (52...64).contains(number) ? [.radar, .noInitiation] : [],
              maximumPower: 2300)
          }),
      ],
      ciphers: [.ccmp, .bip], maximumClients: 32, features: [.sae], country: france)
  }

  /// Another band, with a channel of it.
  mutating func tune(_ band: Band, _ channel: Int, _ width: ChannelWidth = .mhz20, _ standards: [Standard] = [.n])
    throws
  {
    radio.band = band
    radio.channel = .fixed(try Channel(channel, in: band))
    radio.width = width
    radio.standards = standards
  }

  mutating func choose(_ band: Band, _ channels: [Int], _ width: ChannelWidth = .mhz20) throws {
    radio.band = band
    radio.channel = .automatic(try channels.map { try Channel($0, in: band) })
    radio.width = width
  }

  /// Changes each of some channels of the kernel's list.
  mutating func limit(_ band: Band, _ numbers: [Int], _ limits: Set<ChannelCapabilities.Limit>) throws {
    let frequencies = try numbers.map { try Channel($0, in: band).frequency }
    for position in capabilities.bands.indices where capabilities.bands[position].band == band {
      for channel in capabilities.bands[position].channels.indices
      where frequencies.contains(capabilities.bands[position].channels[channel].frequency) {
        capabilities.bands[position].channels[channel].limits = limits
      }
    }
  }

  mutating func secure(_ authentication: Security.Authentication, _ protection: ManagementFrameProtection? = nil) {
    accessPoints[0].security = Security(authentication, managementFrameProtection: protection)
  }

  mutating func personal(_ personal: Security.Personal, _ protection: ManagementFrameProtection? = nil) throws {
    secure(.personal(personal, [Security.Passphrase(try passphrase)]), protection)
  }

  var passphrase: Credential { get throws { try Credential(passphrase: Array("correct horse".utf8)) } }

  /// Another access point on the same radio.
  mutating func add(_ name: String) throws {
    var more = accessPoints[0]
    more.name = try InterfaceName(name)
    accessPoints.append(more)
  }

  /// An interface of others on the radio.
  mutating func connect(_ name: String, _ type: InterfaceType?, _ frequency: UInt32?, isUp: Bool = true) {
    interfaces.append(
      Interface(
        name: name, index: UInt32(20 + interfaces.count), phy: 0, address: nil, isUp: isUp,
        hasCarrier: frequency != nil,
        addresses: .known([]), wireless: type.map { Interface.Wireless(type: $0, frequency: frequency) }))
  }

  func observed(_ known: Knowledge<Capabilities>? = nil) throws -> ObservedState {
    let phy = Phy(
      index: 0, name: "phy0", address: try HardwareAddress("02:00:00:00:00:01"),
      capabilities: known ?? .known(capabilities))
    return ObservedState(
      at: .seconds(1), reach: .probing,
      radios: [
        ObservedRadio(
          id: radio.id, module: .known(.live), device: .known(nil), phy: .known(phy), firmware: .notAsked)
      ], interfaces: .known(interfaces), regulatoryDomain: .known(country),
      hostapds: .known(
        served.map { frequency in
          [
            HostapdInstance(
              radio: radio.id, process: ProcessIdentity(pid: 7, startTime: 1), state: "S",
              answer: .status(HostapdStatus(state: "ENABLED", frequency: frequency)))
          ]
        } ?? []),
      configurations: .known([]), hostapdSoftware: software)
  }

  func judge() throws -> Feasibility {
    Feasibility(
      of: radio.id, in: try observed(), for: DesiredState(radios: [radio], accessPoints: accessPoints))
  }

  /// Does what a remedy says.
  ///
  /// - Returns: whether it is of the kind that can be done to a spec.
  mutating func follow(_ remedy: String) throws -> Bool {
    var isDone = false
    for part in remedy.split(separator: ",") {
      let words = part.split(separator: " ").map(String.init)
      guard let key = words.firstIndex(where: { $0.hasSuffix(":") }), words.contains("write") || words.contains("and"),
        words.count > key + 1
      else { continue }
      let value = words[key + 1]
      switch words[key] {
      case "band:": radio.band = Band(rawValue: value) ?? radio.band
      case "channel:": radio.channel = .fixed(try Channel(Int(value) ?? 0, in: radio.band))
      case "width:": radio.width = ChannelWidth(rawValue: UInt8(value) ?? 0) ?? radio.width
      case "standards:": radio.standards = Standard.allCases.filter { value == "[\($0.rawValue)]" }
      case "tx-power:": radio.transmitPower = UInt8(value)
      case "max-clients:": accessPoints[0].maxClients = UInt16(value)
      case "pmf:": accessPoints[0].security.managementFrameProtection = .disabled
      case "mode:" where value == "open": secure(.open)
      case "mode:": try personal(.wpa2)
      case "enabled:": accessPoints[accessPoints.count - 1].enabled = false
      default: continue
      }
      isDone = true
    }
    return isDone
  }
}
