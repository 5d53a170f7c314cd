import WiFiModel

/// Turns the merged tree into the desired state, and says what is missing or does not fit together.
///
/// Every file's own keys and values were checked before; what fails to decode here was reported there.
struct SpecDecoder {
  private(set) var diagnostics = DiagnosticList()
  /// Files of secrets that were read, in order of their first mention.
  private(set) var secretFiles: [String] = []

  private let root: YAMLNode
  /// Whether every file could be read: else what seems missing may stand in the unreadable one.
  private let isWhole: Bool
  private let readSecret: (String) -> SecretAnswer

  /// What became of a file with a secret.
  enum SecretAnswer {
    case bytes([UInt8])
    /// Why there are none; as an error, or as a warning where the secret is not needed now.
    case problem(InvalidValue, isError: Bool)
  }

  init(root: YAMLNode, isWhole: Bool, readSecret: @escaping (String) -> SecretAnswer) {
    self.root = root
    self.isWhole = isWhole
    self.readSecret = readSecret
  }

  mutating func desiredState() -> DesiredState {
    let radios = root["radios"]?.entries ?? []
    let accessPoints = root["access-points"]?.entries ?? []
    for entry in radios { reportMissing(in: entry, "radio \(entry.key)", SpecKey.row("radios")) }
    for entry in accessPoints { reportMissing(in: entry, "access point \(entry.key)", SpecKey.row("access-points")) }
    let state = DesiredState(
      radios: radios.compactMap { radio($0) }, accessPoints: accessPoints.compactMap { accessPoint($0, radios: radios) }
    )
    reportCountries(radios)
    reportAmbiguousCards(radios)
    reportCrowdedRadios(accessPoints)
    return state
  }

  // MARK: - One resource

  private mutating func radio(_ entry: YAMLNode.Entry) -> Radio? {
    let node = entry.value
    let band = node["band"]?.text.flatMap { Band(rawValue: $0) }
    var channel: Channel?
    if let band, let value = node["channel"], let number = value.number {
      do throws(InvalidValue) { channel = try Channel(number, in: band) } catch {
        diagnostics.add(.badChannel, at: value.range, error.problem, hint: error.hint)
      }
    }
    guard let id = try? RadioID(entry.key), let channel,
      let driver = node["driver"]?.text.flatMap({ try? ModuleName($0) }),
      let country = node["country"]?.text.flatMap({ try? CountryCode($0) })
    else { return nil }
    return Radio(
      id: id, driver: driver, match: node["match"].flatMap { match($0) }, country: country, channel: channel,
      recovery: recovery(node["recovery"]))
  }

  private func match(_ node: YAMLNode) -> Radio.Match? {
    if let path = node["path"]?.text { return .path(path) }
    guard let text = node["mac"]?.text, let address = try? HardwareAddress(text) else { return nil }
    return .mac(address)
  }

  private func recovery(_ node: YAMLNode?) -> RecoveryPolicy {
    var policy = RecoveryPolicy()
    if let value = node?["reload-driver"]?.boolean { policy.reloadDriver = value }
    if let value = node?["bus-reset"]?.boolean { policy.busReset = value }
    if let value = node?["actions-per-hour"]?.number.flatMap({ UInt8(exactly: $0) }) { policy.actionsPerHour = value }
    return policy
  }

  private mutating func accessPoint(_ entry: YAMLNode.Entry, radios: [YAMLNode.Entry]) -> AccessPoint? {
    let node = entry.value
    let radio = node["radio"].flatMap { reference($0, to: radios) }
    if let driver = radio?.value["driver"]?.text { reportStationInterface(entry, driver: driver) }
    let protection = node["security"].flatMap { security($0, of: entry) }
    guard let name = try? InterfaceName(entry.key), let radio = radio.flatMap({ try? RadioID($0.key) }),
      let ssid = node["ssid"]?.text.flatMap({ try? SSID(Array($0.utf8)) }), let protection
    else { return nil }
    var addresses: [InterfaceAddress] = []
    if case .sequence(let elements)? = node["addresses"]?.content {
      addresses = elements.compactMap { $0.text.flatMap { try? InterfaceAddress($0) } }
    }
    return AccessPoint(
      name: name, radio: radio, enabled: node["enabled"]?.boolean ?? true, ssid: ssid, security: protection,
      addresses: addresses, maxClients: node["max-clients"]?.number.flatMap { UInt16(exactly: $0) },
      hostapd: (node["hostapd"]?.entries ?? []).compactMap { option in
        if case .scalar(let value, _) = option.value.content { HostapdOption(option.key, value) } else { nil }
      })
  }

