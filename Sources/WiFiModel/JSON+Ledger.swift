extension Ledger {
  package var json: JSON {
    .object([
      DocumentSchema.ledger.member,
      JSON.Member("interfaces", .array(interfaces.map(\.json))),
      JSON.Member("addresses", .array(addresses.map(\.json))),
      JSON.Member("hostapds", .array(hostapds.map(\.json))),
      JSON.Member("files", .array(files.map { .text($0) })),
      JSON.Member("unblocked", .array(unblocked.map { .text($0) })),
      JSON.Member("chronicle", chronicle.json),
      JSON.Member("exemption", exemption?.json ?? nil),
    ])
  }

  /// - Throws: `JSONError` when the document is no ledger of this version.
  package init(json: JSON) throws(JSONError) {
    let document = try JSONCursor(json, expecting: .ledger)
    self.init(
      interfaces: try document["interfaces"].map(OwnedInterface.init),
      addresses: try document["addresses"].map(OwnedAddress.init),
      hostapds: try document["hostapds"].map(OwnedHostapd.init),
      files: try document.later("files")?.map { cursor throws(JSONError) in try cursor.noun(RadioID.init) } ?? [],
      chronicle: try document.later("chronicle").map(Chronicle.init) ?? Chronicle(),
      exemption: try document.later("exemption")?.optional.map(ReadExemption.init),
      unblocked: try document.later("unblocked")?.map { cursor throws(JSONError) in try cursor.noun(RadioID.init) }
        ?? [])
  }
}

extension Ledger.ReadExemption {
  fileprivate var json: JSON { ["process": process?.json ?? nil, "text": .text(text)] }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      process: try cursor["process"].optional.map(ProcessIdentity.init), text: try cursor["text"].optional?.string())
  }
}

extension Ledger.OwnedInterface {
  fileprivate var json: JSON {
    [
      "name": .text(name), "radio": .text(radio), "index": .number(index), "origin": .string(origin.rawValue),
      "ownAddress": .text(ownAddress),
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      name: try cursor["name"].noun(InterfaceName.init),
      radio: try cursor["radio"].noun(RadioID.init),
      index: try cursor["index"].optional?.integer(),
      origin: try cursor.later("origin")?.word() ?? .agent,
      ownAddress: try cursor.later("ownAddress")?.optional?.noun { (text) throws(InvalidValue) in
        try HardwareAddress(text)
      })
  }
}

extension Ledger.OwnedAddress {
  fileprivate var json: JSON { ["address": .text(address), "interface": .text(interface)] }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      address: try cursor["address"].noun(InterfaceAddress.init(observed:)),
      interface: try cursor["interface"].noun(InterfaceName.init))
  }
}

extension Ledger.OwnedHostapd {
  fileprivate var json: JSON {
    [
      "radio": .text(radio),
      "interfaceIndex": .number(interfaceIndex),
      "unread": .array(unread.inOrder.map(\.json)),
      "process": process?.json ?? nil,
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      radio: try cursor["radio"].noun(RadioID.init),
      interfaceIndex: try cursor["interfaceIndex"].integer(),
      unread: Set(try cursor.later("unread")?.map(Ledger.Unread.init) ?? []),
      process: try cursor["process"].optional.map(ProcessIdentity.init))
  }
}

extension Ledger.Unread {
  /// nil: the configuration.
  private var identity: HostapdFile.Identity? { if case .file(let identity) = self { identity } else { nil } }

  fileprivate var json: JSON {
    ["file": identity.map { .string($0.kind.rawValue) } ?? nil, "accessPoint": .text(identity?.accessPoint)]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    guard let kind: HostapdFile.Kind = try cursor["file"].optional?.word() else {
      self = .configuration
      return
    }
    self = .file(HostapdFile.Identity(kind, of: try cursor["accessPoint"].noun(InterfaceName.init)))
  }
}

extension Set<Ledger.Unread> {
  fileprivate var inOrder: [Ledger.Unread] {
    let files = compactMap { if case .file(let identity) = $0 { identity } else { nil } }
    return (contains(.configuration) ? [.configuration] : []) + files.sorted().map { .file($0) }
  }
}

/// An object with the radios' names as keys, in their order.
extension Dictionary where Key == RadioID {
  func json(_ encode: (Value) -> JSON) -> JSON {
    .object(keys.sorted().compactMap { key in self[key].map { JSON.Member(key.text, encode($0)) } })
  }
}

extension JSONCursor {
  /// What such an object holds.
  func byRadio<Value>(_ decode: (JSONCursor) throws(JSONError) -> Value) throws(JSONError) -> [RadioID: Value] {
    var result: [RadioID: Value] = [:]
    for (key, value) in try members() {
      let radio: RadioID
      do { radio = try RadioID(key) } catch { throw failure(shown(error.description)) }
      result[radio] = try decode(value)
    }
    return result
  }
}
