extension ConfigurationFiles {
  var json: JSON {
    [
      "radio": .text(radio),
      "configuration": configuration.map { .array($0.options.map(\.json)) } ?? nil,
      "files": .array(files.map(\.json)),
      "private": .bool(isPrivate),
    ]
  }

  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      radio: try cursor["radio"].noun(RadioID.init),
      configuration: try cursor["configuration"].optional.map { cursor throws(JSONError) in
        HostapdConfiguration(options: try cursor.map(HostapdOption.init))
      },
      files: try cursor["files"].map(HostapdFile.init),
      isPrivate: try cursor["private"].bool())
  }
}

/// Of passphrases only the names are shown, null for the one without.
extension HostapdFile {
  fileprivate var json: JSON {
    let entries: [JSON] =
      switch content {
      case .passphrases(let passphrases): passphrases.map { .text($0.name) }
      case .allowed(let addresses), .denied(let addresses): addresses.map { .text($0) }
      }
    return ["accessPoint": .text(accessPoint), "kind": .string(kind.word), "entries": .array(entries)]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    let entries = try cursor["entries"]
    func addresses() throws(JSONError) -> [HardwareAddress] {
      try entries.map { cursor throws(JSONError) in try cursor.noun(HardwareAddress.init(_:)) }
    }
    let word = try cursor["kind"].string()
    let content: Content
    switch Kind.allCases.first(where: { $0.word == word }) {
    case .passphrases?:
      content = .passphrases(
        try entries.map { cursor throws(JSONError) in
          Security.Passphrase(.withheld, name: try cursor.optional?.string())
        })
    case .allowed?: content = .allowed(try addresses())
    case .denied?: content = .denied(try addresses())
    case nil: throw try cursor["kind"].failure("it is not one of passphrases, allowed, denied")
    }
    self.init(content, of: try cursor["accessPoint"].noun(InterfaceName.init))
  }
}

extension HostapdFile.Kind {
  fileprivate var word: String {
    switch self {
    case .passphrases: "passphrases"
    case .allowed: "allowed"
    case .denied: "denied"
    }
  }
}

extension HostapdOption {
  fileprivate var json: JSON { ["option": .string(name), "value": .string(text ?? "<hidden>")] }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(try cursor["option"].string(), try cursor["value"].string())
    if isSecret { value = .secret(.withheld) }
  }
}