  private mutating func reference(_ node: YAMLNode, to radios: [YAMLNode.Entry]) -> YAMLNode.Entry? {
    guard let name = node.text else { return nil }
    if let radio = radios.first(where: { $0.key == name }) { return radio }
    guard isWhole else { return nil }
    let names = radios.map(\.key)
    let declared = names.isEmpty ? "no radio is declared" : "declared radios: \(names.sorted().joined(separator: ", "))"
    diagnostics.add(
      .unknownRadio, at: node.range, "no radio is called '\(name.prefix(40))'",
      hint: Suggestion.hint(
        for: name, in: names,
        otherwise: "\(declared); declare it under 'radios:' with driver, country, band and channel"))
    return nil
  }

  private mutating func security(_ node: YAMLNode, of accessPoint: YAMLNode.Entry) -> Security? {
    let sources = node.entries.filter { ["passphrase", "passphrase-file"].contains($0.key) && !$0.value.isNull }
    switch node["mode"]?.text {
    case "open":
      guard let source = sources.first, let mode = node.entries.first(where: { $0.key == "mode" }) else { return .open }
      let isInherited = source.keyRange.file != mode.keyRange.file
      diagnostics.add(
        .openWithSecret, at: mode.value.range,
        "an open access point with a passphrase"
          + (isInherited ? ", which stands in \(source.keyRange.place)" : ""),
        hint: isInherited
          ? "write '\(source.key): null' beside it to drop the passphrase, or 'mode: wpa2-personal'"
          : "remove '\(source.key)', or write 'mode: wpa2-personal'")
      return nil
    case "wpa2-personal":
      guard let source = sources.first else {
        if case .mapping = node.content, isWhole,
          !node.entries.contains(where: { misspelling($0.key, of: ["passphrase", "passphrase-file"]) != nil })
        {
          diagnostics.add(
            .missingKey, at: node.entries.first { $0.key == "mode" }?.value.range ?? node.range,
            "access point \(accessPoint.key.prefix(40)) has no passphrase",
            hint: "add 'passphrase-file: /etc/wifi-ap/secrets/NAME' below 'security:', or 'passphrase: ...'")
        }
        return nil
      }
      return credential(source).map { .wpa2Personal($0) }
    default:
      return nil
    }
  }

  private mutating func credential(_ source: YAMLNode.Entry) -> Credential? {
    guard let text = source.value.text else { return nil }
    guard source.key == "passphrase-file" else { return try? Credential(passphrase: Array(text.utf8)) }
    // A path that is none was reported with its file.
    guard text.hasPrefix("/"), !text.split(separator: "/").contains("..") else { return nil }
    if !secretFiles.contains(text) { secretFiles.append(text) }
    switch readSecret(text) {
    case .bytes(let bytes):
      do throws(InvalidValue) { return try Credential(passphrase: Self.line(bytes)) } catch {
        diagnostics.add(.unusableSecret, at: source.value.range, "in \(text): \(error.problem)", hint: error.hint)
        return nil
      }
    case .problem(let problem, let isError):
      diagnostics.add(
        isError ? .unusableSecret : .unusableSecretOffline, at: source.value.range, problem.problem, hint: problem.hint)
      return isError ? nil : Credential(readBack: [])
    }
  }

  /// Whether a secret's file holds a passphrase.
  static func isPassphrase(_ bytes: [UInt8]) -> Bool { (try? Credential(passphrase: line(bytes))) != nil }

  /// A file's content without the newline that editors end it with.
  private static func line(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return bytes
  }

  // MARK: - Between resources

  private mutating func reportMissing(in entry: YAMLNode.Entry, _ resource: String, _ keys: [SpecKey]) {
    guard isWhole, case .mapping = entry.value.content else { return }
    let misspelt = entry.value.entries.compactMap { misspelling($0.key, of: keys.map(\.name)) }
    for key in keys {
      if key.isRequired, entry.value[key.name] == nil, !misspelt.contains(key.name) {
        diagnostics.add(
          .missingKey, at: entry.keyRange, "missing key '\(key.name)' in \(resource)",
          hint: "add '\(key.name): \(key.kind.example)' below '\(entry.key)'")
      }
      if case .object(let children, _) = key.kind,
        let child = entry.value.entries.first(where: { $0.key == key.name && !$0.value.isNull })
      {
        reportMissing(in: child, "'\(key.name)' of \(resource)", children)
      }
    }
  }

  /// The key that an unknown one was probably meant to be: it was reported, with that hint, in its own place.
  private func misspelling(_ key: String, of names: [String]) -> String? {
    names.contains(key) ? nil : Suggestion.nearest(to: key, in: names)
  }

