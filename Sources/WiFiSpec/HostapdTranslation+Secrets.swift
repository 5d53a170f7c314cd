import WiFiModel

extension HostapdTranslation {
  /// A passphrase and what it is called.
  private struct Secret {
    /// hostapd's `keyid`, where it has one.
    var name: String?
    var credential: Credential
  }

  /// The keys that say what opens an access point of a personal mode.
  mutating func secrets(_ lines: inout HostapdSection, mode: Security.Mode, name: String) -> [SpecText.Entry] {
    let isGiven = lines.lines.contains {
      ["wpa_passphrase", "wpa_psk", "wpa_psk_file"].contains($0.name) || mode.hasSAE && $0.name == "sae_password"
    }
    let shared = sharedSecret(&lines)
    let simultaneous = simultaneousPassword(&lines)
    var (listed, isUnreadable) = listed(last(lines.take("wpa_psk_file")))
    if mode == .wpa3Personal {
      if !listed.isEmpty { note(option: "wpa_psk_file", .dropped, "WPA3 does not use it") }
      listed = []
    }
    var secrets = listed
    switch (mode, shared, simultaneous) {
    case (.wpa2Personal, _, _):
      if let simultaneous { note(simultaneous.line, .dropped, "it has no effect without SAE") }
      if let shared { secrets.insert(Secret(credential: shared.credential), at: 0) }
    case (.wpa3Personal, let shared, let simultaneous?):
      if let shared { note(shared.line, .dropped, "WPA3 takes sae_password") }
      secrets = [Secret(credential: simultaneous.credential)]
    case (_, let shared?, nil):
      if shared.credential.isKey {
        note(shared.line, .refused(.unsupported), "WPA3 needs the passphrase: none can be had from a key")
      }
      secrets.insert(Secret(credential: shared.credential), at: 0)
    case (.wpa2WPA3Personal, let shared?, let simultaneous?):
      if shared.credential != simultaneous.credential {
        note(
          simultaneous.line, .refused(.unsupported),
          "another than the one for WPA2: in a spec one passphrase opens an access point of this mode")
      }
      secrets.insert(Secret(credential: shared.credential), at: 0)
    case (.wpa2WPA3Personal, nil, let simultaneous?):
      if listed.isEmpty, !isUnreadable {
        note(
          simultaneous.line, .refused(.malformed), "WPA2 has no passphrase beside it, and hostapd does not start")
      } else {
        note(simultaneous.line, .refused(.unsupported), "in a spec one passphrase opens an access point of this mode")
      }
    default: break
    }
    if mode.hasSAE, secrets.count > 1 {
      note(option: "wpa_psk_file", .refused(.unsupported), "WPA3 cannot try several passphrases, and a spec takes one")
    }
    if secrets.isEmpty, !isGiven {
      note(
        option: "wpa_passphrase", .refused(.malformed), "no line gives the secret, without which hostapd does not start"
      )
    }
    return keys(secrets, name: name, isUnreadable: isUnreadable)
  }

  private mutating func keys(_ secrets: [Secret], name: String, isUnreadable: Bool) -> [SpecText.Entry] {
    guard let first = secrets.first else {
      guard isUnreadable else { return [] }
      let path = (request.secrets ?? "/etc/wifi-ap/secrets") + "/" + name
      note(option: "passphrase-file", .changed, "write the passphrase into \(path), which is not there yet")
      return [SpecText.Entry(key: "passphrase-file", value: .text(path))]
    }
    guard secrets.count > 1 || first.name != nil else { return [key(first.credential, file: name)] }
    let named = secrets.enumerated().map { index, secret in
      let title = secret.name ?? (index == 0 ? "main" : "passphrase-\(index + 1)")
      return SpecText.Entry(key: title, value: .map([key(secret.credential, file: "\(name)-\(title)")]))
    }
    for (index, entry) in named.enumerated() where named[..<index].contains(where: { $0.key == entry.key }) {
      note(option: "wpa_psk_file", .refused(.unsupported), "two of its passphrases are called '\(entry.key)'")
    }
    return [SpecText.Entry(key: "passphrases", value: .map(named.sorted { $0.key < $1.key }))]
  }

