package import NL80211
import WiFiModel
import WiFiObserve

/// What must hold of any bytes that nl80211's socket brings. The first byte chooses what is asked for.
package enum NL80211Property {
  /// What does not hold, in words; nothing where all is well.
  package static func violations(_ bytes: [UInt8]) -> [String] {
    guard let first = bytes.first else { return [] }
    let kernel = HostileKernel(bytes.dropFirst(), opening: [family, NetlinkFrames.message(done, [0, 0, 0, 0])])
    let session = WirelessSession(carrier: kernel)
    do throws(NetlinkError) {
      switch first % 5 {
      case 0:
        let interface = try session.interface(index: 5)
        return violations(of: interface) + whole(answer(of: kernel))
      case 1:
        let wiphy = try session.wiphy(index: 2)
        return violations(of: wiphy) + whole(answer(of: kernel), isDump: true)
      case 2:
        let stations = try session.stations(index: 5)
        return violations(of: stations, in: answer(of: kernel))
      case 3:
        let alpha2 = try session.regulatory()
        return violations(ofCountry: alpha2) + whole(answer(of: kernel))
      default: return eventViolations(bytes.dropFirst())
      }
    } catch {
      return ShownText.violations(error.description, "a failure")
    }
  }

  private static func answer(of kernel: HostileKernel) -> NetlinkFrames.Answer? {
    NetlinkFrames.Answer(kernel.told, sequence: kernel.sequence, port: kernel.port)
  }

  private static func whole(_ answer: NetlinkFrames.Answer?, isDump: Bool = false) -> [String] {
    guard let answer, !(isDump && answer.isTorn) else { return ["half an answer counts as whole"] }
    return []
  }

  /// What does not hold of an interface.
  package static func violations(of interface: NL80211.Interface) -> [String] {
    var found = KernelName.violations(interface.name)
    if let ssid = interface.ssid, !(1...32).contains(ssid.count) { found.append("an SSID has \(ssid.count) bytes") }
    return found
  }

  /// What does not hold of a wiphy, and of what the observer makes of it.
  package static func violations(of wiphy: Wiphy) -> [String] {
    var found: [String] = []
    if wiphy.name.isEmpty || wiphy.name.contains("/") { found.append("a wiphy is called '\(wiphy.name)'") }
    if wiphy.index != 2 { found.append("another wiphy is told than the one asked for") }
    func sorted(_ numbers: [some Comparable], _ name: String) {
      if numbers != numbers.sorted() { found.append("\(name) are out of order") }
    }
    sorted(wiphy.bands.map(\.number), "bands")
    for band in wiphy.bands { sorted(band.channels.map(\.frequency), "channels") }
    sorted(wiphy.interfaceTypes.map(\.rawValue), "types")
    sorted(wiphy.commands, "commands")
    sorted(wiphy.ciphers, "ciphers")
    if Set(wiphy.bands.map(\.number)).count != wiphy.bands.count { found.append("a band is told twice") }
    let seen = snapshot(Capabilities(wiphy, under: nil))
    if (try? ObservedState(json: seen.json)) != seen { found.append("a snapshot of a wiphy is read as another") }
    return found
  }

  private static func snapshot(_ capabilities: Capabilities) -> ObservedState {
    let radio = (try? RadioID("main")).map { id in
      let address = WiFiModel.HardwareAddress(bytes: [2, 0, 0, 0, 0, 1])
      let phy = address.map { Phy(index: 2, name: "phy2", address: $0, capabilities: .known(capabilities)) }
      return ObservedRadio(
        id: id, module: .known(.live), device: .known(nil), phy: .known(phy), firmware: .notAsked)
    }
    return ObservedState(
      at: .seconds(1), reach: .probing, radios: radio.map { [$0] } ?? [], interfaces: .known([]),
      regulatoryDomain: .known(nil), hostapds: .known([]), configurations: .known([]))
  }

  /// What does not hold of a list of stations that was read from an answer.
  package static func violations(of stations: [NL80211.Station], in answer: NetlinkFrames.Answer?) -> [String] {
    guard let answer, !answer.isTorn else { return ["half a list of stations counts as whole"] }
    var found: [String] = []
    if stations.count != answer.messages.count {
      found.append("of \(answer.messages.count) stations \(stations.count) are listed")
    }
    let addresses = stations.map { $0.address.description }
    if addresses != addresses.sorted() { found.append("stations are out of order") }
    return found
  }

  /// What does not hold of the name of a regulatory domain.
  package static func violations(ofCountry alpha2: String) -> [String] {
    let isName = alpha2.utf8.count == 2 && alpha2.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5a ~= $0 }
    return isName ? [] : ["a country is called '\(alpha2)'"]
  }

  private static func eventViolations(_ bytes: ArraySlice<UInt8>) -> [String] {
    var found: [String] = []
    // With the family known from the beginning, and without.
    for opening in [[family], []] {
      var rest = bytes
      var reader = WirelessEventReader()
      for message in opening.flatMap({ NetlinkMessages($0[...]) }) { _ = reader.read(message) }
      var present: UInt16? = opening.isEmpty ? nil : number
      while let datagram = HostileKernel.datagram(&rest) {
        let strict = NetlinkFrames(Array(datagram)[...]).messages
        let read = Array(NetlinkMessages(Array(datagram)[...]))
        if strict.count != read.count { found.append("of \(strict.count) messages \(read.count) are read") }
        for (message, strict) in zip(read, strict) {
          guard let finding = reader.read(message) else { continue }
          found += violations(of: finding, type: strict.type, family: present)
          switch finding {
          case .family(let family): present = family.id
          case .familyLost: present = nil
          case .event, .overrun: break
          }
        }
      }
    }
    return found
  }

  /// What does not hold of what a message of that type said, while the family had that number.
  package static func violations(
    of finding: WirelessEventReader.Finding, type: UInt16, family: UInt16?
  ) -> [String] {
    switch finding {
    case .event: type == family ? [] : ["a message of another family counts as nl80211's"]
    case .family, .familyLost: type == controller ? [] : ["another than the controller announces a family"]
    case .overrun: type == overrun ? [] : ["a message is taken for an overrun"]
    }
  }

  /// NLMSG_OVERRUN, NLMSG_DONE, GENL_ID_CTRL.
  private static let overrun: UInt16 = 4
  private static let done: UInt16 = 3
  private static let controller: UInt16 = 16
  /// The number that nl80211 has here, and the announcement of it: CTRL_CMD_NEWFAMILY with CTRL_ATTR_FAMILY_ID and _NAME.
  private static let number: UInt16 = 0x1c
  private static let family = NetlinkFrames.message(
    controller,
    [1, 2, 0, 0] + NetlinkFrames.attribute(1, NetlinkFrames.bytes(number))
      + NetlinkFrames.attribute(2, Array("nl80211\0".utf8)))
}
