package import LinuxPlatform
package import SystemPackage
package import WiFiModel

/// The spec by which each radio's access points were on the air last: kept so that an agent which begins anew can go back
/// to it.
package struct ProvenSpec: Sendable {
  private let stateDirectory: FilePath

  /// - Parameter stateDirectory: where it is kept, in the private folder of the last good bytes.
  package init(stateDirectory: FilePath) { self.stateDirectory = stateDirectory }

  private static let prefix = "proven-"

  /// Each radio's part as it was on the air last, as far as this program can still read it.
  package func read() -> [RadioID: DesiredState] {
    let folder = LastGood.folder(in: stateDirectory)
    var parts: [RadioID: DesiredState] = [:]
    for name in (try? TrustedPath.names(in: folder)) ?? [] where name.hasPrefix(Self.prefix) {
      guard let radio = try? RadioID(String(name.dropFirst(Self.prefix.count))),
        let kept = LastGood(in: stateDirectory, as: name)
      else { continue }
      let compiler = SpecCompiler(kept.specs) { origin, _ in
        guard let bytes = kept.secret(origin.description) else {
          return .problem(InvalidValue("\(origin) was not kept", hint: "edit the spec"), isError: true)
        }
        return .bytes(bytes)
      }
      if let part = compiler.desired?.part(of: radio), !part.radios.isEmpty { parts[radio] = part }
    }
    return parts
  }

  /// Keeps a reading as the one by which a radio's part came on the air.
  ///
  /// - Returns: false where the reading says something else of the radio: it is a later one.
  /// - Throws: the failing call; what was kept before stays.
  package func keep(_ reading: SpecReading, of radio: RadioID, saying part: DesiredState) throws(PlatformError) -> Bool
  {
    guard reading.desired?.part(of: radio) == part, reading.isApplicable else { return false }
    let new = LastGood(specs: reading.files, secrets: reading.secrets)
    let name = Self.prefix + radio.text
    if LastGood(in: stateDirectory, as: name) != new { try new.write(in: stateDirectory, as: name) }
    return true
  }

  /// - Throws: the failing call.
  package func forget(_ radio: RadioID) throws(PlatformError) {
    try AtomicFile.remove(LastGood.folder(in: stateDirectory).appending(Self.prefix + radio.text))
  }
}