  private mutating func reportStationInterface(_ entry: YAMLNode.Entry, driver: String) {
    guard driver.hasPrefix("mwifiex"), entry.key.hasPrefix("mlan"), entry.key.utf8.count > 4,
      entry.key.utf8.dropFirst(4).allSatisfy({ (0x30...0x39).contains($0) })
    else { return }
    let name = "uap" + entry.key.dropFirst(4)
    diagnostics.add(
      .stationInterface, at: entry.keyRange,
      "'\(entry.key)' is the station interface that \(driver) makes itself: hostapd on it wedges this firmware",
      hint: "write '\(name)': wifi-ap then adds that interface beside '\(entry.key)' for the access point alone")
  }

  private mutating func reportCountries(_ radios: [YAMLNode.Entry]) {
    let countries = radios.compactMap { radio in radio.value["country"].map { (radio: radio.key, node: $0) } }
    guard let first = countries.first, let name = first.node.text else { return }
    for other in countries.dropFirst() {
      guard let text = other.node.text, text != name else { continue }
      diagnostics.add(
        .severalCountries, at: other.node.range,
        "radio \(other.radio) is in '\(text.prefix(20))', radio \(first.radio) in '\(name.prefix(20))'"
          + " (\(first.node.range.place))",
        hint: "the kernel has one country for the whole machine: write the one it stands in")
    }
  }

  private mutating func reportAmbiguousCards(_ radios: [YAMLNode.Entry]) {
    for (index, radio) in radios.enumerated() {
      guard let driver = radio.value["driver"]?.text.flatMap({ try? ModuleName($0) }) else { continue }
      let match = radio.value["match"].flatMap { self.match($0) }
      for earlier in radios[..<index] {
        guard earlier.value["driver"]?.text.flatMap({ try? ModuleName($0) }) == driver else { continue }
        let earlierMatch = earlier.value["match"].flatMap { self.match($0) }
        if match == nil || earlierMatch == nil {
          let unmatched = match == nil ? radio : earlier
          diagnostics.add(
            .ambiguousCard, at: unmatched.keyRange,
            "radios \(earlier.key) and \(radio.key) share the driver \(driver), and \(unmatched.key) does not say which"
              + " card it is",
            hint: "add 'match: {path: ...}' or 'match: {mac: ...}' to each of them")
        } else if match == earlierMatch {
          diagnostics.add(
            .ambiguousCard, at: radio.value["match"]?.range ?? radio.keyRange,
            "radios \(earlier.key) and \(radio.key) match the same card",
            hint: "a card is one radio: remove one of the two, or match another card")
        }
      }
    }
  }

  private mutating func reportCrowdedRadios(_ accessPoints: [YAMLNode.Entry]) {
    var first: [String: YAMLNode.Entry] = [:]
    for entry in accessPoints {
      guard entry.value["enabled"]?.boolean != false, let radio = entry.value["radio"]?.text else { continue }
      guard let earlier = first[radio] else {
        first[radio] = entry
        continue
      }
      diagnostics.add(
        .severalAccessPoints, at: entry.keyRange,
        "access point \(entry.key) is the second on radio \(radio), after \(earlier.key) (\(earlier.keyRange.place))",
        hint: "this version serves one access point a radio: write 'enabled: false' in one of the two")
    }
  }
}

extension YAMLNode {
  fileprivate var boolean: Bool? {
    switch content {
    case .scalar("true", quoted: false): true
    case .scalar("false", quoted: false): false
    default: nil
    }
  }

  fileprivate var number: Int? {
    if case .scalar(let text, quoted: false) = content { YAMLNode.decimal(text) } else { nil }
  }
}

extension SpecKey {
  /// The keys below each name of a top-level mapping.
  fileprivate static func row(_ name: String) -> [SpecKey] {
    guard case .object(let keys, _) = root,
      case .named(_, _, let children)? = keys.first(where: { $0.name == name })?.kind
    else { return [] }
    return children
  }
}

extension SpecKey.Kind {
  /// A value as a hint shows it.
  fileprivate var example: String {
    switch self {
    case .text(let example, _): example
    case .list(let example, _): "[\(example)]"
    case .choice(let words): words.first ?? ""
    case .number(let range): "\(range.contains(6) ? 6 : range.lowerBound)"
    case .boolean: "true"
    case .object(let keys, _): "{\(keys.first.map { "\($0.name): \($0.kind.example)" } ?? "")}"
    case .secret, .named, .options: "..."
    }
  }
}
