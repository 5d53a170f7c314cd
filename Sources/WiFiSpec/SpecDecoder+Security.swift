import WiFiModel

extension SpecDecoder {
  mutating func security(_ node: YAMLNode, of accessPoint: YAMLNode.Entry) -> Security? {
    guard let entry = node.entries.first(where: { $0.key == "mode" && !$0.value.isNull }),
      let mode = entry.value.text.flatMap({ Security.Mode(rawValue: $0) })
    else { return nil }
    let protection = protection(node, mode: mode, entry)
    let source = node.entries.first { SpecKey.passphraseSources.contains($0.key) && !$0.value.isNull }
    let radius = node.entries.first { $0.key == "radius" && !$0.value.isNull }
    if !mode.isPersonal, let source { reportUnused(source, mode: mode, entry) }
    if mode != .wpa2Enterprise, let radius { reportUnused(radius: radius, mode: mode, entry) }
    var authentication: Security.Authentication?
    switch mode {
    case .open: authentication = .open
    case .owe: authentication = .owe
    case .wpa2Enterprise: authentication = servers(radius, entry, of: accessPoint).map { .enterprise($0) }
    case .wpa2Personal: authentication = personal(.wpa2, source, node, entry, of: accessPoint)
    case .wpa2WPA3Personal: authentication = personal(.transition, source, node, entry, of: accessPoint)
    case .wpa3Personal: authentication = personal(.wpa3, source, node, entry, of: accessPoint)
    }
    return authentication.map { Security($0, managementFrameProtection: protection) }
  }

  private mutating func protection(
    _ node: YAMLNode, mode: Security.Mode, _ entry: YAMLNode.Entry
  ) -> ManagementFrameProtection? {
    guard let value = node["pmf"], let text = value.text, let chosen = ManagementFrameProtection(rawValue: text) else {
      return nil
    }
    guard !mode.protections.contains(chosen) else { return chosen }
    let allowed = mode.protections.map(\.rawValue)
    let why =
      switch mode {
      case .open: "an open access point has no keys to protect frames with"
      case .owe, .wpa3Personal: "\(mode.rawValue) demands protected management frames"
      case .wpa2WPA3Personal: "stations of WPA3 demand protected management frames"
      case .wpa2Personal, .wpa2Enterprise: "\(mode.rawValue) does not allow it"
      }
    let elsewhere = value.range.file == entry.keyRange.file ? "" : " ('mode' stands in \(entry.keyRange.place))"
    diagnostics.add(
      .badProtection, at: value.range, "'pmf: \(text)' contradicts 'mode: \(mode.rawValue)': \(why)\(elsewhere)",
      hint: "write 'pmf: \(allowed.joined(separator: "' or 'pmf: "))', or leave it out: it follows the mode",
      fixes: [.replace(value.range, allowed[0])])
    return nil
  }

  // MARK: - What the mode has no use for

  private mutating func reportUnused(_ source: YAMLNode.Entry, mode: Security.Mode, _ entry: YAMLNode.Entry) {
    let isInherited = source.keyRange.file != entry.keyRange.file
    let what =
      switch mode {
      case .open: "an open access point with a passphrase"
      case .owe: "'mode: owe' asks nobody for a passphrase, and there is one"
      default: "'mode: \(mode.rawValue)' asks for each user's own password, and there is a passphrase for all"
      }
    diagnostics.add(
      .openWithSecret, at: entry.value.range,
      what + (isInherited ? ", which stands in \(source.keyRange.place)" : ""),
      hint: isInherited
        ? "write '\(source.key): null' beside it to drop the passphrase, or 'mode: wpa2-personal'"
        : "remove '\(source.key)', or write 'mode: wpa2-personal'",
      fixes: [isInherited ? .add("\(source.key): null", besideKey: entry.keyRange) : .remove(key: source.keyRange)])
  }

  private mutating func reportUnused(radius: YAMLNode.Entry, mode: Security.Mode, _ entry: YAMLNode.Entry) {
    let isInherited = radius.keyRange.file != entry.keyRange.file
    diagnostics.add(
      .radiusUnused, at: isInherited ? entry.value.range : radius.keyRange,
      "RADIUS servers are of no use with 'mode: \(mode.rawValue)'"
        + (isInherited ? "; they stand in \(radius.keyRange.place)" : ""),
      hint: isInherited
        ? "write 'radius: null' beside it, or 'mode: wpa2-enterprise'"
        : "remove 'radius', or write 'mode: wpa2-enterprise'",
      fixes: [isInherited ? .add("radius: null", besideKey: entry.keyRange) : .remove(key: radius.keyRange)])
  }

  // MARK: - Passphrases

