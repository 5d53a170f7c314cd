extension Ledger {
  package var json: JSON {
    .object([
      DocumentSchema.ledger.member,
      JSON.Member("interfaces", .array(interfaces.map(\.json))),
      JSON.Member("addresses", .array(addresses.map(\.json))),
      JSON.Member("hostapds", .array(hostapds.map(\.json))),
      JSON.Member("revisions", revisions.json { .number($0) }),
    ])
  }

  /// - Throws: `JSONError` when the document is no ledger of this version.
  package init(json: JSON) throws(JSONError) {
    let document = try JSONCursor(json, expecting: .ledger)
    self.init(
      interfaces: try document["interfaces"].map(OwnedInterface.init),
      addresses: try document["addresses"].map(OwnedAddress.init),
      hostapds: try document["hostapds"].map(OwnedHostapd.init),
      revisions: try document["revisions"].byRadio { cursor throws(JSONError) in try cursor.integer() })
  }
}

extension Ledger.OwnedInterface {
  fileprivate var json: JSON {
    ["name": .text(name), "radio": .text(radio), "index": .number(index), "origin": .string(origin.rawValue)]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      name: try cursor["name"].noun(InterfaceName.init),
      radio: try cursor["radio"].noun(RadioID.init),
      index: try cursor["index"].optional?.integer(),
      origin: try cursor.later("origin")?.word() ?? .agent)
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
      "revision": .number(revision),
      "process": process?.json ?? nil,
    ]
  }

  fileprivate init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      radio: try cursor["radio"].noun(RadioID.init),
      interfaceIndex: try cursor["interfaceIndex"].integer(),
      revision: try cursor["revision"].integer(),
      process: try cursor["process"].optional.map(ProcessIdentity.init))
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