  /// A secret as a key of the spec: in a file of its own where there is a folder for those.
  private mutating func key(_ credential: Credential, file: String) -> SpecText.Entry {
    let text = String(decoding: credential.secret, as: UTF8.self)
    if credential.isKey {
      holdsSecrets = true
      return SpecText.Entry(key: "psk", value: .text(text))
    }
    guard let path = secretFile(credential, named: file) else {
      holdsSecrets = true
      return SpecText.Entry(key: "passphrase", value: .text(text))
    }
    return SpecText.Entry(key: "passphrase-file", value: .text(path))
  }

  /// The path at which a secret will stand; nil where secrets stay in the spec.
  mutating func secretFile(_ credential: Credential, named name: String) -> String? {
    guard let folder = request.secrets else { return nil }
    let path = (folder.hasSuffix("/") ? String(folder.dropLast()) : folder) + "/" + name
    secretFiles.append(HostapdImport.SecretFile(path: path, content: credential))
    secretFiles.sort { $0.path < $1.path }
    return path
  }

  // MARK: - Where hostapd has its secrets from

  /// `wpa_passphrase` or `wpa_psk`: each takes the place of those before it.
  private mutating func sharedSecret(_ lines: inout HostapdSection) -> (line: Line, credential: Credential)? {
    guard let line = last(lines.take("wpa_passphrase", "wpa_psk")) else { return nil }
    do throws(InvalidValue) {
      if line.name == "wpa_psk" { return (line, try Credential(psk: line.value)) }
      if line.hasTrailingComment {
        note(line, .carried, "hostapd takes all of it for the passphrase, '#' too; a comment has a line of its own")
      } else if line.looksUnfilled {
        note(line, .carried, "it looks like a placeholder")
      }
      return (line, try Credential(passphrase: line.value))
    } catch {
      note(line, .refused(.malformed), error.description)
      return nil
    }
  }

  private mutating func simultaneousPassword(
    _ lines: inout HostapdSection
  ) -> (line: Line, credential: Credential)? {
    guard let line = last(lines.take("sae_password")) else { return nil }
    if ["|mac=", "|vlanid=", "|pk=", "|id="].contains(where: { line.text.contains($0) }) {
      note(line, .refused(.unsupported), "a spec has no passwords of single stations, VLANs, keys or identifiers")
      return nil
    }
    do throws(InvalidValue) { return (line, try Credential(passphrase: line.value)) } catch {
      note(line, .refused(.unsupported), "hostapd takes any password for SAE, a spec does not: \(error.problem)")
      return nil
    }
  }

  /// The passphrases of a file: `[keyid=NAME] [vlanid=N] [wps=1] MAC SECRET` in each line.
  private mutating func listed(_ line: Line?) -> (secrets: [Secret], isUnreadable: Bool) {
    guard let line, !line.value.isEmpty else { return ([], false) }
    let content: [UInt8]
    switch request.read(line.text) {
    case .unreadable(let reason):
      note(line, .changed, "\(line.shown) cannot be read (\(reason)), and its passphrases are not carried")
      return ([], true)
    case .bytes(let bytes): content = bytes
    }
    var secrets: [Secret] = []
    for (index, row) in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      guard let first = row.first, first != UInt8(ascii: "#") else { continue }
      do throws(InvalidValue) { secrets.append(try Self.secret(row)) } catch {
        note(line, .refused(.unsupported), "line \(index + 1) of \(line.shown): \(error.description)")
      }
    }
    return (secrets, false)
  }

  private static func secret(_ row: ArraySlice<UInt8>) throws(InvalidValue) -> Secret {
    var rest = row
    var name: String?
    while true {
      let word = rest.prefix { $0 != UInt8(ascii: " ") }
      rest = rest.dropFirst(word.count + 1)
      let text = String(decoding: word, as: UTF8.self)
      if text.hasPrefix("keyid=") {
        name = String(text.dropFirst(6))
      } else if text == "00:00:00:00:00:00" {
        break
      } else if text.hasPrefix("vlanid=") {
        throw InvalidValue("it puts stations into a VLAN", hint: "a spec cannot")
      } else if !text.hasPrefix("wps=") {
        throw InvalidValue(
          "its passphrase is for one station", hint: "in a spec every station may use every passphrase of its network")
      }
    }
    let bytes = Array(rest)
    let credential = bytes.count == 64 ? try Credential(psk: bytes) : try Credential(passphrase: bytes)
    return Secret(name: name, credential: credential)
  }
}