  private mutating func personal(
    _ kind: Security.Personal, _ source: YAMLNode.Entry?, _ node: YAMLNode, _ mode: YAMLNode.Entry,
    of accessPoint: YAMLNode.Entry
  ) -> Security.Authentication? {
    let name = kind == .wpa2 ? "WPA2" : "WPA3"
    guard let source, source.value.content != .mapping([]) else {
      let isMisplaced = accessPoint.value.entries.contains { SpecKey.passphraseSources.contains($0.key) }
      if isWhole, !isMisplaced,
        misspelt(node.entries, of: SpecKey.passphraseSources).isEmpty
      {
        let line = "passphrase-file: /etc/wifi-ap/secrets/lobby"
        diagnostics.add(
          .missingKey, at: source?.keyRange ?? mode.value.range,
          "access point \(accessPoint.key.prefix(40)) has no passphrase",
          hint: "add 'passphrase-file: /etc/wifi-ap/secrets/NAME' below 'security:', or 'passphrase: ...'",
          fixes: (source.map { [.remove(key: $0.keyRange)] } ?? []) + [.add(line, besideKey: mode.keyRange)],
          isExample: true)
      }
      return nil
    }
    guard source.key == "passphrases" else {
      if source.key == "psk", kind.hasSAE { reportKeyForSAE(source) }
      return credential(source).map { .personal(kind, [Security.Passphrase($0)]) }
    }
    let names = source.value.entries
    if kind.hasSAE, names.count > 1 {
      diagnostics.add(
        .severalForSAE, at: names[1].keyRange,
        "\(names.count) passphrases with \(name): a station proves its passphrase without saying which one it is, so there"
          + " can be but one",
        hint: "keep one of them, or write 'mode: wpa2-personal'",
        fixes: names.dropFirst().map { .remove(key: $0.keyRange) }, isExample: true)
    }
    var passphrases: [Security.Passphrase] = []
    for entry in names.sorted(by: { $0.key < $1.key }) {
      let sources = entry.value.entries.filter { SpecKey.passphraseSources.contains($0.key) && !$0.value.isNull }
      guard let only = sources.first else { continue }
      if only.key == "psk", kind.hasSAE { reportKeyForSAE(only) }
      guard let credential = credential(only) else { continue }
      passphrases.append(
        Security.Passphrase(
          credential, name: entry.key, notAfter: entry.value["not-after"]?.text.flatMap { try? WallTime($0) }))
    }
    return passphrases.count == names.count ? .personal(kind, passphrases) : nil
  }

  private mutating func reportKeyForSAE(_ source: YAMLNode.Entry) {
    diagnostics.add(
      .keyForSAE, at: source.keyRange, "WPA3 needs the passphrase itself, which no 'psk' leads back to",
      hint: "write 'passphrase-file' in its place, or 'mode: wpa2-personal'",
      fixes: [.remove(key: source.keyRange)], isExample: true)
  }

  /// The secret that a key gives, or names the place of.
  private mutating func credential(_ source: YAMLNode.Entry) -> Credential? {
    guard let text = source.value.text else { return nil }
    let bytes = Array(text.utf8)
    switch source.key {
    case "passphrase": return try? Credential(passphrase: bytes)
    case "psk": return try? Credential(psk: bytes)
    case "secret": return try? Credential(radiusSecret: bytes)
    case "passphrase-file": return credential(.file(text), .secretPath, .passphrase, source.value)
    case "passphrase-credential": return credential(.credential(text), .credentialName, .passphrase, source.value)
    case "secret-file": return credential(.file(text), .secretPath, .radius, source.value)
    case "secret-credential": return credential(.credential(text), .credentialName, .radius, source.value)
    default: return nil
    }
  }

  private mutating func credential(
    _ origin: SecretOrigin, _ form: TextForm, _ use: SecretUse, _ node: YAMLNode
  ) -> Credential? {
    // What is no path or name was reported with its file.
    guard let text = node.text, (try? form.check(text)) != nil else { return nil }
    if !secretOrigins.contains(origin) { secretOrigins.append(origin) }
    switch readSecret(origin, use) {
    case .bytes(let bytes):
      do throws(InvalidValue) { return try use.credential(bytes) } catch {
        diagnostics.add(.unusableSecret, at: node.range, "in \(origin): \(error.problem)", hint: error.hint)
        return nil
      }
    case .problem(let problem, let isError):
      diagnostics.add(
        isError ? .unusableSecret : .unusableSecretOffline, at: node.range, problem.problem, hint: problem.hint)
      return isError ? nil : Credential(readBack: [])
    }
  }

  // MARK: - RADIUS

  private mutating func servers(
    _ radius: YAMLNode.Entry?, _ mode: YAMLNode.Entry, of accessPoint: YAMLNode.Entry
  ) -> RADIUSServers? {
    guard let radius else {
      if isWhole {
        let line = "radius: {authentication: [{address: 192.0.2.1, secret-file: /etc/wifi-ap/secrets/radius}]}"
        diagnostics.add(
          .missingKey, at: mode.value.range, "access point \(accessPoint.key.prefix(40)) has no RADIUS server",
          hint: "add '\(line)' below 'security:'", fixes: [.add(line, besideKey: mode.keyRange)], isExample: true)
      }
      return nil
    }
    let authentication = servers(radius.value["authentication"], port: 1812)
    let accounting = servers(radius.value["accounting"], port: 1813)
    guard let authentication, !authentication.isEmpty, let accounting else { return nil }
    return RADIUSServers(authentication: authentication, accounting: accounting)
  }

  /// `nil` where one of them cannot be used.
  private mutating func servers(_ list: YAMLNode?, port: UInt16) -> [RADIUSServer]? {
    let nodes = list?.elements ?? []
    var servers: [RADIUSServer] = []
    for node in nodes {
      let source = node.entries.first { ["secret", "secret-file", "secret-credential"].contains($0.key) }
      guard let address = node["address"]?.text.flatMap({ try? TextForm.serverAddress($0) }), let source,
        let secret = credential(source)
      else { continue }
      let given = node["port"]?.number.flatMap { UInt16(exactly: $0) }
      servers.append(RADIUSServer(address: address, port: given ?? port, secret: secret))
    }
    return servers.count == nodes.count ? servers : nil
  }
}
