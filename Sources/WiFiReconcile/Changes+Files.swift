import WiFiModel

extension Changes {
  /// Compares the private files that the configuration names.
  mutating func compareFiles() {
    var seen: Set<HostapdFile.Identity> = []
    var files: [Change] = []
    for case .file(let file, let before) in drift.differences {
      seen.insert(file.identity)
      let name = file.accessPoint
      let write = step(.writeFile(file), file.sentence(since: before))
      // What an access point's part did not name before comes with that part.
      guard let section = present?.sections.first(where: { $0.interface == name.text }) ?? servedSection(of: name),
        section.options.contains(where: { $0.name == file.kind.option }),
        !all.contains(where: { $0.accessPoint == name && $0.readsFiles })
      else {
        files.append(Change(accessPoint: name, means: .record, what: file.kind.title, part: .file, steps: [write]))
        continue
      }
      take(file, before, write)
    }
    for case .unread(let identity) in drift.differences where !seen.contains(identity) {
      switch identity.kind {
      case .passphrases where can(.reloadPassphrases):
        all.append(reloading(identity.accessPoint, [], harms: true))
      case .allowed, .denied:
        guard can(.reloadStations), let file = serving.files.first(where: { $0.identity == identity }) else {
          fallthrough
        }
        all.append(
          Change(
            accessPoint: identity.accessPoint, means: .reloadStations, what: identity.kind.title, part: .file,
            steps: [
              step(
                .reloadStations(file), "hostapd must read it", .someClients,
                drift.clients(of: identity.accessPoint))
            ]))
      default: restart(identity.accessPoint, .file, "hostapd has not read the \(identity)")
      }
    }
    // What a part of the configuration names has to be there before.
    all = files + all
  }

  private func servedSection(of name: InterfaceName) -> HostapdConfiguration.Section? {
    serving.configuration?.sections.first { $0.interface == name.text }
  }

  private mutating func take(_ file: HostapdFile, _ before: HostapdFile?, _ write: Step) {
    let name = file.accessPoint
    let harms = before.map { file.shutsOut($0) } ?? true
    switch file.content {
    case .passphrases:
      guard can(.reloadPassphrases) else { return restart(name, .file, file.kind.title) }
      all.append(reloading(name, [write], harms: harms))
    case .allowed, .denied:
      guard can(.reloadStations) else { return restart(name, .file, file.kind.title) }
      all.append(
        Change(
          accessPoint: name, means: .reloadStations, what: file.kind.title, part: .file,
          steps: [
            write,
            step(
              .reloadStations(file), "hostapd must read it",
              harms ? .someClients : .none, harms ? drift.clients(of: name) : nil),
          ]))
    }
  }

  private func reloading(_ name: InterfaceName, _ before: [Step], harms: Bool) -> Change {
    Change(
      accessPoint: name, means: .reloadPassphrases, what: HostapdFile.Kind.passphrases.title, part: .file,
      steps: before + [
        step(
          .reloadPassphrases(name), "hostapd must read them", harms ? .someClients : .none,
          harms ? drift.clients(of: name) : nil)
      ])
  }
}

extension HostapdFile {
  /// Whether somebody whom the older file let in stays out. A secret that is withheld is taken for that of the same name.
  fileprivate func shutsOut(_ older: HostapdFile) -> Bool {
    switch (content, older.content) {
    case (.passphrases(let new), .passphrases(let old)):
      !old.allSatisfy { passphrase in
        new.contains { $0.credential.matches(passphrase.credential) ?? ($0.name == passphrase.name) }
      }
    case (.allowed(let new), .allowed(let old)): !Set(old).isSubset(of: new)
    case (.denied(let new), .denied(let old)): !Set(new).isSubset(of: old)
    default: true
    }
  }
}

extension HostapdFile.Kind {
  /// The option of hostapd's that names such a file.
  var option: String {
    switch self {
    case .passphrases: "wpa_psk_file"
    case .allowed: "accept_mac_file"
    case .denied: "deny_mac_file"
    }
  }
}
