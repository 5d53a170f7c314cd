package import WiFiModel

extension AccessPoint {
  /// The private files that its part of hostapd's configuration names.
  ///
  /// - Parameter time: from which on expired passphrases are left out; nil keeps them all, for want of a clock.
  /// - Returns: the files with what shall stand in them.
  package func files(at time: WallTime?) -> [HostapdFile] {
    var files: [HostapdFile] = []
    if case .personal(.wpa2, let passphrases) = security.authentication {
      files.append(HostapdFile(.passphrases(passphrases.inForce(at: time)), of: name))
    }
    switch stations {
    case .all: break
    case .only(let addresses): files.append(HostapdFile(.allowed(addresses), of: name))
    case .except(let addresses): files.append(HostapdFile(.denied(addresses), of: name))
    }
    return files
  }
}

extension [Security.Passphrase] {
  /// Those that have not expired; never none, since then the one that lived longest stays.
  package func inForce(at time: WallTime?) -> [Security.Passphrase] {
    guard let time else { return self }
    let valid = filter { $0.notAfter.map { time < $0 } ?? true }
    guard valid.isEmpty else { return valid }
    return self.max { ($0.notAfter?.seconds ?? .max) < ($1.notAfter?.seconds ?? .max) }.map { [$0] } ?? []
  }
}
